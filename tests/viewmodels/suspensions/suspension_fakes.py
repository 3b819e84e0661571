"""Stand-ins for the acts on suspensions and reports, and for who is asked about them."""

from dataclasses import dataclass, field, replace
from typing import Any

from services.actor import Actor
from services.lookup.snapshot import ReportRow
from services.lookup.unsettled_reports import UnsettledReports
from services.masters.masters import CodeLabel, Masters
from services.rules.policy import Policy
from services.rules.vocabulary import PatronReport, SuspensionReason
from tests.helpers.snapshots import TODAY
from viewmodels.suspensions.contacts import ContactCase, ContactChoice
from viewmodels.suspensions.suspensions import LiftCase, LiftChoice, SuspensionChoice

NOTES = {"mail_returned": "郵便物が戻った", "reminded": "督促済み"}
OVERRIDES = {"compensated": "弁償済み", "library_decision": "館の判断"}
MASTERS = Masters(
    version=1,
    day=TODAY,
    policy=Policy(),
    branches={},
    stops={},
    material_types={},
    labels={
        (kind, code): CodeLabel(kind, code, label, ends=False)
        for kind, labels in (("suspension_note", NOTES), ("override_reason", OVERRIDES))
        for code, label in labels.items()
    },
    calendars={},
)
OVERRIDING = replace(MASTERS, policy=Policy(lifting_against_facts_with_override=True))


@dataclass
class Waiting:
    """The list of what waits, or why it may not be read."""

    reports: UnsettledReports = field(default_factory=lambda: UnsettledReports((), 0))
    failure: Exception | None = None
    readers: list[Actor] = field(default_factory=list)

    async def unsettled(self, actor: Actor) -> UnsettledReports:
        self.readers.append(actor)
        if self.failure is not None:
            raise self.failure
        return self.reports


@dataclass
class Supervisor:
    """Somebody who answers what the test says, and remembers what was asked."""

    stopping: SuspensionChoice | None = None
    lifting: LiftChoice | None = None
    kind: PatronReport | None = None
    contact: ContactChoice | None = None
    settled: bool = True
    chosen: str | None = None
    asked: list[Any] = field(default_factory=list)

    async def suspend(
        self, reasons: tuple[SuspensionReason, ...], notes: tuple[CodeLabel, ...], *, overdue: bool
    ) -> SuspensionChoice | None:
        self.asked.append((reasons, notes, overdue))
        return self.stopping

    async def lift(self, case: LiftCase) -> LiftChoice | None:
        self.asked.append(case)
        return self.lifting

    async def record_contact(self, case: ContactCase) -> ContactChoice | None:
        self.asked.append(case)
        return self.contact

    async def take_report(self, kinds: tuple[PatronReport, ...]) -> PatronReport | None:
        self.asked.append(kinds)
        return self.kind

    async def confirm_settled(self, row: ReportRow) -> bool:
        self.asked.append(row)
        return self.settled

    async def choose_report(self, waiting: UnsettledReports) -> str | None:
        self.asked.append(waiting)
        return self.chosen
