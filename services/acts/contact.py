"""Registers, changes and deletes an e-mail address, and sends its 「登録確認のお知らせ」 once more."""

from dataclasses import dataclass, field
from enum import StrEnum

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.acts.plan import ActContext, ActPlan, Recorded
from services.contract.act_requests import ActRequest
from services.contract.errors import EmailMalformed, RowChanged
from services.contract.require_allowed import require_allowed
from services.rules.people.email import check_address, is_deletion, may_delete
from services.rules.vocabulary import ContactMethod, MailKind


class EmailChange(StrEnum):
    """The outcome of a 「変更」."""

    UNCHANGED = "unchanged"
    REGISTERED = "registered"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEmail(ActRequest[EmailChange]):
    """Register, change or delete the address (「変更」).

    Attributes:
        address: as typed; nothing but blanks deletes.
        seen_version: the patron's version as the clerk saw it.
        holds_to_none: when deleting, every hold that wants mail is set to 不要 in the same act.
    """

    address: str = field(repr=False)
    seen_version: int
    holds_to_none: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResendNotice(ActRequest[None]):
    """Send 「メールアドレス登録確認のお知らせ」 once more (再送), to the address that is registered now."""


def plan_email(request: ChangeEmail, context: ActContext) -> ActPlan[EmailChange]:
    """Register, change or delete the address; answers which it was. The same address changes nothing.

    Raises:
        RowChanged: the patron isn't as the clerk saw them.
        ActRefused: the patron's decision refuses it, or holds want mail and an address is to be deleted.
        EmailMalformed: the address can't be registered, with every cause and place.
    """
    before, address = context.before.patron, request.address
    if before.version != request.seen_version:
        raise RowChanged
    require_allowed(context.before.change_email)
    if is_deletion(address):
        if before.email is None:
            return _plan(EmailChange.UNCHANGED)
        return _deletion(request, context)
    if address == before.email:
        return _plan(EmailChange.UNCHANGED)
    faults = check_address(address)
    if faults:
        raise EmailMalformed(faults)
    done = (
        act_changes.SetEmail(address=address),
        act_changes.InsertMail(kind=MailKind.EMAIL_REGISTERED),
        *_take_back(context),
    )
    return _plan(EmailChange.REGISTERED if before.email is None else EmailChange.CHANGED, done)


def changed_before(_request: ChangeEmail, recorded: Recorded) -> EmailChange:
    """Read from the record what the change came to."""
    return EmailChange(recorded.outcome)


def plan_resending(_request: ResendNotice, context: ActContext) -> ActPlan[None]:
    """Queue the notice once more.

    Raises:
        ActRefused: the patron's decision refuses it.
        EmailMalformed: no mail can be sent to the registered address, which an older version or another program
            registered, with every cause and place.
    """
    require_allowed(context.before.resend_notice)
    faults = check_address(context.before.patron.email or "", "")
    if faults:
        raise EmailMalformed(faults)
    return ActPlan(changes=(act_changes.InsertMail(kind=MailKind.EMAIL_REGISTERED),), result=None)


def _deletion(request: ChangeEmail, context: ActContext) -> ActPlan[EmailChange]:
    by_mail = [row for row in context.before.holds if row.contact is ContactMethod.MAIL]
    done: tuple[ActChange, ...] = (act_changes.SetEmail(address=None), *_take_back(context))
    if by_mail and request.holds_to_none:
        done = (*done, act_changes.SetMailedHoldsToNone())
    else:
        require_allowed(may_delete(ContactMethod.MAIL for _ in by_mail))
    return _plan(EmailChange.DELETED, done, holds=len(by_mail))


def _plan(change: EmailChange, done: tuple[ActChange, ...] = (), holds: int = 0) -> ActPlan[EmailChange]:
    return ActPlan(
        changes=done,
        result=change,
        outcome=change.value,
        subject="email",
        details={"holds_to_none": holds} if holds else {},
    )


def _take_back(context: ActContext) -> tuple[ActChange, ...]:
    """Take a notice to the old address out of the outbox: it may be the typing mistake that is being corrected."""
    waiting = context.extra.waiting_notice
    return () if waiting is None else (act_changes.DeleteMail(mail_id=waiting),)
