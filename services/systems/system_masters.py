"""The masters of another library system, together with those of the counter's own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from services.contract.errors import SystemDocument
from services.contract.masters import Branch, CodeLabel, Masters, MaterialType
from services.contract.offers import SystemPart
from services.rules.characters import one_line
from services.rules.circulation.calendar import (
    BranchCalendar,
    ClosingRule,
    DayOverride,
    WeeklyClosed,
    YearlyClosed,
)
from services.rules.circulation.foreseen_renewal import ClosedDays
from services.rules.vocabulary import BranchKind, LoanClass
from services.systems.documents import Document, read_document

type BranchNumbers = Mapping[str, int]
"""The lasting numbers of branches, by the system's keys."""

_PARTS: Final[Mapping[str, SystemPart]] = {
    "password": SystemPart.PASSWORD_STATE,
    "past_restrictions": SystemPart.PAST_SUSPENSIONS,
    "cancelled_holds": SystemPart.CANCELLED_HOLDS,
    "requests": SystemPart.REQUESTS,
}
_UNCOUNTED: Final = LoanClass.BOOK
"""The system counts by classes of its own; none of our limits is asked of its rows."""


@dataclass(frozen=True, slots=True)
class RestrictionType:
    """What a type of restriction is called, and which of the guide's reasons it is, if it is one."""

    words: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class SystemMasters:
    """What records of the system are read with.

    Attributes:
        name: the system's, with its version.
        masters: those of the counter, with the system's branches, types, words and calendars.
        fills: the names of the parts that records fill.
        branches: their numbers.
        types: the numbers of material types.
        restrictions: the types of restrictions.
        rules: what renewals are foreseen by, by branch, category and material type; None where the system decides.
    """

    name: str
    masters: Masters
    fills: frozenset[str]
    branches: BranchNumbers
    types: Mapping[str, int]
    restrictions: Mapping[str, RestrictionType]
    rules: Mapping[tuple[str | None, str | None, str | None], Mapping[str, Any] | None]

    @property
    def parts(self) -> frozenset[SystemPart]:
        """The parts of a desk that the records fill."""
        return frozenset(_PARTS[it] for it in self.fills)

    def rule_for(
        self, branch: str | None, category: str | None, material_type: str | None
    ) -> Mapping[str, Any] | None:
        """Find the rule that fits most closely: branch before category before material type; None without any."""
        for in_branch in (branch, None):
            for in_category in (category, None):
                for of_type in (material_type, None):
                    if (in_branch, in_category, of_type) in self.rules:
                        return self.rules[in_branch, in_category, of_type]
        return None


def read_masters(text: str) -> Document:
    """Read the text of the masters; raises RecordUnfit."""
    return read_document(text, SystemDocument.MASTERS)


def branches_of(document: Document) -> tuple[Branch, ...]:
    """Give the system's branches, numbered from 1 as they come: for who gives them lasting numbers."""
    return tuple(_branch(row, number) for number, row in enumerate(document["branches"], start=1))


def system_masters(document: Document, own: Masters, numbers: BranchNumbers | None = None) -> SystemMasters:
    """Put the system's masters in the place of the counter's own, whose policy, wording and labels stay.

    Args:
        document: as `read_masters` read it.
        own: the counter's.
        numbers: of the branches; one without a number is shown by its key. None numbers them as they come.
    """
    if numbers is None:
        numbers = {it.code: it.id for it in branches_of(document)}
    branches = [_branch(row, numbers[row["key"]]) for row in document["branches"] if row["key"] in numbers]
    types = {row["key"]: number for number, row in enumerate(document["material_types"], start=1)}
    labels = {(row["kind"], row["code"]): _label(row) for row in document["labels"]}
    masters = replace(
        own,
        branches={it.id: it for it in branches},
        stops={},
        material_types={
            types[row["key"]]: MaterialType(types[row["key"]], row["key"], _named(row, "name"), _UNCOUNTED)
            for row in document["material_types"]
        },
        labels={**own.labels, **labels},
        calendars=_calendars(document, {it.code: it.id for it in branches}),
    )
    return SystemMasters(
        name=one_line(document["system"]),
        masters=masters,
        fills=frozenset(document["fills"]),
        branches={it.code: it.id for it in branches},
        types=types,
        restrictions={
            row["key"]: RestrictionType(_named(row, "words"), row.get("reason"))
            for row in document["restriction_types"]
        },
        rules={
            (row.get("branch"), row.get("category"), row.get("material_type")): _rule(row)
            for row in document.get("renewal_rules") or ()
        },
    )


def _branch(row: Mapping[str, Any], number: int) -> Branch:
    name = _named(row, "name")
    return Branch(
        id=number,
        code=row["key"],
        name=name,
        short_name=one_line(row.get("short_name") or "") or name,
        kind=BranchKind.MOBILE if row.get("mobile") else BranchKind.LIBRARY,
    )


def _label(row: Mapping[str, Any]) -> CodeLabel:
    return CodeLabel(row["kind"], row["code"], _named(row, "label", "code"), ends=False)


def _named(row: Mapping[str, Any], name: str, key: str = "key") -> str:
    """Give a row's name, in whose place its key stands where nothing is seen of it."""
    return one_line(row[name]) or one_line(row[key]) or "?"


def _rule(row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Give a rule as decoding reads it; None for one that leaves it to the system."""
    renewals, days = row.get("renewals"), row.get("days")
    if renewals is None or days is None:
        return None
    return {
        "renewals": renewals,
        "days": days,
        "from_due": row.get("counted_from") == "due_on",
        "closed_days": row.get("closed_days") or ClosedDays.COUNTED.value,
        "holds_stop": bool(row.get("holds_stop")),
    }


def _calendars(document: Document, numbers: BranchNumbers) -> dict[int, BranchCalendar]:
    rules: dict[int, list[tuple[date, ClosingRule]]] = {it: [] for it in numbers.values()}
    days: dict[int, dict[date, DayOverride]] = {it: {} for it in numbers.values()}

    def of(name: str, note: Callable[[int, Mapping[str, Any]], None]) -> None:
        """Note what is told of all branches, then what is told of one."""
        for row in sorted(document.get(name) or (), key=lambda it: it.get("branch") is not None):
            key = row.get("branch")
            for number in numbers.values() if key is None else _known(numbers, key):
                note(number, row)

    weekdays: dict[int, set[int]] = {it: set() for it in numbers.values()}
    of("closed_weekdays", lambda number, row: weekdays[number].add(row["weekday"] - 1))
    yearly: dict[int, set[tuple[int, int]]] = {it: set() for it in numbers.values()}
    of("closed_yearly", lambda number, row: yearly[number].add((row["month"], row["day"])))

    def one(number: int, row: Mapping[str, Any]) -> None:
        days[number][date.fromisoformat(row["day"])] = DayOverride(open=bool(row.get("open")))

    of("closed_days", one)
    for number, it in rules.items():
        if weekdays[number]:
            it.append((date.min, WeeklyClosed(frozenset(weekdays[number]))))
        it += [(date.min, YearlyClosed(day, day)) for day in sorted(yearly[number])]
    return {number: BranchCalendar(rules[number], days[number]) for number in numbers.values()}


def _known(numbers: BranchNumbers, key: str) -> Iterator[int]:
    if key in numbers:
        yield numbers[key]
