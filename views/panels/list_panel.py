"""The frame all list panels share: title, count, the current row's act as a real button, table, empty sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from views.panels.grid import Rest
from views.panels.hint_button import HintButton
from views.panels.list_head import ListHead
from views.panels.panel_table import PanelTable
from views.panels.table_model import Column, Identified, RowTableModel
from views.style.theme import Theme
from views.widgets.buttons import SpokenButton
from views.widgets.labels import WrappedLabel
from views.widgets.scroll_to_focus import bring_into_view, room_around


@dataclass(frozen=True, slots=True)
class PanelWords:
    """What a panel says about itself.

    Attributes:
        title: the patron page's name of the list; the panel's and the table's accessible name.
        counter: how its rows are counted: 「%1点」, 「%1件」.
        empty: the sentence that stands there when the list is empty.
        hint: what staff should know about the list, if anything.
        hint_name: what the hint is about, behind which it stands; blank where it is always to be read.
    """

    title: str
    counter: str
    empty: str
    hint: str = ""
    hint_name: str = ""


class ListPanel[R: Identified](QFrame):
    """One list of the patron.

    Attributes:
        table: the list.
        head: its title and headings.
        acted: the table's signal: the clerk wants a row's act done.
        act_button: the current row's act for those who can't see or point at painted cells; shown while there is one.
        hint_button: what the list's hint stands behind, if it does; shown while there are rows.
    """

    def __init__(
        self,
        words: PanelWords,
        columns: Sequence[Column[R]],
        theme: Theme,
        parent: QWidget | None = None,
        *,
        rest: Rest | None = None,
    ) -> None:
        """Make an empty list.

        Args:
            words: what it says about itself.
            columns: of its table.
            theme: for colours, fonts and lengths.
            parent: the owner.
            rest: where the columns stand on a page of people; None for a patron's own.
        """
        super().__init__(parent)
        self.words = words
        self.setProperty("surface", "list")
        self.setAccessibleName(words.title)
        self.setObjectName(words.title)
        self._beside: QPushButton | None = None
        self._before: QPushButton | None = None
        self._is_in_order = False
        self._forgotten = False
        self.model = RowTableModel[R](columns, self, rest)
        self.table = self.make_table(theme)
        self.table.setAccessibleName(words.title)
        self.acted = self.table.acted
        self.head = ListHead[R](words.title, self.model, theme, self)
        self._count = self.head.count
        self._empty = WrappedLabel("muted", words.empty)
        self._hint = WrappedLabel("caption", words.hint, self)
        self._sentences = [self._empty, self._hint]
        self.hint_button = HintButton(words.hint_name, self._hint, theme) if words.hint_name else None
        self.act_button = SpokenButton(self)
        self.act_button.hide()
        self.table.beside = self.act_button
        self._lay_out(theme)
        self.table.act_changed.connect(self._show_act)
        self.act_button.clicked.connect(self.table.do_offered_act)
        self.act_button.installEventFilter(self)
        self.table.hide()
        self._show_count()

    def make_table(self, theme: Theme) -> PanelTable[R]:
        """Make the table of `model`; lists with keys of their own have another one."""
        return PanelTable[R](self.model, theme, self)

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.tokens.sizes
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._make_room_for_head())
        self._hint.setContentsMargins(sizes.pad, 1, sizes.pad, 2)
        if self.hint_button is not None:
            box.addWidget(self._hint)
        box.addWidget(self.table)
        self._empty.setContentsMargins(sizes.pad, 0, sizes.pad, sizes.gap + 2)
        box.addWidget(self._empty)
        if self.hint_button is None:
            self._hint.setVisible(bool(self.words.hint))
            box.addWidget(self._hint)

    def _make_room_for_head(self) -> QWidget:
        """Keep as much room for the head as it needs; it stands above its rows wherever they are."""
        if self.hint_button is not None:
            self.head.add_hint(self.hint_button)
            self.hint_button.hide()
            self.hint_button.installEventFilter(self)
        self._head_room = QWidget(self)
        return self._head_room

    def _arrange_head(self) -> None:
        """Place the parts of the head, and keep as much room for it as it needs."""
        if self._forgotten:
            return
        self.head.arrange(self.table.drawn)
        shown = bool(self.rows) or self.head.has_button
        self.head.setVisible(shown)
        self._empty.setVisible(not shown)
        self._head_room.setFixedHeight(self.head.height() if shown else 0)
        for sentence in self._sentences:
            sentence.setContentsMargins(self.table.drawn.left, 1, 0, 2)
        self.head.setGeometry(0, self.head.y(), self.width(), self.head.height())
        self.head.raise_()

    def stick(self, hidden: int) -> None:
        """Keep the head in sight while a row is.

        Args:
            hidden: how many pixels of the list's upper part are out of sight.
        """
        high = self.head.height()
        most = self.height() - high
        if self.rows:
            most -= self.table.rowHeight(0)
        self.head.move(0, max(0, min(hidden, most)))
        self.table.covered = high

    def begin_words_at(self, left: int) -> None:
        """Stand in a page whose words begin at another x, in pixels at 100 %."""
        self.table.begin_words_at(left)
        self._arrange_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the head the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.table.prepare(event.size().width())
            self._arrange_head()

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows shown."""
        return self.model.rows

    def set_rows(self, rows: tuple[R, ...], today: date | None = None) -> None:
        """Show other rows; equal rows change nothing.

        Args:
            rows: what to show.
            today: days that are near it need no year; None leaves all years in.
        """
        if self.model.shows(rows, today) and not self._forgotten:
            return
        self._forgotten = False
        self.model.set_rows(rows, today)
        self.table.setVisible(bool(rows))
        if self.hint_button is not None:
            self.hint_button.setVisible(bool(rows))
            if not rows:
                self.hint_button.close_hint()
        self._show_count()
        self._arrange_head()

    def say_empty(self, sentence: str) -> None:
        """Say something else where the list is empty."""
        self._empty.setText(sentence)

    def prepare(self, width: int) -> None:
        """Stand as at a width before the panel gets it, so that rows that come now are laid out once."""
        self.table.prepare(width)

    def mark(self, row_ids: frozenset[int]) -> None:
        """Mark the rows with these ids as just changed, and no others."""
        self.model.mark(row_ids)

    def forget(self) -> None:
        """Hold nothing any more, but stay as high as before: other rows are about to come, and nobody looks."""
        self._forgotten = True
        self.model.set_rows(())
        self._count.clear()
        self.setAccessibleDescription("")
        if self.hint_button is not None:
            self.hint_button.close_hint()

    def offer_beside(self, button: QPushButton) -> None:
        """Put a button of the whole list into its heading; Tab comes to it after the rows."""
        self.head.add_button(button)
        button.installEventFilter(self)
        self._beside = button

    def offer_before(self, button: QPushButton) -> None:
        """Put a button of the whole list where a hint would stand, in a list that has none; Tab comes to it last."""
        self.head.add_hint(button)
        button.installEventFilter(self)
        self._before = button

    def sentence_below_heading(self) -> WrappedLabel:
        """Make a sentence that has the list's whole width, below its heading; hidden until it says something."""
        made = WrappedLabel("caption", "", self)
        made.setContentsMargins(self._hint.contentsMargins())
        made.hide()
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertWidget(1, made)
        self._sentences.append(made)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keys' way in order: Qt can't while nothing stands around the panel."""
        super().showEvent(event)
        if not self._is_in_order:
            self._is_in_order = True
            parts = (self.hint_button, self.table, self._beside, self._before, self.act_button)
            for before, after in pairwise(it for it in parts if it is not None):
                QWidget.setTabOrder(before, after)

    def show_button(self, button: QPushButton, *, shown: bool) -> None:
        """Show or hide a button of the heading; the keyboard it had stays in the panel, and goes to the list."""
        if button.isHidden() is not shown:
            return
        if not shown and button is self.window().focusWidget():  # which it also is under a question
            self.focus_table()
        button.setVisible(shown)
        if button is not self.act_button:  # which takes no room in the head
            self._arrange_head()

    def focus_table(self) -> bool:
        """Give the keyboard to the list; False when it is empty."""
        if not self.model.rows:
            return False
        self.table.setFocus()
        return True

    def go_to(self, row_id: int) -> None:
        """Give the keyboard to the row with this id, if it is there."""
        place = self.model.row_of(row_id)
        if place is not None:
            self.table.go_to(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep showing the current row while the button for its act has the keyboard, and the head of others."""
        if isinstance(event, QFocusEvent):
            if watched is not self.act_button:
                if event.gotFocus():
                    self._show_with_a_row()
            elif event.gotFocus() or event.lostFocus():
                self.table.mark_focused(focused=event.gotFocus())
        return False

    def _show_with_a_row(self) -> None:
        """Bring the head into sight with its first row: a page of whole rows shows neither by itself."""
        if self.head.y() or not self.rows:
            return
        top, high = self.table.rowViewportPosition(0), self.table.rowHeight(0)
        if self.head.height() + high <= room_around(self):
            bring_into_view(self.table.viewport(), QRect(0, top, 1, high), self.head.height())

    def _counted(self) -> str:
        """Say how many rows there are."""
        return self.words.counter.replace("%1", str(len(self.model.rows)))

    def _show_count(self) -> None:
        count = self._counted()
        self._count.setText(count)
        self.setAccessibleDescription(count)

    def _show_act(self) -> None:
        act = self.table.offered_act()
        if act is not None:
            self.act_button.setText(act.full)
        self.show_button(self.act_button, shown=act is not None)
