"""Small labels: toned, cut at the end when there is no room, and captions beside values."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolTip, QWidget

from viewmodels.core.observable import Observable
from views.language.glosses import glossed
from views.language.line_breaks import broken
from views.language.translation import translate
from views.style.theme import Theme
from views.widgets.announcing import tell
from views.widgets.binding import bind

if TYPE_CHECKING:
    from views.language.dates import Told

_READING_MS = 150
_MOST_LAYOUTS = 60
_LEADING = 1.3
_CAPTION = 168
"""Pixels at 100 % from the left edge of a caption to that of its value, 11 behind a field's."""
_ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
"""Flags that are joined at each painting take longer there than the letters do."""
_BELOW = 1
"""Pixels by which letters such as g reach below the line that the font claims, at some of its sizes."""


def line_height(metrics: QFontMetrics) -> int:
    """Tell how far below each other two lines of running text stand, in pixels."""
    return round(metrics.height() * _LEADING)


def styled_label(text: str = "", tone: str = "") -> QLabel:
    """Make a label in one of the style sheet's tones."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setContentsMargins(0, 0, 0, _BELOW)
    if tone:
        label.setProperty("tone", tone)
    return label


class ElidedLabel(QLabel):
    """One line that is cut with an ellipsis when there is no room; the whole text is then the tooltip.

    Screen readers always get the whole text.
    """

    def __init__(self, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(0, 0, 0, _BELOW)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._whole = ""

    def tell(self, whole: str) -> None:
        """Have more than the text in the tooltip and for screen readers; nothing more where it is blank."""
        self._whole = whole
        self.setAccessibleName(whole)

    @property
    def shown_text(self) -> str:
        """What of the text there is room for."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def minimumSizeHint(self) -> QSize:
        """Let the layout make it as narrow as a few characters."""
        few = self.fontMetrics().horizontalAdvance("あああ…")
        return QSize(min(few, super().sizeHint().width()), super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), _ONE_LINE, self.shown_text)

    def event(self, event: QEvent) -> bool:
        """Show the whole text as a tooltip where it is cut."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            cut = self.text() if self.shown_text != self.text() else ""
            QToolTip.showText(event.globalPos(), self._whole or cut, self)
            return True
        return super().event(event)


class WrappedLabel(QLabel):
    """Running text that goes on in a new line at the end of a sentence rather than anywhere, where it can.

    `text()` stays as it was set: the line ends are only painted.
    """

    def __init__(self, tone: str = "", text: str = "", parent: QWidget | None = None) -> None:
        self._known: dict[tuple[str, int], list[str]] = {}
        self._sizes: tuple[int, int] | None = None
        self._widest: int | None = None
        self._fewest = 1
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show another text; nothing is kept of the one before, which may name a title."""
        if text != self.text():
            self._known.clear()
        super().setText(text)

    def clear(self) -> None:
        """Show nothing, and keep nothing."""
        self._known.clear()
        super().clear()

    def break_within(self, width: int) -> None:
        """Have lines end at a width, though the label itself may be wider."""
        if width != self._widest:
            self._widest = width
            self.updateGeometry()
            self.update()

    def keep_room_for(self, lines: int) -> None:
        """Be as high as so many lines; fewer stand in the middle."""
        self._fewest = lines
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Tell the layout that fewer lines are needed where there is more room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Tell how high the lines are."""
        margins = self.contentsMargins()
        lines = max(len(self._lines(width - margins.left() - margins.right())), self._fewest)
        return lines * self._line_height + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """Ask for the fewest lines; how many there are follows from the width."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be content with a narrow column; the height follows from the width."""
        return QSize(self._measured[1], self.height_of(self._fewest))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines, in the middle of what height there is to spare unless the alignment says otherwise."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        box = self.contentsRect()
        lines = self._lines(box.width())
        top = box.top()
        alignment = self.alignment()
        if not alignment & Qt.AlignmentFlag.AlignTop:
            top += max(0, box.height() - len(lines) * self._line_height) // 2
        where = alignment & Qt.AlignmentFlag.AlignHorizontal_Mask | Qt.AlignmentFlag.AlignVCenter
        for line in lines:
            painter.drawText(box.left(), top, box.width(), self._line_height, where, line)
            top += self._line_height

    def height_of(self, lines: int) -> int:
        """Tell how many pixels high so many lines are."""
        margins = self.contentsMargins()
        return lines * self._line_height + margins.top() + margins.bottom()

    @property
    def _line_height(self) -> int:
        return self._measured[0]

    @property
    def _measured(self) -> tuple[int, int]:
        """How far below each other two lines stand, and how wide a narrow column is."""
        if self._sizes is None:
            metrics = self.fontMetrics()
            self._sizes = line_height(metrics), metrics.horizontalAdvance("あ" * 10)
        return self._sizes

    def _lines(self, width: int) -> list[str]:
        if self._widest is not None:
            margins = self.contentsMargins()
            width = min(width, self._widest - margins.left() - margins.right())
        key = (self.text(), width)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _MOST_LAYOUTS:
                self._known.clear()
            measure = self.fontMetrics().horizontalAdvance
            found = [line for part in self.text().split("\n") for line in broken(part, width, measure)]
            self._known[key] = found
        return found

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._known.clear()
            self._sizes = None


class ReadingLabel(QLabel):
    """Says that something is being read, once that has lasted a moment: what is there at once makes no picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "muted")
        self.setContentsMargins(0, 0, 0, _BELOW)
        self.hide()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_READING_MS)
        self._clock.timeout.connect(self._say)

    def follow(self, running: Observable[bool]) -> None:
        """Say it while something runs."""
        bind(running, self, lambda runs: self._clock.start() if runs else self._end())

    def _say(self) -> None:
        self.show()
        tell(self, translate("reading", "読み込んでいます…"))

    def _end(self) -> None:
        self._clock.stop()
        self.hide()
        self.clear()


class Facts(QWidget):
    """Captions and values in two columns."""

    def __init__(
        self, captions: dict[str, str], theme: Theme, *, aloud: str = "", parent: QWidget | None = None
    ) -> None:
        """Lay the captions out.

        Args:
            captions: what is shown, by key, in order; what has a blank one belongs to what stands above it.
            theme: for the distances.
            aloud: the key of the one number or date that is told aloud, which is big; blank for none.
            parent: the owner.
        """
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self._values: dict[str, tuple[QLabel, QLabel]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * sizes.pad)
        grid.setVerticalSpacing(sizes.gap - 2)
        grid.setColumnMinimumWidth(0, round(_CAPTION * theme.tokens.scale) - 2 * sizes.pad)
        grid.setColumnStretch(1, 1)
        first_line = line_height(QFontMetrics(theme.tokens.font(sizes.body)))
        for line, (key, caption) in enumerate(captions.items()):
            left = WrappedLabel("muted", glossed(caption))
            right = WrappedLabel("aloud" if key == aloud else "")
            right.setAlignment(Qt.AlignmentFlag.AlignTop)
            left.setBuddy(right)
            left.setMinimumHeight(first_line)
            beside = Qt.AlignmentFlag.AlignVCenter if key == aloud else Qt.AlignmentFlag.AlignTop
            grid.addWidget(left, line, 0, beside)
            grid.addWidget(right, line, 1)
            left.setHidden(not caption)
            self._values[key] = (left, right)

    def value(self, key: str) -> str:
        """Tell what is shown under a key."""
        return self._values[key][1].text()

    def show_values(self, values: "Mapping[str, str | Told]") -> None:
        """Show these values; a key that is missing or blank hides its line. No values at all leave blank lines."""
        for key, (caption, label) in self._values.items():
            value = values.get(key, "")
            text, heard = (value, value) if isinstance(value, str) else value
            label.setText(text)
            label.setAccessibleName("" if heard == text else heard)
            if values and label.isHidden() is bool(text):
                caption.setVisible(bool(text and caption.text()))
                label.setVisible(bool(text))
