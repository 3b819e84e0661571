"""Scrolling of a page of lists by whole rows: a list's head stays in sight while its rows pass."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QScrollBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from views.panels.list_panel import ListPanel

_A_ROW = 40
"""Of a wheel's angle: a third of a step, so that a step is three rows, as everywhere."""


_END = -1
"""The place below a list's last row, where a row's id would stand."""

type _Begins = tuple[ListPanel[Any], int | None]
"""What a page begins with: a list, and the id of its row; None for its head."""


class WholeRows(QObject):
    """Lets a page stop where a row begins, and nowhere else; what would be cut at the foot isn't shown.

    Above the first list and below the last one the page stops anywhere: what is there may be higher than the window.

    Attributes:
        waits: much is laid out at once; where the page stands is settled afterwards, by `settle`.
    """

    def __init__(
        self,
        area: QScrollArea,
        column: QVBoxLayout,
        panels: Sequence[ListPanel[Any]],
        lines: Sequence[QWidget] = (),
    ) -> None:
        """Follow a page.

        Args:
            area: what scrolls.
            column: the layout of its parts; what it leaves free below them is set here.
            panels: its lists.
            lines: what stands below them and is shown whole or not at all.
        """
        super().__init__(area)
        self._area, self._column = area, column
        self._panels, self._lines = tuple(panels), tuple(lines)
        self._below = column.contentsMargins().bottom()
        self._extra = self._before = self._turned = 0
        self._begins: _Begins | None = None
        self.waits = False
        self._foot = QWidget(area.viewport())
        self._foot.setAutoFillBackground(True)
        self._foot.setBackgroundRole(QPalette.ColorRole.Base)
        self._foot.hide()
        area.viewport().installEventFilter(self)
        inside = area.widget()
        assert inside is not None
        inside.installEventFilter(self)
        self._bar.valueChanged.connect(self._scrolled)
        self._bar.rangeChanged.connect(lambda *_: None if self.waits else self._stop_again(self._stops()))

    @property
    def _bar(self) -> QScrollBar:
        """The area's own, asked for anew: one that is kept may stand for another window's, which had its address."""
        return self._area.verticalScrollBar()

    def fit(self, stops: Mapping[int, _Begins] | None = None) -> bool:
        """Leave so much free below the parts that the page's end is a stop, too; tell whether that changed.

        `place` follows.

        Args:
            stops: where the page may stop, where that is known.
        """
        stops, high = self._stops() if stops is None else stops, self._area.viewport().height()
        content = self._column.totalSizeHint().height() - self._extra
        if self._column.hasHeightForWidth():
            content = self._column.totalHeightForWidth(self._area.viewport().width()) - self._extra
        end = next((it for it in stops if it >= content - high), 0) if content > high else 0
        extra = max(0, end - (content - high)) if end else 0
        if extra == self._extra:
            return False
        self._extra = extra
        margins = self._column.contentsMargins()
        self._column.setContentsMargins(margins.left(), margins.top(), margins.right(), self._below + extra)
        return True

    def place(self) -> None:
        """Put each head where it is seen as long as a row of its list is, and cover what the foot would cut."""
        value = self._bar.value()
        for panel in self._panels:
            panel.stick(value - panel.y())
        high = self._area.viewport().height()
        cut = self._cut_at(value + high)
        if cut is None or cut <= self._foot_of_head(value):
            self._foot.hide()
            return
        self._foot.setGeometry(0, cut - value, self._area.viewport().width(), high - (cut - value))
        self._foot.show()
        self._foot.raise_()

    def _foot_of_head(self, value: int) -> int:
        """Tell where the first row that can be seen begins: where no row has room, half a one is better than none."""
        at_top = next((it for it in self._shown() if it.y() + it.height() > value), None)
        if at_top is None or at_top.y() - value > self._area.viewport().height() // 3:
            return value  # notices are seen above it
        return max(value, at_top.y()) + at_top.table.covered

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn a wheel by rows, and begin with a row again once the parts are laid out anew."""
        if not isValid(self._area):
            return False  # the page goes, and its parts tell so
        if isinstance(event, QWheelEvent) and not event.modifiers():
            self._turn(event.angleDelta().y())
            event.accept()
            return True
        if self.waits:
            return False
        laid_out = event.type() is QEvent.Type.LayoutRequest and watched is not self._area.widget()
        if (
            laid_out or event.type() is QEvent.Type.Resize
        ):  # what is inside is laid out after it was asked to be
            self.settle()
        return False

    def settle(self) -> None:
        """Begin with the same row as before, where the parts stand now."""
        self.waits = False
        stops = self._stops()
        self.fit(stops)
        self._stop_again(stops)

    def _stop_again(self, stops: Mapping[int, _Begins]) -> None:
        """Begin with the same row as before where the parts have other heights now; without it at the last stop."""
        value = self._bar.value()
        same = next((it for it, begins in stops.items() if begins == self._begins), None)
        if same is not None:
            self._bar.setValue(same)
        elif self._is_bound(value, stops):
            self._bar.setValue(max(it for it in stops if it <= value))
        self.place()

    def _turn(self, angle: int) -> None:
        if (angle > 0) is (self._turned < 0):
            self._turned = 0
        self._turned += angle
        rows = abs(self._turned) // _A_ROW
        self._turned -= rows * _A_ROW * (1 if self._turned > 0 else -1)
        for _ in range(rows):
            self._bar.setValue(self._bar.value() + (1 if angle < 0 else -1) * self._step())

    def _step(self) -> int:
        """Tell how far one row is where the page stops anywhere; elsewhere the next stop is nearer."""
        value, stops = self._bar.value(), self._stops()
        free = not self._is_bound(value + 1, stops)
        return self._shown()[0].table.rowHeight(0) if free and self._shown() else 1

    def _scrolled(self, value: int) -> None:
        stop = self._stop_for(value)
        if stop != value:
            self._bar.setValue(stop)  # and then here again
            return
        self._before = value
        self._begins = self._stops().get(value)
        self.place()

    def _stop_for(self, value: int) -> int:
        """Go on to the next stop in the direction in which the page was scrolled."""
        stops = self._stops()
        if not self._is_bound(value, stops):
            return value
        if value > self._before:
            return min(it for it in (*stops, self._bar.maximum()) if it >= value)
        return max(it for it in stops if it <= value)

    def _is_bound(self, value: int, stops: Mapping[int, _Begins]) -> bool:
        """Tell whether the page may not stop just anywhere at a height."""
        return bool(stops) and min(stops) < value < min(max(stops), self._bar.maximum())

    def _shown(self) -> list[ListPanel[Any]]:
        return [it for it in self._panels if not it.isHidden() and it.rows]

    def _stops(self) -> dict[int, _Begins]:
        """Give where the page may stop, in order: where a list begins or ends, and each of its rows below its head."""
        stops: dict[int, _Begins] = {}
        shown = self._shown()
        for panel in shown:
            first = panel.y() + panel.table.y() - panel.table.covered  # a sentence may stand between
            stops[panel.y()] = (panel, None)
            high = panel.table.rowHeight(0)
            for place, row in enumerate(panel.rows):
                stops.setdefault(first + place * high, (panel, row.id))
        if shown:
            stops.setdefault(shown[-1].y() + shown[-1].height(), (shown[-1], _END))
        return stops

    def _cut_at(self, end: int) -> int | None:
        """Tell where what would be cut at a height of the page begins; None where nothing would."""
        for panel in self._shown():
            top, first, high = panel.y(), panel.y() + panel.table.y(), panel.table.rowHeight(0)
            if top < end < top + panel.height():
                row = max(0, min((end - first) // high, len(panel.rows) - 1))
                cut = first + row * high if row else top  # the head is cut with its first row
                return cut if cut < end else None
        lines = (it for it in self._lines if not it.isHidden() and it.y() < end < it.y() + it.height())
        return next((it.y() for it in lines), None)
