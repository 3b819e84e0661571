"""Connection loss, told across the window for as long as it lasts."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from viewmodels.desk.desk import DeskViewModel
from views.style.theme import Theme
from views.text import live_words, messages
from views.widgets.announcing import tell
from views.widgets.binding import bind
from views.widgets.labels import WrappedLabel

_MINUTE_MS = 60_000


class ConnectionBanner(QFrame):
    """Says why the database can't be reached, and how old what is shown is; hidden while all is well.

    A failure once can be waved away; a lost connection stays told until it is back.

    Attributes:
        clock: looks at the age anew each minute, while the banner is there.
    """

    def __init__(self, desk: DeskViewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self._desk = desk
        self.setProperty("surface", "bad")
        self.setAccessibleName(self.tr("接続の知らせ"))
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.edge, sizes.gap, sizes.edge, sizes.gap)
        self._said = WrappedLabel("bad")
        row.addWidget(self._said, 1, Qt.AlignmentFlag.AlignVCenter)
        self._close = QPushButton(self.tr("閉じる"))
        self._close.clicked.connect(desk.dismiss_connection_error)
        row.addWidget(self._close)
        self.clock = QTimer(self)
        self.clock.setInterval(_MINUTE_MS)
        self.clock.timeout.connect(self._show)
        bind(desk.connection_error, self, lambda _: self._show())
        bind(desk.connected, self, lambda _: self._show())
        bind(desk.answer, self, lambda _: self._show())

    def _show(self) -> None:
        desk, error = self._desk, self._desk.connection_error.value
        self.setVisible(error is not None)
        if error is None:
            self.clock.stop()
            return
        said = messages.sentence(error)
        age = "" if desk.as_of is None else live_words.age(desk.as_of, desk.now())
        tell(self._said, f"{said.what} {said.next} {age}".rstrip())
        self._close.setVisible(desk.connected.value)
        if not self.clock.isActive():
            self.clock.start()
