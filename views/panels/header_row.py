"""The headings above a panel's columns."""

from typing import Any, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from views.panels.table_model import GLOSS_ROLE, CellKind, RowTableModel
from views.style.theme import Theme


class HeadingRow(QHeaderView):
    """Draws all headings at once; a style sheet's rules for each of them cost more than all the rows do.

    Where the model tells what a heading means, that stands beneath it.
    """

    def __init__(self, theme: Theme, parent: QWidget, *, glossed: bool = False) -> None:
        """Make the line of headings.

        Args:
            theme: for colours, fonts and height.
            parent: the table.
            glossed: there is a second line for what the headings mean.
        """
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._glossed = glossed
        self._theme = theme
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self.take_theme)
        self.take_theme()

    def take_theme(self) -> None:
        """Take colours, font and height from the theme anew."""
        tokens = self._theme.tokens
        self._font = tokens.font(tokens.sizes.body)
        self._small = tokens.font(tokens.sizes.body)
        self._ink, self._staff, self._ground, self._line = (
            tokens.colour(it) for it in ("muted", "staff", "surface", "control")
        )
        self.setFixedHeight(self.sizeHint().height())
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Answer at once; Qt would ask the model for every heading, each time rows come or go."""
        sizes = self._theme.tokens.sizes
        beneath = QFontMetrics(self._small).height() if self._glossed else 0
        return QSize(0, sizes.heading_row + beneath)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the headings, cut where a column is too narrow, and the line below them."""
        model, viewport = cast("RowTableModel[Any]", self.model()), self.viewport()
        painter = QPainter(viewport)
        painter.fillRect(viewport.rect(), self._ground)
        painter.fillRect(0, viewport.height() - 1, viewport.width(), 1, self._line)
        painter.setFont(self._font)
        painter.setPen(self._ink)
        metrics = painter.fontMetrics()
        pad, gap = self._theme.tokens.sizes.pad, self._theme.tokens.sizes.gap
        first = self._theme.tokens.sizes.heading_row
        base = (first + metrics.ascent() - metrics.descent()) // 2
        below = QFontMetrics(self._small)
        base_below = first + below.ascent() - (first - metrics.height()) // 2
        for place in range(self.count()):
            left, width = self.sectionViewportPosition(place) + pad, self.sectionSize(place) - pad - gap
            title = model.headerData(place, Qt.Orientation.Horizontal)
            text = metrics.elidedText(title, Qt.TextElideMode.ElideRight, width + 1)  # a width is rounded
            painter.setPen(self._staff if model.columns[place].kind is CellKind.STAFF else self._ink)
            painter.drawText(left, base, text)
            if self._glossed:
                meaning = model.headerData(place, Qt.Orientation.Horizontal, GLOSS_ROLE)
                painter.setFont(self._small)
                painter.drawText(
                    left, base_below, below.elidedText(meaning, Qt.TextElideMode.ElideRight, width)
                )
                painter.setFont(self._font)
        painter.end()
