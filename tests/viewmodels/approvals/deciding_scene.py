"""A supervisor's desk, and desks that wait for an approval, on fakes."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from services.contract.approval import ApprovalCase
from services.contract.today.counts import WaitingApproval
from services.rules.vocabulary import Role
from tests.viewmodels.approvals.approval_fakes import FakeApprovals, waiting
from tests.viewmodels.fakes import Bench
from tests.viewmodels.today.today_fakes import Rests, WhatWaits, counts, go_on
from viewmodels.approvals.deciding import ApprovalDecision, DecidingViewModel
from viewmodels.core.notes import ApprovalAsked
from viewmodels.core.observable import Observable
from viewmodels.desk.act_commands import ActCommands
from viewmodels.today.today import TodayViewModel

FIRST, SECOND = waiting(1), waiting(2, "card.replace", "2番窓口")
ASKED = ApprovalAsked("3番窓口", "suspension.lift")


class Answers:
    """A supervisor who chooses and decides what the test says, but for what is closed while it is asked."""

    def __init__(self) -> None:
        self.chooses: list[int | None] = []
        self.decides: list[ApprovalDecision | None] = []
        self.seen: list[ApprovalCase] = []
        self.lists: list[tuple[WaitingApproval, ...]] = []
        self.closed = 0
        self.while_asked: Callable[[], None] = lambda: None
        self.while_shown: Callable[[], Awaitable[None]] | None = None

    async def choose(self, waiting: Observable[tuple[WaitingApproval, ...]]) -> int | None:
        self.lists.append(waiting.value)
        return self.chooses.pop(0) if self.chooses else None

    async def decide(self, case: ApprovalCase) -> ApprovalDecision | None:
        self.seen.append(case)
        before = self.closed
        self.while_asked()
        if self.while_shown is not None:
            await self.while_shown()
        decision = self.decides.pop(0) if self.decides else None
        return decision if self.closed == before else None

    def close(self) -> None:
        self.closed += 1


class Scene:
    """A supervisor's desk."""

    def __init__(self, role: Role = Role.SUPERVISOR) -> None:
        self.bench = Bench(role=role)
        self.desk = self.bench.desk
        self.source, self.rests, self.more_rests = WhatWaits(), Rests(), Rests()
        self.approvals, self.supervisor = FakeApprovals(), Answers()
        self.acting = ActCommands(self.desk, self.bench.acts, self.bench.bugs)
        self.today = TodayViewModel(self.desk, self.source, self.source, self.bench.bugs, pause=self.rests)
        self.model = DecidingViewModel(
            self.acting,
            self.approvals,
            self.supervisor,
            self.bench.bugs,
            today=self.today,
            source=self.source,
            pause=self.more_rests,
        )

    async def start(self) -> None:
        self.today.start()
        self.model.start()
        await go_on()

    async def wait(self, *rows: WaitingApproval) -> None:
        """Let these desks wait, and the supervisor's hear of a change."""
        self.source.now_counted = counts(approvals=rows)
        self.rests.end()
        self.more_rests.end()
        self.today.changed()
        self.model.changed()
        await go_on()

    async def show(self) -> None:
        self.model.show.start()
        await self.model.show.settled()

    @property
    def told(self) -> object:
        return self.desk.note.value

    async def aclose(self) -> None:
        await self.acting.aclose()
        await self.model.aclose()
        await self.today.aclose()
        await self.desk.aclose()


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    made = Scene()
    await made.start()
    yield made
    await made.aclose()
