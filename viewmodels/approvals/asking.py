"""Asks for approvals from a clerk's desk: one question at a time, and a few requests that wait; none opens a patron.

Desks know a request by its number. `polling` reads the state of the requests, `performing` does what was approved,
`taking_back` takes back the requests that the desk waits for no more.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from services.contract.act_requests import ActRequest
from services.contract.approval import Approval
from services.contract.backend import Approvals
from services.rules.decision import Decision
from services.rules.people.approvals import ApprovalState, once_approved
from viewmodels.approvals.approvers import Approvers
from viewmodels.approvals.approving import NotSent, ResultMessage, as_approved
from viewmodels.approvals.form import ApprovalDependencies, ApprovalForm, ApprovalStage
from viewmodels.approvals.later import AskApproved, WaitingRequest, WaitingRequests
from viewmodels.approvals.performing import ApprovedActs
from viewmodels.approvals.polling import ApprovalPolling
from viewmodels.approvals.taking_back import TakingBack
from viewmodels.core.notes import ApprovalNews
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, trouble
from viewmodels.desk.act_commands import ActCommands


class ApprovalViewModel:
    """Implements `viewmodels.approvals.approving.Approving` for one desk.

    Attributes:
        form: the question while its dialog is open.
        later: the requests in the background, oldest first, as 自分の仕事 lists them.

    Args:
        acting: does what was approved.
        approvals: asks the supervisors' desks.
        approvers: lets a supervisor sign at this desk; None where that isn't possible.
        report_bug: writes unexpected exceptions to the log.
        ask: asks about what was approved once its patron is open again.
        may_widen: tells whether the library lets all its supervisors be asked.
        pause: waits for so many seconds.
    """

    def __init__(
        self,
        acting: ActCommands,
        approvals: Approvals,
        approvers: Approvers | None,
        report_bug: ReportBug,
        *,
        ask: AskApproved,
        may_widen: Callable[[], bool] = lambda: False,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._acting = acting
        self._desk = acting.desk
        self._report_bug = report_bug
        self._work = ApprovalDependencies(acting.desk, approvals, approvers, report_bug, may_widen)
        self.form: Observable[ApprovalForm | None] = Observable(None)
        self._taking_back = TakingBack(acting.desk, approvals, self._failed)
        self._waits = WaitingRequests(self.form, self._taking_back)
        self.later = self._waits.later
        self._polling = ApprovalPolling(
            acting.desk, approvals, self._waits, answered=self._answered, failed=self._failed, pause=pause
        )
        self._performing = ApprovedActs(acting, self._waits, ask)
        self._desk.answer.subscribe(lambda _: self._patron_changed())
        self._desk.switch_channel.running.subscribe(lambda _: self._channel_changed())

    def once_approved(self, decision: Decision) -> Decision:
        """Give what a decision becomes at this desk with an approval."""
        return once_approved(decision, self._desk.staff.role, self._desk.channel.value)

    async def approved[R](self, request: ActRequest[R], note: ResultMessage) -> ActRequest[R] | NotSent:
        """Ask until it is approved; a request whose answer was lost was approved already, and is sent again."""
        if self._acting.is_lost(as_approved(request)):
            return as_approved(request)
        form = ApprovalForm(request, note, self._work, may_go_on=self._form_may_go_on, left=self._left)
        if self._performing.is_closed or self._performing.is_covered:
            return NotSent.ABANDONED
        unsubscribe = form.stage.subscribe(
            lambda stage: self._sent(form) if stage is ApprovalStage.WAITING else None
        )
        self.form.set(form)
        try:
            outcome = await form.outcome
        finally:
            unsubscribe()
            if self.form.value is form:
                self.form.set(None)
            self._waits.publish()
        wait = next((it for it in self._waits if it.number == form.number), None)
        if outcome is NotSent.DEFERRED and not self._performing.is_covered:
            self._desk.card_field_wanted.emit(True)
        if (
            outcome is NotSent.DEFERRED and wait is not None and wait.given is None
        ):  # else its answer was told meanwhile
            self._desk.tell(ApprovalNews(form.verb, ApprovalState.WAITING, card_number=wait.card_number))
        if isinstance(outcome, NotSent):
            return outcome
        assert form.number is not None  # only a request that was sent can be approved
        hindrance = self._acting.hindrance()
        if hindrance is not None:
            self._waits.take_back(form.number)
            self._performing.tell_that_undone(
                ApprovalNews(form.verb, ApprovalState.APPROVED, anew=True, why=hindrance)
            )
            return NotSent.ABANDONED
        self._waits.forget(form.number)
        return as_approved(form.request)

    def changed(self) -> None:
        """Read the state of the requests again after a change."""
        self._polling.changed()

    def cover(self, *, covered: bool) -> None:
        """Keep no password while the window is covered; what is approved meanwhile isn't done."""
        self._performing.is_covered = covered
        form = self.form.value
        if covered and form is not None:
            form.cover()
        if not covered:
            self._performing.offer_next()

    async def aclose(self) -> None:
        """Take every request back because the desk closes, and end the question; the status bar tells it."""
        self._performing.is_closed = True
        self._polling.close()
        form = self.form.value
        if form is not None:
            await form.settled()
        told: ApprovalNews | None = None
        for wait in self._waits:
            told = replace(wait.withdrawn(), before=told)
        if form is not None:
            form.end(NotSent.ABANDONED)
        for wait in self._waits:
            self._waits.take_back(wait.number)
        if told is not None:
            self._desk.tell(told)
        await self._polling.aclose()
        await self._taking_back.aclose()

    def _sent(self, form: ApprovalForm) -> None:
        since, shown = form.since.value, self._desk.snapshot
        assert form.number is not None  # a request that waits has a number
        assert since is not None
        assert shown is not None  # the request is about the open patron
        self._waits.add(
            WaitingRequest(
                number=form.number,
                request=form.request,
                note=form.note,
                verb=form.verb,
                wanted=form.wanted,
                lifted=None if form.row is None else form.row.reason,
                card_number=shown.card_number,
                since=since,
            )
        )
        self._polling.go_on()

    def _left(self, form: ApprovalForm) -> None:
        if form.number is not None:
            self._waits.take_back(form.number)
        elif form.is_unsure:
            self._taking_back.take_back(form.request)

    def _patron_changed(self) -> None:
        """Leave the question when its patron is closed; one that was put off is asked about at the next opening."""
        for wait in self._waits:
            wait.is_put_off = wait.is_put_off and wait.request.patron_id == self._desk.patron_id
        self._performing.offer_next()
        form = self.form.value
        if form is not None and self._desk.patron_id != form.request.patron_id and not form.is_over:
            waited = form.stage.value is ApprovalStage.WAITING
            form.end(NotSent.ABANDONED)
            if waited:
                self._desk.tell(ApprovalNews(form.verb, ApprovalState.WITHDRAWN))

    def _channel_changed(self) -> None:
        """Take back the requests of the other channel, once the change of channel is told."""
        if self._desk.switch_channel.running.value:
            return
        for wait in [it for it in self._waits if it.request.actor != self._desk.actor]:
            self._waits.take_back(wait.number)
            self._performing.tell_that_undone(wait.withdrawn())

    def _form_may_go_on(self, form: ApprovalForm) -> bool:
        """Tell whether a signed request may be sent now; if not, say so in the status bar."""
        may = self._performing.may_go_on(form.request)
        if not may:
            self._desk.tell(ApprovalNews(form.verb, ApprovalState.APPROVED, anew=True))
        return may

    def _answered(self, wait: WaitingRequest, answer: Approval) -> None:
        if wait is self._performing.doing:
            return
        form = self.form.value
        asked = form if form is not None and form.number == wait.number and not form.is_over else None
        if asked is not None:
            asked.show_looks(is_seen=answer.is_seen)
        if answer.state is ApprovalState.WAITING or (answer.state is ApprovalState.APPROVED and wait.given):
            return
        if asked is not None and not (self._performing.is_covered and answer.state is ApprovalState.APPROVED):
            self._waits.forget(wait.number)
            self._answer_form(asked, answer)
        elif answer.state is ApprovalState.APPROVED:
            wait.given = answer
            if asked is not None:
                asked.end(NotSent.DEFERRED)  # asked about once the window is seen again
            self._performing.perform_later(wait)
        else:
            self._waits.forget(wait.number)
            self._performing.tell_that_undone(wait.news(answer))

    def _answer_form(self, form: ApprovalForm, answer: Approval) -> None:
        if answer.state is not ApprovalState.APPROVED:
            form.show_answer(answer)
        else:
            form.end(True if self._form_may_go_on(form) else NotSent.ABANDONED)

    def _failed(self, error: Exception) -> None:
        self._desk.tell(trouble(error, self._report_bug))
