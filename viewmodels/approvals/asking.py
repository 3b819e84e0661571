"""A clerk's desk asks for approvals: one question at a time, a few requests that wait, and none that opens anything.

Between the desks travels a request's number. What was approved is done where its patron is still open and nobody is
asked or acts; otherwise it is taken back, and told. So is what the desk then can't carry out, with the reason.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
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
from viewmodels.approvals.approvers import Approvers
from viewmodels.approvals.approving import NotNow, Told, as_approved
from viewmodels.approvals.form import ApprovalDependencies, ApprovalForm, Stage
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


@dataclass(slots=True)
class _Wait:
    """A request that waits at the supervisors' desks, as it was sent.

    Attributes:
        is_told: it was told that the desk can't ask how it stands.
    """

    number: int
    request: ActRequest[Any]
    note: Told
    verb: str
    is_told: bool = False


class ApprovalViewModel:
    """`viewmodels.approvals.approving.Approving` of one desk.

    Attributes:
        form: the question while its dialog is open.

    Args:
        acting: does what was approved.
        approvals: asks the supervisors' desks.
        approvers: lets a supervisor sign at this desk; None where that isn't possible.
        report_bug: writes unexpected exceptions to the log.
        pause: waits for so many seconds.
    """

    def __init__(
        self,
        acting: ActCommands,
        approvals: Approvals,
        approvers: Approvers | None,
        report_bug: ReportBug,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._acting = acting
        self._desk = acting.desk
        self._approvals = approvals
        self._report_bug = report_bug
        self._pause = pause
        self._work = ApprovalDependencies(acting.desk, approvals, approvers, report_bug)
        self._waits: list[_Wait] = []
        self._taken_back: list[int | ActRequest[Any]] = []
        self._undone: ApprovalNews | None = None
        self._doing: _Wait | None = None
        self._due = False
        self._covered = False
        self._closed = False
        self.form: Observable[ApprovalForm | None] = Observable(None)
        self._reading = AsyncCommand(self._read, on_error=self._failed)
        self._beat = AsyncCommand(self._wait, on_error=self._failed)
        self._withdrawing = AsyncCommand(self._withdraw, on_error=self._failed, shielded=True)
        self._later = acting.command(self._perform, on_error=self._not_done)
        self._reading.running.subscribe(lambda _: self._go_on())
        self._beat.running.subscribe(lambda _: self._go_on())
        self._withdrawing.running.subscribe(lambda _: self._withdraw_next())
        self._desk.answer.subscribe(lambda _: self._patron_changed())
        self._desk.connected.subscribe(lambda _: self._withdraw_next())
        self._desk.look_up.running.subscribe(lambda _: self._tell_undone())
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
        if outcome is NotNow.LATER:
            self._desk.tell(ApprovalNews(form.verb, ApprovalState.WAITING))
        if isinstance(outcome, NotNow):
            return outcome
        assert form.number is not None  # it was asked for, else nobody approved it
        hindrance = self._acting.hindrance()
        if hindrance is not None:
            self._leave_undone(form.number, form.verb, hindrance)
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

    async def aclose(self) -> None:
        """Take every request back, since the desk is closed, and end what waits."""
        self._closed = True
        form = self.form.value
        if form is not None:
            await form.settled()
            form.end(NotNow.LEFT)
        for wait in tuple(self._waits):
            self._take_back(wait.number)
        await self._beat.aclose()
        await self._reading.aclose()
        await self._withdrawing.settled()
        await self._withdrawing.aclose()

    def _sent(self, form: ApprovalForm) -> None:
        assert form.number is not None  # it waits
        self._waits.append(_Wait(form.number, form.request, form.note, form.verb))
        self._go_on()

    def _left(self, form: ApprovalForm) -> None:
        if form.number is not None:
            self._take_back(form.number)
        elif form.is_unsure:
            self._taken_back.append(form.request)
            self._withdraw_next()

    def _patron_changed(self) -> None:
        """Leave the question when its patron isn't open any more."""
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
            self._desk.tell(ApprovalNews(wait.verb, ApprovalState.WITHDRAWN))

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
                if answer is not None and answer.state is not ApprovalState.WAITING and wait in self._waits:
                    self._waits.remove(wait)
                    self._answered(wait, answer)
            await self._pause(rest)
            rest = min(2 * rest, LONGEST_REST)

    async def _state(self, wait: _Wait) -> Approval | None:
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

    def _answered(self, wait: _Wait, answer: Approval) -> None:
        form = self.form.value
        if form is not None and form.number == wait.number and not form.is_over:
            self._answer_form(form, answer)
        elif answer.state is ApprovalState.APPROVED:
            self._perform_later(wait)
        else:
            self._desk.tell(ApprovalNews(wait.verb, answer.state, answer.decided_by, answer.refusal))

    def _answer_form(self, form: ApprovalForm, answer: Approval) -> None:
        if answer.state is not ApprovalState.APPROVED:
            form.show_answer(answer)
        else:
            form.end(True if self._form_may_go_on(form) else NotNow.LEFT)

    def _perform_later(self, wait: _Wait) -> None:
        """Do what was approved in the background, where nothing else goes on here."""
        may = self._may_go_on(wait.request) and not self._desk.busy.value
        if not may or self._later.start(wait) is None:
            self._leave_undone(wait.number, wait.verb)
        else:
            self._doing = wait

    async def _perform(self, wait: _Wait) -> None:
        if self._may_go_on(wait.request):  # a card may have been scanned since
            await self._acting.perform(as_approved(wait.request), wait.note)
        else:
            self._leave_undone(wait.number, wait.verb)

    def _not_done(self, error: Exception) -> None:
        """Take back what the desk couldn't carry out, and tell why; what may have been done, the desk follows up."""
        wait, self._doing = self._doing, None
        assert wait is not None  # which the command was begun with
        if isinstance(error, OutcomeUnknown):
            self._acting.failed(error)
        elif isinstance(error, ServiceError) and not isinstance(error, ApprovalClosed):
            self._leave_undone(wait.number, wait.verb, error)
            self._acting.read_again_after(error)
        else:
            self._take_back(wait.number)
            self._acting.failed(error)

    def _leave_undone(self, number: int, verb: str, why: ServiceError | None = None) -> None:
        """Take back what was approved, and tell."""
        self._take_back(number)
        self._undone = ApprovalNews(verb, ApprovalState.APPROVED, anew=True, why=why)
        self._tell_undone()

    def _tell_undone(self) -> None:
        """Tell once nobody is looked up: a look-up takes away what was told before."""
        if self._undone is not None and not self._desk.look_up.running.value:
            undone, self._undone = self._undone, None
            self._desk.tell(undone)

    def _forget(self, number: int) -> None:
        self._waits = [wait for wait in self._waits if wait.number != number]

    def _take_back(self, number: int) -> None:
        self._forget(number)
        self._taken_back.append(number)
        self._withdraw_next()

    def _withdraw_next(self) -> None:
        if self._taken_back and self._desk.connected.value:
            self._withdrawing.start()

    async def _withdraw(self) -> None:
        """Take requests back; one that can't be is over by itself in a few minutes.

        Of a request whose answer was lost the number is asked for: asked twice, it is the same.
        """
        while self._taken_back and self._desk.connected.value:
            wanted = self._taken_back.pop(0)
            with suppress(ServiceError):
                number = wanted if isinstance(wanted, int) else await self._approvals.ask(wanted)
                await self._approvals.withdraw(number, self._desk.actor)

    def _failed(self, error: Exception) -> None:
        self._desk.tell(trouble(error, self._report_bug))
