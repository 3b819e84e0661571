"""Closing rules as table `closing_rule` keeps them: a kind and JSON details."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from services.rules.bounds import Bound, Code, Fields, MonthDay, Several, Truth, Whole
from services.rules.circulation.calendar import (
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

_SHOWN: Final = 40
_ENDED: Final = "ended"
_WEEKDAY: Final = Code(WEEKDAY_NAMES)


def _details(wanted: Mapping[str, Bound], maybe: Mapping[str, Bound] | None = None) -> Fields:
    return Fields(wanted, maybe or {}, unless=_ENDED)


DETAILS: Final[Mapping[str, Bound]] = MappingProxyType(
    {
        WeeklyClosed.KIND: _details({"weekdays": Several(_WEEKDAY)}, {"moves_when_holiday": Truth()}),
        OnlyOpenOn.KIND: _details({"weekdays": Several(_WEEKDAY)}),
        NthWeekdayClosed.KIND: _details({"n": Whole(1, 5), "weekday": _WEEKDAY}),
        MonthEndClosed.KIND: _details({}),
        YearlyClosed.KIND: _details({"first": MonthDay(), "last": MonthDay()}),
    }
)
"""What the details can be, by kind; those of rules that ended say nothing else."""


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
            details = {_ENDED: True}
        case MonthEndClosed():
            pass
    return kind_of(rule), details


def rule_from_row(kind: str, details: Any) -> ClosingRule:
    """Read a rule of table `closing_rule`.

    Args:
        kind: one of `DETAILS`.
        details: what JSON says; any other value is refused.

    Raises:
        ValueError: no such kind, or details that don't fit it.
    """
    if kind not in DETAILS:
        msg = f"no closing rule is of kind {kind[:_SHOWN]!r}"
        raise ValueError(msg)
    if not DETAILS[kind].fits(details):
        msg = f"the details of a closing rule of kind {kind!r} don't fit it"
        raise ValueError(msg)
    return RuleEnded(kind) if details.get(_ENDED) else _read(kind, details)


def _read(kind: str, details: Mapping[str, Any]) -> ClosingRule:
    match kind:
        case WeeklyClosed.KIND:
            return WeeklyClosed(_numbers(details["weekdays"]), details.get("moves_when_holiday", False))
        case OnlyOpenOn.KIND:
            return OnlyOpenOn(_numbers(details["weekdays"]))
        case NthWeekdayClosed.KIND:
            return NthWeekdayClosed(details["n"], WEEKDAY_NAMES.index(details["weekday"]))
        case YearlyClosed.KIND:
            first, last = details["first"], details["last"]
            return YearlyClosed((first[0], first[1]), (last[0], last[1]))
        case _:
            return MonthEndClosed()


def _names(weekdays: frozenset[int]) -> list[str]:
    return [WEEKDAY_NAMES[weekday] for weekday in sorted(weekdays)]


def _numbers(names: Iterable[str]) -> frozenset[int]:
    return frozenset(map(WEEKDAY_NAMES.index, names))
