"""What was approved while another patron was served: done with one Enter once its patron is open again."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from services.contract.masters import Labels
from viewmodels.approvals.later import ApprovedRequest
from views.approvals.request_facts import request_facts
from views.dialogs.await_dialog import finished
from views.dialogs.decision_dialog import DecisionDialog
from views.language import dates
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUSPENSION, at
from views.style.theme import Theme
from views.text import approval_words, row_remarks
from views.widgets.enter_key import ENTER
from views.widgets.labels import styled_label

READING_S: Final = 0.5
"""Seconds in which the question can't have been read: an Enter was meant for the number that opened the patron."""


class ApprovedDialog(DecisionDialog):
    """Asks whether what was approved is done now; Enter does it, and Esc leaves it for approved.

    It opens by itself, right after the Enter behind a card's number: another Enter in the first moment does nothing.
    """

    def __init__(
        self,
        approved: ApprovedRequest,
        labels: Labels,
        theme: Theme,
        parent: QWidget | None,
        *,
        clock: Callable[[], float],
    ) -> None:
        super().__init__(
            translate("approvals", "承認されています"),
            yes=translate("approvals", "行う"),
            no=translate("approvals", "あとで"),
            theme=theme,
            parent=parent,
        )
        self._clock = clock
        self._readable_at = clock() + READING_S
        self.yes.installEventFilter(self)
        tell_page(self, at(SUSPENSION, approval_words.said(approval_words.APPROVAL)))
        facts = request_facts(
            approved.verb, approved.wanted, lifted=approved.lifted, labels=labels, theme=theme
        )
        self.body.addWidget(facts)
        by = translate("approvals", "承認した責任者 %1").replace("%1", approved.approved_by or "")
        ends = translate("approvals", "%1 までに行えます").replace("%1", dates.time(approved.until))
        self.body.addWidget(styled_label(row_remarks.joined([by, ends]), "muted"))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to be read."""
        super().showEvent(event)
        self._readable_at = self._clock() + READING_S

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take an Enter from the button as long as its question can't have been read."""
        is_enter = (
            isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in ENTER
        )
        return (is_enter and self._clock() < self._readable_at) or super().eventFilter(watched, event)


class ApprovedQuestion:
    """`viewmodels.approvals.later.AskApproved`, over a window."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        labels: Callable[[], Labels],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._window = window
        self._clock = clock
        self._theme = theme
        self._labels = labels

    async def do_now(self, approved: ApprovedRequest) -> bool:
        """Ask over the window."""
        dialog = ApprovedDialog(approved, self._labels(), self._theme, self._window, clock=self._clock)
        return await finished(dialog) == QDialog.DialogCode.Accepted
