"""貸出禁止中 and 過去の停止: every suspension of the patron, in force and lifted. Staff only."""

from PySide6.QtWidgets import QPushButton, QWidget

from services.lookup.snapshot import SuspensionRow
from services.rules.decision import Decision, Refused
from services.rules.people.suspension import facts_against
from services.rules.vocabulary import SuspensionReason
from views.language import dates
from views.language.translation import translate
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.offering import offer
from views.panels.row_actions import NO_VERBS, RowAction
from views.panels.table_model import Action, CellKind, Column, Width
from views.style.theme import Theme
from views.text import row_remarks, suspension_words, words
from views.widgets.labels import styled_label


class SuspensionsPanel(ListPanel[SuspensionRow]):
    """What is in force now.

    Attributes:
        suspend_button: 貸出禁止 for a further reason; where this desk may not, it is grey and `refusal` says why.
    """

    def __init__(
        self, theme: Theme, verbs: frozenset[RowAction] = NO_VERBS, parent: QWidget | None = None
    ) -> None:
        empty = translate("registration", "停止はありません。")
        words_of_panel = PanelWords(words.SUSPENDED, translate("panels", "%1件"), empty)
        super().__init__(words_of_panel, in_force_columns(verbs), theme, parent)
        self._offers = RowAction.LIFT_SUSPENSION in verbs
        self.refusal = styled_label("", "staff")
        self.suspend_button = QPushButton(suspension_words.said(suspension_words.SUSPEND))
        self.suspend_button.setProperty("kind", "staff-act")
        self.suspend_button.setAutoDefault(False)
        for widget in (self.refusal, self.suspend_button):
            widget.hide()
        self.heading.addWidget(self.refusal)
        self.offer_beside(self.suspend_button)

    def show_offer(self, decision: Decision | None) -> None:
        """Offer 貸出禁止, or say why not; None while no patron is open."""
        why = offer(self.suspend_button, decision)
        self.refusal.setText(why)
        self.refusal.setVisible(self._offers and bool(why))
        self.suspend_button.setVisible(self._offers and decision is not None)


class PastSuspensionsPanel(ListPanel[SuspensionRow]):
    """What was lifted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        title = translate("registration", "過去の停止")
        empty = translate("registration", "過去の停止はありません。")
        super().__init__(PanelWords(title, translate("panels", "%1件"), empty), past_columns(), theme, parent)


def in_force_columns(verbs: frozenset[RowAction]) -> tuple[Column[SuspensionRow], ...]:
    """Describe the columns of what is in force, for a desk that can do `verbs`."""

    def lift(row: SuspensionRow) -> tuple[Action, ...]:
        if RowAction.LIFT_SUSPENSION in verbs and _may_ask(row):
            return (
                Action(RowAction.LIFT_SUSPENSION, suspension_words.said(suspension_words.LIFT), staff=True),
            )
        return ()

    return (
        _reason_column(),
        _started_column(),
        _note_column(),
        Column(
            "advice",
            translate("registration", "案内"),
            lambda row: words.suspension_advice(row.reason, row.facts.role),
            Width("停止している理由を確かめて案内", 2),
            wrap=True,
        ),
        Column(
            "staff",
            translate("panels", "職員"),
            lambda row: row_remarks.refusal(row.lift),
            Width("延滞中の資料があります解除", 1),
            kind=CellKind.STAFF,
            actions=lift,
            wrap=True,
        ),
    )


def past_columns() -> tuple[Column[SuspensionRow], ...]:
    """Describe the columns of what was lifted."""
    return (
        _reason_column(),
        _started_column(),
        Column(
            "lifted",
            translate("registration", "解除した日"),
            lambda row: suspension_words.by(dates.day_or_blank(row.lifted_on), row.lifted_by),
            Width("2026/12/28 (川口 花子)"),
        ),
        _note_column(),
        Column(
            "override",
            translate("registration", "例外として解除した理由"),
            lambda row: row.override or "",
            Width("住所に変更がないと確認", 1),
        ),
    )


def _may_ask(row: SuspensionRow) -> bool:
    """Tell whether 解除 may be asked for: by somebody whom only facts can still stop, and who has to see them."""
    reasons = row.lift.reasons if isinstance(row.lift, Refused) else ()
    return facts_against(row.facts).issuperset(reasons)


def _reason_column() -> Column[SuspensionRow]:
    return Column(
        "reason",
        translate("registration", "理由"),
        lambda row: words.suspension(row.reason),
        Width("④住所変更の手続き中です", others=tuple(map(words.suspension, SuspensionReason))),
        kind=CellKind.STAFF,
    )


def _started_column() -> Column[SuspensionRow]:
    return Column(
        "started",
        translate("registration", "停止した日"),
        lambda row: suspension_words.by(dates.day(row.started_on), row.started_by),
        Width("2026/12/28 (川口 花子)"),
    )


def _note_column() -> Column[SuspensionRow]:
    return Column(
        "note",
        translate("registration", "メモ"),
        lambda row: row.note or "",
        Width("電話がつながらない"),
    )
