"""Opens the password dialog for the patron on screen; scans go to it while it asks for the card."""

from contextlib import ExitStack

from services.acts.passwords import IssuePassword
from services.contract.errors import ActRefused, Disconnected
from services.contract.require_allowed import require_allowed
from services.rules.decision import Refused
from viewmodels.core.observable import Observable
from viewmodels.desk.desk import DeskViewModel
from viewmodels.passwords.hand_over_notes import HandOverNotes
from viewmodels.passwords.password_issue import IssueDependencies, IssueStage, PasswordIssueViewModel


class PasswordIssueLauncher:
    """Starts password issues, one at a time.

    Attributes:
        dialog: the dialog in progress, or None.
        hand_overs: records the slips that dialogs say were handed over.
    """

    def __init__(self, desk: DeskViewModel, dependencies: IssueDependencies) -> None:
        self._desk = desk
        self._dependencies = dependencies
        self._scans = ExitStack()
        self._heard = ExitStack()
        self.hand_overs = HandOverNotes(
            desk, dependencies.hand_overs, dependencies.report_bug, dependencies.pause
        )
        self.dialog: Observable[PasswordIssueViewModel | None] = Observable(None)

    def open(self) -> None:
        """Begin, if the rules allow it and no dialog is open; tell the reasons if they don't."""
        subject = self._desk.snapshot
        if subject is None or self.dialog.value is not None:
            return
        if not self._desk.connected.value:
            self._desk.tell(Disconnected())
            return
        if isinstance(subject.issue_password, Refused):
            self._desk.tell(ActRefused(subject.issue_password))
            return
        dialog = PasswordIssueViewModel(
            subject=subject,
            actor=self._desk.actor,
            opening=self._desk.opening,
            now=self._desk.now,
            dependencies=self._dependencies,
            on_outcome=self._desk.show_outcome,
            must_be_sendable=self._must_be_sendable,
            unanswered=self._desk.unanswered,
        )
        self._begin(dialog)

    async def keep(self) -> PasswordIssueViewModel | None:
        """Hand an issued slip over to the next desk, after an act that runs.

        None, if there is no slip; a question that is still open stays this desk's.
        """
        dialog = self.dialog.value
        if dialog is None:
            return None
        await dialog.issue.settled()
        if dialog.stage.value is not IssueStage.ISSUED:
            return None
        self._let_go()
        dialog.cover()
        return dialog

    def resume(self, dialog: PasswordIssueViewModel) -> None:
        """Go on with a slip of a desk that was locked, on the printer of this one."""
        dialog.print_on(self._dependencies.printer)
        self._begin(dialog)

    def _must_be_sendable(self) -> None:
        self._desk.must_be_connected()
        require_allowed(self._desk.offers.of(IssuePassword))

    def _begin(self, dialog: PasswordIssueViewModel) -> None:
        self._heard.callback(dialog.handed_over.subscribe(self.hand_overs.add))
        self._heard.callback(dialog.closed.subscribe(lambda _: self._ended()))
        self._scans.callback(self._desk.capture_scans(dialog.card_scanned, dialog.card.card_missed))
        self.dialog.set(dialog)

    async def aclose(self) -> None:
        """Wait for a running act and end the dialog; wait for what is being recorded of others."""
        if self.dialog.value is not None:
            await self.dialog.value.aclose()
        await self.hand_overs.aclose()

    def _let_go(self) -> None:
        self._heard.close()
        self.dialog.set(None)
        self._scans.close()

    def _ended(self) -> None:
        self._let_go()
        self._desk.goes_on.emit(None)
