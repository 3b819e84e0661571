"""What every page of an open patron is: a scrolling column of panels that paints from a snapshot."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from services.snapshot import PatronSnapshot
from views.following import follow_focus
from views.labels import toned
from views.theme import Theme


class Page(QScrollArea):
    """One page. Its accessible name is its title in the menu."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self._theme = theme
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # A bar that comes and goes would narrow the page after its first picture, and lay everything out again.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setAutoFillBackground(True)  # of the palette and opaque, so that Qt paints nothing beneath it
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(sizes.edge, sizes.pad, sizes.edge - 1, sizes.gap + 2)
        self.column.setSpacing(sizes.pad - 2)
        self.setWidget(body)
        follow_focus(self)

    def settle(self) -> None:
        """Lay the page out now: Qt would only do so after its first picture, and paint a second one."""
        self.column.activate()
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron, or nobody."""
        raise NotImplementedError


class Box(QFrame):
    """A titled panel for what is not a list."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self.setProperty("surface", "panel")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(sizes.pad + 3, sizes.pad - 2, sizes.pad + 3, sizes.pad + 3)
        self.column.setSpacing(sizes.pad)
        self.column.addWidget(toned(title, "title"))
