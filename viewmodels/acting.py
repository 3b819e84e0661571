"""Acts as commands of the desk: never cancelled half-way, scans wait meanwhile, and the outcome replaces the patron."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from services.acts.orders import Order
from services.acts.performing import Performed
from services.errors import ActRefused, DatabaseBusy, DatabaseUnreachable, OutcomeUnknown, RowChanged
from services.rules.decision import Reason
from services.snapshot import PatronSnapshot
from viewmodels.command import AsyncCommand
from viewmodels.desk import DeskViewModel
from viewmodels.notes import Note, ReportBug, trouble

_LEAVES_DOUBT = (DatabaseBusy, DatabaseUnreachable, OutcomeUnknown)


class Acting:
    """Makes the commands of one family of acts.

    A family asks its questions first (a dialog's future is awaited inside the command, before any transaction) and
    then performs. One command of a family runs at a time; closing the desk waits for it.
    """

    def __init__(self, desk: DeskViewModel, report_bug: ReportBug) -> None:
        self._desk = desk
        self._report_bug = report_bug
        self._commands: list[AsyncCommand[...]] = []
        self._given: Order | None = None
        self._in_doubt: Order | None = None
        desk.answer.subscribe(lambda answer: self._forget() if answer is None else None)

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
            run: asks, performs, and hands the outcome to `done`.
            on_error: shows an error beside its field; without one it goes to the status bar.
        """

        async def held(*args: P.args, **kwargs: P.kwargs) -> None:
            release = self._desk.hold_scans(run)
            self._given = None
            try:
                await run(*args, **kwargs)
            except Exception as error:
                self._settle(error)
                raise
            else:
                self._settle(None)
            finally:
                release()

        made = AsyncCommand(held, on_error=on_error or self.failed, shielded=True)
        self._commands.append(made)
        return made

    def order[O: Order](self, order: O) -> O:
        """Give the order to send: the one whose outcome is unknown, if the clerk wants the very same thing again.

        It keeps its first act id, so that it is done once, however often it is sent.
        """
        doubted = self._in_doubt
        if doubted is not None and type(doubted) is type(order):
            same = replace(order, act_id=doubted.act_id)
            order = same if same == doubted else order
        self._given = order
        return order

    def _forget(self) -> None:
        """Let go of what was typed for a patron who is closed."""
        self._given = self._in_doubt = None

    def _settle(self, error: Exception | None) -> None:
        """Remember an order that may have been carried out, until an answer tells what came of it.

        An order is settled once: the end of a command around the one that gave it says nothing of it.
        """
        given, self._given = self._given, None
        if given is None:
            return
        if isinstance(error, OutcomeUnknown):
            self._in_doubt = given
        elif given == self._in_doubt and not isinstance(error, _LEAVES_DOUBT):
            self._in_doubt = None

    def done(self, performed: Performed[Any], note: Note) -> None:
        """Show what an act answered, and say what was done."""
        if isinstance(performed.answer, PatronSnapshot):
            self._desk.show_outcome(performed.answer, note)
        else:
            self._desk.tell(note)

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
