"""The library's own tables as one immutable object, read again when somebody changed them or the day did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.clock import tokyo_day
from services.database.engine import Database
from services.database.json import JsonRow, json_array_of, json_object
from services.database.tables import (
    branch,
    circulation_rule,
    closed_day,
    closing_rule,
    code_label,
    masters_version,
    material_type,
    mobile_stop,
    public_holiday,
    wording,
)
from services.database.types import server_now
from services.errors import BranchUnknown
from services.rules.calendar import BranchCalendar, ClosingRule, DayOverride, rule_from_row
from services.rules.policy import Policy, from_values
from services.rules.vocabulary import BranchKind, LoanClass
from services.wording import own_texts, texts_on


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch; `short_name` is what stands in a table's cell."""

    id: int
    code: str
    name: str
    short_name: str
    kind: BranchKind


@dataclass(frozen=True, slots=True)
class MobileStop:
    """A stop of the mobile library (受取ポイント); one that isn't active any more still names old holds."""

    id: int
    branch_id: int
    code: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class MaterialType:
    """A material type (資料種別) and the class that its limits are counted in."""

    id: int
    code: str
    name: str
    loan_class: LoanClass


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """The words for one code of an open vocabulary.

    Attributes:
        ends: a row in this state is done.
    """

    kind: str
    code: str
    label: str
    ends: bool


@dataclass(frozen=True, slots=True)
class Masters:
    """The library's own values on one day, each kind in the library's order.

    Attributes:
        version: raised by whoever changes a master.
        day: the day the policy and the wording are in force on.
        wording: what mails and slips say, each text by its name; the program's own where the library has none.
    """

    version: int
    day: date
    policy: Policy
    branches: Mapping[int, Branch]
    stops: Mapping[int, MobileStop]
    material_types: Mapping[int, MaterialType]
    labels: Mapping[tuple[str, str], CodeLabel]
    calendars: Mapping[int, BranchCalendar]
    wording: Mapping[str, str] = field(default_factory=own_texts)

    def calendar(self, branch_id: int) -> BranchCalendar:
        """Give the branch's calendar."""
        return self.calendars[branch_id]

    def label(self, kind: str, code: str) -> str:
        """Give the words for a code; a code without words (a master was deleted) is shown as it is."""
        found = self.labels.get((kind, code))
        return code if found is None else found.label

    def branch_by_code(self, name: str) -> Branch:
        """Find a branch by its code, name or short name.

        Raises:
            BranchUnknown: there is none.
        """
        for found in self.branches.values():
            if name in {found.code, found.name, found.short_name}:
                return found
        raise BranchUnknown(name)


async def load_masters(conn: AsyncConnection, on: date | None = None) -> Masters:
    """Read all masters in one statement.

    Args:
        conn: a connection of `Database.reading`.
        on: the day policy and wording are wanted for; the server's today when left out.
    """
    row = JsonRow((await conn.execute(_STATEMENT)).scalar_one())
    day = on or tokyo_day(row.instant("now"))
    branches = [
        Branch(
            it.number("id"),
            it.text("code"),
            it.text("name"),
            it.text("short_name"),
            BranchKind(it.text("kind")),
        )
        for it in _in_order(row, "branches")
    ]
    stops = [
        MobileStop(
            it.number("id"), it.number("branch_id"), it.text("code"), it.text("name"), it.flag("active")
        )
        for it in _in_order(row, "stops")
    ]
    types = [
        MaterialType(it.number("id"), it.text("code"), it.text("name"), LoanClass(it.text("loan_class")))
        for it in _in_order(row, "material_types")
    ]
    labels = [
        CodeLabel(it.text("kind"), it.text("code"), it.text("label"), it.flag("ends"))
        for it in _in_order(row, "labels")
    ]
    return Masters(
        version=row.number("version"),
        day=day,
        policy=from_values(
            ((it.text("name"), it.day("valid_from"), it.json("value")) for it in row.rows("rules")), day
        ),
        branches={it.id: it for it in branches},
        stops={it.id: it for it in stops},
        material_types={it.id: it for it in types},
        labels={(it.kind, it.code): it for it in labels},
        calendars=_calendars(row, branches),
        wording=texts_on(
            ((it.text("name"), it.day("valid_from"), it.text("text")) for it in row.rows("wording")), day
        ),
    )


class MastersStore:
    """Keeps the masters in force; one for a running program.

    A look-up brings the masters' version and the server's time with it and calls `fresh`: nothing is read unless one
    of them changed.
    """

    def __init__(self, db: Database, current: Masters) -> None:
        self._db = db
        self._current = current

    @classmethod
    async def load(cls, db: Database) -> "MastersStore":
        """Read the masters for the first time."""
        async with db.reading() as conn:
            return cls(db, await load_masters(conn))

    @property
    def current(self) -> Masters:
        """The masters as last read."""
        return self._current

    async def fresh(self, version: int, day: date, conn: AsyncConnection | None = None) -> Masters:
        """Give the masters of a version and a day, read again if they aren't the ones held.

        Args:
            version: the masters' version in the database.
            day: the day the policy is wanted for.
            conn: an act's connection: it doesn't wait for a second one while it holds locks.
        """
        if (version, day) != (self._current.version, self._current.day):
            if conn is not None:
                self._current = await load_masters(conn, day)
            else:
                self._current = await self._db.undisturbed(self._load(day))
        return self._current

    async def _load(self, day: date) -> Masters:
        async with self._db.reading() as conn:
            return await load_masters(conn, day)


def _in_order(row: JsonRow, name: str) -> list[JsonRow]:
    return sorted(row.rows(name), key=lambda it: it.number("position"))


def _calendars(row: JsonRow, branches: list[Branch]) -> dict[int, BranchCalendar]:
    holidays = frozenset(it.day("day") for it in row.rows("holidays"))
    rules: dict[int, list[tuple[date, ClosingRule]]] = {it.id: [] for it in branches}
    for it in row.rows("closing_rules"):
        rule = rule_from_row(it.text("kind"), it.json("details"))
        rules[it.number("branch_id")].append((it.day("valid_from"), rule))
    days: dict[int, dict[date, DayOverride]] = {it.id: {} for it in branches}
    for it in row.rows("closed_days"):
        days[it.number("branch_id")][it.day("day")] = DayOverride(it.flag("open"), it.flag("special"))
    return {it.id: BranchCalendar(rules[it.id], days[it.id], holidays) for it in branches}


def _rows(table: Table, *columns: str) -> ScalarSelect[Any]:
    return json_array_of(select(json_object({name: table.c[name] for name in columns})))


_STATEMENT = select(
    json_object(
        now=server_now(),
        version=select(masters_version.c.version).scalar_subquery(),
        branches=_rows(branch, "id", "code", "name", "short_name", "kind", "position"),
        stops=_rows(mobile_stop, "id", "branch_id", "code", "name", "position", "active"),
        material_types=_rows(material_type, "id", "code", "name", "loan_class", "position"),
        labels=_rows(code_label, "kind", "code", "label", "position", "ends"),
        rules=_rows(circulation_rule, "name", "valid_from", "value"),
        wording=_rows(wording, "name", "valid_from", "text"),
        closing_rules=_rows(closing_rule, "branch_id", "kind", "details", "valid_from"),
        closed_days=_rows(closed_day, "branch_id", "day", "open", "special"),
        holidays=_rows(public_holiday, "day"),
    )
)
