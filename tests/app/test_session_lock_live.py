"""Locking a real desk: everything closes, and whoever signs in over it gets what is theirs."""

import gc
import shutil
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.demo import STAFF, WORKSTATION
from app.desk.composition import OpenDesk
from app.desk.help_and_tour import Asides
from app.library_access import LibraryDoor, database_opener
from app.lifecycle import Demo, DeskOptions
from app.settings.settings_files import Settings, save_values
from services.lookup.snapshot import LoanRow, PatronHeader, PatronSnapshot
from services.rules.vocabulary import Channel, Paper
from services.secret import Secret
from tests.app.test_lifecycle import CARD, PASSWORD, Program, sign_in
from tests.helpers.accessible import everything_readable
from tests.helpers.keyboard import Keyboard
from viewmodels.core.notes import Caution, Done, PreviousRunCrashed
from viewmodels.passwords.password_issue import PasswordIssueViewModel, Stage
from viewmodels.printout import PaperState
from viewmodels.screen_guard import Screen
from views.dialogs.decision_dialog import DecisionDialog
from views.passwords.password_issue_dialog import PasswordDialog
from views.printing.slip_printer import QtSlipPrinter
from views.settings.settings_dialog import SettingsDialog
from views.sign_in.own_password_dialog import OwnPasswordDialog
from views.sign_in.sign_in_window import SignInWindow


@pytest.fixture
def library(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "library.sqlite3"))


@pytest.fixture
def order(library: Path, tmp_path: Path) -> DeskOptions:
    settings = Settings(branch="chuo", workstation="2番窓口")
    return DeskOptions(
        settings, tmp_path / "settings.toml", LibraryDoor(database_opener(f"sqlite:///{library}"))
    )


@pytest.fixture
async def program(qtbot: QtBot, qapp: QApplication) -> AsyncIterator[Program]:
    made = Program(qapp)
    yield made
    await made.aclose()
    gc.collect()


def acts(library: Path, verb: str) -> int:
    with closing(sqlite3.connect(library)) as conn:
        return int(conn.execute("SELECT count(*) FROM act WHERE verb = ?", (verb,)).fetchone()[0])


async def at_work(program: Program, order: DeskOptions, staff_id: str = "counter") -> OpenDesk:
    """Sign in and open a patron."""
    program.start(order)
    sign_in(await program.window(SignInWindow), staff_id, PASSWORD)
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    assert isinstance(desk.desk.answer.value, PatronSnapshot)
    return desk


def lock(desk: OpenDesk) -> None:
    """Press F12, as the platform sends it, wherever the keyboard is."""
    window = QApplication.activeModalWidget() or desk.window
    Keyboard(window.windowHandle()).press("", Qt.Key.Key_F12)


async def locked(program: Program) -> SignInWindow:
    return await program.window(SignInWindow)


async def gone(program: Program) -> None:
    """Wait until the locked desk's window is no more."""
    window = program.desks[-1].window
    await program.until(lambda: not isValid(window))


async def unlock(program: Program, window: SignInWindow, staff_id: str) -> OpenDesk:
    before = len(program.desks)
    window.staff_id.clear()
    sign_in(window, staff_id, PASSWORD)
    await program.until(lambda: len(program.desks) > before and program.desks[-1].window.isVisible())
    return program.desks[-1]


async def end(program: Program, window: QWidget) -> None:
    window.close()
    assert await program.code() == 0


async def test_the_same_person_returns_to_an_empty_desk(program: Program, order: DeskOptions) -> None:
    desk = await at_work(program, order)
    lock(desk)
    window = await locked(program)

    assert window.isMaximized()
    assert window.staff_id.text() == "counter"
    await program.until(window.password.hasFocus)
    QTest.keyClicks(window.password, PASSWORD)
    QTest.keyClick(window.password, Qt.Key.Key_Return)
    await program.until(lambda: len(program.desks) == 2)
    again = program.desks[1]
    assert again.desk.staff.id == "counter"
    assert again.desk.place == desk.desk.place
    assert again.desk.answer.value is None
    again.desk.scanned(CARD)
    await again.desk.look_up.settled()
    assert again.desk.snapshot is not None
    await end(program, again.window)


async def test_somebody_else_works_under_their_own_name(program: Program, order: DeskOptions) -> None:
    lock(await at_work(program, order))
    desk = await unlock(program, await locked(program), "supervisor")

    assert desk.desk.staff.id == "supervisor"
    assert desk.desk.staff.role is not program.desks[0].desk.staff.role
    await end(program, desk.window)


async def test_a_run_that_was_broken_off_is_told_once(program: Program, order: DeskOptions) -> None:
    program.start(replace(order, asides=Asides(broken_off="4F2A")))
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    first = await program.desk()
    assert first.desk.note.value == PreviousRunCrashed("4F2A")
    lock(first)
    again = await unlock(program, await locked(program), "counter")
    assert not isinstance(again.desk.note.value, PreviousRunCrashed)
    await end(program, again.window)


async def test_wrong_passwords_are_counted_as_at_any_sign_in(
    program: Program, order: DeskOptions, library: Path
) -> None:
    lock(await at_work(program, order))
    window = await locked(program)
    QTest.keyClicks(window.password, "wrong-password")
    QTest.keyClick(window.password, Qt.Key.Key_Return)
    await program.until(lambda: "あと4回" in window.trouble.text)
    with closing(sqlite3.connect(library)) as conn:
        assert conn.execute("SELECT wrong_tries FROM staff WHERE id = 'counter'").fetchone() == (1,)
    assert len(program.desks) == 1
    await end(program, window)


def of_patrons(since: Sequence[object] = ()) -> list[object]:
    """Give every object in memory that holds something of a patron, but for those that were there before."""
    before = {id(it) for it in since}
    there = [it for it in gc.get_objects() if isinstance(it, PatronSnapshot | PatronHeader | LoanRow)]
    return [it for it in there if id(it) not in before]


async def test_nothing_of_the_patron_is_left_in_memory_or_to_read(
    program: Program, order: DeskOptions
) -> None:
    before = of_patrons()
    desk = await at_work(program, order)
    shown = desk.desk.answer.value
    assert isinstance(shown, PatronSnapshot)
    name, titles = shown.patron.name, [loan.title for loan in shown.loans]
    assert titles
    del shown
    lock(desk)
    await locked(program)
    await gone(program)
    program.desks.clear()
    del desk
    gc.collect()
    assert of_patrons(since=before) == []
    texts = everything_readable(program.app)
    for secret in (name, *titles, CARD):
        assert secret not in texts
    shown_texts = "\n".join(
        str(widget.property("text")) + widget.windowTitle() for widget in QApplication.allWidgets()
    )
    assert name not in shown_texts
    await end(program, await locked(program))


async def test_a_closed_patron_is_not_in_memory_either(program: Program, order: DeskOptions) -> None:
    before = of_patrons()
    desk = await at_work(program, order)
    desk.desk.close_patron.start()
    await desk.desk.close_patron.settled()
    gc.collect()
    assert of_patrons(since=before) == []
    await end(program, desk.window)


async def test_an_open_question_is_answered_with_no(
    program: Program, order: DeskOptions, library: Path
) -> None:
    before = acts(library, "card.report_lost")
    desk = await at_work(program, order)
    QTest.mouseClick(desk.window.registration.lost_button, Qt.MouseButton.LeftButton)
    await program.window(DecisionDialog)
    lock(desk)
    window = await locked(program)

    assert not [
        it for it in QApplication.topLevelWidgets() if isinstance(it, DecisionDialog) and it.isVisible()
    ]
    assert acts(library, "card.report_lost") == before
    await end(program, window)


async def test_a_running_write_is_waited_for_and_told(
    program: Program, order: DeskOptions, library: Path
) -> None:
    desk = await at_work(program, order)
    desk.passwords.open()
    dialog = desk.passwords.dialog.value
    assert dialog is not None
    assert dialog.issue.start() is not None
    lock(desk)
    again = await unlock(program, await locked(program), "counter")

    assert acts(library, "password.reissue") == 1
    assert again.desk.note.value is Done.PASSWORD_REISSUED
    assert again.passwords.dialog.value is dialog
    await end(program, again.window)


async def issued(desk: OpenDesk) -> PasswordIssueViewModel:
    desk.passwords.open()
    dialog = desk.passwords.dialog.value
    assert dialog is not None
    dialog.issue.start()
    await dialog.issue.settled()
    assert dialog.stage.value is Stage.ISSUED
    return dialog


async def test_a_slip_waits_masked_for_who_issued_it(program: Program, order: DeskOptions) -> None:
    desk = await at_work(program, order)
    slip = await issued(desk)
    lock(desk)
    window = await locked(program)
    await gone(program)
    assert slip.subject.loans == ()
    assert slip.subject.patron.address == ""
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
    program: Program, order: DeskOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"workstation.branch": "chuo", "workstation.name": "2番窓口", "printing.password.printer": "Slip"}
    save_values(order.settings_file, own)
    ways: list[tuple[QtSlipPrinter, Paper]] = []

    async def print_slip(printer: QtSlipPrinter, _pdf: bytes) -> None:
        ways.append((printer, printer.paper))

    monkeypatch.setattr(QtSlipPrinter, "print_slip", print_slip)
    desk = await at_work(program, order)
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


async def test_a_slip_ends_when_somebody_else_comes(program: Program, order: DeskOptions) -> None:
    desk = await at_work(program, order)
    before = secrets()
    slip = await issued(desk)
    (password,) = secrets() - before
    lock(desk)
    other = await unlock(program, await locked(program), "supervisor")

    assert other.passwords.dialog.value is None
    assert slip.pdf.value is None
    assert not slip.issue.can_execute.value
    assert password not in secrets()
    assert other.desk.note.value is Caution.SLIP_NOT_HANDED_OVER
    await end(program, other.window)


async def test_a_slip_ends_with_the_program(program: Program, order: DeskOptions) -> None:
    desk = await at_work(program, order)
    slip = await issued(desk)
    lock(desk)
    await end(program, await locked(program))
    assert slip.stage.value is Stage.CLOSED
    assert slip.paper.value is PaperState.NOT_PRINTED


async def test_what_was_typed_is_gone_and_told(program: Program, order: DeskOptions) -> None:
    desk = await at_work(program, order)
    desk.window.reference.question.setPlainText("書きかけの質問")
    assert desk.desk.has_unsaved_input
    lock(desk)
    again = await unlock(program, await locked(program), "counter")

    assert again.desk.note.value is Caution.INPUT_DROPPED
    again.desk.scanned(CARD)
    await again.desk.look_up.settled()
    assert again.window.reference.question.toPlainText() == ""
    await end(program, again.window)


async def test_the_phone_channel_stays_the_channel(program: Program, order: DeskOptions) -> None:
    desk = await at_work(program, order)
    desk.desk.switch_channel.start()
    await desk.desk.switch_channel.settled()
    lock(desk)
    again = await unlock(program, await locked(program), "counter")
    assert again.desk.channel.value is Channel.PHONE
    lock(again)
    other = await unlock(program, await locked(program), "supervisor")
    assert other.desk.channel.value is Channel.COUNTER
    await end(program, other.window)


async def test_a_phone_desk_locks_too(program: Program, order: DeskOptions) -> None:
    program.start(order)
    sign_in(await program.window(SignInWindow), "phone", PASSWORD)
    desk = await program.desk()
    desk.desk.typed(CARD)
    await desk.desk.look_up.settled()
    lock(desk)
    again = await unlock(program, await locked(program), "phone")
    assert again.desk.answer.value is None
    assert again.desk.channel.value is Channel.PHONE
    await end(program, again.window)


async def test_a_scan_at_the_lock_opens_nobody_and_is_in_no_field(
    program: Program, order: DeskOptions
) -> None:
    lock(await at_work(program, order))
    window = await locked(program)
    await gone(program)
    Keyboard(window.windowHandle()).type(f"A{CARD}B\r", 4)

    await program.until(lambda: bool(window.trouble.text))
    assert "もう一度読み取ってください" in window.trouble.text
    sign_in(window, "counter", "wrong")
    await program.until(lambda: "違います" in window.trouble.text)
    for text in (f"A{CARD}B\r", "3000097999\r", "12345678\r"):
        window.trouble.tell("")
        Keyboard(window.windowHandle()).type(text, 4)
        await program.until(lambda: "もう一度読み取ってください" in window.trouble.text)
    assert window.password.text() == ""
    assert window.staff_id.text() == "counter"
    assert CARD not in everything_readable(program.app)
    again = await unlock(program, window, "counter")
    assert again.desk.answer.value is None
    await end(program, again.window)


async def test_a_card_that_waited_when_it_was_locked_is_told(program: Program, order: DeskOptions) -> None:
    desk = await at_work(program, order)
    desk.desk.capture_scans(lambda _: False)
    desk.desk.scanned("100000003")
    lock(desk)
    again = await unlock(program, await locked(program), "counter")
    assert again.desk.note.value is Caution.SCAN_LOCKED_OUT
    assert (again.desk.answer.value, again.desk.waiting_scan.value) == (None, None)
    await end(program, again.window)


async def test_idleness_locks(program: Program, order: DeskOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = 0.0
    monkeypatch.setattr("app.desk.privacy.seconds_awake_or_asleep", lambda: seconds)
    desk = await at_work(program, replace(order, settings=replace(order.settings, idle_lock_minutes=1)))
    guard = desk.privacy.guard
    assert guard.limits.lock_minutes == 1
    seconds += 60
    desk.privacy.screen.watch.look()
    assert guard.screen.value is Screen.LOCKED
    await end(program, await locked(program))


async def test_the_demo_can_be_locked(program: Program, order: DeskOptions) -> None:
    program.start(replace(order, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    lock(desk)
    window = await locked(program)
    QTest.mouseClick(window.demo_rows[2], Qt.MouseButton.LeftButton)
    await program.until(lambda: len(program.desks) == 2)
    assert program.desks[1].desk.staff.id == "supervisor"
    await end(program, program.desks[1].window)


async def test_the_first_starts_answers_hold_behind_the_lock(program: Program, order: DeskOptions) -> None:
    from views.settings.first_start_window import FirstStartWindow

    program.start(replace(order, settings=Settings()))
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    window = await program.window(FirstStartWindow)
    QTest.keyClicks(window.workstation, "front")
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    desk = await program.desk()
    lock(desk)
    again = await unlock(program, await locked(program), "counter")
    assert again.desk.place.workstation == "front"
    await end(program, again.window)


async def test_a_password_changed_in_the_demo_is_no_longer_shown_at_its_sign_in(
    program: Program, order: DeskOptions, library: Path
) -> None:
    program.start(replace(order, demo=Demo(STAFF, None, WORKSTATION)))
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    desk = await program.desk()
    model = desk.asides.own_password
    assert model is not None
    model.open()
    form = model.form.value
    assert form is not None
    form.send.start(Secret(PASSWORD), Secret("hanabi-0815"), Secret("hanabi-0815"))
    await program.until(lambda: desk.desk.note.value is Done.OWN_PASSWORD_CHANGED)
    assert acts(library, "own_password.change") == 1

    lock(desk)
    window = await locked(program)
    assert [row.staff.id for row in window.demo_rows] == [it.id for it in STAFF if it.id != "counter"]
    sign_in(window, "counter", "hanabi-0815")
    await program.until(lambda: len(program.desks) == 2 and program.desks[1].window.isVisible())
    await end(program, program.desks[1].window)


async def test_a_lock_over_the_own_password_forgets_what_was_typed(
    program: Program, order: DeskOptions
) -> None:
    desk = await at_work(program, order)
    model = desk.asides.own_password
    assert model is not None
    model.open()
    dialog = await program.window(OwnPasswordDialog)
    QTest.keyClicks(dialog.old.field, PASSWORD)
    lock(desk)
    window = await locked(program)
    assert model.form.value is None
    assert PASSWORD not in everything_readable(program.app)
    await end(program, window)
