"""Reads what waits for a supervisor at the counter: counts, and lists of patrons, which are recorded."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.sql.selectable import TextualSelect

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.decode.report_entries import decode_reports
from services.contract.decode.suspension_entries import decode_list
from services.contract.errors import ActRefused, NotPermitted
from services.contract.recording import SuspendedPatrons
from services.contract.require_allowed import require_allowed
from services.contract.today.counts import BranchCounts, TodayCounts, WaitingDesks
from services.contract.today.figures import YearFigures, YearLooks
from services.contract.today.own_work import OwnWork, WorkEntry, WorkKind
from services.contract.today.report_list import ReportFilter, ReportList
from services.contract.today.suspension_list import MOST_SHOWN, SuspensionFilter, SuspensionList
from services.own_schema.database.engine import Database
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.today.busy_logins import read_busy
from services.own_schema.today.figures import read_figures, read_looks
from services.own_schema.today.recent_approvals import read_approvals
from services.rules.clock import to_tokyo, tokyo_day
from services.rules.decision import Refused
from services.rules.people.approvals import may_decide
from services.rules.permissions import Permission, may_act
from services.rules.vocabulary import MailKind, PatronReport


class Today(ABC):
    """Reads for supervisors.

    Args:
        db: the library's.
        masters: the library's.
        statements: of this database, by what they read.
        elsewhere: the system that has the patrons; None where the library has them.
    """

    def __init__(
        self,
        db: Database,
        masters: MastersStore,
        statements: Mapping[str, TextualSelect],
        elsewhere: SuspendedPatrons | None = None,
    ) -> None:
        self._db = db
        self._masters = masters
        self._statements = statements
        self._elsewhere = elsewhere

    async def counts(self, actor: Actor) -> TodayCounts:
        """Count what waits, and name logins that read much; it names no patron, and isn't recorded.

        Raises:
            ActRefused: the login is no supervisor's, or it is on the phone channel.
        """
        self._must_supervise(actor)
        found = JsonRow(await self._db.run_to_end(self._read_counts(_place_of(actor))))
        branches = _branches(found)
        if self._elsewhere is not None:
            for branch_id, theirs in (await self._elsewhere.counts(actor)).items():
                own = branches.get(branch_id, BranchCounts())
                branches[branch_id] = replace(theirs, reports=own.reports, oldest_report=own.oldest_report)
        return TodayCounts(
            now=to_tokyo(found.instant("now")),
            branches=branches,
            approvals=read_approvals(found),
            busy=read_busy(found.rows("busy")),
        )

    async def figures(self, year: int, actor: Actor) -> YearFigures:
        """Count a fiscal year and the one before, without looks; it names nobody, and isn't recorded.

        Raises:
            ActRefused: as for `counts`.
        """
        self._must_supervise(actor)
        return await self._db.run_to_end(read_figures(self._db, year))

    async def looks_of_year(self, year: int, actor: Actor) -> YearLooks:
        """Count the looks of a fiscal year and of the one before; it names nobody, and isn't recorded.

        Raises:
            ActRefused: as for `counts`.
        """
        self._must_supervise(actor)
        return await self._db.run_to_end(read_looks(self._db, year))

    async def waiting_desks(self, actor: Actor) -> WaitingDesks:
        """Tell which desks of the branch wait for an approval, and count nothing; it isn't recorded.

        Raises:
            ActRefused: the login is no supervisor's.
        """
        require_allowed(may_decide(actor.staff.role))
        found = JsonRow(await self._db.run_to_end(self._read_rows("desks", _place_of(actor))))
        return WaitingDesks(now=to_tokyo(found.instant("now")), approvals=read_approvals(found))

    async def listed(self, wanted: SuspensionFilter, actor: Actor, *, rows: int, whole: bool = False) -> None:
        """Record that a list of another system's suspensions is opened, and how many it has.

        Raises:
            ActRefused: as for `counts`.
        """
        self._must_supervise(actor)
        await self._db.run_to_end(self._note_list(wanted, actor, rows=rows, whole=whole))

    async def suspensions(self, wanted: SuspensionFilter, actor: Actor) -> SuspensionList:
        """Open 貸出禁止一覧: who opened it, with which filter, and how many it lists is recorded before it is answered.

        Raises:
            ActRefused: as for `counts`.
        """
        return await self._read(wanted, actor, recorded=True, whole=False)

    async def suspensions_again(self, wanted: SuspensionFilter, actor: Actor) -> SuspensionList:
        """Read an open list's present state without a record: the desk refreshes by itself.

        PostgreSQL reads only a list whose opening by this login is on record. Where that record is gone, another is
        made.

        Raises:
            ActRefused: as for `counts`.
        """
        try:
            return await self._read(wanted, actor, recorded=False, whole=False)
        except NotPermitted:
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
            return await self._read_reports(wanted, actor, recorded=True)

    async def own_work(self, actor: Actor) -> OwnWork:
        """Open the clerk's own unfinished work; the opening and the number of entries are recorded."""
        return await self._read_own(actor, recorded=True)

    async def own_work_again(self, actor: Actor) -> OwnWork:
        """Read the same again without a record: the desk refreshes by itself."""
        try:
            return await self._read_own(actor, recorded=False)
        except NotPermitted:
            return await self.own_work(actor)

    async def _read_own(self, actor: Actor, *, recorded: bool) -> OwnWork:
        return _own_work(JsonRow(await self._db.run_to_end(self._list_own_work(actor, recorded=recorded))))

    def _must_supervise(self, actor: Actor) -> None:
        policy = self._masters.current.policy
        channel = actor.channel_that_counts
        decision = may_act(actor.staff.role, channel, Permission.SUPERVISE, identified=True, policy=policy)
        if isinstance(decision, Refused):
            raise ActRefused(decision)

    async def _read_counts(self, values: Mapping[str, Any]) -> Any:
        return await self._read_rows("counts", values)

    async def _read_rows(self, statement: str, values: Mapping[str, Any]) -> Any:
        async with self._db.reading() as conn:
            return (await conn.execute(self._statements[statement], values)).scalar_one()

    async def _read(
        self, wanted: SuspensionFilter, actor: Actor, *, recorded: bool, whole: bool
    ) -> SuspensionList:
        self._must_supervise(actor)
        listing = self._list_suspensions(wanted, actor, recorded=recorded, whole=whole)
        found = JsonRow(await self._db.run_to_end(listing))
        today = tokyo_day(found.instant("now"))
        masters = await self._masters.fresh(found.number("masters_version"), today)
        if whole and found.number("total") > MOST_SHOWN:  # of 30,000 it takes seconds
            return await asyncio.to_thread(decode_list, found, wanted, masters, actor)
        return decode_list(found, wanted, masters, actor)

    async def _read_reports(self, wanted: ReportFilter, actor: Actor, *, recorded: bool) -> ReportList:
        self._must_supervise(actor)
        found = JsonRow(await self._db.run_to_end(self._list_reports(wanted, actor, recorded=recorded)))
        masters = await self._masters.fresh(found.number("masters_version"), tokyo_day(found.instant("now")))
        return decode_reports(found, wanted, masters)

    @abstractmethod
    async def _list_suspensions(
        self, wanted: SuspensionFilter, actor: Actor, *, recorded: bool, whole: bool
    ) -> Any:
        """Read a list of suspensions, with the record that it was opened."""

    @abstractmethod
    async def _note_list(self, wanted: SuspensionFilter, actor: Actor, *, rows: int, whole: bool) -> None:
        """Record that another system's list is opened."""

    @abstractmethod
    async def _list_reports(self, wanted: ReportFilter, actor: Actor, *, recorded: bool) -> Any:
        """Read a list of reports, with the record that it was opened."""

    @abstractmethod
    async def _list_own_work(self, actor: Actor, *, recorded: bool) -> Any:
        """Read a clerk's own work, with the record that it was opened."""


def _place_of(actor: Actor) -> dict[str, Any]:
    return {"by_staff": actor.staff.id, "at_branch": actor.branch_id}


def _branches(found: JsonRow) -> dict[int | None, BranchCounts]:
    """Read the counts of each branch: of suspensions, and of reports."""
    branches: dict[int | None, BranchCounts] = {
        row.number("branch_id"): BranchCounts(
            ready=row.number("ready"),
            to_contact=row.number("to_contact"),
            contact_late=row.number("contact_late"),
            suspended=row.number("suspended"),
        )
        for row in found.rows("suspended")
    }
    for row in found.rows("reported"):
        branch_id = row.maybe_number("branch_id")
        branches[branch_id] = replace(
            branches.get(branch_id, BranchCounts()),
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
    is_known = kind is WorkKind.MAIL_FAILED and detail in set(MailKind)  # an import may bring others
    return WorkEntry(
        kind=kind,
        id=row.number("id"),
        patron_id=row.number("patron_id"),
        card_number=row.maybe_text("card_number"),
        name=row.maybe_text("name"),
        since=tokyo_day(row.instant("since")),
        report=PatronReport(detail) if kind is WorkKind.REPORT else None,
        mail=MailKind(detail) if is_known else None,
    )
