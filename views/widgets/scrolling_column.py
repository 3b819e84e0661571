"""A column that scrolls where enlarged text needs more room than the window has."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from views.style.theme import Theme
from views.widgets.scroll_to_focus import follow_focus


def scrolling_column(theme: Theme) -> tuple[QScrollArea, QVBoxLayout]:
    """Make a column that scrolls where large text needs more room than there is; it ends with a stretch."""
    sizes = theme.tokens.sizes
    body = QWidget()
    body.setAutoFillBackground(True)
    body.setBackgroundRole(QPalette.ColorRole.Base)
    column = QVBoxLayout(body)
    column.setContentsMargins(sizes.edge, sizes.edge, sizes.edge, sizes.edge)
    column.setSpacing(sizes.pad)
    column.addStretch(1)
    return scrolling(body), column


def scrolling(body: QWidget) -> QScrollArea:
    """Let something scroll where it needs more room than there is, and to what has the keyboard."""
    page = QScrollArea()
    page.setWidgetResizable(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setWidget(body)
    follow_focus(page)
    return page
