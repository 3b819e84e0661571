"""What was covered comes back as it was: with the keyboard in the same place, and its text neither marked nor lost."""

from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from services.rules.people.registration import RegistrationField
from tests.helpers.waiting import until
from tests.viewmodels.fakes import Bench
from tests.viewmodels.settings.test_settings_form import Scene as SettingsScene
from tests.views.counter import Counter
from tests.views.passwords.password_scene import OLD, Scene, whole_scene
from tests.views.privacy.privacy_scene import Guarded
from tests.views.registration.registration_scene import Registrations, whole_desk
from viewmodels.screen_guard import IdleLimits, ScreenGuard
from views.privacy.content_hider import ContentHider
from views.privacy.hidden_screen import Cover
from views.scanning.scan_filter import ScanFilter
from views.settings.settings_opener import connect_settings
from views.style.icons import Icons
from views.style.theme import Theme

__all__ = ["whole_desk", "whole_scene"]


@pytest.fixture
async def guarded(counter: Counter, theme: Theme, icons: Icons) -> AsyncIterator[Guarded]:
    made = Guarded(counter, theme, icons)
    yield made
    made.privacy.end()


async def hide_and_show(guarded: Guarded, dialog: QDialog) -> QWidget:
    """Press F11 twice, and tell what has the keyboard then."""
    guarded.key(Qt.Key.Key_F11)
    await guarded.out_of_sight()
    assert not dialog.isVisible()
    guarded.key(Qt.Key.Key_F11)
    await until(lambda: QApplication.activeWindow() is dialog)
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


async def test_a_half_typed_address_has_the_keyboard_again_and_enter_saves_nothing(
    guarded: Guarded, whole_desk: Registrations
) -> None:
    dialog = await whole_desk.renewing()
    dialog.proven.setChecked(True)
    assert dialog.yes.isEnabled()
    address = dialog.fields.fields[RegistrationField.ADDRESS]
    address.setFocus()
    address.selectAll()
    QTest.keyClicks(address, "kawaguchi-shi 1-2")
    address.setCursorPosition(14)

    focused = await hide_and_show(guarded, dialog)
    assert focused is address
    QTest.keyClick(focused, Qt.Key.Key_Return)
    await whole_desk.settled()
    assert whole_desk.acts.sent == []
    QTest.keyClicks(focused, "9")
    assert address.text() == "kawaguchi-shi 91-2"


async def test_the_rest_of_a_new_password_goes_where_its_beginning_is(
    guarded: Guarded, whole_scene: Scene
) -> None:
    await whole_scene.open()
    dialog = await whole_scene.changing()
    QTest.keyClicks(dialog.old.field, OLD)
    QTest.keyClick(dialog.old.field, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.new.field, "Hana")

    QTest.keyClicks(await hide_and_show(guarded, dialog), "bi0815")
    assert (dialog.old.field.text(), dialog.new.field.text()) == (OLD, "Hanabi0815")


async def test_marked_text_is_still_marked(guarded: Guarded) -> None:
    dialog = QDialog(guarded.counter.window)
    column = QVBoxLayout(dialog)
    first, second = QLineEdit("one"), QLineEdit("twenty")
    for field in (first, second):
        column.addWidget(field)
    dialog.open()
    second.setFocus()
    second.setSelection(0, 3)

    assert await hide_and_show(guarded, dialog) is second
    assert second.selectedText() == "twe"


async def test_f10_does_nothing_behind_the_cover(guarded: Guarded, theme: Theme) -> None:
    settings, window = SettingsScene().desk, guarded.counter.window
    connect_settings(
        window, window.top_bar.settings_button, settings, area=window.area, theme=theme, scans=ScanFilter()
    )
    guarded.key(Qt.Key.Key_F11)
    guarded.key(Qt.Key.Key_F10)
    assert not settings.open.running.value
    guarded.key(Qt.Key.Key_Return)
    guarded.key(Qt.Key.Key_F10)
    await settings.open.settled()
    assert settings.form.value is not None
    await settings.aclose()


async def test_what_opens_behind_the_cover_leaves_it_the_keyboard(guarded: Guarded) -> None:
    guarded.key(Qt.Key.Key_F11)
    late = QDialog(guarded.counter.window)
    QVBoxLayout(late).addWidget(QLineEdit())
    late.open()
    await guarded.out_of_sight()
    await until(lambda: QApplication.focusWidget() is guarded.privacy.content_hider.cover.show_button)
    guarded.key(Qt.Key.Key_Return)
    assert late.isVisible()


async def test_what_has_gone_meanwhile_is_not_given_the_keyboard(guarded: Guarded) -> None:
    """Qt would tell a screen reader that it has it."""
    await guarded.open()
    guarded.counter.press(Qt.Key.Key_F6)
    table = QApplication.focusWidget()
    assert table is guarded.counter.window.inquiry.loans.table
    guarded.key(Qt.Key.Key_F11)
    guarded.counter.window.inquiry.loans.hide()
    guarded.key(Qt.Key.Key_F11)
    assert guarded.counter.window.focusWidget() is not table
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.isVisible()


async def test_what_was_found_in_a_dialog_before_answers_nothing_behind_the_cover(
    qtbot: QtBot, theme: Theme, icons: Icons, listening: None
) -> None:
    window, content = QWidget(), QLabel("page")
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(content)
    dialog = QDialog(window)
    field = QLineEdit("somebody@example.jp")
    QVBoxLayout(dialog).addWidget(field)
    window.show()
    dialog.open()
    found = [QAccessible.uniqueId(QAccessible.queryAccessibleInterface(it)) for it in (dialog, field)]
    guard = ScreenGuard(Bench().desk, IdleLimits(3, 10))
    hider = ContentHider(window, content, Cover(guard, theme=theme, icons=icons))

    hider.hide()
    assert [QAccessible.accessibleInterface(it) for it in found] == [None, None]
    hider.show()
    assert dialog.isVisible()
    assert QAccessible.queryAccessibleInterface(field).text(QAccessible.Text.Value) == field.text()
