"""メールアドレス: changing it for the patron, and sending its notice once more."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from services.acts.contact import ChangeEmail, EmailChange, ResendNotice
from services.contract.errors import EmailMalformed
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import HoldRow, PatronSnapshot
from services.rules.people.email import check_address, is_deletion, meant_domain
from services.rules.vocabulary import ContactMethod
from viewmodels.core.notes import Done
from viewmodels.core.observable import Event, Observable
from viewmodels.desk.act_commands import ActCommands

_NOTES: Final = MappingProxyType(
    {
        EmailChange.REGISTERED: Done.EMAIL_UPDATED,
        EmailChange.CHANGED: Done.EMAIL_UPDATED,
        EmailChange.DELETED: Done.EMAIL_DELETED,
        EmailChange.UNCHANGED: Done.EMAIL_UNCHANGED,
    }
)


class AskEmail(Protocol):
    """What is asked about an address."""

    async def set_holds_to_none(self, holds: tuple[HoldRow, ...]) -> bool:
        """Ask, naming the holds that want mail, whether they shall all become 不要 and the address be deleted."""

    async def delete(self, address: str) -> bool:
        """Ask whether the address shall be deleted."""

    async def keep_domain(self, address: str, meant: str) -> bool:
        """Ask whether the address is right as it is, although `meant` is what its domain usually is."""


@dataclass(frozen=True, slots=True)
class EmailDraft:
    """An address that was typed and not saved."""

    address: str


class EmailViewModel:
    """The form for the open patron's address.

    Attributes:
        malformed: why the last typed address was refused, or None.
        change: registers, changes or deletes by what was typed.
        resend: queues the notice once more.
        given_back: what was typed before a lock.
    """

    def __init__(self, acting: ActCommands, ask: AskEmail) -> None:
        self._acting = acting
        self._ask = ask
        self.malformed: Observable[EmailMalformed | None] = Observable(None)
        self.change = acting.command(self._change, sends=ChangeEmail, on_error=self._failed)
        self.resend = acting.command(self._resend, sends=ResendNotice)
        self.given_back: Event[str] = Event()
        acting.desk.unsaved_input.give_back_to(EmailDraft, lambda draft: self.given_back.emit(draft.address))

    def typed(self, text: str) -> None:
        """Take note of what stands in the field; it counts as unsaved while it isn't what is registered."""
        snapshot = self._acting.desk.snapshot
        registered = "" if snapshot is None else snapshot.patron.email or ""
        dirty = snapshot is not None and text != registered
        self._acting.desk.note_unsaved_input(self, dirty=dirty, draft=EmailDraft(text))
        self.malformed.set(None)

    async def _change(self, text: str) -> None:
        desk = self._acting.desk
        subject = desk.snapshot
        if subject is None:
            return
        require_allowed(subject.change_email)
        self.malformed.set(None)
        by_mail = tuple(hold for hold in subject.holds if hold.contact is ContactMethod.MAIL)
        to_none = bool(by_mail) and is_deletion(text) and subject.patron.email is not None
        if not await self._is_meant(text, subject, by_mail):
            return
        request = ChangeEmail(
            actor=desk.actor,
            patron_id=subject.patron.id,
            address=text,
            seen_version=subject.patron.version,
            holds_to_none=to_none,
        )
        await self._acting.perform(request, lambda done: _NOTES[done.result])
        desk.note_unsaved_input(self, dirty=False)

    async def _is_meant(self, text: str, subject: PatronSnapshot, by_mail: tuple[HoldRow, ...]) -> bool:
        """Ask about what is easily done by mistake: a deletion, and a domain that is nearly a usual one."""
        registered = subject.patron.email
        if is_deletion(text):
            if registered is None:
                return True
            return await (self._ask.set_holds_to_none(by_mail) if by_mail else self._ask.delete(registered))
        meant = meant_domain(text)
        if meant is None or text == registered or check_address(text):
            return True
        return await self._ask.keep_domain(text, meant)

    async def _resend(self) -> None:
        desk = self._acting.desk
        subject = desk.snapshot
        if subject is None:
            return
        require_allowed(subject.resend_notice)
        request = ResendNotice(actor=desk.actor, patron_id=subject.patron.id)
        await self._acting.perform(request, lambda _: Done.EMAIL_NOTICE_QUEUED)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, EmailMalformed):
            self.malformed.set(error)
        else:
            self._acting.failed(error)
