"""予約変更確認: 連絡方法, 受取館 and, with the mobile library only, 受取ポイント."""

from PySide6.QtWidgets import QButtonGroup, QFormLayout, QRadioButton, QWidget

from services.contract.snapshot import HoldRow
from services.rules.vocabulary import BranchKind, ContactMethod
from viewmodels.circulation import HandOver, HandOverChoices
from views.dialogs.decision_dialog import DecisionDialog
from views.language.glosses import glossed
from views.language.translation import portal, translate
from views.manual.f1_help import tell_page
from views.manual.manual import HOLDS, at
from views.style.theme import Theme
from views.text import missing_words, words
from views.widgets.fields.choice_list import ChoiceList
from views.widgets.flow_row import FlowRow
from views.widgets.form_rows import align_captions
from views.widgets.labels import WrappedLabel


class HandOverDialog(DecisionDialog):
    """Asks how and where a hold is to be handed over.

    Attributes:
        contacts: the radio buttons by 連絡方法.
        branches, stops: the lists of 受取館 and 受取ポイント.
    """

    def __init__(self, hold: HoldRow, choices: HandOverChoices, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(
            portal("予約変更確認"),
            yes=portal("更新する"),
            no=portal("更新しない"),
            theme=theme,
            parent=parent,
        )
        tell_page(self, at(HOLDS, "予約の変更"))
        self._hold, self._choices = hold, choices
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setHorizontalSpacing(theme.tokens.sizes.pad)
        form.setVerticalSpacing(theme.tokens.sizes.pad)
        form.addRow(glossed(portal("タイトル")), WrappedLabel("", words.title(hold.title)))
        self._group = QButtonGroup(self)
        self.contacts: dict[ContactMethod, QRadioButton] = {}
        form.addRow(glossed(portal("連絡方法")), self._contact_row(hold, theme))
        if not choices.has_mail:
            form.addRow("", WrappedLabel("warn", translate("hand_over", "メールアドレスの登録がありません")))
        self.branches = self._list(portal("受取館"))
        for branch in choices.branches:
            self.branches.addItem(glossed(branch.name), branch.id)
        if self.branches.findData(hold.branch_id) < 0:  # no master has it: it can stay
            stays = glossed(hold.branch) or translate("hand_over", "(今のまま)")
            self.branches.addItem(stays, hold.branch_id)
        self.branches.setCurrentIndex(self.branches.findData(hold.branch_id))
        self.branches.setEnabled(not choices.place_fixed)
        form.addRow(glossed(portal("受取館")), self.branches)
        self.stops = self._list(portal("受取ポイント"))
        form.addRow(glossed(portal("受取ポイント")), self.stops)
        if choices.place_fixed:
            moved = translate("hand_over", "予約待ちではないため、受取館は変更できません")
            form.addRow("", WrappedLabel("warn", moved))
        align_captions(form, theme)
        self.body.addLayout(form)
        self.branches.currentIndexChanged.connect(self._show_stops)
        self.stops.currentIndexChanged.connect(self._enable)
        self._show_stops()
        self.stops.setCurrentIndex(self.stops.findData(hold.stop_id) if hold.stop_id is not None else -1)
        self._enable()

    @property
    def chosen(self) -> HandOver:
        """What the clerk chose; a place that no master has stays as it is, its stop too."""
        contact = next((each for each, button in self.contacts.items() if button.isChecked()), None)
        branch_id, stop_id = self.branches.currentData(), self.stops.currentData()
        if branch_id == self._hold.branch_id and branch_id not in {it.id for it in self._choices.branches}:
            stop_id = self._hold.stop_id
        return HandOver(contact, branch_id, stop_id)

    def start(self) -> None:
        """Begin at what is missing, else at the 連絡方法 in force."""
        buttons = sorted(self.contacts.values(), key=lambda it: not it.isChecked())
        (self.first_missing or buttons[0]).setFocus()

    def _contact_row(self, hold: HoldRow, theme: Theme) -> QWidget:
        holder = QWidget()
        row = FlowRow(theme.tokens.sizes.pad, holder)
        for contact in self._choices.contacts:
            button = QRadioButton(glossed(words.contact(contact)))
            button.setChecked(contact is hold.contact)
            button.setEnabled(contact is not ContactMethod.MAIL or self._choices.has_mail)
            self._group.addButton(button)
            self.contacts[contact] = button
            row.addWidget(button)
        return holder

    def _list(self, name: str) -> ChoiceList:
        box = ChoiceList()
        box.setAccessibleName(name)
        return box

    def _is_mobile(self) -> bool:
        branch_id = self.branches.currentData()
        kinds = {branch.id: branch.kind for branch in self._choices.branches}
        return kinds.get(branch_id) is BranchKind.MOBILE

    def _show_stops(self) -> None:
        self.stops.clear()
        for stop in self._choices.stops:
            if self._is_mobile() and stop.branch_id == self.branches.currentData():
                self.stops.addItem(stop.name, stop.id)
        self.stops.setCurrentIndex(-1)
        self.stops.setEnabled(self._is_mobile() and not self._choices.place_fixed)
        self._enable()

    def _enable(self) -> None:
        lacks_stop = self._is_mobile() and self.stops.currentData() is None
        wanted = lacks_stop and not self._choices.place_fixed
        missing = (missing_words.choice(self.stops.accessibleName()),) if wanted else ()
        self.wait_for(*missing, at=(self.stops,) if wanted else ())
