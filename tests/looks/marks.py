"""Looks for meaning that only a colour has: whoever sees no colours must lose nothing.

In one place the same words always come in the same colour, whatever scene they come in; so the colour tells what the
words tell. Numbers count as the same: a date that is red when it has passed would be told by its colour alone.
"""

import re
from collections.abc import Iterator
from typing import Any, cast

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.looks.faults import called, shown_in
from views.panels.panel_table import PanelTable
from views.panels.table_model import RowTableModel

type Seen = dict[tuple[str, str], str]
"""The look of each text in each place, by place and text."""

_OUTCOMES = {"good", "bad", "phone", "phone-badge"}
_FRAMES = {"good", "bad", "alert", "notice", "phone", "phone-line"}
_DEFAULT = "primary"
"""What Enter does next is filled; that changes, and its ring and its bold word say it, too."""
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]|[✓※▲●]")


def faults_in_marks(window: QWidget, seen_before: Seen) -> Iterator[str]:
    """Name what a colour says and no word.

    Args:
        window: what is looked at.
        seen_before: the looks of what was seen in other scenes; this one's are added.
    """
    for widget in shown_in(window):
        yield from _faults_of(widget, window)
        for place, text, look in _told_by(widget, window):
            told = _NUMBER.sub("0", text)
            before = seen_before.setdefault((place, told), look)
            if before != look:
                yield f"「{text}」 is {look} and was {before}, in {place}"


def _faults_of(widget: QWidget, window: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and _tone(widget) in _OUTCOMES and not _WORD.search(widget.text()):
        if widget.text():
            yield f"{called(widget)} is {_tone(widget)} and has no word"
    elif widget.property("surface") in _FRAMES and not any(map(_has_words, widget.findChildren(QLabel))):
        yield f"{called(widget)} is a frame of {widget.property('surface')} without a word"
    elif widget.property("fault") == "true" and not any(map(_says_fault, window.findChildren(QLabel))):
        yield f"{called(widget)} is marked as wrong and nothing says why"


def _told_by(widget: QWidget, window: QWidget) -> Iterator[tuple[str, str, str]]:
    """Give the place, the words and the look of what a widget shows."""
    if isinstance(widget, QLabel) and widget.text():
        yield _place(widget, window), widget.text(), _tone(widget)
    elif isinstance(widget, QPushButton):
        kind = str(widget.property("kind") or "")
        yield _place(widget, window), widget.text(), "" if kind == _DEFAULT else kind
    elif isinstance(widget, PanelTable):
        model = cast("RowTableModel[Any]", widget.model())
        for row in range(model.rowCount()):
            for column, cell in zip(model.columns, model.cells(row), strict=True):
                place = f"{_place(widget, window)} {column.key}"
                if cell.text:
                    yield place, cell.text, cell.kind.name


def _place(widget: QWidget, window: QWidget) -> str:
    """Tell in which part of which window something stands, as far as that is the same in every scene."""
    parts = []
    around: QWidget | None = widget
    while around is not None and around is not window:
        parts.append(type(around).__name__)
        around = around.parentWidget()
    parent = widget.parentWidget()
    alike = parent.findChildren(type(widget)) if parent is not None else []
    return " ".join((type(window).__name__, *reversed(parts), str(alike.index(widget) if alike else 0)))


def _tone(label: QLabel) -> str:
    return str(label.property("tone") or "")


def _has_words(label: QLabel) -> bool:
    return bool(label.isVisible() and _WORD.search(label.text()))


def _says_fault(label: QLabel) -> bool:
    return _tone(label) == "bad" and _has_words(label)
