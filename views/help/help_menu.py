"""Everything behind F1 and the button 「ヘルプ」: the manual by page, the key list, 診断, and about the program."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from services.rules.vocabulary import Channel
from viewmodels.desk.desk import DeskViewModel
from viewmodels.help.about import ProgramVersion
from viewmodels.help.diagnosis import DiagnosisModel
from views.act_history_page import ActHistoryPage
from views.circulation.cancelled_holds_panel import CancelledHoldsPanel
from views.circulation.holds_panel import HoldsPanel
from views.circulation.inquiry_page import InquiryPage
from views.circulation.loans_panel import LoansPanel
from views.circulation.requests_panel import RequestsPanel
from views.desk.desk_window import DeskWindow
from views.email.email_page import EmailPage
from views.help.about_window import AboutWindow
from views.help.diagnosis_window import DiagnosisWindow
from views.manual.f1_help import HelpKey, page_of
from views.manual.manual import (
    HOLDS,
    KEYS,
    LOANS,
    PASSWORD,
    PHONE,
    PRIVACY,
    RECORDS,
    REFERENCE,
    REGISTRATION,
    SEARCH,
    START,
    SUSPENSION,
    TROUBLE,
    Manual,
    at,
)
from views.passwords.password_page import PasswordPage
from views.reference.reference_page import ReferencePage
from views.registration.registration_page import RegistrationPage
from views.style.theme import Theme
from views.suspensions.reports_panel import ReportsPanel
from views.suspensions.suspensions_panel import SuspensionsPanel
from views.widgets.buttons import KeyButton

_PAGES: Final[Mapping[type[QWidget], str]] = MappingProxyType(
    {
        LoansPanel: LOANS,
        HoldsPanel: HOLDS,
        CancelledHoldsPanel: at(HOLDS, "予約に戻す"),
        RequestsPanel: at(HOLDS, "予約カードが一覧にないとき"),
        InquiryPage: at(START, "利用者を開く"),
        PasswordPage: PASSWORD,
        EmailPage: "email.md",
        ReferencePage: REFERENCE,
        SuspensionsPanel: SUSPENSION,
        ReportsPanel: at(SUSPENSION, "申し出の記録"),
        RegistrationPage: REGISTRATION,
        ActHistoryPage: RECORDS,
    }
)
"""The place of the manual about each part of the window."""


class HelpMenu(QObject):
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
        about: ProgramVersion,
        diagnosis: DiagnosisModel | None = None,
    ) -> None:
        """Put the button into the window's top bar and F1 into the window and its dialogs.

        Args:
            window: the desk's.
            desk: tells the channel.
            theme: for the windows.
            manual: what F1 opens.
            about: the program's version, and where it comes from.
            diagnosis: what 「診断」 looks with; None leaves it out.
        """
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._theme = theme
        self._about = about
        self._diagnosis = diagnosis
        self._windows: dict[type[QWidget], QWidget] = {}
        self._key = HelpKey(window, theme, manual=lambda: manual, page_here=self.page_here)
        self.menu = QMenu(window)
        self.menu.setAccessibleName(self.tr("ヘルプ"))
        self._offer(self.tr("いまの画面のヘルプ"), self._key.open_here, "F1")
        self._offer(self.tr("キー一覧"), lambda: self.open_at(KEYS))
        if diagnosis is not None:
            self._offer(self.tr("診断"), self.diagnose)
        self._offer(self.tr("このプログラムについて"), self.tell_about)
        self.button = KeyButton(self.tr("ヘルプ"), "F1", theme)
        self.button.setToolTip("F1")
        self.button.clicked.connect(self._drop_down)
        window.top_bar.add(self.button)
        QWidget.setTabOrder(window.top_bar.lock_button, self.button)

    def offer_tour(self, start: Callable[[], None]) -> None:
        """Put the tour into the menu, before the last line."""
        self.offer_more(self.tr("使い方の案内"), start)

    def offer_more(self, text: str, do: Callable[[], None]) -> None:
        """Put something else into the menu, before the last line."""
        about = self.menu.actions()[-1]
        action = QAction(text, self.menu)
        action.triggered.connect(lambda _checked=False: do())
        self.menu.insertAction(about, action)

    def open_at(self, page: str) -> None:
        """Open one page of the manual."""
        self._key.open_at(page)

    def diagnose(self) -> None:
        """Open 「診断」, which looks at once."""
        model = self._diagnosis
        if model is not None:
            made = self._the(
                DiagnosisWindow,
                lambda: DiagnosisWindow(model, self._about.version, self._theme, self._window),
            )
            made.look()

    def tell_about(self) -> None:
        """Tell which program this is."""
        made = self._the(AboutWindow, lambda: AboutWindow(self._about, self._theme, self._window))
        made.show_beside()
        made.text.setFocus()

    def page_here(self) -> str:
        """Name the place of the manual about what has the keyboard: its list, else its page, else how to begin."""
        if not self._window.area.isVisible():
            return PRIVACY
        if self._window.body.found_shown is not None:
            return SEARCH
        if self._desk.snapshot is None:
            by_phone = self._desk.channel.value is Channel.PHONE
            return PHONE if by_phone else page_of(self._window.nobody) or START
        here: QWidget | None = self._window.focusWidget()
        while here is not None:
            if type(here) in _PAGES:
                return _PAGES[type(here)]
            here = here.parentWidget()
        return _PAGES[type(self._window.page_shown)]

    def close_all(self) -> None:
        """Take every window away."""
        self._key.close()
        for window in self._windows.values():
            window.close()

    def _the[W: QWidget](self, kind: type[W], make: Callable[[], W]) -> W:
        found = self._windows.get(kind)
        if not isinstance(found, kind):
            found = make()
            self._windows[kind] = found
            QShortcut(QKeySequence("F1"), found).activated.connect(lambda: self.open_at(TROUBLE))
        return found

    def _offer(self, text: str, do: Callable[[], None], key: str = "") -> None:
        action = self.menu.addAction(f"{text}\t{key}" if key else text)
        action.triggered.connect(lambda _checked=False: do())

    def _drop_down(self) -> None:
        """Let the menu down without waiting for it: a menu of the button's own would run a loop inside ours."""
        corner = self.button.mapToGlobal(QPoint(self.button.width(), self.button.height()))
        self.menu.popup(corner - QPoint(self.menu.sizeHint().width(), 0))
