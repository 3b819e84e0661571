"""Runs acts as commands of the desk: none is cancelled half-way, scans wait, and the answer replaces the patron."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from services.contract.act_requests import ActRequest
from services.contract.act_result import ActResult
from services.contract.backend import Acts
from services.contract.errors import ActRefused, ActUnderWay, RowChanged, ServiceError
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.rules.decision import Reason
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import StatusMessage
from viewmodels.core.observable import Event, Observable
from viewmodels.core.snapshot_diff import ChangedRow, is_as_it_was, subjects_of
from viewmodels.core.trouble import ReportBug, trouble
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.pending_request import PendingRequest, pending


@dataclass(slots=True)
class _Given:
    """The request that is being carried out.

    Attributes:
        by: the task of the command that sent it; the end of another command says nothing of it.
        patron_left: its patron was closed meanwhile, so that nothing typed for them may be kept.
    """

    pending: PendingRequest[Any]
    by: asyncio.Task[Any] | None
    patron_left: bool = False


class _NobodyOpenError(Exception):
    """A card that was read before the key was pressed has closed the patron: there is nobody to act for."""


class ActCommands:
    """Makes the commands of a desk that act, and sends their requests.

    A command asks its questions first (a dialog's future is awaited inside the command, before any transaction) and
    then performs. One act is carried out at a time: until its answer is there, no other command begins. Closing the
    desk waits for it. Closing its patron doesn't: the result is then told, or followed up, without the patron.

    Attributes:
        stale: what a question is about was changed by others while it stands open.
        check_over: the caller who asked for it isn't identified any more, so that the question has to go.
    """

    def __init__(self, desk: DeskViewModel, acts: Acts, report_bug: ReportBug) -> None:
        self._desk = desk
        self._acts = acts
        self._report_bug = report_bug
        self._commands: list[AsyncCommand[...]] = []
        self._given: _Given | None = None
        self._lost: dict[str, PendingRequest[Any]] = {}
        self._subjects: tuple[ChangedRow, ...] = ()
        self._with_contacts = False
        self.stale: Observable[bool] = Observable(False)
        self.check_over: Event[None] = Event()
        desk.answer.subscribe(lambda answer: self._forget() if answer is None else self._compare())
        desk.unanswered.open.subscribe(self._keep_unanswered)

    @property
    def desk(self) -> DeskViewModel:
        """The desk that acts."""
        return self._desk

    @property
    def patron(self) -> PatronSnapshot:
        """The open patron, for a command of `command`, which ends where there is none any more."""
        snapshot = self._desk.snapshot
        if snapshot is None:
            raise _NobodyOpenError
        return snapshot

    def command[**P](
        self,
        run: Callable[P, Coroutine[Any, Any, None]],
        *,
        sends: type[ActRequest[Any]] | None = None,
        on_error: Callable[[Exception], None] | None = None,
        beside: bool = False,
        with_contacts: bool = False,
    ) -> AsyncCommand[P]:
        """Make a command during which scans wait.

        Args:
            run: asks and performs. Rows among its arguments are what its question is about, else it is the patron.
            sends: the request that comes of it; one that the library system doesn't offer is refused before any
                question. None where it sends none.
            with_contacts: its question is about what was tried to reach the patron, too.
            on_error: shows an error beside its field; without one it goes to the status bar.
            beside: its questions are not about the open patron.
        """

        async def run_alone(*args: P.args, **kwargs: P.kwargs) -> None:
            self._must_be_free()
            self._desk.begin_act()
            if sends is not None:
                self._require_offered(sends)
            release = self._desk.pause_scans(run)
            self._subjects = () if beside else subjects_of(args, self._desk.snapshot)
            self._with_contacts = with_contacts
            try:
                await run(*args, **kwargs)
            except _NobodyOpenError:
                return
            except Exception as error:
                self.settle(error)
                raise
            else:
                self.settle(None)
            finally:
                self._ask_no_more()
                release()

        made = AsyncCommand(run_alone, on_error=on_error or self.failed, shielded=True)
        self._commands.append(made)
        return made

    async def perform[R](
        self, request: ActRequest[R], note: Callable[[ActResult[R]], StatusMessage | None]
    ) -> ActResult[R]:
        """Send a request, show the patron as they are after the act, and say what was done.

        Args:
            request: see `send`, which also says what is raised.
            note: makes of the result what to say.
        """
        result = await self.send(request)
        self._desk.show_outcome(result.answer, note(result))
        return result

    async def send[R](self, request: ActRequest[R]) -> ActResult[R]:
        """Send a request, or the one whose answer was lost, if the clerk wants the very same thing again.

        A lost one keeps its first act id, so that it is done once, however often it is sent.

        Raises:
            Disconnected: the library's system isn't there, and nothing is sent when it comes back.
            ActUnderWay: another request was sent and isn't answered yet.
            ActRefused: the library system doesn't offer it; nothing is sent.
            Exception: the act's own, see `Acts.perform`.
        """
        self._must_be_free()
        self._require_offered(type(request))
        given = pending(request, self._lost_as(request), self._desk.unanswered)
        self._ask_no_more()
        self._given = _Given(given, asyncio.current_task())
        return await self._acts.perform(given.request)

    def is_lost(self, request: ActRequest[Any]) -> bool:
        """Tell whether the very same thing was sent, and its answer lost."""
        return self._lost_as(request) is not None

    def hindrance(self) -> ServiceError | None:
        """Give why nothing can be sent now: no connection, or another act is under way; None where it can."""
        try:
            self._must_be_free()
        except ServiceError as error:
            return error
        return None

    def settle(self, error: Exception | None) -> None:
        """Note the outcome of the request that this command sent; one whose answer was lost is kept to be sent again.

        A command that sends several calls it after each; its own end does it for the last. As no request is sent past
        here, this is where the keyboard goes on after every act that was done; after one that wasn't, it stays where
        the clerk may try again. The end of a command around the one that sent it says nothing of
        it.
        """
        given = self._given
        if given is None or given.by is not asyncio.current_task():
            return
        self._given = None
        if error is None:
            self._desk.goes_on.emit(None)
        request = given.pending.request
        given.pending.end(error)
        if given.pending.lost and not given.patron_left:
            self._lost[request.act_id] = given.pending
        else:
            self._lost.pop(request.act_id, None)

    def _lost_as(self, request: ActRequest[Any]) -> PendingRequest[Any] | None:
        return next((each for each in self._lost.values() if each.is_same_wish(request)), None)

    def _require_offered(self, request: type[ActRequest[Any]]) -> None:
        require_allowed(self._desk.offers.of(request))

    def _must_be_free(self) -> None:
        self._desk.must_be_connected()
        if self._given is not None:
            raise ActUnderWay

    def _forget(self) -> None:
        """Forget what was typed for a patron who is closed; the outcome of an act under way is still wanted."""
        if self._given is not None:
            self._given.patron_left = True
        self._lost.clear()
        self._compare()

    def _keep_unanswered(self, act_ids: tuple[str, ...]) -> None:
        self._lost = {act_id: lost for act_id, lost in self._lost.items() if act_id in act_ids}

    def _compare(self) -> None:
        answer = self._desk.answer.value
        if self._subjects and isinstance(answer, PhoneSummary):
            self.check_over.emit(None)
        stay = (is_as_it_was(it, answer, with_contacts=self._with_contacts) for it in self._subjects)
        self.stale.set(not all(stay))

    def _ask_no_more(self) -> None:
        self._subjects = ()
        self.stale.set(False)

    def failed(self, error: Exception) -> None:
        """Tell why nothing was done; what changed meanwhile is read again so that the screen shows it."""
        self._desk.tell(trouble(error, self._report_bug))
        self.read_again_after(error)

    def read_again_after(self, error: Exception) -> None:
        """Read what changed meanwhile, where that is why nothing was done."""
        if isinstance(error, RowChanged) or _is_check_over(error):
            self._desk.refresh.start()

    async def settled(self) -> None:
        """Wait until no command runs any more."""
        for command in self._commands:
            await command.settled()

    async def aclose(self) -> None:
        """Wait for running acts and refuse new ones."""
        for command in self._commands:
            await command.aclose()


def _is_check_over(error: Exception) -> bool:
    """Tell whether the caller isn't identified any more: the patron then leaves the screen."""
    return isinstance(error, ActRefused) and Reason.NOT_IDENTIFIED in error.refusal.reasons
