"""Looks for what stands on a screen for a value that isn't known: something made up, or a place left for it."""

import re
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree as ET

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTableView, QWidget

from tests.looks.faults import called, seen_in, shown_in
from tests.looks.names import walk
from tools.translations import GLOSSES, TEXTS
from views.bars.shortcut_hints import KeyList
from views.dialogs.notice_slot import NoticeSlot
from views.language.glosses import gloss
from views.panels.table_model import Cell, RowTableModel

_TEXT = QAccessible.Text
_MADE_UP = re.compile(r"\bNone\b|\b(?:0001|1900|9999)/|\b(?:1900|0001|9999)-\d\d|<[a-z_. ]+ object at")
_GAPING = re.compile(r"[(（]\s*[)）]|「\s*」|・\s*・|・\s*$|〒\s*(?:\s|$)|(?<!^)[:：]\s*$|%\d")


def faults_in_unknowns(window: QWidget) -> Iterator[str]:
    """Name what is invented, and what is left of what isn't there."""
    for text in read_in(window):
        yield from faults_in_text(text)
    yield from _captions_of_nothing(window)
    yield from _choices_of_nothing(window)
    yield from _places_of_nothing(window)


def faults_in_text(text: str) -> Iterator[str]:
    """Name the same in a text that is seen or heard."""
    if found := _MADE_UP.search(_without_words(text)):
        yield f"「{found[0]}」 is made up: 「{text}」"
    if found := _GAPING.search(text):
        yield f"「{found[0]}」 is left of something: 「{text}」"


def read_in(window: QWidget) -> tuple[str, ...]:
    """Give all that is seen or heard, each text once."""
    return tuple(dict.fromkeys(_texts(window)))


def _texts(window: QWidget) -> Iterator[str]:
    for node, _ in walk(QAccessible.queryAccessibleInterface(window)):
        yield from (node.text(kind) for kind in (_TEXT.Name, _TEXT.Description, _TEXT.Value))
    for widget in shown_in(window):
        yield widget.toolTip()
        match widget:
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QLineEdit():
                yield widget.placeholderText()
            case QTableView():
                yield from _texts_in(widget)
            case _:
                pass


def _texts_in(table: QTableView) -> Iterator[str]:
    model = table.model()
    if not isinstance(model, RowTableModel):
        return
    for row in range(model.rowCount()):
        for cell in (*model.cells(row), *model.painted_cells(row)):
            yield from _texts_of(cell)
    for place in range(model.columnCount()):
        yield str(model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole))


def _texts_of(cell: Cell) -> Iterator[str]:
    yield from (cell.text, cell.spoken, cell.tooltip, cell.aside)
    if cell.note is not None:
        yield cell.note.text


def _captions_of_nothing(window: QWidget) -> Iterator[str]:
    for label in seen_in(window):
        value = label.buddy() if isinstance(label, QLabel) else None
        if isinstance(value, QLabel) and not value.text():
            yield f"{called(label)} is a caption with no value"


def _choices_of_nothing(window: QWidget) -> Iterator[str]:
    for box in seen_in(window):
        if isinstance(box, QComboBox) and any(not box.itemText(place) for place in range(box.count())):
            yield f"{called(box)} offers a blank"


def _places_of_nothing(window: QWidget) -> Iterator[str]:
    """Tell of room that is kept for words or parts that aren't there, but for what may be said in a question."""
    for widget in window.findChildren(QWidget):
        parent, elsewhere = (
            widget.parentWidget(),
            isinstance(widget, KeyList),
        )  # which takes what room is left
        if parent is None or elsewhere or not widget.isVisibleTo(window):
            continue
        layout = parent.layout()
        if layout is None or layout.indexOf(widget) < 0:
            continue
        if isinstance(widget, QLabel):
            if (
                widget.height()
                and not widget.text()
                and widget.pixmap().isNull()
                and not isinstance(parent, NoticeSlot)
            ):
                yield f"{called(widget)} of {called(parent)} keeps {widget.height()} pixels for nothing"
        elif type(widget) is QWidget and (inside := widget.layout()) is not None and inside.count():
            parts = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if not any(it.isVisibleTo(window) for it in parts):
                yield f"{called(widget)} of {called(parent)} is an empty box"
    for table in seen_in(window):
        model = table.model() if isinstance(table, QTableView) else None
        if isinstance(model, RowTableModel):
            for row in range(model.rowCount()):
                if not any(cell.spoken for cell in model.painted_cells(row)):
                    yield f"row {row} of {called(table)} is blank"


def _without_words(text: str) -> str:
    """Leave out what is English for "there is none": a whole text, or the meaning behind a word of the page.

    On a Japanese screen no word has a meaning behind it, and nothing is left out.
    """
    if not gloss("不要"):
        return text
    return "" if text in _nones() else re.sub("(?<= · )None", "", text)


@cache
def _nones() -> frozenset[str]:
    """Give the screen's own words with "None" in them."""
    found = (
        it.findtext("translation", "").strip()
        for file in (TEXTS, GLOSSES)
        for it in ET.parse(file).getroot().iter("message")
    )
    return frozenset(it for it in found if "None" in it)
