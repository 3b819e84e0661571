"""Reads the library's own tables, and reads them again when they or the day changed."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Table, func
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.decode.json_row import JsonRow
from services.contract.masters import Branch, CodeLabel, Masters, MaterialType, MobileStop
from services.own_schema.database.calls import asked
from services.own_schema.database.engine import Database
from services.own_schema.database.json import read_document
from services.own_schema.database.tables import (
    branch,
    circulation_rule,
    closed_day,
    closing_rule,
    code_label,
    material_type,
    mobile_stop,
    public_holiday,
    wording,
)
from services.own_schema.masters.master_cells import MasterReader, MasterRow
from services.own_schema.masters.masters_reading import calendars_of, policy_on, wording_on
from services.own_schema.masters.masters_statement import all_masters, time_and_version
from services.rules.clock import tokyo_day
from services.rules.vocabulary import BranchKind, LoanClass


async def load_masters(conn: AsyncConnection, on: date | None = None) -> Masters:
    """Read all masters in one statement, on PostgreSQL by a function: a login reads no tables there.

    A value that can't be read ends no look-up: the program's own stands in for one of the policy, any other row is
    ignored, or has a default in that cell where loans and holds name it. `Masters.unreadable` has what it was.

    Args:
        conn: a connection of `Database.reading`.
        on: the day policy and wording are wanted for; the server's today when left out.
    """
    return masters_of(await read_masters(conn), on)


def masters_of(document: JsonRow, on: date | None = None) -> Masters:
    """Make the masters of what `read_masters` reads; of the server's today where no day is wanted."""
    return _Masters(document).on(on or tokyo_day(document.instant("now")))


async def read_masters(conn: AsyncConnection) -> JsonRow:
    """Read all masters unchecked: of each table its rows, cell by cell as `MasterRow` takes them."""
    told = asked(conn, _STATEMENT, func.madoguchi_masters())
    return read_document((await conn.execute(told)).scalar_one())


def card_lengths(document: JsonRow) -> frozenset[int]:
    """Give the lengths of the cards that there are, as `read_masters` reads them."""
    return frozenset(document.json("card_lengths"))


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
                self._current = await self._db.run_to_end(self._load(day))
        return self._current

    async def again(self) -> None:
        """Read the masters again if they or the day changed.

        Raises:
            SystemBusy, SystemUnreachable: they can't be read, and are those held.
        """
        await self._db.run_to_end(self._again())

    async def at_present(self, conn: AsyncConnection) -> tuple[datetime, Masters]:
        """Give the server's time and the masters that are in force then, read again if they aren't the ones held."""
        row = (await conn.execute(asked(conn, _PRESENT, func.madoguchi_present()))).one()
        return row.now, await self.fresh(row.version, tokyo_day(row.now), conn)

    async def _again(self) -> None:
        async with self._db.reading() as conn:
            await self.at_present(conn)

    async def _load(self, day: date) -> Masters:
        async with self._db.reading() as conn:
            return await load_masters(conn, day)


class _Masters:
    """Makes the masters of what `all_masters` gives."""

    def __init__(self, document: JsonRow) -> None:
        self._document = document
        self._reading = MasterReader()

    def on(self, day: date) -> Masters:
        branches, stops = self._branches(), self._stops()
        types, labels = self._types(), self._labels()
        return Masters(
            version=self._document.number("version"),
            day=day,
            policy=policy_on(day, self._rows(circulation_rule), self._reading),
            branches={it.id: it for it in branches},
            stops={it.id: it for it in stops},
            material_types={it.id: it for it in types},
            labels={(it.kind, it.code): it for it in labels},
            calendars=calendars_of(
                [it.id for it in branches],
                self._rows(closing_rule),
                self._rows(closed_day),
                self._rows(public_holiday),
                self._reading,
            ),
            wording=wording_on(day, self._rows(wording), self._reading),
            unreadable=tuple(self._reading.unreadable),
            unused=tuple(sorted(self._reading.unused)),
            card_lengths=card_lengths(self._document),
        )

    def _rows(self, table: Table) -> list[MasterRow]:
        found: list[dict[str, Any]] = self._document.json(table.name)
        return [MasterRow(table, it) for it in found]

    def _in_order(self, table: Table, *key: str) -> list[MasterRow]:
        def place(row: MasterRow) -> int:
            return self._reading.cell(row, key, "position", row.fit, _LAST_PLACE)

        return sorted(self._rows(table), key=place)

    # Loans and holds name these rows, so none may be missing, even if parts are unreadable.

    def _branches(self) -> list[Branch]:
        key, cell = ("code",), self._reading.cell
        return [
            Branch(
                row.number("id"),
                cell(row, key, "code", row.fit, row.shown("id")),
                cell(row, key, "name", row.fit, row.shown("code")),
                cell(row, key, "short_name", row.fit, row.shown("code")),
                BranchKind(cell(row, key, "kind", row.fit, BranchKind.LIBRARY)),
            )
            for row in self._in_order(branch, *key)
        ]

    def _stops(self) -> list[MobileStop]:
        key, cell = ("code",), self._reading.cell
        return [
            MobileStop(
                row.number("id"),
                row.number("branch_id"),
                cell(row, key, "code", row.fit, row.shown("id")),
                cell(row, key, "name", row.fit, row.shown("code")),
                cell(row, key, "active", row.fit, instead=False),
            )
            for row in self._in_order(mobile_stop, *key)
        ]

    def _types(self) -> list[MaterialType]:
        key, cell = ("code",), self._reading.cell
        return [
            MaterialType(
                row.number("id"),
                cell(row, key, "code", row.fit, row.shown("id")),
                cell(row, key, "name", row.fit, row.shown("code")),
                LoanClass(cell(row, key, "loan_class", row.fit, LoanClass.BOOK)),
            )
            for row in self._in_order(material_type, *key)
        ]

    def _labels(self) -> list[CodeLabel]:
        def label(row: MasterRow) -> CodeLabel:
            return CodeLabel(row.fit("kind"), row.fit("code"), row.fit("label"), row.fit("ends"))

        key = ("kind", "code")
        return self._reading.rows(self._in_order(code_label, *key), key, label)


_LAST_PLACE: Final = 2**31
_STATEMENT: Final = all_masters()
_PRESENT: Final = time_and_version()
