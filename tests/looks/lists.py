"""Looks for words that lists, their heads and lists of pages have no room for, and for those that lie over others."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QScrollArea, QWidget

from tests.looks.faults import called, shown_in
from views.panels.cell_measures import CellMeasures
from views.panels.list_panel import ListPanel
from views.panels.panel_table import PanelTable
from views.panels.row_actions import LETTERS

_FROM_EDGE = 3
"""Pixels that words stand from the brown line at least."""
_PAGE_PAD = 14
"""Pixels at the left of a page's title: the style sheet's, and the few that Qt adds."""


def faults_in_lists(window: QWidget) -> Iterator[str]:
    """Name what is cut in tables and in lists of pages."""
    for widget in shown_in(window):
        if isinstance(widget, PanelTable):
            yield from _cut_in_table(widget)
        elif isinstance(widget, ListPanel) and widget.head.isVisibleTo(window):
            yield from _over_in_head(widget)
            yield from _over_the_edge(widget)
        elif isinstance(widget, QListWidget) and widget.property("nav"):
            yield from _cut_in_menu(widget)


def _cut_in_menu(menu: QListWidget) -> Iterator[str]:
    tabs = menu.property("nav") == "tabs"
    for row in range(menu.count()):
        title, place = menu.item(row).text(), menu.visualItemRect(menu.item(row))
        room = place.width() if tabs else menu.viewport().width() - 2 * _PAGE_PAD
        sticks_out = tabs and not menu.viewport().rect().contains(place)
        if sticks_out or max(map(menu.fontMetrics().horizontalAdvance, title.split("\n"))) > room:
            yield f"「{title}」 in {called(menu)} is cut"


def _over_in_head(panel: ListPanel[Any]) -> Iterator[str]:
    """Tell of headings that are painted over each other or over a part of the head, and of those cut for good."""
    head, painted = panel.head, panel.head.headings()
    parts = [
        it
        for it in head.findChildren(QWidget)
        if isinstance(it, QLabel | QPushButton) and it.isVisibleTo(head) and it.text()
    ]
    taken = [
        *((f"「{it.text}」", it.place) for it in painted),
        *((called(it), it.geometry()) for it in parts),
    ]
    for (name, place), (other, elsewhere) in combinations(taken, 2):
        if place.intersects(elsewhere):
            yield f"{name} lies over {other} in the head of {called(panel)}"
    for heading in painted:
        if heading.shown != heading.text and head.tooltip_at(heading.place.center()) != heading.text:
            yield f"「{heading.text}」 in the head of {called(panel)} is cut"
        if not head.rect().contains(heading.place):
            yield f"「{heading.text}」 sticks out of the head of {called(panel)}"


def _over_the_edge(panel: ListPanel[Any]) -> Iterator[str]:
    """Tell of words that touch the brown line before what is staff's."""
    table, edge = panel.table, panel.head.edge
    if edge is None:
        return
    taken = [(it.text, it.place) for it in panel.head.headings()]
    for row in range(table.rows_model.rowCount()):
        for column, cell in enumerate(table.rows_model.painted_cells(row)):
            taken.append((cell.spoken, table.text_rect(row, column)))
    for text, place in taken:
        if place.left() - _FROM_EDGE < edge < place.right() + _FROM_EDGE:
            yield f"「{text}」 of {called(panel)} touches the edge"


def _cut_in_table(table: PanelTable[Any]) -> Iterator[str]:
    model = table.rows_model
    yield from _wider_than_its_place(table)
    yield from _out_of_place(table)
    yield from rings_on_words(table)
    for row in range(model.rowCount()):
        for place, column in enumerate(model.columns):
            text, middle = model.cell(row, place).text, table.visualRect(model.index(row, place)).center()
            if table.is_cut(row, place) and table.tooltip_at(middle) != text:
                yield f"「{text}」 in column {column.key} of {called(table)} is cut"
        yield from _acts_out_of_view(table, row)


def rings_on_words(table: PanelTable[Any]) -> Iterator[str]:
    """Tell of acts whose ring, with their letter in it, would touch a word beside them."""
    measures, thick = CellMeasures(table.theme), table.theme.tokens.sizes.ring
    pad = measures.around_word
    for row in range(table.rows_model.rowCount()):
        top, cells = table.rowViewportPosition(row), table.rows_model.cells(row)
        places = (QRectF(table.text_rect(row, place)) for place in range(len(cells)))
        # A text's place is in whole pixels, a ring's in halves.
        words = [(cell.spoken, at.adjusted(0.5, 0, -0.5, 0)) for cell, at in zip(cells, places, strict=True)]
        rings = []
        for place, cell in enumerate(cells):
            for act, box in zip(cell.actions, table.button_boxes(row, place), strict=True):
                if act.ticked is None:
                    box.translate(0, -top)
                    words.append((act.label, box.adjusted(pad, 0, -pad, 0)))
                    more = measures.letter_width(LETTERS.get(act.verb, "")) + thick
                    rings.append((act.label, box.adjusted(-thick, 0, more, 0)))
        for (label, ring), (word, at) in product(rings, words):
            beside = at.top() <= ring.center().y() <= at.bottom()
            if beside and word != label and ring.intersects(at):
                yield f"the ring of 「{label}」 in {called(table)} touches 「{word}」"


def _wider_than_its_place(table: PanelTable[Any]) -> Iterator[str]:
    """Tell of a table of which a part can't be seen without scrolling sideways."""
    area = _area_of(table)
    if area is not None and area.horizontalScrollBar().maximum() > 0:
        yield f"{called(table)} is wider than its place"


def _area_of(table: PanelTable[Any]) -> QScrollArea | None:
    """Find what scrolls around a table."""
    around = table.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


def _acts_out_of_view(table: PanelTable[Any], row: int) -> Iterator[str]:
    """Tell of the acts of a row that aren't in what is to be seen of it, however far down the page is scrolled."""
    seen = QRectF(0, table.rowViewportPosition(row), table.viewport().width(), table.rowHeight(row))
    area = _area_of(table)
    if area is not None:
        shown = area.viewport().width() - table.viewport().mapTo(area.viewport(), QPoint(0, 0)).x()
        seen.setWidth(min(seen.width(), shown))
    for place, cell in enumerate(table.rows_model.cells(row)):
        for action, box in zip(cell.actions, table.button_boxes(row, place), strict=True):
            if not seen.contains(box):
                yield f"「{action.label}」 in {called(table)} is out of view of its row"


def _out_of_place(table: PanelTable[Any]) -> Iterator[str]:
    """Tell what of a row isn't in it, or lies over something else of it."""
    pad = CellMeasures(table.theme).around_word
    for row in range(table.rows_model.rowCount()):
        room = QRect(0, 0, table.viewport().width(), table.rowHeight(row))
        taken: list[QRect] = []
        cells = table.rows_model.painted_cells(row)
        for column, (cell, spot) in enumerate(zip(cells, table.spots(row), strict=True)):
            text, buttons = table.text_rect(row, column), spot.buttons
            if buttons is not None:
                buttons = buttons.adjusted(pad, 0, -pad, 0)
            places = [it for it in (buttons, None if text.isEmpty() else text) if it is not None]
            if any(not room.contains(place) for place in places):
                yield f"「{cell.spoken}」 in {called(table)} sticks out of its row"
            if any(place.intersects(other) for place in places for other in taken):
                yield f"「{cell.spoken}」 in {called(table)} lies over something else of its row"
            taken += places
