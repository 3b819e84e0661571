"""One restriction as a card, 貸出禁止 mostly: its state, since when, what is missing, and the acts that mend it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from services.contract.snapshot import SuspensionRow
from services.rules.decision import Allowed, Reason, Refused
from services.rules.people.suspension import LiftFacts, facts_against, is_ready
from services.rules.vocabulary import SuspensionReason
from views.language.translation import translate
from views.panels.offering import OnceApproved, never_approved
from views.panels.row_actions import RowAction
from views.style.style_properties import set_styled, set_tone
from views.style.theme import Theme
from views.suspensions.known_facts import NO_MENDINGS, Mending, MendingWords, known, mending, to_confirm
from views.text import approval_words, refusal_words, row_remarks, suspension_words
from views.widgets.buttons import OnceButton
from views.widgets.enter_key import ENTER
from views.widgets.flow_row import FlowRow
from views.widgets.labels import WrappedLabel, styled_label

_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SuspensionCard(QFrame):
    """Shows one suspension in force.

    It can have the keyboard itself, so that it is read where it has no act. Enter and Space then press its first act.

    Attributes:
        row: what it shows.
        title, words, state: the guide's reason, or another system's words; and whether it can be lifted: at once, or
            after something was confirmed that the database can't know.
        since, known, refusal, advice: when and by whom it began and until when it is, what the database knows about
            lifting it, or what another system's restriction stops, what else speaks against lifting, and what staff
            do; blank ones are hidden.
        contacts, earlier: how staff tried to reach the patron, and what is done next; and the attempts before.
        lift, mend, record: the acts; hidden where there is none.

    Signals:
        acted(row, verb): the act of the row is wanted.
        mend_wanted(act): the act of the page is wanted that mends what is missing.
        step_wanted(step): the keyboard is to go to the card before, -1, or the next one, 1.
    """

    acted = Signal(object, object)
    mend_wanted = Signal(object)
    step_wanted = Signal(int)

    def __init__(
        self,
        row: SuspensionRow,
        theme: Theme,
        *,
        lifts: bool,
        records: bool = False,
        approves: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Make the card.

        Args:
            row: what it shows.
            theme: for the distances.
            lifts: this desk can do 解除.
            records: this desk can do 連絡を記録.
            approves: approvals can be asked for.
            parent: the owner.
        """
        super().__init__(parent)
        self.row = row
        self._lifts = lifts
        self._records = records
        self._approves = approves
        self._mending: Mending | None = None
        self._offered: MendingWords = NO_MENDINGS
        self._is_marked = False
        self._once: OnceApproved = never_approved
        self.setProperty("surface", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title, self.state = styled_label(tone="title"), styled_label(tone="good")
        self.words = WrappedLabel("title")
        self._mark = styled_label(tone="good")
        self.since, self.advice = WrappedLabel("muted"), WrappedLabel("muted")
        self.known, self.refusal = WrappedLabel(), WrappedLabel("caption")
        self.contacts, self.earlier = WrappedLabel(), WrappedLabel("muted")
        self.mend = self._button(lambda: self.mend_wanted.emit(self._mending))
        self.lift = self._button(lambda: self.acted.emit(self.row, RowAction.LIFT_SUSPENSION))
        self.record = self._button(lambda: self.acted.emit(self.row, RowAction.RECORD_CONTACT))
        self._lay_out(theme)
        self._show()

    def show_row(self, row: SuspensionRow) -> None:
        """Show the row as it is now."""
        if row != self.row:
            self.row = row
            self._show()

    def let_approve(self, once: OnceApproved) -> None:
        """Offer 解除 where a supervisor's approval is what it lacks, too."""
        if once is not self._once:
            self._once = once
            self._show()

    def offer_mendings(self, acts: MendingWords) -> None:
        """Offer these acts of the page, where one of them mends what is missing."""
        self._offered = acts
        self._show_acts()

    def mark(self, *, changed: bool) -> None:
        """Mark it as just changed, or no longer."""
        if changed is not self._is_marked:
            self._is_marked = changed
            set_styled(self, "changed", "true" if changed else "false")
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the first act with Enter or Space; go to the next card with the arrow keys."""
        key = event.key()
        if not self.hasFocus():  # one of its buttons has it
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.step_wanted.emit(_STEPS[key])
        elif key in ENTER or key == Qt.Key.Key_Space:
            if self.first_act is not None:
                self.first_act.click()
        else:
            super().keyPressEvent(event)

    @property
    def acts(self) -> tuple[QPushButton, ...]:
        """The buttons, in the order in which the keyboard comes to them."""
        return self.mend, self.lift, self.record

    @property
    def first_act(self) -> QPushButton | None:
        """What Enter presses while the card itself has the keyboard."""
        return next((it for it in self.acts if not it.isHidden()), None)

    def _button(self, act: Callable[[], object]) -> QPushButton:
        button = OnceButton()
        button.setProperty("kind", "act")
        button.setAutoDefault(False)
        button.clicked.connect(lambda *_: act())
        return button

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.tokens.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.pad, sizes.pad - 2, sizes.pad, sizes.pad - 2)
        column.setSpacing(sizes.gap)
        heading, acts = FlowRow(2 * sizes.gap), FlowRow(2 * sizes.gap, ring=sizes.pad - 1)
        for label in (self._mark, self.title):
            heading.addWidget(label)
        heading.add_spring()
        heading.addWidget(self.state)
        for button in self.acts:
            acts.addWidget(button)
        column.addLayout(heading)
        for part in (
            self.words,
            self.since,
            self.known,
            self.contacts,
            self.earlier,
            self.refusal,
            self.advice,
        ):
            column.addWidget(part)
        column.addLayout(acts)

    def _show(self) -> None:
        row, facts = self.row, self.row.facts
        against, ready = (set[Reason](), False) if facts is None else (facts_against(facts), is_ready(facts))
        decision = None if row.lift is None else self._once(row.lift)
        reasons, code = (decision.reasons, decision.code) if isinstance(decision, Refused) else ((), None)
        untold = {*against, Reason.NOT_OFFERED}
        others = [refusal_words.reason(reason, code) for reason in reasons if reason not in untold]
        lift = suspension_words.said(suspension_words.LIFT)
        name = suspension_words.name(row)
        texts = {
            self._mark: translate("suspensions", "✓ 変更しました") if self._is_marked else "",
            self.title: "" if row.reason is None else name,
            self.words: name if row.reason is None else "",
            self.state: _state(ready=ready) if isinstance(decision, Allowed) else "",
            self.since: row_remarks.joined([*suspension_words.period(row), _note(row)]),
            self.known: suspension_words.stopped(row) if facts is None else _known(facts),
            self.contacts: ""
            if row.contacts is None
            else row_remarks.joined(list(suspension_words.contacts_so_far(row.contacts))),
            self.earlier: ""
            if row.contacts is None
            else "\n".join(suspension_words.contacts_before(row.contacts)),
            self.refusal: row_remarks.refusal_of(lift, row_remarks.joined(others)) if others else "",
            self.advice: suspension_words.advice(facts, approves=self._approves) if self._lifts else "",
        }
        set_tone(self.state, "good" if ready else "muted")
        set_tone(self.known, "bad" if against else "good" if ready else "muted")
        for label, text in texts.items():
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(name)
        spoken = [text for label, text in texts.items() if label not in {self.title, self.words} and text]
        self.setAccessibleDescription("\n".join(spoken))
        self._mending = None if facts is None else mending(facts)
        with_approval = lift if decision == row.lift else approval_words.with_approval(lift)
        self.lift.setText(with_approval if self._lifts else "")
        can_lift = facts is not None and decision is not None and against.issuperset(reasons)
        self.lift.setVisible(self._lifts and can_lift)
        self.record.setText(suspension_words.said(suspension_words.RECORD_CONTACT) if self._records else "")
        known_here = row.contacts is not None and isinstance(row.contacts.record, Allowed)
        self.record.setVisible(self._records and known_here)
        self._show_acts()

    def _show_acts(self) -> None:
        word = "" if self._mending is None else self._offered.get(self._mending, "")
        self.mend.setText(word)
        self.mend.setVisible(bool(word))


def _state(*, ready: bool) -> str:
    if ready:
        return translate("suspensions", "解除できます")
    return translate("suspensions", "確かめてから解除")


def _known(facts: LiftFacts) -> str:
    against = bool(facts_against(facts))
    return known(facts, overdue=facts.overdue_items, against=against) or to_confirm(facts)


def _note(row: SuspensionRow) -> str:
    """Say what was noted; with ⑤ that is what the patron is to be told."""
    if row.note is None or row.reason is not SuspensionReason.CONTACT_WANTED:
        return row.note or ""
    return translate("suspensions", "用件 %1").replace("%1", row.note)
