"""Counters for view tests, on a desk of fakes: with the real window, or a page and its dialogs over a bare one.

The desk's window takes many times as long to make as a bare one with a page, so it is for what stands between its
parts: shortcuts, the way of the keyboard, the status bar, covers. What a page or a dialog does by itself is asked of a
`BareCounter`.
"""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from services.rules.policy import Policy
from services.rules.vocabulary import Role
from tests.helpers.keyboard import Keyboard
from tests.viewmodels.fakes import Bench, Printer, issue_dependencies
from viewmodels.core.ports import SlipMaker, SlipPrinter
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher
from views.desk.desk_window import DeskWindow
from views.panels.page import Page
from views.panels.row_actions import NO_VERBS, RowAction
from views.passwords.password_issue_dialog import PasswordDialogs
from views.scanning.scan_filter import ScanFilter
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.binding import bind


class BareCounter:
    """A bare window for pages and dialogs, what is behind it, and a scanner.

    Attributes:
        window: what dialogs are opened over.
        password_dialogs: opens the dialog of `passwords`.
    """

    window: QWidget

    def __init__(
        self,
        qtbot: QtBot,
        app: QApplication,
        theme: Theme,
        icons: Icons,
        *,
        role: Role = Role.COUNTER,
        verbs: frozenset[RowAction] = NO_VERBS,
        printer: SlipPrinter | None = None,
        slips: SlipMaker | None = None,
    ) -> None:
        self.app = app
        self.bench = Bench(role=role)
        self.acts = self.bench.acts
        self.printer = Printer()
        self.policy = Policy()
        issue = issue_dependencies(self.bench, self.printer)
        issue = replace(
            issue, policy=lambda: self.policy, printer=printer or issue.printer, slips=slips or issue.slips
        )
        self.passwords = PasswordIssueLauncher(self.bench.desk, issue)
        self.scans = ScanFilter(parent=app)
        self._make_window(qtbot, theme, icons, verbs)
        self.window.resize(1366, 768)  # whatever the screen that isn't there has room for
        self.window.show()
        self.window.activateWindow()
        self.scans.listen(app)  # not before: it would hear thousands of events of a window that is being made

    def _make_window(self, qtbot: QtBot, theme: Theme, icons: Icons, _verbs: frozenset[RowAction]) -> None:
        self.window = QWidget()
        self._column = QVBoxLayout(self.window)
        qtbot.addWidget(self.window)
        self.password_dialogs = PasswordDialogs(self.passwords, self.window, theme=theme, icons=icons)
        self.scans.scanned.connect(self.bench.desk.scanned)

    def add[P: Page](self, page: P) -> P:
        """Have a page follow who is open; it is seen once somebody turns to it."""

        def show(answer: LookUpAnswer | None) -> None:
            page.set_snapshot(answer if isinstance(answer, PatronSnapshot) else None)

        self._column.addWidget(page)
        page.hide()
        bind(self.bench.desk.answer, page, show)
        return page

    def turn_to(self, page: Page) -> None:
        """Go to a page."""
        page.show()

    async def scan(self, text: str) -> None:
        window = QApplication.activeModalWidget() or self.window
        Keyboard(window.windowHandle()).type(text + "\r", 4)
        await self.settled()

    async def settled(self) -> None:
        await self.bench.desk.look_up.settled()
        await self.bench.desk.close_patron.settled()
        await self.bench.desk.read_again.settled()
        await self.bench.desk.switch_channel.settled()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def words(self) -> str:
        """Everything that can be read in the window now."""
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())

    async def aclose(self) -> None:
        await self.passwords.aclose()
        await self.bench.desk.aclose()
        self.scans.stop(self.app)


class Counter(BareCounter):
    """A counter with the desk's window."""

    window: DeskWindow

    def _make_window(self, qtbot: QtBot, theme: Theme, icons: Icons, verbs: frozenset[RowAction]) -> None:
        self.window = DeskWindow(
            self.bench.desk, self.passwords, theme=theme, icons=icons, scans=self.scans, verbs=verbs
        )
        qtbot.addWidget(self.window, before_close_func=lambda _: self.window.let_close())
        self.password_dialogs = self.window.password_dialogs

    def turn_to(self, page: Page) -> None:
        self.window.menu.setCurrentRow(self.window.pages.index(page))

    def panel_in_focus(self) -> int | None:
        """The place of the list that has the keyboard."""
        focused = QApplication.focusWidget()
        lists = self.window.inquiry.lists
        return next((n for n, panel in enumerate(lists) if focused and panel.isAncestorOf(focused)), None)
