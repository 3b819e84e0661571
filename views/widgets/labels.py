"""Small labels: toned, cut at the end when there is no room, and captions above values."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from views.language.glosses import glossed
from views.language.line_breaks import REMARKS, SENTENCES, broken
from views.style.theme import Theme

_MOST_LAYOUTS = 60
_SHORT = 8
"""Letters, as high as wide, of a name that isn't broken."""
_LEADING = 1.3
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
        line = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(self.contentsRect(), line, self.shown_text)

    def event(self, event: QEvent) -> bool:
        """Show the whole text as a tooltip where it is cut."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            cut = self.shown_text != self.text()
            QToolTip.showText(event.globalPos(), self.text() if cut else "", self)
            return True
        return super().event(event)


class FittedLabel(ElidedLabel):
    """A bold line in the largest type that it has room for in full; in the smallest it may go on in a second line.

    Only what even those have no room for is cut.
    """

    def __init__(self, theme: Theme, tone: str, *smaller: str, parent: QWidget | None = None) -> None:
        """Make an empty line.

        Args:
            theme: for the type sizes.
            tone: the style sheet's, whose type is the largest.
            smaller: names of `Sizes`, down to the smallest.
            parent: the owner.
        """
        super().__init__(tone, parent)
        self._theme = theme
        self._smaller = smaller
        self._measured, self._least = "", 0

    @property
    def shown_font(self) -> QFont:
        """The type that fits."""
        fonts = [self.font(), *(self._font(name) for name in self._smaller)]
        room = self.contentsRect().width()
        fits = (it for it in fonts if QFontMetrics(it).horizontalAdvance(self.text()) <= room)
        return next(fits, fonts[-1])

    @property
    def shown_text(self) -> str:
        """What of the text there is room for in that type."""
        first, *rest = self._lines()
        gap = self.text()[len(first) : len(first) + 1]
        return (gap if gap.isspace() else "").join((first, *rest))

    @property
    def least_width(self) -> int:
        """How many pixels wide it has to be: for a short text in the second type, for a long one in two small lines."""
        text = self.text()
        if text != self._measured:
            self._measured, self._least = text, self._measure(text)
        return self._least

    def _measure(self, text: str) -> int:
        second = QFontMetrics(self._font(self._smaller[0]))
        if second.horizontalAdvance(text) <= _SHORT * second.height():
            return second.horizontalAdvance(text)
        metrics = QFontMetrics(self._font(self._smaller[-1]))
        measure = metrics.horizontalAdvance
        whole = measure(text)
        for width in range(whole // 2, whole, metrics.height()):
            lines = broken(text, width, measure, REMARKS)
            if len(lines) <= 2 and max(map(measure, lines)) <= width:  # noqa: PLR2004
                return width
        return whole

    def sizeHint(self) -> QSize:
        """Ask for the height of a large line or of two small ones."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), 2 * _step(self._font(self._smaller[-1]))))

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as a cut line."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in that type."""
        painter = QPainter(self)
        painter.setFont(self.shown_font)
        painter.setPen(self.palette().color(self.foregroundRole()))
        lines, step, box = self._lines(), _step(self.shown_font), self.contentsRect()
        top = box.top() + (box.height() - step * len(lines)) // 2
        for line in lines:
            painter.drawText(QRect(box.left(), top, box.width(), step), Qt.AlignmentFlag.AlignVCenter, line)
            top += step

    def _lines(self) -> list[str]:
        """Break the text into two lines at most, the second one cut where it has to be."""
        metrics, room = QFontMetrics(self.shown_font), self.contentsRect().width()
        first, *more = broken(self.text(), max(room, 1), metrics.horizontalAdvance, REMARKS)
        if not more:
            return [first]
        rest = self.text().removeprefix(first).lstrip()
        return [first, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)]

    def _font(self, size: str) -> QFont:
        tokens = self._theme.tokens
        return tokens.font(getattr(tokens.sizes, size), bold=True)


def _step(font: QFont) -> int:
    """Tell how far below each other two lines of a name stand."""
    return round(QFontMetrics(font).height() * 1.1)


class WrappedLabel(QLabel):
    """Running text that goes on in a new line at the end of a sentence rather than anywhere, where it can.

    `text()` stays as it was set: the line ends are only painted.
    """

    def __init__(self, tone: str = "", text: str = "", parent: QWidget | None = None) -> None:
        self._known: dict[tuple[str, int], list[str]] = {}
        self._widest: int | None = None
        self._fewest = 1
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

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
        room = width - margins.left() - margins.right()
        return self.height_of(max(len(self._lines(room)), self._fewest))

    def sizeHint(self) -> QSize:
        """Ask for the fewest lines; how many there are follows from the width."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be content with a narrow column; the height follows from the width."""
        few = self.fontMetrics().horizontalAdvance("あ" * 10)
        return QSize(few, self.height_of(self._fewest))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines, in the middle of what height there is to spare unless the alignment says otherwise."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        box = self.contentsRect()
        lines = self._lines(box.width())
        top = box.top()
        if not self.alignment() & Qt.AlignmentFlag.AlignTop:
            top += max(0, box.height() - len(lines) * self._line_height) // 2
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        for line in lines:
            where = across | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box.left(), top, box.width(), self._line_height, where, line)
            top += self._line_height

    def height_of(self, lines: int) -> int:
        """Tell how many pixels high so many lines are."""
        margins = self.contentsMargins()
        return lines * self._line_height + margins.top() + margins.bottom()

    @property
    def _line_height(self) -> int:
        return line_height(self.fontMetrics())

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
            found = [
                line for part in self.text().split("\n") for line in broken(part, width, measure, SENTENCES)
            ]
            self._known[key] = found
        return found

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._known.clear()


class Captioned(QWidget):
    """A value under its small caption, as in the header."""

    def __init__(self, caption: str, theme: Theme, tone: str = "", parent: QWidget | None = None) -> None:
        """Make one without a value.

        Args:
            caption: what the value is.
            theme: for the height of the highest value, which all take: so the captions beside each other are level.
            tone: the value's.
            parent: the owner.
        """
        super().__init__(parent)
        self.value = styled_label("", tone)
        tokens = theme.tokens
        self.value.setMinimumHeight(QFontMetrics(tokens.mono(tokens.sizes.large)).height())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        box.addStretch(1)
        self._caption = styled_label(glossed(caption), "caption")
        self._caption.setBuddy(self.value)
        box.addWidget(self._caption)
        box.addWidget(self.value)
        box.addStretch(1)

    def show_value(self, text: str) -> None:
        """Show another value."""
        self.value.setText(text)
        self._name_value()

    @property
    def width_with_caption(self) -> int:
        """How many pixels wide it wants to be with its caption, whether that is shown or not."""
        for part in (self._caption, self.value):
            part.ensurePolished()  # the style has fonts of its own
        return max(self._caption.sizeHint().width(), self.value.sizeHint().width())

    def show_caption(self, *, shown: bool) -> None:
        """Show the caption, or the value alone, which screen readers then hear with its caption."""
        if self._caption.isHidden() is shown:
            self._caption.setVisible(shown)
            self._name_value()

    def _name_value(self) -> None:
        text = self.value.text()
        alone = bool(text) and self._caption.isHidden()
        self.value.setAccessibleName(f"{self._caption.text()} {text}" if alone else "")


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
        grid.setColumnMinimumWidth(0, 7 * sizes.body)
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

    def show_values(self, values: dict[str, str]) -> None:
        """Show these values; a key that is missing or blank hides its line. No values at all leave blank lines."""
        for key, (caption, label) in self._values.items():
            text = values.get(key, "")
            label.setText(text)
            if values and label.isHidden() is bool(text):
                caption.setVisible(bool(text and caption.text()))
                label.setVisible(bool(text))
