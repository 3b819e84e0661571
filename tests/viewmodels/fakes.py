"""Stand-ins for the services below and the people in front of a viewmodel; what they answer, the test decides."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.acts.as_offered import EVERYTHING
from services.acts.cards import LossReported, ReportLost
from services.acts.contact import ChangeEmail, EmailChange
from services.acts.holds import ExtendShelf, StaffCancelHold, UndoCancel
from services.acts.item_handover import ItemRoute
from services.acts.loans import RenewLoan
from services.acts.password_use import ChangePassword, CheckPassword, PasswordChange, PasswordCheck
from services.acts.passwords import IssuePassword, PasswordIssued
from services.acts.reference import AskQuestion
from services.acts.registration import RegistrationOutcome, RegistrationRenewed, RenewRegistration
from services.contract.act_requests import ActRequest
from services.contract.act_result import ActResult
from services.contract.actor import Actor, StaffMember
from services.contract.offers import Offers
from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.policy import DEFAULT_POLICY, Policy
from services.rules.vocabulary import Paper, Role
from services.slips.content import SlipContent
from tests.helpers.masters import masters_of
from tests.helpers.snapshots import days, snapshot
from tests.viewmodels.passwords.keeping import WatchedSecret
from viewmodels.core.ports import Ask, Ready
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.desk_state import DeskLocation
from viewmodels.desk.scan_queue import DOUBLE_SCAN_SECONDS
from viewmodels.passwords.password_issue import IssueDependencies

CARD_A = "200000011"
CARD_B = "200000022"
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
AGAIN = timedelta(seconds=DOUBLE_SCAN_SECONDS)
"""After which a card that is read again is no double scan."""


def patron(card: str, *, version: int = 1, minutes: int = 0) -> PatronSnapshot:
    """Make a patron whose id is the card's last two digits, read some minutes after `NOW`."""
    base = snapshot()
    header = replace(base.patron, id=int(card[-2:]), version=version)
    return replace(base, now=NOW + timedelta(minutes=minutes), card_number=card, patron=header)


class GatedLookUps:
    """Look-ups that answer when the test says so."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.actors: list[Actor] = []
        self._answers: dict[str, asyncio.Future[LookUpAnswer]] = {}

    def _gate(self, key: str) -> asyncio.Future[LookUpAnswer]:
        return self._answers.setdefault(key, asyncio.get_running_loop().create_future())

    def answer(self, key: str, answer: LookUpAnswer | Exception) -> None:
        gate = self._gate(key)
        if gate.done():
            del self._answers[key]
            gate = self._gate(key)
        if isinstance(answer, Exception):
            gate.set_exception(answer)
        else:
            gate.set_result(answer)

    def hold_back(self) -> None:
        """Answer nobody with what was to be answered so far."""
        self._answers.clear()

    async def by_card(self, card_number: str, actor: Actor) -> LookUpAnswer:
        self.asked.append(card_number)
        self.actors.append(actor)
        return await asyncio.shield(self._gate(card_number))

    async def by_patron(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        self.asked.append(f"found {patron_id}")
        self.actors.append(actor)
        return await asyncio.shield(self._gate(f"found {patron_id}"))

    async def again(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        self.asked.append(f"again {patron_id}")
        self.actors.append(actor)
        return await asyncio.shield(self._gate(f"again {patron_id}"))

    async def refresh(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        self.asked.append(f"refresh {patron_id}")
        return await asyncio.shield(self._gate(f"refresh {patron_id}"))


class HeldMasters:
    """The masters that a desk holds, which others may have changed.

    Attributes:
        policy: the one in force.
        asked: how often it was asked for.
        gate: waited for before it is given.
        failure: what comes instead.
    """

    def __init__(self, policy: Policy) -> None:
        self.current = masters_of(policy)
        self.policy = policy
        self.asked = 0
        self.gate: asyncio.Event | None = None
        self.failure: Exception | None = None

    async def again(self) -> None:
        self.asked += 1
        if self.gate is not None:
            await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        self.current = masters_of(self.policy)


class Answers:
    """Somebody who answers questions.

    Attributes:
        dialog: asks in their place, where a test wants the question on the screen.
    """

    def __init__(self, *, discard: bool = True) -> None:
        self.discard = discard
        self.dialog: Ask | None = None
        self.asked = 0
        self.while_asked: Callable[[], None] = lambda: None

    async def discard_input(self) -> bool:
        self.asked += 1
        if self.dialog is not None:
            return await self.dialog.discard_input()
        await asyncio.sleep(0)
        self.while_asked()
        return self.discard


class Ticks:
    """A monotonic clock that the test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, time: timedelta) -> None:
        self.seconds += time.total_seconds()


class Bugs:
    """A log of unexpected exceptions."""

    def __init__(self) -> None:
        self.seen: list[Exception] = []

    def __call__(self, error: Exception) -> str:
        self.seen.append(error)
        return f"R{len(self.seen)}"


USUAL: Mapping[type[ActRequest[Any]], Callable[[Any], Any]] = {
    RenewLoan: lambda _: days(14),
    ExtendShelf: lambda _: days(14),
    StaffCancelHold: lambda _: ItemRoute(branch_id=2),
    UndoCancel: lambda request: request.comes_back,
    ChangeEmail: lambda _: EmailChange.CHANGED,
    AskQuestion: lambda _: NOW.date(),
    RenewRegistration: lambda _: RegistrationRenewed(RegistrationOutcome.RENEWED, date(2029, 12, 11)),
    ReportLost: lambda request: LossReported(request.disable_password),
    IssuePassword: lambda request: PasswordIssued(
        card_number=CARD_A,
        issued_on=NOW.date(),
        expires_on=NOW.date() + timedelta(days=60),
        must_change=True,
        reissued=request.seen_version is not None,
    ),
    ChangePassword: lambda _: PasswordChange(),
    CheckPassword: lambda _: PasswordCheck(LogInOutcome.OK, free_left=2),
}
"""What acts answer where nothing is in their way; the others answer nothing."""


class FakeActs:
    """Acts that come to what the test wants.

    Attributes:
        sent: every request, in order.
        outcomes: what the next ones come to, in turn: an exception is raised, anything else is the act's result; None
            is what it usually answers, as it does when none is left.
        after: the patron after every act.
        meanwhile: waited for before an outcome.
    """

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.outcomes: list[Any] = []
        self.after: LookUpAnswer = patron(CARD_A, version=2)
        self.meanwhile: Callable[[], Awaitable[object]] | None = None

    async def perform[R](self, request: ActRequest[R]) -> ActResult[R]:
        self.sent.append(request)
        if self.meanwhile is not None:
            await self.meanwhile()
        outcome: Any = self.outcomes.pop(0) if self.outcomes else None
        if isinstance(outcome, Exception):
            raise outcome
        if outcome is None and type(request) in USUAL:
            outcome = USUAL[type(request)](request)
        return ActResult(outcome, self.after, repeated=False)

    def gate(self, outcome: object = None) -> asyncio.Event:
        """Keep what comes of the next acts back, until the event is set."""
        opened = asyncio.Event()
        self.meanwhile, self.outcomes = opened.wait, [outcome]
        return opened


class MadeUp:
    """Makes passwords of which a test knows how many there are.

    Attributes:
        made: how many were made.
    """

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, _policy: Policy) -> WatchedSecret:
        self.made += 1
        return WatchedSecret(f"made{self.made}3474x")


class Slips:
    """Makes bytes that name the password, as a slip does."""

    async def make(self, content: SlipContent, paper: Paper) -> bytes:
        return f"{paper} {content.password.reveal()} {content.patron_name}".encode()


class HandOvers:
    """Keeps which slips were handed over, and by whom.

    Attributes:
        noted: the acts that issued them, with who says so.
        failures: what comes of the next ones instead.
        slow: what the next ones wait for.
    """

    def __init__(self) -> None:
        self.noted: list[tuple[str, str]] = []
        self.failures: list[Exception] = []
        self.slow: asyncio.Event | None = None

    async def note(self, act_id: str, actor: Actor) -> None:
        if self.slow is not None:
            await self.slow.wait()
        if self.failures:
            raise self.failures.pop(0)
        self.noted.append((act_id, actor.staff.id))


class Job:
    """A job that leaves the queue when the test says so."""

    def __init__(self) -> None:
        self.out = False
        self.cancelled = False
        self.failure: Exception | None = None

    async def is_out(self) -> bool:
        if self.failure is not None:
            raise self.failure
        return self.out

    async def cancel(self) -> None:
        self.cancelled = True


class Printer:
    """A printer with a queue; who watches the queue looks again when the test says that something changed."""

    def __init__(self, *, ready: Ready = Ready.FOR_PAPER) -> None:
        self._changed = asyncio.Event()
        self.ready = ready
        self.paper = Paper.A6
        self.name = "Slips"
        self.checks = 0
        self.choices = 0
        self.chooses: bool | Paper = True
        self.printed: list[bytes] = []
        self.jobs: list[Job] = []
        self.fault: Exception | None = None
        self.slow: asyncio.Event | None = None

    def last_job_out(self) -> None:
        self.jobs[-1].out = True
        self._changed.set()

    def last_job_fails(self, failure: Exception) -> None:
        self.jobs[-1].failure = failure
        self._changed.set()

    def time_passes(self) -> None:
        self._changed.set()

    async def wait_for_change(self, _seconds: float) -> None:
        await self._changed.wait()
        self._changed.clear()

    async def check(self) -> Ready:
        self.checks += 1
        if self.fault is not None:
            raise self.fault
        return self.ready

    async def choose(self) -> bool:
        """Answer as the clerk does: with a printer, with another paper for it, or with none."""
        self.choices += 1
        if isinstance(self.chooses, Paper):
            self.paper = self.chooses
        return bool(self.chooses)

    async def print_slip(self, pdf: bytes) -> Job:
        self.printed.append(pdf)
        if self.slow is not None:
            await self.slow.wait()
        if self.fault is not None:
            raise self.fault
        self.jobs.append(Job())
        return self.jobs[-1]


class Bench:
    """A desk on fakes."""

    def __init__(
        self,
        *,
        role: Role = Role.COUNTER,
        discard: bool = True,
        policy: Policy = DEFAULT_POLICY,
        titles_masked: bool = False,
        offers: Offers = EVERYTHING,
    ) -> None:
        self.look_ups = GatedLookUps()
        self.masters = HeldMasters(policy)
        self.acts = FakeActs()
        self.hand_overs = HandOvers()
        self.generate = MadeUp()
        self.answers = Answers(discard=discard)
        self.ticks = Ticks()
        self.bugs = Bugs()
        self.desk = DeskViewModel(
            staff=StaffMember("s1", "窓口 係", role),
            place=DeskLocation(1, "中央図書館", "2番窓口"),
            look_ups=self.look_ups,
            masters=self.masters,
            offers=offers,
            ask=self.answers,
            report_bug=self.bugs,
            monotonic=self.ticks,
            titles_masked=titles_masked,
        )

    async def open(self, card: str, *, scanned: bool = True) -> None:
        self.look_ups.answer(card, patron(card))
        (self.desk.scanned if scanned else self.desk.typed)(card)
        await self.desk.look_up.settled()

    async def leave(self) -> None:
        """Want to end the program, which asks about input that isn't saved."""
        self.desk.leave.start()
        await self.desk.leave.settled()


def issue_dependencies(bench: Bench, printer: Printer, policy: Policy | None = None) -> IssueDependencies:
    """Make what a password dialog works with."""
    return IssueDependencies(
        acts=bench.acts,
        hand_overs=bench.hand_overs,
        slips=Slips(),
        printer=printer,
        policy=lambda: policy or Policy(),
        branch="中央図書館",
        report_bug=bench.bugs,
        pause=printer.wait_for_change,
        generate=bench.generate,
    )
