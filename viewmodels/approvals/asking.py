"""A clerk's desk asks for approvals: one question at a time, a few requests that wait, and none that opens anything.

Between the desks travels a request's number. What was approved is done where its patron is still open and nobody is
asked or acts. Otherwise it is kept for as long as it counts, and asked about once its patron is open again. What the
desk then can't carry out is taken back, and told with the reason.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final

from services.act_requests import ActRequest
from services.approvals.approval import Approval
from services.backend import Approvals
from services.errors import (
    ApprovalClosed,
    ApprovalUnknown,
    DatabaseBusy,
    DatabaseUnreachable,
    Disconnected,
    OutcomeUnknown,
    ServiceError,
)
from services.rules.decision import Decision
from services.rules.people.approvals import ApprovalState, once_approved
from services.today.own_work import WorkEntry
from viewmodels.approvals.approvers import Approvers
from viewmodels.approvals.approving import NotNow, Told, as_approved
from viewmodels.approvals.form import ApprovalDependencies, ApprovalForm, Stage
from viewmodels.approvals.later import AskApproved, Wait
from viewmodels.approvals.taking_back import TakingBack
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import ApprovalNews, ReportBug, trouble
from viewmodels.core.observable import Observable
from viewmodels.desk.act_commands import ActCommands

ASK_AGAIN: Final = 5.0
"""Seconds after which the desk asks how a request stands, though nothing was told of a change."""
FIRST_REST: Final = 0.25
LONGEST_REST: Final = 5.0
"""Seconds between two readings for changes; each rest in which more came is twice the one before."""
_AWAY = (DatabaseUnreachable, DatabaseBusy, Disconnected)


class ApprovalViewModel:
    """`viewmodels.approvals.approving.Approving` of one desk.

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
        self._approvals = approvals
        self._report_bug = report_bug
        self._pause = pause
        self._work = ApprovalDependencies(acting.desk, approvals, approvers, report_bug, may_widen)
        self._ask = ask
        self._waits: list[Wait] = []
        self._taking_back = TakingBack(acting.desk, approvals, self._failed)
        self._undone: ApprovalNews | None = None
        self._is_undone_due = False
        self._doing: Wait | None = None
        self._due = False
        self._covered = False
        self._closed = False
        self.form: Observable[ApprovalForm | None] = Observable(None)
        self.later: Observable[tuple[WorkEntry, ...]] = Observable(())
        self._reading = AsyncCommand(self._read, on_error=self._failed)
        self._beat = AsyncCommand(self._wait, on_error=self._failed)
        self._performing = acting.command(self._perform, on_error=self._not_done)
        self._offering = acting.command(self._offer, on_error=self._not_done)
        self._reading.running.subscribe(lambda _: self._go_on())
        self._beat.running.subscribe(lambda _: self._go_on())
        self._desk.answer.subscribe(lambda _: self._patron_changed())
        self._desk.look_up.running.subscribe(lambda _: self._look_up_ended())
        for free in (self._desk.busy, self._performing.running, self._offering.running):
            free.subscribe(lambda _: self._offer_next())
        self._desk.switch_channel.running.subscribe(lambda _: self._channel_changed())

    def once_approved(self, decision: Decision) -> Decision:
        """Give what a decision becomes at this desk with an approval."""
        return once_approved(decision, self._desk.staff.role, self._desk.channel.value)

    async def approved[R](self, request: ActRequest[R], note: Told) -> ActRequest[R] | NotNow:
        """Ask until it is approved; a request whose answer was lost was approved already, and is sent again."""
        if self._acting.is_lost(as_approved(request)):
            return as_approved(request)
        form = ApprovalForm(request, note, self._work, may_go_on=self._form_may_go_on, left=self._left)
        if self._closed or self._covered:
            return NotNow.LEFT
        unsubscribe = form.stage.subscribe(lambda stage: self._sent(form) if stage is Stage.WAITING else None)
        self.form.set(form)
        try:
            outcome = await form.outcome
        finally:
            unsubscribe()
            if self.form.value is form:
                self.form.set(None)
            self._publish()
        wait = next((it for it in self._waits if it.number == form.number), None)
        if outcome is NotNow.LATER and not self._covered:
            self._desk.card_field_wanted.emit(True)  # for who is served meanwhile
        if (
            outcome is NotNow.LATER and wait is not None and wait.given is None
        ):  # else its answer was told meanwhile
            self._desk.tell(ApprovalNews(form.verb, ApprovalState.WAITING, card_number=wait.card_number))
        if isinstance(outcome, NotNow):
            return outcome
        assert form.number is not None  # it was asked for, else nobody approved it
        hindrance = self._acting.hindrance()
        if hindrance is not None:
            self._take_back(form.number)
            self._tell_that_undone(ApprovalNews(form.verb, ApprovalState.APPROVED, anew=True, why=hindrance))
            return NotNow.LEFT
        self._forget(form.number)
        return as_approved(form.request)

    def changed(self) -> None:
        """Ask how the requests stand, since something was changed."""
        if self._waits:
            self._due = True
            self._go_on()

    def cover(self, *, covered: bool) -> None:
        """Keep no password while the window is covered; what is approved meanwhile isn't done."""
        self._covered = covered
        form = self.form.value
        if covered and form is not None:
            form.cover()
        if not covered:
            self._offer_next()

    async def aclose(self) -> None:
        """Take every request back, since the desk is closed, and end what waits; who comes back to it is told."""
        self._closed = True
        form = self.form.value
        if form is not None:
            await form.settled()
        told: ApprovalNews | None = None
        for wait in self._waits:
            told = replace(wait.withdrawn(), before=told)
        if form is not None:
            form.end(NotNow.LEFT)
        for wait in tuple(self._waits):
            self._take_back(wait.number)
        if told is not None:
            self._desk.tell(told)
        await self._beat.aclose()
        await self._reading.aclose()
        await self._taking_back.aclose()

    def _sent(self, form: ApprovalForm) -> None:
        since, shown = form.since.value, self._desk.snapshot
        assert form.number is not None  # it waits
        assert since is not None
        assert shown is not None  # of whom it is asked
        self._waits.append(
            Wait(
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
        self._go_on()

    def _left(self, form: ApprovalForm) -> None:
        if form.number is not None:
            self._take_back(form.number)
        elif form.is_unsure:
            self._taking_back.take_back(form.request)

    def _patron_changed(self) -> None:
        """Leave the question when its patron isn't open any more; what was put off is asked about the next time."""
        for wait in self._waits:
            wait.is_put_off = wait.is_put_off and wait.request.patron_id == self._desk.patron_id
        self._offer_next()
        form = self.form.value
        if form is not None and self._desk.patron_id != form.request.patron_id and not form.is_over:
            waited = form.stage.value is Stage.WAITING
            form.end(NotNow.LEFT)
            if waited:
                self._desk.tell(ApprovalNews(form.verb, ApprovalState.WITHDRAWN))

    def _channel_changed(self) -> None:
        """Take back what was asked for on the other channel, once the change is told."""
        if self._desk.switch_channel.running.value:
            return
        for wait in [it for it in self._waits if it.request.actor != self._desk.actor]:
            self._take_back(wait.number)
            self._tell_that_undone(wait.withdrawn())

    def _may_go_on(self, request: ActRequest[Any]) -> bool:
        """Tell whether the same person at the same desk and channel still has the patron open, seen in full."""
        open_patron = self._desk.snapshot
        return (
            not self._covered
            and not self._closed
            and open_patron is not None
            and open_patron.patron.id == request.patron_id
            and self._desk.actor == request.actor
            and not self._desk.look_up.running.value
        )

    def _form_may_go_on(self, form: ApprovalForm) -> bool:
        """Tell whether what was signed may be done now; what may not is told."""
        may = self._may_go_on(form.request)
        if not may:
            self._desk.tell(ApprovalNews(form.verb, ApprovalState.APPROVED, anew=True))
        return may

    def _go_on(self) -> None:
        if self._closed or not self._waits:
            return
        self._beat.start()
        if self._due:
            self._reading.start()

    async def _wait(self) -> None:
        while self._waits:
            await self._pause(ASK_AGAIN)
            self.changed()

    async def _read(self) -> None:
        rest = FIRST_REST
        while self._due and self._waits:
            self._due = False
            for wait in tuple(self._waits):
                answer = await self._state(wait)
                if answer is not None and wait in self._waits and wait is not self._doing:
                    self._answered(wait, answer)
            await self._pause(rest)
            rest = min(2 * rest, LONGEST_REST)

    async def _state(self, wait: Wait) -> Approval | None:
        """Ask how a request stands; None while that can't be told.

        That the database isn't there, the desk tells by itself; anything else is told once.
        """
        try:
            return await self._approvals.state(wait.number, self._desk.actor)
        except _AWAY:
            return None
        except ApprovalUnknown:
            return Approval(wait.number, ApprovalState.OVER, None, None)
        except Exception as error:  # noqa: BLE001 - the others are asked about all the same
            if not wait.is_told:
                wait.is_told = True
                self._failed(error)
            return None

    def _answered(self, wait: Wait, answer: Approval) -> None:
        form = self.form.value
        asked = form if form is not None and form.number == wait.number and not form.is_over else None
        if asked is not None:
            asked.show_looks(is_seen=answer.is_seen)
        if answer.state is ApprovalState.WAITING or (answer.state is ApprovalState.APPROVED and wait.given):
            return
        if asked is not None and not (self._covered and answer.state is ApprovalState.APPROVED):
            self._forget(wait.number)
            self._answer_form(asked, answer)
        elif answer.state is ApprovalState.APPROVED:
            wait.given = answer
            if asked is not None:
                asked.end(NotNow.LATER)  # asked about once the window is seen again
            self._perform_later(wait)
        else:
            self._forget(wait.number)
            self._tell_that_undone(wait.news(answer))

    def _answer_form(self, form: ApprovalForm, answer: Approval) -> None:
        if answer.state is not ApprovalState.APPROVED:
            form.show_answer(answer)
        else:
            form.end(True if self._form_may_go_on(form) else NotNow.LEFT)

    def _perform_later(self, wait: Wait) -> None:
        """Do what was approved in the background, where nothing else goes on here; else keep and tell it."""
        may = self._may_go_on(wait.request) and not self._desk.busy.value
        if not may or not self._begin(self._performing, wait):
            self._keep(wait)

    def _begin(self, command: AsyncCommand[[Wait]], wait: Wait) -> bool:
        """Begin a command of what was approved; nothing else of that kind begins before it ends."""
        self._doing = wait
        if command.start(wait) is None:
            self._doing = None
        return self._doing is not None

    async def _perform(self, wait: Wait) -> None:
        if not self._may_go_on(wait.request):  # a card may have been scanned since
            self._doing = None
            self._keep(wait)
            return
        self._forget(wait.number)
        await self._acting.perform(as_approved(wait.request), wait.note)
        self._doing = None

    def _keep(self, wait: Wait) -> None:
        assert wait.given is not None  # it was approved
        self._publish()
        self._tell_that_undone(wait.news(wait.given))

    def _offer_next(self) -> None:
        """Ask about what was approved for who is open now, once nothing else goes on here."""
        if (
            self._closed
            or self._desk.busy.value
            or self._doing is not None
            or self._acting.hindrance() is not None
        ):
            return
        ready = (it for it in self._waits if it.given is not None and not it.is_put_off)
        wait = next((it for it in ready if self._may_go_on(it.request)), None)
        if wait is not None:
            self._begin(self._offering, wait)

    async def _offer(self, wait: Wait) -> None:
        if await self._ask.do_now(wait.question()):
            await self._perform(wait)
        else:
            wait.is_put_off = True
            self._doing = None
            if not self._closed:
                self._keep(wait)  # said again: the question took away what was told

    def _not_done(self, error: Exception) -> None:
        """Take back what the desk couldn't carry out, and tell why; what may have been done, the desk follows up."""
        wait, self._doing = self._doing, None
        assert wait is not None  # which the command was begun with
        if isinstance(error, OutcomeUnknown):
            self._acting.failed(error)
        elif isinstance(error, ServiceError) and not isinstance(error, ApprovalClosed):
            self._take_back(wait.number)
            told = ApprovalNews(wait.verb, ApprovalState.APPROVED, anew=True, why=error)
            self._tell_that_undone(replace(told, card_number=wait.card_number))
            self._acting.read_again_after(error)
        else:
            self._take_back(wait.number)
            self._acting.failed(error)

    def _tell_that_undone(self, news: ApprovalNews) -> None:
        """Tell of what isn't done; what was told so just before stays told."""
        stays = self._is_undone_due or self._desk.note.value == self._undone
        self._undone = replace(news, before=self._undone if stays else None)
        self._is_undone_due = True
        self._look_up_ended()

    def _look_up_ended(self) -> None:
        """Tell once nobody is looked up: a look-up takes away what was told before."""
        if self._desk.look_up.running.value:
            return
        if self._is_undone_due and self._undone is not None:
            self._is_undone_due = False
            self._desk.tell(self._undone)
        self._offer_next()

    def _forget(self, number: int) -> None:
        self._waits = [wait for wait in self._waits if wait.number != number]
        self._publish()

    def _publish(self) -> None:
        form = self.form.value
        asked = None if form is None else form.number
        self.later.set(tuple(wait.as_work() for wait in self._waits if wait.number != asked))

    def _take_back(self, number: int) -> None:
        self._forget(number)
        self._taking_back.take_back(number)

    def _failed(self, error: Exception) -> None:
        self._desk.tell(trouble(error, self._report_bug))
