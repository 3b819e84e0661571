"""Looks for texts that are cut, and for what lies beyond its window or over something else."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from tests.looks.faults import called, place_of, seen_in
from views.bars.card_field import CardField
from views.bars.patron_header import PatronHeaderBar
from views.bars.shortcut_hints import KeyList
from views.widgets.fields.wrapped_tick import WrappedTick
from views.widgets.labels import ElidedLabel, WrappedLabel

_WHOLE = (QLabel, QAbstractButton, QLineEdit, QComboBox)


def faults_in_rooms(window: QWidget) -> Iterator[str]:
    """Name what can't be read in full, or not at all."""
    screen = window.screen().availableGeometry()
    if window.width() > screen.width() or window.height() > screen.height():
        yield f"{called(window)} is {window.width()}×{window.height()}"
    for widget in seen_in(window):
        if isinstance(widget, _WHOLE):
            if not _has_room(widget):
                yield f"{called(widget)} is cut ({widget.width()}×{widget.height()})"
            yield from _outside(widget, window)
        if isinstance(widget, QLabel) and not isinstance(widget, WrappedLabel):
            yield from _cut_below(widget)
    yield from _overlapping(window)


def _has_room(widget: QWidget) -> bool:
    metrics = widget.fontMetrics()
    width, height, line = widget.width(), widget.height(), metrics.height()
    match widget:
        case ElidedLabel():
            return widget.shown_text == widget.text() or _stands_elsewhere(widget)
        case WrappedLabel():
            needs = 0, widget.heightForWidth(width)
        case KeyList():  # leaves out what has no room
            needs = metrics.horizontalAdvance(widget.text()), line
        case QLabel():
            needs = (
                (0, widget.heightForWidth(width)) if widget.wordWrap() else (widget.sizeHint().width(), line)
            )
            if not widget.text():
                needs = 0, 0
        case QComboBox():
            texts = (widget.itemText(it) for it in range(widget.count()))
            needs = max(map(metrics.horizontalAdvance, texts), default=0) + 2 * line, line
        case CardField():  # a name goes on beyond it, as in any field that is written in
            needs = metrics.horizontalAdvance(widget.placeholderText()), line
        case QLineEdit():
            shown = widget.displayText() or widget.placeholderText()
            needs = metrics.horizontalAdvance(shown) + metrics.averageCharWidth(), line
        case WrappedTick():
            needs = 0, widget.heightForWidth(width)
        case QCheckBox() | QRadioButton():
            needs = widget.sizeHint().width(), line
        case QPushButton():
            needs = metrics.horizontalAdvance(widget.text()), line if widget.text() else 0
        case _:
            needs = 0, 0
    return needs[0] <= width and needs[1] <= height


def _cut_below(label: QLabel) -> Iterator[str]:
    """Tell of letters that reach further down than their line, and than the label."""
    metrics, text = label.fontMetrics(), label.text()
    if not text or label.wordWrap() or "\n" in text or not label.alignment() & Qt.AlignmentFlag.AlignVCenter:
        return
    inside = label.contentsRect()
    base = inside.top() + (inside.height() - metrics.height()) // 2 + metrics.ascent()
    beyond = base + metrics.tightBoundingRect(text).bottom() + 1 - label.height()
    if beyond > 0:
        yield f"{called(label)} is cut below by {beyond}"


def _stands_elsewhere(label: ElidedLabel) -> bool:
    """Tell whether the keyboard reaches the whole text on a page: of the patron's line, on 登録・貸出禁止."""
    header = label.window().findChild(PatronHeaderBar)
    return header is not None and header.line.isAncestorOf(label)


def _outside(widget: QWidget, window: QWidget) -> Iterator[str]:
    """Tell of what sticks out of something that doesn't scroll."""
    inner, around = widget, widget.parentWidget()
    while around is not None and inner is not window:
        area = around.parentWidget()
        if isinstance(area, QScrollArea) and around is area.viewport():
            sideways = area.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if not sideways and inner.width() > around.width():
                yield f"{called(widget)} is beyond the right edge of {called(area)}"
            return
        if isinstance(around, QAbstractScrollArea):
            return
        place = place_of(widget, around)
        if not around.rect().contains(place):
            yield f"{called(widget)} sticks out of {called(around)}: {place.getRect()} in {around.rect().getRect()}"
            return
        inner, around = around, around.parentWidget()


def _overlapping(window: QWidget) -> Iterator[str]:
    by_parent: dict[QWidget, list[QWidget]] = {}
    for widget in seen_in(window):
        parent = widget.parentWidget()
        if isinstance(widget, _WHOLE) and parent is not None and not isinstance(parent, _WHOLE):
            by_parent.setdefault(parent, []).append(widget)
    for together in by_parent.values():
        for first in together:
            for second in together:
                if first is second or id(first) > id(second):
                    continue
                common: QRect = first.geometry().intersected(second.geometry())
                if common.width() > 1 and common.height() > 1:
                    yield f"{called(first)} lies over {called(second)}"
