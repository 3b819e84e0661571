"""Hiding and locking a desk: what guards its screen, by keys and by the clock."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.settings.settings_files import Settings
from viewmodels.screen_guard import IdleLimits, ScreenGuard

if TYPE_CHECKING:
    from app.appearance import Looks
    from viewmodels.desk.desk import DeskViewModel
    from views.desk.desk_window import DeskWindow
    from views.privacy.screen_privacy import ScreenPrivacy


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


def guard_screen(window: "DeskWindow", desk: "DeskViewModel", settings: Settings, looks: "Looks") -> Privacy:
    """Let a desk's screen be hidden and locked, by keys and by the clock."""
    from views.privacy.screen_privacy import ScreenPrivacy

    guard = ScreenGuard(desk, limits_of(settings), seconds=seconds_awake_or_asleep)
    return Privacy(
        guard, ScreenPrivacy(window, guard, scans=looks.scans, theme=looks.theme, icons=looks.icons)
    )


def limits_of(settings: Settings) -> IdleLimits:
    """Give the times that the settings want."""
    return IdleLimits(settings.idle_hide_minutes, settings.idle_lock_minutes)


def seconds_awake_or_asleep() -> float:
    """Tell the seconds of a clock that goes on while the computer sleeps, where the system has one."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
