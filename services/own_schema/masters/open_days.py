"""Reads a branch's month, and sets days of it: one act of a supervisor's, written as an import of masters is."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import BigInteger, Date, Select, bindparam, func
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.errors import DaysChanged, DaysOver, DaysUnknown, OutcomeUnknown, ServiceError
from services.contract.masters import Masters
from services.contract.require_allowed import require_allowed
from services.contract.today.open_days import BranchDay, BranchMonth
from services.own_schema.database.calls import asked
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import closed_day
from services.own_schema.masters.master_cells import MasterRow, UnreadableCellError
from services.own_schema.masters.master_statements import Change, RowChange, kind
from services.own_schema.masters.master_writing import RecordLocation, write
from services.own_schema.masters.masters_store import MastersStore, masters_of
from services.own_schema.masters.open_days_statement import dates_at_branch
from services.rules.circulation.calendar import BranchCalendar
from services.rules.circulation.open_days import (
    DayChange,
    DayStanding,
    can_be_set,
    kind_on,
    override_for,
    standing_in,
)
from services.rules.clock import to_tokyo, tokyo_day
from services.rules.permissions import Permission, may_act

_BRANCH: Final = "branch_id"


class OpenDays:
    """Reads and sets the days of the desk's own branch; see `services.contract.backend.OpenDays`."""

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters

    async def month(self, of: date, actor: Actor) -> BranchMonth:
        """Read the month that a day is in; it names nobody, and isn't recorded.

        Raises:
            ActRefused: the login is no supervisor's, or it is on the phone channel.
        """
        self._must_supervise(actor)
        return await self._db.run_to_end(self._month(of, actor.branch_id))

    async def set_days(self, changes: Sequence[DayChange], actor: Actor) -> int:
        """Set days, and tell how many became another one; days that are as they are wanted are no change.

        Open desks read their masters again at their next look-up.

        Raises:
            ActRefused: as for `month`.
            DaysChanged: somebody else changed one of them meanwhile.
            DaysOver: one of them has passed.
            DaysUnknown: the connection broke while committing; setting them again tells.
            SystemUnreachable, SystemBusy, SystemReadOnly: nothing was done.
        """
        self._must_supervise(actor)

        def compare(found: JsonRow) -> tuple[int, Sequence[RowChange]]:
            rows = _rows(changes, found, actor.branch_id)
            return len(rows), rows

        place = RecordLocation(actor.branch_id, actor.workstation)
        try:
            done = await self._db.run_to_end(write(self._db, actor.staff, place, compare))
        except OutcomeUnknown as error:
            raise DaysUnknown from error
        with suppress(ServiceError):  # it is done; a look-up reads them later
            await self._masters.again()
        return done

    async def _month(self, of: date, branch_id: int) -> BranchMonth:
        first, last = of.replace(day=1), of.replace(day=monthrange(of.year, of.month)[1])
        async with self._db.reading() as conn:
            now, masters = await self._masters.at_present(conn)
            found = await _dates(conn, branch_id, first, last)
        calendar, today = masters.calendar(branch_id), tokyo_day(now)
        days = (first.replace(day=number) for number in range(1, last.day + 1))
        return BranchMonth(
            now=to_tokyo(now),
            branch_id=branch_id,
            days=tuple(_day(calendar, it, today, found.get(it)) for it in days),
        )

    def _must_supervise(self, actor: Actor) -> None:
        policy, channel = self._masters.current.policy, actor.channel_that_counts
        require_allowed(
            may_act(actor.staff.role, channel, Permission.SUPERVISE, identified=True, policy=policy)
        )


async def _dates(conn: AsyncConnection, branch_id: int, first: date, last: date) -> Mapping[date, JsonRow]:
    called = func.madoguchi_dates_at_branch(*(bindparam(name, type_=type_) for name, type_ in _GIVEN))
    values = {"at_branch": branch_id, "first_day": first, "last_day": last}
    told = (await conn.execute(asked(conn, _statement(), called), values)).scalar_one()
    rows = map(JsonRow, told)
    return {row.day("day"): row for row in rows}


def _day(calendar: BranchCalendar, day: date, today: date, dates: JsonRow | None) -> BranchDay:
    return BranchDay(
        day=day,
        kind=kind_on(calendar, day),
        opens_by_rules=calendar.opens_by_rules(day),
        can_be_set=can_be_set(day, today),
        due=0 if dates is None else dates.number("due"),
        shelved=0 if dates is None else dates.number("shelved"),
    )


def _rows(changes: Sequence[DayChange], found: JsonRow, branch_id: int) -> Sequence[RowChange]:
    """Give the rows that set the days, by the masters that are there; removed ones come before added ones.

    Raises:
        DaysChanged, DaysOver: see `OpenDays.set_days`.
    """
    masters = masters_of(found)
    calendar, today = masters.calendar(branch_id), masters.day
    over = standing_in(changes, calendar, today, DayStanding.OVER)
    if over:
        raise DaysOver(tuple(it.day for it in over))
    changed = standing_in(changes, calendar, today, DayStanding.CHANGED)
    if changed:
        raise DaysChanged({it.day: kind_on(calendar, it.day) for it in changed})
    existing = _existing(found, branch_id)
    rows = [
        _row(it, masters, branch_id, existing.get(it.day))
        for it in standing_in(changes, calendar, today, DayStanding.TO_DO)
    ]
    return sorted(rows, key=lambda it: _ORDER.index(it.kind))


def _row(change: DayChange, masters: Masters, branch_id: int, row: MasterRow | None) -> RowChange:
    override = override_for(masters.calendar(branch_id), change.day, change.wanted)
    values: dict[str, Any] = {"branch": masters.branches[branch_id].code, "day": change.day}
    if row is not None:
        values["id"] = row.number("id")
    done = _REMOVED if override is None else _INSERTED if row is None else _CHANGED
    if override is not None:
        values |= {"open": override.open, "special": override.special, "note": _note(row)}
    return RowChange(done, values)


def _note(row: MasterRow | None) -> str:
    """Keep what a file noted about a day."""
    try:
        return "" if row is None else str(row.fit("note"))
    except UnreadableCellError:
        return ""


def _existing(found: JsonRow, branch_id: int) -> Mapping[date, MasterRow]:
    """Find the branch's rows by their days, even those whose other cells can't be read."""
    rows: dict[date, MasterRow] = {}
    for cells in found.json(closed_day.name):
        row = MasterRow(closed_day, cells)
        try:
            if row.number(_BRANCH) == branch_id:
                rows[row.day("day")] = row
        except UnreadableCellError:
            continue
    return rows


@cache
def _statement() -> Select[Any]:
    return dates_at_branch(
        bindparam("at_branch", type_=BigInteger()),
        bindparam("first_day", type_=Date()),
        bindparam("last_day", type_=Date()),
    )


_GIVEN: Final = (("at_branch", BigInteger()), ("first_day", Date()), ("last_day", Date()))
_REMOVED, _CHANGED, _INSERTED = _ORDER = tuple(
    kind(closed_day, it) for it in (Change.REMOVED, Change.CHANGED, Change.INSERTED)
)
