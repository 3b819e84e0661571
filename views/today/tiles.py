"""The numbers of 今日の仕事, each a button that opens its list; compact, in few lines, where there is little room."""

from enum import Enum, auto
from itertools import batched

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.widgets.labels import styled_label

_NARROWEST = 13
"""In full-width letters of the body text: how wide a tile is at least beside others."""
_USUAL = "888"
"""A compact tile has room for such a number, so that tiles don't move when one more comes."""
_GOOD, _WAITS = "✓ ", "※ "
"""Stand before a line, for the eye alone."""
_A_LINE = (5, 3, 2, 1)
"""So many compact tiles stand in a line: the first number that fits."""
_ENDS: dict[int, int] = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_LINES: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_GOING = _ENDS.keys() | _STEPS.keys() | _LINES.keys()


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
        number, title, line: the labels. What is told about the number is a tooltip where the line has no room for it.
    """

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width = 0
        self._mark = ""
        self._lines: tuple[str, ...] = ()
        self.setProperty("kind", "tile")
        self.setProperty("tone", "")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.number = styled_label("–", "count")
        self.title = styled_label(title, "strong")
        self.line = styled_label("", "caption")
        self._spread = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        told = QVBoxLayout()
        told.setSpacing(0)
        for label in (self.number, self.title, self.line):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        told.addWidget(self.title)
        told.addWidget(self.line)
        self._spread.addWidget(self.number)
        self._spread.addLayout(told, 1)
        self.be_compact()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that go from tile to tile to their row: Qt would go wherever Tab goes."""
        if event.key() in _GOING:
            event.ignore()
            return
        super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """Leave to the page which tile is chosen: its list may not come."""

    def show_count(
        self,
        count: int | None,
        *lines: str,
        good: bool = False,
        somebody_waits: bool = False,
    ) -> None:
        """Show a number, or a dash where it isn't known.

        Args:
            count: the number.
            lines: what is told about it, then the same in fewer words for where that has no room.
            good: the line is about what can be done.
            somebody_waits: a person at a counter waits, so that the whole tile stands out.
        """
        self.number.setText("–" if count is None else str(count))
        set_tone(self, "notice" if somebody_waits else "")
        tone, self._mark = ("notice-caption", _WAITS) if somebody_waits else ("caption", "")
        if good:
            tone, self._mark = "good-caption", _GOOD
        set_tone(self.line, tone)
        self._lines = lines
        self._say()

    def be_compact(self) -> None:
        """Have a smaller number beside its title, and no line."""
        self._width = 0
        self._spread_out(compact=True)

    def be_wide(self, width: int) -> None:
        """Have a large number above its title, and the line below as far as there is room in so many pixels."""
        self._width = width
        self._spread_out(compact=False)

    def changeEvent(self, event: QEvent) -> None:
        """Tell what there is room for in another type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._say()

    def _spread_out(self, *, compact: bool) -> None:
        sizes = self._theme.tokens.sizes
        turned = QBoxLayout.Direction.LeftToRight if compact else QBoxLayout.Direction.TopToBottom
        self._spread.setDirection(turned)
        self._spread.setSpacing(sizes.gap if compact else 0)
        across, down = (sizes.pad, sizes.gap) if compact else (sizes.edge, sizes.pad - 2)
        self._spread.setContentsMargins(across, down, across, down)
        set_tone(self.number, "title" if compact else "count")
        self.number.setMinimumWidth(self.number.fontMetrics().horizontalAdvance(_USUAL) if compact else 0)
        self._say()
        self.updateGeometry()

    @property
    def wide_width(self) -> int:
        """How wide it is with its title below its number, whether it is compact now or not."""
        self.title.ensurePolished()
        return self.title.sizeHint().width() + 2 * self._theme.tokens.sizes.edge

    def sizeHint(self) -> QSize:
        """Ask for the room of what stands in it."""
        return self._spread.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Cut nothing."""
        return self._spread.minimumSize()

    def _say(self) -> None:
        counted = "" if self.number.text() == "–" else self.tr("%1件").replace("%1", self.number.text())
        self.setAccessibleName(" ".join(it for it in (self.title.text(), counted) if it))
        told = next(iter(self._lines), "")
        self.setAccessibleDescription(told)
        self.line.ensurePolished()
        shown = next((it for it in self._lines if it and self._fits(self._mark + it)), "")
        self.line.setText(self._mark + shown if shown else "")
        self.line.setVisible(bool(shown))
        self.setToolTip("" if shown == told else told)

    def _fits(self, line: str) -> bool:
        room = self._width - 2 * self._theme.tokens.sizes.edge
        return self.line.fontMetrics().horizontalAdvance(line) <= room


class TileRow(QWidget):
    """The tiles. ← and → go from one to the next, ↑ and ↓ from line to line, Home and End to the first and the last.

    Attributes:
        tiles: all of them.

    Signals:
        pressed(kind): the list behind a number is wanted.
        left: ↓ went on from the last line.
    """

    pressed = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        titles = {
            TileKind.READY: self.tr("解除できる貸出禁止"),
            TileKind.REPORTS: self.tr("未対応の申し出"),
            TileKind.CONTACTS: self.tr("連絡待ち"),
            TileKind.SUSPENDED: self.tr("貸出禁止中の利用者"),
            TileKind.APPROVALS: self.tr("承認を待つ窓口"),
        }
        self.tiles = {kind: CountTile(title, theme, self) for kind, title in titles.items()}
        for kind, tile in self.tiles.items():
            tile.clicked.connect(lambda _=False, kind=kind: self.pressed.emit(kind))
            tile.toggled.connect(lambda on, kind=kind: self._toggled(kind, on=on))
        self._lines = tuple(QHBoxLayout() for _ in self.tiles)
        for line in self._lines:
            self._column.addLayout(line)
        self._in_line, self._width = 0, 0
        self._stand(len(self.tiles))
        self._space()

    def choose(self, chosen: TileKind | None) -> None:
        """Mark the tile whose list is open."""
        for kind, tile in self.tiles.items():
            _check(tile, on=kind is chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from tile to tile; a key with a modifier is left to others."""
        tiles, key = tuple(self.tiles.values()), event.key()
        here = next((place for place, tile in enumerate(tiles) if tile.hasFocus()), None)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if here is None or held or key not in _GOING:
            super().keyPressEvent(event)
            return
        if key in _ENDS:
            there = _ENDS[key] % len(tiles)
        elif key in _STEPS:
            there = min(max(here + _STEPS[key], 0), len(tiles) - 1)
        else:
            there = self._in_next_line(here, _LINES[key])
        if there != here:
            tiles[there].setFocus(Qt.FocusReason.TabFocusReason)
        elif key == Qt.Key.Key_Down:
            self.left.emit()

    def _in_next_line(self, here: int, way: int) -> int:
        """Give the place above or below one; itself where there is none."""
        last = len(self.tiles) - 1
        line = here // self._in_line + way
        if not 0 <= line <= last // self._in_line:
            return here
        return min(here + way * self._in_line, last)

    def _toggled(self, kind: TileKind, *, on: bool) -> None:
        """Take what assistive technology toggles as pressed: a hand's click toggles nothing."""
        _check(self.tiles[kind], on=not on)
        self.pressed.emit(kind)

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the widest tile alone, since tiles can stand in lines of one."""
        widest = max(tile.minimumSizeHint().width() for tile in self.tiles.values())
        return QSize(widest, self._column.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Stand anew where a title or a number needs another width."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Stand side by side; without room for that be compact, in as few lines as can be.

        What is told beside the numbers doesn't decide it: they stay where and as large as they are when it changes.
        """
        tiles, room = tuple(self.tiles.values()), self.width()
        least = max(
            self.fontMetrics().horizontalAdvance("あ") * _NARROWEST, *(tile.wide_width for tile in tiles)
        )
        sizes = self._theme.tokens.sizes
        width = (room - (len(tiles) - 1) * sizes.pad) // len(tiles)
        width = 0 if width < least else width
        if width != self._width:
            self._width = width
            self._space()
            for tile in tiles:
                if width:
                    tile.be_wide(width)
                else:
                    tile.be_compact()
        fitting = (count for count in _A_LINE if self._widest(count) <= room)
        self._stand(len(tiles) if width else next(fitting, 1))

    def _space(self) -> None:
        sizes = self._theme.tokens.sizes
        for layout in (self._column, *self._lines):
            layout.setSpacing(sizes.pad if self._width else sizes.gap)

    def _widest(self, in_line: int) -> int:
        """Give how wide the widest of the lines is at least, with so many tiles in each."""
        least = [tile.minimumSizeHint().width() for tile in self.tiles.values()]
        gap = self._theme.tokens.sizes.gap
        return max(sum(line) + (len(line) - 1) * gap for line in batched(least, in_line))

    def _stand(self, in_line: int) -> None:
        if in_line == self._in_line:
            return
        self._in_line = in_line
        for place, tile in enumerate(self.tiles.values()):
            for line in self._lines:
                line.removeWidget(tile)
            self._lines[place // in_line].addWidget(tile, 1)
        self.updateGeometry()


def _check(tile: CountTile, *, on: bool) -> None:
    """Mark a tile as the chosen one, or not, without taking that for a wish."""
    quiet = QSignalBlocker(tile)
    tile.setChecked(on)
    quiet.unblock()
