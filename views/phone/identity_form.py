"""本人確認: what a caller tells, typed by the clerk, and what came of comparing it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from services.contract.errors import FactsUnfit, IdentityNotConfirmed, ServiceError
from services.rules.people.identity import CallerFacts, FactFault, FactsNeeded
from views.language.line_breaks import run_on
from views.language.translation import translate
from views.panels.page import TitledPanel
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import form_words, messages
from views.widgets.announcing import tell
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.fields.kana_field import KanaField
from views.widgets.labels import WrappedLabel, styled_label


class IdentityForm(TitledPanel):
    """The three facts a caller can tell beside the card number; any of them, in any writing form.

    Attributes:
        kana, birth_date, phone: the fields.
        confirm_button: 「確認する」.
        said: what came of the last try.

    Signals:
        confirm_wanted(CallerFacts): the clerk wants it compared.
    """

    confirm_wanted = Signal(object)

    def __init__(self, title: str, how: str, theme: Theme, parent: QWidget | None = None) -> None:
        """Lay the form out.

        Args:
            title: its name.
            how: which facts it takes.
            theme: for the distances.
            parent: the owner.
        """
        super().__init__(title, theme, parent)
        sizes = theme.tokens.sizes
        self._how = WrappedLabel("muted", how)
        self.kana, self.birth_date, self.phone = KanaField(), AsciiField(), AsciiField()
        self._first: QLineEdit | None = self.kana
        self._rows: dict[QLineEdit, tuple[QWidget, ...]] = {}
        self._has_missed = False
        grid = QGridLayout()
        grid.setHorizontalSpacing(sizes.edge)
        grid.setVerticalSpacing(sizes.pad)
        grid.setColumnStretch(2, 1)
        for line, (field, caption, hint) in enumerate(
            (
                (
                    self.kana,
                    translate("identity", "カナ氏名"),
                    translate("identity", "ひらがな・半角でも、空白がなくても同じです。"),
                ),
                (
                    self.birth_date,
                    translate("identity", "生年月日"),
                    translate("identity", "1979/4/1・19790401・S54.4.1・昭和54年4月1日"),
                ),
                (
                    self.phone,
                    translate("identity", "電話番号"),
                    translate("identity", "市外局番から。「-」はあってもなくても同じです。"),
                ),
            )
        ):
            label = styled_label(caption)
            label.setBuddy(field)
            field.setAccessibleName(caption)
            field.setFixedWidth(20 * sizes.body)
            field.returnPressed.connect(self._wanted)
            field.textChanged.connect(self._changed)
            grid.addWidget(label, line, 0)
            grid.addWidget(field, line, 1)
            example = WrappedLabel("muted", hint)
            grid.addWidget(example, line, 2, Qt.AlignmentFlag.AlignVCenter)
            self._rows[field] = (label, field, example)
        self.confirm_button = QPushButton(translate("identity", "確認する"))
        self.confirm_button.setProperty("kind", "primary")
        self.confirm_button.setAutoDefault(False)
        self.confirm_button.clicked.connect(self._wanted)
        self.said = WrappedLabel("bad")
        self.said.setContentsMargins(0, sizes.control // 5, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(sizes.edge)
        row.addWidget(self.confirm_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.said, 1)
        self.column.addWidget(self._how)
        self.column.addLayout(grid)
        self.column.addLayout(row)

    def ask_by_number(self, needed: FactsNeeded, *, beyond_card: bool) -> None:
        """Say which facts it takes beside the number that opened the record, and have fields for those alone.

        Args:
            needed: what the caller has to tell.
            beyond_card: of any facts it takes one that doesn't stand on the card.
        """
        if needed is FactsNeeded.NONE_ENOUGH:
            self._ask(form_words.fact_fault(FactFault.NONE_ENOUGH))
        elif needed is FactsNeeded.KANA_AND_PHONE:
            both = translate(
                "identity",
                "生年月日の登録がない利用者です。"
                "カナ氏名と電話番号の両方をご本人に言っていただき、そのまま入力します。",
            )
            self._ask(both, self.kana, self.phone)
        elif beyond_card:
            more = translate(
                "identity",
                "生年月日か電話番号をご本人に言っていただき、そのまま入力します。カナ氏名だけでは足りません。",
            )
            self._ask(more, self.birth_date, self.kana, self.phone)
        else:
            any_one = translate(
                "identity", "利用カード番号のほかに、一つ以上をご本人に言っていただき、そのまま入力します。"
            )
            self._ask(any_one, self.kana, self.birth_date, self.phone)

    def _ask(self, how: str, *asked: QLineEdit) -> None:
        """Have these fields, and begin with the first; without any only say how."""
        self._how.setText(how)
        set_tone(self._how, "muted" if asked else "warn")
        begins = self._first is not None and self._first.hasFocus()
        self._first = asked[0] if asked else None
        for field, row in self._rows.items():
            for part in row:
                part.setVisible(field in asked)
        for part in (self.confirm_button, self.said):
            part.setVisible(bool(asked))
        if begins:
            self.start()

    def start(self) -> None:
        """Give the keyboard to the field to begin with."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_typed(self, _event: None = None) -> None:
        """Empty the fields, so that undo can't bring back what stood there."""
        for field in (self.kana, self.birth_date, self.phone):
            field.setText("")

    def show_trouble(self, error: ServiceError | None) -> None:
        """Say beside the form why no caller is identified, or nothing; faulty fields are marked and keep their text."""
        faults = error.faults if isinstance(error, FactsUnfit) else ()
        for field, fault in (
            (self.phone, FactFault.PHONE_UNREADABLE),
            (self.birth_date, FactFault.BIRTH_DATE_UNREADABLE),
            (self.kana, FactFault.KANA_UNREADABLE),
        ):
            if fault in faults and self.isVisible():
                field.refuse()
            else:
                field.unmark()
        self._has_missed = isinstance(error, IdentityNotConfirmed)
        if self._has_missed and self._first is not None:
            self._first.selectAll()
        told = None if error is None else messages.sentence(error)
        tell(self.said, "" if told is None else run_on(told.what, told.next))

    def _changed(self) -> None:
        self._has_missed = False

    def _wanted(self) -> None:
        """Have it compared; not what has missed already, which would be another try for nothing."""
        if self.confirm_button.isEnabled() and not self._has_missed:
            self.start()  # the button will be disabled, and the next try begins here
            facts = CallerFacts(
                kana=self.kana.text(), birth_date=self.birth_date.text(), phone=self.phone.text()
            )
            self.confirm_wanted.emit(facts)
