"""The lower edge: the last thing worth telling, and what keys do now."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QResizeEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from services.rules.clock import tokyo_day
from services.rules.people.approvals import ApprovalState
from viewmodels.core.notes import (
    ApprovalAsked,
    ApprovalFollowed,
    ApprovalNews,
    Caution,
    ChangedElsewhere,
    Done,
    Lifts,
    ListSaved,
    OutcomeKnown,
    PreviousRunCrashed,
    Renewals,
    Result,
    StatusMessage,
)
from viewmodels.core.trouble import Bug
from viewmodels.desk.desk import DeskViewModel
from views.bars.shortcut_hints import KeyHint, KeyList
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import messages
from views.widgets import clipboard
from views.widgets.announcing import announce
from views.widgets.binding import bind
from views.widgets.labels import WrappedLabel

_NOTHING_DONE = {
    Done.PASSWORD_NOT_CHANGED,
    Done.PASSWORD_WOULD_NOT_LOG_IN,
    Done.PASSWORD_WRONG,
    Done.EMAIL_UNCHANGED,
    Done.HOLD_UNCHANGED,
    Done.REGISTRATION_UNCHANGED,
    Done.SETTINGS_UNCHANGED,
}
"""What went well without changing anything, which a tick would hide."""

_NEXT = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.MouseButtonPress}
"""A shortcut's key is only asked about (`ShortcutOverride`), and never pressed."""

_HEIGHT, _LOW_HEIGHT = 28, 22
"""Pixels at 100 %."""


class StatusBar(QFrame):
    """Tells what was done or refused, in words, and says what keys do where the keyboard is.

    All of the words are shown: keys make room for them, and what is longer than the window goes on in a second line;
    what is told of a row keeps to one. What was done goes with the next key, or
    when the mouse is pressed elsewhere.

    Attributes:
        line: the words.
        copy_button: puts them on the clipboard; there only with a reference among them.
        keys: what keys do now.
        end: what Esc does now.
        scale: of the text, 1.0 for 100 %.
    """

    def __init__(self, desk: DeskViewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes = sizes = theme.tokens.sizes
        self.setProperty("surface", "foot")
        self.setAccessibleName(self.tr("お知らせ"))
        self.scale = theme.tokens.scale
        self._is_low = self._asked = False
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.edge, 0, sizes.edge, 0)
        row.setSpacing(sizes.pad)
        self._around = 2 * sizes.gap
        self.line = WrappedLabel()
        self._heard = self._row = self._text = ""
        self._gone: StatusMessage | None = None
        self._watched: QWindow | None = None
        row.addWidget(self.line, 0, Qt.AlignmentFlag.AlignVCenter)
        self.copy_button = QPushButton(self.tr("コピー"))
        self.copy_button.setProperty("kind", "act")  # which is low enough
        self.copy_button.clicked.connect(self._copy)
        row.addWidget(self.copy_button)
        self.keys, self.end = KeyList(), KeyList()
        row.addWidget(self.keys, 1)
        self.end.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(self.end)
        self.line.hide()
        self._desk = desk
        bind(desk.note, self, self._hear_note)
        bind(desk.waiting_scan, self, self._show_waiting)

    def hasHeightForWidth(self) -> bool:
        """Have a height that is set: the window need not measure all of its parts for the sake of this one."""
        return False

    def show_hints(self, hints: Sequence[KeyHint], end: KeyHint | None, *, left: int = 0) -> None:
        """Say what keys do now.

        Args:
            hints: where the keyboard is, the most important first.
            end: what Esc does; None for nothing.
            left: where the page's words begin, in pixels; 0 for the bar's own edge.
        """
        self.keys.show_hints(hints)
        self.end.show_hints((end,) if end is not None else ())
        row = self.layout()
        assert row is not None
        around = row.contentsMargins()
        row.setContentsMargins(max(left, self._sizes.edge), 0, around.right(), 0)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Hear of keys before whatever has the keyboard."""
        super().showEvent(event)
        window = cast("QWindow | None", self.window().windowHandle())
        if window is not None and window is not self._watched:
            self._watched = window
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let what was done go with the next key, and with the mouse: the foot's own keys stay under it."""
        is_done = self.line.property("tone") == "good" and self.line.text()
        if is_done and event.type() in _NEXT and not (isinstance(event, QMouseEvent) and self._has(event)):
            self._gone = self._desk.note.value
            self._show_note(None)
        return super().eventFilter(watched, event)

    def _has(self, event: QMouseEvent) -> bool:
        return self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))

    def stand_low(self, *, low: bool) -> None:
        """Take less of a low window, or as much as usual."""
        self._is_low = low
        self._around = self._sizes.gap if low else 2 * self._sizes.gap
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def show_row(self, text: str) -> None:
        """Show what a list's current row has no room for, while nothing else is told; a screen reader has read it."""
        self._row = text
        note = self._desk.note.value
        if (note is None or note is self._gone) and self._desk.waiting_scan.value is None:
            self._show_note(None)

    def stand_below_question(self, *, asked: bool) -> None:
        """Show nothing of a row, nor of a card that waits, while a question stands above: it tells of cards itself."""
        if asked is not self._asked:
            self._asked = asked
            self._show_waiting(self._desk.waiting_scan.value)

    def _hear_note(self, note: StatusMessage | None) -> None:
        """Show what is told now, were it what has gone once."""
        self._gone = None
        self._show_note(note)

    def _show_note(self, note: StatusMessage | None) -> None:
        note = None if note is self._gone else note
        row = "" if self._asked else self._row
        text = row if note is None else messages.line(note, self._today(note))
        match note:
            case None:
                mark, tone = "", "muted"
            case ChangedElsewhere():
                mark, tone = "※ ", "muted"
            case Done() if note not in _NOTHING_DONE:
                mark, tone = "✓ ", "good"
            case Renewals(renewed=0) | Lifts(lifted=0):
                mark, tone = "▲ ", "bad"
            case Renewals(refused=failed) | Lifts(failed=failed) if failed:
                mark, tone = "※ ", "warn"
            case Result() | Renewals() | Lifts() | ListSaved():
                mark, tone = "✓ ", "good"
            case OutcomeKnown(verb=str()):
                mark, tone = "✓ ", "good"
            case ApprovalFollowed(state=ApprovalState.USED):
                mark, tone = "✓ ", "good"
            case Done() | Caution() | OutcomeKnown() | ApprovalNews() | ApprovalAsked() | ApprovalFollowed():
                mark, tone = "※ ", "warn"
            case _:
                mark, tone = "▲ ", "bad"
        self.copy_button.setVisible(isinstance(note, Bug | PreviousRunCrashed))
        set_tone(self.line, tone)
        whole = "" if note is None else messages.line(note)
        self.line.setAccessibleName("" if whole in {"", text} else whole)
        self._say(mark + text, "" if note is None else messages.heard(note))

    def _today(self, note: StatusMessage) -> date | None:
        """Tell the day at the counters, if the note tells of another one: before any answer it isn't known."""
        return tokyo_day(self._desk.now()) if isinstance(note, Result) and note.day is not None else None

    def _copy(self) -> None:
        """Put what is told on the clipboard: a reference read out or typed by hand gets wrong."""
        note = self._desk.note.value
        if isinstance(note, Bug | PreviousRunCrashed):
            clipboard.put(QGuiApplication.clipboard(), messages.line(note))

    def _show_waiting(self, number: str | None) -> None:
        if number is None:
            self._show_note(self._desk.note.value)
            return
        set_tone(self.line, "warn")
        self.line.setAccessibleName("")
        self._say("" if self._asked else messages.a_scan_waits(), messages.a_scan_waits())

    def _say(self, text: str, heard: str) -> None:
        """Show a text, and have what may be heard of it said once, whatever is shown of it later."""
        self._text = text
        if heard != self._heard:
            self._heard = heard
            announce(self.line, heard, urgent=self.line.property("tone") == "bad")
        self.line.setVisible(bool(text))
        self._fit()

    def _fit(self) -> None:
        """Give what is told the room that it needs before any key but Esc."""
        row = self.layout()
        assert row is not None
        self.line.setText(self._text)
        for part in (self.line, self.copy_button):
            part.ensurePolished()
        self.line.setMinimumWidth(0)  # below which Qt's label asks for no room
        gap = row.spacing()
        around = row.contentsMargins()
        room = self.width() - around.left() - around.right()
        behind: tuple[QWidget, ...] = (self.copy_button, self.end)
        room -= sum(it.sizeHint().width() + gap for it in behind if it.isVisibleTo(self))
        self.end.setFixedWidth(self.end.sizeHint().width())
        cut = self._cut_row(room)
        self.line.setToolTip(self._text if cut != self._text else "")
        self.line.setText(cut)
        said = min(self.line.sizeHint().width(), max(room, 1)) if self.line.text() else 0
        self.line.setFixedWidth(max(said, 1))
        usual = round((_LOW_HEIGHT if self._is_low else _HEIGHT) * self.scale)
        high = self.line.heightForWidth(said) + self._around if said else 0
        self.setFixedHeight(max(usual, high))

    def _cut_row(self, room: int) -> str:
        """Cut what is told of a row, for which the bar doesn't grow: the row could be the one that has to go."""
        note = self._desk.note.value
        if (note is not None and note is not self._gone) or self._text != self._row:
            return self._text
        return self.line.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
