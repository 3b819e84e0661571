"""The head of a list that stands in the page's grid: its title, what is said and done with all of it, its headings."""

from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QToolTip, QWidget

from views.language.glosses import gloss, glossed
from views.panels.cell_style import has_words
from views.panels.grid import STAFFS, Layout, Slot, areas_of
from views.panels.table_model import CellKind, Identified, RowTableModel
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.widgets.labels import styled_label

_TITLE, _HEADINGS = 30, 24
"""Pixels at 100 %: how high the line of the title is, and that of the headings."""
_APART = 4
"""Pixels at 100 %, between one heading and the next."""
_BETWEEN = 12
"""Pixels at 100 %, between a title and how many there are."""
_IN_FIRST_LINE = frozenset({Slot.DAY, Slot.PLACE})
"""Slots that have a heading where a row has several lines; what stands in the others has a label."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, or what it means, as it is painted.

    Attributes:
        text: all of it.
        shown: what of it has room.
        place: what that takes of the head.
        staffs: only staff read what stands below it.
    """

    text: str
    shown: str
    place: QRect
    staffs: bool


class ListHead[R: Identified](QWidget):
    """Places its parts at the slots of the grid, each at one x whatever the list is.

    Attributes:
        title, count: what the list is, and how many rows it has.
        said: what is the same for all rows that it is true of, at the day that counts.
    """

    def __init__(self, title: str, model: RowTableModel[R], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._drawn: Layout | None = None
        self._stands_for: tuple[object, ...] = ()
        self._says = "", ""
        self._has_headings = False
        self._headings: tuple[Heading, ...] | None = None
        self._hint: QWidget | None = None
        self._button: QPushButton | None = None
        self._is_glossed = any(gloss(column.title) for column in model.columns)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.title = styled_label(glossed(title), "title")
        self.count = styled_label("", "muted")
        self.said = styled_label("", "figures")
        for label in (self.title, self.count, self.said):
            label.setParent(self)
        self.said.hide()
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        self._font = tokens.font(tokens.sizes.body)
        self._small = QFontMetrics(self._font)
        self._stands_for = ()
        self._headings = None
        self.update()

    def add_hint(self, hint: QWidget) -> None:
        """Put what explains the list where its titles begin."""
        hint.setParent(self)
        self._hint = hint

    def add_button(self, button: QPushButton) -> None:
        """Put what is done with all of the list where staff's acts stand."""
        button.setParent(self)
        self._button = button

    def say(self, text: str, heard: str = "", *, more: str = "") -> None:
        """Say something of all rows, or nothing.

        Args:
            text: what is shown.
            heard: what a screen reader says instead.
            more: what is shown instead where there is room for it beside the button; it is in reach where there isn't.
        """
        set_tone(self.said, "muted" if has_words(text) else "figures")
        self._says = text, more
        self.said.setText(text)
        self.said.setAccessibleName(heard)
        self.said.setVisible(bool(text))
        self.arrange()

    def arrange(self, drawn: Layout | None = None) -> None:
        """Place everything, and be as high as it needs.

        Args:
            drawn: another grid than before.
        """
        self._drawn = drawn = drawn or self._drawn
        hint = self._hint is not None and not self._hint.isHidden()
        headed = self._model.columns_with_values()
        stands_for = (
            drawn,
            self.count.text(),
            self._says,
            self.said.isHidden(),
            self._shown_button,
            hint,
            not self._model.rows,
            headed,
        )
        if drawn is None or stands_for == self._stands_for:
            return
        self._stands_for = stands_for
        self._headings = None
        for label in (self.title, self.count, self.said):
            label.ensurePolished()
        title = self._px(_TITLE)
        x = self._put(self.title, drawn.left, 0, title) + self._px(_BETWEEN)
        x = self._put(self.count, x, 0, title) + self._px(_BETWEEN)
        titles, day = drawn.areas[Slot.TITLE].place, drawn.areas[Slot.DAY].place
        staffs = drawn.areas[Slot.STAFF].place.left()
        one_line = drawn.lines == 1
        x = max(x, titles.left())
        if self._hint is not None:
            room = drawn.end if one_line else day.left() - self._px(_BETWEEN)
            x = self._put(self._hint, x - self._ring_room, 0, title, room)
        button, below = self._shown_button, False
        if not self.said.isHidden():
            x = day.left() if one_line else x
            end = (
                drawn.end
                if button is None
                else staffs
                if one_line
                else day.left() - button.sizeHint().width()
            )
            self._say_what_fits(end - self._px(3 * _BETWEEN) - x)
            below = not one_line and x + self.said.sizeHint().width() > day.left() - self._px(_BETWEEN)
            x = x if below else self._put(self.said, x, 0, title)
        height = title
        if button is not None:
            beside = x + self._px(2 * _BETWEEN)
            line, self._at_button = title, QPoint(staffs if one_line else beside, 0)
            wide = button.sizeHint().width()
            if not one_line and beside + wide > day.left() - self._px(_BETWEEN):
                self._at_button = QPoint(day.left(), title)
                line = button.sizeHint().height()
                height += line
            self._put(button, self._at_button.x() - self._ring_room, self._at_button.y(), line)
        if below:  # the day's heading stands where it would
            line = height - title or title
            self._put(self.said, drawn.left, title, line)
            height = title + line
        self._line = height
        self._headed, self._has_headings = headed, bool(self._model.rows)
        if one_line and self._has_headings:
            height += self._px(_HEADINGS) + (self._small.height() + self._px(2) if self._is_glossed else 0)
        self.setFixedHeight(height + 1)
        self.update()

    def _say_what_fits(self, room: int) -> None:
        text, more = self._says
        self.said.setText(more or text)
        fits = not more or self.said.sizeHint().width() <= room
        if not fits:
            self.said.setText(text)
        self.said.setToolTip("" if fits else more)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the headings, the rule below them, and the edge before what is staff's."""
        drawn = self._drawn
        if drawn is None:
            return
        tokens = self._theme.tokens
        painter = QPainter(self)
        one_line = drawn.lines == 1
        if self._shown_button is not None and not one_line:
            self._draw_edge(painter, self._at_button.x() - self._ring_room, self._at_button.y() + self._px(6))
        painter.setFont(self._font)
        up, down = self._small.ascent(), self._small.descent()
        inks = tokens.colour("muted"), tokens.colour("staff")
        for heading in self.headings():
            painter.setPen(inks[heading.staffs])
            place = heading.place
            painter.drawText(place.left(), place.top() + (place.height() + up - down) // 2, heading.shown)
        if (edge := self.edge) is not None:
            begins = self._line if self._shown_button is None else 0
            painter.fillRect(edge, begins, 1, self.height() - begins, tokens.colour("staff_edge"))
        if self._has_headings:
            painter.fillRect(
                drawn.left, self.height() - 1, drawn.end - drawn.left, 1, tokens.colour("control")
            )
        painter.end()

    def _draw_edge(self, painter: QPainter, x: int, y: int) -> None:
        tokens = self._theme.tokens
        painter.fillRect(x, y, tokens.sizes.ring, self._px(18), tokens.colour("staff_edge"))

    @property
    def edge(self) -> int | None:
        """The x of the brown line before what is staff's; None where the list has none."""
        return self._drawn.edge if self._drawn is not None and self._model.has_staffs else None

    def headings(self) -> tuple[Heading, ...]:
        """Give the headings as they are painted, each with what it means beneath it."""
        if self._headings is None:
            self._headings = self._laid_out()
        return self._headings

    def _laid_out(self) -> tuple[Heading, ...]:
        drawn = self._drawn
        if drawn is None or not self._has_headings:
            return ()
        areas, one_line = areas_of([it.slot for it in self._model.columns], drawn), drawn.lines == 1
        top, high = (self._line, self._px(_HEADINGS)) if one_line else (0, self._px(_TITLE))
        apart, edge = self._px(_APART), self.edge
        headed = [
            it
            for it in self._headed
            if it.slot is not Slot.TICK  # a box says what it is
            and (one_line or it.slot in _IN_FIRST_LINE)
        ]
        made = []
        for column, after in zip_longest(headed, headed[1:]):
            slot = column.slot
            begins, ends = areas[slot].place.left(), drawn.end
            if after is not None:
                ends = areas[after.slot].place.left()
            if edge is not None and begins < edge:
                ends = min(ends, edge)
            place = QRect(begins, top, ends - begins - apart, high)
            if slot is Slot.PLACE:
                place.setRight(areas[slot].place.right())
            elif slot is Slot.DAY and Slot.PLACE in areas:
                place.setRight(drawn.beside.left() - apart)
            elif column.kind is CellKind.MUTED and areas[slot].right:
                second, wide = areas[slot].place, self._small.horizontalAdvance(column.title)
                if wide > second.width():  # it ends where its words do, see `grid_rows`
                    place.setCoords(second.right() + 1 - wide, top, second.right(), top + high - 1)
            made.append(self._heading(column.title, place, slot))
            meaning = gloss(column.title)
            if one_line and meaning:
                place.translate(0, high)
                place.setHeight(self._small.height())
                made.append(self._heading(meaning, place, slot))
        return tuple(made)

    def _heading(self, text: str, room: QRect, slot: Slot) -> Heading:
        """Cut a heading where it has no room, and put it where its column begins or ends."""
        shown = self._small.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        wide = self._small.horizontalAdvance(shown)
        left = room.right() + 1 - wide if slot is Slot.PLACE else room.left()
        return Heading(text, shown, QRect(left, room.top(), wide, room.height()), slot in STAFFS)

    def tooltip_at(self, place: QPoint) -> str:
        """Tell what the tooltip at a point says: a heading that is cut, in full; empty for none."""
        cut = (it.text for it in self.headings() if it.shown != it.text and it.place.contains(place))
        return next(cut, "")

    def event(self, event: QEvent) -> bool:
        """Show a tooltip where a heading is cut."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tooltip_at(event.pos()), self)
            return True
        return super().event(event)

    @property
    def has_button(self) -> bool:
        """Whether something can be done with all of the list."""
        return self._shown_button is not None

    @property
    def _shown_button(self) -> QPushButton | None:
        return None if self._button is None or self._button.isHidden() else self._button

    @property
    def _ring_room(self) -> int:
        """How far left of its word a button begins."""
        return self._theme.tokens.sizes.pad - 1

    def _px(self, length: int) -> int:
        return round(length * self._theme.tokens.scale)

    @staticmethod
    def _put(part: QWidget, left: int, top: int, height: int, end: int | None = None) -> int:
        """Place a part in the middle of a line, narrow where it has no room before an end; tell where it ends."""
        if isinstance(part, QLabel) and not part.text():
            part.setGeometry(left, top, 0, height)
            return left
        hint = part.sizeHint()
        fits = end is None or left + hint.width() <= end
        wide = hint.width() if fits else part.minimumSizeHint().width()
        part.setGeometry(left, top + (height - hint.height()) // 2, wide, hint.height())
        return left if part.isHidden() else left + wide
