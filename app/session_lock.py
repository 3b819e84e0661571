"""How a desk ends when it is locked, and what waits behind the lock."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.contract.actor import StaffMember
from services.rules.vocabulary import Channel, Role
from viewmodels.core.notes import Caution, StatusMessage
from viewmodels.desk.unsaved_input import KeptInput
from viewmodels.screen_guard import ScreenState
from viewmodels.sign_in.sign_in import LockedBy

if TYPE_CHECKING:
    from app.desk.composition import OpenDesk
    from viewmodels.passwords.password_issue import PasswordIssueViewModel


@dataclass(frozen=True, slots=True)
class LockedSession:
    """What a locked desk leaves; of a patron no more than what was typed, for that account alone.

    Attributes:
        staff: the account that was signed in.
        channel: on which they worked.
        note: what came of an act that was under way, or that a card was read and not opened.
        typed: what wasn't saved.
        unanswered: acts whose answer was lost.
        slip: an issued slip that wasn't closed; with the password on it, for that account alone.
        titles_masked: titles and names were masked by hand; they stay so.
    """

    staff: StaffMember
    channel: Channel
    note: StatusMessage | None
    typed: KeptInput | None
    unanswered: tuple[str, ...]
    slip: "PasswordIssueViewModel | None"
    titles_masked: bool

    @property
    def locked_by(self) -> LockedBy:
        """What the lock tells at the sign-in."""
        return LockedBy(self.staff, slip=self.slip is not None, typed=self.typed is not None)

    async def give_to(self, open_desk: "OpenDesk") -> None:
        """Give the account that signed in over the lock its own state; another account's slip ends."""
        desk = open_desk.desk
        if desk.staff.id != self.staff.id:
            await self.aclose()
            if self.slip is not None:
                desk.tell(Caution.SLIP_NOT_HANDED_OVER)
            return
        if desk.staff.role is not Role.PHONE:
            desk.channel.set(self.channel)
        if self.titles_masked:
            desk.titles.mask()
        for act_id in self.unanswered:
            desk.unanswered.add(act_id)
        if self.note is not None:
            desk.tell(self.note)
        if self.slip is not None:
            open_desk.passwords.resume(self.slip)
        if self.typed is not None:
            desk.unsaved_input.wait(self.typed)
            if self.typed.card_number is None:
                desk.found(self.typed.patron_id)
            else:
                desk.typed(self.typed.card_number)

    async def aclose(self) -> None:
        """End the slip as not handed over."""
        if self.slip is not None:
            await self.slip.abandon()


class DroppedInput:
    """Knows whose input another account's sign-in threw away, and tells them when they are back."""

    def __init__(self) -> None:
        self._whose: set[str] = set()

    async def give(self, locked: LockedSession | None, open_desk: "OpenDesk") -> None:
        """Give a desk that begins what was locked before it, and what its account has to know."""
        desk = open_desk.desk
        if locked is not None:
            await locked.give_to(open_desk)
            if locked.typed is not None and locked.staff.id != desk.staff.id:
                self._whose.add(locked.staff.id)
        if desk.staff.id in self._whose:
            self._whose.remove(desk.staff.id)
            desk.tell(Caution.INPUT_DROPPED)


async def until_locked(desk: "OpenDesk") -> None:
    """Wait until a desk is locked."""
    locked = asyncio.Event()
    unsubscribe = desk.privacy.guard.screen.subscribe(
        lambda screen: locked.set() if screen is ScreenState.LOCKED else None
    )
    try:
        await locked.wait()
    finally:
        unsubscribe()


async def leave(desk: "OpenDesk") -> LockedSession | None:
    """Close a desk; of one that was locked, keep what waits for who locked it.

    Open questions are answered with no. What is being written is waited for.
    """
    if desk.privacy.guard.screen.value is not ScreenState.LOCKED:
        await desk.aclose()
        return None
    model = desk.desk
    snapshot, waited = model.snapshot, model.waiting_scan.value is not None
    typed = model.unsaved_input.kept_of(snapshot)
    desk.window.setEnabled(False)
    model.note.set(None)
    slip = await desk.passwords.keep()
    await desk.aclose()
    note = model.note.value
    if note is None and waited:
        note = Caution.SCAN_LOCKED_OUT
    unanswered, masked = model.unanswered.open.value, model.titles.by_hand
    return LockedSession(
        model.staff, model.channel.value, note, typed, unanswered, slip, titles_masked=masked
    )
