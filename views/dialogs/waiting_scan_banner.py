"""What a dialog says of cards that are read while it is open: which one waits, and what became of any other."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from viewmodels.core.notes import StatusMessage
from viewmodels.core.observable import Event, Observable
from views.style.theme import Theme
from views.widgets.binding import bind, bind_event
from views.widgets.labels import WrappedLabel


class WaitingScanBanner(QFrame):
    """Two lines under a dialog's heading, there while a card was read that doesn't open.

    A screen reader hears the same from the status bar, without the number.

    Signals:
        changed: it needs more room now, or less.
    """

    changed = Signal()

    def __init__(self, theme: Theme, wait: Callable[[str], str] | None = None) -> None:
        """Make the banner, hidden.

        Args:
            theme: for the distances.
            wait: says of a number what its card waits for; the dialog's end if nothing else.
        """
        super().__init__()
        self._wait = wait
        sizes = theme.tokens.sizes
        self.setProperty("surface", "notice")
        self._waiting, self._remark = WrappedLabel("warn"), WrappedLabel("warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.edge + 6, sizes.pad, sizes.edge + 6, sizes.pad)
        column.setSpacing(sizes.gap)
        for line in (self._waiting, self._remark):
            column.addWidget(line)
        self.hide()

    @property
    def said(self) -> str:
        """What can be read."""
        return "\n".join(line.text() for line in (self._waiting, self._remark) if line.text())

    def show_waiting(self, number: str | None) -> None:
        """Say which card waits, or that none does."""
        from views.text import messages

        wait = self._wait or messages.waiting_scan
        self._say("" if number is None else wait(number), "")

    def show_remark(self, remark: StatusMessage) -> None:
        """Say what became of the last card, beside the one that waits."""
        from views.text import messages

        self._say(self._waiting.text(), messages.line(remark))

    def _say(self, waiting: str, remark: str) -> None:
        if (waiting, remark) == (self._waiting.text(), self._remark.text()):
            return
        for line, text in ((self._waiting, waiting), (self._remark, remark)):
            line.setText(text)
            line.setVisible(bool(text))
        self.setVisible(bool(waiting or remark))
        self.changed.emit()


class WaitingScanBanners(QObject):
    """Keeps the strips of all dialogs over a window true.

    Args:
        window: the window.
        waiting: the number that waits; None where cards are never kept.
        remarked: what is to be said of any other card.
    """

    def __init__(
        self, window: QWidget, waiting: Observable[str | None] | None, remarked: Event[StatusMessage]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._waiting = waiting
        if waiting is not None:
            bind(waiting, self, self._show_waiting)
        bind_event(remarked, self, self._show_remark)

    def tell(self, banner: WaitingScanBanner) -> None:
        """Say in a banner which card waits."""
        banner.show_waiting(None if self._waiting is None else self._waiting.value)

    def _show_waiting(self, _number: str | None) -> None:
        for banner in self._banners():
            self.tell(banner)

    def _show_remark(self, remark: StatusMessage) -> None:
        for banner in self._banners():
            banner.show_remark(remark)

    def _banners(self) -> list[WaitingScanBanner]:
        return self._window.findChildren(WaitingScanBanner)


def show_waiting_scan(dialog: QWidget, banner: WaitingScanBanner) -> None:
    """Let a dialog that opens say which card was read before, if one of the windows below it keeps cards."""
    below = dialog.parentWidget()
    while below is not None:
        for child in below.children():
            if isinstance(child, WaitingScanBanners):
                child.tell(banner)
                return
        below = below.parentWidget()
