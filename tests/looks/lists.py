"""Looks for words of the program that a table or a list of pages has no room for."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QListWidget, QWidget

from tests.looks.faults import called, shown_in
from views.panels.page import Page
from views.panels.panel_table import PanelTable

_OF_ANY_LENGTH = {"title", "question", "town", "note", "override"}
"""Columns whose texts nobody can foresee: a cut one is its own tooltip."""
_PAGE_PAD = 14
"""Pixels at the left of a page's title: the style sheet's, and the few that Qt adds."""


def faults_in_lists(window: QWidget) -> Iterator[str]:
    """Name what is cut in tables and in lists of pages."""
    for widget in shown_in(window):
        if isinstance(widget, PanelTable):
            yield from _cut_in_table(widget)
        elif isinstance(widget, QListWidget) and widget.property("nav"):
            yield from _cut_in_menu(widget)


def _cut_in_menu(menu: QListWidget) -> Iterator[str]:
    room = menu.viewport().width() - 2 * _PAGE_PAD
    for row in range(menu.count()):
        title = menu.item(row).text()
        if menu.fontMetrics().horizontalAdvance(title) > room:
            yield f"「{title}」 in {called(menu)} is cut"


def _cut_in_table(table: PanelTable[Any]) -> Iterator[str]:
    model = table.rows_model
    yield from _out_of_place(table)
    for row in range(model.rowCount()):
        for place, column in enumerate(model.columns):
            cell, rect = model.cell(row, place), table.visualRect(model.index(row, place))
            boxes = table.button_boxes(row, place)
            if boxes and boxes[-1].right() > rect.right() + 1:
                yield f"「{cell.actions[-1].label}」 in {called(table)} sticks out of its column"
            if table.is_cut(row, place) and not boxes and column.key not in _OF_ANY_LENGTH:
                yield f"「{cell.text}」 in column {column.key} of {called(table)} is cut"


def _out_of_place(table: PanelTable[Any]) -> Iterator[str]:
    """Tell what of a folded row isn't in it, and which tables have to be scrolled sideways though they fold."""
    page = table.parentWidget()
    while page is not None and not isinstance(page, Page):
        page = page.parentWidget()
    if table.is_folded and page is not None and page.horizontalScrollBar().maximum() > 0:
        yield f"{called(page)} with {called(table)} is scrolled sideways"
    for row in range(table.rows_model.rowCount() if table.is_folded else 0):
        room = QRect(0, 0, table.viewport().width(), table.rowHeight(row))
        for cell, spot in zip(table.rows_model.cells(row), table.spots(row), strict=True):
            places = (spot.buttons, spot.text if cell.text else None)
            if any(place is not None and not room.contains(place) for place in places):
                yield f"「{cell.spoken}」 in {called(table)} sticks out of its row"
