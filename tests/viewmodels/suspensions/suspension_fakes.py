"""Stand-ins for the acts on suspensions and reports, and for who is asked about them."""

from dataclasses import dataclass, field, replace
from typing import Any

from services.contract.masters import CodeLabel, Masters
from services.contract.snapshot import ReportRow
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
    wording={},
)
OVERRIDING = replace(MASTERS, policy=Policy(lifting_against_facts_with_override=True))


@dataclass
class Supervisor:
    """Somebody who answers what the test says, and remembers what was asked."""

    stopping: SuspensionChoice | None = None
    lifting: LiftChoice | None = None
    kind: PatronReport | None = None
    contact: ContactChoice | None = None
    settled: bool = True
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
