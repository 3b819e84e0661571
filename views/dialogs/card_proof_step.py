"""Asks for the patron's card in a dialog, and shows whether it was there."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from services.rules.vocabulary import CardProof
from viewmodels.desk.card_proof import CardProofModel, Shown
from views.style.icons import Icons
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import words
from views.widgets.announcing import tell
from views.widgets.binding import bind
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.labels import WrappedLabel, styled_label


class _NumberField(AsciiField):
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
    """

    def __init__(self, model: CardProofModel, *, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._mark = QLabel()
        self.setAccessibleName(self.tr("利用カード"))
        self.number: AsciiField | None = None
        self._said = styled_label("", "strong")
        row = QHBoxLayout()
        row.addWidget(self._mark)
        row.addWidget(self._said, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row)
        if model.reported_lost:
            box.addWidget(self._warning())
        if model.accepts_typed_card or model.accepts_seen_card:
            box.addLayout(self._other_ways(model))
        self._model = model
        bind(model.shown, self, self._show)

    def _warning(self) -> WrappedLabel:
        said = WrappedLabel("bad")
        said.setText(self.tr("紛失の届けがあるカードです。ご本人かどうかを確かめてください。"))
        return said

    def _other_ways(self, model: CardProofModel) -> QHBoxLayout:
        row = QHBoxLayout()
        if model.accepts_typed_card:
            field = _NumberField()
            field.setPlaceholderText(self.tr("カードの番号を入力して Enter"))
            field.setAccessibleName(self.tr("カードの番号"))
            field.returnPressed.connect(lambda: model.card_typed(field.text()))
            row.addWidget(field, 1)
            self.number = field
        if model.accepts_seen_card:
            seen = QPushButton(words.card_proof(CardProof.SEEN))
            seen.setAutoDefault(False)
            seen.clicked.connect(model.card_seen)
            row.addWidget(seen)
        row.addStretch(1)
        return row

    def _show(self, shown: Shown | None) -> None:
        name, colour = ("scan-line", "accent") if shown is None else ("circle-check", "good")
        size = round(24 * self._theme.tokens.scale)
        self._mark.setPixmap(self._icons.pixmap(name, colour, size, self.devicePixelRatioF()))
        set_tone(self._said, "strong" if shown is None else "good")
        tell(self._said, self._words(shown))

    def _words(self, shown: Shown | None) -> str:
        if shown is None:
            return self.tr("この利用者の利用カードを読み取ってください")
        match shown.proof:
            case CardProof.SCANNED | CardProof.OPENING_SCAN:
                return self.tr("利用カードを読み取りました")
            case CardProof.TYPED:
                return self.tr("利用カードの番号を入力しました")
            case CardProof.SEEN:
                return self.tr("利用カードを目で確かめました")
