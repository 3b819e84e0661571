"""The table of 統計: numbers by month, each with a small bar beside it, drawn by the table itself."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from services.rules.figures import MONTHS, Figure, FigureCell, FigureLine, Untold
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.panels.table_model import Index
from views.style.theme import Theme
from views.today import figure_table, figure_words

BAR_ROLE: Final = Qt.ItemDataRole.UserRole
"""How high a month's bar is, of its row's highest: 0 to 1."""
_LINE: Final = 0
_YEAR, _BEFORE, _DIFFERENCE = range(MONTHS + 1, MONTHS + 4)
_COLUMNS: Final = _DIFFERENCE + 1
_BAR_WIDE, _BAR_HIGH, _EDGE = 4, 16, 4
"""Pixels at 100 %."""
_MONTHS: Final = (
    QT_TRANSLATE_NOOP("figures", "4月"),
    QT_TRANSLATE_NOOP("figures", "5月"),
    QT_TRANSLATE_NOOP("figures", "6月"),
    QT_TRANSLATE_NOOP("figures", "7月"),
    QT_TRANSLATE_NOOP("figures", "8月"),
    QT_TRANSLATE_NOOP("figures", "9月"),
    QT_TRANSLATE_NOOP("figures", "10月"),
    QT_TRANSLATE_NOOP("figures", "11月"),
    QT_TRANSLATE_NOOP("figures", "12月"),
    QT_TRANSLATE_NOOP("figures", "1月"),
    QT_TRANSLATE_NOOP("figures", "2月"),
    QT_TRANSLATE_NOOP("figures", "3月"),
)
_NUMBERS: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FigureModel(QAbstractTableModel):
    """Rows of figures as cells."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Figure, ...] = ()
        self._branches: tuple[str, ...] = ()

    def show(self, rows: tuple[Figure, ...], branches: tuple[str, ...] = ()) -> None:
        """Show other rows: those of a table, or one line of some branches, by their names."""
        if len(rows) != len(self._rows) or bool(branches) != bool(self._branches):
            self.beginResetModel()
            self._rows, self._branches = rows, branches
            self.endResetModel()
            return
        self._rows, self._branches = rows, branches
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, _COLUMNS - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Count the columns."""
        return 0 if parent.isValid() else _COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give a column's heading."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return left if section == _LINE else _NUMBERS
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return translate("figures", "館") if section == _LINE and self._branches else _heading(section)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell's text, what is heard of it, its bar, and what its line counts."""
        row, column = self._rows[index.row()], index.column()
        branch = self._branches[index.row()] if self._branches else ""
        answers = _of_line(row, branch) if column == _LINE else _of_number(row, column, branch)
        return answers.get(role)

    def line_at(self, index: Index) -> FigureLine | None:
        """Tell which line a cell is of; None where there is none."""
        return self._rows[index.row()].line if index.isValid() else None


class FigureGrid(QTableView):
    """The table; keys walk its cells. The lines' names stay at the left while the numbers are scrolled."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setHorizontalHeader(_Headings(self))
        self.figures = FigureModel(self)
        self.setModel(self.figures)
        self.setItemDelegate(_Cells(theme, self))
        self.setAccessibleName(figure_words.said(figure_words.TITLE))
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)

    def show_rows(self, rows: tuple[Figure, ...], branches: tuple[str, ...] = ()) -> None:
        """Show other rows, see `FigureModel.show`; the current cell stays where there are as many, and in sight."""
        was_seen = self._is_seen(self.currentIndex())
        self.figures.show(rows, branches)
        if rows and not self.currentIndex().isValid():
            self.setCurrentIndex(self.figures.index(0, _LINE))
        self._fit()
        if was_seen and self.currentIndex().isValid():  # which larger numbers may have moved
            self.updateGeometries()
            self.scrollTo(self.currentIndex())

    def _is_seen(self, index: QModelIndex) -> bool:
        in_sight = self.visualRect(index).intersects(self.viewport().rect())
        return index.isValid() and in_sight and not self.is_cut(index.column())

    def is_cut(self, column: int) -> bool:
        """Tell whether a column of numbers is in sight in part only: a part could be taken for the number."""
        left, right = self.columnWidth(_LINE), self.viewport().width()
        begins = self.columnViewportPosition(column)
        return column != _LINE and not left <= begins <= right - self.columnWidth(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def visualRect(self, index: Index) -> QRect:
        """Tell where a cell is; a line's name is at the left."""
        rect = super().visualRect(index)
        if index.column() == _LINE:
            rect.moveLeft(0)
        return rect

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Tell which cell is at a point; at the left it is a line's name."""
        index = super().indexAt(point)
        return index.siblingAtColumn(_LINE) if point.x() < self.columnWidth(_LINE) else index

    def scrollTo(
        self, index: Index, hint: QTableView.ScrollHint = QTableView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into sight, beside the names."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        behind = self.columnWidth(_LINE) - self.visualRect(index).left()
        if index.column() == _LINE:  # which is in sight wherever the numbers are
            bar.setValue(before)
        elif behind > 0:
            bar.setValue(bar.value() - behind)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint the names where they were, and whole what was cut before."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()
            self.horizontalHeader().viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names over the numbers that are scrolled behind them."""
        super().paintEvent(event)
        if not self.horizontalOffset():
            return
        painter, option = QPainter(self.viewport()), QStyleOptionViewItem()
        for row in range(self.figures.rowCount()):
            index = self.figures.index(row, _LINE)
            rect = self.visualRect(index)
            if rect.intersects(event.rect()):
                self.initViewItemOption(option)
                option.rect = rect
                painter.fillRect(rect, self._theme.tokens.colour("surface"))
                self.itemDelegate().paint(painter, option, index)

    def _fit(self) -> None:
        """Give each column the room that it needs, months as much as each other, and the rest to all numbers."""
        scale = self._theme.tokens.scale
        self.resizeColumnsToContents()
        months = range(1, MONTHS + 1)
        bar = round((_BAR_WIDE + 3 * _EDGE) * scale)
        widest = max(map(self.columnWidth, months)) + bar
        wide = [widest if it in months else self.columnWidth(it) + bar for it in range(_COLUMNS)]
        more = max(0, self.viewport().width() - sum(wide)) // (_COLUMNS - 1)
        for column, needed in enumerate(wide):
            self.setColumnWidth(column, needed if column == _LINE else needed + more)
        high = self.fontMetrics().height() + round(3 * _EDGE * scale)
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)


class _Headings(QHeaderView):
    def __init__(self, table: FigureGrid) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, column: int) -> None:
        """Leave out the heading of what is cut."""
        super().initStyleOptionForIndex(option, column)
        if self._table.is_cut(column):
            option.text = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names' heading over those that are scrolled behind it."""
        super().paintEvent(event)
        if self.offset():
            place = QRect(0, 0, self.sectionSize(_LINE), self.height())
            self.paintSection(QPainter(self.viewport()), place, _LINE)


class _Cells(QStyledItemDelegate):
    def __init__(self, theme: Theme, table: FigureGrid) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the text, the month's bar at the left, and the ring of the cell that has the keyboard."""
        tokens, rect, is_cut = self._theme.tokens, QRect(option.rect), self._table.is_cut(index.column())
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if not is_cut:
            super().paint(painter, option, index)
        scale, high = tokens.scale, index.data(BAR_ROLE)
        if high and not is_cut:
            edge = round(_EDGE * scale)
            bar = max(1, round(high * _BAR_HIGH * scale))
            left, top = rect.left() + edge, rect.bottom() - edge - bar + 1
            painter.fillRect(left, top, round(_BAR_WIDE * scale), bar, tokens.colour("accent"))
        painter.setPen(tokens.colour("hair"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._table.hasFocus() and index == self._table.currentIndex():
            painter.setPen(tokens.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))


def _of_line(row: Figure, branch: str) -> dict[int, Any]:
    meaning = figure_words.meaning(row.line)
    return {
        Qt.ItemDataRole.DisplayRole: branch or _name(row),
        Qt.ItemDataRole.AccessibleTextRole: _full_name(row, branch),
        Qt.ItemDataRole.AccessibleDescriptionRole: meaning,
        Qt.ItemDataRole.ToolTipRole: meaning,
    }


def _of_number(row: Figure, column: int, branch: str) -> dict[int, Any]:
    cell = _cell(row, column)
    return {
        Qt.ItemDataRole.DisplayRole: _text(cell, signed=column == _DIFFERENCE),
        Qt.ItemDataRole.AccessibleTextRole: f"{_full_name(row, branch)} {_heading(column)} {_heard(cell)}",
        Qt.ItemDataRole.TextAlignmentRole: _NUMBERS,
        BAR_ROLE: _bar(row, column - 1) if column <= MONTHS else 0.0,
    }


def _cell(row: Figure, column: int) -> FigureCell:
    if column <= MONTHS:
        return row.months[column - 1]
    return {_YEAR: row.year, _BEFORE: row.before, _DIFFERENCE: row.difference}[column]


def _bar(row: Figure, month: int) -> float:
    known = [it for it in row.months if not isinstance(it, Untold)]
    many = row.months[month]
    return 0.0 if isinstance(many, Untold) or not many else many / max(known)


def _name(row: Figure) -> str:
    return figure_words.line(row.line) if row.part is None else "    " + figure_table.part(row)


def _full_name(row: Figure, branch: str) -> str:
    return " ".join(filter(None, (figure_words.line(row.line), figure_table.part(row), branch)))


def _text(cell: FigureCell, *, signed: bool) -> str:
    if isinstance(cell, Untold):
        return figure_words.untold(cell)
    return f"{cell:+,}" if signed and cell else f"{cell:,}"


def _heard(cell: FigureCell) -> str:
    """Say a number; a sign is said in words."""
    return figure_words.heard(cell) if isinstance(cell, Untold) else str(cell)


def _heading(column: int) -> str:
    if column == _LINE:
        return translate("figures", "項目")
    if column <= MONTHS:
        return translate("figures", _MONTHS[column - 1])
    return {
        _YEAR: translate("figures", "年度"),
        _BEFORE: translate("figures", "前年同期"),
        _DIFFERENCE: translate("figures", "差"),
    }[column]
