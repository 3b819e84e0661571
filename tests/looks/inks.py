"""Measures contrast on the picture itself: of every text that is to be seen, whatever it is painted by."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView, QWidget

from tests.looks.faults import called, place_of, seen_in
from tests.looks.pixels import contrast_of, pixels

_MEASURED = (QLabel, QAbstractButton, QLineEdit, QTableView)
_FEWEST = 4
"""Pixels that have a text's ink undiluted, at least."""
_EDGE = 4
"""Pixels of a frame around a text, which is no text."""
_WHOLE_ENOUGH = 0.6
"""The part of a row that must be in sight to be measured."""
_REMEMBERED = 1000
"""Pictures of texts whose contrast is kept."""


def faults_in_inks(window: QWidget, least: float) -> Iterator[str]:
    """Name the texts that stand out from their ground less than `least`."""
    picture = window.grab().toImage()
    ratio = picture.devicePixelRatio()
    for where, place, ink in _texts(window):
        edge = _EDGE if ink is None else 0
        inside = place.adjusted(edge, 1, -edge, -1).intersected(window.rect())
        if inside.isEmpty():
            continue
        box = QRect(inside.topLeft() * ratio, inside.size() * ratio)
        reached = _contrast_in(picture.copy(box), ink)
        if reached is not None and reached < least:
            yield f"{where} has a contrast of {reached:.2f}"


def _texts(window: QWidget) -> Iterator[tuple[str, QRect, int | None]]:
    """Give every text with its place and, where no pixel need have its ink undiluted, that ink."""
    for widget in seen_in(window):
        if not isinstance(widget, _MEASURED) or not widget.isEnabled():
            continue
        visible = widget.visibleRegion().boundingRect()
        if visible.isEmpty():
            continue
        if visible.height() < _WHOLE_ENOUGH * widget.height() and not isinstance(widget, QTableView):
            continue
        if isinstance(widget, QLineEdit):
            visible &= _written(widget)
        seen = visible.translated(place_of(widget, window).topLeft())
        if not isinstance(widget, QTableView) and _is_read(_text_of(widget)):
            thin = (
                isinstance(widget, QLabel) and len(widget.text()) == 1
            )  # 「1」 is a stroke between two pixels
            ink = widget.palette().color(widget.foregroundRole()).rgb() if thin else None
            yield called(widget), seen, ink
        elif isinstance(widget, QTableView):
            origin = place_of(widget.viewport(), window).topLeft()
            seen = widget.viewport().visibleRegion().boundingRect().translated(origin)  # not beneath its bars
            model = widget.model()
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    index = model.index(row, column)
                    whole = widget.visualRect(index).translated(origin)
                    cell = whole.intersected(seen)
                    in_sight = cell.height() >= _WHOLE_ENOUGH * whole.height()
                    in_sight = in_sight and window.childAt(cell.center()) is widget.viewport()
                    if _is_read(str(index.data() or "")) and in_sight and cell.width() == whole.width():
                        yield f"「{index.data()}」 in {called(widget)}", cell, None


def _is_read(text: str) -> bool:
    """Tell whether there is something to read; a dash in an empty cell is thinner than a pixel."""
    return any(character.isalnum() for character in text)


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return widget.text()
    return str(getattr(widget, "text", lambda: "")())


def _written(field: QLineEdit) -> QRect:
    """Tell where a field shows nothing but text: its frame and the blinking cursor stand out, and would be its ink."""
    room = field.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    cursor = field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    if field.hasFocus() and field.cursorPosition() > 0:
        room.setRight(cursor.left() - 1)
    elif field.hasFocus():
        room.setLeft(cursor.right() + 1)
    return room


def _contrast_in(picture: QImage, ink: int | None) -> float | None:
    """Compare the ground, which most pixels have, with the ink: what differs most from it in a few pixels."""
    ground, reached = _measured(pixels(picture).tobytes())
    return reached if ink is None else contrast_of(ink, ground)


@lru_cache(_REMEMBERED)
def _measured(picture: bytes) -> tuple[int, float | None]:
    """Give the ground of some pixels and how far a few stand out; most texts look the same scene after scene."""
    counts = Counter(memoryview(picture).cast("I"))
    ((ground, _),) = counts.most_common(1)
    ordered = sorted(
        ((contrast_of(colour, ground), count) for colour, count in counts.items()),
        reverse=True,
    )
    reached = 0
    for value, count in ordered:
        reached += count
        if reached >= _FEWEST:
            return ground, value
    return ground, None
