"""Closing rules as a person writes them in one cell.

weekly        mon            or `mon tue`; with `moves`: open when it is a public holiday, closed the day after
only_open_on  tue fri sat
nth_weekday   3 fri          the third Friday
month_end                    an empty cell
yearly        12/29 - 1/4    may cross the new year
any kind      ended          from the row's day on, none of that kind
"""

import re
from datetime import date

from services.contract.file_faults import Cause, UnfitError
from services.rules.circulation.calendar import (
    WEEKDAY_NAMES,
    ClosingRule,
    MonthEndClosed,
    NthWeekdayClosed,
    OnlyOpenOn,
    RuleEnded,
    WeeklyClosed,
    YearlyClosed,
)

_ENDED = "ended"
_MOVES = "moves"
_NTH = re.compile(r"([1-5]) ([a-z]{3})", re.ASCII)
_SPAN = re.compile(r"(\d{1,2})/(\d{1,2})\s*[-–〜~]\s*(\d{1,2})/(\d{1,2})", re.ASCII)
_LEAP_YEAR = 2000


def closing_text(rule: ClosingRule) -> str:
    """Write what a rule says beside its kind."""
    match rule:
        case WeeklyClosed():
            return " ".join((*_names(rule.weekdays), *((_MOVES,) if rule.moves_when_holiday else ())))
        case OnlyOpenOn():
            return " ".join(_names(rule.weekdays))
        case NthWeekdayClosed():
            return f"{rule.n} {WEEKDAY_NAMES[rule.weekday]}"
        case YearlyClosed():
            return f"{rule.first[0]}/{rule.first[1]} - {rule.last[0]}/{rule.last[1]}"
        case RuleEnded():
            return _ENDED
        case MonthEndClosed():
            return ""


def closing_rule_of(kind: str, text: str) -> ClosingRule:
    """Read what a rule says.

    Args:
        kind: one of `services.rules.circulation.closing_rows.DETAILS`.
        text: the cell's.

    Raises:
        UnfitError: it says nothing that a rule of this kind can say.
    """
    words = text.lower().split()
    if words == [_ENDED]:
        return RuleEnded(kind)
    match kind:
        case WeeklyClosed.KIND:
            moves = words[-1:] == [_MOVES]
            return WeeklyClosed(_weekdays(words[:-1] if moves else words, text), moves)
        case OnlyOpenOn.KIND:
            return OnlyOpenOn(_weekdays(words, text))
        case NthWeekdayClosed.KIND:
            found = _NTH.fullmatch(" ".join(words))
            if found is not None:
                (weekday,) = _weekdays([found[2]], text)
                return NthWeekdayClosed(int(found[1]), weekday)
        case YearlyClosed.KIND:
            found = _SPAN.fullmatch(text.strip())
            if found is not None:
                first_month, first_day, last_month, last_day = map(int, found.groups())
                return YearlyClosed(_day(first_month, first_day, text), _day(last_month, last_day, text))
        case _ if not words:
            return MonthEndClosed()
    raise UnfitError(Cause.CLOSING_WHEN, text, "when")


def _names(weekdays: frozenset[int]) -> tuple[str, ...]:
    return tuple(WEEKDAY_NAMES[weekday] for weekday in sorted(weekdays))


def _weekdays(names: list[str], text: str) -> frozenset[int]:
    if not names or not set(names).issubset(WEEKDAY_NAMES):
        raise UnfitError(Cause.CLOSING_WHEN, text, "when")
    return frozenset(map(WEEKDAY_NAMES.index, names))


def _day(month: int, day: int, text: str) -> tuple[int, int]:
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        raise UnfitError(Cause.CLOSING_WHEN, text, "when") from None
    return month, day
