"""The 返却期限票 in the whole program: its own printer and paper, none at all, and a lock over the question."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.composition import OpenDesk
from app.lifecycle import DeskOptions
from app.settings.settings_files import load_settings
from services.contract.errors import PrinterFault, PrinterUnavailable
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from tests.app.all_settings_windows import kept
from tests.app.desk.all_printer_choice import paper
from tests.app.lifecycle_scene import CARD, PASSWORD, Program, options, program, sign_in, url
from tests.helpers.keyboard import Keyboard
from tests.helpers.waiting import until
from tests.views.printing.printers import FakeSpooler
from viewmodels.core.notes import Done
from viewmodels.settings.settings import SlipPrinting
from views.printing.printer_dialog import PrinterDialog
from views.sign_in.sign_in_window import SignInWindow

__all__ = ["kept", "options", "paper", "program", "url"]


async def at_work(program: Program, options: DeskOptions) -> OpenDesk:
    """Sign in, and open a patron."""
    program.start(options)
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    await program.until(lambda: desk.window.inquiry.due_slip.shown is not None)
    return desk


async def press(desk: OpenDesk) -> None:
    """Press P in a list, once its window has the keyboard again: a question over it may just have closed."""
    inquiry = desk.window.inquiry
    panel = next(it for it in inquiry.lists if it.rows)
    panel.focus_table()
    await until(lambda: panel.table.letters_act)
    QTest.keyClick(panel.table, Qt.Key.Key_P)


async def test_its_letter_asks_for_a_printer_and_a_ticked_choice_is_its_own(
    program: Program, kept: DeskOptions, paper: Path
) -> None:
    desk = await at_work(program, kept)
    await press(desk)
    dialog = await program.window(PrinterDialog)
    await dialog.settled()
    assert not dialog.on_screen.isVisible()
    dialog.always.show_value(True)
    dialog.paper.show_value("roll80")
    QTest.keyClick(dialog.queues, Qt.Key.Key_Return)
    await program.until(lambda: desk.desk.note.value is Done.DUE_SLIP_SENT)
    await desk.due_slips.model.print_slip.settled()
    assert paper.exists()
    slips = load_settings(kept.settings_file).slips
    assert slips[SlipKind.DUE] == SlipPrinting("Reception", Paper.ROLL80)
    assert slips[SlipKind.PASSWORD] == SlipPrinting()

    paper.unlink()
    desk.desk.note.set(None)
    await press(desk)
    await program.until(lambda: desk.desk.note.value is Done.DUE_SLIP_SENT)
    assert paper.exists()
    assert not any(isinstance(it, PrinterDialog) and it.isVisible() for it in QApplication.topLevelWidgets())
    desk.window.close()
    assert await program.code() == 0


async def test_a_computer_without_a_printer_says_so_and_asks_nothing(
    program: Program, kept: DeskOptions, queues: FakeSpooler
) -> None:
    queues.queues = ()
    desk = await at_work(program, kept)
    await press(desk)
    await program.until(lambda: desk.desk.note.value is not None)
    note = desk.desk.note.value
    assert isinstance(note, PrinterUnavailable)
    assert note.fault is PrinterFault.NONE_THERE
    assert QApplication.activeModalWidget() is None
    desk.window.close()
    assert await program.code() == 0


async def test_a_lock_ends_the_question_and_nothing_is_printed(
    program: Program, kept: DeskOptions, paper: Path
) -> None:
    desk = await at_work(program, kept)
    await press(desk)
    dialog = await program.window(PrinterDialog)
    Keyboard(dialog.windowHandle()).press("", Qt.Key.Key_F12)
    window = await program.window(SignInWindow)
    assert not paper.exists()
    window.close()
    assert await program.code() == 0
