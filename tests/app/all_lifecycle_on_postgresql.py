"""The whole program on PostgreSQL: one's own login signs in, and a desk whose login is closed ends."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy.engine import make_url

from app.library_access import ServerDoor
from app.lifecycle import DeskOptions
from app.settings.settings_files import Settings
from app.sign_in_attempts import WrongTries
from services.contract.snapshot import PatronSnapshot
from services.rules.secret import Secret
from services.rules.vocabulary import Role
from tests.app.lifecycle_scene import Program, sign_in
from tests.app.test_library_access_server import plain
from tests.helpers.city import City
from tests.helpers.keyboard import Keyboard
from tests.helpers.patrons import CARD
from viewmodels.core.notes import Caution, Done
from views.dialogs.decision_dialog import DecisionDialog
from views.settings.first_start_window import FirstStartWindow
from views.sign_in.own_password_dialog import OwnPasswordDialog
from views.sign_in.sign_in_window import SignInWindow

PASSWORD = "typed-with-keys"
NEW_PASSWORD = "typed-anew"
DISABLED = "この職員IDは停止されています。"


@pytest.fixture
async def program(qtbot: QtBot, qapp: QApplication) -> AsyncIterator[Program]:
    made = Program(qapp)
    yield made
    await made.aclose()


@pytest.fixture
async def options(city: City, tmp_path: Path) -> DeskOptions:
    await city.town.patron(CARD)
    for who in ("counter", "supervisor"):
        await city.library.staff.set_password(city.names[who], Secret(PASSWORD))
    branch = city.library.masters.current.branches[city.town.branch_id]
    door = ServerDoor(plain(city), WrongTries(tmp_path / "state" / "sign-in.json"))
    settings = Settings(branch=branch.code, workstation="2番窓口")
    return DeskOptions(settings, tmp_path / "settings.toml", door)


async def told(program: Program, window: SignInWindow, wanted: str) -> str:
    await program.until(lambda: wanted in window.trouble.text and window.button.isEnabled())
    return window.trouble.text


async def test_a_day_at_a_desk_that_ends_when_its_login_is_closed(
    program: Program, options: DeskOptions, city: City
) -> None:
    program.start(options)
    window = await program.window(SignInWindow)
    sign_in(window, city.names["counter"], "wrong-password")
    assert "あと4回" in await told(program, window, "職員IDかパスワードが違います。")
    sign_in(window, city.names["counter"], PASSWORD)
    desk = await program.desk()
    assert desk.desk.staff.id == city.names["counter"]

    Keyboard(desk.window.windowHandle()).type(f"A{CARD}B\r", 4)
    await program.until(lambda: isinstance(desk.desk.answer.value, PatronSnapshot))
    (look,) = await city.town.looks()
    assert (look["staff_id"], look["workstation"]) == (city.names["counter"], "2番窓口")

    await city.library.staff.disable(city.names["counter"])
    again = await program.window(SignInWindow)  # nobody presses anything
    assert DISABLED in again.trouble.text
    assert desk.desk.answer.value is None
    await program.until(lambda: not isValid(desk.window))

    sign_in(again, city.names["counter"], PASSWORD)
    await program.until(again.button.isEnabled)
    assert DISABLED in again.trouble.text
    again.staff_id.clear()
    sign_in(again, city.names["supervisor"], PASSWORD)
    await program.until(lambda: len(program.desks) == 2)
    relief = program.desks[1]
    assert relief.desk.staff.id == city.names["supervisor"]
    assert relief.desk.answer.value is None
    relief.window.close()
    assert await program.code() == 0


async def test_an_open_question_ends_with_the_desk(
    program: Program, options: DeskOptions, city: City
) -> None:
    program.start(options)
    sign_in(await program.window(SignInWindow), city.names["counter"], PASSWORD)
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    QTest.mouseClick(desk.window.registration.lost_button, Qt.MouseButton.LeftButton)
    await program.window(DecisionDialog)
    await city.library.staff.disable(city.names["counter"])
    again = await program.window(SignInWindow)

    assert DISABLED in again.trouble.text
    assert not [it for it in QApplication.topLevelWidgets() if isinstance(it, DecisionDialog)]
    assert [it["verb"] for it in await city.town.acts()] == ["staff.disable"]
    again.close()
    assert await program.code() == 0


async def test_a_desk_whose_role_was_changed_ends_and_the_next_is_the_new_roles(
    program: Program, options: DeskOptions, city: City
) -> None:
    program.start(options)
    name = city.names["supervisor"]
    sign_in(await program.window(SignInWindow), name, PASSWORD)
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    await city.library.staff.change(name, role=Role.COUNTER)
    again = await program.window(SignInWindow)  # nobody presses anything

    assert again.trouble.text == "管理者が、この職員の役割を変えました。\nサインインし直してください。"
    assert desk.desk.answer.value is None
    sign_in(again, name, PASSWORD)
    await program.until(lambda: len(program.desks) == 2)
    assert program.desks[1].desk.staff.role is Role.COUNTER
    program.desks[1].window.close()
    assert await program.code() == 0


async def test_a_new_name_is_told_and_the_patron_stays(
    program: Program, options: DeskOptions, city: City
) -> None:
    program.start(options)
    name = city.names["counter"]
    sign_in(await program.window(SignInWindow), name, PASSWORD)
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    told: list[object] = []
    desk.desk.note.subscribe(told.append)
    await city.library.staff.change(name, name="青木")
    await program.until(lambda: Caution.NAME_CHANGED in told)

    assert isinstance(desk.desk.answer.value, PatronSnapshot)
    desk.window.close()
    assert await program.code() == 0


async def put_out(admin: asyncpg.Connection, name: str) -> None:
    await admin.fetch("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1", name)


async def test_a_login_that_may_no_longer_connect_is_asked_to_sign_in_again(
    program: Program, options: DeskOptions, city: City
) -> None:
    program.start(options)
    name = city.names["counter"]
    sign_in(await program.window(SignInWindow), name, PASSWORD)
    await program.desk()
    admin = await city.connect()
    await admin.execute(f"REVOKE CONNECT ON DATABASE {make_url(city.url).database} FROM {name}")
    await put_out(admin, name)
    await admin.close()
    again = await program.window(SignInWindow)

    assert "サインインし直してください。" in again.trouble.text
    sign_in(again, name, PASSWORD)
    assert "職員IDかパスワードが違います。" in await told(program, again, "違います。")
    again.close()
    assert await program.code() == 0


async def test_a_new_password_is_asked_for_when_the_old_one_no_longer_connects(
    program: Program, options: DeskOptions, city: City
) -> None:
    program.start(options)
    name = city.names["counter"]
    sign_in(await program.window(SignInWindow), name, PASSWORD)
    await program.desk()
    await city.library.staff.set_password(name, Secret("another password"))
    admin = await city.connect()
    await put_out(admin, name)
    await admin.close()
    again = await program.window(SignInWindow)

    assert "サインインし直してください。" in again.trouble.text
    again.close()
    assert await program.code() == 0


async def test_the_first_start_asks_where_the_desk_stands(
    program: Program, options: DeskOptions, city: City
) -> None:
    program.start(replace(options, settings=Settings()))
    sign_in(await program.window(SignInWindow), city.names["counter"], PASSWORD)
    window = await program.window(FirstStartWindow)
    branch = city.library.masters.current.branches[city.town.branch_id]
    assert window.branch.currentText() == branch.name
    QTest.keyClicks(window.workstation, "front")
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    desk = await program.desk()

    assert (desk.desk.place.branch_id, desk.desk.place.workstation) == (branch.id, "front")
    desk.window.close()
    assert await program.code() == 0


def own_password_dialog() -> OwnPasswordDialog | None:
    dialog = QApplication.activeModalWidget()
    return dialog if isinstance(dialog, OwnPasswordDialog) else None


async def test_a_password_is_changed_at_the_desk_which_works_on_through_a_break(
    program: Program, options: DeskOptions, city: City
) -> None:
    program.start(options)
    name = city.names["counter"]
    sign_in(await program.window(SignInWindow), name, PASSWORD)
    desk = await program.desk()
    (line,) = [it for it in desk.asides.help.menu.actions() if it.text() == "自分のパスワードの変更"]
    line.trigger()
    await program.until(lambda: own_password_dialog() is not None)
    dialog = own_password_dialog()
    assert dialog is not None
    Keyboard(dialog.windowHandle()).type(f"wrong-one\r{NEW_PASSWORD}\r{NEW_PASSWORD}\r", 120)
    # The form takes nothing before the try has ended, which is a step behind what it says.
    await program.until(lambda: "あと4回" in dialog.old.said and dialog.yes.isEnabled())
    Keyboard(dialog.windowHandle()).type(PASSWORD, 120)
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    await program.until(lambda: desk.desk.note.value is Done.OWN_PASSWORD_CHANGED)

    seen: list[bool] = []  # a break may be over between two looks
    desk.desk.connected.subscribe(seen.append)
    admin = await city.connect()
    await put_out(admin, name)
    await admin.close()
    await program.until(lambda: False in seen and seen[-1])
    Keyboard(desk.window.windowHandle()).type(f"A{CARD}B\r", 4)
    await program.until(lambda: isinstance(desk.desk.answer.value, PatronSnapshot))
    (act,) = await city.town.acts()
    assert (act["verb"], act["staff_id"]) == ("own_password.change", name)

    Keyboard(desk.window.windowHandle()).press("", Qt.Key.Key_F12)
    lock = await program.window(SignInWindow)
    sign_in(lock, name, PASSWORD)
    assert "あと4回" in await told(program, lock, "職員IDかパスワードが違います。")
    sign_in(lock, name, NEW_PASSWORD)
    await program.until(lambda: len(program.desks) == 2 and program.desks[1].window.isVisible())
    program.desks[1].window.close()
    assert await program.code() == 0


async def test_somebody_else_signs_in_over_a_lock_and_works_under_their_own_login(
    program: Program, options: DeskOptions, city: City
) -> None:
    program.start(options)
    sign_in(await program.window(SignInWindow), city.names["counter"], PASSWORD)
    first = await program.desk()
    Keyboard(first.window.windowHandle()).type(f"A{CARD}B\r", 4)
    await program.until(lambda: isinstance(first.desk.answer.value, PatronSnapshot))
    Keyboard(first.window.windowHandle()).press("", Qt.Key.Key_F12)
    lock = await program.window(SignInWindow)
    lock.staff_id.clear()
    sign_in(lock, city.names["supervisor"], PASSWORD)
    await program.until(lambda: len(program.desks) == 2 and program.desks[1].window.isVisible())
    second = program.desks[1]
    assert second.desk.staff.id == city.names["supervisor"]
    assert second.desk.answer.value is None

    Keyboard(second.window.windowHandle()).type(f"A{CARD}B\r", 4)
    await program.until(lambda: isinstance(second.desk.answer.value, PatronSnapshot))
    assert [look["staff_id"] for look in await city.town.looks()] == [
        city.names["counter"],
        city.names["supervisor"],
    ]
    admin = await city.connect()
    connected = "SELECT DISTINCT usename FROM pg_stat_activity WHERE usename = ANY ($1)"
    both = [city.names["counter"], city.names["supervisor"]]
    while [row[0] for row in await admin.fetch(connected, both)] != [city.names["supervisor"]]:
        pass  # the first login's processes end by themselves
    await admin.close()
    second.window.close()
    assert await program.code() == 0
