"""Tells which closure moved a date on, of dates that are kept without it: never one that changed nothing.

domain.md ◇: a due date on a closed day of the lending branch moves to its next open day; the time on the shelf is
counted in open days of the pick-up branch.
"""

from datetime import date

from services.rules.circulation.calendar import BranchCalendar
from services.rules.dates import days_after
from services.rules.decision import Closure
from services.rules.policy import Policy


def closure_of_due(
    due_on: date | None,
    loaned_on: date | None,
    renewed_on: date | None,
    calendar: BranchCalendar,
    policy: Policy,
) -> Closure | None:
    """Tell what moved a 返却期限日 on, if it is the day that the present values and calendar make of it.

    Args:
        due_on: 返却期限日; nothing moved one that isn't known, nor one whose beginning isn't.
        loaned_on: 貸出日, if it is known.
        renewed_on: the day of the renewal, if there was one.
        calendar: the lending branch's.
        policy: the values in force.
    """
    if renewed_on is not None:
        wanted = days_after(renewed_on, policy.renewal_days)
    elif loaned_on is not None:
        wanted = days_after(loaned_on, policy.loan_days)
    else:
        return None
    if due_on is None or due_on == wanted or due_on != calendar.next_open(wanted):
        return None
    return calendar.closure_between(wanted, due_on)


def closure_of_shelf(
    until: date, calendar: BranchCalendar, policy: Policy, *, extended: bool
) -> Closure | None:
    """Tell what made a 取置期限日 later, as far as that is sure.

    The day on which the item stood ready isn't kept. What is closed between the first and the last of the open days
    that count is in that time for sure; before the first one, where the time was extended: it then begins with an open
    day.

    Args:
        until: 取置期限日.
        calendar: the pick-up branch's.
        policy: the values in force.
        extended: it was extended.
    """
    if not calendar.is_open(until):
        return None
    first = until
    for _ in range(policy.shelf_open_days - (0 if extended else 1)):
        before = calendar.last_open_before(first)
        if before is None:
            break
        first = before
    return _beside_regular(calendar.closure_between(first, until))


def closure_of_shelf_from(day: date, until: date, calendar: BranchCalendar) -> Closure | None:
    """Tell what made a 取置期限日 later that is counted from a day on, in the open days after it."""
    return _beside_regular(calendar.closure_between(days_after(day, 1), until))


def _beside_regular(closure: Closure | None) -> Closure | None:
    """Leave out what comes back each week or month: 取置期間 is counted in open days, and nobody waits for others."""
    return None if closure is Closure.REGULAR else closure
