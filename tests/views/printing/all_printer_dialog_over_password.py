"""The printer dialog over the password dialog: it is asked before a password is made."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from services.slips.sample import sample_slip
from tests.helpers import snapshots
from tests.helpers.keyboard import Keyboard
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.views.counter import Counter
from tests.views.printing.printer_scene import Desk, both_known, desk, press
from viewmodels.passwords.password_issue import IssueStage, PasswordIssueViewModel
from viewmodels.printout import PaperState
from viewmodels.settings.settings import SlipPrinting
from views.printing.printer_chooser import PrinterChooser
from views.printing.printer_dialog import PrinterDialog
from views.printing.slip_printer import QtSlipPrinter
from views.style.icons import Icons
from views.style.theme import Theme

__all__ = ["both_known", "desk"]


class OverPassword:
    """The password dialog of a counter without a set printer."""

    def __init__(self, counter: Counter, desk: Desk) -> None:
        self.counter = counter
        self.desk = desk

    async def open(self) -> PasswordIssueViewModel:
        self.desk.window.hide()
        self.counter.window.activateWindow()
        self.counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
        await self.counter.scan(CARD_A)
        self.counter.press(Qt.Key.Key_F4)
        model = self.counter.passwords.dialog.value
        assert model is not None
        return model

    async def choose(self) -> PrinterDialog:
        """Press 再発行する with the keyboard."""
        over = self.counter.window.password_dialogs.current
        assert over is not None
        button = over.focusWidget()
        assert button is not None
        QTest.keyClick(button, Qt.Key.Key_Return)
        return await self.desk.dialog()


class _Slips:
    """Makes the sample, which the printer can draw."""

    async def make(self, _content: object, paper: Paper) -> bytes:
        return await sample_slip(paper)


@pytest.fixture
async def over(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons, desk: Desk
) -> AsyncIterator[OverPassword]:
    chooser = PrinterChooser(SlipKind.PASSWORD, desk.spooler, theme, repr, store=desk.store)
    printer = QtSlipPrinter(SlipPrinting(), desk.spooler, chooser)
    counter = Counter(qtbot, qapp, theme, icons, printer=printer, slips=_Slips())
    yield OverPassword(counter, desk)
    await counter.aclose()


async def test_it_is_asked_before_the_password_and_escape_makes_none(over: OverPassword) -> None:
    model = await over.open()
    dialog = await over.choose()
    assert dialog.parentWidget() is over.counter.window.password_dialogs.current
    press(dialog, Qt.Key.Key_Escape)
    await model.issue.settled()
    assert (model.stage.value, over.counter.acts.sent) == (IssueStage.ASKING, [])
    below = over.counter.window.password_dialogs.current
    assert below is not None
    assert below.isVisible()
    assert below.focusWidget() is below.yes

    press(await over.choose(), Qt.Key.Key_Return)
    await model.issue.settled()
    await model.print_slip.settled()
    assert len(over.counter.acts.sent) == 1
    assert model.paper.value is PaperState.WAITING
    assert over.desk.printed()
    model.close()


async def test_shown_on_screen_instead_the_slip_is_there_to_be_seen(over: OverPassword) -> None:
    model = await over.open()
    dialog = await over.choose()
    dialog.on_screen.click()
    await model.issue.settled()
    assert (model.stage.value, model.revealed.value) == (IssueStage.ISSUED, False)  # until 「大きく表示」
    assert model.for_screen
    assert model.paper.value is PaperState.NOT_PRINTED
    model.print_slip.start()
    press(await over.desk.dialog(), Qt.Key.Key_Escape)
    await model.print_slip.settled()
    assert (model.paper.value, model.trouble.value) == (PaperState.NOT_PRINTED, None)
    assert not over.desk.printed()
    model.close()


async def test_a_card_that_is_read_meanwhile_waits_is_shown_and_ends_the_proof(over: OverPassword) -> None:
    model = await over.open()
    dialog = await over.choose()
    Keyboard(dialog.windowHandle()).type(f"{CARD_B}\r", 4)
    await asyncio.sleep(0)
    assert dialog.isVisible()
    assert over.counter.acts.sent == []
    assert "終わってから開きます" in dialog.scans.said
    assert (model.shown.value, over.counter.bench.desk.waiting_scan.value) == (None, CARD_B)
    dialog.on_screen.click()
    await model.issue.settled()
    assert (model.stage.value, over.counter.acts.sent) == (IssueStage.ASKING, [])
    assert model.trouble.value is None
    over.counter.bench.desk.pause_scans(over)  # the card is of no interest here
    model.close()


async def test_the_end_of_the_desk_ends_it_and_makes_no_password(over: OverPassword) -> None:
    model = await over.open()
    await over.choose()
    over.counter.window.setEnabled(False)
    await over.counter.passwords.aclose()
    assert (model.stage.value, over.counter.acts.sent) == (IssueStage.CLOSED, [])
    assert QApplication.activeModalWidget() is None
