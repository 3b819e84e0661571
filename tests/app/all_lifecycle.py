"""The whole program on a small demo library: sign-in, first start, and the desk."""

import asyncio
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid

from app.demo import STAFF, WORKSTATION
from app.library_access import LibraryDoor, database_opener
from app.lifecycle import Demo, DeskOptions
from app.settings.settings_files import Settings, load_settings
from services.contract.errors import SystemUnreachable
from services.contract.snapshot import PatronSnapshot
from tests.app.lifecycle_scene import CARD, PASSWORD, Opening, Program, options, program, sign_in, url
from tests.helpers.keyboard import Keyboard
from viewmodels.core.trouble import Bug
from viewmodels.settings.settings import Language
from views.settings.first_start_window import FirstStartWindow
from views.sign_in.sign_in_window import SignInWindow
from views.sign_in.start_window import PreparingWindow

__all__ = ["options", "program", "url"]


async def test_sign_in_look_up_and_close(program: Program, options: DeskOptions) -> None:
    program.start(options)
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


async def test_another_language_is_chosen_at_the_sign_in(program: Program, options: DeskOptions) -> None:
    program.start(options)
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


async def test_wrong_passwords_are_told_with_the_tries_left(program: Program, options: DeskOptions) -> None:
    program.start(options)
    window = await program.window(SignInWindow)
    sign_in(window, "counter", "wrong-password")
    await program.until(lambda: bool(window.trouble.text))

    assert "職員IDかパスワードが違います。" in window.trouble.text
    assert "あと4回" in window.trouble.text
    window.close()
    assert await program.code() == 0


async def test_a_demo_shows_its_staff_and_asks_for_no_place(
    program: Program, options: DeskOptions, tmp_path: Path
) -> None:
    program.start(replace(options, settings=Settings(), demo=Demo(STAFF, None, WORKSTATION)))
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


async def test_the_demo_can_be_entered_as_somebody(program: Program, options: DeskOptions) -> None:
    program.start(replace(options, demo=Demo(STAFF, STAFF[2], WORKSTATION)))
    waiting = await program.window(PreparingWindow)
    assert not waiting.isHidden()
    desk = await program.desk()

    assert desk.desk.staff.id == "supervisor"
    assert desk.desk.staff.name
    desk.window.close()
    assert await program.code() == 0


async def test_the_first_start_asks_once_and_writes_it_down(program: Program, options: DeskOptions) -> None:
    program.start(replace(options, settings=Settings()))
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    window = await program.window(FirstStartWindow)
    assert window.branch.currentText() == "中央図書館"
    window.branch.setCurrentIndex(1)
    second = window.branch.currentText()
    QTest.keyClicks(window.workstation, "front")
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    desk = await program.desk()

    saved = load_settings(options.settings_file)
    assert saved.workstation == desk.desk.place.workstation == "front"
    assert saved.branch
    assert desk.desk.place.branch == second
    desk.window.close()
    assert await program.code() == 0


async def test_a_branch_that_is_gone_is_asked_for_again(program: Program, options: DeskOptions) -> None:
    program.start(replace(options, settings=Settings(branch="closed", workstation="2番窓口")))
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    window = await program.window(FirstStartWindow)

    assert window.workstation.text() == "2番窓口"
    window.close()
    assert await program.code() == 0
    assert not options.settings_file.exists()


async def test_a_library_that_is_not_there_is_told_at_the_sign_in(
    program: Program, options: DeskOptions, tmp_path: Path
) -> None:
    program.start(replace(options, door=LibraryDoor(database_opener(f"sqlite:///{tmp_path / 'nowhere'}"))))
    window = await program.window(SignInWindow)
    await program.until(lambda: bool(window.trouble.text))

    assert "madoguchi db init" in window.trouble.text
    window.close()
    assert await program.code() == 0


async def test_a_demo_that_cannot_be_made_says_why(program: Program, options: DeskOptions) -> None:
    closed = Opening(SystemUnreachable())
    program.start(replace(options, door=LibraryDoor(lambda: closed), demo=Demo(STAFF, STAFF[0], WORKSTATION)))

    def buttons() -> list[QPushButton]:
        shown = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, PreparingWindow)]
        return [button for window in shown for button in window.findChildren(QPushButton)]

    await program.until(lambda: bool(buttons()))
    QTest.mouseClick(buttons()[0], Qt.MouseButton.LeftButton)

    assert await program.code() == 1


async def test_a_bug_is_told_wherever_one_is(program: Program, options: DeskOptions) -> None:
    loop = asyncio.get_running_loop()
    program.start(options)
    window = await program.window(SignInWindow)
    loop.call_exception_handler({"message": "m", "exception": ValueError("x")})
    assert "予期しない不具合" in window.trouble.text

    sign_in(window, "counter", PASSWORD)
    desk = await program.desk()
    loop.call_exception_handler({"message": "m", "exception": ValueError("x")})
    assert isinstance(desk.desk.note.value, Bug)
    desk.window.close()
    assert await program.code() == 0
