"""Rows of a list that stands in the page's grid: all as high as each other, each value in its slot."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRect

from views.language.glosses import gloss
from views.panels.cell_measures import CellMeasures
from views.panels.grid import BETWEEN, Area, Layout, Slot, areas_of, layout
from views.panels.places import PlacedRow, Spot
from views.panels.table_model import Cell, CellKind, Column, RowTableModel


class GridRows:
    """Lays rows out in the grid, each when it is first asked for: most of a long list is never seen."""

    def __init__(self, painter: CellMeasures, model: RowTableModel[Any]) -> None:
        self._painter = painter
        self._model = model
        self._known: dict[int, PlacedRow] = {}
        self._drawn: Layout | None = None
        self._is_glossed = any(gloss(it.title) for it in model.columns)
        at = {it.slot: place for place, it in enumerate(model.columns)}
        beside = ((Slot.TITLE, Slot.DAY), (Slot.STATE, Slot.SHELF))
        self._beside = [(at[wide], at[its]) for wide, its in beside if {wide, its} <= at.keys()]

    def forget(self) -> None:
        """Keep nothing of rows that were laid out: others stand there now."""
        self._known = {}

    def fit(self, width: int, left: int) -> Layout:
        """Take the page's grid at a width.

        Args:
            width: of the list, in pixels.
            left: where the page's words begin, in pixels at 100 %.
        """
        drawn = layout(width, self._painter.scale, left, self._model.rest, glossed=self._is_glossed)
        if drawn != self._drawn:
            self._drawn = drawn
            areas = areas_of([it.slot for it in self._model.columns], drawn)
            self._areas = [_for_kind(it, areas[it.slot], self._painter) for it in self._model.columns]
            self._bare = [_text_spot(None, it.place, it) for it in self._areas]
        return drawn

    def row(self, row: int) -> PlacedRow:
        """Lay a row out."""
        found = self._known.get(row)
        if found is None:
            found = self._known[row] = self._placed(self._model.painted_cells(row))
        return found

    def _placed(self, cells: tuple[Cell, ...]) -> PlacedRow:
        every = zip(self._model.columns, self._areas, self._bare, cells, strict=True)
        spots = [
            self._spot(column, area, cell)
            if cell.actions or (area.line and column.labelled and cell.text)
            else bare
            for column, area, bare, cell in every
        ]
        self._make_room(cells, spots)
        return PlacedRow(tuple(spots))

    def _spot(self, column: Column[Any], area: Area, cell: Cell) -> Spot:
        """Place a cell: its acts, and behind them, or behind its label, its text."""
        place, buttons = QRect(area.place), None
        if cell.actions:
            reach = self._painter.buttons_width(cell)
            pad = self._painter.around_word if cell.ticked is None else 0
            buttons = QRect(place.left() - pad, place.top(), reach, place.height())
            place.setLeft(buttons.right() + self._painter.behind_ring)  # behind the letter of the last act
            if place.width() < self._painter.sizes.body:
                place.setWidth(0)  # not even for what says that it is cut
        label = ""
        if column.labelled and area.line and cell.text:
            width = self._painter.label_width(column)
            if width + self._painter.advance(cell) <= place.width():
                label = column.label
                place.setLeft(place.left() + width)
        return _text_spot(buttons, place, area, label)

    def _make_room(self, cells: tuple[Cell, ...], spots: list[Spot]) -> None:
        """Let a title end before a day so far away that its year is written, a state before the shelf, all before acts.

        What has no room is cut, and told where the keyboard is.
        """
        for first, second in self._beside:
            if not cells[second].text:
                continue
            begins = spots[second].begins(self._painter.advance(cells[second]))
            wider = spots[first]
            if wider.top == spots[second].top and begins - BETWEEN < wider.left + wider.wide - 1:
                spots[first] = wider.ended(begins - BETWEEN)
        for buttons, line in [(it.buttons, it.top) for it in spots if it.buttons is not None]:
            end = buttons.left() - self._painter.sizes.ring - 1
            for place, spot in enumerate(spots):
                if spot.top == line and spot.left < end < spot.left + spot.wide - 1:
                    spots[place] = spot.ended(end)


def _for_kind(column: Column[Any], area: Area, painter: CellMeasures) -> Area:
    """Let a word in the place of a second date begin where its heading does, if the heading has room there."""
    if column.slot is not Slot.SECOND or column.kind is not CellKind.MUTED or not area.right:
        return area
    heading = Cell(column.label, column.kind, (), "")
    if painter.advance(heading) > area.place.width():  # words are as long, then, and need what is before it
        return area
    return replace(area, right=False, place=area.place.adjusted(0, 0, round(BETWEEN * painter.scale), 0))


def _text_spot(buttons: QRect | None, text: QRect, area: Area, label: str = "") -> Spot:
    return Spot(buttons, text.left(), text.top(), text.width(), text.height(), area.right, label)
