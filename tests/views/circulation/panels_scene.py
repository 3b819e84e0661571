"""Reads a panel as people and screen readers do."""

from PySide6.QtWidgets import QLabel, QWidget

from views.circulation.cancelled_holds_panel import CancelledHoldsPanel
from views.circulation.holds_panel import HoldsPanel
from views.circulation.loans_panel import LoansPanel
from views.circulation.requests_panel import RequestsPanel

type ListPanel = LoansPanel | HoldsPanel | CancelledHoldsPanel | RequestsPanel


def titles(panel: ListPanel) -> list[str]:
    return [column.title for column in panel.model.columns]


def table(panel: ListPanel) -> list[list[str]]:
    """Read a panel cell by cell, as a screen reader would."""
    model = panel.model
    return [
        [model.cell(row, column).spoken for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def shown(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if not label.isHidden()]
