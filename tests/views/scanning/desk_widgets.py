"""A window with everything that keys could end up in."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

FAST, SLOW = 5, 80
"""Milliseconds from key to key of a reader, and of a clerk."""


class Desk(QWidget):
    """A window with everything that keys could end up in."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.table = QTableWidget(12, 2)
        for row in range(12):
            self.table.setItem(row, 0, QTableWidgetItem(f"{row}"))
        self.button = QPushButton("更新する")
        self.button.setAutoDefault(True)
        self.presses = 0
        self.button.clicked.connect(self._count)
        layout = QVBoxLayout(self)
        for part in (self.field, self.table, self.button):
            layout.addWidget(part)

    def _count(self) -> None:
        self.presses += 1

    @property
    def state(self) -> tuple[str, int, int]:
        return (self.field.text(), self.table.currentRow(), self.presses)


class Listener(QLineEdit):
    """Remembers the keys it saw."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: list[str] = []
        self.show()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in {QEvent.Type.KeyPress, QEvent.Type.KeyRelease}:
            self.seen.append(("+" if event.type() is QEvent.Type.KeyPress else "-") + event.text())
        return super().event(event)
