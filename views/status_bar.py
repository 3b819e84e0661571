"""The lower edge: the last thing worth telling, and the keys that work now."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from viewmodels.desk import DeskViewModel
from viewmodels.notes import BrokenOff, Bug, Caution, ChangedElsewhere, Done, Note, Settled
from views import messages
from views.announcing import tell
from views.binding import bind
from views.key_list import KeyList
from views.labels import CutLabel
from views.theme import Theme
from views.tone import set_tone

_NOTHING_DONE = {
    Done.PASSWORD_NOT_CHANGED,
    Done.EMAIL_UNCHANGED,
    Done.REGISTRATION_UNCHANGED,
    Done.SETTINGS_UNCHANGED,
}
"""What went well without changing anything, which a tick would hide."""


class StatusBar(QFrame):
    """Tells what was done or refused, in words, and lists the keys."""

    def __init__(
        self,
        desk: DeskViewModel,
        theme: Theme,
        keys: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self.setProperty("surface", "band")
        self.setAccessibleName(self.tr("お知らせ"))
        self.setFixedHeight(round(28 * theme.tokens.scale))
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.edge, 0, sizes.edge, 0)
        self._said = CutLabel()
        row.addWidget(self._said, 1)
        self.copy_button = QPushButton(self.tr("コピー"))
        self.copy_button.setProperty("kind", "act")  # which is low enough
        self.copy_button.clicked.connect(self._copy)
        row.addWidget(self.copy_button)
        self._keys = KeyList(keys)
        row.addWidget(self._keys)
        self._large = theme.tokens.large
        self._desk = desk
        bind(desk.note, self, self._show_note)
        bind(desk.waiting_scan, self, self._show_waiting)

    def _show_note(self, note: Note | None) -> None:
        text = "" if note is None else messages.line(note)
        match note:
            case None:
                mark, tone = "", "good"
            case ChangedElsewhere():
                mark, tone = "※ ", "muted"
            case Done() if note not in _NOTHING_DONE:
                mark, tone = "✓ ", "good"
            case Settled(verb=str()):
                mark, tone = "✓ ", "good"
            case Done() | Caution() | Settled():
                mark, tone = "※ ", "staff"
            case _:
                mark, tone = "▲ ", "bad"
        self.copy_button.setVisible(isinstance(note, Bug | BrokenOff))
        set_tone(self._said, tone)
        self._say(mark + text)

    def _copy(self) -> None:
        """Put what is told on the clipboard: a reference read out or typed by hand gets wrong."""
        note = self._desk.note.value
        if isinstance(note, Bug | BrokenOff):
            QGuiApplication.clipboard().setText(messages.line(note))

    def _show_waiting(self, number: str | None) -> None:
        if number is None:
            self._show_note(self._desk.note.value)
            return
        set_tone(self._said, "staff")
        self._say(messages.a_scan_waits())

    def _say(self, text: str) -> None:
        tell(self._said, text)
        self._keys.setVisible(not (text and self._large))  # enlarged, there is room for one of them
