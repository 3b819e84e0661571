"""連絡を記録: asks how staff tried to reach the patron and what is done next, and performs."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from services.acts.contact_attempts import RecordContact
from services.contract.contacts import Contacts
from services.contract.errors import ActRefused
from services.contract.masters import Masters
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import HoldRow, PatronSnapshot, SuspensionRow
from services.rules.decision import Reason, Refused
from services.rules.people.contacts import Attempt, NextStep, next_step
from services.rules.vocabulary import ContactMeans, ContactResult, SuspensionReason
from viewmodels.core.notes import Done, Result
from viewmodels.desk.act_commands import ActCommands


@dataclass(frozen=True, slots=True)
class ContactCase:
    """What staff have to know to record an attempt.

    Attributes:
        row: the suspension or the hold that it is about.
        contacts: what was tried so far.
        phone: the registered telephone number.
        propose: says what is done next after a result of a means; None for nothing more.
    """

    row: SuspensionRow | HoldRow
    contacts: Contacts
    phone: str | None = field(repr=False)
    propose: Callable[[ContactMeans, ContactResult], NextStep | None] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """What staff tried, what came of it, and what they do next; None for nothing more."""

    means: ContactMeans
    result: ContactResult
    after: NextStep | None


class AskContacts(Protocol):
    """The question about an attempt."""

    async def record_contact(self, case: ContactCase) -> ContactChoice | None:
        """Ask for means, result and next step; None for 記録しない."""


class ContactViewModel:
    """The command behind 連絡を記録, for a suspension or a hold."""

    def __init__(self, acting: ActCommands, ask: AskContacts, masters: Callable[[], Masters]) -> None:
        self._acting = acting
        self._ask = ask
        self._masters = masters
        self.record = acting.command(self._record, sends=RecordContact, with_contacts=True)

    async def _record(self, row: SuspensionRow | HoldRow) -> None:
        patron = self._acting.patron
        contacts = row.contacts
        if contacts is None:
            raise ActRefused(Refused((Reason.NOT_FOR_CONTACTS,)))
        require_allowed(contacts.record)
        chosen = await self._ask.record_contact(self._case(row, contacts, patron))
        if chosen is None:
            return
        about_suspension = isinstance(row, SuspensionRow)
        request = RecordContact(
            actor=self._acting.desk.actor,
            patron_id=patron.patron.id,
            suspension_id=row.id if about_suspension else None,
            hold_id=None if about_suspension else row.id,
            seen_version=row.version,
            means=chosen.means,
            result=chosen.result,
            after=chosen.after,
        )
        await self._acting.perform(request, lambda _: _note(row, chosen))

    def _case(self, row: SuspensionRow | HoldRow, contacts: Contacts, patron: PatronSnapshot) -> ContactCase:
        masters = self._masters()
        branch = row.branch_id if isinstance(row, HoldRow) else self._acting.desk.actor.branch_id
        calendar = masters.calendar(branch)

        def propose(means: ContactMeans, result: ContactResult) -> NextStep | None:
            tried = (Attempt(means=means, result=result), *contacts.facts.tried)
            return next_step(replace(contacts.facts, tried=tried), masters.policy, calendar)

        return ContactCase(row, contacts, patron.patron.phone, propose)


def _note(row: SuspensionRow | HoldRow, chosen: ContactChoice) -> Result:
    about: SuspensionReason | None = row.reason if isinstance(row, SuspensionRow) else None
    if chosen.after is None:
        return Result(Done.CONTACT_RECORDED, about=about)
    return Result(Done.CONTACT_RECORDED_AND_NEXT, day=chosen.after.on, about=about)
