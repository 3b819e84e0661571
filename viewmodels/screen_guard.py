"""Whether the screen may be looked at: open, hidden from onlookers, or locked because the desk is unattended.

Hiding keeps everything and needs no password: it is for a clerk who stays at the desk. Locking closes the desk, and
the next clerk signs in. Both happen by a key or, after some time without input, by themselves. A key that would lock
over input asks first, with everything covered already, and locks by itself when nobody answers.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from viewmodels.core.observable import Observable

if TYPE_CHECKING:
    from viewmodels.desk.desk import DeskViewModel

ASKED_SECONDS: Final = 10
"""After which a desk locks whose clerk was asked and went away."""
_LONGEST_WAIT_SECONDS = 30.0
"""Between two looks at the clock: a computer that slept wakes with a timer that knows nothing of it."""


class ScreenState(Enum):
    """What the screen shows."""

    OPEN = auto()
    HIDDEN = auto()
    ASKED = auto()
    LOCKED = auto()


class ScreenEvent(Enum):
    """What changes the state of the screen."""

    HIDE_PRESSED = auto()
    SHOW_PRESSED = auto()
    LOCK_PRESSED = auto()
    LOCK_ASKED = auto()
    IDLE_FOR_HIDING = auto()
    IDLE_FOR_LOCKING = auto()


TRANSITIONS: Final[Mapping[tuple[ScreenState, ScreenEvent], ScreenState]] = MappingProxyType(
    {
        (ScreenState.OPEN, ScreenEvent.HIDE_PRESSED): ScreenState.HIDDEN,
        (ScreenState.OPEN, ScreenEvent.LOCK_PRESSED): ScreenState.LOCKED,
        (ScreenState.OPEN, ScreenEvent.IDLE_FOR_HIDING): ScreenState.HIDDEN,
        (ScreenState.OPEN, ScreenEvent.IDLE_FOR_LOCKING): ScreenState.LOCKED,
        (
            ScreenState.HIDDEN,
            ScreenEvent.HIDE_PRESSED,
        ): ScreenState.OPEN,  # the key that hid it shows it again
        (ScreenState.HIDDEN, ScreenEvent.SHOW_PRESSED): ScreenState.OPEN,
        (ScreenState.HIDDEN, ScreenEvent.LOCK_PRESSED): ScreenState.LOCKED,
        (ScreenState.HIDDEN, ScreenEvent.IDLE_FOR_LOCKING): ScreenState.LOCKED,
        (ScreenState.OPEN, ScreenEvent.LOCK_ASKED): ScreenState.ASKED,
        (ScreenState.HIDDEN, ScreenEvent.LOCK_ASKED): ScreenState.ASKED,
        (ScreenState.ASKED, ScreenEvent.HIDE_PRESSED): ScreenState.OPEN,
        (ScreenState.ASKED, ScreenEvent.SHOW_PRESSED): ScreenState.OPEN,
        (ScreenState.ASKED, ScreenEvent.LOCK_PRESSED): ScreenState.LOCKED,
        (ScreenState.ASKED, ScreenEvent.IDLE_FOR_LOCKING): ScreenState.LOCKED,
    }
)
"""A pair that isn't named changes nothing. Nothing leads out of LOCKED but signing in at a new desk."""


@dataclass(frozen=True, slots=True)
class IdleLimits:
    """The times without input after which the screen is hidden and locked.

    Attributes:
        hide_minutes, lock_minutes: 0 for never.
    """

    hide_minutes: int
    lock_minutes: int


class ScreenGuard:
    """Hides and locks one desk.

    A scan made while the screen is covered opens no patron; it is told instead. One that waited before waits on.

    Attributes:
        screen: what is to be seen now.
        limits: when it changes by itself.
        scan_ignored: a card was read while the screen was hidden.

    Args:
        desk: whose scans are ignored meanwhile.
        limits: the workstation's settings.
        seconds: a clock that never goes back, and goes on while the computer sleeps.
    """

    def __init__(
        self, desk: "DeskViewModel", limits: IdleLimits, *, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._desk = desk
        self.limits = limits
        self._seconds = seconds
        self._touched_at = self._asked_at = seconds()
        self._end_ignoring: tuple[Callable[[], None], ...] = ()
        self.screen: Observable[ScreenState] = Observable(ScreenState.OPEN)
        self.scan_ignored: Observable[bool] = Observable(False)

    @property
    def has_unsaved_input(self) -> bool:
        """Whether something is typed that isn't saved."""
        return self._desk.unsaved_input.there

    def touched(self) -> None:
        """Note a key, a mouse or a scan. What was due before it happens before it."""
        self.look()
        self._touched_at = self._seconds()

    def look(self) -> None:
        """Look at the clock, and do what is due."""
        idle = self._seconds() - self._touched_at
        if self.screen.value is ScreenState.ASKED and self._asked_for >= ASKED_SECONDS:
            self._happen(ScreenEvent.LOCK_PRESSED)
        elif self._is_due(self.limits.lock_minutes, idle):
            self._happen(ScreenEvent.IDLE_FOR_LOCKING)
        elif self._is_due(self.limits.hide_minutes, idle):
            self._happen(ScreenEvent.IDLE_FOR_HIDING)

    def next_look(self) -> float:
        """Tell in how many seconds to look again, at the latest."""
        idle = self._seconds() - self._touched_at
        open_ends = [
            minutes * 60 - idle
            for minutes in (self.limits.hide_minutes, self.limits.lock_minutes)
            if minutes and minutes * 60 > idle
        ]
        if self.screen.value is ScreenState.ASKED:
            open_ends.append(ASKED_SECONDS - self._asked_for)
        return min((_LONGEST_WAIT_SECONDS, *open_ends))

    def hide_or_show(self) -> None:
        """Hide the screen, or show a hidden one again (F11)."""
        self._happen_in_time(ScreenEvent.HIDE_PRESSED)

    def show(self) -> None:
        """Show a hidden screen again."""
        self._happen_in_time(ScreenEvent.SHOW_PRESSED)

    def lock(self) -> None:
        """Lock the desk (F12); over input ask first, of which the same key is the answer."""
        asks = self.has_unsaved_input and self.screen.value in {ScreenState.OPEN, ScreenState.HIDDEN}
        if asks:
            self._asked_at = self._seconds()
        self._happen(ScreenEvent.LOCK_ASKED if asks else ScreenEvent.LOCK_PRESSED)

    @property
    def _asked_for(self) -> float:
        """How many seconds ago it was asked."""
        return self._seconds() - self._asked_at

    @staticmethod
    def _is_due(minutes: int, idle: float) -> bool:
        return minutes > 0 and idle >= minutes * 60

    def _happen_in_time(self, pressed: ScreenEvent) -> None:
        """Let a press happen and count as input, which no other part may have heard; not if it came too late."""
        before = self.screen.value
        self.touched()
        if self.screen.value is before:
            self._happen(pressed)

    def _happen(self, what: ScreenEvent) -> None:
        before = self.screen.value
        after = TRANSITIONS.get((before, what), before)
        if before is ScreenState.OPEN and after is not ScreenState.OPEN:
            self._end_ignoring = (
                self._desk.suppress_scans(lambda: self.scan_ignored.set(True)),
                self._desk.pause_scans(self),
            )
        self.screen.set(after)
        if before is not ScreenState.OPEN and after is ScreenState.OPEN:
            self.scan_ignored.set(False)
            ends, self._end_ignoring = self._end_ignoring, ()
            for end in ends:
                end()
