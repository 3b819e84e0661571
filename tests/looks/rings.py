"""Looks whether Enter does what the ring stands on, in the list that has the keyboard, wherever one walks in it."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from tests.looks.faults import called
from views.panels.panel_table import PanelTable
from views.panels.row_actions import RowAction
from views.panels.table_model import Action

_WAY = (
    None,
    Qt.Key.Key_Right,
    Qt.Key.Key_Right,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
)
_ELSEWHERE = frozenset({RowAction.OPEN_PATRON, RowAction.TICK})
"""What a whole row stands for, and the box that Space ticks."""


def faults_in_rings(window: QWidget) -> Iterator[str]:
    """Name where another thing has the ring than what Enter does; the keyboard is back where it was afterwards."""
    table = window.focusWidget()
    if not isinstance(table, PanelTable) or not table.hasFocus() or not table.rows_model.rows:
        return
    before, part = table.currentIndex(), table.current_part
    for key in _WAY:
        if key is not None:
            QTest.keyClick(table, key)
        yield from _fault_in_ring(table)
    table.setCurrentIndex(before)
    if table.current_part != part:
        table.choose_part(part)


def _fault_in_ring(table: PanelTable[Any]) -> Iterator[str]:
    index, act = table.currentIndex(), table.current_act()
    if not index.isValid():
        return
    boxes = table.button_boxes(index.row(), index.column())
    picture = table.viewport().grab().toImage()
    where = f"row {index.row()} of {called(table)}"
    if boxes:
        box = boxes[min(table.current_part, len(boxes) - 1)]
        shown = table.rows_model.cell(index.row(), index.column()).actions[table.current_part]
        if shown.ticked is None and not _is_ringed(table, picture, box):
            yield f"「{shown.label}」 in {where} has the keyboard and no ring"
        if act is None or (act.verb is not shown.verb and not _is_elsewhere(table, act)):
            yield f"the ring in {where} is on 「{shown.label}」, and Enter does {act and act.label}"
    elif act is not None and not table.chooses and not _is_elsewhere(table, act):
        yield f"the ring in {where} is on no act, and Enter does 「{act.label}」"


def _is_elsewhere(table: PanelTable[Any], act: Action) -> bool:
    """Tell whether Enter does what stands elsewhere: a patron opens, or the window's filled button is pressed."""
    buttons = (it for it in table.window().findChildren(QPushButton) if it.property("kind") == "primary")
    return act.verb in _ELSEWHERE or any(it.isVisible() and it.text() == act.label for it in buttons)


def _is_ringed(table: PanelTable[Any], picture: QImage, box: QRectF) -> bool:
    """Tell whether the accent is drawn along the left edge of an act."""
    ratio = picture.devicePixelRatio()
    middle = box.center().y()
    places = (QPoint(round(box.left()) + x, round(middle) + y) for x, y in product((-1, 0, 1), (-2, 0, 2)))
    accent = table.theme.tokens.colour("accent")
    inside = (it for it in places if picture.rect().contains(it * ratio))
    return any(QColor(picture.pixel(it * ratio)) == accent for it in inside)
