"""The whole program on a small demo library: sign-in, first start, desk, and how it ends."""

import asyncio
import gc
import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.demo import STAFF, WORKSTATION
from app.desk.composition import OpenDesk
from app.library_access import LibraryDoor, database_opener
from app.lifecycle import Demo, DeskOptions, run_desk
from app.settings.settings_files import Settings, load_settings
from services.errors import DatabaseUnreachable
from services.library import Library
from services.lookup.snapshot import PatronSnapshot
from tests.helpers.keyboard import Keyboard
from tests.helpers.waiting import AGAIN, HOPELESS, until
from viewmodels.core.notes import Bug
from viewmodels.desk.desk_state import LookUpRequest
from viewmodels.settings.settings import Language
from views.desk.desk_window import DeskWindow
from views.dialogs.decision_dialog import DecisionDialog
from views.dialogs.discard_dialog import DiscardDialog
from views.passwords.password_issue_dialog import PasswordDialog
from views.passwords.password_use_dialogs import CheckDialog
from views.settings.first_start_window import FirstStartWindow
from views.sign_in.sign_in_window import SignInWindow
from views.sign_in.start_window import PreparingWindow

CARD = "100000001"
PASSWORD = STAFF[0].password


@pytest.fixture
def url(filled: Path, tmp_path: Path) -> str:
    path = tmp_path / "library.sqlite3"
    shutil.copy(filled, path)
    return f"sqlite:///{path}"


@pytest.fixture
def order(url: str, tmp_path: Path) -> DeskOptions:
    settings = Settings(branch="chuo", workstation="2番窓口")
    return DeskOptions(settings, tmp_path / "settings.toml", LibraryDoor(database_opener(url)))


class Program:
    """One run of the program, as seen from outside."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self._ended: asyncio.Task[int] | None = None
        self.desks: list[OpenDesk] = []

    def start(self, order: DeskOptions) -> None:
        self._ended = asyncio.create_task(run_desk(self.app, replace(order, on_desk=self.desks.append)))

    async def window[W: QWidget](self, kind: type[W]) -> W:
        """Wait until a window of a kind is there."""
        async with asyncio.timeout(HOPELESS):
            while True:
                for widget in QApplication.topLevelWidgets():
                    if isinstance(widget, kind) and widget.isVisible():
                        return widget
                assert self._ended is not None
                assert not self._ended.done(), self._ended
                await asyncio.sleep(AGAIN)

    async def until(self, condition: Callable[[], bool]) -> None:
        await until(condition)

    async def desk(self) -> OpenDesk:
        await self.window(DeskWindow)
        return self.desks[0]

    async def code(self) -> int:
        assert self._ended is not None
        await asyncio.wait({self._ended}, timeout=HOPELESS)
        assert self._ended.done(), "the program doesn't end"
        code = self._ended.result()
        assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == []
        return code

    async def aclose(self) -> None:
        if self._ended is not None and not self._ended.done():
            self._ended.cancel()
            await asyncio.wait({self._ended}, timeout=HOPELESS)


@pytest.fixture
async def program(qtbot: QtBot, qapp: QApplication) -> AsyncIterator[Program]:
    made = Program(qapp)
    yield made
    await made.aclose()
    gc.collect()


class Opening:
    """A library that never opens, or fails to."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.begun = asyncio.Event()
        self.left = False
        self._trouble = trouble

    async def __aenter__(self) -> Library:
        if self._trouble is not None:
            raise self._trouble
        self.begun.set()
        try:
            never: asyncio.Future[Library] = asyncio.get_running_loop().create_future()
            return await never
        finally:
            self.left = True

    async def __aexit__(self, *_: object) -> None:
        self.left = True


def sign_in(window: SignInWindow, staff_id: str, password: str) -> None:
    window.staff_id.setText(staff_id)
    QTest.keyClicks(window.password, password)
    QTest.keyClick(window.password, Qt.Key.Key_Return)


async def typing(program: Program, order: DeskOptions) -> OpenDesk:
    """Open a patron and type a question."""
    program.start(replace(order, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    desk.window.menu.setCurrentRow(3)
    QTest.keyClicks(desk.window.reference.question, "When?")
    assert desk.desk.has_unsaved_input
    return desk


async def test_sign_in_look_up_and_close(program: Program, order: DeskOptions) -> None:
    program.start(order)
    window = await program.window(SignInWindow)
    sign_in(window, "supervisor", PASSWORD)
    desk = await program.desk()

    assert desk.desk.staff.id == "supervisor"
    assert desk.desk.place.workstation == "2番窓口"
    Keyboard(desk.window.windowHandle()).type(f"A{CARD}B\r", 4)
    await program.until(lambda: desk.desk.answer.value is not None)
    assert isinstance(desk.desk.answer.value, PatronSnapshot)
    assert desk.desk.answer.value.card_number == CARD

    desk.window.close()
    assert await program.code() == 0
    assert desk.desk.answer.value is None


async def test_another_language_is_chosen_at_the_sign_in(program: Program, order: DeskOptions) -> None:
    program.start(order)
    japanese = await program.window(SignInWindow)
    japanese.staff_id.setText("supervisor")
    QTest.mouseClick(japanese.languages.buttons[Language.ENGLISH], Qt.MouseButton.LeftButton)
    await program.until(lambda: not isValid(japanese))
    english = await program.window(SignInWindow)

    assert english.languages.buttons[Language.ENGLISH].isChecked()
    assert english.staff_id.text() == "supervisor"
    assert english.focusWidget() is english.password
    QTest.keyClicks(english.password, PASSWORD)
    QTest.keyClick(english.password, Qt.Key.Key_Return)
    desk = await program.desk()
    desk.window.close()
    assert await program.code() == 0


async def test_wrong_passwords_are_told_with_the_tries_left(program: Program, order: DeskOptions) -> None:
    program.start(order)
    window = await program.window(SignInWindow)
    sign_in(window, "counter", "wrong-password")
    await program.until(lambda: bool(window.trouble.text))

    assert "職員IDかパスワードが違います。" in window.trouble.text
    assert "あと4回" in window.trouble.text
    window.close()
    assert await program.code() == 0


async def test_a_demo_shows_its_staff_and_asks_for_no_place(
    program: Program, order: DeskOptions, tmp_path: Path
) -> None:
    program.start(replace(order, settings=Settings(), demo=Demo(STAFF, None, WORKSTATION)))
    window = await program.window(SignInWindow)
    assert [row.accessibleName() for row in window.demo_rows] == [
        "窓口担当 counter",
        "電話担当 phone",
        "責任者 supervisor",
    ]
    assert {row.accessibleDescription() for row in window.demo_rows} == {PASSWORD}
    QTest.mouseClick(window.demo_rows[1], Qt.MouseButton.LeftButton)
    desk = await program.desk()

    assert (desk.desk.staff.id, desk.desk.place.workstation) == ("phone", WORKSTATION)
    assert not (tmp_path / "settings.toml").exists()
    desk.window.close()
    assert await program.code() == 0


async def test_the_demo_can_be_entered_as_somebody(program: Program, order: DeskOptions) -> None:
    program.start(replace(order, demo=Demo(STAFF, STAFF[2], WORKSTATION)))
    waiting = await program.window(PreparingWindow)
    assert not waiting.isHidden()
    desk = await program.desk()

    assert desk.desk.staff.id == "supervisor"
    assert desk.desk.staff.name
    desk.window.close()
    assert await program.code() == 0


async def test_the_first_start_asks_once_and_writes_it_down(program: Program, order: DeskOptions) -> None:
    program.start(replace(order, settings=Settings()))
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    window = await program.window(FirstStartWindow)
    assert window.branch.currentText() == "中央図書館"
    window.branch.setCurrentIndex(1)
    second = window.branch.currentText()
    QTest.keyClicks(window.workstation, "front")
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    desk = await program.desk()

    saved = load_settings(order.settings_file)
    assert saved.workstation == desk.desk.place.workstation == "front"
    assert saved.branch
    assert desk.desk.place.branch == second
    desk.window.close()
    assert await program.code() == 0


async def test_a_branch_that_is_gone_is_asked_for_again(program: Program, order: DeskOptions) -> None:
    program.start(replace(order, settings=Settings(branch="closed", workstation="2番窓口")))
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    window = await program.window(FirstStartWindow)

    assert window.workstation.text() == "2番窓口"
    window.close()
    assert await program.code() == 0
    assert not order.settings_file.exists()


async def test_a_library_that_is_not_there_is_told_at_the_sign_in(
    program: Program, order: DeskOptions, tmp_path: Path
) -> None:
    program.start(replace(order, door=LibraryDoor(database_opener(f"sqlite:///{tmp_path / 'nowhere'}"))))
    window = await program.window(SignInWindow)
    await program.until(lambda: bool(window.trouble.text))

    assert "madoguchi db init" in window.trouble.text
    window.close()
    assert await program.code() == 0


async def test_closing_while_the_library_still_opens(program: Program, order: DeskOptions) -> None:
    never = Opening()
    program.start(replace(order, door=LibraryDoor(lambda: never)))
    window = await program.window(SignInWindow)
    await never.begun.wait()
    assert window.waiting.isVisible()
    window.close()

    assert await program.code() == 0
    assert never.left


async def test_a_demo_that_cannot_be_made_says_why(program: Program, order: DeskOptions) -> None:
    closed = Opening(DatabaseUnreachable())
    program.start(replace(order, door=LibraryDoor(lambda: closed), demo=Demo(STAFF, STAFF[0], WORKSTATION)))

    def buttons() -> list[QPushButton]:
        shown = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, PreparingWindow)]
        return [button for window in shown for button in window.findChildren(QPushButton)]

    await program.until(lambda: bool(buttons()))
    QTest.mouseClick(buttons()[0], Qt.MouseButton.LeftButton)

    assert await program.code() == 1


async def test_closing_during_a_look_up_shows_nobody(program: Program, order: DeskOptions) -> None:
    program.start(replace(order, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    answers: list[object] = []
    desk.desk.answer.subscribe(answers.append)
    desk.desk.scanned(CARD)
    desk.window.close()

    assert desk.window.isVisible()
    assert await program.code() == 0
    assert answers == [None]
    assert desk.desk.look_up.start(LookUpRequest(CARD, scanned=True, tick=0.0)) is None


async def test_closing_ends_an_open_dialog(program: Program, order: DeskOptions) -> None:
    program.start(replace(order, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    desk.passwords.open()
    await program.window(PasswordDialog)
    desk.window.close()

    assert await program.code() == 0
    assert desk.passwords.dialog.value is None


async def test_closing_ends_a_dialog_that_a_patron_types_into(program: Program, order: DeskOptions) -> None:
    program.start(replace(order, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    desk.password_use.check.start()
    dialog = await program.window(CheckDialog)
    typed: list[str] = []
    dialog.password.field.textChanged.connect(typed.append)
    dialog.password.field.setText("Kingyo2026")
    desk.window.close()

    assert await program.code() == 0
    assert typed == ["Kingyo2026", ""]
    assert not desk.password_use.check.running.value


@pytest.mark.parametrize("end", [QWidget.close, lambda _: signal.raise_signal(signal.SIGTERM)])
async def test_closing_answers_an_open_question_with_no(
    program: Program, order: DeskOptions, end: Callable[[DeskWindow], object]
) -> None:
    program.start(replace(order, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    QTest.mouseClick(desk.window.registration.lost_button, Qt.MouseButton.LeftButton)
    await program.window(DecisionDialog)
    end(desk.window)

    assert await program.code() == 0


async def test_closing_waits_for_a_write(program: Program, order: DeskOptions, url: str) -> None:
    def acts() -> int:
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as conn:
            count: int = conn.execute("SELECT count(*) FROM act WHERE verb = 'password.reissue'").fetchone()[
                0
            ]
            return count

    before = acts()
    program.start(replace(order, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
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
    program: Program, order: DeskOptions, leave: Callable[[OpenDesk], object]
) -> None:
    desk = await typing(program, order)
    leave(desk)
    question = await program.window(DiscardDialog)
    assert question.parentWidget() is desk.window
    signal.raise_signal(signal.SIGTERM)

    assert await program.code() == 0


async def test_closing_asks_about_what_is_typed(program: Program, order: DeskOptions) -> None:
    desk = await typing(program, order)
    desk.window.close()
    QTest.mouseClick((await program.window(DiscardDialog)).no, Qt.MouseButton.LeftButton)
    await desk.desk.leave.settled()
    assert desk.window.reference.question.toPlainText() == "When?"
    assert (desk.desk.has_unsaved_input, desk.desk.snapshot is not None) == (True, True)

    desk.window.close()
    QTest.mouseClick((await program.window(DiscardDialog)).yes, Qt.MouseButton.LeftButton)
    assert await program.code() == 0


async def test_closing_a_hidden_screen_asks_once_it_is_shown(program: Program, order: DeskOptions) -> None:
    desk = await typing(program, order)
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
    program: Program, order: DeskOptions, qapp: QApplication
) -> None:
    desk = await typing(program, order)
    qapp.commitDataRequest.emit(QObject())  # in place of a QSessionManager, of which only Qt makes one
    desk.window.close()
    assert await program.code() == 0


async def test_a_signal_ends_it_the_same_way(program: Program, order: DeskOptions) -> None:
    program.start(replace(order, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    await program.desk()
    signal.raise_signal(signal.SIGTERM)

    assert await program.code() == 0


async def test_a_bug_is_told_wherever_one_is(program: Program, order: DeskOptions) -> None:
    loop = asyncio.get_running_loop()
    program.start(order)
    window = await program.window(SignInWindow)
    loop.call_exception_handler({"message": "m", "exception": ValueError("x")})
    assert "予期しない不具合" in window.trouble.text

    sign_in(window, "counter", PASSWORD)
    desk = await program.desk()
    loop.call_exception_handler({"message": "m", "exception": ValueError("x")})
    assert isinstance(desk.desk.note.value, Bug)
    desk.window.close()
    assert await program.code() == 0


async def test_what_fails_while_closing_is_logged_and_keeps_nobody(
    program: Program, order: DeskOptions, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    program.start(replace(order, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    close = type(desk).aclose

    async def fail(desk: OpenDesk) -> None:
        await close(desk)
        raise DatabaseUnreachable

    monkeypatch.setattr(type(desk), "aclose", fail)
    signal.raise_signal(signal.SIGTERM)

    assert await program.code() == 1
    assert "DatabaseUnreachable" in caplog.text
