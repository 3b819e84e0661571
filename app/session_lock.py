"""How a desk ends when it is locked, and what waits behind the lock."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.contract.actor import StaffMember
from services.rules.vocabulary import Channel, Role
from viewmodels.core.notes import Caution, StatusMessage
from viewmodels.screen_guard import ScreenState
from viewmodels.sign_in.sign_in import LockedBy

if TYPE_CHECKING:
    from app.desk.composition import OpenDesk
    from viewmodels.passwords.password_issue import PasswordIssueViewModel


@dataclass(frozen=True, slots=True)
class LockedSession:
    """What a locked desk leaves: no patron, and nothing that was typed.

    Attributes:
        staff: the account that was signed in.
        channel: on which they worked.
        note: what came of an act that was under way, or that input was thrown away.
        unanswered: acts whose answer was lost.
        slip: an issued slip that wasn't closed; with the password on it, for that account alone.
        titles_masked: titles and names were masked by hand; they stay so.
    """

    staff: StaffMember
    channel: Channel
    note: StatusMessage | None
    unanswered: tuple[str, ...]
    slip: "PasswordIssueViewModel | None"
    titles_masked: bool

    @property
    def locked_by(self) -> LockedBy:
        """What the lock tells at the sign-in."""
        return LockedBy(self.staff, slip=self.slip is not None)

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

    async def aclose(self) -> None:
        """End the slip as not handed over."""
        if self.slip is not None:
            await self.slip.abandon()


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
    dropped, waited = model.has_unsaved_input, model.waiting_scan.value is not None
    desk.window.setEnabled(False)
    model.note.set(None)
    slip = await desk.passwords.keep()
    await desk.aclose()
    note = model.note.value
    if note is None and (dropped or waited):
        note = Caution.INPUT_DROPPED if dropped else Caution.SCAN_LOCKED_OUT
    unanswered, masked = model.unanswered.open.value, model.titles.by_hand
    return LockedSession(model.staff, model.channel.value, note, unanswered, slip, titles_masked=masked)
