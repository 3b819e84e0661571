"""How the program ends: what it asks about, what it waits for, and that nothing keeps it open."""

import asyncio
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.demo import STAFF, WORKSTATION
from app.desk.composition import OpenDesk
from app.library_access import LibraryDoor
from app.lifecycle import Demo, DeskOptions
from services.contract.actor import Actor
from services.contract.errors import SystemUnreachable
from services.contract.snapshot import LookUpAnswer
from services.own_schema.lookup.look_up import LookUps
from tests.app.lifecycle_scene import CARD, Opening, Program, options, program, url
from tests.helpers.keyboard import Keyboard
from viewmodels.desk.desk_state import LookUpRequest
from views.desk.desk_window import DeskWindow
from views.dialogs.decision_dialog import DecisionDialog
from views.dialogs.discard_dialog import DiscardDialog
from views.panels.offering import there
from views.passwords.password_issue_dialog import PasswordDialog
from views.passwords.password_use_dialogs import CheckDialog
from views.sign_in.sign_in_window import SignInWindow

__all__ = ["options", "program", "url"]


async def typing(program: Program, options: DeskOptions) -> OpenDesk:
    """Open a patron and type a question."""
    program.start(replace(options, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    desk.window.menu.setCurrentRow(3)
    QTest.keyClicks(desk.window.reference.question, "When?")
    assert desk.desk.unsaved_input.there
    return desk


async def test_closing_while_the_library_still_opens(program: Program, options: DeskOptions) -> None:
    never = Opening()
    program.start(replace(options, door=LibraryDoor(lambda: never)))
    window = await program.window(SignInWindow)
    await never.begun.wait()
    assert window.waiting.isVisible()
    window.close()

    assert await program.code() == 0
    assert never.left


async def test_closing_during_a_look_up_shows_nobody(
    program: Program, options: DeskOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer comes when the desk was told to close, however quick the library is."""
    closes = asyncio.Event()
    look = LookUps.by_card

    async def slow(self: LookUps, card_number: str, actor: Actor) -> LookUpAnswer:
        await closes.wait()
        return await look(self, card_number, actor)

    monkeypatch.setattr(LookUps, "by_card", slow)
    program.start(replace(options, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    answers: list[object] = []
    desk.desk.answer.subscribe(answers.append)
    desk.window.close_requested.connect(closes.set)
    desk.desk.scanned(CARD)
    desk.window.close()

    assert desk.window.isVisible()
    assert await program.code() == 0
    assert closes.is_set()
    assert answers == [None]
    assert desk.desk.look_up.start(LookUpRequest(CARD, scanned=True, tick=0.0)) is None


async def test_closing_ends_an_open_dialog(program: Program, options: DeskOptions) -> None:
    program.start(replace(options, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    desk.passwords.open()
    await program.window(PasswordDialog)
    desk.window.close()

    assert await program.code() == 0
    assert desk.passwords.dialog.value is None


async def test_closing_ends_a_dialog_that_a_patron_types_into(program: Program, options: DeskOptions) -> None:
    program.start(replace(options, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    there(desk.password_use).check.start()
    dialog = await program.window(CheckDialog)
    typed: list[str] = []
    dialog.password.field.textChanged.connect(typed.append)
    dialog.password.field.setText("Kingyo2026")
    desk.window.close()

    assert await program.code() == 0
    assert typed == ["Kingyo2026", ""]
    assert not there(desk.password_use).check.running.value


@pytest.mark.parametrize("end", [QWidget.close, lambda _: signal.raise_signal(signal.SIGTERM)])
async def test_closing_answers_an_open_question_with_no(
    program: Program, options: DeskOptions, end: Callable[[DeskWindow], object]
) -> None:
    program.start(replace(options, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    QTest.mouseClick(desk.window.registration.lost_button, Qt.MouseButton.LeftButton)
    await program.window(DecisionDialog)
    end(desk.window)

    assert await program.code() == 0


async def test_closing_waits_for_a_write(program: Program, options: DeskOptions, url: str) -> None:
    def acts() -> int:
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as conn:
            count: int = conn.execute("SELECT count(*) FROM act WHERE verb = 'password.reissue'").fetchone()[
                0
            ]
            return count

    before = acts()
    program.start(replace(options, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    desk.passwords.open()
    dialog = desk.passwords.dialog.value
    assert dialog is not None
    assert dialog.issue.start() is not None
    desk.window.close()

    assert await program.code() == 0
    assert acts() == before + 1
    assert not dialog.issue.running.value


@pytest.mark.parametrize(
    "leave", [lambda desk: desk.desk.close_patron.start(), lambda desk: desk.window.close()]
)
async def test_questions_are_asked_over_the_desk(
    program: Program, options: DeskOptions, leave: Callable[[OpenDesk], object]
) -> None:
    desk = await typing(program, options)
    leave(desk)
    question = await program.window(DiscardDialog)
    assert question.parentWidget() is desk.window
    signal.raise_signal(signal.SIGTERM)

    assert await program.code() == 0


async def test_closing_asks_about_what_is_typed(program: Program, options: DeskOptions) -> None:
    desk = await typing(program, options)
    desk.window.close()
    QTest.mouseClick((await program.window(DiscardDialog)).no, Qt.MouseButton.LeftButton)
    await desk.desk.leave.settled()
    assert desk.window.reference.question.toPlainText() == "When?"
    assert (desk.desk.unsaved_input.there, desk.desk.snapshot is not None) == (True, True)

    desk.window.close()
    QTest.mouseClick((await program.window(DiscardDialog)).yes, Qt.MouseButton.LeftButton)
    assert await program.code() == 0


async def test_closing_a_hidden_screen_asks_once_it_is_shown(program: Program, options: DeskOptions) -> None:
    desk = await typing(program, options)
    window = desk.window
    Keyboard(window.windowHandle()).press("", Qt.Key.Key_F11)
    window.close()
    await program.until(lambda: any(it.isHidden() for it in window.findChildren(DiscardDialog)))
    await program.until(lambda: all(it.windowHandle() is None for it in window.findChildren(DiscardDialog)))
    assert QApplication.focusWindow() is window.windowHandle()
    Keyboard(QApplication.focusWindow()).press("", Qt.Key.Key_F11)
    QTest.mouseClick((await program.window(DiscardDialog)).yes, Qt.MouseButton.LeftButton)
    assert await program.code() == 0


async def test_closing_by_the_end_of_the_session_asks_nothing(
    program: Program, options: DeskOptions, qapp: QApplication
) -> None:
    desk = await typing(program, options)
    qapp.commitDataRequest.emit(QObject())  # in place of a QSessionManager, of which only Qt makes one
    desk.window.close()
    assert await program.code() == 0


async def test_a_signal_ends_it_the_same_way(program: Program, options: DeskOptions) -> None:
    program.start(replace(options, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    await program.desk()
    signal.raise_signal(signal.SIGTERM)

    assert await program.code() == 0


async def test_what_fails_while_closing_is_logged_and_keeps_nobody(
    program: Program, options: DeskOptions, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    program.start(replace(options, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    close = type(desk).aclose

    async def fail(desk: OpenDesk) -> None:
        await close(desk)
        raise SystemUnreachable

    monkeypatch.setattr(type(desk), "aclose", fail)
    signal.raise_signal(signal.SIGTERM)

    assert await program.code() == 1
    assert "SystemUnreachable" in caplog.text
