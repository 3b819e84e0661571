"""申し出: what the patron reported, and whether a supervisor settled it. Staff only."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from services.contract.snapshot import ReportRow
from services.rules.decision import Allowed, Decision
from views.language import dates
from views.language.translation import translate
from views.panels.grid import Slot
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.offering import offer, there
from views.panels.row_actions import NO_VERBS, RowAction
from views.panels.table_model import Action, CellKind, Column
from views.style.theme import Theme
from views.text import row_remarks, words
from views.text.suspension_words import REPORTS, SETTLE, TAKE_REPORT, by, report, said


class ReportsPanel(ListPanel[ReportRow]):
    """The patron's reports.

    Attributes:
        refusal: why 申し出の記録 is grey.

    Signals:
        take_wanted: 申し出の記録 was pressed.
    """

    take_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        verbs: frozenset[RowAction] = NO_VERBS,
        parent: QWidget | None = None,
        *,
        takes: bool = True,
    ) -> None:
        empty = translate("reports", "申し出の記録はありません。")
        super().__init__(
            PanelWords(said(REPORTS), translate("panels", "%1件"), empty), columns(verbs), theme, parent
        )
        self.refusal = self.sentence_below_heading()
        self._take: QPushButton | None = None
        if takes:
            self._take = QPushButton(said(TAKE_REPORT))
            self._take.setProperty("kind", "act")
            self._take.setAutoDefault(False)
            self._take.clicked.connect(self.take_wanted)
            self.offer_beside(self._take)

    @property
    def take_button(self) -> QPushButton:
        """申し出の記録, where reports are taken; where this desk may not, it is grey."""
        return there(self._take)

    def show_offer(self, decision: Decision | None) -> None:
        """Offer 申し出の記録, or say why not; None while no patron is open."""
        why = "" if self._take is None else offer(self._take, decision)
        self.refusal.setText(why)
        self.refusal.setVisible(bool(why))


def columns(verbs: frozenset[RowAction]) -> tuple[Column[ReportRow], ...]:
    """Describe the columns for a desk that can do `verbs`."""

    def settle(row: ReportRow) -> tuple[Action, ...]:
        if RowAction.SETTLE_REPORT in verbs and isinstance(row.settle, Allowed):
            return (Action(RowAction.SETTLE_REPORT, said(SETTLE), staff=True),)
        return ()

    return (
        Column("state", translate("reports", "状態"), _state, kind=_state_kind, slot=Slot.STATE),
        Column("kind", said(REPORTS), lambda row: report(row.kind), kind=CellKind.TITLE, slot=Slot.TITLE),
        Column(
            "reported",
            translate("reports", "記録した日"),
            lambda row: dates.day(row.reported_on),
            kind=CellKind.DAY,
            dated=True,
            slot=Slot.DAY,
            day=lambda row: row.reported_on,
        ),
        Column(
            "channel",
            translate("reports", "受付"),
            lambda row: words.channel(row.channel),
            kind=CellKind.MUTED,
            slot=Slot.SECOND,
        ),
        Column(
            "reported_by",
            translate("records", "担当"),
            lambda row: row.reported_by,
            kind=CellKind.MUTED,
            slot=Slot.BRANCH,
        ),
        Column(
            "settled",
            said(SETTLE),
            lambda row: by(dates.day_or_blank(row.settled_on), row.settled_by),
            kind=CellKind.MUTED,
            dated=True,
            slot=Slot.HOW,
        ),
        Column(
            "staff",
            translate("panels", "職員"),
            lambda row: row_remarks.refusal(row.settle) if row.settled_on is None else "",
            kind=CellKind.STAFF,
            actions=settle,
            slot=Slot.STAFF,
        ),
    )


def _state(row: ReportRow) -> str:
    return translate("reports", "未対応") if row.settled_on is None else said(SETTLE)


def _state_kind(row: ReportRow) -> CellKind:
    return CellKind.TEXT if row.settled_on is None else CellKind.MUTED
