"""What was approved while another patron was served: done with one Enter once its patron is open again."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from viewmodels.approvals.later import ApprovedRequest
from views.approvals.request_facts import Labels, request_facts
from views.dialogs.await_dialog import finished
from views.dialogs.decision_dialog import DecisionDialog
from views.language import dates
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUSPENSION, at
from views.style.theme import Theme
from views.text import approval_words, row_remarks
from views.widgets.labels import styled_label


class ApprovedDialog(DecisionDialog):
    """Asks whether what was approved is done now; Enter does it, and Esc leaves it for approved."""

    def __init__(
        self,
        approved: ApprovedRequest,
        labels: Labels,
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(
            translate("approvals", "承認されています"),
            yes=translate("approvals", "行う"),
            no=translate("approvals", "あとで"),
            theme=theme,
            parent=parent,
        )
        tell_page(self, at(SUSPENSION, approval_words.said(approval_words.APPROVAL)))
        facts = request_facts(
            approved.verb, approved.wanted, lifted=approved.lifted, labels=labels, theme=theme
        )
        self.body.addWidget(facts)
        by = translate("approvals", "承認した責任者 %1").replace("%1", approved.approved_by or "")
        ends = translate("approvals", "%1 までに行えます").replace("%1", dates.time(approved.until))
        self.body.addWidget(styled_label(row_remarks.joined([by, ends]), "muted"))


class ApprovedQuestion:
    """`viewmodels.approvals.later.AskApproved`, over a window."""

    def __init__(self, window: QWidget, theme: Theme, labels: Callable[[], Labels]) -> None:
        self._window = window
        self._theme = theme
        self._labels = labels

    async def do_now(self, approved: ApprovedRequest) -> bool:
        """Ask over the window."""
        dialog = ApprovedDialog(approved, self._labels(), self._theme, self._window)
        return await finished(dialog) == QDialog.DialogCode.Accepted
