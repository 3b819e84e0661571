"""Connection loss, told across the window for as long as it lasts."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from services.errors import ServiceError
from viewmodels.desk import DeskViewModel
from views import messages
from views.binding import bind
from views.theme import Theme


class ConnectionBanner(QFrame):
    """Says why the database can't be reached and what to do; hidden while all is well."""

    def __init__(self, desk: DeskViewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self.setProperty("surface", "bad")
        self.setAccessibleName(self.tr("接続の知らせ"))
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.edge, sizes.gap, sizes.edge, sizes.gap)
        self._said = QLabel()
        self._said.setProperty("tone", "bad")
        self._said.setWordWrap(True)
        row.addWidget(self._said, 1)
        close = QPushButton(self.tr("閉じる"))
        close.clicked.connect(desk.dismiss_connection_error)
        row.addWidget(close)
        bind(desk.connection_error, self, self._show)

    def _show(self, error: ServiceError | None) -> None:
        self.setVisible(error is not None)
        if error is not None:
            said = messages.sentence(error)
            self._said.setText(f"{said.what} {said.next}")
