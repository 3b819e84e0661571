"""Foresees what another library system will answer to a renewal, by one plain rule of its own.

That system decides. What the rule doesn't say isn't asked here: none of our own rules is added to it.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from services.rules.circulation.calendar import BranchCalendar
from services.rules.dates import days_after
from services.rules.decision import UNFORESEEN, Allowed, Decision, Origin, Reason, Refused, decide


class ClosedDays(Enum):
    """What closed days are in the period that a renewal brings.

    COUNTED: days as others. MOVED_ON: a new day that is closed moves to the next open one. LEFT_OUT: only open days
    are counted.
    """

    COUNTED = "counted"
    MOVED_ON = "moved_on"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRule:
    """A system's rule for a loan.

    Attributes:
        renewals: how often it may be renewed.
        days: how many days a renewal brings.
        from_due: they are counted from 返却期限日, else from today.
        holds_stop: nothing is renewed while others wait for the title.
    """

    renewals: int
    days: int
    from_due: bool
    closed_days: ClosedDays
    holds_stop: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenFacts:
    """What is known of a loan.

    Attributes:
        today: the day at the counters.
        due_on: 返却期限日, None where it isn't known.
        renewals: how often it was renewed.
        waiting: how many others wait for the title, None where it isn't known.
        stopped: why restrictions stop renewals, if they do.
        calendar: of the branch whose closed days count.
    """

    today: date
    due_on: date | None
    renewals: int
    waiting: int | None
    stopped: Reason | None
    calendar: BranchCalendar


def foresee(rule: PlainRule | None, facts: ForeseenFacts) -> Decision:
    """Foresee the system's decision; `UNFORESEEN` where there is no plain rule, or where what it asks isn't known."""
    reasons = set() if facts.stopped is None else {facts.stopped}
    if rule is not None:
        if facts.renewals >= rule.renewals:
            reasons.add(Reason.ALREADY_RENEWED if facts.renewals else Reason.SYSTEM_REFUSES)
        if rule.holds_stop and facts.waiting:
            reasons.add(Reason.HOLD_WAITING)
    refusal = decide(reasons)
    if isinstance(refusal, Refused):
        return replace(refusal, origin=Origin.FORESEEN)
    if rule is None or (rule.holds_stop and facts.waiting is None):
        return UNFORESEEN
    day = _new_day(rule, facts)
    return UNFORESEEN if day is None else Allowed(day, origin=Origin.FORESEEN)


def _new_day(rule: PlainRule, facts: ForeseenFacts) -> date | None:
    start = facts.due_on if rule.from_due else facts.today
    if start is None:
        return None
    match rule.closed_days:
        case ClosedDays.COUNTED:
            return days_after(start, rule.days)
        case ClosedDays.MOVED_ON:
            return facts.calendar.next_open(days_after(start, rule.days))
        case ClosedDays.LEFT_OUT:
            return facts.calendar.add_open_days(start, rule.days)
