"""What a dialog says of cards that are read while it is open: which one waits, and what became of any other."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewmodels.core.observable import Event, Observable
from views.dialogs.notice_slot import SlotMessage
from views.widgets.binding import bind, bind_event

if TYPE_CHECKING:
    from viewmodels.core.notes import StatusMessage


class WaitingScanBanner(QObject):
    """Says in a dialog's slot which card was read that doesn't open, and what became of any other.

    A screen reader hears the same from the status bar, without the number.
    """

    def __init__(
        self, notice: SlotMessage, wait: Callable[[str], str] | None = None, parent: QWidget | None = None
    ) -> None:
        """Make one that says nothing.

        Args:
            notice: where it is said.
            wait: says of a number what its card waits for; the dialog's end if nothing else.
            parent: the dialog.
        """
        super().__init__(parent)
        self._notice = notice
        self._wait = wait
        self._waiting = ""

    @property
    def said(self) -> str:
        """What it says."""
        return self._notice.text

    def is_shown(self) -> bool:
        """Whether that can be read."""
        return self._notice.is_shown()

    def show_waiting(self, number: str | None) -> None:
        """Say which card waits, or that none does."""
        from views.text import messages

        wait = self._wait or messages.waiting_scan
        self._waiting = "" if number is None else wait(number)
        self._notice.tell(self._waiting, "notice", aloud=False)

    def show_remark(self, remark: "StatusMessage") -> None:
        """Say what became of the last card, beside the one that waits."""
        from views.text import messages

        lines = (self._waiting, messages.line(remark))
        self._notice.tell("\n".join(it for it in lines if it), "notice", aloud=False)


class WaitingScanBanners(QObject):
    """Keeps what all dialogs over a window say of cards true.

    Args:
        window: the window.
        waiting: the number that waits; None where cards are never kept.
        remarked: what is to be said of any other card.
    """

    def __init__(
        self, window: QWidget, waiting: Observable[str | None] | None, remarked: "Event[StatusMessage]"
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

    def _show_remark(self, remark: "StatusMessage") -> None:
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
