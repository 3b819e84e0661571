"""Buttons: one that shows its key, 「パスワード再発行 F4」, an arrow, one that a double click presses once."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from views.style.theme import Theme

_AT_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_AT_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class KeyButton(QPushButton):
    """Paints its key behind the text, which alone is the accessible name.

    Where its owner has no room, the key isn't painted (`fold`).
    """

    def __init__(self, text: str, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        """Make one.

        Args:
            text: what it does.
            key: what does the same on the keyboard.
            theme: for the key's type.
            parent: the owner.
        """
        self._known: dict[tuple[object, ...], int] = {}
        super().__init__(text, parent)
        self._theme = theme
        self._key = key
        self._has_key = True
        self._others: tuple[str, ...] = ()
        self.setAccessibleDescription(key)
        theme.changed.connect(self.update)

    def say_one_of(self, first: str, other: str, *, second: bool) -> None:
        """Have the first of two texts or the second one, and be as wide for each."""
        self._others = first, other
        self._known.clear()
        self.setText(other if second else first)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._known.clear()

    def fold(self, *, key: bool) -> None:
        """Paint the text alone, or the key, too."""
        if self._has_key is key:
            self._has_key = not key
            self.updateGeometry()
            self.update()

    def width_folded(self, *, key: bool) -> int:
        """Tell how many pixels wide it wants to be with its key or without; see `fold`."""
        what = self.text(), key, self.icon().isNull(), self.iconSize().width()
        known = self._known.get(what)
        if known is None:
            widest = max(map(self._wide, (self.text(), *self._others)))
            width = super().sizeHint().width() + widest - self._wide(self.text())
            self._known[what] = known = width if key else width + self._beside
        return known

    def _wide(self, text: str) -> int:
        """Tell how wide Qt takes a text to be."""
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width()

    def sizeHint(self) -> QSize:
        """Make room for the key."""
        return QSize(self.width_folded(key=not self._has_key), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Do without the key where there is no room for it, but never without a part of the text."""
        return QSize(self.width_folded(key=True), super().sizeHint().height())

    @property
    def shows_key(self) -> bool:
        """Whether there is room for the chip, and the key does something."""
        return self._has_key and self.isEnabled() and self.width() >= self.sizeHint().width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the styled button, then text and key side by side."""
        tokens = self._theme.tokens
        painter = QStylePainter(self)
        ink = tokens.colour("text" if self.isEnabled() else "muted")
        beside = self._beside if self.shows_key else 0
        left = paint_with_room(painter, self, self.text(), ink, gap=2 * tokens.sizes.gap, beside=beside)
        if self.shows_key:
            painter.setFont(tokens.mono(tokens.sizes.body))
            painter.setPen(tokens.colour("muted"))
            box = QRectF(left, 0, beside, self.height())
            painter.drawText(box, _AT_RIGHT, self._key)

    @property
    def _beside(self) -> int:
        """How wide the key is, with the gap before it."""
        tokens = self._theme.tokens
        return (
            QFontMetrics(tokens.mono(tokens.sizes.body)).horizontalAdvance(self._key) + 2 * tokens.sizes.gap
        )


class StepButton(QPushButton):
    """An arrow to what comes before or after; what that is, and the key for it, is heard and in the tooltip."""

    def __init__(self, arrow: str, what: str, key: str) -> None:
        super().__init__(arrow)
        self.setAccessibleName(what)
        self.setAccessibleDescription(key)
        self.setToolTip(f"{what} {key}")


def paint_with_room(
    painter: QStylePainter, button: QPushButton, text: str, ink: QColor, *, gap: int, beside: int
) -> float:
    """Draw a styled button with its picture and a text in the middle, and leave room for more behind the text.

    Args:
        painter: paints on the button.
        button: as the style sheet has it.
        text: what stands on it; nothing for its picture alone.
        ink: what the text is written in.
        gap: pixels between picture and text.
        beside: pixels behind the text that are left to the caller.

    Returns:
        Where they begin, in pixels from the button's left edge.
    """
    option = QStyleOptionButton()
    button.initStyleOption(option)
    option.text, option.icon = "", QIcon()
    painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
    picture = 0 if button.icon().isNull() else option.iconSize.width()
    wide = button.fontMetrics().horizontalAdvance(text)
    side = picture + gap if picture and text else picture
    left = (button.width() - side - wide - beside) / 2
    if picture:
        button.icon().paint(painter, QRect(round(left), 0, picture, button.height()))
    painter.setPen(ink)
    box = QRectF(left + side, 0, wide + 2, button.height())
    painter.drawText(box, _AT_LEFT, text)
    return left + side + wide


class OnceButton(QPushButton):
    """For what is done without a question: a double click means it once, whatever the button does by its second press.

    Qt takes that press for another click, also when the first one was on something else that has gone from there.
    """

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Press nothing."""


class SpokenButton(OnceButton):
    """For assistive technology alone: what the eye sees elsewhere, and the keyboard reaches there.

    It takes one pixel, for what takes none isn't told to screen readers.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(0, 0, 1, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint nothing."""


class LetterButton(QPushButton):
    """Shows a letter behind its word while that presses it; it keeps the room for it, so that nothing moves.

    Attributes:
        letter: what presses it.
    """

    def __init__(self, text: str, letter: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.letter = letter
        self._shows_letter = False
        self.setProperty("lettered", "true")
        theme.changed.connect(self.updateGeometry)

    @property
    def shows_letter(self) -> bool:
        """Whether the letter can be read."""
        return self._shows_letter and self.isEnabled()

    def show_letter(self, shown: bool) -> None:
        """Show the letter, or don't."""
        self._shows_letter = shown
        self.update()

    def sizeHint(self) -> QSize:
        """Make room for the letter."""
        hint = super().sizeHint()
        return QSize(
            hint.width() + self._before_letter + self._metrics.horizontalAdvance(self.letter), hint.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the styled button, and behind its word the letter, underlined."""
        super().paintEvent(event)
        if not self.shows_letter:
            return
        tokens, scale = self._theme.tokens, self._theme.tokens.scale
        option = QStyleOptionButton()
        self.initStyleOption(option)
        contents = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        left = contents.left() + self.fontMetrics().horizontalAdvance(self.text()) + self._before_letter
        metrics = self._metrics
        base = contents.center().y() + 1 + (metrics.ascent() - metrics.descent()) // 2
        painter = QPainter(self)
        painter.setFont(tokens.mono(tokens.sizes.body))
        painter.setPen(tokens.colour("accent"))
        painter.drawText(left, base, self.letter)
        wide = metrics.horizontalAdvance(self.letter)
        painter.fillRect(left, base + round(2 * scale), wide, max(1, round(scale)), tokens.colour("accent"))
        painter.end()

    @property
    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.tokens.mono(self._theme.tokens.sizes.body))

    @property
    def _before_letter(self) -> int:
        return round(4 * self._theme.tokens.scale)
