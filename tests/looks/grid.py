"""Looks for what is out of line: captions beside their field, pictures beside their words, lines that touch."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from tests.looks.faults import called, place_of, shown_in
from views.bars.shortcut_hints import KeyList
from views.widgets.labels import ElidedLabel, WrappedLabel

_FIELDS = (QLineEdit, QComboBox, QPushButton, QPlainTextEdit)
_LEAST_PAD = 0.7
"""Of a line: how far words stand from the edge of a coloured frame."""
_MOST_OFF = 2
"""Pixels that two things beside each other may be out of line."""


def faults_in_grid(window: QWidget) -> Iterator[str]:
    """Name what stands beside something and not on its line."""
    shown = list(shown_in(window))
    labels = [it for it in shown if isinstance(it, QLabel) and it.text()]
    fields = [it for it in shown if isinstance(it, _FIELDS)]
    for label in labels:
        yield from _touching_lines(label)
        line = _line_of(label, window)
        beside = [it for it in labels if it is not label and it.parentWidget() is label.parentWidget()]
        if line is None:
            continue
        for field in fields:
            box = _first_line(field, window) if isinstance(field, QPlainTextEdit) else place_of(field, window)
            if field.parentWidget() is label.parentWidget() and not _in_a_stack(line, box, beside, window):
                yield from _out_of_line(label, line, field, box)
    yield from _tight_frames(shown, window)
    for widget in shown:
        yield from _small_picture(widget)


def _touching_lines(label: QLabel) -> Iterator[str]:
    """Tell of running text whose lines stand as close as in no book."""
    if not label.wordWrap() or isinstance(label, WrappedLabel | ElidedLabel):
        return
    if label.heightForWidth(label.width()) > 1.5 * label.fontMetrics().height():
        yield f"{called(label)} is in lines that touch"


def _line_of(label: QLabel, window: QWidget) -> QRect | None:
    """Tell where a label's one line of text is drawn; None where it has several."""
    place, high = place_of(label, window), label.fontMetrics().height()
    lines = 1
    if isinstance(label, WrappedLabel):
        lines = label.heightForWidth(label.width()) // round(high * 1.3)
    elif label.wordWrap():
        lines = label.heightForWidth(label.width()) // high
    if lines != 1 or isinstance(label, KeyList):
        return None
    if label.alignment() & Qt.AlignmentFlag.AlignTop:
        place.setHeight(high)
    return place


def _first_line(field: QPlainTextEdit, window: QWidget) -> QRect:
    """Tell where the first line of a field of several lines is written."""
    line = field.cursorRect(QTextCursor(field.document()))
    upper = field.viewport().mapTo(window, line.topLeft())
    return QRect(place_of(field, window).left(), upper.y(), field.width(), line.height())


def _in_a_stack(line: QRect, box: QRect, others: Sequence[QWidget], window: QWidget) -> bool:
    """Tell whether several lines stand on top of each other beside one field, as name and details do."""
    for other in others:
        place = place_of(other, window)
        above = place.left() <= line.right() and line.left() <= place.right()
        if above and place.top() <= box.bottom() and box.top() <= place.bottom():
            return True
    return False


def _out_of_line(label: QLabel, line: QRect, field: QWidget, box: QRect) -> Iterator[str]:
    beside = line.right() < box.left() or line.left() > box.right()
    if not beside or line.bottom() < box.top() or line.top() > box.bottom():
        return
    off = abs(line.center().y() - box.center().y())
    if off > _MOST_OFF:
        yield f"{called(label)} is {off} out of line with {called(field)}"


def _tight_frames(shown: list[QWidget], window: QWidget) -> Iterator[str]:
    """Tell of words that stand against the edge of the coloured frame around them."""
    for frame in shown:
        if frame.property("surface") not in {"good", "bad", "notice"}:
            continue
        left = place_of(frame, window).left()
        inside = [it for it in frame.findChildren(QLabel) if it.text() and it.isVisibleTo(frame)]
        gaps = [place_of(it, window).left() + it.contentsMargins().left() - left for it in inside]
        if gaps and min(gaps) < int(frame.fontMetrics().height() * _LEAST_PAD):  # pads are whole pixels
            yield f"{called(inside[0])} stands {min(gaps)} from the edge of its frame"


def _small_picture(widget: QWidget) -> Iterator[str]:
    """Tell of a picture that stayed small where the text was enlarged."""
    high = widget.fontMetrics().height()
    drawn = 0
    if isinstance(widget, QAbstractButton) and not isinstance(widget, QCheckBox | QRadioButton):
        if not widget.icon().isNull():
            drawn = widget.icon().actualSize(widget.iconSize()).height()
    elif isinstance(widget, QLabel) and not widget.pixmap().isNull():
        drawn = round(widget.pixmap().deviceIndependentSize().height())
    if 0 < drawn < high and not isinstance(widget, QAbstractScrollArea):
        yield f"{called(widget)} has a picture of {drawn} beside text of {high}"
