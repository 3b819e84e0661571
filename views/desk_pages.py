"""What fills the desk while no patron is open, and what the phone channel sees before the caller is identified."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from services.snapshot import PhoneGlimpse
from views import words
from views.icons import Icons
from views.theme import Theme


class EmptyDesk(QWidget):
    """Says what to do next; nothing of any patron is here."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self._theme = theme
        self._icons = icons
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = QLabel(self.tr("利用カードを読み取ってください"))
        title.setProperty("tone", "page")
        hint = QLabel(self.tr("画面のどこにいても読み取れます。番号を入力して Enter でも開けます。"))
        hint.setProperty("tone", "muted")
        box = QVBoxLayout(self)
        box.addStretch(2)
        for label in (self._picture, title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)
        box.addStretch(3)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        size = round(56 * self._theme.tokens.scale)
        self._picture.setPixmap(self._icons.pixmap("scan-line", "muted", size, self.devicePixelRatioF()))


class PhoneGlimpsePage(QWidget):
    """The card's number and counts: all the phone channel gets before the caller is identified."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("電話での受付"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(sizes.edge, sizes.edge, sizes.edge, sizes.edge)
        panel = QFrame()
        panel.setProperty("surface", "panel")
        box = QVBoxLayout(panel)
        box.setContentsMargins(sizes.edge, sizes.pad, sizes.edge, sizes.pad)
        title = QLabel(self.tr("電話での受付"))
        title.setProperty("tone", "title")
        box.addWidget(title)
        why = QLabel(self.tr("電話では、ご本人の確認が済むまで、利用カード番号と件数だけを表示します。"))
        why.setProperty("tone", "muted")
        why.setWordWrap(True)
        box.addWidget(why)
        form = QFormLayout()
        form.setHorizontalSpacing(sizes.edge)
        self._number = QLabel()
        self._number.setProperty("tone", "number")
        form.addRow(self.tr("利用カード番号"), self._number)
        self._counts: dict[str, QLabel] = {}
        for name, caption in (
            ("loans", words.LOANS_TITLE),
            ("holds", words.HOLDS_TITLE),
            ("cancelled_holds", words.CANCELLED_HOLDS_TITLE),
            ("requests", words.REQUESTS_TITLE),
            ("questions", words.QUESTIONS_TITLE),
        ):
            self._counts[name] = QLabel()
            form.addRow(caption, self._counts[name])
        box.addLayout(form)
        outer.addWidget(panel)
        outer.addStretch(1)

    def show_glimpse(self, glimpse: PhoneGlimpse | None) -> None:
        """Show another patron's number and counts, or nothing."""
        self._number.setText("" if glimpse is None else words.card_number(glimpse.card_number))
        for name, label in self._counts.items():
            label.setText("" if glimpse is None else self.tr("%n件", "", getattr(glimpse, name)))
