"""Looks for what stands twice on a screen: a sentence, or a button that does what another one does."""

import re
from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QTableView, QWidget

from tests.looks.faults import called, seen_in
from views.panels.table_model import RowTableModel

_BETWEEN = re.compile(r"(?<=。)|(?<=[.?!])\s+|\n|  +")
_MARKS = "✓※▲… "
"""How something went, which stands before its sentence."""
_SENTENCE = re.compile(r"(。|ください|ました|ません|です|ます|[a-z]\.)$")
_SHORTEST = 8
"""Letters. 「読めます。」 and 「Found.」 are values of a list, as 「あり」 is."""


def faults_in_repeats(window: QWidget) -> Iterator[str]:
    """Name what is read twice, and the buttons that are one too many.

    Rows of lists say the same of different things; only what stands outside of them, too, is said twice.
    """
    yield from _repeated({it: set(_sentences(_texts(it))) for it in seen_in(window)}, "「%1」 is said")
    yield from _repeated({it: set(_names(it)) for it in seen_in(window)}, "a button 「%1」 is there")


def _repeated(said: dict[QWidget, set[str]], told: str) -> Iterator[str]:
    places: defaultdict[str, list[QWidget]] = defaultdict(list)
    for widget, texts in said.items():
        for text in texts:
            places[text].append(widget)
    for text, widgets in places.items():
        if len(widgets) > 1 and not all(isinstance(it, QTableView) for it in widgets):
            yield f"{told.replace('%1', text)} {len(widgets)} times: in {' and '.join(map(_where, widgets))}"


def _texts(widget: QWidget) -> Iterator[str]:
    """Give the texts that a widget shows, a list those of its cells."""
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QTableView():
            model = widget.model()
            if isinstance(model, RowTableModel):
                yield from (cell.text for row in range(model.rowCount()) for cell in model.cells(row))
        case _:
            return


def _sentences(texts: Iterator[str]) -> Iterator[str]:
    parts = (part.strip().strip(_MARKS) for text in texts for part in _BETWEEN.split(text))
    return (part.rstrip("。.") for part in parts if len(part) >= _SHORTEST and _SENTENCE.search(part))


def _names(widget: QWidget) -> Iterator[str]:
    """Name the buttons that a widget is or paints. Those of one name do the same, but for rows and cards of a list."""
    match widget:
        case QPushButton():
            yield widget.text() or widget.accessibleName()
        case QTableView():
            model = widget.model()
            if isinstance(model, RowTableModel):
                cells = (cell for row in range(model.rowCount()) for cell in model.cells(row))
                yield from (action.name or action.label for cell in cells for action in cell.actions)
        case _:
            return


def _where(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return called(widget) if parent is None else f"{called(widget)} of {called(parent)}"
