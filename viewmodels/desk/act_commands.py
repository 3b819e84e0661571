"""Acts as commands of the desk: never cancelled half-way, scans wait meanwhile, and the outcome replaces the patron."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from services.act_requests import ActRequest
from services.acts.act_transaction import ActResult
from services.errors import (
    ActRefused,
    ActUnderWay,
    DatabaseBusy,
    DatabaseUnreachable,
    OutcomeUnknown,
    RowChanged,
)
from services.lookup.snapshot import PatronSnapshot, PhoneSummary
from services.rules.decision import Reason
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import ReportBug, StatusMessage, trouble, without_patron
from viewmodels.core.observable import Event, Observable
from viewmodels.core.snapshot_diff import Subject, is_as_it_was, subjects_of
from viewmodels.desk.desk import DeskViewModel

_LEAVES_DOUBT = (DatabaseBusy, DatabaseUnreachable, OutcomeUnknown)


@dataclass(slots=True)
class _Given:
    """The order that is being carried out.

    Attributes:
        by: the task of the command that gave it; the end of another command says nothing of it.
        patron_left: its patron was closed meanwhile, so that nothing typed for them may be kept.
    """

    order: ActRequest
    by: asyncio.Task[Any] | None
    patron_left: bool = False


class ActCommands:
    """Makes the commands of one family of acts.

    A family asks its questions first (a dialog's future is awaited inside the command, before any transaction) and
    then performs. One act of a family is carried out at a time: until its answer is there, no other command begins.
    Closing the desk waits for it. Closing its patron doesn't: what came of it is told, or followed up, without them.

    Attributes:
        stale: what a question is about was changed by others while it stands open.
        check_over: the caller who asked for it isn't identified any more, so that the question has to go.
    """

    def __init__(self, desk: DeskViewModel, report_bug: ReportBug) -> None:
        self._desk = desk
        self._report_bug = report_bug
        self._commands: list[AsyncCommand[...]] = []
        self._given: _Given | None = None
        self._in_doubt: dict[str, ActRequest] = {}
        self._subjects: tuple[Subject, ...] = ()
        self.stale: Observable[bool] = Observable(False)
        self.check_over: Event[None] = Event()
        desk.answer.subscribe(lambda answer: self._forget() if answer is None else self._compare())
        desk.doubts.open.subscribe(self._keep_doubted)

    @property
    def desk(self) -> DeskViewModel:
        """The desk that acts."""
        return self._desk

    def command[**P](
        self,
        run: Callable[P, Coroutine[Any, Any, None]],
        *,
        on_error: Callable[[Exception], None] | None = None,
    ) -> AsyncCommand[P]:
        """Make a command that holds scans back while it asks and acts.

        Args:
            run: asks, performs, and hands the outcome to `done`. Rows among its arguments are what its question is
                about, else it is the patron.
            on_error: shows an error beside its field; without one it goes to the status bar.
        """

        async def held(*args: P.args, **kwargs: P.kwargs) -> None:
            self._must_be_free()
            self._desk.begin_act()
            release = self._desk.hold_scans(run)
            self._subjects = subjects_of(args, self._desk.snapshot)
            try:
                await run(*args, **kwargs)
            except Exception as error:
                self._settle_given(error)
                raise
            else:
                self._settle_given(None)
            finally:
                self._ask_no_more()
                release()

        made = AsyncCommand(held, on_error=on_error or self.failed, shielded=True)
        self._commands.append(made)
        return made

    def order[O: ActRequest](self, order: O) -> O:
        """Give the order to send: the one whose outcome is unknown, if the clerk wants the very same thing again.

        It keeps its first act id, so that it is done once, however often it is sent.

        Raises:
            Disconnected: the database isn't there, and nothing is sent when it comes back.
            ActUnderWay: another order of this family was sent and isn't answered yet.
        """
        self._must_be_free()
        for doubted in self._in_doubt.values():
            if type(doubted) is type(order) and replace(order, act_id=doubted.act_id) == doubted:
                order = replace(order, act_id=doubted.act_id)
                break
        self._ask_no_more()
        self._given = _Given(order, asyncio.current_task())
        return order

    def settle(self, order: ActRequest, error: Exception | None) -> None:
        """Remember an order that may have been carried out, until an answer tells what came of it.

        Called for each order where a command gives several; the command's end does it for the last. As no order is
        given past here, this is where the card field gets the keyboard after every act that was done; after one that
        wasn't, the keyboard stays where the clerk may try again.
        """
        given = self._given
        if given is not None and given.order.act_id == order.act_id:
            self._given = None
        if error is None:
            self._desk.card_field_wanted.emit(True)
        if isinstance(error, OutcomeUnknown):
            if given is None or not given.patron_left:
                self._in_doubt[order.act_id] = order
            self._desk.doubts.add(order.act_id)
        elif not isinstance(error, _LEAVES_DOUBT):
            self._desk.doubts.settle(order.act_id)

    def _settle_given(self, error: Exception | None) -> None:
        """Settle an order once: the end of a command around the one that gave it says nothing of it."""
        if self._given is not None and self._given.by is asyncio.current_task():
            self.settle(self._given.order, error)

    def _must_be_free(self) -> None:
        self._desk.must_be_connected()
        if self._given is not None:
            raise ActUnderWay

    def _forget(self) -> None:
        """Let go of what was typed for a patron who is closed; of an act under way the outcome is still wanted."""
        if self._given is not None:
            self._given.patron_left = True
        self._in_doubt.clear()
        self._compare()

    def _keep_doubted(self, act_ids: tuple[str, ...]) -> None:
        self._in_doubt = {act_id: order for act_id, order in self._in_doubt.items() if act_id in act_ids}

    def _compare(self) -> None:
        answer = self._desk.answer.value
        if self._subjects and isinstance(answer, PhoneSummary):
            self.check_over.emit(None)
        self.stale.set(not all(is_as_it_was(subject, answer) for subject in self._subjects))

    def _ask_no_more(self) -> None:
        self._subjects = ()
        self.stale.set(False)

    def done(self, performed: ActResult[Any], note: StatusMessage | None, *, more: bool = False) -> None:
        """Show what an act answered, and say what was done; see `DeskViewModel.show_outcome`."""
        if isinstance(performed.answer, PatronSnapshot):
            self._desk.show_outcome(performed.answer, note, more=more)
        elif note is not None:
            self._desk.tell(without_patron(note))

    def failed(self, error: Exception) -> None:
        """Tell why nothing was done; what changed meanwhile is read again so that the screen shows it."""
        self._desk.tell(trouble(error, self._report_bug))
        if isinstance(error, RowChanged) or _is_check_over(error):
            self._desk.refresh.start()

    async def aclose(self) -> None:
        """Wait for running acts and refuse new ones."""
        for command in self._commands:
            await command.aclose()


def _is_check_over(error: Exception) -> bool:
    """Tell whether the caller isn't identified any more: the patron then leaves the screen."""
    return isinstance(error, ActRefused) and Reason.NOT_IDENTIFIED in error.refusal.reasons
