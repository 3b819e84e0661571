"""メールアドレス: changing it for the patron, and sending its notice once more."""

from typing import Protocol

from services.acts.contact import ChangeEmail, EmailChange, ResendNotice
from services.acts.performing import Performed
from services.errors import EmailMalformed
from services.rules.email import is_deletion
from services.rules.vocabulary import ContactMethod
from services.snapshot import HoldRow
from viewmodels.acting import Acting
from viewmodels.notes import Done
from viewmodels.observable import Observable


class ContactActs(Protocol):
    """What is done to an address."""

    async def change_email(self, order: ChangeEmail) -> Performed[EmailChange]:
        """Register, change or delete it."""

    async def resend(self, order: ResendNotice) -> Performed[None]:
        """Queue its notice once more."""


class AskContact(Protocol):
    """What is asked about an address."""

    async def set_holds_to_none(self, holds: tuple[HoldRow, ...]) -> bool:
        """Ask, naming the holds that want mail, whether they shall all become 不要 and the address be deleted."""


class EmailDesk:
    """The form for the open patron's address.

    Attributes:
        malformed: why the last typed address was refused, or None.
        updated: 「更新しました。」 stands beside the field.
        change: registers, changes or deletes by what was typed.
        resend: queues the notice once more.
    """

    def __init__(self, acting: Acting, acts: ContactActs, ask: AskContact) -> None:
        self._acting = acting
        self._acts = acts
        self._ask = ask
        self.malformed: Observable[EmailMalformed | None] = Observable(None)
        self.updated: Observable[bool] = Observable(False)
        self.change = acting.command(self._change, on_error=self._failed)
        self.resend = acting.command(self._resend)

    def typed(self, text: str) -> None:
        """Take note of what stands in the field; it is a draft while it isn't what is registered."""
        snapshot = self._acting.desk.snapshot
        registered = "" if snapshot is None else snapshot.patron.email or ""
        self._acting.desk.set_draft(self, dirty=snapshot is not None and text != registered)
        self.malformed.set(None)
        if snapshot is None or text != registered:
            self.updated.set(False)

    async def _change(self, text: str) -> None:
        desk = self._acting.desk
        subject = desk.snapshot
        if subject is None:
            return
        self.malformed.set(None)
        self.updated.set(False)
        by_mail = tuple(hold for hold in subject.holds if hold.contact is ContactMethod.MAIL)
        to_none = bool(by_mail) and is_deletion(text) and subject.patron.email is not None
        if to_none and not await self._ask.set_holds_to_none(by_mail):
            return
        order = ChangeEmail(
            actor=desk.actor,
            patron_id=subject.patron.id,
            address=text,
            seen_version=subject.patron.version,
            holds_to_none=to_none,
        )
        performed = await self._acts.change_email(self._acting.order(order))
        unchanged = performed.result is EmailChange.UNCHANGED
        self._acting.done(performed, Done.EMAIL_UNCHANGED if unchanged else Done.EMAIL_UPDATED)
        desk.set_draft(self, dirty=False)
        self.updated.set(not unchanged and desk.patron_id == subject.patron.id)

    async def _resend(self) -> None:
        desk = self._acting.desk
        subject = desk.snapshot
        if subject is None:
            return
        order = ResendNotice(actor=desk.actor, patron_id=subject.patron.id)
        performed = await self._acts.resend(self._acting.order(order))
        self._acting.done(performed, Done.EMAIL_NOTICE_QUEUED)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, EmailMalformed):
            self.malformed.set(error)
        else:
            self._acting.failed(error)
