"""Looks for words of the patron page, and the library's, that stand on an English screen without what they mean.

On a Japanese screen no word has a gloss, and nothing is found.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QListWidget, QTableView, QWidget

from tests.looks.faults import called, shown_in
from views.bars.top_bar import TopBar
from views.language.glosses import gloss
from views.panels.table_model import CellKind, RowTableModel


def faults_in_glosses(window: QWidget) -> Iterator[str]:
    """Name what stands by itself and should be glossed; titles and names are data, whatever they say."""
    bars = window.findChildren(TopBar)  # which name the desk's own branch
    for widget in shown_in(window):
        for text in _texts_of(widget):
            if gloss(text) and not any(it.isAncestorOf(widget) for it in bars):
                yield f"「{text}」 of {called(widget)} has no gloss"


def _texts_of(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QComboBox():
            yield from (widget.itemText(place) for place in range(widget.count()))
        case QListWidget():
            items = map(widget.item, range(widget.count()))
            yield from (item.text() for item in items if not item.toolTip())  # which has the gloss
        case QTableView():
            yield from _texts_in(widget)
        case _:
            return


def _texts_in(table: QTableView) -> Iterator[str]:
    model = table.model()
    if not isinstance(model, RowTableModel):
        return
    for row in range(model.rowCount()):
        for cell in model.cells(row):
            if cell.kind is not CellKind.TITLE:
                yield cell.text
            yield from (action.label for action in cell.actions if not action.name)  # which has the gloss
    for place in range(model.columnCount()):
        yield str(model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole))
