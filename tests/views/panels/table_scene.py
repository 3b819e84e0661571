"""A page with a table under real keys and a real mouse, and what the table said."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from services.rules.decision import Allowed
from tests.helpers import snapshots
from tests.helpers.snapshots import both
from views.panels.panel_table import PanelTable
from views.panels.row_actions import RowAction
from views.panels.table_model import Identified

ALL = frozenset(RowAction)
RENEWABLE = both(Allowed(snapshots.days(14)))
LOANS = tuple(snapshots.loan(n, title=f"題名{n}", renewal=RENEWABLE) for n in range(1, 21))
STAFF = 10  # the staff column of the holds


class Desk[R: Identified]:
    """A page with a field above a table, and what the table said."""

    def __init__(self, qtbot: QtBot, table: PanelTable[R]) -> None:
        self.table = table
        self.field = QLineEdit()
        self.after = QLineEdit()
        self.page = QScrollArea()
        self.page.setWidgetResizable(True)
        body = QWidget()
        column = QVBoxLayout(body)
        for part in (self.field, table, self.after):
            column.addWidget(part)
        self.page.setWidget(body)
        self.page.resize(1180, 400)
        self.acts: list[tuple[int, RowAction]] = []
        table.acted.connect(lambda row, verb: self.acts.append((row.id, verb)))
        qtbot.addWidget(self.page)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()

    def go_to(self, row: int, column: int) -> None:
        self.table.setFocus()
        self.table.setCurrentIndex(self.table.model().index(row, column))

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.page, key)

    def button(self, row: int, column: int, part: int = 0) -> QPoint:
        """Tell where a button is in the viewport."""
        return self.table.button_boxes(row, column)[part].center().toPoint()

    def place(self) -> tuple[int, int]:
        index = self.table.currentIndex()
        return index.row(), index.column()
