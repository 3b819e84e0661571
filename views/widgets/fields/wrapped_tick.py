"""A tick box whose text goes on in a further line where there is no room for it in one."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from views.language.line_breaks import broken
from views.widgets.labels import line_height

_MOST_LAYOUTS = 8
"""So many widths are remembered: a layout asks for a few of them in turn."""
_FEW = 8
"""Full-width letters, each about as wide as the type is high."""


class WrappedTick(QCheckBox):
    """A tick box as narrow as its place; its text is painted in as many lines as it needs."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        self._known: dict[tuple[str, int], list[str]] = {}
        self._sides: dict[str, int] = {}
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Tell the layout that fewer lines are needed where there is more room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Tell how high the lines are, with what is around them."""
        lines = self._lines(width - self._beside())
        return super().sizeHint().height() + (len(lines) - 1) * line_height(self.fontMetrics())

    def minimumSizeHint(self) -> QSize:
        """Be content with a narrow column."""
        whole = super().sizeHint()
        few = _FEW * self.fontMetrics().height() + self._beside()
        return QSize(min(few, whole.width()), whole.height())

    def hitButton(self, pos: QPoint) -> bool:
        """Be pressed wherever it is."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, and the lines beside it."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style = self.style()
        room = style.subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        lines = self._lines(room.width())
        if len(lines) == 1:
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_CheckBox, option)
        high = line_height(self.fontMetrics())
        top = (self.height() - high * len(lines)) // 2
        for line in lines:
            option.text, option.rect = line, QRect(room.left(), top, room.width(), high)
            painter.drawControl(QStyle.ControlElement.CE_CheckBoxLabel, option)
            top += high

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._known.clear()
            self._sides.clear()

    def _beside(self) -> int:
        """Tell how much of its width isn't text."""
        text = self.text()
        if text not in self._sides:
            self._sides = {text: super().sizeHint().width() - self.fontMetrics().horizontalAdvance(text)}
        return self._sides[text]

    def _lines(self, width: int) -> list[str]:
        key = (self.text(), width)
        found = self._known.get(key)
        if found is None:
            measure = self.fontMetrics().horizontalAdvance
            fits = measure(self.text()) <= width
            found = [self.text()] if fits else list(broken(self.text(), max(width, 1), measure))
            if len(self._known) > _MOST_LAYOUTS:
                self._known.clear()
            self._known[key] = found
        return found
