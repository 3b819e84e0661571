"""The question for a supervisor's approval: signed at this desk, or sent to the supervisors' desks and waited for."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any, Final

from services.acts.wanted import approvable, as_wanted, wanted_of
from services.contract.act_requests import ActRequest, new_act_id
from services.contract.approval import Approval, ApprovalWanted
from services.contract.backend import Approvals
from services.contract.errors import (
    ApprovalClosed,
    ApproverUnfit,
    Disconnected,
    OutcomeUnknown,
    SystemBusy,
    SystemUnreachable,
)
from services.contract.snapshot import PatronSnapshot, SuspensionRow
from services.contract.staff_ids import clean_staff_id
from services.rules.people.approvals import ApprovalState
from services.rules.secret import Secret
from viewmodels.approvals.approvers import Approvers
from viewmodels.approvals.approving import NotSent, ResultMessage
from viewmodels.core.command import AsyncCommand
from viewmodels.core.observable import Event, Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.desk import DeskViewModel
from viewmodels.sign_in.sign_in import Missing

_ANSWER_LOST: Final = (SystemUnreachable, SystemBusy, Disconnected, OutcomeUnknown)
"""What leaves open whether a request was taken."""
SEEN_WITHIN: Final = timedelta(minutes=1)
"""How soon a supervisor who is there looks at a request."""


class ApprovalStage(Enum):
    """Where the question is."""

    OPEN = auto()
    """No request waits: none was sent, or the last one is over."""
    WAITING = auto()
    """A request waits at the supervisors' desks."""


@dataclass(frozen=True, slots=True)
class ApprovalDependencies:
    """What a question for an approval works with.

    Attributes:
        desk: whose patron it is about.
        approvals: asks the supervisors' desks.
        approvers: lets a supervisor sign at this desk; None where that isn't possible.
        report_bug: writes unexpected exceptions to the log.
        may_widen: tells whether the library lets all its supervisors be asked.
    """

    desk: DeskViewModel
    approvals: Approvals
    approvers: Approvers | None
    report_bug: ReportBug
    may_widen: Callable[[], bool]


class ApprovalForm:
    """The question about one request, until it is approved or left.

    Attributes:
        request: what is to be approved.
        note: what is said of the act's result.
        verb: the act's, as records name it.
        wanted: what it asks for, as a supervisor is shown it.
        row: the suspension that it lifts, as the clerk saw it; None where none is lifted.
        number: the request's at the supervisors' desks; None before it was asked for.
        is_unsure: it was asked for, and the answer was lost: it may wait at the supervisors' desks.
        outcome: is settled when the question is over: the request that may be sent, or why not.
        stage: where it is.
        since: the server's time at which it was sent; None before.
        is_unseen: it was sent a minute ago, and no supervisor has looked at it.
        answer: how the last request came to nothing: refused, over, or changed; None before.
        trouble: why the last try came to nothing.
        password_wanted: asks the view for another password: the last one was wrong.
        emptied: asks the view to keep nothing of what was typed.
        sign: tries a supervisor's id and password.
        send: sends the request to the supervisors' desks.
        is_widened: the whole library's supervisors are asked.
        widen: asks them, where the library allows it and no supervisor of the branch has looked.

    Args:
        request: as the clerk wants it.
        note: see above.
        work: what it works with.
        may_go_on: tells whether what was approved may still be done here.
        left: is told when it is left, with the number of a request that the desk waits for no more.
    """

    def __init__(
        self,
        request: ActRequest[Any],
        note: ResultMessage,
        work: ApprovalDependencies,
        *,
        may_go_on: Callable[["ApprovalForm"], bool],
        left: Callable[["ApprovalForm"], None],
    ) -> None:
        self.request = request
        self.note = note
        self.verb, _ = wanted_of(approvable(request))
        self.wanted = as_wanted(approvable(request))
        self.row = _row(self.wanted, work.desk.snapshot)
        self.number: int | None = None
        self.is_unsure = False
        self._work = work
        self._may_go_on = may_go_on
        self._left = left
        self.outcome: asyncio.Future[bool | NotSent] = asyncio.get_running_loop().create_future()
        self.stage: Observable[ApprovalStage] = Observable(ApprovalStage.OPEN)
        self.since: Observable[datetime | None] = Observable(None)
        self.is_unseen: Observable[bool] = Observable(False)
        self.answer: Observable[Approval | None] = Observable(None)
        self.trouble: Observable[Trouble | Missing | None] = Observable(None)
        self.password_wanted: Event[None] = Event()
        self.emptied: Event[None] = Event()
        self.sign = AsyncCommand(self._sign, on_error=self._refused, shielded=True)
        self.send = AsyncCommand(self._send, on_error=self._failed, shielded=True)
        self.is_widened: Observable[bool] = Observable(False)
        self.widen = AsyncCommand(self._widen, on_error=self._failed, shielded=True)

    @property
    def signs_here(self) -> bool:
        """Whether a supervisor can sign at this desk."""
        return self._work.approvers is not None

    @property
    def is_busy(self) -> bool:
        """Whether a password is being tried, or the request being sent."""
        return self.sign.running.value or self.send.running.value

    @property
    def may_widen(self) -> bool:
        """Whether the whole library's supervisors can be asked now."""
        return self.is_unseen.value and not self.is_widened.value and self._work.may_widen()

    @property
    def is_over(self) -> bool:
        """Whether the question is over."""
        return self.outcome.done()

    def leave(self) -> None:
        """Leave the question and take the request back; not while a password is tried or the request is sent."""
        if not self.is_busy:
            self.end(NotSent.ABANDONED)

    def go_on_later(self) -> None:
        """Serve others meanwhile; the request waits in the background."""
        if self.stage.value is ApprovalStage.WAITING and not self.is_busy:
            self.end(NotSent.DEFERRED)

    def end(self, outcome: bool | NotSent) -> None:
        """End the question with an outcome; the first one stands."""
        if self.is_over:
            return
        self.outcome.set_result(outcome)
        if outcome is NotSent.ABANDONED:
            self._left(self)

    def show_looks(self, *, is_seen: bool) -> None:
        """Show whether a supervisor looked at the request, a minute after it was sent."""
        since = self.since.value
        is_late = since is not None and self._work.desk.now() - since >= SEEN_WITHIN
        self.is_unseen.set(is_late and not is_seen)

    def show_answer(self, answer: Approval) -> None:
        """Show that the supervisors' desks didn't approve the request; it can be sent anew, or signed here."""
        self._renew()
        self.is_unseen.set(False)
        self.answer.set(answer)
        self.stage.set(ApprovalStage.OPEN)

    def cover(self) -> None:
        """Empty the fields while the window is covered."""
        self.emptied.emit(None)

    async def settled(self) -> None:
        """Wait until no password is tried and nothing is sent."""
        await self.sign.aclose()
        await self.send.aclose()
        await self.widen.aclose()

    async def _sign(self, staff_id: str, password: Secret) -> None:
        approvers = self._work.approvers
        self.trouble.set(None)
        if approvers is None or self.is_over:
            return
        if not staff_id.strip():
            self.trouble.set(Missing.STAFF_ID)
            return
        if not password.reveal():
            self.trouble.set(Missing.PASSWORD)
            return
        desk = self._work.desk
        desk.must_be_connected()
        if clean_staff_id(staff_id) == desk.staff.id:
            raise ApproverUnfit(own=True)
        try:
            await approvers.approve(staff_id, password, desk.actor, self._ask)
        except ApprovalClosed as error:
            if error.state is not ApprovalState.APPROVED:  # another desk may have approved it meanwhile
                self._renew()
                raise
        if not self.is_over:  # the supervisors' desks may have answered meanwhile
            self.end(True if self._may_go_on(self) else NotSent.ABANDONED)

    async def _send(self) -> None:
        self.trouble.set(None)
        self._work.desk.must_be_connected()
        if self.is_over or self.stage.value is not ApprovalStage.OPEN:
            return
        self.answer.set(None)
        await self._ask()
        if not self.outcome.done():
            self.since.set(self._work.desk.now())
            self.stage.set(ApprovalStage.WAITING)

    async def _widen(self) -> None:
        self.trouble.set(None)
        if self.number is not None and self.may_widen:
            await self._work.approvals.widen(self.number, self._work.desk.actor)
            self.is_widened.set(True)

    async def _ask(self) -> int:
        try:
            self.number = await self._work.approvals.ask(self.request)
        except _ANSWER_LOST:
            self.is_unsure = True
            raise
        finally:
            if (
                self.is_over and self.outcome.result() is NotSent.ABANDONED
            ):  # meanwhile, before there was a number to take back
                self._left(self)
        return self.number

    def _renew(self) -> None:
        """Give the request a new id: one that was refused, or is over, can't be approved any more."""
        self.request = replace(self.request, act_id=new_act_id())
        self.number = None
        self.is_unsure = False
        self.is_widened.set(False)

    def _failed(self, error: Exception) -> None:
        self.trouble.set(trouble(error, self._work.report_bug))

    def _refused(self, error: Exception) -> None:
        self._failed(error)
        self.password_wanted.emit(None)


def _row(wanted: ApprovalWanted, snapshot: PatronSnapshot | None) -> SuspensionRow | None:
    rows = () if snapshot is None else snapshot.suspensions
    return next((row for row in rows if row.id == wanted.suspension_id), None)
