"""What every page of an open patron is: a scrolling column of panels that paints from a snapshot."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from services.contract.snapshot import PatronSnapshot
from viewmodels.core.snapshot_diff import Part, RowPlace
from views.language.glosses import glossed
from views.panels.list_panel import ListPanel
from views.style.theme import Theme
from views.widgets.labels import WrappedLabel, styled_label
from views.widgets.scroll_to_focus import follow_focus


class Page(QScrollArea):
    """One page. Its accessible name is its title in the menu.

    Attributes:
        body: what the page's parts are made in.
        column: where they stand.
    """

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
        self.body = QWidget()
        self.body.setAutoFillBackground(True)  # and opaque, so that Qt paints nothing beneath it
        self.body.setBackgroundRole(QPalette.ColorRole.Base)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(sizes.edge, sizes.pad, sizes.edge - 1, sizes.gap + 2)
        self.column.setSpacing(sizes.pad - 2)
        self.setWidget(self.body)
        follow_focus(self)

    def stand_beside_menu(self, *, beside: bool) -> None:
        """Know whether the menu stands at the page's left; most pages look the same then."""

    def parts(self) -> tuple[QWidget, ...]:
        """Give the parts of the page, in the order in which they are read."""
        items = (self.column.itemAt(place) for place in range(self.column.count()))
        return tuple(part for item in items if item is not None and (part := item.widget()) is not None)

    @property
    def room(self) -> int:
        """How wide its parts are, in pixels."""
        margins = self.column.contentsMargins()
        return self.viewport().width() - margins.left() - margins.right()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep sentences within sight where something is wider than the page."""
        for part in self.parts():
            if isinstance(part, WrappedLabel):
                part.break_within(self.room)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the parts out in the height that they need.

        Qt tells a page that was hidden of its former height first; the height that the page gets meanwhile it tells
        nobody.
        """
        super().showEvent(event)
        self.column.setGeometry(self.body.rect())

    def settle(self) -> None:
        """Lay the page out now: Qt would only do so after its first picture, and paint a second one."""
        for layout in (part.layout() for part in self.parts()):
            if layout is not None:  # which asks for another height by a posted event
                layout.activate()
        self.column.activate()
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def focus_next_panel(self, step: int = 1) -> None:
        """Give the keyboard to the next part that can have it, or with -1 to the one before; round and round."""
        after = self.next_part(step)
        first = None if after is None else self.first_in(after)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def next_part(self, step: int = 1) -> QWidget | None:
        """Give the next part that can have the keyboard, or with -1 the one before; round and round."""
        after = parts_after_keyboard([part for part in self.parts() if part.isVisible()], step)
        return next((part for part in after if self.first_in(part) is not None), None)

    def first_in(self, part: QWidget) -> QWidget | None:
        """Give what has the keyboard first in a part of the page: a list's rows, else what Tab would come to."""
        if isinstance(part, ListPanel) and part.rows:
            return part.table
        # Not by `nextInFocusChain`: it leads through scroll bars, whose Python objects would then go with another's.
        tab = Qt.FocusPolicy.TabFocus.value
        takes = (it for it in part.findChildren(QWidget) if it.focusPolicy().value & tab)
        return next((it for it in takes if it.isVisible() and it.isEnabled()), None)

    def pressed_by_enter(self, focused: QWidget | None) -> QPushButton | None:
        """Give the button that Enter presses while something else on the page has the keyboard, if any."""
        del focused
        return None

    def pressed_by_ctrl_enter(self, focused: QWidget | None) -> QPushButton | None:
        """Give the button that Ctrl+Enter presses while a field of its form has the keyboard, if any."""
        del focused
        return None

    def begin(self) -> None:
        """Give the keyboard to the first thing to do here: a list that has an act, what isn't a list, or itself.

        A list stands for its first row that has an act; where nothing can be done, the arrows scroll the page.
        """
        for part in self.parts():
            if not part.isVisible():
                continue
            if isinstance(part, ListPanel):
                if part.table.go_to_first_act():
                    return
            elif (first := self.first_in(part)) is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def mark(self, places: frozenset[RowPlace]) -> None:
        """Mark the rows of this page's lists that an act has just changed, and no others."""
        for part, panels in self.marked_lists().items():
            row_ids = frozenset(place.row_id for place in places if place.part is part)
            for panel in panels:
                panel.mark(row_ids)

    def marked_lists(self) -> Mapping[Part, tuple[ListPanel[Any], ...]]:
        """Give the lists whose rows acts change, by what they tell of."""
        return {}

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron, or nobody."""
        raise NotImplementedError

    def forget(self) -> None:
        """Hold nothing of a patron any more; the next one is about to come, and nobody looks meanwhile."""
        self.set_snapshot(None)


def parts_after_keyboard[W: QWidget](parts: Sequence[W], step: int) -> Iterator[W]:
    """Go once round parts, from the one after that which has the keyboard, or with -1 from the one before it."""
    focused, count = QApplication.focusWidget(), len(parts)
    at = (place for place, part in enumerate(parts) if focused is not None and part.isAncestorOf(focused))
    here = next(at, -1 if step > 0 else count)
    return (parts[(here + step * it) % count] for it in range(1, count + 1))


class TitledPanel(QFrame):
    """A titled panel for what is not a list."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self.setProperty("surface", "panel")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(sizes.pad + 1, sizes.pad - 2, sizes.pad + 1, sizes.pad + 1)
        self.column.setSpacing(sizes.pad)
        self.column.addWidget(styled_label(glossed(title), "title"))
