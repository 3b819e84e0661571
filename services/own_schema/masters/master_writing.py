"""Writes rows of masters, as an import or a desk changes them: on SQLite row by row, on PostgreSQL by one call.

`services/own_schema/schema/postgresql/desk/masters.sql` has the functions. As with acts
(`transactions/acts_postgresql.py`), nothing is locked while what is wanted is compared: the call compares a mark of the
masters under the lock, and answers the present ones where they changed.
"""

import json
import platform
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from sqlalchemy import JSON, Column, ColumnElement, String, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.act_requests import new_act_id
from services.contract.actor import StaffMember
from services.contract.decode.json_row import JsonRow
from services.contract.errors import SystemBusy
from services.contract.recorded_acts import (
    DAYS_BY_RULES,
    DAYS_CLOSED,
    DAYS_OPEN,
    DAYS_SPECIAL,
    MOST_DAYS_NAMED,
)
from services.own_schema.database.act_records import ActRecord, ChainHead, act_insert, chain_head
from services.own_schema.database.calls import call
from services.own_schema.database.engine import Database
from services.own_schema.database.json import read_document
from services.own_schema.database.tables import branch, closed_day
from services.own_schema.masters.master_statements import (
    WRITTEN,
    Change,
    RowChange,
    kind,
    raise_version,
    row_statements,
)
from services.own_schema.masters.masters_store import read_masters
from services.rules.vocabulary import Channel

VERB: Final = "masters.import"
_WORKSTATION: Final = 64
_COMPARED_AT_MOST: Final = 20
"""How often it is compared, when other programs change the masters again and again."""


@dataclass(frozen=True, slots=True)
class RecordLocation:
    """Where masters are changed, as the record says it."""

    branch_id: int
    workstation: str


type Comparing[R] = Callable[[JsonRow], tuple[R, Sequence[RowChange]]]
"""Compares what is wanted with the masters that are there: gives an answer, and the rows that are to change."""


def workstation() -> str:
    """Name this computer for a record, where no desk has a name."""
    return platform.node()[:_WORKSTATION] or VERB  # a computer may have no name


async def write[R](db: Database, member: StaffMember, place: RecordLocation, compare: Comparing[R]) -> R:
    """Write what is to change, with the record of it; nothing, and no record, where nothing is.

    Args:
        db: the library's database.
        member: who does it, signed in.
        place: where.
        compare: what it raises ends everything.

    Raises:
        NotPermitted: the database refuses.
        OutcomeUnknown: the connection broke while it may have been done; comparing again tells.
        SystemUnreachable, SystemBusy, SystemReadOnly: nothing was done.
    """
    by = _by_statements if db.dialect == "sqlite" else _by_call
    return await by(db, member, place, compare)


async def _by_statements[R](
    db: Database, member: StaffMember, place: RecordLocation, compare: Comparing[R]
) -> R:
    act_id = new_act_id()
    async with db.transaction(act_id) as conn:
        done, changes = compare(await read_masters(conn))
        if not changes:
            await conn.rollback()
            return done
        for of_kind, rows in groupby(changes, lambda it: it.kind):
            await conn.execute(_STATEMENTS[of_kind], [_bound(it.values) for it in rows])
        await conn.execute(raise_version())
        await _record(conn, act_id, member, place, changes)
    return done


async def _by_call[R](db: Database, member: StaffMember, place: RecordLocation, compare: Comparing[R]) -> R:
    act_id = new_act_id()
    made = {"id": act_id, "branch": place.branch_id, "workstation": place.workstation}
    async with db.autocommit() as conn:
        answer: Any = (await conn.execute(_PRESENT)).one()
    for _ in range(_COMPARED_AT_MOST):
        done, changes = compare(read_document(answer.masters))
        if not changes:
            return done
        values = {
            "by_staff": member.id,
            "made": json.dumps(made),
            "changes": json.dumps([_plain(it) for it in changes]),
            "seen": answer.mark,
        }
        async with db.calling(act_id) as conn:
            answer = (await conn.execute(_IMPORT, values)).one()
        if answer.came != "again":
            return done
    raise SystemBusy


def _given(name: str, column: Column[Any]) -> ColumnElement[Any]:
    return bindparam(f"to_{name}", type_=column.type)


def _bound(values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"to_{name}": value for name, value in values.items()}


def _plain(change: RowChange) -> dict[str, Any]:
    """Write a change for the function."""
    return {"change": change.kind, **{name: _value(name, it) for name, it in change.values.items()}}


def _value(name: str, value: Any) -> Any:
    """Write a value; JSON as the text that it is kept as, so that its names keep their order."""
    if name in _KEPT_AS_JSON and value is not None:
        return json.dumps(value)
    return value.isoformat() if isinstance(value, date) else value


async def _record(
    conn: AsyncConnection,
    act_id: str,
    member: StaffMember,
    place: RecordLocation,
    changes: Sequence[RowChange],
) -> None:
    """Add the act's record, with no patron, to the chain of the login that did it."""
    head = ChainHead(*(await conn.execute(select(*chain_head(member.id)))).one())
    code = (await conn.execute(select(branch.c.code).where(branch.c.id == place.branch_id))).scalar_one()
    record = ActRecord(
        id=act_id,
        at=head.at,
        staff_id=member.id,
        branch_id=place.branch_id,
        workstation=place.workstation,
        channel=Channel.COUNTER,
        patron_id=None,
        verb=VERB,
        subject=None,
        subject_id=None,
        outcome="done",
        details={**Counter(it.kind for it in changes), **_days(changes, code)},
        sequence=(head.sequence or 0) + 1,
    )
    await conn.execute(act_insert(record, head))


def _days(changes: Sequence[RowChange], code: str) -> Mapping[str, str]:
    """Name the days that were set, where they are a branch's, nothing else changes and a month has as many."""
    kinds = {kind(closed_day, it) for it in Change}
    own = all(it.kind in kinds and it.values["branch"] == code for it in changes)
    named: defaultdict[str, list[str]] = defaultdict(list)
    for it in changes if own and len(changes) <= MOST_DAYS_NAMED else ():
        named[_became(it)].append(it.values["day"].isoformat())
    return {name: " ".join(sorted(days)) for name, days in named.items()}


def _became(change: RowChange) -> str:
    if change.kind == kind(closed_day, Change.REMOVED):
        return DAYS_BY_RULES
    if change.values["open"]:
        return DAYS_OPEN
    return DAYS_SPECIAL if change.values["special"] else DAYS_CLOSED


_STATEMENTS: Final = row_statements(_given)
_KEPT_AS_JSON: Final = frozenset(it.name for table in WRITTEN for it in table.c if isinstance(it.type, JSON))
_PRESENT: Final = call("SELECT masters, mark FROM madoguchi_masters_to_import()", {}).columns(
    Column("masters", String()), Column("mark", String())
)
_IMPORT: Final = call(
    "SELECT came, masters, mark FROM madoguchi_import_masters(:by_staff, CAST(:made AS jsonb),"
    " CAST(:changes AS jsonb), :seen)",
    dict.fromkeys(("by_staff", "made", "changes", "seen"), String()),
).columns(Column("came", String()), Column("masters", String()), Column("mark", String()))
