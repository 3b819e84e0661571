"""Decides which hold gets the copy of a hold that ended (domain.md, "Staff": it goes to the next patron).

Acts at the counter and the worker's housekeeping both ask here. The database chooses the next in line by one expression
(`services.own_schema.database.next_in_line`); a test compares it with `next_in_line`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from services.rules.circulation.calendar import BranchCalendar
from services.rules.circulation.holds import shelf_until, wait_expired
from services.rules.policy import Policy
from services.rules.vocabulary import ContactMethod, HoldStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedHold:
    """One hold in the queue of a title.

    Attributes:
        wait_until: 予約待ち期限日, if any.
    """

    id: int
    placed_at: datetime
    wait_until: date | None


def next_in_line(queue: Iterable[QueuedHold], today: date) -> QueuedHold | None:
    """Choose whose turn it is: the hold placed first whose 予約待ち期限日 isn't over."""
    in_time = (each for each in queue if not wait_expired(each.wait_until, today))
    return min(in_time, key=lambda each: (each.placed_at, each.id), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextInLine:
    """The hold whose turn it is, as far as the counter that frees a copy needs it.

    Attributes:
        key: names the hold in records.
        version: as the counter read it.
        branch_id: 受取館.
        contact: 連絡方法, if it is known.
    """

    key: int
    version: int
    branch_id: int
    contact: ContactMethod | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """Names the hold that gets a freed copy.

    Attributes:
        turn: the hold.
        shelf_until: 取置期限日 if the copy stands ready there at once; None if it has to travel first.
    """

    turn: NextInLine
    shelf_until: date | None

    @property
    def status(self) -> HoldStatus:
        """What the hold becomes."""
        return HoldStatus.IN_TRANSIT if self.shelf_until is None else HoldStatus.READY


def assign(
    turn: NextInLine | None,
    shelf_branch: int | None,
    today: date,
    calendar_of: Callable[[int], BranchCalendar],
    policy: Policy,
) -> Assignment | None:
    """Say what the next in line gets; None when no hold waits and the copy goes back.

    The copy stands ready at once only if it is on the shelf of the very branch where the next in line wants it.

    Args:
        turn: the next in line.
        shelf_branch: on which branch's shelf the copy stands; None while it is on its way.
        today: the day at the counters.
        calendar_of: gives a branch's calendar.
        policy: the values in force.
    """
    if turn is None:
        return None
    if turn.branch_id != shelf_branch:
        return Assignment(turn, None)
    return Assignment(turn, shelf_until(today, calendar_of(turn.branch_id), policy))
