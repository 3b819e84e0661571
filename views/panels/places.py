"""Where cells are, and which of them keyboard and mouse point at."""

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect

from views.panels.grid import Layout


@dataclass(slots=True)
class Marks:
    """What the mouse and the keyboard point at, as the table keeps it; -1 for nothing.

    Attributes:
        row, column: the current cell.
        part: which of the current cell's buttons Enter would press.
        hover_row: the row under the mouse.
        hover_part: the button under the mouse, as (row, column, part).
        pressed_part: the button on which the mouse went down.
        focused: the table, or the button of its current row, has the keyboard.
        letters: letters stand for acts while it has it.
    """

    row: int = -1
    column: int = -1
    part: int = 0
    hover_row: int = -1
    hover_part: tuple[int, int, int] | None = None
    pressed_part: tuple[int, int, int] | None = None
    focused: bool = False
    letters: bool = False

    def shows_letters(self, row: int) -> bool:
        """Tell whether the acts of a row show their letters."""
        return self.letters and self.focused and row == self.row


class Spot(NamedTuple):
    """Where a cell stands, from the row's own corner; in plain numbers, for a painting asks for hundreds of them.

    Attributes:
        buttons: what its buttons take, if it has any.
        left, top, wide, high: what its text takes, in pixels.
        right: the text ends at the right of that.
        label: what stands before the text.
    """

    buttons: QRect | None
    left: int
    top: int
    wide: int
    high: int
    right: bool = False
    label: str = ""

    @property
    def text(self) -> QRect:
        """What its text takes."""
        return QRect(self.left, self.top, self.wide, self.high)

    @property
    def place(self) -> QRect:
        """The cell itself: what can be pressed in it goes before what can be read."""
        return self.text if self.buttons is None else self.buttons

    def begins(self, wide: int) -> int:
        """Give the x at which a text begins that is so wide."""
        return self.left + self.wide - wide if self.right else self.left

    def ended(self, right: int) -> "Spot":
        """Give the same spot with a text whose last pixel is at an x."""
        return self._replace(wide=right + 1 - self.left)

    def contains(self, place: QPoint) -> bool:
        """Tell whether the cell is at a point, from the row's own corner."""
        return self.text.contains(place) or (self.buttons is not None and self.buttons.contains(place))


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """Where everything of a row stands, from the row's own corner.

    Attributes:
        spots: one for each cell, in the order of the columns.
    """

    spots: tuple[Spot, ...]

    def column_at(self, place: QPoint) -> int | None:
        """Find the cell at a point."""
        return next((column for column, spot in enumerate(self.spots) if spot.contains(place)), None)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the cells to be painted are, in the viewport.

    Attributes:
        width: of the list.
        rows: each row's number, upper edge and where its cells stand.
        drawn: the page's grid.
    """

    width: int
    rows: list[tuple[int, int, tuple[Spot, ...]]]
    drawn: Layout
