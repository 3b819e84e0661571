"""The red line below a patron who may borrow nothing: why, what to do now, and the way to where it is done."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from services.acts.suspensions import Lift
from services.contract.offers import Offers, SystemPart
from services.contract.snapshot import SuspensionRow
from views.language.glosses import glossed
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import row_remarks, suspension_words
from views.widgets.labels import WrappedLabel

_ICON_PAD = 2


class SuspensionStrip(QFrame):
    """Says it in full; hidden while nothing is to be said.

    What to do is said where the library system lifts suspensions. Where it would take more than two lines, or one in
    a low window, it is left to the page that the button opens, and to screen readers: the lists need the room. No
    reason is ever cut.

    Attributes:
        said: 「貸出禁止中」, the reasons, and what to do.
        refusal: why the button above it is grey, at the counter.
        open_button: 「登録・貸出禁止を開く」.

    Signals:
        left_keyboard: the button has the keyboard, and is about to go.
    """

    left_keyboard = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None, *, offers: Offers) -> None:
        super().__init__(parent)
        self._theme = theme
        self._advises, self._approves = offers.has(Lift), offers.has(SystemPart.APPROVALS)
        self._icons = icons
        self._texts = ("", "")
        self._most_lines = 2
        self._above_cards = False
        sizes = theme.tokens.sizes
        self.setProperty("surface", "alert")
        self._ban = QLabel()
        self.said = WrappedLabel("bad")
        self.refusal = WrappedLabel("bad")
        self.open_button = QPushButton(self.tr("登録・貸出禁止を開く"))
        self.open_button.setProperty("kind", "act")
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.said)
        self._column.addWidget(self.refusal)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(sizes.edge, 2, sizes.edge, 2)
        self._row.setSpacing(2 * sizes.gap)
        self._row.addWidget(self._ban)
        self._row.addLayout(self._column, 1)
        self._row.addWidget(self.open_button)
        theme.changed.connect(self._draw)
        self._draw()

    def hasHeightForWidth(self) -> bool:
        """Have a height that is set: the window need not measure all of its parts for the sake of this one."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
            self._row.invalidate()  # while it is about to be shown, Qt tells its layout of no second size
            self._row.activate()

    def stand_low(self, *, low: bool) -> None:
        """Take less of a low window, or as much as usual; `fit` follows."""
        self._most_lines = 1 if low else 2

    def show_suspensions(self, rows: tuple[SuspensionRow, ...]) -> None:
        """Tell of these; `fit` follows."""
        if not rows and self.window().focusWidget() is self.open_button:
            self.left_keyboard.emit()
        self._texts = self._told(rows)
        for part in (self._ban, self.said):
            part.setVisible(bool(rows))
        self.open_button.setVisible(bool(rows) and not self._above_cards)

    def stand_above(self, *, cards: bool) -> None:
        """Leave to the reasons' cards what to do, while their page is shown; it needs no way there, either."""
        if cards and self.window().focusWidget() is self.open_button:
            self.left_keyboard.emit()
        self._above_cards = cards
        self.open_button.setVisible(not self.said.isHidden() and not cards)
        self.fit()

    def show_refusal(self, why: str) -> None:
        """Tell why a password can't be issued here, or nothing; `fit` follows."""
        self.refusal.setText(why)
        self.refusal.setVisible(bool(why))

    def forget(self) -> None:
        """Hold no word of a patron, and stay as high as before."""
        self._texts = ("", "")
        self.said.clear()
        self.said.setAccessibleName("")
        self.refusal.clear()

    def fit(self) -> None:
        """Be as high as what is said; hide where that is nothing."""
        told = [it for it in (self.said, self.refusal) if not it.isHidden()]
        self.setVisible(bool(told))
        if not told:
            return
        margins, gap, sizes = self._row.contentsMargins(), self._row.spacing(), self._theme.tokens.sizes
        room = self.width() - margins.left() - margins.right()
        least = 0
        if not self.said.isHidden():
            room -= self._ban.sizeHint().width() + self.open_button.sizeHint().width() + 2 * gap
            least = self.open_button.sizeHint().height()
        for part in told:
            part.ensurePolished()
        width = max(room, 1)
        whole, reasons = self._texts
        self.said.setText(whole)
        if self._above_cards or self.said.heightForWidth(width) > self.said.height_of(self._most_lines):
            self.said.setText(reasons)
        self.said.setAccessibleName(whole if self.said.text() != whole and not self._above_cards else "")
        lines = sum(it.heightForWidth(width) for it in told)
        self.setFixedHeight(max(lines, least) + margins.top() + margins.bottom() + sizes.gap)

    def _draw(self) -> None:
        size = self._theme.tokens.sizes.body + _ICON_PAD
        self._ban.setPixmap(self._icons.pixmap("ban", "bad", size, self.devicePixelRatioF()))

    def _told(self, rows: tuple[SuspensionRow, ...]) -> tuple[str, str]:
        """Say every reason, with what to do about one, or where that is to be read of several; and without that."""
        if not rows:
            return "", ""
        reasons = row_remarks.joined(suspension_words.names(rows))
        advice = ""
        if len(rows) == 1:
            advice = suspension_words.advice(rows[0].facts, approves=self._approves)
            advice = advice or suspension_words.until(rows[0])
        elif any(row.facts is not None for row in rows):
            advice = self.tr("理由ごとの手続きは「登録・貸出禁止」にあります。")
        short = f"{glossed(suspension_words.heading(rows))}  {reasons}"
        return f"{short}  {advice}" if advice and self._advises else short, short
