"""申し出の一覧: what patrons reported and no supervisor settled yet; a row opens its patron."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from services.lookup.unsettled_reports import UnsettledReport, UnsettledReports
from services.rules.vocabulary import Channel, PatronReport
from views.dialogs.decision_dialog import DecisionDialog
from views.dialogs.scrolling_body import room
from views.language import dates
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUPERVISOR, at
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, CellKind, Column, Width
from views.style.theme import Theme
from views.text import words
from views.text.suspension_words import REPORTS, WAITING_REPORTS, by, report, said
from views.widgets.labels import WrappedLabel

_WIDTH, _LIST_HEIGHT = 720, 420
"""Pixels at 100 %; a small screen has less."""


class OpenReportsDialog(DecisionDialog):
    """The list. Enter or a press on 「開く」 chooses a card; it is looked up when the list is gone.

    Attributes:
        chosen: the chosen card's number, or None.
        panel: the list itself.
    """

    def __init__(self, waiting: UnsettledReports, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(
            said(WAITING_REPORTS),
            yes=translate("suspensions", "閉じる"),
            no="",
            patron="",
            scrolls=False,
            theme=theme,
            parent=parent,
        )
        tell_page(self, at(SUPERVISOR, "申し出の一覧"))
        self.chosen: str | None = None
        self.setMinimumWidth(self.within_screen(round(_WIDTH * theme.tokens.scale)))
        empty = translate("reports", "対応を待つ申し出はありません。")
        title = translate("reports", "未対応の申し出")
        self.panel = ListPanel[UnsettledReport](
            PanelWords(title, translate("panels", "%1件"), empty), columns(), theme
        )
        self.panel.set_rows(waiting.rows)
        self.panel.table.chooses = True
        self.panel.acted.connect(self._choose)
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.panel)
        box.addStretch(1)
        around = QScrollArea()
        around.setWidgetResizable(True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.setWidget(holder)
        holder.setAutoFillBackground(False)  # the dialog's own ground, which `setWidget` covers
        self._list = around
        half = self.screen().availableGeometry().height() // 2
        self._most = min(round(_LIST_HEIGHT * theme.tokens.scale), half)
        around.setFixedHeight(min(holder.sizeHint().height(), self._most))
        self.body.addWidget(around)
        if waiting.total > len(waiting.rows):
            more = WrappedLabel("muted")
            told = translate("reports", "古いものから%1件です。ほかに%2件あります。")
            shown = len(waiting.rows)
            more.setText(told.replace("%1", str(shown)).replace("%2", str(waiting.total - shown)))
            self.body.addWidget(more)

    def start(self) -> None:
        """Begin at the oldest report, if there is one, with the list as high as its rows are at this width."""
        self._list.setFixedHeight(0)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        others = max(layout.totalSizeHint().height(), layout.totalHeightForWidth(self.width()))
        most = min(self._most, room(self).height() - others)
        self._list.setFixedHeight(min(self.panel.sizeHint().height(), most))
        self.fit()
        if self.panel.focus_table():
            self.panel.table.setCurrentIndex(self.panel.model.index(0, 0))
        else:
            super().start()

    def _choose(self, row: UnsettledReport, _verb: RowAction) -> None:
        self.chosen = row.card_number
        self.accept()


def columns() -> tuple[Column[UnsettledReport], ...]:
    """Describe the columns: what was reported, of which card, when and by whom."""
    open_it = (Action(RowAction.OPEN_PATRON, translate("reports", "開く")),)
    return (
        Column(
            "card",
            words.CARD_NUMBER,
            lambda row: words.card_number(row.card_number),
            Width("12345678-9"),
            labelled=True,
        ),
        Column(
            "kind",
            said(REPORTS),
            lambda row: report(row.kind),
            Width("連絡がついたと", 1, others=tuple(map(report, PatronReport))),
            kind=CellKind.TITLE,
        ),
        Column(
            "reported",
            translate("reports", "記録した日"),
            lambda row: by(dates.day(row.reported_at.date()), row.reported_by),
            Width("2026/12/28", 3),
            wrap=True,
            labelled=True,
        ),
        Column(
            "channel",
            translate("reports", "受付"),
            lambda row: words.channel(row.channel),
            Width("窓口で", others=tuple(map(words.channel, Channel))),
            labelled=True,
        ),
        Column(
            "open",
            translate("reports", "利用者"),
            lambda _row: "",
            Width("", acts=(open_it[0].label,)),
            actions=lambda _: open_it,
        ),
    )
