"""Measures contrast on the picture itself: of every text that is to be seen, whatever it is painted by."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView, QWidget

from tests.looks.faults import called, place_of, shown_in
from tests.looks.pixels import contrast_of, pixels

_FEWEST = 4
"""Pixels that have a text's ink undiluted, at least."""
_EDGE = 4
"""Pixels of a frame around a text, which is no text."""
_WHOLE_ENOUGH = 0.6
"""The part of a row that must be in sight to be measured."""


def faults_in_inks(window: QWidget, least: float) -> Iterator[str]:
    """Name the texts that stand out from their ground less than `least`."""
    picture = window.grab().toImage()
    ratio = picture.devicePixelRatio()
    for where, place, ink in _texts(window):
        edge = _EDGE if ink is None else 0
        inside = place.adjusted(edge, 1, -edge, -1).intersected(window.rect())
        box = QRect(inside.topLeft() * ratio, inside.size() * ratio)
        reached = _contrast_in(picture, box, ink)
        if reached is not None and reached < least:
            yield f"{where} has a contrast of {reached:.2f}"


def _texts(window: QWidget) -> Iterator[tuple[str, QRect, int | None]]:
    """Give every text with its place and, where no pixel need have its ink undiluted, that ink."""
    for widget in shown_in(window):
        if not widget.isEnabled() or widget.visibleRegion().isEmpty():
            continue
        visible = widget.visibleRegion().boundingRect()
        if visible.height() < _WHOLE_ENOUGH * widget.height() and not isinstance(widget, QTableView):
            continue
        seen = visible.translated(place_of(widget, window).topLeft())
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit) and _is_read(_text_of(widget)):
            thin = (
                isinstance(widget, QLabel) and len(widget.text()) == 1
            )  # 「1」 is a stroke between two pixels
            ink = widget.palette().color(widget.foregroundRole()).rgb() if thin else None
            yield called(widget), seen, ink
        elif isinstance(widget, QTableView):
            origin = place_of(widget.viewport(), window).topLeft()
            model = widget.model()
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    index = model.index(row, column)
                    whole = widget.visualRect(index).translated(origin)
                    cell = whole.intersected(seen)
                    in_sight = cell.height() >= _WHOLE_ENOUGH * whole.height()
                    if _is_read(str(index.data() or "")) and in_sight and cell.width() == whole.width():
                        yield f"「{index.data()}」 in {called(widget)}", cell, None


def _is_read(text: str) -> bool:
    """Tell whether there is something to read; a dash in an empty cell is thinner than a pixel."""
    return any(character.isalnum() for character in text)


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return widget.text()
    return str(getattr(widget, "text", lambda: "")())


def _contrast_in(picture: QImage, box: QRect, ink: int | None) -> float | None:
    """Compare the ground, which most pixels have, with the ink: what differs most from it in a few pixels."""
    counts = Counter(pixels(picture.copy(box)))
    if not counts:
        return None
    ground, _ = counts.most_common(1)[0]
    if ink is not None:
        return contrast_of(ink, ground)
    ordered = sorted(
        ((contrast_of(colour, ground), count) for colour, count in counts.items()),
        reverse=True,
    )
    reached = 0
    for value, count in ordered:
        reached += count
        if reached >= _FEWEST:
            return value
    return None
