"""Approvals, and supervisors who approve at the clerk's desk, as a test wants them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from services.contract.act_requests import ActRequest
from services.contract.actor import Actor
from services.contract.approval import Approval, ApprovalCase, ApprovalWanted
from services.contract.errors import ApprovalClosed, ApprovalUnknown
from services.contract.today.counts import WaitingApproval
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from services.rules.secret import Secret
from tests.helpers.snapshots import NOW
from tests.viewmodels.fakes import CARD_A
from tests.viewmodels.today.today_fakes import entry
from viewmodels.approvals.later import ApprovedRequest

WAITING, APPROVED, REFUSED, WITHDRAWN, OVER, CHANGED, USED = ApprovalState


def waiting(number: int = 1, verb: str = "suspension.lift", workstation: str = "3番窓口") -> WaitingApproval:
    """Make a request of another desk."""
    return WaitingApproval(number, verb, workstation, "窓口 太郎", NOW)


def case(asked: WaitingApproval | None = None, **changes: Any) -> ApprovalCase:
    """Make what a supervisor sees of it."""
    row = entry(1)
    everyday = ApprovalCase(
        waiting=asked or waiting(),
        state=WAITING,
        wanted=ApprovalWanted(suspension_id=row.id),
        card_number=CARD_A,
        name="見本 花子",
        suspensions=(row,),
    )
    return replace(everyday, **changes)


@dataclass
class FakeApprovals:
    """Requests that stand as the test says.

    Attributes:
        asked: the requests, in order; a request's number is its place, from one.
        standing: how each stands.
        withdrawn: which were taken back.
        widened: which the whole library's supervisors see.
        failures: what the next calls come to instead of an answer, in turn.
        as_read: called as the desk reads how a request stands.
    """

    as_read: Callable[[], object] = lambda: None
    asked: list[ActRequest[Any]] = field(default_factory=list)
    standing: dict[int, Approval] = field(default_factory=dict)
    withdrawn: list[int] = field(default_factory=list)
    widened: list[int] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    looked: list[int] = field(default_factory=list)
    decided: list[tuple[int, ApprovalRefusal | None]] = field(default_factory=list)
    cases: dict[int, ApprovalCase] = field(default_factory=dict)

    def stands(self, number: int, state: ApprovalState, refusal: ApprovalRefusal | None = None) -> None:
        who = "岡田 裕樹" if state in {APPROVED, REFUSED} else None
        self.standing[number] = Approval(number, state, who, refusal)

    async def ask(self, request: ActRequest[Any]) -> int:
        self._fail()
        known = [it.act_id for it in self.asked]
        if request.act_id not in known:
            self.asked.append(request)
            known.append(request.act_id)
        number = known.index(request.act_id) + 1
        if number not in self.standing:
            self.stands(number, WAITING)
        return number

    async def state(self, number: int, _actor: Actor) -> Approval:
        self.read.append(number)
        self.as_read()
        self._fail()
        return self.standing[number]

    async def withdraw(self, number: int, _actor: Actor) -> None:
        self._fail()
        self.withdrawn.append(number)

    async def widen(self, number: int, _actor: Actor) -> None:
        self._fail()
        self.widened.append(number)

    async def look_at(self, number: int, _actor: Actor) -> ApprovalCase:
        self._fail()
        self.looked.append(number)
        if number not in self.cases:
            raise ApprovalUnknown
        return self.cases[number]

    async def decide(self, number: int, _actor: Actor, refusal: ApprovalRefusal | None) -> ApprovalState:
        self._fail()
        wanted = APPROVED if refusal is None else REFUSED
        found = self.standing.get(number)
        if found is not None and found.state is not WAITING:
            raise ApprovalClosed(found.state)
        self.decided.append((number, refusal))
        return wanted

    def _fail(self) -> None:
        if self.failures:
            raise self.failures.pop(0)


@dataclass
class FakeQuestion:
    """A clerk who does what was approved at once, or later."""

    does: bool = True
    asked: list[ApprovedRequest] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def do_now(self, approved: ApprovedRequest) -> bool:
        self.asked.append(approved)
        if self.meanwhile is not None:
            await self.meanwhile()
        return self.does


@dataclass
class FakeApprovers:
    """Somebody who types an id and a password, which are right unless the test says otherwise."""

    failures: list[Exception] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def approve(
        self, staff_id: str, _password: Secret, _desk: Actor, ask: Callable[[], Awaitable[int]]
    ) -> None:
        self.tried.append(staff_id)
        if self.meanwhile is not None:
            await self.meanwhile()
        if self.failures:
            raise self.failures.pop(0)
        await ask()
