"""What waits for a supervisor, as a test wants it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from services.acts.as_offered import EVERYTHING
from services.contract.actor import Actor
from services.contract.offers import Offers
from services.contract.snapshot import PatronSnapshot
from services.contract.today.counts import BranchCounts, TodayCounts, WaitingApproval, WaitingDesks
from services.contract.today.figures import YearFigures, YearLooks
from services.contract.today.own_work import OwnWork, WorkEntry, WorkKind
from services.contract.today.report_list import ReportEntry, ReportFilter, ReportList
from services.contract.today.suspension_list import (
    ReportTaken,
    SuspensionEntry,
    SuspensionFilter,
    SuspensionList,
)
from services.rules.figures import Counts, FigureLine
from services.rules.people.contacts import days_late
from services.rules.people.suspension import is_ready
from services.rules.vocabulary import Channel, PatronReport, Role, SuspensionReason
from tests.helpers.snapshots import NOW, TODAY, days, lift_facts, suspended
from tests.viewmodels.fakes import Bench, patron
from viewmodels.desk.act_commands import ActCommands
from viewmodels.today.today import TodayViewModel

LOST, UNREACHABLE, OVERDUE, ADDRESS, CONTACT = SuspensionReason
CARDS = {number: f"2000000{number:02d}" for number in range(1, 60)}


def entry(number: int, reason: SuspensionReason = OVERDUE, **changes: Any) -> SuspensionEntry:
    """Make the suspension of a patron, whose key is the number of their card; its own key is 100 more."""
    facts = changes.pop("facts", lift_facts(reason))
    everyday = SuspensionEntry(
        id=100 + number,
        version=1,
        patron_id=number,
        card_number=CARDS[number],
        name=f"見本 {number}子",
        branch="中央",
        reason=reason,
        started_on=days(-20),
        days=20,
        note=None,
        facts=facts,
        ready=is_ready(facts),
        overdue_days=60 if facts.overdue_items else 0,
        card_issued_on=days(-2),
        others=(),
        report=None,
    )
    return replace(everyday, **changes)


def waiting(number: int, **changes: Any) -> SuspensionEntry:
    """Make one of somebody with an overdue item."""
    return entry(number, facts=lift_facts(OVERDUE, overdue_items=1), **changes)


def report(number: int = 5) -> ReportTaken:
    """Make a report that an item was brought back."""
    return ReportTaken(number, 3, PatronReport.RETURNED, days(-1), Channel.PHONE)


def reported(number: int, kind: PatronReport = PatronReport.RETURNED, **changes: Any) -> ReportEntry:
    """Make a report about a patron, whose key is the number of their card; its own key is 500 more."""
    everyday = ReportEntry(
        id=500 + number,
        patron_id=number,
        card_number=CARDS[number],
        name=f"見本 {number}子",
        branch="中央",
        kind=kind,
        reported_on=days(-1),
        reported_by="clerk",
        channel=Channel.PHONE,
    )
    return replace(everyday, **changes)


def work(number: int, kind: WorkKind = WorkKind.REPORT, **changes: Any) -> WorkEntry:
    """Make what waits about a patron, whose key is the number of their card; it has waited for three days."""
    everyday = WorkEntry(
        kind=kind,
        id=number,
        patron_id=number,
        card_number=CARDS[number],
        name=f"見本 {number}子",
        since=days(-3),
        report=PatronReport.REACHED if kind is WorkKind.REPORT else None,
        mail=None,
    )
    return replace(everyday, **changes)


HERE = BranchCounts(ready=4, reports=2, oldest_report=NOW, to_contact=7, contact_late=3, suspended=31)
"""What waits in the desk's own branch."""


def counts(approvals: tuple[WaitingApproval, ...] = (), now: datetime = NOW, **changes: Any) -> TodayCounts:
    """Count as in the pictures of the look; what is changed is the desk's own branch."""
    elsewhere = BranchCounts(ready=8, reports=1, oldest_report=NOW, to_contact=2, suspended=61)
    branches: dict[int | None, BranchCounts] = {1: replace(HERE, **changes), 2: elsewhere}
    return TodayCounts(now=now, branches=branches, approvals=approvals)


def whose(row: SuspensionEntry) -> PatronSnapshot:
    """Make the patron of a suspension."""
    of_reason = suspended(row.reason, row.id, version=row.version, facts=row.facts)
    return replace(patron(str(row.card_number)), suspensions=(of_reason,))


@dataclass
class WhatWaits:
    """Answers at once, or when the test opens the gate.

    Attributes:
        asked: what was asked for, in order.
        failures: what the next readings come to instead of an answer.
        gate: readings wait for it.
        looks_gate: the looks of a year wait for it.
    """

    rows: tuple[SuspensionEntry, ...] = ()
    work: tuple[WorkEntry, ...] = ()
    reported: tuple[ReportEntry, ...] = ()
    total: int | None = None
    ready: int | None = None
    now_counted: TodayCounts = field(default_factory=counts)
    counted: Counts = field(default_factory=lambda: Counts(of={}, parts=(), until=20, unknown={}))
    looks: YearLooks = field(default_factory=lambda: YearLooks(of={}, unknown=0))
    asked: list[Any] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    gate: asyncio.Event | None = None
    looks_gate: asyncio.Event | None = None
    actors: list[Actor] = field(default_factory=list)

    async def counts(self, actor: Actor) -> TodayCounts:
        await self._asked("counts", actor)
        return self.now_counted

    async def figures(self, year: int, actor: Actor) -> YearFigures:
        await self._asked(("figures", year), actor)
        counts = replace(self.counted, counting=frozenset({FigureLine.LOOKS}))
        return YearFigures(now=NOW, year=year, counts=counts, branches=(1, 2))

    async def looks_of_year(self, year: int, actor: Actor) -> YearLooks:
        if self.looks_gate is not None:
            await self.looks_gate.wait()
        await self._asked(("looks", year), actor)
        return self.looks

    async def waiting_desks(self, actor: Actor) -> WaitingDesks:
        await self._asked("waiting desks", actor)
        return WaitingDesks(self.now_counted.now, self.now_counted.approvals)

    async def suspensions(self, wanted: SuspensionFilter, actor: Actor) -> SuspensionList:
        await self._asked(("open", wanted), actor)
        return self._found(wanted)

    async def suspensions_again(self, wanted: SuspensionFilter, actor: Actor) -> SuspensionList:
        await self._asked(("again", wanted), actor)
        return self._found(wanted)

    async def suspensions_for_file(self, wanted: SuspensionFilter, actor: Actor) -> SuspensionList:
        await self._asked(("file", wanted), actor)
        return self._found(wanted)

    async def reports(self, wanted: ReportFilter, actor: Actor) -> ReportList:
        await self._asked(("reports", wanted), actor)
        return self._reports(wanted)

    async def reports_again(self, wanted: ReportFilter, actor: Actor) -> ReportList:
        await self._asked(("reports again", wanted), actor)
        return self._reports(wanted)

    async def own_work(self, actor: Actor) -> OwnWork:
        await self._asked("own work", actor)
        return OwnWork(now=NOW, entries=self.work, total=self._work_total())

    async def own_work_again(self, actor: Actor) -> OwnWork:
        await self._asked("own work again", actor)
        return OwnWork(now=NOW, entries=self.work, total=self._work_total())

    def kinds(self) -> list[str]:
        """Tell what was asked, without filters."""
        return [it if isinstance(it, str) else it[0] for it in self.asked]

    def _work_total(self) -> int:
        return len(self.work) if self.total is None else self.total

    async def _asked(self, what: Any, actor: Actor) -> None:
        self.asked.append(what)
        self.actors.append(actor)
        await asyncio.sleep(0)
        if self.gate is not None:
            await self.gate.wait()
        if self.failures:
            raise self.failures.pop(0)

    def _reports(self, wanted: ReportFilter) -> ReportList:
        total = len(self.reported) if self.total is None else self.total
        return ReportList(now=NOW, wanted=wanted, entries=self.reported, total=total)

    def _found(self, wanted: SuspensionFilter) -> SuspensionList:
        rows = tuple(row for row in self.rows if _fits(row, wanted))
        ready = sum(row.ready for row in rows) if self.ready is None else self.ready
        total = len(rows) if self.total is None else self.total
        return SuspensionList(now=NOW, wanted=wanted, entries=rows, ready=ready, total=total)


def _fits(row: SuspensionEntry, wanted: SuspensionFilter) -> bool:
    return (
        wanted.reason in {None, row.reason}
        and (not wanted.ready_only or row.ready)
        and (not wanted.to_contact or (row.contacts is not None and not row.ready))
        and (not wanted.late_only or _is_late(row))
        and (wanted.days is None or row.days >= wanted.days)
    )


def _is_late(row: SuspensionEntry) -> bool:
    return row.contacts is not None and days_late(row.contacts.facts.tried, row.contacts.facts.today) > 0


class Rests:
    """Rests that end when the test says so.

    Attributes:
        begun: how long each was to be, in seconds.
    """

    def __init__(self) -> None:
        self.begun: list[float] = []
        self._ends: list[asyncio.Event] = []

    async def __call__(self, seconds: float) -> None:
        self.begun.append(seconds)
        self._ends.append(asyncio.Event())
        await self._ends[-1].wait()

    def end(self) -> None:
        """End every rest that was begun."""
        for each in self._ends:
            each.set()


async def go_on(until: Callable[[], bool] = lambda: False, turns: int = 40) -> None:
    """Let what was begun go on, as long as nothing outside is waited for."""
    for _ in range(turns):
        if until():
            return
        await asyncio.sleep(0)


class Page:
    """A supervisor's desk with what waits."""

    def __init__(
        self, *rows: SuspensionEntry, role: Role = Role.SUPERVISOR, offers: Offers = EVERYTHING
    ) -> None:
        self.bench = Bench(role=role, offers=offers)
        self.desk = self.bench.desk
        self.source = WhatWaits(rows)
        self.rests = Rests()
        self.acting = ActCommands(self.desk, self.bench.acts, self.bench.bugs)
        self.today = TodayViewModel(self.desk, self.source, self.source, self.bench.bugs, pause=self.rests)

    async def start(self) -> None:
        self.today.start()
        await go_on()

    async def aclose(self) -> None:
        await self.acting.aclose()
        await self.today.aclose()
        await self.desk.aclose()


__all__ = [
    "HERE",
    "TODAY",
    "Page",
    "Rests",
    "WhatWaits",
    "counts",
    "entry",
    "go_on",
    "report",
    "reported",
    "waiting",
    "whose",
    "work",
]
