"""Decides what a cancelled hold comes back as.

Whether 予約に戻す is allowed, `services.rules.circulation.holds.undo` decides.

One that stood ready comes back ready, with its copy, 取置期限日, shelf and extensions, as long as that day isn't past:
no other patron got the copy, else the hold couldn't come back at all. Every other one waits, at the place its 予約日
gives it.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from services.rules.circulation.holds import shelf_expired
from services.rules.vocabulary import HoldStatus


class WaitsBecause(Enum):
    """Why a hold that had its copy comes back waiting.

    NOT_KEPT: its state wasn't recorded: another program, or one before the library's upgrade, cancelled it. IN_TRANSIT:
    its copy was on the way, and its place now is unknown. SHELF_TIME_OVER: its 取置期限日 is past.
    """

    NOT_KEPT = "not_kept"
    IN_TRANSIT = "in_transit"
    SHELF_TIME_OVER = "shelf_time_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the cancellation kept of the hold.

    Attributes:
        status: what it was; None where it wasn't recorded.
        had_copy: a copy was on it.
        shelf_until: 取置期限日, only of a ready one.
    """

    status: HoldStatus | None
    had_copy: bool
    shelf_until: date | None


@dataclass(frozen=True, slots=True)
class Comeback:
    """What the hold is afterwards.

    Attributes:
        status: READY or WAITING.
        shelf_until: 取置期限日 of a ready one.
        because: why one that had its copy waits.
    """

    status: HoldStatus = HoldStatus.WAITING
    shelf_until: date | None = None
    because: WaitsBecause | None = None


def comeback(kept: Kept, today: date) -> Comeback:
    """Decide what a cancelled hold comes back as."""
    if not kept.had_copy:
        return Comeback()
    match kept.status:
        case HoldStatus.READY if kept.shelf_until is not None:
            if shelf_expired(kept.shelf_until, today):
                return Comeback(because=WaitsBecause.SHELF_TIME_OVER)
            return Comeback(HoldStatus.READY, kept.shelf_until)
        case HoldStatus.IN_TRANSIT:
            return Comeback(because=WaitsBecause.IN_TRANSIT)
        case _:
            return Comeback(because=WaitsBecause.NOT_KEPT)
