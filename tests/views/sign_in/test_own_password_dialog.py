"""自分のパスワードの変更 under real keys."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from services.contract.errors import SignInFailed, StaffLocked, SystemUnreachable
from services.rules.secret import Secret
from tests.helpers.keyboard import Keyboard
from tests.viewmodels.sign_in.test_own_password import NEW, OLD, Scene
from views.desk.wiring import connect_own_password
from views.manual.f1_help import page_of
from views.manual.manual import PRIVACY, at
from views.sign_in.own_password_dialog import OwnPasswordDialog
from views.style.theme import Theme


class Opened:
    """The dialog over a window."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.scene = Scene()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.dialogs = connect_own_password(self.window, self.scene.own, theme)
        self.scene.own.open()
        dialog = self.dialogs.current
        assert isinstance(dialog, OwnPasswordDialog)
        self.dialog = dialog

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        return tuple(part.field for part in (self.dialog.old, self.dialog.new, self.dialog.again))

    async def type(self, text: str) -> None:
        """Type into whatever has the keyboard."""
        form = self.scene.own.form.value
        assert form is not None
        Keyboard(self.dialog.windowHandle()).type(text, 120)
        await form.send.settled()


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme) -> Opened:
    return Opened(qtbot, theme)


async def test_three_lines_and_enter_change_it(opened: Opened) -> None:
    assert opened.dialog.focusWidget() is opened.dialog.old.field
    await opened.type(f"{OLD}\r{NEW}\r{NEW}\r")
    (request,) = opened.scene.orders
    assert (request.old.reveal(), request.new.reveal()) == (OLD, NEW)
    assert opened.dialogs.current is None


async def test_nothing_typed_is_to_be_read_and_nothing_stays(opened: Opened) -> None:
    await opened.type(f"{OLD}\r{NEW}\r{NEW}")
    assert {field.echoMode() for field in opened.fields} == {QLineEdit.EchoMode.Password}
    assert opened.dialog.windowTitle() == "自分のパスワードの変更"
    QTest.keyClick(opened.dialog.again.field, Qt.Key.Key_Escape)
    assert opened.dialogs.current is None
    assert [field.text() for field in opened.fields] == ["", "", ""]
    assert opened.scene.orders == []


async def test_f1_in_it_opens_its_own_page(opened: Opened) -> None:
    assert page_of(opened.dialog) == at(PRIVACY, "自分のパスワードを変える")


async def test_each_field_says_what_is_wrong_with_it(opened: Opened) -> None:
    before = opened.dialog.height()
    await opened.type("\rshort\rother\r")
    assert opened.dialog.old.said == "※今のパスワードを入力してください。"
    assert opened.dialog.new.said == "※文字が足りません。"
    assert opened.dialog.again.said == "※上の新しいパスワードと違います。両方を入力し直してください。"
    assert opened.dialog.focusWidget() is opened.dialog.old.field
    assert opened.dialog.height() > before
    assert [field.text() for field in opened.fields] == ["", "short", "other"]


async def test_a_wrong_old_one_is_typed_again_and_the_rest_stays(opened: Opened) -> None:
    opened.scene.answer = SignInFailed(4)
    await opened.type(f"wrong\r{NEW}\r{NEW}\r")
    assert opened.dialog.old.said == "※今のパスワードが違います。あと4回間違えるとロックされます。"
    assert [field.text() for field in opened.fields] == ["", NEW, NEW]
    assert opened.dialog.focusWidget() is opened.dialog.old.field
    opened.scene.answer = None
    await opened.type(OLD)
    assert opened.dialog.old.said == ""
    QTest.mouseClick(opened.dialog.yes, Qt.MouseButton.LeftButton)
    form = opened.scene.own.form.value
    assert form is not None
    await form.send.settled()
    assert opened.scene.orders[-1].old.reveal() == OLD
    assert opened.dialogs.current is None


async def test_a_lock_is_told_where_it_comes_from(opened: Opened) -> None:
    opened.scene.answer = StaffLocked(datetime(2026, 11, 24, 1, 5, tzinfo=UTC))
    await opened.type(f"wrong\r{NEW}\r{NEW}\r")
    assert "10:05 までロックされています。" in opened.dialog.old.said
    assert opened.dialog.focusWidget() is opened.dialog.old.field


async def test_what_no_field_is_to_blame_for_is_told_above_them(opened: Opened) -> None:
    opened.scene.answer = SystemUnreachable()
    await opened.type(f"{OLD}\r{NEW}\r{NEW}\r")
    assert opened.dialog.told == (
        "図書館のシステムにつながりません。操作は行われていません。少し待って、もう一度お試しください。"
    )
    assert [field.text() for field in opened.fields] == [OLD, NEW, NEW]


async def test_while_it_is_changed_nothing_closes_it(opened: Opened) -> None:
    opened.scene.gate.clear()
    form = opened.scene.own.form.value
    assert form is not None
    form.send.start(Secret(OLD), Secret(NEW), Secret(NEW))
    assert not opened.dialog.yes.isEnabled()
    QTest.keyClick(opened.dialog.old.field, Qt.Key.Key_Escape)
    assert opened.dialogs.current is opened.dialog
    opened.scene.gate.set()
    await form.send.settled()
    assert opened.dialogs.current is None


async def test_the_button_that_was_pressed_has_the_keyboard_again_after_trouble(opened: Opened) -> None:
    opened.scene.answer = SystemUnreachable()
    await opened.type(f"{OLD}\r{NEW}\r{NEW}")
    opened.dialog.yes.setFocus()
    await opened.type(" ")
    assert opened.dialog.told
    assert opened.dialog.focusWidget() is opened.dialog.yes
