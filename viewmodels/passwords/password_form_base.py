"""The common part of the dialogs about a password in use: sends an act, and tells in the dialog what came of it.

One object a dialog. Passwords pass through as `Secret`s. Only a request whose answer was lost keeps its own, until an
answer comes or the dialog closes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from services.contract.act_requests import ActRequest
from services.contract.backend import Acts
from services.contract.errors import ActRefused, RowChanged
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import PasswordState, PatronSnapshot
from services.rules.policy import Policy
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import StatusMessage
from viewmodels.core.observable import Event, Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.card_proof import CardProofModel, card_proof
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.pending_request import PendingRequest, pending


@dataclass(frozen=True, slots=True)
class FormDependencies:
    """What the dialogs work with.

    Attributes:
        desk: has the patron open.
        policy: tells the library's values in force.
        report_bug: writes unexpected exceptions to the log.
    """

    desk: DeskViewModel
    acts: Acts
    policy: Callable[[], Policy]
    report_bug: ReportBug


class FormStage(Enum):
    """Where a dialog is: DONE leaves nothing but to close it."""

    ASKING = auto()
    WORKING = auto()
    DONE = auto()
    CLOSED = auto()


class PasswordForm:
    """What the four dialogs have in common.

    Attributes:
        subject: the patron as the desk showed them.
        stage: where the dialog is.
        trouble: why the last try came to nothing, where no field is to blame.
        closed: tells the dialog to go.
    """

    def __init__(self, dependencies: FormDependencies) -> None:
        self._dependencies = dependencies
        self._desk = dependencies.desk
        subject = self._desk.snapshot
        assert subject is not None  # the desk opens a dialog for an open patron only
        self.subject: PatronSnapshot = subject
        self._lost: PendingRequest[Any] | None = None
        self.stage: Observable[FormStage] = Observable(FormStage.ASKING)
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.closed: Event[None] = Event()
        self._may_send: Observable[bool] = Observable(True)
        self._commands: list[AsyncCommand[...]] = []

    def close(self) -> None:
        """End the dialog and forget what was typed; not while the act runs."""
        if self.stage.value not in {FormStage.WORKING, FormStage.CLOSED}:
            self._lost = None
            self.stage.set(FormStage.CLOSED)
            self.closed.emit(None)

    async def settled(self) -> None:
        """Wait until no act of the dialog runs any more; the dialog may stay open."""
        for command in self._commands:
            await command.settled()

    async def aclose(self) -> None:
        """Wait for a running act, then end the dialog."""
        for command in self._commands:
            await command.aclose()
        self.close()

    @property
    def state(self) -> PasswordState | None:
        """The password as the desk shows it now."""
        return (self._desk.snapshot or self.subject).password

    @property
    def _seen_version(self) -> int | None:
        state = self.state
        return None if state is None else state.version

    def _command[**P](self, run: Callable[P, Any]) -> AsyncCommand[P]:
        async def run_open(*args: P.args, **kwargs: P.kwargs) -> None:
            if self._is_ready():  # it isn't once it was closed, or another card read, in the same moment
                await run(*args, **kwargs)

        made = AsyncCommand(run_open, on_error=self._failed, enabled=self._may_send, shielded=True)
        self._commands.append(made)
        return made

    async def _perform[R](self, request: ActRequest[R], note: Callable[[R], StatusMessage]) -> R:
        self._desk.must_be_connected()
        require_allowed(self._desk.offers.of(type(request)))
        sent = pending(request, self._lost, self._desk.unanswered)
        self.trouble.set(None)
        self.stage.set(FormStage.WORKING)
        self._refresh()
        try:
            result = await self._dependencies.acts.perform(sent.request)
        except Exception as error:
            sent.end(error)
            if sent.lost:
                self._lost = sent
            elif self._lost is sent:
                self._lost = None
            raise
        else:
            sent.end(None)
            self._lost = None
        finally:
            self.stage.set(FormStage.ASKING)
            self._refresh()
        self._desk.show_outcome(result.answer, note(result.result))
        return result.result

    def _refresh(self) -> None:
        self._may_send.set(self._is_ready())

    def _is_ready(self) -> bool:
        return self.stage.value is FormStage.ASKING

    def _failed(self, error: Exception) -> None:
        if isinstance(error, ActRefused | RowChanged):
            self._desk.refresh.start()
        self.trouble.set(trouble(error, self._dependencies.report_bug))


class CardForm(PasswordForm):
    """A dialog that wants this patron's card.

    Attributes:
        card: takes its proof; scans made while the dialog is open go there.
    """

    def __init__(self, dependencies: FormDependencies) -> None:
        super().__init__(dependencies)
        self.card: CardProofModel = card_proof(self._desk, self._dependencies.policy)
        self.trouble = self.card.trouble
        self.card.shown.subscribe(lambda _: self._refresh())

    def _is_ready(self) -> bool:
        return super()._is_ready() and self.card.shown.value is not None

    @property
    def locked(self) -> bool:
        """Whether the last try locked the password, so that no other is looked at."""
        return False

    @property
    def _common(self) -> dict[str, Any]:
        shown = self.card.shown.value
        assert shown is not None  # nothing can be sent before
        return {
            "actor": self._desk.actor,
            "patron_id": self.subject.patron.id,
            "proof": shown.proof,
            "shown_card": shown.number,
            "shown_at": shown.at,
        }

    def _failed(self, error: Exception) -> None:
        super()._failed(error)
        if isinstance(error, ActRefused):
            self.card.shown.set(None)
