"""Reads what waits for a supervisor at the counter: counts, and lists of patrons, which are recorded."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache
from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Insert, Integer, String, bindparam, select
from sqlalchemy.sql.selectable import TextualSelect

from services.actor import Actor
from services.clock import to_tokyo, tokyo_day
from services.database.engine import Database
from services.database.frozen import frozen
from services.database.json import JsonRow
from services.database.tables.types import server_day
from services.errors import ActRefused, NotPermitted
from services.masters.masters_store import MastersStore
from services.require_allowed import require_allowed
from services.rules.decision import Refused
from services.rules.people.approvals import may_decide
from services.rules.permissions import Permission, may_act
from services.rules.vocabulary import Channel, MailKind, PatronReport
from services.today.counts import Counts, TodayCounts, WaitingDesks
from services.today.list_records import list_record, own_work_record, report_record
from services.today.own_work import MOST_SHOWN as MOST_WORK_SHOWN
from services.today.own_work import OwnWork, WorkEntry, WorkKind
from services.today.own_work_statement import own_work
from services.today.recent_approvals import read_approvals
from services.today.report_entries import decode_reports
from services.today.report_list import ReportFilter, ReportList
from services.today.reports_statement import report_list
from services.today.suspension_entries import decode_list
from services.today.suspension_list import MOST_SHOWN, SuspensionFilter, SuspensionList
from services.today.suspensions_statement import (
    WantedColumns,
    counts,
    suspension_list,
    waiting_desks,
)
from services.today.today_postgresql import (
    count_today,
    list_values,
    open_list,
    open_own_work,
    open_reports,
    own_work_values,
    read_list,
    read_own_work,
    read_reports,
    read_waiting_desks,
    report_values,
)

_ALL: Final = -1
"""Where SQLite is to leave nothing out."""


@cache
def _statements(dialect: str) -> Mapping[str, TextualSelect]:
    if dialect == "postgresql":
        return {
            "counts": count_today(),
            "desks": read_waiting_desks(),
            "list": read_list(),
            "open": open_list(),
            "reports": read_reports(),
            "open_reports": open_reports(),
            "own": read_own_work(),
            "open_own": open_own_work(),
        }
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
    built = {
        "counts": counts(branch_id, by_staff, today),
        "desks": waiting_desks(branch_id, by_staff),
        "list": suspension_list(wanted, most),
        "reports": report_list(wanted.branch_id, today),
        "own": own_work(by_staff, branch_id, bindparam("with_names", type_=Boolean()), most),
    }
    return {name: frozen(statement, dialect) for name, statement in built.items()}


class Today:
    """Reads for supervisors."""

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters
        self._statements = _statements(db.dialect)

    async def counts(self, actor: Actor) -> TodayCounts:
        """Count what waits; it names nobody, and isn't recorded.

        Raises:
            ActRefused: somebody else asks, or asks on the phone channel.
        """
        self._must_supervise(actor)
        found = JsonRow(await self._db.run_to_end(self._at_branch("counts", actor)))
        return TodayCounts(
            now=to_tokyo(found.instant("now")),
            branches=_branches(found),
            approvals=read_approvals(found),
        )

    async def waiting_desks(self, actor: Actor) -> WaitingDesks:
        """Tell which desks of the branch wait for an approval, and count nothing; it isn't recorded.

        Raises:
            ActRefused: somebody else than a supervisor asks.
        """
        require_allowed(may_decide(actor.staff.role))
        found = JsonRow(await self._db.run_to_end(self._at_branch("desks", actor)))
        return WaitingDesks(now=to_tokyo(found.instant("now")), approvals=read_approvals(found))

    async def suspensions(self, wanted: SuspensionFilter, actor: Actor) -> SuspensionList:
        """Open 利用停止一覧: who opened it, with which filter, and how many it lists is recorded before it is answered.

        Raises:
            ActRefused: as for `counts`.
        """
        return await self._read(wanted, actor, recorded=True, whole=False)

    async def suspensions_again(self, wanted: SuspensionFilter, actor: Actor) -> SuspensionList:
        """Read an open list's present state without a record: nobody asked, the desk only shows it.

        PostgreSQL reads only what this login has on record. Where that record is gone, another is made.

        Raises:
            ActRefused: as for `counts`.
        """
        try:
            return await self._read(wanted, actor, recorded=False, whole=False)
        except NotPermitted:
            if self._db.dialect == "sqlite":
                raise
            return await self._read(wanted, actor, recorded=True, whole=False)

    async def suspensions_for_file(self, wanted: SuspensionFilter, actor: Actor) -> SuspensionList:
        """Read all that a list has, for a CSV; recorded as such.

        Raises:
            ActRefused: as for `counts`.
        """
        return await self._read(wanted, actor, recorded=True, whole=True)

    async def reports(self, wanted: ReportFilter, actor: Actor) -> ReportList:
        """Open 申し出の一覧: who opened it, of which branch, and how many it lists is recorded before it is answered.

        Raises:
            ActRefused: as for `counts`.
        """
        return await self._read_reports(wanted, actor, recorded=True)

    async def reports_again(self, wanted: ReportFilter, actor: Actor) -> ReportList:
        """Read that list's present state, as `suspensions_again` does.

        Raises:
            ActRefused: as for `counts`.
        """
        try:
            return await self._read_reports(wanted, actor, recorded=False)
        except NotPermitted:
            if self._db.dialect == "sqlite":
                raise
            return await self._read_reports(wanted, actor, recorded=True)

    async def own_work(self, actor: Actor) -> OwnWork:
        """Open what a clerk began and nobody finished; that they did, and how much it is, is recorded."""
        reading = self._call_own if self._db.dialect == "postgresql" else self._run_own
        return _own_work(JsonRow(await self._db.run_to_end(reading(actor, recorded=True))))

    async def own_work_again(self, actor: Actor) -> OwnWork:
        """Read the same once more without a record: nobody asked, the desk only shows it."""
        reading = self._call_own if self._db.dialect == "postgresql" else self._run_own
        try:
            return _own_work(JsonRow(await self._db.run_to_end(reading(actor, recorded=False))))
        except NotPermitted:
            if self._db.dialect == "sqlite":
                raise
            return await self.own_work(actor)

    async def _call_own(self, actor: Actor, *, recorded: bool) -> Any:
        values = own_work_values(actor)
        if not recorded:
            del values["at_workstation"]
        return await self._call_alone("open_own" if recorded else "own", values)

    async def _run_own(self, actor: Actor, *, recorded: bool) -> Any:
        values = {
            "by_staff": actor.staff.id,
            "at_branch": actor.branch_id,
            "with_names": actor.channel_that_counts is Channel.COUNTER,
            "most": MOST_WORK_SHOWN,
        }
        found = await self._read_rows("own", values)
        if recorded:
            await self._record(own_work_record(actor, found["total"]))
        return found

    async def _read_rows(self, statement: str, values: Mapping[str, Any]) -> Any:
        async with self._db.reading() as conn:
            return (await conn.execute(self._statements[statement], values)).scalar_one()

    async def _record(self, record: Insert) -> None:
        """Record on SQLite what was read and isn't answered yet: other desks write while a long list is read."""
        async with self._db.transaction() as conn:
            await conn.execute(record)

    def _must_supervise(self, actor: Actor) -> None:
        policy = self._masters.current.policy
        channel = actor.channel_that_counts
        decision = may_act(actor.staff.role, channel, Permission.SUPERVISE, identified=True, policy=policy)
        if isinstance(decision, Refused):
            raise ActRefused(decision)

    async def _at_branch(self, statement: str, actor: Actor) -> Any:
        values = {"by_staff": actor.staff.id, "at_branch": actor.branch_id}
        return await self._read_rows(statement, values)

    async def _read(
        self, wanted: SuspensionFilter, actor: Actor, *, recorded: bool, whole: bool
    ) -> SuspensionList:
        self._must_supervise(actor)
        by_call = self._db.dialect == "postgresql"
        reading = self._call if by_call else self._run
        found = JsonRow(await self._db.run_to_end(reading(wanted, actor, recorded=recorded, whole=whole)))
        today = tokyo_day(found.instant("now"))
        masters = await self._masters.fresh(found.number("masters_version"), today)
        if whole and found.number("total") > MOST_SHOWN:  # of 30,000 it takes seconds
            return await asyncio.to_thread(decode_list, found, wanted, masters, actor)
        return decode_list(found, wanted, masters, actor)

    async def _read_reports(self, wanted: ReportFilter, actor: Actor, *, recorded: bool) -> ReportList:
        self._must_supervise(actor)
        reading = self._call_reports if self._db.dialect == "postgresql" else self._run_reports
        found = JsonRow(await self._db.run_to_end(reading(wanted, actor, recorded=recorded)))
        masters = await self._masters.fresh(found.number("masters_version"), tokyo_day(found.instant("now")))
        return decode_reports(found, wanted, masters)

    async def _call_reports(self, wanted: ReportFilter, actor: Actor, *, recorded: bool) -> Any:
        values = report_values(wanted, actor)
        if not recorded:
            del values["at_branch"], values["at_workstation"]
        return await self._call_alone("open_reports" if recorded else "reports", values)

    async def _run_reports(self, wanted: ReportFilter, actor: Actor, *, recorded: bool) -> Any:
        found = await self._read_rows("reports", asdict(wanted))
        if recorded:
            await self._record(report_record(wanted, actor, found["total"]))
        return found

    async def _call_alone(self, statement: str, values: Mapping[str, Any]) -> Any:
        """Call what commits by itself, and can't be called within a transaction."""
        async with self._db.autocommit() as conn:
            return (await conn.execute(self._statements[statement], values)).scalar_one()

    async def _call(self, wanted: SuspensionFilter, actor: Actor, *, recorded: bool, whole: bool) -> Any:
        values = list_values(wanted, actor, whole=whole)
        if not recorded:
            del values["at_branch"], values["at_workstation"]
        return await self._call_alone("open" if recorded else "list", values)

    async def _run(self, wanted: SuspensionFilter, actor: Actor, *, recorded: bool, whole: bool) -> Any:
        values = {**asdict(wanted), "most": _ALL if whole else MOST_SHOWN}
        found = await self._read_rows("list", values)
        if recorded:
            await self._record(list_record(wanted, actor, found["total"], whole=whole))
        return found


def _branches(found: JsonRow) -> Mapping[int, Counts]:
    """Read the counts of each branch: of suspensions, and of reports."""
    branches = {
        row.number("branch_id"): Counts(
            ready=row.number("ready"),
            to_contact=row.number("to_contact"),
            contact_late=row.number("contact_late"),
            suspended=row.number("suspended"),
        )
        for row in found.rows("suspended")
    }
    for row in found.rows("reported"):
        branch_id = row.number("branch_id")
        branches[branch_id] = replace(
            branches.get(branch_id, Counts()),
            reports=row.number("reports"),
            oldest_report=to_tokyo(row.instant("oldest_report")),
        )
    return branches


def _own_work(found: JsonRow) -> OwnWork:
    entries = sorted(
        ((row.instant("since"), _work(row)) for row in found.rows("entries")),
        key=lambda it: (it[0], it[1].kind, it[1].id),
    )
    return OwnWork(
        now=to_tokyo(found.instant("now")),
        entries=tuple(entry for _, entry in entries),
        total=found.number("total"),
    )


def _work(row: JsonRow) -> WorkEntry:
    kind, detail = WorkKind(row.text("kind")), row.maybe_text("detail") or ""
    is_known = kind is WorkKind.MAIL_FAILED and detail in set(MailKind)  # who imports may bring others
    return WorkEntry(
        kind=kind,
        id=row.number("id"),
        patron_id=row.number("patron_id"),
        card_number=row.text("card_number"),
        name=row.maybe_text("name"),
        since=tokyo_day(row.instant("since")),
        report=PatronReport(detail) if kind is WorkKind.REPORT else None,
        mail=MailKind(detail) if is_known else None,
    )
