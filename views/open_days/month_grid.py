"""A month as a table of weeks: each day with what the branch does; one day or several can be chosen."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QItemSelection, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from services.contract.today.open_days import BranchDay
from services.rules.circulation.calendar import DAYS_A_WEEK
from services.rules.circulation.open_days import DayKind
from viewmodels.open_days import DayPlan
from views.language import dates
from views.open_days import day_words
from views.panels.table_model import Index
from views.style.theme import Theme

WEEKS: Final = 6
"""As many as a month can touch, so that no month moves what stands below."""
_SUNDAY: Final = date(2026, 11, 29)
_EDGE, _BAR = 3, 4
"""Pixels at 100 %: from a cell's edge to its text; the width of what marks a change."""
_BACK, _ON = QTableView.CursorAction.MoveLeft, QTableView.CursorAction.MoveRight
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class MonthModel(QAbstractTableModel):
    """The days of a month in weeks, which begin on Sundays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._days: Sequence[BranchDay] = ()
        self._plan: DayPlan = {}

    def show(self, days: Sequence[BranchDay], plan: DayPlan) -> None:
        """Show other days, or the same ones as they are planned."""
        same = [it.day for it in days] == [it.day for it in self._days]
        if not same:
            self.beginResetModel()
        self._days, self._plan = days, plan
        if not same:
            self.endResetModel()
        elif days:
            self.dataChanged.emit(self.index(0, 0), self.index(WEEKS - 1, DAYS_A_WEEK - 1))

    def day_at(self, index: Index) -> BranchDay | None:
        """Give the day in a cell; None where the month has none."""
        place = index.row() * DAYS_A_WEEK + index.column() - self._before
        return self._days[place] if index.isValid() and 0 <= place < len(self._days) else None

    def place_of(self, day: date) -> QModelIndex:
        """Give the cell of one of the days."""
        row, column = divmod(self._before + day.day - 1, DAYS_A_WEEK)
        return self.index(row, column)

    def wanted(self, day: BranchDay) -> DayKind:
        """Tell what a day is to be."""
        planned = self._plan.get(day.day)
        return day.kind if planned is None else planned.wanted

    @property
    def settable(self) -> list[date]:
        """The days that can be set."""
        return [it.day for it in self._days if it.can_be_set]

    @property
    def _before(self) -> int:
        """How many cells are left free before the first day."""
        return 0 if not self._days else (self._days[0].day.weekday() + 1) % DAYS_A_WEEK

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Count the weeks."""
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Count the days of a week."""
        return 0 if parent.isValid() else DAYS_A_WEEK

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give a column's weekday."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return dates.weekday(_SUNDAY + timedelta(days=section)).strip("() ")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let days be chosen that can be set."""
        day = self.day_at(index)
        if day is None or not day.can_be_set:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a day's number and word, and what is heard of it."""
        day = self.day_at(index)
        if day is None:
            return None
        wanted = self.wanted(day)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return day_words.shown(day, wanted)
            case Qt.ItemDataRole.AccessibleTextRole:
                return day_words.heard(day, wanted)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(day_words.counted(day))
            case _:
                return None


class MonthGrid(QTableView):
    """The table. Arrows go from day to day, with Shift they choose several.

    Signals:
        next_wanted: the chosen days are to become the kind that comes next: Space, or a double click.
        entered: Enter was pressed.
        chosen: other days are chosen than before.
        moved: the keyboard is on another day.
    """

    next_wanted = Signal()
    entered = Signal()
    chosen = Signal()
    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.month = MonthModel(self)
        self.setModel(self.month)
        self.setItemDelegate(_Days(theme, self))
        self.setAccessibleName(day_words.said(day_words.TITLE))
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _: self.next_wanted.emit())

    @property
    def days(self) -> list[date]:
        """The days that are chosen, in their order."""
        found = (self.month.day_at(it) for it in self.selectedIndexes())
        return sorted(it.day for it in found if it is not None)

    def show_days(self, days: Sequence[BranchDay], plan: DayPlan) -> None:
        """Show other days; of another month the first one that can be set is chosen."""
        self.month.show(days, plan)
        if days and not self.currentIndex().isValid() and self.month.settable:
            self.setCurrentIndex(self.month.place_of(self.month.settable[0]))

    def sizeHint(self) -> QSize:
        """Have room for all weeks: what the window has none for is scrolled with the sheet."""
        self.ensurePolished()
        high = self.horizontalHeader().sizeHint().height() + WEEKS * self._row_height()
        return QSize(super().sizeHint().width(), high + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Have room for all weeks."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each week the height of its text."""
        super().resizeEvent(event)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._row_height())

    def moveCursor(self, action: QTableView.CursorAction, keys: Qt.KeyboardModifier) -> QModelIndex:
        """Go on from Saturday to Sunday, and back."""
        day = self.month.day_at(self.currentIndex())
        if action not in {_BACK, _ON} or day is None:
            return super().moveCursor(action, keys)
        there = day.day + timedelta(days=1 if action == _ON else -1)
        return self.month.place_of(there if there in self.month.settable else day.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the chosen days with Space; leave Enter to the sheet."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.next_wanted.emit()
        elif event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other days are chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that the keyboard is on another day."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def _row_height(self) -> int:
        return 2 * self.fontMetrics().lineSpacing() + round(2 * _EDGE * self._theme.tokens.scale)


class _Days(QStyledItemDelegate):
    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a day: its ground, the bar of a change, number and word, and the ring of the current one."""
        month = index.model()
        assert isinstance(month, MonthModel)
        day, tokens, rect = month.day_at(index), self._theme.tokens, QRect(option.rect)
        painter.setPen(tokens.colour("hair"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if day is None:
            return
        wanted = month.wanted(day)
        cell = rect.adjusted(0, 0, -1, -1)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground, ink = _colours(wanted, can_be_set=day.can_be_set)
        painter.fillRect(cell, tokens.colour("selection" if is_chosen else ground))
        edge = round(_EDGE * tokens.scale)
        if wanted is not day.kind:
            bar = QRect(cell.topLeft(), QSize(round(_BAR * tokens.scale), cell.height()))
            painter.fillRect(bar, tokens.colour("accent"))
        painter.setFont(option.font)
        painter.setPen(tokens.colour("text" if is_chosen else ink))
        text = cell.adjusted(edge + round(_BAR * tokens.scale), 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, index.data())
        if self._table.hasFocus() and index == self._table.currentIndex():
            painter.setPen(tokens.colour("accent"))
            painter.drawRect(cell.adjusted(0, 0, -1, -1))
            painter.drawRect(cell.adjusted(1, 1, -2, -2))


def _colours(kind: DayKind, *, can_be_set: bool) -> tuple[str, str]:
    """Name the ground and the ink of a day; its word says the same."""
    if kind is DayKind.SPECIAL:
        return "warn_ground", "warn"
    ink = "text" if can_be_set and kind is DayKind.OPEN else "muted"
    return ("surface" if kind is DayKind.OPEN else "ground"), ink
