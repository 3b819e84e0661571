"""The questions to a supervisor about desks that wait for an approval."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from services.contract.approval import ApprovalCase
from services.contract.masters import Masters
from services.contract.today.counts import WaitingApproval
from viewmodels.approvals.deciding import ApprovalDecision
from viewmodels.core.observable import Observable
from views.approvals.case_dialog import CaseDialog
from views.approvals.waiting_desks_dialog import WaitingDesksDialog
from views.dialogs.await_dialog import finished
from views.style.theme import Theme


class DecidingQuestions:
    """`viewmodels.approvals.deciding.AskDeciding`, over a window."""

    def __init__(self, window: QWidget, theme: Theme, masters: Callable[[], Masters]) -> None:
        self._window = window
        self._theme = theme
        self._masters = masters
        self._open: WaitingDesksDialog | CaseDialog | None = None

    async def choose(self, waiting: Observable[tuple[WaitingApproval, ...]]) -> int | None:
        """Show which desks wait."""
        dialog = WaitingDesksDialog(waiting, self._theme, self._window)
        await self._finished(dialog)
        return dialog.chosen

    async def decide(self, case: ApprovalCase) -> ApprovalDecision | None:
        """Show one request."""
        dialog = CaseDialog(case, self._masters().labels, self._theme, self._window)
        await self._finished(dialog)
        return dialog.decision

    def close(self) -> None:
        """Leave what is open, with everything that it shows."""
        if self._open is not None and isValid(self._open):  # it may be gone with its window, unasked
            self._open.reject()

    async def _finished(self, dialog: WaitingDesksDialog | CaseDialog) -> None:
        self._open = dialog
        try:
            await finished(dialog)
        finally:
            self._open = None
