"""Counts and lists what waits in a file; a list is recorded when it is read and not answered yet."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any, Final, override

from sqlalchemy import BigInteger, Boolean, Integer, String, bindparam, select
from sqlalchemy.sql.selectable import TextualSelect

from services.contract.actor import Actor
from services.contract.recording import SuspendedPatrons
from services.contract.today.own_work import MOST_SHOWN as MOST_WORK_SHOWN
from services.contract.today.report_list import ReportFilter
from services.contract.today.suspension_list import MOST_SHOWN, SuspensionFilter
from services.own_schema.database.act_records import access_record
from services.own_schema.database.engine import Database
from services.own_schema.database.frozen import frozen
from services.own_schema.database.json import json_array_of
from services.own_schema.database.tables.types import ago, server_day
from services.own_schema.masters.masters_statement import time_and_version
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.today.busy_logins import busy_logins
from services.own_schema.today.own_work_statement import own_work
from services.own_schema.today.reports_statement import report_list
from services.own_schema.today.suspensions_statement import (
    WantedColumns,
    counts,
    suspension_list,
    waiting_desks,
)
from services.own_schema.today.today import Today
from services.rules.clock import tokyo_day
from services.rules.people.hourly_bounds import TOLD_FOR, HourlyCount, bounds
from services.rules.people.looks import Purpose
from services.rules.vocabulary import Channel

_ALL: Final = -1
"""Where SQLite is to leave nothing out."""


@cache
def _statements() -> Mapping[str, TextualSelect]:
    # SQLite works a sub-select out once, and an expression for every row.
    today = select(server_day()).scalar_subquery()
    wanted = WantedColumns(
        reason=bindparam("reason", type_=String()),
        branch_id=bindparam("branch_id", type_=BigInteger()),
        days=bindparam("days", type_=Integer()),
        ready_only=bindparam("ready_only", type_=Boolean()),
        to_contact=bindparam("to_contact", type_=Boolean()),
        late_only=bindparam("late_only", type_=Boolean()),
        today=today,
    )
    most = bindparam("most", type_=Integer())
    branch_id = bindparam("at_branch", type_=BigInteger())
    by_staff = bindparam("by_staff", type_=String())
    many = {measure: bindparam(measure.value, type_=Integer()) for measure in HourlyCount}
    built = {
        "counts": counts(branch_id, by_staff, today, json_array_of(busy_logins(ago(TOLD_FOR), many))),
        "desks": waiting_desks(branch_id, by_staff),
        "list": suspension_list(wanted, most),
        "reports": report_list(wanted.branch_id, today),
        "own": own_work(by_staff, branch_id, bindparam("with_names", type_=Boolean()), most),
    }
    return {name: frozen(statement, "sqlite") for name, statement in built.items()}


class TodaySqlite(Today):
    """Reads what waits in a file."""

    def __init__(
        self, db: Database, masters: MastersStore, elsewhere: SuspendedPatrons | None = None
    ) -> None:
        super().__init__(db, masters, _statements(), elsewhere)

    @override
    async def _read_counts(self, values: Mapping[str, Any]) -> Any:
        async with self._db.reading() as conn:
            now, version = (await conn.execute(time_and_version())).one()
            policy = (await self._masters.fresh(version, tokyo_day(now), conn)).policy
            many = {count.value: number for count, number in bounds(policy).items()}
            return (await conn.execute(self._statements["counts"], {**values, **many})).scalar_one()

    @override
    async def _list_suspensions(
        self, wanted: SuspensionFilter, actor: Actor, *, recorded: bool, whole: bool
    ) -> Any:
        values = {**asdict(wanted), "most": _ALL if whole else MOST_SHOWN}
        found = await self._read_rows("list", values)
        if recorded:
            await self._note_list(wanted, actor, rows=found["total"], whole=whole)
        return found

    @override
    async def _note_list(self, wanted: SuspensionFilter, actor: Actor, *, rows: int, whole: bool) -> None:
        listed = {"kind": "suspensions", **asdict(wanted), "rows": rows}
        await self._record(actor, Channel.COUNTER, listed, Purpose.LIST_FILE if whole else Purpose.LIST)

    @override
    async def _list_reports(self, wanted: ReportFilter, actor: Actor, *, recorded: bool) -> Any:
        found = await self._read_rows("reports", asdict(wanted))
        if recorded:
            listed = {"kind": "reports", **asdict(wanted), "rows": found["total"]}
            await self._record(actor, Channel.COUNTER, listed)
        return found

    @override
    async def _list_own_work(self, actor: Actor, *, recorded: bool) -> Any:
        values = {
            "by_staff": actor.staff.id,
            "at_branch": actor.branch_id,
            "with_names": actor.channel_that_counts is Channel.COUNTER,
            "most": MOST_WORK_SHOWN,
        }
        found = await self._read_rows("own", values)
        if recorded:
            listed = {"kind": "own_work", "branch_id": actor.branch_id, "rows": found["total"]}
            await self._record(actor, actor.channel_that_counts, listed)
        return found

    async def _record(
        self, actor: Actor, channel: Channel, listed: Mapping[str, Any], purpose: Purpose = Purpose.LIST
    ) -> None:
        """Record in a transaction of its own what was asked for: other desks write while a long list is read."""
        async with self._db.transaction() as conn:
            await conn.execute(access_record(actor, purpose, channel, listed=listed))
