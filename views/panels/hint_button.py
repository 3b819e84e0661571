"""A sentence that staff seldom need stands behind ⓘ and a few words, which open and close it."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.style.theme import Theme
from views.widgets.announcing import announce
from views.widgets.enter_key import ENTER
from views.widgets.labels import WrappedLabel

_OPEN = QT_TRANSLATE_NOOP("hints", "説明を表示しています")
_CLOSED = QT_TRANSLATE_NOOP("hints", "押すと説明を表示します")
_STROKE = 0.09
"""Of the circle: how thick its line is."""


class HintButton(QAbstractButton):
    """「ⓘ 予約カードが一覧にないときは」. Where its words have no room, ⓘ alone is painted; the name stays the same.

    Attributes:
        sentence: what it opens and closes; closed at first.
    """

    def __init__(
        self, name: str, sentence: WrappedLabel, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sentence = sentence
        self.setText(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._turn)
        theme.changed.connect(self.take_theme)
        self.take_theme()
        self.close_hint()

    @property
    def is_open(self) -> bool:
        """Whether the sentence is shown."""
        return not self.sentence.isHidden()

    @property
    def shows_words(self) -> bool:
        """Whether there is room for more than ⓘ."""
        return self.width() >= self.sizeHint().width()

    def take_theme(self) -> None:
        """Take font and colours from the theme anew."""
        tokens = self._theme.tokens
        self._font = tokens.font(tokens.sizes.body)
        self.updateGeometry()
        self.update()

    def close_hint(self) -> None:
        """Close the sentence."""
        self._show(shown=False)

    def sizeHint(self) -> QSize:
        """Ask for ⓘ and the words."""
        sizes = self._theme.tokens.sizes
        words = QFontMetrics(self._font).horizontalAdvance(self.text())
        return QSize(self._edge + words + 4 * sizes.gap, sizes.act)

    def minimumSizeHint(self) -> QSize:
        """Be content with ⓘ."""
        sizes = self._theme.tokens.sizes
        return QSize(self._edge + 3 * sizes.gap, sizes.act)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it, too."""
        if event.key() in ENTER:
            event.accept()
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show as a tooltip what isn't painted."""
        if event.type() is QEvent.Type.ToolTip:
            self.setToolTip("" if self.shows_words else self.text())
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ⓘ, the words as far as they have room, and where the keyboard is."""
        tokens = self._theme.tokens
        gap, edge = tokens.sizes.gap, self._edge
        accent = tokens.colour("accent")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            ring = tokens.sizes.ring
            painter.setPen(QPen(accent, ring) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selection" if self.hasFocus() else "hover"))
            radius = tokens.sizes.radius
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2), radius, radius
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = QPen(accent, max(1.0, edge * _STROKE))
        line.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(line)
        circle = QRectF(gap * 1.5, (self.height() - edge) / 2, edge, edge)
        painter.drawEllipse(circle)
        middle = circle.center()
        painter.drawLine(
            QPointF(middle.x(), middle.y() - edge * 0.02), QPointF(middle.x(), middle.y() + edge * 0.25)
        )
        painter.drawPoint(QPointF(middle.x(), middle.y() - edge * 0.25))
        if self.shows_words:
            painter.setPen(accent)
            painter.setFont(self._font)
            left = round(circle.right()) + gap
            box = self.rect().adjusted(left, 0, 0, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

    @property
    def _edge(self) -> int:
        """How wide and high ⓘ is."""
        return self._theme.tokens.sizes.body

    def _turn(self) -> None:
        self._show(shown=not self.is_open)
        if self.is_open:
            announce(self.sentence, self.sentence.text())

    def _show(self, *, shown: bool) -> None:
        self.sentence.setVisible(shown)
        self.setAccessibleDescription(translate("hints", _OPEN if shown else _CLOSED))
