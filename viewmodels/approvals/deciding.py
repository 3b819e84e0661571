"""Shows a supervisor which desks wait for an approval and what each asks for, and sends the decision.

The list of waiting desks names no patron. Showing a request's patron is a look and is recorded; it opens no patron on
the desk.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from services.contract.approval import ApprovalCase
from services.contract.backend import Approvals, Today
from services.contract.errors import ApprovalClosed, Disconnected, SystemBusy, SystemUnreachable
from services.contract.require_allowed import require_allowed
from services.contract.today.counts import TodayCounts, WaitingApproval, WaitingDesks
from services.rules.decision import Allowed
from services.rules.people.approvals import ApprovalRefusal, ApprovalState, may_decide
from services.rules.vocabulary import Channel
from viewmodels.core.command import AsyncCommand, Overlap
from viewmodels.core.notes import ApprovalAsked, ApprovalFollowed, Done
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import Bug, ReportBug, trouble
from viewmodels.desk.act_commands import ActCommands
from viewmodels.desk.masking import MASK
from viewmodels.today.today import TodayViewModel

FIRST_REST: Final = 1.0
LONGEST_REST: Final = 10.0
"""Seconds between two readings while a patron is open; each rest in which more came is twice the one before."""
DONE_WITHIN: Final = 8.0
"""Seconds within which a desk that is there does what was approved."""
ENDED_FOR: Final = timedelta(minutes=1)
"""How long the list says what became of what was approved."""
WAITING, APPROVED = ApprovalState.WAITING, ApprovalState.APPROVED


@dataclass(frozen=True, slots=True)
class ApprovalDecision:
    """What a supervisor decided.

    Attributes:
        refusal: why it isn't approved; None where it is.
    """

    refusal: ApprovalRefusal | None = None


class AskDeciding(Protocol):
    """Questions to a supervisor about desks that wait."""

    async def choose(self, waiting: Observable[tuple[WaitingApproval, ...]]) -> int | None:
        """Show which desks wait; answers the number of the request that is wanted, or None."""

    async def decide(self, case: ApprovalCase) -> ApprovalDecision | None:
        """Show what is asked for and the patron's suspensions; None goes back without a decision."""

    def close(self) -> None:
        """Close the open question; its answer is then None."""


class DecidingViewModel:
    """State and commands behind 承認を待つ窓口, for a supervisor, with or without an open patron.

    Attributes:
        waiting: the requests of the branch that wait, and those that this supervisor approved until a minute after
            what became of them was read; oldest first.
        show: shows them, and lets the supervisor decide on one after the other.

    Args:
        acting: the desk.
        approvals: shows and decides.
        ask: puts the questions.
        report_bug: writes unexpected exceptions to the log.
        today: the page of what waits, which reads the same while no patron is open; None on a desk without it.
        source: tells which desks wait while a patron is open; nothing else is read then.
        pause: waits for so many seconds.
    """

    def __init__(
        self,
        acting: ActCommands,
        approvals: Approvals,
        ask: AskDeciding,
        report_bug: ReportBug,
        *,
        today: TodayViewModel | None,
        source: Today,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._desk = acting.desk
        self._approvals = approvals
        self._today = today
        self._source = source
        self._ask = ask
        self._report_bug = report_bug
        self._pause = pause
        self._told: set[int] = set()
        self._decided: dict[int, ApprovalState] = {}
        self._followed: set[int] = set()
        self._ended: dict[int, datetime] = {}
        self._shown: int | None = None
        self._gone: ApprovalState | None = None
        self._to_tell: tuple[WaitingApproval, ApprovalFollowed | None] | None = None
        self._covered = False
        self._due = False
        self.waiting: Observable[tuple[WaitingApproval, ...]] = Observable(())
        self.show = acting.command(self._show, beside=True)
        self._following = AsyncCommand(self._follow, on_error=self._failed)
        self._reminding = AsyncCommand(self._remind, on_error=self._failed, overlap=Overlap.REPLACE)
        self._ending = AsyncCommand(self._wait_for_end, on_error=self._failed, overlap=Overlap.REPLACE)

    def start(self) -> None:
        """Begin to watch the page's readings, and whether the desk is free for a message."""
        if self._today is not None:
            self._today.counts.subscribe(self._counted)
        self._desk.busy.subscribe(lambda _: self._tell())
        self._following.running.subscribe(lambda _: self._go_on())

    def changed(self) -> None:
        """Read after a change which desks wait; where the page is on screen, the page reads."""
        self._due = True
        self._go_on()

    def cover(self, *, covered: bool) -> None:
        """Show no request and no patron while the window is covered or locked."""
        self._covered = covered
        if covered:
            self._ask.close()
        else:
            self._go_on()

    async def aclose(self) -> None:
        """Stop reading, and close what is shown."""
        self.cover(covered=True)
        await self._ending.aclose()
        await self._reminding.aclose()
        await self._following.aclose()
        self.waiting.set(())

    def _read_again(self) -> None:
        if self._today is not None:
            self._today.changed()
        self.changed()

    def _go_on(self) -> None:
        if self._due and self._may_read():
            self._following.start()

    def _may_read(self) -> bool:
        desk = self._desk
        able = may_decide(desk.staff.role)
        return (
            isinstance(able, Allowed)
            and not self._covered
            and not (self._today is not None and self._today.here.value)
            and desk.connected.value
        )

    async def _follow(self) -> None:
        rest = FIRST_REST
        while self._due and self._may_read():
            self._due = False
            try:
                self._counted(await self._source.waiting_desks(self._desk.actor))
            except SystemBusy:  # no notice tells when it is over
                self._due = True
            await self._pause(rest)
            rest = min(2 * rest, LONGEST_REST)

    def _counted(self, counts: TodayCounts | WaitingDesks | None, *, remind: bool = False) -> None:
        """Take how the requests stand; what waits is told once, and so is what became of what was approved here.

        Args:
            counts: how they stand.
            remind: tell of what was approved and isn't done, too.
        """
        if counts is None:
            return
        known = tuple(map(self._as_decided, counts.approvals))
        numbers = {it.id for it in known}
        self._ended = {number: end for number, end in self._ended.items() if number in numbers}
        self._decided = {number: state for number, state in self._decided.items() if number in numbers}
        self.waiting.set(tuple(it for it in known if self._is_listed(it, counts.now)))
        became = self._became(known, remind=remind)
        for it in known:
            if it.id == self._shown and it.state is not WAITING:
                self._gone = it.state
                self._ask.close()
        waits = [it for it in known if it.state is WAITING]
        new = [it for it in waits if it.id not in self._told]
        self._told = {it.id for it in waits}
        if new:
            self._to_tell = new[-1], became
        self._tell()
        ends = [it.ends_at for it in self.waiting.value if it.state in {WAITING, APPROVED}]
        ends += [self._ended[it.id] for it in self.waiting.value if it.id in self._ended]
        if ends:
            self._ending.start((min(ends) - counts.now).total_seconds())
        else:
            self._ending.cancel()

    def _became(self, known: tuple[WaitingApproval, ...], *, remind: bool) -> ApprovalFollowed | None:
        """Tell what became of what was approved here: of all of it in one line, and last of what isn't done."""
        told: ApprovalFollowed | None = None
        followed = (it for it in known if it.id in self._followed and (remind or it.state is not APPROVED))
        for it in sorted(followed, key=lambda it: it.state is not ApprovalState.USED):
            told = ApprovalFollowed(it.workstation, it.verb, it.state, before=told)
        self._followed -= {it.id for it in known if it.state is not APPROVED}
        if told is not None:
            self._desk.tell(told)
        return told

    def _as_decided(self, row: WaitingApproval) -> WaitingApproval:
        """Give a request as it was decided here, where it was read before that."""
        decided = self._decided.get(row.id)
        if decided is None or row.state is not WAITING:
            return row
        return replace(row, state=decided, is_mine=decided is APPROVED)

    def _is_listed(self, row: WaitingApproval, now: datetime) -> bool:
        if row.state is WAITING or not row.is_mine:
            return row.state is WAITING
        if row.state is not APPROVED:
            self._ended.setdefault(row.id, now + ENDED_FOR)
        return now < self._ended.get(row.id, row.ends_at)

    async def _wait_for_end(self, seconds: float) -> None:
        """Read again once the oldest request is over: the server sends no notice of that."""
        await self._pause(max(seconds, 0.0) + FIRST_REST)
        self._read_again()

    async def _remind(self) -> None:
        """Tell of what was approved here and isn't done after some seconds, once that was read."""
        is_read = False
        while not is_read:
            await self._pause(DONE_WITHIN)
            with suppress(SystemUnreachable, SystemBusy, Disconnected):
                self._counted(await self._source.waiting_desks(self._desk.actor), remind=True)
                is_read = True

    def _tell(self) -> None:
        """Tell that a desk waits, if it still does, once no act runs and no question is open."""
        if self._to_tell is not None and not self._desk.busy.value:
            asked, became = self._to_tell
            self._to_tell = None
            if asked in self.waiting.value:
                serves = (
                    self._desk.answer.value is not None or self._desk.channel.value is not Channel.COUNTER
                )
                self._desk.tell(ApprovalAsked(asked.workstation, asked.verb, serves, became))

    async def _show(self) -> None:
        require_allowed(may_decide(self._desk.staff.role))
        try:
            number = await self._ask.choose(self.waiting)
            while number is not None and self._is_open() and await self._decide(number):
                number = await self._ask.choose(self.waiting)
        finally:
            self._read_again()

    async def _decide(self, number: int) -> bool:
        """Show one request and decide on it; tell whether the list is still wanted."""
        actor = self._desk.actor
        case = await self._approvals.look_at(number, actor)
        if not self._is_open():
            return False
        decision = await self._shown_case(case)
        if self._gone is not None:
            raise ApprovalClosed(self._gone)
        if decision is None:
            return self._is_open()
        decided = await self._approvals.decide(number, actor, decision.refusal)
        self._decided[number] = decided
        if decided is APPROVED:
            self._followed.add(number)
            self._reminding.start()
        rows = (self._as_decided(it) for it in self.waiting.value)
        self.waiting.set(tuple(it for it in rows if it.state in {WAITING, APPROVED}))
        self._desk.tell(Done.APPROVAL_GIVEN if decision.refusal is None else Done.APPROVAL_REFUSED)
        return any(it.state is WAITING for it in self.waiting.value)

    async def _shown_case(self, case: ApprovalCase) -> ApprovalDecision | None:
        """Show a request for as long as it waits."""
        self._gone = None
        self._shown = case.waiting.id if case.state is WAITING else None
        try:
            return await self._ask.decide(self._as_shown(case))
        finally:
            self._shown = None

    def _is_open(self) -> bool:
        """Tell whether anything may be shown."""
        return not self._covered

    def _as_shown(self, case: ApprovalCase) -> ApprovalCase:
        return replace(case, name=MASK) if self._desk.titles_masked.value else case

    def _failed(self, error: Exception) -> None:
        """Report a bug; the desk itself tells that the library's system is away."""
        told = trouble(error, self._report_bug)
        if isinstance(told, Bug):
            self._desk.tell(told)
