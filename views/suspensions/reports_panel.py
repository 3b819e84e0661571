"""申し出: what the patron reported, and whether a supervisor settled it. Staff only."""

from PySide6.QtWidgets import QPushButton, QWidget

from services.contract.snapshot import ReportRow
from services.rules.decision import Allowed, Decision, Reason
from services.rules.vocabulary import Channel, PatronReport
from views.language import dates
from views.language.translation import translate
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.offering import offer
from views.panels.row_actions import NO_VERBS, RowAction
from views.panels.table_model import Action, CellKind, Column, Width
from views.style.theme import Theme
from views.text import row_remarks, words
from views.text.suspension_words import REPORTS, SETTLE, TAKE_REPORT, by, report, said


class ReportsPanel(ListPanel[ReportRow]):
    """The patron's reports.

    Attributes:
        take_button: 申し出の記録; where this desk may not, it is grey and `refusal` says why.
    """

    def __init__(
        self, theme: Theme, verbs: frozenset[RowAction] = NO_VERBS, parent: QWidget | None = None
    ) -> None:
        empty = translate("reports", "申し出の記録はありません。")
        super().__init__(
            PanelWords(said(REPORTS), translate("panels", "%1件"), empty), columns(verbs), theme, parent
        )
        self.take_button = QPushButton(said(TAKE_REPORT))
        self.take_button.setProperty("kind", "act")
        self.take_button.setAutoDefault(False)
        self._offers = RowAction.SETTLE_REPORT in verbs
        self.take_button.setVisible(self._offers)
        self.refusal = self.sentence_below_heading()
        self.offer_beside(self.take_button)

    def show_offer(self, decision: Decision | None) -> None:
        """Offer 申し出の記録, or say why not; None while no patron is open."""
        why = offer(self.take_button, decision)
        self.refusal.setText(why)
        self.refusal.setVisible(self._offers and bool(why))


def columns(verbs: frozenset[RowAction]) -> tuple[Column[ReportRow], ...]:
    """Describe the columns for a desk that can do `verbs`."""

    def settle(row: ReportRow) -> tuple[Action, ...]:
        if RowAction.SETTLE_REPORT in verbs and isinstance(row.settle, Allowed):
            return (Action(RowAction.SETTLE_REPORT, said(SETTLE), staff=True),)
        return ()

    return (
        Column(
            "kind",
            said(REPORTS),
            lambda row: report(row.kind),
            Width("連絡がついたと", others=tuple(map(report, PatronReport))),
            kind=CellKind.TITLE,
        ),
        Column(
            "reported",
            translate("reports", "記録した日"),
            lambda row: by(dates.day(row.reported_on), row.reported_by),
            Width("2026/12/28 (川口 花子)"),
            labelled=True,
            dated=True,
        ),
        Column(
            "channel",
            translate("reports", "受付"),
            lambda row: words.channel(row.channel),
            Width("窓口で", others=tuple(map(words.channel, Channel))),
            labelled=True,
        ),
        Column(
            "state",
            translate("reports", "状態"),
            _state,
            Width("対応済 2026/12/28 (川口 花子)", 1),
            kind=_state_kind,
            dated=True,
        ),
        Column(
            "staff",
            translate("panels", "職員"),
            lambda row: row_remarks.refusal(row.settle) if row.settled_on is None else "",
            Width("この担当ではできません", others=(words.reason(Reason.ROLE_MAY_NOT),)),
            kind=CellKind.STAFF,
            actions=settle,
        ),
    )


def _state(row: ReportRow) -> str:
    if row.settled_on is None:
        return translate("reports", "未対応")
    return f"{said(SETTLE)} {by(dates.day(row.settled_on), row.settled_by)}"


def _state_kind(row: ReportRow) -> CellKind:
    return CellKind.TEXT if row.settled_on is None else CellKind.MUTED
