"""Registers, changes and deletes an e-mail address, and sends its 「登録確認のお知らせ」 once more."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update

from services.act_requests import ActRequest
from services.acts.act_transaction import ActContext, ActPlan, Acts, Write
from services.acts.plan import ActResult
from services.database.tables import hold, outgoing_mail, patron
from services.errors import ActRefused, EmailMalformed, RowChanged
from services.mail.wording import queue
from services.require_allowed import require_allowed
from services.rules.decision import Reason, Refused
from services.rules.people.email import check_address, is_deletion, may_delete
from services.rules.permissions import Permission
from services.rules.vocabulary import ContactMethod, MailKind, MailStatus


class EmailChange(StrEnum):
    """What a 「変更」 came to."""

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

    address: str
    seen_version: int
    holds_to_none: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResendNotice(ActRequest[None]):
    """Send 「メールアドレス登録確認のお知らせ」 once more (再送), to the address that is registered now."""


@dataclass(frozen=True, slots=True)
class _EmailDeed:
    request: ChangeEmail
    verb: str = "email.change"
    power: Permission = Permission.SERVE_PATRON

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        mail = outgoing_mail
        waiting = select(func.max(mail.c.id)).where(
            mail.c.patron_id == self.request.patron_id,
            mail.c.kind == MailKind.EMAIL_REGISTERED.value,
            mail.c.status == MailStatus.WAITING.value,
        )
        return {"waiting_mail": waiting.scalar_subquery()}

    def plan(self, context: ActContext) -> ActPlan[EmailChange]:
        before, address = context.before.patron, self.request.address
        if before.version != self.request.seen_version:
            raise RowChanged
        if is_deletion(address):
            return self._deletion(context) if before.email is not None else _plan(EmailChange.UNCHANGED)
        if address == before.email:
            return _plan(EmailChange.UNCHANGED)
        faults = check_address(address, context.policy.mail_forbidden_characters)
        if faults:
            raise EmailMalformed(faults)
        mail = queue(MailKind.EMAIL_REGISTERED, before.id, address, context.now, context.masters)
        writes = (self._set(address), mail, *_take_back(context))
        return _plan(EmailChange.REGISTERED if before.email is None else EmailChange.CHANGED, writes)

    def _deletion(self, context: ActContext) -> ActPlan[EmailChange]:
        by_mail = [row for row in context.before.holds if row.contact is ContactMethod.MAIL]
        writes: tuple[Write, ...] = (self._set(None), *_take_back(context))
        if by_mail and self.request.holds_to_none:
            to_none = (
                update(hold)
                .where(hold.c.patron_id == self.request.patron_id, hold.c.contact == ContactMethod.MAIL)
                .values(contact=ContactMethod.NONE, version=hold.c.version + 1)
            )
            writes = (*writes, to_none)
        else:
            require_allowed(may_delete(row.contact for row in by_mail))
        return _plan(EmailChange.DELETED, writes, holds=len(by_mail))

    def _set(self, address: str | None) -> Write:
        own = update(patron).where(patron.c.id == self.request.patron_id)
        return own.values(email=address, version=patron.c.version + 1)

    def again(self, outcome: str, _details: Mapping[str, Any]) -> EmailChange:
        return EmailChange(outcome)


@dataclass(frozen=True, slots=True)
class _ResendDeed:
    request: ResendNotice
    verb: str = "email.resend"
    power: Permission = Permission.SERVE_PATRON

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[None]:
        before, last = context.before.patron, context.before.email_notice
        if before.email is None:
            raise ActRefused(Refused((Reason.NO_MAIL_ADDRESS,)))
        if last is not None and last.settled_at is None:
            raise ActRefused(Refused((Reason.MAIL_ON_ITS_WAY,)))
        faults = check_address(before.email, "")
        if faults:
            raise EmailMalformed(faults)
        mail = queue(MailKind.EMAIL_REGISTERED, before.id, before.email, context.now, context.masters)
        return ActPlan(writes=(mail,), result=None)

    def again(self, _outcome: str, _details: Mapping[str, Any]) -> None:
        return None


class ContactActs:
    """What staff do to a patron's e-mail address."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    async def change_email(self, request: ChangeEmail) -> ActResult[EmailChange]:
        """Register, change or delete the address; the result says which it was. The same address changes nothing.

        Raises as `Acts.perform`, and:
            EmailMalformed: the address can't be registered, with every cause and place.
        """
        return await self._acts.perform(request, _EmailDeed(request))

    async def resend(self, request: ResendNotice) -> ActResult[None]:
        """Queue the notice once more; refused while one is on its way.

        Raises as `Acts.perform`, and:
            EmailMalformed: no mail can be sent to the registered address, which an older version or another program
                registered, with every cause and place.
        """
        return await self._acts.perform(request, _ResendDeed(request))


def _plan(change: EmailChange, writes: tuple[Write, ...] = (), holds: int = 0) -> ActPlan[EmailChange]:
    return ActPlan(
        writes=writes,
        result=change,
        outcome=change.value,
        subject="email",
        details={"holds_to_none": holds} if holds else {},
    )


def _take_back(context: ActContext) -> tuple[Write, ...]:
    """Take a notice to the old address out of the outbox: it may be the typing mistake that is being corrected."""
    waiting = context.extra.maybe_number("waiting_mail")
    return () if waiting is None else (delete(outgoing_mail).where(outgoing_mail.c.id == waiting),)
