"""One request for an approval, as a supervisor sees it: what is asked for, and the patron's suspensions alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from services.contract.approval import ApprovalCase
from services.contract.masters import Labels
from services.contract.today.suspension_list import SuspensionEntry
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from services.rules.people.suspension import facts_against
from services.rules.vocabulary import SuspensionReason
from viewmodels.approvals.deciding import ApprovalDecision
from views.approvals.request_facts import lift_facts, request_facts
from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.language import dates
from views.language.glosses import glossed
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUPERVISOR, at
from views.style.theme import Theme
from views.text import approval_words, missing_words, row_remarks, words
from views.widgets.buttons import OnceButton
from views.widgets.fields.choice_list import ChoiceList
from views.widgets.form_rows import captioned
from views.widgets.labels import Facts, WrappedLabel, styled_label
from views.widgets.message_banner import MessageBanner
from views.widgets.near_days import leave_near_years_out


class CaseDialog(DecisionDialog):
    """Approves, refuses with a reason, or goes back. What changed, or waits no more, can only be refused or left.

    While a reason against it is chosen, it can't be approved; Enter in the list of reasons never leads to approving.

    Attributes:
        decision: what was decided; None for going back.
        refusals: the list of reasons; one has to be chosen before `refuse` can be pressed.
        refuse: refuses.
        boxes: the patron's suspensions in force.
    """

    def __init__(self, case: ApprovalCase, labels: Labels, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(
            approval_words.said(approval_words.APPROVAL),
            yes=approval_words.said(approval_words.APPROVE),
            no=translate("approvals", "戻る"),
            patron=words.named(case.name, case.card_number, between="　"),
            theme=theme,
            parent=parent,
            effect=Effect.LASTING,
        )
        tell_page(self, at(SUPERVISOR, approval_words.WAITING_DESKS))
        self._theme = theme
        self.decision: ApprovalDecision | None = None
        self._changed_banner = MessageBanner(theme)
        self.body.addWidget(self._changed_banner)
        self.body.addWidget(self._facts(case, labels))
        self.body.addWidget(styled_label(glossed(words.SUSPENDED), "strong"))
        self.boxes = tuple(self._box(entry, case) for entry in case.suspensions)
        if not self.boxes:
            self.body.addWidget(WrappedLabel("muted", translate("registration", "貸出禁止ではありません。")))
        for box in self.boxes:
            self.body.addWidget(box)
        self.refusals = ChoiceList()
        self.refusals.setAccessibleName(translate("approvals", "承認しない理由"))
        self.refusals.addItem(_no_reason(), None)
        for why in ApprovalRefusal:
            self.refusals.addItem(approval_words.refusal(why), why)
        self.body.addLayout(captioned(self.refusals, theme))
        self.refuse = OnceButton(approval_words.said(approval_words.REFUSE))
        self.refuse.setAutoDefault(False)
        self.footer.insertWidget(0, self.refuse)
        self.setTabOrder(self.refusals, self.refuse)
        self.setTabOrder(self.refuse, self.no)
        self.refuse.clicked.connect(self._refuse)
        self.refusals.currentIndexChanged.connect(lambda _: self._enable())
        self._enable()
        if case.state is not ApprovalState.WAITING:
            self._changed_banner.tell(approval_words.came_to(case.state), aloud=False)
            self.yes.stop()

    def accept(self) -> None:
        """Approve."""
        self.decision = ApprovalDecision()
        super().accept()

    def _refuse(self) -> None:
        self.decision = ApprovalDecision(ApprovalRefusal(self.refusals.currentData()))
        super().accept()

    def _go_on(self, answered: QWidget) -> None:
        """Go on from the list of reasons to refusing; without a reason, to what decides nothing."""
        if isinstance(answered, QComboBox):
            onward = self.refuse if self.refuse.isEnabled() else self.no
            onward.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super()._go_on(answered)

    def _enable(self) -> None:
        chosen = self.refusals.currentData() is not None
        name = self.refusals.accessibleName()
        self.wait_for(*([missing_words.back_to(name, _no_reason())] if chosen else []))
        self.refuse.setEnabled(chosen)
        self.refuse.setAccessibleDescription("" if chosen else name)

    def _facts(self, case: ApprovalCase, labels: Labels) -> Facts:
        wanted, waiting = case.wanted, case.waiting
        return request_facts(
            waiting.verb,
            wanted,
            lifted=next((it.reason for it in case.suspensions if it.id == wanted.suspension_id), None),
            asked=row_remarks.joined([waiting.workstation, waiting.asked_by, approval_words.asked(waiting)]),
            labels=labels,
            theme=self._theme,
        )

    def _box(self, entry: SuspensionEntry, case: ApprovalCase) -> QFrame:
        """Show one suspension, with what the database knows about lifting it."""
        sizes = self._theme.tokens.sizes
        box = QFrame()
        box.setProperty("surface", "panel")
        column = QVBoxLayout(box)
        column.setContentsMargins(sizes.pad, sizes.pad - 2, sizes.pad, sizes.pad - 2)
        column.setSpacing(sizes.gap)
        title = words.suspension(entry.reason)
        if entry.id == case.wanted.suspension_id:
            asked = translate("approvals", "%1 — この解除を頼まれています")
            title = asked.replace("%1", title)
        box.setAccessibleName(title)
        began = translate("suspensions", "貸出禁止日 %1").replace("%1", dates.day(entry.started_on))
        known = lift_facts(entry.facts, entry.contacts)
        is_lost = entry.reason is SuspensionReason.CARD_LOST and facts_against(entry.facts)
        if is_lost and case.waiting.verb == "card.replace":
            known = [WrappedLabel("muted", translate("approvals", "代替カードの登録を頼まれています。"))]
        column.addWidget(WrappedLabel("title", title))
        column.addWidget(WrappedLabel("muted", row_remarks.joined([began, entry.note or ""])))
        for part in known:
            column.addWidget(part)
        for label in box.findChildren(WrappedLabel):
            leave_near_years_out(label, entry.read_on)
        return box


def _no_reason() -> str:
    return translate("suspensions", "選んでください")
