"""Changed settings in the whole program: what follows at once, and what waits until nobody's data is on screen."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from app.desk.composition import OpenDesk
from app.handed_on import HandedOn, wanted_anew
from app.lifecycle import DeskOptions
from app.settings.settings_files import Settings, ThemeChoice, load_settings, save_values
from services.rules.vocabulary import Channel, Paper
from tests.app.lifecycle_scene import CARD, PASSWORD, Program, options, program, sign_in, url
from tests.helpers.keyboard import Keyboard
from tests.helpers.policies import policy_in
from tests.viewmodels.fakes import Bench, patron
from tests.views.printing.printers import Info
from viewmodels.core.notes import Done
from viewmodels.core.observable import Observable
from viewmodels.desk.masking import masked
from views.desk.desk_window import DeskWindow
from views.printing.spooler_windows import WindowsSpooler
from views.settings.settings_dialog import SettingsDialog
from views.sign_in.sign_in_window import SignInWindow

__all__ = ["options", "program", "url"]

TEXT, BRANCH = "appearance.text_percent", "workstation.branch"


@pytest.fixture
def kept(options: DeskOptions) -> DeskOptions:
    """A program whose settings file says what it was started with."""
    save_values(
        options.settings_file, {BRANCH: "chuo", "workstation.name": "2番窓口", "appearance.theme": "light"}
    )
    return replace(options, settings=load_settings(options.settings_file))


async def settings_of(program: Program, window: SignInWindow | DeskWindow) -> SettingsDialog:
    button = window.settings_button if isinstance(window, SignInWindow) else window.top_bar.settings_button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return await program.window(SettingsDialog)


async def save(program: Program, dialog: SettingsDialog) -> None:
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    await program.until(
        lambda: not any(isinstance(it, SettingsDialog) for it in QApplication.topLevelWidgets())
    )


async def sit_down(program: Program, options: DeskOptions) -> OpenDesk:
    program.start(options)
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    return await program.desk()


async def test_theme_scanner_and_printer_follow_at_once(program: Program, kept: DeskOptions) -> None:
    desk = await sit_down(program, kept)
    dialog = await settings_of(program, desk.window)
    dialog.field("appearance.theme").show_value("dark")
    dialog.field("scanner.key_ms").show_value("50")
    dialog.field("printing.password.paper").show_value("a4")
    await save(program, dialog)

    looks = program.desks[0].window.top_bar
    assert len(program.desks) == 1
    assert looks.isVisible()
    assert desk.printer.paper is Paper.A4
    assert desk.window.palette().window().color().lightness() < 128
    assert desk.desk.note.value is Done.SETTINGS_SAVED
    saved = load_settings(kept.settings_file)
    assert (saved.scan_key_ms, saved.theme.value) == (50, "dark")
    assert saved.workstation == "2番窓口"
    desk.window.close()
    assert await program.code() == 0


@pytest.mark.parametrize(
    "error", [OSError("spooler"), ValueError("answer"), KeyError("pPrinterName"), Exception(1722)]
)
async def test_a_spooler_that_answers_nothing_of_use_keeps_no_window_shut(
    program: Program, kept: DeskOptions, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def load() -> Any:
        raise error

    monkeypatch.setattr("views.printing.system_spooler.system_spooler", lambda: WindowsSpooler(load))
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo", Info)
    desk = await sit_down(program, kept)
    dialog = await settings_of(program, desk.window)
    queues = dialog.field("printing.password.printer").editor
    assert isinstance(queues, QComboBox)
    assert {queues.itemText(place) for place in range(queues.count())} >= set(Info.names)  # Qt's
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.desk.note.value is None
    desk.window.close()
    assert await program.code() == 0


async def test_another_text_size_opens_the_desk_anew(program: Program, kept: DeskOptions) -> None:
    desk = await sit_down(program, kept)
    size = desk.window.top_bar.lock_button.font().pixelSize()
    dialog = await settings_of(program, desk.window)
    dialog.field(TEXT).show_value(150)
    await save(program, dialog)
    await program.until(lambda: len(program.desks) == 2 and program.desks[1].window.isVisible())

    anew = program.desks[1]
    assert anew.window.top_bar.lock_button.font().pixelSize() == round(size * 1.5)
    assert anew.desk.staff == desk.desk.staff
    assert anew.desk.note.value is Done.SETTINGS_SAVED
    anew.window.close()
    assert await program.code() == 0


async def test_behind_the_cover_no_key_but_these_is_left(program: Program, kept: DeskOptions) -> None:
    desk = await sit_down(program, kept)
    Keyboard(desk.window.windowHandle()).press("", Qt.Key.Key_F11)
    left = {shortcut.key().toString() for shortcut in desk.window.findChildren(QShortcut)}
    assert left == {"F1", "F11", "F12"}
    desk.window.close()
    assert await program.code() == 0


async def test_an_open_patron_stays_until_closed(program: Program, kept: DeskOptions) -> None:
    desk = await sit_down(program, kept)
    Keyboard(desk.window.windowHandle()).type(f"A{CARD}B\r", 4)
    await program.until(lambda: desk.desk.answer.value is not None)
    dialog = await settings_of(program, desk.window)
    branch = dialog.field(BRANCH)
    branch.show_value("maekawa" if branch.value != "maekawa" else "chuo")
    await save(program, dialog)
    assert desk.desk.note.value is Done.SETTINGS_SAVED_FOR_LATER
    desk.desk.read_again.start()
    await desk.desk.read_again.settled()
    assert (len(program.desks), desk.desk.answer.value is not None) == (1, True)

    desk.desk.close_patron.start()
    await program.until(lambda: len(program.desks) == 2 and program.desks[1].window.isVisible())
    anew = program.desks[1]
    assert anew.desk.place.branch != "中央図書館"
    anew.window.close()
    assert await program.code() == 0


async def test_another_window_is_not_wanted_while_somebody_is_open() -> None:
    bench = Bench()
    held = Settings()
    current = Observable(held)
    await bench.open("123456789")
    anew = asyncio.ensure_future(wanted_anew(held, current, bench.desk))
    current.set(replace(held, text_percent=150))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not anew.done()

    bench.desk.close_patron.start()
    await bench.desk.close_patron.settled()
    await anew


@pytest.mark.parametrize(
    "change",
    [{"text_percent": 150}, {"branch": "x"}, {"workstation": "x"}, {"sounds": True}, {"letters": False}],
)
async def test_a_card_read_while_the_desk_changes_opens_at_the_new_one(change: dict[str, Any]) -> None:
    before, after = Bench(), Bench()
    held = Settings()
    current = Observable(held)
    anew = asyncio.ensure_future(wanted_anew(held, current, before.desk))
    current.set(replace(held, theme=ThemeChoice.DARK, scan_key_ms=50))
    await asyncio.sleep(0)
    assert not anew.done()
    before.desk.switch_channel.start()
    await before.desk.switch_channel.settled()
    release = before.desk.pause_scans("a question")
    current.set(replace(held, **change))
    await asyncio.sleep(0)
    assert not anew.done()
    release()
    await anew
    before.desk.scanned("123456789")
    assert not before.desk.look_up.running.value

    after.look_ups.answer("123456789", patron("123456789"))
    before.desk.toggle_titles()
    HandedOn.of(before.desk).to(after.desk)
    await after.desk.look_up.settled()
    assert after.desk.titles_masked.value
    assert after.desk.channel.value is Channel.PHONE
    assert [actor.channel for actor in after.look_ups.actors] == [Channel.PHONE]
    assert after.desk.snapshot == masked(patron("123456789"))


async def test_before_the_sign_in_too_and_what_was_typed_stays(program: Program, kept: DeskOptions) -> None:
    program.start(kept)
    window = await program.window(SignInWindow)
    QTest.keyClicks(window.staff_id, "aoki")
    width = window.width()
    dialog = await settings_of(program, window)
    assert not dialog.field(BRANCH).editor.isEnabled()
    dialog.field(TEXT).show_value(200)
    await save(program, dialog)
    await program.until(
        lambda: any(
            isinstance(it, SignInWindow) and it.width() == 2 * width for it in QApplication.topLevelWidgets()
        )
    )

    (anew,) = (
        it for it in QApplication.topLevelWidgets() if isinstance(it, SignInWindow) and it.width() > width
    )
    assert anew.staff_id.text() == "aoki"
    assert (await settings_of(program, anew)).field(TEXT).value == 200
    anew.close()
    assert await program.code() == 0


async def test_the_policy_goes_before_what_the_window_saves(
    program: Program, kept: DeskOptions, tmp_path: Path
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('[appearance]\ntheme = "light"\n')
    desk = await sit_down(program, replace(kept, policy=policy_in(policy)))
    dialog = await settings_of(program, desk.window)
    assert not dialog.field("appearance.theme").editor.isEnabled()
    dialog.field("privacy.idle_hide_minutes").show_value("2")
    await save(program, dialog)
    assert "theme" in kept.settings_file.read_text()
    assert load_settings(kept.settings_file, policy_in(policy)).idle_hide_minutes == 2
    desk.window.close()
    assert await program.code() == 0
