"""貸出禁止中 and 過去の貸出禁止: every suspension of the patron, cards in force, a list once lifted. Staff only."""

from itertools import pairwise
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from services.contract.snapshot import SuspensionRow
from services.rules.decision import Decision
from views.language import dates
from views.language.glosses import glossed
from views.language.translation import translate
from views.panels.grid import Slot
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.offering import OnceApproved, never_approved, offer_with_approval, there
from views.panels.row_actions import NO_VERBS, RowAction
from views.panels.table_model import CellKind, Column
from views.style.theme import Theme
from views.suspensions.known_facts import NO_MENDINGS, MendingWords
from views.suspensions.suspension_card import SuspensionCard
from views.text import row_remarks, suspension_words
from views.widgets.flow_row import FlowRow
from views.widgets.labels import styled_label


class SuspensionsPanel(QFrame):
    """What is in force now, one card each; without any, one quiet line.

    Cards are made when they are to be seen: most patrons are looked up on another page.

    Attributes:
        cards: one for each row, in their order.
        refusal: why 貸出禁止 for a further reason is grey.

    Signals:
        acted(row, verb): the clerk wants a row's act done.
        mend_wanted(act): the clerk wants an act of the page that mends what is missing.
        suspend_wanted: `suspend_button` was pressed.
    """

    acted = Signal(object, object)
    mend_wanted = Signal(object)
    suspend_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        verbs: frozenset[RowAction] = NO_VERBS,
        parent: QWidget | None = None,
        *,
        suspends: bool = True,
        approves: bool = True,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lifts = RowAction.LIFT_SUSPENSION in verbs
        self._approves = approves
        self._records = RowAction.RECORD_CONTACT in verbs
        self._rows: tuple[SuspensionRow, ...] = ()
        self._marked: frozenset[int] = frozenset()
        self._mendings: MendingWords = NO_MENDINGS
        self._is_due = False
        self._once: OnceApproved = never_approved
        self.cards: tuple[SuspensionCard, ...] = ()
        self.setProperty("surface", "panel")
        self._title = styled_label("", "title")
        self._count = styled_label("", "muted")
        self.refusal = styled_label("", "caption")
        self._suspend: QPushButton | None = None
        if suspends:
            self._suspend = QPushButton(suspension_words.said(suspension_words.SUSPEND))
            self._suspend.setProperty("kind", "act")
            self._suspend.setAutoDefault(False)
            self._suspend.clicked.connect(self.suspend_wanted)
        sizes = theme.tokens.sizes
        heading = FlowRow(2 * sizes.gap)
        heading.addWidget(self._title)
        heading.addWidget(self._count)
        heading.add_spring()
        for widget in (self.refusal, self._suspend):
            if widget is not None:
                heading.addWidget(widget)
                widget.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(sizes.pad + 1, sizes.gap, sizes.pad + 1, sizes.gap)
        self._column.setSpacing(sizes.pad - 2)
        self._column.addLayout(heading)
        self._show_count()

    @property
    def suspend_button(self) -> QPushButton:
        """貸出禁止 for a further reason, where it is offered; where this desk may not, it is grey."""
        return there(self._suspend)

    @property
    def rows(self) -> tuple[SuspensionRow, ...]:
        """The rows shown."""
        return self._rows

    def set_rows(self, rows: tuple[SuspensionRow, ...]) -> None:
        """Show other rows; equal rows change nothing. A card stays the same while its row is there."""
        if rows == self._rows:
            return
        self._rows = rows
        self._show_count()
        self._show_cards()

    def mark(self, row_ids: frozenset[int]) -> None:
        """Mark the rows with these ids as just changed, and no others."""
        self._marked = row_ids
        for card in self.cards:
            card.mark(changed=card.row.id in row_ids)

    def show_offer(self, decision: Decision | None) -> None:
        """Offer 貸出禁止, or say why not; None while no patron is open."""
        if self._suspend is None:
            return
        word = suspension_words.said(suspension_words.SUSPEND)
        why = offer_with_approval(self._suspend, word, decision, self._once)
        self.refusal.setText(why)
        self.refusal.setVisible(bool(why))
        self._suspend.setVisible(decision is not None)

    def let_approve(self, once: OnceApproved) -> None:
        """Offer from now on what a supervisor's approval makes possible here, too."""
        self._once = once
        for card in self.cards:
            card.let_approve(once)

    def offer_mendings(self, acts: MendingWords) -> None:
        """Offer these acts of the page in the cards in which they mend what is missing."""
        self._mendings = acts
        for card in self.cards:
            card.offer_mendings(acts)

    def go_to(self, row_id: int) -> bool:
        """Give the keyboard to the card of a row; False where there is none."""
        card = next((card for card in self.cards if card.row.id == row_id), None)
        if card is None:
            return False
        card.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Make the cards that are to be seen now."""
        if self._is_due:
            self._show_cards()
        super().showEvent(event)

    def _show_count(self) -> None:
        count = translate("panels", "%1件").replace("%1", str(len(self._rows)))
        self._count.setText(count if self._rows else translate("registration", "貸出禁止ではありません。"))
        self.setAccessibleDescription(count)
        title = suspension_words.heading(self._rows)
        self.setAccessibleName(title)
        self._title.setText(glossed(title))

    def _show_cards(self) -> None:
        self._is_due = bool(self._rows) and not self.isVisible()
        rows = self._rows if not self._is_due else ()
        before = {card.row.id: card for card in self.cards}
        place = next((at for at, card in enumerate(self.cards) if _has_keyboard(card)), None)
        self.cards = tuple(before.get(row.id) or self._make(row) for row in rows)
        gone = [card for card in before.values() if card not in self.cards]
        lost = place is not None and not any(map(_has_keyboard, self.cards))
        for order, (card, row) in enumerate(zip(self.cards, rows, strict=True), 1):
            card.show_row(row)
            card.mark(changed=row.id in self._marked)
            card.offer_mendings(self._mendings)
            self._column.insertWidget(order, card)
            card.show()  # now: what isn't shown yet can't have the keyboard
        self._order_keys()
        if lost and place is not None:
            self._keep_keyboard(place)
        for card in gone:
            card.hide()
            card.setParent(None)
            card.deleteLater()

    def _make(self, row: SuspensionRow) -> SuspensionCard:
        card = SuspensionCard(
            row,
            self._theme,
            lifts=self._lifts,
            records=self._records,
            approves=self._approves,
            parent=self,
        )
        card.let_approve(self._once)
        card.acted.connect(self.acted)
        card.mend_wanted.connect(self.mend_wanted)
        card.step_wanted.connect(lambda step, card=card: self._step(card, step))
        return card

    def _order_keys(self) -> None:
        """Have Tab go from the heading's button through the cards, each with its acts."""
        way: list[QWidget] = [] if self._suspend is None else [self._suspend]
        for card in self.cards:
            way += [card, *card.acts]
        for one, other in pairwise(way):
            QWidget.setTabOrder(one, other)

    def _keep_keyboard(self, place: int) -> None:
        """Leave the keyboard here when the card that had it goes: at the one in its place, else at the heading."""
        if self.cards:
            self.cards[min(place, len(self.cards) - 1)].setFocus()
        elif self._suspend is not None and not self._suspend.isHidden() and self._suspend.isEnabled():
            self._suspend.setFocus()

    def _step(self, card: SuspensionCard, step: int) -> None:
        place = self.cards.index(card) + step
        if 0 <= place < len(self.cards):
            self.cards[place].setFocus()


class PastSuspensionsPanel(ListPanel[SuspensionRow]):
    """What was lifted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        title = translate("registration", "過去の貸出禁止")
        empty = translate("registration", "過去の貸出禁止はありません。")
        super().__init__(PanelWords(title, translate("panels", "%1件"), empty), past_columns(), theme, parent)


def past_columns() -> tuple[Column[SuspensionRow], ...]:
    """Describe the columns of what was lifted."""
    return (
        Column(
            "started",
            translate("registration", "貸出禁止日"),
            lambda row: suspension_words.by(dates.day_or_blank(row.started_on), row.started_by),
            kind=CellKind.MUTED,
            dated=True,
            slot=Slot.STATE,
        ),
        Column(
            "reason",
            translate("registration", "理由"),
            suspension_words.name,
            kind=CellKind.TITLE,
            slot=Slot.TITLE,
        ),
        Column(
            "lifted",
            translate("registration", "解除した日"),
            lambda row: dates.day_or_blank(row.lifted_on),
            kind=CellKind.DAY,
            dated=True,
            slot=Slot.DAY,
            day=lambda row: row.lifted_on,
        ),
        Column(
            "lifted_by",
            translate("records", "担当"),
            lambda row: row.lifted_by or "",
            kind=CellKind.MUTED,
            labelled=True,
            slot=Slot.BRANCH,
        ),
        Column(
            "note",
            translate("registration", "メモ"),
            lambda row: row_remarks.joined([suspension_words.until(row), row.note or ""]),
            kind=CellKind.MUTED,
            slot=Slot.HOW,
        ),
        Column(
            "override",
            translate("registration", "例外として解除した理由"),
            lambda row: row.override or "",
            kind=CellKind.STAFF,
            slot=Slot.STAFF,
        ),
    )


def _has_keyboard(card: SuspensionCard) -> bool:
    focused = cast("QWidget | None", card.window().focusWidget())  # which it also is under a question
    return focused is not None and (focused is card or card.isAncestorOf(focused))
