"""The numbers of 今日の仕事, each a button that opens its list; below each other where there is little room."""

from enum import Enum, auto

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.widgets.labels import styled_label

_NARROWEST = 13
"""In full-width letters of the body text: how wide a tile is at least beside others."""


class TileKind(Enum):
    """What a tile counts, in the order in which the tiles stand."""

    READY = auto()
    REPORTS = auto()
    CONTACTS = auto()
    SUSPENDED = auto()
    APPROVALS = auto()


class CountTile(QPushButton):
    """A large number, what it counts, and a line about it.

    What is painted is made of labels, which Qt's own button knows nothing of; its accessible name says all of it.

    Attributes:
        number, title, line: the labels.
    """

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self.setProperty("kind", "tile")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.number = styled_label("–", "count")
        self.title = styled_label(title, "strong")
        self.line = styled_label("", "caption")
        self._spread = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._spread.setContentsMargins(sizes.edge, sizes.pad - 2, sizes.edge, sizes.pad - 2)
        self._spread.setSpacing(0)
        told = QVBoxLayout()
        told.setSpacing(0)
        for label in (self.number, self.title, self.line):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        told.addWidget(self.title)
        told.addWidget(self.line)
        self._spread.addWidget(self.number)
        self._spread.addLayout(told, 1)
        self._say()

    def nextCheckState(self) -> None:
        """Leave to the page which tile is chosen: its list may not come."""

    def show_count(self, count: int | None, line: str, *, good: bool = False) -> None:
        """Show a number, or a dash where it isn't known; `good` is a line about what can be done."""
        self.number.setText("–" if count is None else str(count))
        set_tone(self.line, "good-caption" if good else "caption")
        self.line.setText(f"✓ {line}" if good else line)
        self.line.setVisible(bool(line))
        self._say()

    def lie_down(self, *, down: bool) -> None:
        """Have the number beside the words rather than above them."""
        turned = QBoxLayout.Direction.LeftToRight if down else QBoxLayout.Direction.TopToBottom
        self._spread.setDirection(turned)
        self._spread.setSpacing(self._spread.contentsMargins().left() if down else 0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the room of what stands in it."""
        return self._spread.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Cut nothing."""
        return self._spread.minimumSize()

    def _say(self) -> None:
        counted = "" if self.number.text() == "–" else self.tr("%1件").replace("%1", self.number.text())
        self.setAccessibleName(" ".join(it for it in (self.title.text(), counted) if it))
        self.setAccessibleDescription(self.line.text().removeprefix("✓ "))


class TileRow(QWidget):
    """The tiles.

    Attributes:
        tiles: all of them.

    Signals:
        pressed(kind): the list behind a number is wanted.
    """

    pressed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.tokens.sizes.pad)
        titles = {
            TileKind.READY: self.tr("解除できる停止"),
            TileKind.REPORTS: self.tr("未対応の申し出"),
            TileKind.CONTACTS: self.tr("連絡待ち"),
            TileKind.SUSPENDED: self.tr("停止中の利用者"),
            TileKind.APPROVALS: self.tr("承認を待つ窓口"),
        }
        self.tiles = {kind: CountTile(title, theme, self) for kind, title in titles.items()}
        for kind, tile in self.tiles.items():
            self._row.addWidget(tile, 1)
            tile.clicked.connect(lambda _=False, kind=kind: self.pressed.emit(kind))

    def choose(self, chosen: TileKind | None) -> None:
        """Mark the tile whose list is open."""
        for kind, tile in self.tiles.items():
            tile.setChecked(kind is chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand below each other where there is no room side by side."""
        super().resizeEvent(event)
        shown = tuple(self.tiles.values())
        least = max(
            self.fontMetrics().horizontalAdvance("あ") * _NARROWEST,
            *(tile.sizeHint().width() for tile in shown),
        )
        beside = len(shown) * least + (len(shown) - 1) * self._row.spacing() <= event.size().width()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)
            for tile in shown:
                tile.lie_down(down=not beside)
