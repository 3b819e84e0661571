"""Asks for the patron's card in a dialog, and shows whether it was there."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from services.rules.vocabulary import CardProof
from viewmodels.core.trouble import Trouble
from viewmodels.desk.card_proof import CardProofModel, Shown
from views.language.glosses import glossed
from views.style.icons import Icons
from views.style.style_properties import set_styled, set_tone
from views.style.theme import Theme
from views.text import words
from views.widgets.announcing import tell
from views.widgets.binding import bind
from views.widgets.fields.card_number_field import CardNumberField
from views.widgets.form_rows import caption_width
from views.widgets.labels import WrappedLabel

_PLAIN = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier


class _NumberField(CardNumberField):
    """Keeps its Enter: the same one must not press the button that the keyboard moves to once the card is proved."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from every other button."""
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()


class CardStep(QFrame):
    """Shows whether this patron's card was there, and takes the ways of showing it that the library accepts.

    Attributes:
        number: where its number may be typed; None where the library takes only a scan.
        seen: takes a look for the card; None where the library doesn't.
    """

    def __init__(self, model: CardProofModel, *, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._mark = QLabel()
        name = self.tr("利用カード")
        self.setAccessibleName(name)
        self.number = self._number_field(model) if model.accepts_typed_card else None
        self.seen = self._seen_button(model) if model.accepts_seen_card else None
        self._said = WrappedLabel("good")
        caption = QLabel(glossed(name))
        caption.setProperty("tone", "muted")
        caption.setFixedWidth(caption_width(theme))
        caption.setMinimumHeight(theme.tokens.sizes.control)  # the field's, which goes once the card is there
        row = QHBoxLayout()
        row.setSpacing(theme.tokens.sizes.pad)
        row.addWidget(caption)
        self._ways = [it for it in (self.number, self.seen) if it is not None]
        if self.number is not None:
            row.addWidget(self.number, 1)
        row.addWidget(self._mark)
        row.addWidget(self._said, 0 if self.number is not None else 1)
        if self.seen is not None:
            row.addWidget(self.seen)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row)
        if model.reported_lost:
            box.addWidget(self._warning())
        self._model = model
        bind(model.shown, self, self._show)
        bind(model.trouble, self, self._show_trouble)

    @property
    def is_there(self) -> bool:
        """Whether the card was shown."""
        return self._model.shown.value is not None

    @property
    def asked_at(self) -> QWidget:
        """Where the card is asked for: the keyboard goes there, where it can."""
        return self.number or self.seen or self

    def take_digit(self, event: QKeyEvent) -> bool:
        """Take a digit that was typed where none belong; False where it is none, or no number is asked for."""
        field = self.number
        if field is None or field.isHidden() or not event.text().isdigit() or event.modifiers() & ~_PLAIN:
            return False
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.insert(event.text())
        return True

    def _number_field(self, model: CardProofModel) -> CardNumberField:
        field = _NumberField()
        field.setPlaceholderText(self.tr("読み取るか、番号を入れて Enter"))
        field.setAccessibleName(self.tr("カードの番号"))
        field.returnPressed.connect(lambda: model.card_typed(field.text()))
        field.textChanged.connect(lambda _: set_styled(field, "fault", "false"))
        return field

    def _seen_button(self, model: CardProofModel) -> QPushButton:
        seen = QPushButton(words.card_proof(CardProof.SEEN))
        seen.setAutoDefault(False)
        seen.clicked.connect(model.card_seen)
        return seen

    def _warning(self) -> WrappedLabel:
        said = WrappedLabel("bad")
        said.setText(self.tr("紛失の届けがあるカードです。ご本人かどうかを確かめてください。"))
        return said

    def _show(self, shown: Shown | None) -> None:
        for way in self._ways:
            if way.hasFocus():
                way.clearFocus()  # or Qt gives the keyboard to whatever comes next, as a text that is then typed over
            way.setVisible(shown is None)
        self._mark.setVisible(shown is not None)
        size = round(20 * self._theme.tokens.scale)
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(self._icons.pixmap("circle-check", "good", size, ratio))
        set_tone(self._said, "muted" if shown is None else "good")
        tell(self._said, self._words(shown))
        self._said.setVisible(bool(self._said.text()))

    def _show_trouble(self, trouble: Trouble | None) -> None:
        """Show in red what was typed and is no proof; the next digit takes its place."""
        refused = trouble is not None and self._model.shown.value is None
        if self.number is not None:
            set_styled(self.number, "fault", "true" if refused else "false")
            if refused:
                self.number.selectAll()

    def _words(self, shown: Shown | None) -> str:
        if shown is None:
            return "" if self.number is not None else self.tr("この利用者の利用カードを読み取ってください")
        match shown.proof:
            case CardProof.SCANNED | CardProof.OPENING_SCAN:
                return self.tr("利用カードを読み取りました")
            case CardProof.TYPED:
                return self.tr("利用カードの番号を入力しました")
            case CardProof.SEEN:
                return self.tr("利用カードを目で確かめました")
