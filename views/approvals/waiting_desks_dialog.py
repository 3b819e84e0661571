"""承認を待つ窓口: which desks of the branch wait for a supervisor, and for what; a row that waits shows its request."""

from types import MappingProxyType
from typing import Final

from PySide6.QtWidgets import QWidget

from services.contract.today.counts import WaitingApproval
from services.rules.people.approvals import ApprovalState
from viewmodels.core.observable import Observable
from views.dialogs.decision_dialog import DecisionDialog
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUPERVISOR, at
from views.panels.grid import Rest, Slot
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, CellKind, Column
from views.panels.whole_rows import WholeRows
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.text import approval_words
from views.widgets.binding import bind

_REST: Final[Rest] = MappingProxyType(
    {Slot.STATE: 205, Slot.SAYS: 130, Slot.REPORT: 100, Slot.NEXT: 140, Slot.ACT: 90}
)
"""Where columns stand."""
_WORDS_AT = 11
"""Pixels at 100 %, so that the bar of the current row has room."""


class WaitingDesksDialog(DecisionDialog):
    """The list, which follows what others ask for, decide and do. It names no patron.

    Attributes:
        chosen: the number of the request that is wanted, or None.
        panel: the list itself.
    """

    def __init__(
        self, waiting: Observable[tuple[WaitingApproval, ...]], theme: Theme, parent: QWidget | None
    ) -> None:
        title = approval_words.said(approval_words.WAITING_DESKS)
        super().__init__(
            title, yes=translate("approvals", "閉じる"), no="", patron="", theme=theme, parent=parent
        )
        tell_page(self, at(SUPERVISOR, approval_words.WAITING_DESKS))
        self.chosen: int | None = None
        empty = translate("approvals", "承認を待つ窓口はありません。")
        self.panel = ListPanel[WaitingApproval](
            PanelWords(translate("approvals", "窓口からの依頼"), translate("panels", "%1件"), empty),
            columns(),
            theme,
            rest=_REST,
        )
        self.panel.begin_words_at(_WORDS_AT)
        self.body.addWidget(self.panel)
        assert self._scrolling is not None
        self._whole_rows = WholeRows(self._scrolling, self.body, (self.panel,))
        self.panel.table.chooses = True
        self.panel.acted.connect(self._choose)
        self.panel.table.act_changed.connect(self._dress)
        self.panel.table.marked.connect(self._dress)
        bind(waiting, self, self._show)

    def start(self) -> None:
        """Begin at the oldest request that waits, else at the oldest one, if there is one."""
        if self.panel.focus_table():
            waits = (
                place for place, it in enumerate(self.panel.model.rows) if it.state is ApprovalState.WAITING
            )
            self.panel.table.setCurrentIndex(self.panel.model.index(next(waits, 0), 0))
        else:
            super().start()

    def _dress(self) -> None:
        """Fill the button only where Enter opens no request."""
        super()._dress()
        focused = self.focusWidget() if self._begun else None
        if focused is not None and self.panel.isAncestorOf(focused) and self.panel.table.current_act():
            set_styled(self.yes, "kind", "")

    def _show(self, waiting: tuple[WaitingApproval, ...]) -> None:
        self.panel.set_rows(waiting)
        self.panel.updateGeometry()  # at once: the dialog is measured now
        self._whole_rows.fit()
        self.fit()

    def _choose(self, row: WaitingApproval, _verb: RowAction) -> None:
        self.chosen = row.id
        self.accept()


def columns() -> tuple[Column[WaitingApproval], ...]:
    """Describe the columns: how it stands, where, what, who asks, since and until when."""
    open_it = (Action(RowAction.OPEN_PATRON, translate("approvals", "内容を見る")),)
    return (
        Column("state", translate("approvals", "状態"), approval_words.state_of_row, slot=Slot.STATE),
        Column(
            "workstation",
            translate("approvals", "窓口"),
            lambda row: row.workstation,
            kind=CellKind.TITLE,
            slot=Slot.TITLE,
        ),
        Column(
            "act",
            translate("approvals", "行うこと"),
            lambda row: approval_words.act(row.verb),
            labelled=True,
            slot=Slot.SAYS,
        ),
        Column(
            "asked_by",
            translate("approvals", "担当"),
            lambda row: row.asked_by,
            kind=CellKind.MUTED,
            labelled=True,
            slot=Slot.REPORT,
        ),
        Column(
            "asked_at",
            translate("approvals", "時刻"),
            approval_words.asked,
            kind=CellKind.MUTED,
            labelled=True,
            slot=Slot.NEXT,
        ),
        Column(
            "open",
            translate("approvals", "依頼"),
            lambda _row: "",
            actions=lambda row: open_it if row.state is ApprovalState.WAITING else (),
            slot=Slot.ACT,
        ),
    )
