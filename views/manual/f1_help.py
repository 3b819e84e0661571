"""F1: the manual, at the page that goes with what is on screen, from a window and from every question over it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from views.style.theme import Theme

if TYPE_CHECKING:
    from views.manual.manual import Manual
    from views.manual.manual_window import HelpWindow

_PAGE = "manual page"
_REACHED = "reached by F1"


def tell_page(widget: QWidget, page: str) -> None:
    """Note which page of the manual, or which place on it (`views.manual.manual.at`), is about a widget."""
    widget.setProperty(_PAGE, page)


def page_of(widget: QWidget | None) -> str | None:
    """Name the page about something on screen, or about what is around it; None where none is noted."""
    while widget is not None:
        page = widget.property(_PAGE)
        if isinstance(page, str):
            return page
        widget = widget.parentWidget()
    return None


class HelpKey(QObject):
    """Opens the manual beside a window, which is made when it is first wanted.

    A question keeps keys from the window under it, so that each one gets the key for itself.
    """

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        *,
        manual: "Callable[[], Manual]",
        page_here: Callable[[], str],
    ) -> None:
        """Put F1 into a window.

        Args:
            window: what the manual stands beside and goes with.
            theme: for the manual's window.
            manual: finds the pages.
            page_here: names the page where neither the question that is open nor the window has one.
        """
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._manual = manual
        self._page_here = page_here
        self._opened: HelpWindow | None = None
        self._put_into(window)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._reach_question)

    def open_here(self) -> None:
        """Open the manual at what is on screen."""
        self.open_at(page_of(QApplication.activeModalWidget() or self._window) or self._page_here())

    def open_at(self, page: str) -> None:
        """Open one page of the manual, or one place on it (`views.manual.manual.at`)."""
        from views.manual.manual_window import HelpWindow

        if self._opened is None:
            self._opened = HelpWindow(self._manual(), self._theme, self._window)
        file, _, heading = page.partition("#")
        self._opened.open_at(file, heading)

    def close(self) -> None:
        """Take the manual away."""
        if self._opened is not None:
            self._opened.close()

    def _put_into(self, window: QWidget) -> None:
        window.setProperty(_REACHED, True)
        QShortcut(QKeySequence("F1"), window).activated.connect(self.open_here)

    def _reach_question(self, _window: object) -> None:
        question = QApplication.activeModalWidget()
        if question is not None and not question.property(_REACHED) and self._is_over_window(question):
            self._put_into(question)

    def _is_over_window(self, question: QWidget) -> bool:
        around = question.parentWidget()
        while around is not None and around is not self._window:
            around = around.parentWidget()
        return around is self._window
