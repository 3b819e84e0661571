"""Hiding and locking a desk: what guards its screen, how it ends when it is locked, and what waits behind the lock."""

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.settings import Settings
from services.actor import StaffMember
from services.rules.vocabulary import Channel, Role
from viewmodels.notes import Caution, Note
from viewmodels.screen_guard import IdleLimits, Screen, ScreenGuard
from viewmodels.sign_in import LockedBy

if TYPE_CHECKING:
    from app.composition import OpenDesk
    from app.looks import Looks
    from viewmodels.desk import DeskViewModel
    from viewmodels.password_issue import PasswordIssueViewModel
    from views.desk_window import DeskWindow
    from views.screen_privacy import ScreenPrivacy


@dataclass(frozen=True, slots=True)
class Privacy:
    """What keeps a desk from being looked at.

    Attributes:
        guard: decides.
        screen: does it.
    """

    guard: ScreenGuard
    screen: "ScreenPrivacy"

    def follow(self, settings: Settings) -> None:
        """Go on with changed times."""
        self.guard.limits = limits_of(settings)


@dataclass(frozen=True, slots=True)
class BehindLock:
    """What a locked desk leaves: no patron, and nothing that was typed.

    Attributes:
        staff: who locked it, or went away.
        channel: on which they worked.
        note: what came of an act that was under way, or that input was thrown away.
        doubts: acts whose answer was lost.
        slip: an issued slip that wasn't closed; with the password on it, for who locked it and nobody else.
    """

    staff: StaffMember
    channel: Channel
    note: Note | None
    doubts: tuple[str, ...]
    slip: "PasswordIssueViewModel | None"

    @property
    def locked_by(self) -> LockedBy:
        """What the lock tells whoever comes."""
        return LockedBy(self.staff, slip=self.slip is not None)

    async def give_to(self, open_desk: "OpenDesk") -> None:
        """Let whoever signed in over the lock have what is theirs; a slip of somebody else's ends."""
        desk = open_desk.desk
        if desk.staff.id != self.staff.id:
            await self.aclose()
            if self.slip is not None:
                desk.tell(Caution.SLIP_NOT_HANDED_OVER)
            return
        if desk.staff.role is not Role.PHONE:
            desk.channel.set(self.channel)
        for act_id in self.doubts:
            desk.doubts.add(act_id)
        if self.note is not None:
            desk.tell(self.note)
        if self.slip is not None:
            open_desk.passwords.resume(self.slip)

    async def aclose(self) -> None:
        """End the slip: nobody handed it over."""
        if self.slip is not None:
            await self.slip.abandon()


def guard_screen(window: "DeskWindow", desk: "DeskViewModel", settings: Settings, looks: "Looks") -> Privacy:
    """Let a desk's screen be hidden and locked, by keys and by the clock."""
    from views.screen_privacy import ScreenPrivacy

    guard = ScreenGuard(desk, limits_of(settings), seconds=seconds_awake_or_asleep)
    return Privacy(guard, ScreenPrivacy(window, guard, theme=looks.theme, icons=looks.icons))


def limits_of(settings: Settings) -> IdleLimits:
    """Give the times that the settings want."""
    return IdleLimits(settings.idle_hide_minutes, settings.idle_lock_minutes)


def seconds_awake_or_asleep() -> float:
    """Tell the seconds of a clock that goes on while the computer sleeps, where the system has one."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


async def until_locked(desk: "OpenDesk") -> None:
    """Wait until a desk is locked."""
    locked = asyncio.Event()
    unsubscribe = desk.privacy.guard.screen.subscribe(
        lambda screen: locked.set() if screen is Screen.LOCKED else None
    )
    try:
        await locked.wait()
    finally:
        unsubscribe()


async def leave(desk: "OpenDesk") -> BehindLock | None:
    """Close a desk; of one that was locked, keep what waits for who locked it.

    Open questions are answered with no. What is being written is waited for.
    """
    if desk.privacy.guard.screen.value is not Screen.LOCKED:
        await desk.aclose()
        return None
    model = desk.desk
    dropped, waited = model.has_drafts, model.waiting_scan.value is not None
    desk.window.setEnabled(False)
    model.note.set(None)
    slip = await desk.passwords.keep()
    await desk.aclose()
    note = model.note.value
    if note is None and (dropped or waited):
        note = Caution.INPUT_DROPPED if dropped else Caution.SCAN_LOCKED_OUT
    return BehindLock(model.staff, model.channel.value, note, model.doubts.open.value, slip)
