"""Signing in over a locked desk: whoever does gets what is theirs."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.demo import STAFF, WORKSTATION
from app.desk.help_and_tour import Asides
from app.lifecycle import Demo, DeskOptions
from app.settings.settings_files import Settings
from services.rules.secret import Secret
from services.rules.vocabulary import Channel
from tests.app.lifecycle_scene import CARD, PASSWORD, Program, program, sign_in
from tests.app.session_lock_scene import acts, at_work, end, gone, library, lock, locked, options, unlock
from tests.helpers.accessible import everything_readable
from tests.helpers.keyboard import Keyboard
from viewmodels.core.notes import Done, PreviousRunCrashed
from viewmodels.screen_guard import ScreenState
from views.sign_in.sign_in_window import SignInWindow

__all__ = ["library", "options", "program"]


async def test_the_same_person_returns_to_an_empty_desk(program: Program, options: DeskOptions) -> None:
    desk = await at_work(program, options)
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


async def test_somebody_else_works_under_their_own_name(program: Program, options: DeskOptions) -> None:
    lock(await at_work(program, options))
    desk = await unlock(program, await locked(program), "supervisor")

    assert desk.desk.staff.id == "supervisor"
    assert desk.desk.staff.role is not program.desks[0].desk.staff.role
    await end(program, desk.window)


async def test_titles_and_names_that_were_masked_stay_masked_for_who_masked_them(
    program: Program, options: DeskOptions
) -> None:
    desk = await at_work(program, options)
    for person, masked in (("counter", True), ("supervisor", False)):
        Keyboard(desk.window.windowHandle()).press("", Qt.Key.Key_F8)
        assert desk.desk.titles_masked.value is True
        lock(desk)
        desk = await unlock(program, await locked(program), person)
        assert desk.desk.titles_masked.value is masked
        if masked:
            Keyboard(desk.window.windowHandle()).press("", Qt.Key.Key_F8)
    await end(program, desk.window)


async def test_a_run_that_was_broken_off_is_told_once(program: Program, options: DeskOptions) -> None:
    program.start(replace(options, asides=Asides(broken_off="4F2A")))
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    first = await program.desk()
    assert first.desk.note.value == PreviousRunCrashed("4F2A")
    lock(first)
    again = await unlock(program, await locked(program), "counter")
    assert not isinstance(again.desk.note.value, PreviousRunCrashed)
    await end(program, again.window)


async def test_wrong_passwords_are_counted_as_at_any_sign_in(
    program: Program, options: DeskOptions, library: Path
) -> None:
    lock(await at_work(program, options))
    window = await locked(program)
    QTest.keyClicks(window.password, "wrong-password")
    QTest.keyClick(window.password, Qt.Key.Key_Return)
    await program.until(lambda: "あと4回" in window.trouble.text)
    with closing(sqlite3.connect(library)) as conn:
        assert conn.execute("SELECT wrong_tries FROM staff WHERE id = 'counter'").fetchone() == (1,)
    assert len(program.desks) == 1
    await end(program, window)


async def test_the_phone_channel_stays_the_channel(program: Program, options: DeskOptions) -> None:
    desk = await at_work(program, options)
    desk.desk.switch_channel.start()
    await desk.desk.switch_channel.settled()
    lock(desk)
    again = await unlock(program, await locked(program), "counter")
    assert again.desk.channel.value is Channel.PHONE
    lock(again)
    other = await unlock(program, await locked(program), "supervisor")
    assert other.desk.channel.value is Channel.COUNTER
    await end(program, other.window)


async def test_a_phone_desk_locks_too(program: Program, options: DeskOptions) -> None:
    program.start(options)
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
    program: Program, options: DeskOptions
) -> None:
    lock(await at_work(program, options))
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


async def test_idleness_locks(
    program: Program, options: DeskOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = 0.0
    monkeypatch.setattr("app.desk.privacy.seconds_awake_or_asleep", lambda: seconds)
    desk = await at_work(program, replace(options, settings=replace(options.settings, idle_lock_minutes=1)))
    guard = desk.privacy.guard
    assert guard.limits.lock_minutes == 1
    seconds += 60
    desk.privacy.screen.watch.look()
    assert guard.screen.value is ScreenState.LOCKED
    await end(program, await locked(program))


async def test_the_demo_can_be_locked(program: Program, options: DeskOptions) -> None:
    program.start(replace(options, demo=Demo(STAFF, STAFF[0], WORKSTATION)))
    desk = await program.desk()
    lock(desk)
    window = await locked(program)
    QTest.mouseClick(window.demo_rows[2], Qt.MouseButton.LeftButton)
    await program.until(lambda: len(program.desks) == 2)
    assert program.desks[1].desk.staff.id == "supervisor"
    await end(program, program.desks[1].window)


async def test_the_first_starts_answers_hold_behind_the_lock(program: Program, options: DeskOptions) -> None:
    from views.settings.first_start_window import FirstStartWindow

    program.start(replace(options, settings=Settings()))
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
    program: Program, options: DeskOptions, library: Path
) -> None:
    program.start(replace(options, demo=Demo(STAFF, None, WORKSTATION)))
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
