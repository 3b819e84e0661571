"""A slip printer whose clerk is asked over a window, and the keys of that clerk."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.slips.content import SlipKind
from tests.helpers.waiting import HOPELESS
from tests.viewmodels.settings.test_settings_form import Store
from tests.views.printing.printers import FakeSpooler, KeptPaper
from viewmodels.core.ports import Ready
from viewmodels.settings.settings import Settings, SlipPrinting, Workstation
from views.printing.printer_chooser import PrinterChooser
from views.printing.printer_dialog import PrinterDialog
from views.printing.slip_printer import QtSlipPrinter
from views.style.theme import Theme


@dataclass
class Desk:
    """A slip printer whose clerk is asked over a window."""

    window: QWidget
    spooler: FakeSpooler
    store: Store
    theme: Theme
    printer: QtSlipPrinter
    paper: type[KeptPaper]

    def chooser(self, in_front: Callable[[], QWidget | None]) -> PrinterChooser:
        return PrinterChooser(
            SlipKind.PASSWORD, self.spooler, self.theme, repr, store=self.store, window=in_front
        )

    def printed(self) -> bool:
        return self.paper.path.exists()

    async def dialog(self) -> PrinterDialog:
        """Wait for the dialog, and until it told of the printer that is chosen at first."""
        async with asyncio.timeout(HOPELESS):
            while not isinstance(found := QApplication.activeModalWidget(), PrinterDialog):  # noqa: ASYNC110 - Qt tells nobody
                await asyncio.sleep(0)
        await found.settled()
        return found

    async def asking(self) -> tuple[PrinterDialog, "asyncio.Task[Ready]"]:
        checking = asyncio.create_task(self.printer.check())
        return await self.dialog(), checking

    def use(self, way: SlipPrinting) -> None:
        self.printer.use(way)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, kept_paper: type[KeptPaper]) -> Desk:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    kept_paper.narrow = frozenset()
    queues = ("Reception", "Slip")
    spooler, store = FakeSpooler(queues=queues), Store(Workstation(Settings()))
    chooser = PrinterChooser(SlipKind.PASSWORD, spooler, theme, repr, store=store, window=lambda: window)
    return Desk(window, spooler, store, theme, QtSlipPrinter(SlipPrinting(), spooler, chooser), kept_paper)


@pytest.fixture(autouse=True)
def both_known(monkeypatch: pytest.MonkeyPatch, kept_paper: type[KeptPaper]) -> None:
    """Qt knows both queues."""
    from PySide6 import QtPrintSupport

    monkeypatch.setattr(QtPrintSupport.QPrinterInfo, "names", ("Reception", "Slip"))


def press(dialog: PrinterDialog, *keys: Qt.Key) -> None:
    """Press keys wherever the keyboard is."""
    for key in keys:
        focused = dialog.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


async def soon[T](answer: "asyncio.Future[T]") -> T:
    """Wait for an answer that the last key gives; a key that does nothing fails the test instead of halting it."""
    async with asyncio.timeout(HOPELESS):
        return await answer


def told(dialog: PrinterDialog) -> str:
    assert dialog.message.is_shown() is bool(dialog.told)
    return dialog.told
