"""The choice of a printer in the whole program: what it keeps, and how a lock and the program's end find it."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.composition import OpenDesk
from app.lifecycle import DeskOptions
from app.settings.settings_files import load_settings
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from tests.app.all_settings_windows import kept, settings_of
from tests.app.lifecycle_scene import CARD, PASSWORD, Program, options, program, sign_in, url
from tests.helpers.keyboard import Keyboard
from tests.helpers.policies import policy_in
from tests.views.printing.printers import FakeSpooler, Info, KeptPaper
from viewmodels.passwords.password_issue import IssueStage, PasswordIssueViewModel
from viewmodels.printout import PaperState
from viewmodels.settings.settings import SlipPrinting
from views.printing.printer_dialog import PrinterDialog
from views.settings.settings_dialog import SettingsDialog
from views.sign_in.sign_in_window import SignInWindow

__all__ = ["kept", "options", "program", "url"]


@pytest.fixture(autouse=True)
def paper(queues: FakeSpooler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two queues, whose paper ends up in a file."""

    class Known(Info):
        names = ("Reception", "Slip")

    class Kept(KeptPaper):
        path = tmp_path / "paper.pdf"

    queues.queues = Known.names
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo", Known)
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinter", Kept)
    return Kept.path


async def at_work(program: Program, options: DeskOptions) -> tuple[OpenDesk, PasswordIssueViewModel]:
    """Sign in, open a patron, and begin to issue a password."""
    program.start(options)
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    desk.passwords.open()
    model = desk.passwords.dialog.value
    assert model is not None
    assert model.issue.start() is not None
    return desk, model


async def choose(program: Program) -> PrinterDialog:
    dialog = await program.window(PrinterDialog)
    await dialog.settled()
    return dialog


async def printed(model: PasswordIssueViewModel) -> None:
    await model.issue.settled()
    await model.print_slip.settled()
    assert (model.stage.value, model.trouble.value) == (IssueStage.ISSUED, None)
    assert model.paper.value is PaperState.WAITING


async def test_a_ticked_choice_is_kept_and_followed_without_a_question(
    program: Program, kept: DeskOptions, paper: Path
) -> None:
    desk, model = await at_work(program, kept)
    dialog = await choose(program)
    dialog.always.show_value(True)
    dialog.paper.show_value("a4")
    QTest.keyClick(dialog.queues, Qt.Key.Key_Down)
    QTest.keyClick(dialog.queues, Qt.Key.Key_Return)
    await printed(model)
    assert paper.exists()
    assert load_settings(kept.settings_file).slips[SlipKind.PASSWORD] == SlipPrinting("Slip", Paper.A4)
    assert load_settings(kept.settings_file).workstation == "2番窓口"

    paper.unlink()
    assert model.print_slip.start() is not None
    await printed(model)
    assert paper.exists()
    assert not any(isinstance(it, PrinterDialog) and it.isVisible() for it in QApplication.topLevelWidgets())
    desk.window.close()
    assert await program.code() == 0


async def test_what_the_policy_decides_is_neither_changed_nor_kept(
    program: Program, kept: DeskOptions, tmp_path: Path
) -> None:
    file = tmp_path / "policy.toml"
    policy = policy_in(file)
    file.write_text('[printing]\npaper = "roll80"\n', encoding="utf-8")
    desk, model = await at_work(
        program,
        replace(kept, policy=policy, settings=load_settings(kept.settings_file, policy)),
    )
    dialog = await choose(program)
    assert (dialog.paper.value, dialog.paper.editor.isEnabled()) == ("roll80", False)
    assert dialog.paper.note == "管理者が決めています"
    dialog.always.show_value(True)
    QTest.keyClick(dialog.queues, Qt.Key.Key_Return)
    await printed(model)
    assert load_settings(kept.settings_file).slips[SlipKind.PASSWORD] == SlipPrinting("Reception", Paper.A6)
    assert desk.printer.paper is Paper.ROLL80
    desk.window.close()
    assert await program.code() == 0


async def test_f12_ends_it_and_no_password_is_made(program: Program, kept: DeskOptions) -> None:
    _, model = await at_work(program, kept)
    dialog = await choose(program)
    Keyboard(dialog.windowHandle()).press("", Qt.Key.Key_F12)
    window = await program.window(SignInWindow)
    await model.issue.settled()
    assert (model.stage.value, model.issued.value) == (IssueStage.CLOSED, None)
    window.close()
    assert await program.code() == 0


async def test_f12_ends_it_while_the_queues_are_listed_and_another_program_is_in_front(
    program: Program, kept: DeskOptions, queues: FakeSpooler, monkeypatch: pytest.MonkeyPatch
) -> None:
    queues.names_slow = asyncio.Event()
    desk, model = await at_work(program, kept)
    dialog = desk.window.password_dialogs.current
    assert dialog is not None
    Keyboard(dialog.windowHandle()).press("", Qt.Key.Key_F12)
    await program.until(lambda: not desk.window.isEnabled())
    monkeypatch.setattr("views.printing.printer_chooser.QApplication", _NoneInFront)
    queues.names_slow.set()
    window = await program.window(SignInWindow)
    assert (model.stage.value, model.issued.value) == (IssueStage.CLOSED, None)
    window.close()
    assert await program.code() == 0


class _NoneInFront:
    """What Qt tells when another program has the keyboard and no question is open here."""

    @staticmethod
    def activeModalWidget() -> None:  # noqa: N802 - Qt's name
        """None."""

    @staticmethod
    def activeWindow() -> None:  # noqa: N802 - Qt's name
        """None."""


async def test_a_lock_ends_it_over_a_slip_which_waits_for_who_issued_it(
    program: Program, kept: DeskOptions
) -> None:
    _, model = await at_work(program, kept)
    QTest.keyClick((await choose(program)).queues, Qt.Key.Key_Return)
    await printed(model)
    assert model.print_slip.start() is not None
    dialog = await choose(program)
    Keyboard(dialog.windowHandle()).press("", Qt.Key.Key_F12)
    window = await program.window(SignInWindow)
    await model.print_slip.settled()
    assert (model.stage.value, model.trouble.value) == (IssueStage.ISSUED, None)
    sign_in(window, "counter", PASSWORD)
    await program.until(lambda: len(program.desks) == 2 and program.desks[1].passwords.dialog.value is model)
    assert model.print_slip.start() is not None
    QTest.keyClick((await choose(program)).queues, Qt.Key.Key_Return)
    await printed(model)
    program.desks[1].window.close()
    assert await program.code() == 0


async def test_the_programs_end_ends_it(program: Program, kept: DeskOptions) -> None:
    desk, model = await at_work(program, kept)
    await choose(program)
    desk.window.close_requested.emit()
    assert await program.code() == 0
    assert (model.stage.value, model.issued.value) == (IssueStage.CLOSED, None)


@pytest.mark.parametrize("ends", [False, True])
async def test_the_sample_of_the_settings_is_chosen_for_too(
    program: Program, kept: DeskOptions, paper: Path, ends: bool
) -> None:
    program.start(kept)
    window = await program.window(SignInWindow)
    settings = await settings_of(program, window)
    settings.menu.setCurrentRow(1)
    sample = settings.printing.samples[SlipKind.PASSWORD]
    QTest.mouseClick(sample.button, Qt.MouseButton.LeftButton)
    dialog = await choose(program)
    assert dialog.parentWidget() is settings
    assert (dialog.always.isVisible(), dialog.on_screen.isVisible()) == (False, False)
    if not ends:
        QTest.keyClick(dialog.queues, Qt.Key.Key_Return)
        await program.until(lambda: sample.said == "見本はプリンターの順番を待っています。")
        assert paper.exists()
        assert not settings.dirty()
        QTest.keyClick(settings, Qt.Key.Key_Escape)
        await program.until(
            lambda: not any(isinstance(it, SettingsDialog) for it in QApplication.topLevelWidgets())
        )
    window.close_requested.emit()
    assert await program.code() == 0
    assert load_settings(kept.settings_file).slips[SlipKind.PASSWORD] == SlipPrinting()
