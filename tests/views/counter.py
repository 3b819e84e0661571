"""A counter for view tests: the real window on a desk of fakes, with a scanner."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from services.rules.policy import Policy
from services.rules.vocabulary import Role
from tests.helpers.keyboard import Keyboard
from tests.viewmodels.fakes import Bench, Printer, issue_dependencies
from viewmodels.core.ports import SlipMaker, SlipPrinter
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher
from views.desk.desk_window import DeskWindow
from views.panels.row_actions import NO_VERBS, RowAction
from views.scanning.scan_filter import ScanFilter
from views.style.icons import Icons
from views.style.theme import Theme


class Counter:
    """A window, what is behind it, and a scanner."""

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
        self.window = DeskWindow(
            self.bench.desk, self.passwords, theme=theme, icons=icons, scans=self.scans, verbs=verbs
        )
        qtbot.addWidget(self.window, before_close_func=lambda _: self.window.let_close())
        self.window.resize(1366, 768)  # whatever the screen that isn't there has room for
        self.window.show()
        self.window.activateWindow()
        self.scans.listen(app)  # not before: it would hear thousands of events of a window that is being made

    async def scan(self, text: str) -> None:
        window = QApplication.activeModalWidget() or self.window
        Keyboard(window.windowHandle()).type(text + "\r", 4)
        await self.settled()

    async def settled(self) -> None:
        await self.bench.desk.look_up.settled()
        await self.bench.desk.close_patron.settled()
        await self.bench.desk.read_again.settled()
        await self.bench.desk.switch_channel.settled()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def panel_in_focus(self) -> int | None:
        """The place of the list that has the keyboard."""
        focused = QApplication.focusWidget()
        lists = self.window.inquiry.lists
        return next((n for n, panel in enumerate(lists) if focused and panel.isAncestorOf(focused)), None)

    def words(self) -> str:
        """Everything that can be read in the window now."""
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())

    async def aclose(self) -> None:
        await self.passwords.aclose()
        await self.bench.desk.aclose()
        self.scans.stop(self.app)
