"""Rows of a table that is too narrow for its columns: a first line of what matters most, and the rest below.

In the first line stand what the row is about, mostly a title, then what is due and the acts, as far as they have room
together, with the same places in each row; what has none goes below, first of all the rest. Nothing is left out, and
nothing stands beside the table.
"""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect

from views.panels.cell_measures import CellMeasures
from views.panels.places import FoldedRow, Spot
from views.panels.table_model import Cell, CellKind, Column, RowTableModel
from views.style.tokens import Sizes

_LEAST_TITLE = 0.4
"""Of a row, that what leads it has at least."""
_LEAST_TITLES = 8
"""Letters of a title for which a table has always room, however narrow the page."""


@dataclass(frozen=True, slots=True)
class _FirstLine:
    """What every row of a table has in its first line, and how wide its title is."""

    title: int
    due: bool
    acts: bool


class RowFolder:
    """Lays rows out below each other; it measures once, when rows or the width change."""

    def __init__(self, painter: CellMeasures, lead: int) -> None:
        """Make one.

        Args:
            painter: measures.
            lead: the column that stands first.
        """
        self._painter = painter
        self._lead = lead
        self._asked: tuple[object, ...] = ()
        self._known: dict[int, tuple[tuple[Cell, ...], FoldedRow]] = {}

    def forget(self) -> None:
        """Keep nothing of rows that were laid out; what comes is measured anew."""
        self._known = {}

    def least_width(self) -> int:
        """Tell how narrow a table of folded rows can be."""
        sizes = self._painter.sizes
        return _LEAST_TITLES * sizes.heading + 2 * sizes.pad

    def fold(self, model: RowTableModel[Any], width: int) -> tuple[FoldedRow, ...]:
        """Lay all rows out for a width."""
        sizes = self._painter.sizes
        rows = [model.folded_cells(row) for row in range(model.rowCount())]
        first = self._first_line(model.columns, rows, width - 2 * sizes.pad)
        known = self._known if (first, width) == self._asked else {}
        self._asked = (first, width)
        self._known = {
            id(cells): (cells, self._fold_row(model, cells, first, width, known)) for cells in rows
        }
        return tuple(self._known[id(cells)][1] for cells in rows)

    def _fold_row(
        self,
        model: RowTableModel[Any],
        cells: tuple[Cell, ...],
        first: _FirstLine,
        width: int,
        known: dict[int, tuple[tuple[Cell, ...], FoldedRow]],
    ) -> FoldedRow:
        """Lay a row out, unless it stands as it stood."""
        if id(cells) in known:
            return known[id(cells)][1]
        return _Row(self._painter, model.columns, cells, first, width).folded(self._lead)

    def _first_line(
        self, columns: tuple[Column[Any], ...], rows: list[tuple[Cell, ...]], room: int
    ) -> _FirstLine:
        """Choose what all rows have room for beside their titles."""
        painter, gap = self._painter, self._painter.sizes.pad
        due = max((painter.item_width(*it) for row in rows for it in _due_of(columns, row)), default=0)
        acts = max((painter.acts_width(row) for row in rows), default=0)
        for with_due, with_acts in ((True, True), (False, True), (True, False)):
            beside = (due + gap if with_due and due else 0) + (acts + gap if with_acts and acts else 0)
            if room - beside >= room * _LEAST_TITLE:
                return _FirstLine(room - beside, due=with_due, acts=with_acts)
        return _FirstLine(room, due=False, acts=False)


def _due_of(columns: tuple[Column[Any], ...], cells: tuple[Cell, ...]) -> list[tuple[Column[Any], Cell]]:
    both = zip(columns, cells, strict=True)
    return [(column, cell) for column, cell in both if cell.kind is CellKind.DUE and cell.text]


class _Row:
    """One row while it is laid out."""

    def __init__(
        self,
        painter: CellMeasures,
        columns: tuple[Column[Any], ...],
        cells: tuple[Cell, ...],
        first: _FirstLine,
        width: int,
    ) -> None:
        self._painter = painter
        self._columns = columns
        self._cells = cells
        self._first = first
        sizes: Sizes = painter.sizes
        self._gap, self._line = sizes.pad, painter.line_height
        self._left, self._right = sizes.pad, width - sizes.pad
        self._row = sizes.row
        self._x, self._y, self._high = self._left, sizes.row, 0
        self._on_line: list[QRect] = []
        self._buttons: dict[int, QRect] = {}
        self._texts: dict[int, QRect] = {}

    def folded(self, lead: int) -> FoldedRow:
        """Lay the first line out, then what goes below, and tell how high it all is."""
        places = range(len(self._cells))
        self._y = self._height_of_lead(lead)
        self._texts[lead] = QRect(self._left, 0, self._first.title, self._y)
        due = [
            place for place in places if self._cells[place].kind is CellKind.DUE and self._cells[place].text
        ]
        if self._first.due:
            x = self._left + self._first.title + self._gap
            for place in due:
                self._texts[place] = QRect(x, 0, self._width_of(place), self._row)
        if self._first.acts:
            self._place_acts_beside()
        else:
            for place in (it for it in places if self._cells[it].actions):
                self._flow_buttons(place)
        rest = [*(() if self._first.due else due), *(it for it in places if it not in due and it != lead)]
        for place in rest:
            self._flow_text(place)
        self._end_line()
        spots = tuple(Spot(self._buttons.get(place), self._text_of(place)) for place in places)
        below = self._painter.sizes.gap if self._y > self._row else 0
        return FoldedRow(self._y + below, spots)

    def _height_of_lead(self, lead: int) -> int:
        """Tell how high the first line is; a text that may go on in further lines does so below itself."""
        if not self._columns[lead].wrap:
            return self._row
        cell = self._cells[lead]
        return self._row + (self._painter.count_lines(cell, self._first.title) - 1) * self._painter.step(cell)

    def _width_of(self, place: int) -> int:
        return self._painter.item_width(self._columns[place], self._cells[place])

    def _text_of(self, place: int) -> QRect:
        """Give where a cell's text stands; one without text has its place in the title's line."""
        return self._texts.get(place) or QRect(self._right, 0, 1, self._row)

    def _place_acts_beside(self) -> None:
        right = self._right
        for place in reversed(range(len(self._cells))):
            width = self._painter.buttons_width(self._cells[place])
            if width:
                self._buttons[place] = QRect(right - width, 0, width, self._row)
                right -= width + self._painter.sizes.gap + 1

    def _flow(self, width: int, height: int) -> QRect:
        """Give the next place, in a further line where this one is full."""
        if self._x > self._left and self._x + width > self._right:
            self._end_line()
        rect = QRect(self._x, self._y, min(width, self._right - self._x), height)
        self._x += width + self._gap
        self._high = max(self._high, height)
        self._on_line.append(rect)
        return rect

    def _end_line(self) -> None:
        """Begin a further line; what stood in this one is level with the highest of it."""
        for rect in self._on_line:
            rect.setHeight(self._high)
        self._on_line.clear()
        self._y += self._high
        self._x, self._high = self._left, 0

    def _flow_buttons(self, place: int) -> None:
        self._buttons[place] = self._flow(self._painter.buttons_width(self._cells[place]), self._row)

    def _flow_text(self, place: int) -> None:
        cell = self._cells[place]
        if not cell.text:
            return
        width, room = self._width_of(place), self._right - self._left
        lines = self._painter.count_folded_lines(self._columns[place], cell, room)
        self._texts[place] = self._flow(min(width, room), self._line * lines)
