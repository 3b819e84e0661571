"""Walks a window with the Tab key: everything is reached, in reading order, and to be seen when it is."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QButtonGroup,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from tests.looks.faults import called, place_of, seen_in
from tests.looks.pixels import contrast_of, pixels
from views.panels.list_panel import ListPanel
from views.panels.page import Page

_ACTED_ON = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractItemView)
_MOST = 200
_VISIBLE = 3.0
_FEWEST_PIXELS = 40
"""Of a frame; a text cursor alone has about twenty."""
_TOLERANCE = 6


def faults_in_keys(window: QWidget, seen_before: set[str]) -> Iterator[str]:
    """Name what Tab doesn't reach or reaches out of order, and where nothing shows that the keyboard is there.

    Args:
        window: what is walked; the keyboard is back where it was afterwards.
        seen_before: kinds of controls whose look with the keyboard was examined already.
    """
    start = cast("QWidget | None", window.focusWidget())
    if start is None and not any(map(_wants_keys, seen_in(window))):
        return
    if start is None:
        yield f"{called(window)} has the keyboard nowhere"
        return
    began = start
    if isinstance(
        start, Page
    ):  # where nothing can be done the keyboard is on the page, to which Tab never comes back
        QTest.keyClick(start, Qt.Key.Key_Tab)
        start = _focused(window)
    way = []
    for widget in _walked(window, start):
        way.append(widget)
        kind = _kind(widget)
        if kind not in seen_before:
            seen_before.add(kind)
            changed = _pixels_changed(window, widget)
            if changed < _FEWEST_PIXELS:
                yield f"{called(widget)} shows by {changed} pixels that it has the keyboard"
    began.setFocus(Qt.FocusReason.OtherFocusReason)
    reached = set(way)
    for widget in seen_in(window):
        if _wants_keys(widget) and widget not in reached and not _stands_for_another(widget, reached):
            yield f"{called(widget)} isn't reached by Tab"
    back = [
        f"Tab goes from {called(before)} to {called(after)}"
        for before, after in pairwise((start, *way))
        if not (before is after or _reads_on(before, after, window) or _is_of_one_list(before, after))
    ]
    if len(back) > 1:  # once it goes from the last one to the first
        yield from back


def _walked(window: QWidget, start: QWidget) -> Iterator[QWidget]:
    left = not isinstance(start, QTextBrowser)  # within which Tab first goes from link to link
    first: QWidget | None = None
    for _ in range(_MOST):
        QTest.keyClick(_focused(window), Qt.Key.Key_Tab)
        if left and first is _focused(window):
            return  # a page in which nothing can be done has the keyboard, and Tab doesn't come back to it
        first = first or _focused(window)
        yield _focused(window)
        if window.focusWidget() is start and left:
            return
        left = left or window.focusWidget() is not start


def _focused(window: QWidget) -> QWidget:
    focused = window.focusWidget()
    assert focused is not None, window
    return focused


def _is_of_one_list(before: QWidget, after: QWidget) -> bool:
    """Tell whether Tab goes between rows of a list and its head: to what is done with all of them, and then on."""
    panels = [_panel_of(before), _panel_of(after)]
    in_head = any(it is not None and before.parentWidget() is it.head for it in panels)
    return panels[0] is not None and (panels[0] is panels[1] or in_head)


def _panel_of(part: QWidget) -> ListPanel[Any] | None:
    above: QWidget | None = part
    while above is not None and not isinstance(above, ListPanel):
        above = above.parentWidget()
    return above


def _wants_keys(widget: QWidget) -> bool:
    return isinstance(widget, _ACTED_ON) and widget.isEnabled() and not _is_part(widget)


def _is_part(widget: QWidget) -> bool:
    """Tell whether a widget belongs to another one that has the keyboard for it."""
    parent = widget.parentWidget()
    above = parent.parentWidget() if parent else None
    return any(isinstance(it, QAbstractItemView | QComboBox) for it in (parent, above))


def _stands_for_another(widget: QWidget, reached: set[QWidget]) -> bool:
    """Tell whether the arrow keys reach a choice, from the one of its group that Tab reaches."""
    if not isinstance(widget, QAbstractButton):
        return False
    group = cast("QButtonGroup | None", widget.group())
    if group is not None:
        return any(it in reached for it in group.buttons())
    together = _around(widget).findChildren(QRadioButton) if isinstance(widget, QRadioButton) else []
    return any(it in reached for it in together)


def _around(widget: QWidget) -> QWidget:
    parent = widget.parentWidget()
    assert parent is not None, widget
    return parent


def _reads_on(before: QWidget, after: QWidget, window: QWidget) -> bool:
    """Tell whether one reads on from one to the other: rightwards or downwards, as the parts they stand in do."""
    first, second = _parts(before, after, window)
    if first is second:
        return True
    one, other = _uncovered(first, window), _uncovered(second, window)
    same_line = one.top() < other.bottom() - _TOLERANCE and other.top() < one.bottom() - _TOLERANCE
    if same_line:
        return other.left() >= one.right() - _TOLERANCE or (
            other.top() >= one.top() - _TOLERANCE and other.left() >= one.left() - _TOLERANCE
        )
    return other.top() >= one.bottom() - 2 * _TOLERANCE


def _uncovered(part: QWidget, window: QWidget) -> QRect:
    """Tell where a part is; of a list that is scrolled, what its head leaves of it."""
    place = place_of(part, window)
    panel = part.parentWidget()
    if isinstance(panel, ListPanel) and part is panel.table:
        place.setTop(max(place.top(), place_of(panel.head, window).bottom()))
    return place


def _parts(before: QWidget, after: QWidget, window: QWidget) -> tuple[QWidget, QWidget]:
    """Give the two widgets side by side in which each stands."""
    above = [before]
    while above[-1] is not window:
        above.append(_around(above[-1]))
    inner = after
    while inner is not window and inner.parentWidget() not in above:
        inner = _around(inner)
    common = _around(inner) if inner is not window else window
    own = next((it for it in above if it.parentWidget() is common), before)
    return own, inner


def _kind(widget: QWidget) -> str:
    properties = [str(widget.property(name)) for name in ("kind", "segment", "field", "nav", "fault")]
    checked = isinstance(widget, QAbstractButton) and widget.isChecked()
    return " ".join((type(widget).__name__, *properties, str(checked)))


def _pixels_changed(window: QWidget, widget: QWidget) -> int:
    """Count the pixels that look clearly different once the keyboard is there."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    _lay_out()
    area = place_of(widget, window).adjusted(-4, -4, 4, 4).intersected(window.rect())
    with_it = window.grab(area).toImage()
    widget.clearFocus()
    _lay_out()
    without = window.grab(area).toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return _differing(with_it, without)


def _lay_out() -> None:
    """Let what was moved find its place. Not by every posted event: on Windows the loop's own calls are among these."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _differing(one: QImage, other: QImage) -> int:
    changed = Counter(pair for pair in zip(pixels(one), pixels(other), strict=True) if pair[0] != pair[1])
    return sum(count for pair, count in changed.items() if contrast_of(*pair) >= _VISIBLE)
