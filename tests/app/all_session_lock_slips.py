"""A slip behind the lock waits for who issued it, and for nobody else."""

import gc
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from app.desk.composition import OpenDesk
from app.lifecycle import DeskOptions
from app.settings.settings_files import save_values
from services.rules.secret import Secret
from services.rules.vocabulary import Paper
from tests.app.lifecycle_scene import CARD, Program, program
from tests.app.session_lock_scene import at_work, end, gone, library, lock, locked, options, unlock
from tests.helpers.accessible import everything_readable
from viewmodels.core.notes import Caution
from viewmodels.passwords.password_issue import IssueStage, PasswordIssueViewModel
from viewmodels.printout import PaperState
from views.passwords.password_issue_dialog import PasswordDialog
from views.printing.slip_printer import QtSlipPrinter
from views.settings.settings_dialog import SettingsDialog

__all__ = ["library", "options", "program"]


async def issued(desk: OpenDesk) -> PasswordIssueViewModel:
    desk.passwords.open()
    dialog = desk.passwords.dialog.value
    assert dialog is not None
    dialog.issue.start()
    await dialog.issue.settled()
    assert dialog.stage.value is IssueStage.ISSUED
    return dialog


async def test_a_slip_waits_masked_for_who_issued_it(program: Program, options: DeskOptions) -> None:
    desk = await at_work(program, options)
    slip = await issued(desk)
    slip.reveal(shown=True)
    lock(desk)
    window = await locked(program)
    await gone(program)
    assert slip.subject.loans == ()
    assert slip.subject.patron.address is None
    assert slip.subject.patron.name not in everything_readable(program.app)
    again = await unlock(program, window, "counter")
    dialog = await program.window(PasswordDialog)

    dialogs: list[PasswordIssueViewModel | None] = []
    again.passwords.dialog.subscribe(dialogs.append)
    assert slip.pdf.value is not None
    assert not slip.revealed.value
    assert again.desk.answer.value is None
    assert dialog.parentWidget() is again.window
    slip.close()
    assert dialogs == [slip, None]
    again.desk.scanned(CARD)
    await again.desk.look_up.settled()
    assert again.desk.snapshot is not None
    await end(program, again.window)


async def test_a_slip_follows_the_printer_that_was_set_at_the_lock(
    program: Program, options: DeskOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"workstation.branch": "chuo", "workstation.name": "2番窓口", "printing.password.printer": "Slip"}
    save_values(options.settings_file, own)
    ways: list[tuple[QtSlipPrinter, Paper]] = []

    async def print_slip(printer: QtSlipPrinter, _pdf: bytes) -> None:
        ways.append((printer, printer.paper))

    monkeypatch.setattr(QtSlipPrinter, "print_slip", print_slip)
    desk = await at_work(program, options)
    slip = await issued(desk)
    lock(desk)
    window = await locked(program)
    await gone(program)
    QTest.mouseClick(window.settings_button, Qt.MouseButton.LeftButton)
    dialog = await program.window(SettingsDialog)
    dialog.field("printing.password.paper").show_value("a4")
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    await program.until(lambda: not isValid(dialog))
    again = await unlock(program, window, "counter")
    await program.window(PasswordDialog)

    slip.print_slip.start()
    await slip.print_slip.settled()
    assert ways == [(again.printer, Paper.A4)]
    await end(program, again.window)


def secrets() -> set[str]:
    """Give every password in memory."""
    gc.collect()
    return {it.reveal() for it in gc.get_objects() if isinstance(it, Secret)}


def handed_over(library: Path) -> list[str]:
    """Give the acts whose slips were handed over."""
    with closing(sqlite3.connect(library)) as connection:
        return [
            verb for (verb,) in connection.execute("SELECT verb FROM slip_hand_over JOIN act ON id = act_id")
        ]


async def test_a_slip_that_waited_and_was_shown_is_handed_over_when_it_is_closed(
    program: Program, options: DeskOptions, library: Path
) -> None:
    desk = await at_work(program, options)
    slip = await issued(desk)
    slip.reveal(shown=True)
    lock(desk)
    again = await unlock(program, await locked(program), "counter")
    await program.window(PasswordDialog)
    assert handed_over(library) == []
    slip.close()
    await end(program, again.window)
    assert handed_over(library) == ["password.reissue"]


async def test_a_slip_ends_when_somebody_else_comes(
    program: Program, options: DeskOptions, library: Path
) -> None:
    desk = await at_work(program, options)
    before = secrets()
    slip = await issued(desk)
    (password,) = secrets() - before
    could_print = slip.print_slip.can_execute.value
    lock(desk)
    other = await unlock(program, await locked(program), "supervisor")

    assert other.passwords.dialog.value is None
    assert slip.pdf.value is None
    assert (could_print, slip.print_slip.can_execute.value) == (True, False)
    assert password not in secrets()
    assert other.desk.note.value is Caution.SLIP_NOT_HANDED_OVER
    await end(program, other.window)
    assert handed_over(library) == []


async def test_a_slip_ends_with_the_program(program: Program, options: DeskOptions) -> None:
    desk = await at_work(program, options)
    slip = await issued(desk)
    lock(desk)
    await end(program, await locked(program))
    assert slip.stage.value is IssueStage.CLOSED
    assert slip.paper.value is PaperState.NOT_PRINTED
