"""The masters that hold for a day or a while: the policy, the calendars and the wording, as far as they can be read."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

from services.files.wording import texts_on
from services.own_schema.masters.master_cells import MasterReader, MasterRow, UnreadableCellError
from services.rules.circulation.calendar import BranchCalendar, ClosingRule, DayOverride
from services.rules.circulation.closing_rows import rule_from_row
from services.rules.policy import Policy, from_values, names
from services.rules.wording import TEXTS

type Rows = Iterable[MasterRow]

_DATED: Final = ("name", "valid_from")
_NO_VALUE: Final[Any] = object()
"""What no rule has as its value."""


def policy_on(day: date, rows: Rows, reading: MasterReader) -> Policy:
    """Read the policy in force on a day from the rows of `circulation_rule`."""

    def rule(row: MasterRow) -> tuple[str, date, Any]:
        name, valid_from = row.words("name"), row.fit("valid_from")
        if name not in names():
            reading.unused.add(row.shown("name"))
            return name, valid_from, None
        kept: Any = reading.cell(row, _DATED, "value", row.fit, _NO_VALUE)
        return name, valid_from, kept

    return from_values(reading.rows(rows, _DATED, rule), day)


def wording_on(day: date, rows: Rows, reading: MasterReader) -> Mapping[str, str]:
    """Read every text in force on a day from the rows of `wording`."""

    def text(row: MasterRow) -> tuple[str, date, str]:
        name = row.words("name")
        return name, row.fit("valid_from"), row.fit("text") if name in TEXTS else ""

    return texts_on(reading.rows(rows, _DATED, text), day)


def calendars_of(
    branches: Collection[int], rules: Rows, days: Rows, holidays: Rows, reading: MasterReader
) -> dict[int, BranchCalendar]:
    """Make each branch's calendar from the rows of `closing_rule`, `closed_day` and `public_holiday`."""

    def of(row: MasterRow) -> int:
        found = row.number("branch_id")
        if found not in branches:
            raise UnreadableCellError("branch_id")
        return found

    def rule(row: MasterRow) -> tuple[int, date, ClosingRule]:
        read = rule_from_row(row.words("kind"), row.fit("details"))
        return of(row), row.fit("valid_from"), read

    def one_day(row: MasterRow) -> tuple[int, date, DayOverride]:
        return of(row), row.fit("day"), DayOverride(row.fit("open"), row.fit("special"))

    def holiday(row: MasterRow) -> date:
        day: date = row.fit("day")
        return day

    of_branch: dict[int, list[tuple[date, ClosingRule]]] = {id_: [] for id_ in branches}
    for id_, valid_from, it in reading.rows(rules, ("branch_id", "kind", "valid_from"), rule):
        of_branch[id_].append((valid_from, it))
    overrides: dict[int, dict[date, DayOverride]] = {id_: {} for id_ in branches}
    for id_, day, override in reading.rows(days, ("branch_id", "day"), one_day):
        overrides[id_][day] = override
    free = frozenset(reading.rows(holidays, ("day",), holiday))
    return {id_: BranchCalendar(of_branch[id_], overrides[id_], free) for id_ in branches}
