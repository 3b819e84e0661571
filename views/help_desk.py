"""Everything behind F1 and the button 「ヘルプ」: the manual by page, the key list, 診断, and about the program."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from services.rules.vocabulary import Channel
from viewmodels.desk import DeskViewModel
from viewmodels.diagnosis import DiagnosisModel
from views.about_window import AboutWindow
from views.desk_window import DeskWindow
from views.diagnosis_window import DiagnosisWindow
from views.help_window import HelpWindow
from views.manual import KEYS, START, Manual
from views.password_dialog import PasswordDialog
from views.theme import Theme

_PHONE = "phone.md"
_PASSWORD = "password.md"  # noqa: S105 - a page's name
_REACHED = "reached by F1"


class HelpDesk(QObject):
    """Opens windows beside the desk, each when it is first wanted.

    Attributes:
        button: 「ヘルプ」 in the top bar.
        menu: what it opens.
    """

    def __init__(
        self,
        window: DeskWindow,
        desk: DeskViewModel,
        *,
        theme: Theme,
        manual: Manual,
        version: str,
        diagnosis: DiagnosisModel | None = None,
    ) -> None:
        """Put the button into the window's top bar and F1 into the window and its dialogs.

        Args:
            window: the desk's.
            desk: tells the channel.
            theme: for the windows.
            manual: what F1 opens.
            version: the program's.
            diagnosis: what 「診断」 looks with; None leaves it out.
        """
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._theme = theme
        self._manual = manual
        self._version = version
        self._diagnosis = diagnosis
        self._windows: dict[type[QWidget], QWidget] = {}
        self._pages = _pages(window)
        self.menu = QMenu(window)
        self.menu.setAccessibleName(self.tr("ヘルプ"))
        self._offer(self.tr("いまの画面のヘルプ"), self.open_here, "F1")
        self._offer(self.tr("キー一覧"), lambda: self.open_at(KEYS))
        if diagnosis is not None:
            self._offer(self.tr("診断"), self.diagnose)
        self._offer(self.tr("このプログラムについて"), self.tell_about)
        self.button = QPushButton(self.tr("ヘルプ"))
        self.button.setToolTip("F1")
        self.button.clicked.connect(self._drop_down)
        window.top_bar.add(self.button)
        QWidget.setTabOrder(window.top_bar.lock_button, self.button)
        QShortcut(QKeySequence("F1"), window).activated.connect(self.open_here)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._reach_dialog)

    def offer_tour(self, start: Callable[[], None]) -> None:
        """Put the tour into the menu, before the last line."""
        self.offer_more(self.tr("使い方の案内"), start)

    def offer_more(self, text: str, do: Callable[[], None]) -> None:
        """Put something else into the menu, before the last line."""
        about = self.menu.actions()[-1]
        action = QAction(text, self.menu)
        action.triggered.connect(lambda _checked=False: do())
        self.menu.insertAction(about, action)

    def open_here(self) -> None:
        """Open the manual at what is on screen."""
        self.open_at(self.page_here())

    def open_at(self, page: str) -> None:
        """Open one page of the manual."""
        self._the(HelpWindow, lambda: HelpWindow(self._manual, self._theme, self._window)).open_at(page)

    def diagnose(self) -> None:
        """Open 「診断」, which looks at once."""
        model = self._diagnosis
        if model is not None:
            made = self._the(
                DiagnosisWindow,
                lambda: DiagnosisWindow(model, self._version, self._theme, self._window),
            )
            made.look()

    def tell_about(self) -> None:
        """Tell which program this is."""
        made = self._the(AboutWindow, lambda: AboutWindow(self._version, self._theme, self._window))
        made.show_beside()
        made.text.setFocus()

    def page_here(self) -> str:
        """Name the page of the manual about what has the keyboard: its list, else its page, else how to begin."""
        if isinstance(QApplication.activeModalWidget(), PasswordDialog):
            return _PASSWORD
        if self._desk.snapshot is None:
            return _PHONE if self._desk.channel.value is Channel.PHONE else START
        at: QWidget | None = self._window.focusWidget()
        while at is not None:
            if at in self._pages:
                return self._pages[at]
            at = at.parentWidget()
        return self._pages[self._window.page_shown]

    def close_all(self) -> None:
        """Take every window away."""
        for window in self._windows.values():
            window.close()

    def _the[W: QWidget](self, kind: type[W], make: Callable[[], W]) -> W:
        found = self._windows.get(kind)
        if not isinstance(found, kind):
            found = make()
            self._windows[kind] = found
        return found

    def _offer(self, text: str, do: Callable[[], None], key: str = "") -> None:
        action = self.menu.addAction(f"{text}\t{key}" if key else text)
        action.triggered.connect(lambda _checked=False: do())

    def _drop_down(self) -> None:
        """Let the menu down without waiting for it: a menu of the button's own would run a loop inside ours."""
        corner = self.button.mapToGlobal(QPoint(self.button.width(), self.button.height()))
        self.menu.popup(corner - QPoint(self.menu.sizeHint().width(), 0))

    def _reach_dialog(self, _window: object) -> None:
        """Let F1 work in a question, too, which keeps keys from the window under it."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None and not dialog.property(_REACHED):
            dialog.setProperty(_REACHED, True)
            QShortcut(QKeySequence("F1"), dialog).activated.connect(self.open_here)


def _pages(window: DeskWindow) -> Mapping[QWidget, str]:
    """Name the page of the manual for each part of the window."""
    inquiry = window.inquiry
    return {
        inquiry.loans: "loans.md",
        inquiry.holds: "holds.md",
        inquiry.cancelled_holds: "holds.md",
        inquiry.requests: START,
        inquiry: START,
        window.password: _PASSWORD,
        window.email: "email.md",
        window.reference: "reference.md",
        window.registration.suspensions: "suspension.md",
        window.registration: "registration.md",
        window.records: "records.md",
    }
