"""The numbers of 今日の仕事, each a button that opens its list; compact, in few lines, where there is little room."""

from collections.abc import Collection
from enum import Enum, auto

from PySide6.QtCore import QEvent, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from services.acts.suspensions import Lift
from services.contract.offers import Offers, SystemPart
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.widgets.labels import styled_label
from views.widgets.placed import Placed, fullest, put

_NARROWEST = 13
"""In full-width letters of the body text: how wide a tile is at least beside others."""
_USUAL = "888"
"""A compact tile has room for such a number, so that tiles don't move when one more comes."""
_GOOD, _WAITS = "✓ ", "※ "
"""Stand before a line, for the eye alone."""
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


def tiles_of(offers: Offers) -> frozenset[TileKind]:
    """Choose what is counted on a desk: without a list behind any number there is no page for them."""
    lists = offers.has(SystemPart.SUSPENSION_LIST)
    there = {
        TileKind.READY: lists and offers.has(Lift),
        TileKind.REPORTS: offers.has(SystemPart.REPORTS),
        TileKind.CONTACTS: lists and offers.has(SystemPart.CONTACTS),
        TileKind.SUSPENDED: lists,
        TileKind.APPROVALS: offers.has(SystemPart.APPROVALS),
    }
    counted = frozenset(kind for kind, is_there in there.items() if is_there)
    return counted if counted - {TileKind.APPROVALS} else frozenset()


class CountTile(QPushButton):
    """A large number, what it counts, and a line about it.

    What is painted is made of labels, which Qt's own button knows nothing of; its accessible name says all of it.

    Attributes:
        number, title, line: the labels. What is told about the number is a tooltip where the line has no room for it.

    Signals:
        outgrown: the number is longer than usual, and the tile too narrow for it.
    """

    outgrown = Signal()

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_wide = False
        self._mark = ""
        self._lines: tuple[str, ...] = ()
        self.setProperty("kind", "tile")
        self.setProperty("tone", "")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.number, self.title, self.line = (
            styled_label("–", "title"),
            styled_label(title, "strong"),
            styled_label("", "caption"),
        )
        for label in (self.number, self.title, self.line):
            label.setParent(self)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that go from tile to tile to their row: Qt would go wherever Tab goes."""
        if event.key() in _GOING:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """Leave to the page which tile is chosen: its list may not come."""

    def show_count(
        self, count: int | None, *lines: str, good: bool = False, somebody_waits: bool = False
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
        if not self._is_wide and self.number.width() < self.number.sizeHint().width():
            self.outgrown.emit()

    def least(self, *, wide: bool) -> QSize:
        """Tell how large it is at least with its title below its number, or compact, with it beside and no line."""
        sizes, title, line = self._theme.tokens.sizes, self.title, self.line
        set_tone(self.number, "count" if wide else "title")
        for label in (self.number, title, line):
            label.ensurePolished()
        number = self.number.sizeHint()
        if wide:
            high = number.height() + title.sizeHint().height() + line.fontMetrics().height() + 1
            return QSize(title.sizeHint().width() + 2 * sizes.edge, high + 2 * (sizes.pad - 2))
        usual = max(number.width(), self.number.fontMetrics().horizontalAdvance(_USUAL))
        across = 2 * sizes.pad + usual + sizes.gap + title.sizeHint().width()
        return QSize(across, max(number.height(), title.sizeHint().height()) + 2 * sizes.gap)

    def stand(self, place: QRect, *, wide: bool) -> None:
        """Take a place, with the number above the title and the line below, or beside the title."""
        least, sizes = self.least(wide=wide), self._theme.tokens.sizes
        self._is_wide = wide
        self.setGeometry(place)
        if wide:
            y = sizes.pad - 2
            for label in (self.number, self.title, self.line):
                high = label.sizeHint().height()
                label.setGeometry(sizes.edge, y, place.width() - 2 * sizes.edge, high)
                y += high
        else:
            title, middle = self.title.sizeHint().width(), place.height() // 2
            number = least.width() - title - sizes.gap - 2 * sizes.pad
            x = put(self.number, sizes.pad, middle, number) + sizes.gap
            put(self.title, x, middle)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Tell what there is room for in another type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._say()

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
        room = self.width() - 2 * self._theme.tokens.sizes.edge
        return self._is_wide and self.line.fontMetrics().horizontalAdvance(line) <= room


class TileRow(Placed):
    """The tiles. ← and → go from one to the next, ↑ and ↓ from line to line, Home and End to the first and the last.

    Attributes:
        tiles: those that there are.

    Signals:
        pressed(kind): the list behind a number is wanted.
        left: ↓ went on from the last line.
    """

    pressed = Signal(object)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        kinds: Collection[TileKind] = tuple(TileKind),
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._in_line = 1
        self.setAccessibleName(self.tr("数字"))
        titles = {
            TileKind.READY: self.tr("解除できる貸出禁止"),
            TileKind.REPORTS: self.tr("未対応の申し出"),
            TileKind.CONTACTS: self.tr("連絡待ち"),
            TileKind.SUSPENDED: self.tr("貸出禁止中の利用者"),
            TileKind.APPROVALS: self.tr("承認を待つ窓口"),
        }
        self.tiles = {kind: CountTile(titles[kind], theme, self) for kind in TileKind if kind in kinds}
        for kind, tile in self.tiles.items():
            tile.clicked.connect(lambda _=False, kind=kind: self.pressed.emit(kind))
            tile.toggled.connect(lambda on, kind=kind: self._toggled(kind, on=on))
            tile.outgrown.connect(self.arrange)

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
        last = len(tiles) - 1
        if key in _ENDS:
            there = _ENDS[key] % len(tiles)
        elif key in _STEPS:
            there = min(max(here + _STEPS[key], 0), last)
        else:
            is_line = 0 <= here // self._in_line + _LINES[key] <= last // self._in_line
            there = min(here + _LINES[key] * self._in_line, last) if is_line else here
        if there != here:
            tiles[there].setFocus(Qt.FocusReason.TabFocusReason)
        elif key == Qt.Key.Key_Down:
            self.left.emit()

    def _toggled(self, kind: TileKind, *, on: bool) -> None:
        """Take what assistive technology toggles as pressed: a hand's click toggles nothing."""
        _check(self.tiles[kind], on=not on)
        self.pressed.emit(kind)

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the widest tile alone, since tiles can stand in lines of one."""
        return QSize(max(tile.least(wide=False).width() for tile in self.tiles.values()), self.height())

    def arrange(self) -> None:
        """Stand side by side; without room for that be compact, in as few lines as can be.

        What is told beside the numbers doesn't decide it: they stay where and as large as they are when it changes.
        """
        tiles, sizes = tuple(self.tiles.values()), self._theme.tokens.sizes
        letters = self.fontMetrics().horizontalAdvance("あ") * _NARROWEST
        wide = max(letters, *(tile.least(wide=True).width() for tile in tiles))
        is_wide = len(tiles) * (wide + sizes.pad) - sizes.pad <= self.width()
        gap = sizes.pad if is_wide else sizes.gap
        least = [tile.least(wide=is_wide) for tile in tiles]
        widths = [wide] * len(tiles) if is_wide else [it.width() for it in least]
        counts = sorted({-(-len(tiles) // lines) for lines in range(1, len(tiles) + 1)}, reverse=True)
        ways = ([max(widths[at::count]) for at in range(count)] for count in counts)
        columns = fullest(ways, lambda way: sum(way) + (len(way) - 1) * gap, self.width())
        self._in_line = len(columns)
        spare = (self.width() + gap - sum(columns) - len(columns) * gap) // len(columns)
        high = max(it.height() for it in least)
        x = y = 0
        for place, tile in enumerate(tiles):
            width = columns[place % len(columns)] + spare
            x, y = (x, y) if place % len(columns) else (0, place // len(columns) * (high + gap))
            tile.stand(QRect(x, y, width, high), wide=is_wide)
            x += width + gap
        self.setFixedHeight(y + high)


def _check(tile: CountTile, *, on: bool) -> None:
    """Mark a tile as the chosen one, or not, without taking that for a wish."""
    quiet = QSignalBlocker(tile)
    tile.setChecked(on)
    quiet.unblock()
