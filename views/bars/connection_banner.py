"""Connection loss, and changes that come late, told across the window for as long as they last."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from viewmodels.desk.desk import DeskViewModel
from views.style.theme import Theme
from views.text import live_words, messages
from views.widgets.binding import bind
from views.widgets.message_banner import MessageBanner

_MINUTE_MS = 60_000


class ConnectionBanner(MessageBanner):
    """Says why the library's system can't be reached, and how old what is shown is; hidden while all is well.

    A failure once can be waved away, and that changes come late; a lost connection stays told until it is back.

    Attributes:
        clock: looks at the age anew each minute, while the banner is there.
    """

    def __init__(self, desk: DeskViewModel, theme: Theme, parent: QWidget | None = None) -> None:
        sizes = theme.tokens.sizes
        super().__init__(theme, margins=(sizes.edge, sizes.gap), parent=parent)
        self._desk = desk
        self.setAccessibleName(self.tr("接続の知らせ"))
        self._close = QPushButton(self.tr("閉じる"))
        self._close.clicked.connect(desk.dismiss_connection_error)
        self.line.addWidget(self._close)
        self.clock = QTimer(self)
        self.clock.setInterval(_MINUTE_MS)
        self.clock.timeout.connect(self._show)
        bind(desk.connection_error, self, lambda _: self._show())
        bind(desk.connected, self, lambda _: self._show())
        bind(desk.changes_are_late, self, lambda _: self._show())
        bind(desk.answer, self, lambda _: self._show())

    def _show(self) -> None:
        desk, error = self._desk, self._desk.connection_error.value
        if error is None:
            self.clock.stop()
            if desk.changes_are_late.value:
                self._close.setVisible(True)
                self.tell(live_words.late(), "notice")
            else:
                self.hide()  # with its text: the same failure again is announced once
            return
        said = messages.sentence(error)
        age = "" if desk.as_of is None else live_words.age(desk.as_of, desk.now())
        self.tell(f"{said.what} {said.next} {age}".rstrip())
        self._close.setVisible(desk.connected.value)
        if not self.clock.isActive():
            self.clock.start()
