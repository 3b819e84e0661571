"""Closing rules as table `closing_rule` keeps them: a kind and JSON details."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from services.rules.circulation.calendar import (
    KINDS,
    WEEKDAY_NAMES,
    ClosingRule,
    MonthEndClosed,
    NthWeekdayClosed,
    OnlyOpenOn,
    RuleEnded,
    WeeklyClosed,
    YearlyClosed,
    kind_of,
)

_MOST_OF_A_WEEKDAY: Final = 5
_SHOWN: Final = 40


def rule_to_row(rule: ClosingRule) -> tuple[str, dict[str, Any]]:
    """Write a rule as the kind and the JSON details of table `closing_rule`."""
    details: dict[str, Any] = {}
    match rule:
        case WeeklyClosed():
            details = {"weekdays": _names(rule.weekdays), "moves_when_holiday": rule.moves_when_holiday}
        case OnlyOpenOn():
            details = {"weekdays": _names(rule.weekdays)}
        case NthWeekdayClosed():
            details = {"n": rule.n, "weekday": WEEKDAY_NAMES[rule.weekday]}
        case YearlyClosed():
            details = {"first": list(rule.first), "last": list(rule.last)}
        case RuleEnded():
            details = {"ended": True}
        case MonthEndClosed():
            pass
    return kind_of(rule), details


def rule_from_row(kind: str, details: Any) -> ClosingRule:
    """Read a rule of table `closing_rule`.

    Args:
        kind: one of `KINDS`.
        details: what JSON says; anything else than a rule's own is refused, whatever it is.

    Raises:
        ValueError: no such kind, or details that don't fit it.
    """
    if kind not in KINDS:
        msg = f"no closing rule is of kind {kind[:_SHOWN]!r}"
        raise ValueError(msg)
    try:
        return _read(kind, details)
    except (KeyError, TypeError, ValueError) as error:
        msg = f"the details of a closing rule of kind {kind!r} don't fit it"
        raise ValueError(msg) from error


def _read(kind: str, details: Any) -> ClosingRule:
    if type(details) is not dict:
        raise TypeError
    if _flag(details, "ended"):
        return RuleEnded(kind)
    match kind:
        case WeeklyClosed.KIND:
            return WeeklyClosed(_numbers(details["weekdays"]), _flag(details, "moves_when_holiday"))
        case OnlyOpenOn.KIND:
            return OnlyOpenOn(_numbers(details["weekdays"]))
        case NthWeekdayClosed.KIND:
            n = _whole(details["n"])
            if not 1 <= n <= _MOST_OF_A_WEEKDAY:
                raise ValueError
            return NthWeekdayClosed(n, WEEKDAY_NAMES.index(details["weekday"]))
        case YearlyClosed.KIND:
            return YearlyClosed(_month_day(details["first"]), _month_day(details["last"]))
        case _:
            return MonthEndClosed()


def _names(weekdays: frozenset[int]) -> list[str]:
    return [WEEKDAY_NAMES[weekday] for weekday in sorted(weekdays)]


def _flag(details: Mapping[str, Any], name: str) -> bool:
    found = details.get(name, False)
    if type(found) is not bool:
        raise TypeError
    return found


def _whole(number: Any) -> int:
    if type(number) is not int:
        raise TypeError
    return number


def _numbers(names: Any) -> frozenset[int]:
    if type(names) is not list or not names:
        raise TypeError
    return frozenset(WEEKDAY_NAMES.index(name) for name in names)


def _month_day(pair: Any) -> tuple[int, int]:
    if type(pair) is not list:
        raise TypeError
    month, day = map(_whole, pair)
    leap_year = 2000
    date(leap_year, month, day)
    return month, day
