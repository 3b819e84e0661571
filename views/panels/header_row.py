"""The headings above a panel's columns."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from views.style.theme import Theme


class HeadingRow(QHeaderView):
    """Draws all headings at once; a style sheet's rules for each of them cost more than all the rows do."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
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
        self._font = tokens.font(tokens.sizes.small)
        self._ink, self._ground, self._line = (tokens.colour(it) for it in ("muted", "band", "line"))
        self.setFixedHeight(tokens.sizes.heading_row)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Answer at once; Qt would ask the model for every heading, each time rows come or go."""
        return QSize(0, self._theme.tokens.sizes.heading_row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the headings, cut where a column is too narrow, and the line below them."""
        model, viewport = self.model(), self.viewport()
        painter = QPainter(viewport)
        painter.fillRect(viewport.rect(), self._ground)
        painter.fillRect(0, viewport.height() - 1, viewport.width(), 1, self._line)
        painter.setFont(self._font)
        painter.setPen(self._ink)
        metrics = painter.fontMetrics()
        pad, gap = self._theme.tokens.sizes.pad, self._theme.tokens.sizes.gap
        base = (viewport.height() + metrics.ascent() - metrics.descent()) // 2
        for place in range(self.count()):
            left, width = self.sectionViewportPosition(place) + pad, self.sectionSize(place) - pad - gap
            title = model.headerData(place, Qt.Orientation.Horizontal)
            right = model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
            text = metrics.elidedText(title, Qt.TextElideMode.ElideRight, width)
            if right & Qt.AlignmentFlag.AlignRight:
                left += width - metrics.horizontalAdvance(text)
            painter.drawText(left, base, text)
        painter.end()
