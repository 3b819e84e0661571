"""The sign-in window under real keys and clicks."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from services.contract.actor import StaffMember
from services.contract.errors import (
    DatabaseHoldsLogin,
    DatabaseUntrusted,
    ServiceError,
    SignInFailed,
    StaffLocked,
    SystemUnreachable,
)
from services.rules.vocabulary import Role
from tests.viewmodels.fakes import NOW
from tests.viewmodels.sign_in.test_sign_in import AOKI, Door
from viewmodels.settings.settings import Language
from viewmodels.sign_in.sign_in import DemoStaff, LockedBy, SignInViewModel
from views.language.screen_language import ScreenLanguage
from views.sign_in.sign_in_window import SignInWindow
from views.style.icons import Icons
from views.style.theme import Theme

NOT_THE_NAME = "Hostname mismatch, certificate is not valid for 'db.example.jp'."
DEMO = (DemoStaff("counter", Role.COUNTER, "demo-word"), DemoStaff("phone", Role.PHONE, "demo-word"))


class Scene:
    """The window on a door that the test holds."""

    def __init__(
        self, qtbot: QtBot, theme: Theme, icons: Icons, demo_staff: tuple[DemoStaff, ...] = ()
    ) -> None:
        self.door = Door()
        self.signed_in: list[StaffMember] = []
        self.model = SignInViewModel(
            self.door,
            on_signed_in=self.signed_in.append,
            report_bug=lambda _error: "4F2A",
            demo_staff=demo_staff,
        )
        self.window = SignInWindow(self.model, theme=theme, icons=icons)
        qtbot.addWidget(self.window, before_close_func=lambda _: self.window.let_close())
        self.window.show_centred()

    async def enter(self, staff_id: str, password: str) -> None:
        self.window.staff_id.clear()
        QTest.keyClicks(self.window.staff_id, staff_id)
        QTest.keyClicks(self.window.password, password)
        QTest.keyClick(self.window.password, Qt.Key.Key_Return)
        await self.model.sign_in.settled()


@pytest.fixture
async def scene(qtbot: QtBot, theme: Theme, icons: Icons) -> AsyncIterator[Scene]:
    scene = Scene(qtbot, theme, icons)
    scene.door.opened.set()
    yield scene
    await scene.model.aclose()


@pytest.fixture
async def demo(qtbot: QtBot, theme: Theme, icons: Icons) -> AsyncIterator[Scene]:
    scene = Scene(qtbot, theme, icons, DEMO)
    yield scene
    await scene.model.aclose()


async def test_keyboard_alone_gets_in(scene: Scene) -> None:
    assert scene.window.focusWidget() is scene.window.staff_id
    QTest.keyClicks(scene.window.staff_id, "aoki")
    QTest.keyClick(scene.window.staff_id, Qt.Key.Key_Return)
    assert scene.window.focusWidget() is scene.window.password
    QTest.keyClicks(scene.window.password, "secret")
    QTest.keyClick(scene.window.password, Qt.Key.Key_Return)
    await scene.model.sign_in.settled()

    assert scene.door.asked == [("aoki", "secret")]
    assert scene.signed_in == [AOKI]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
async def test_every_button_can_be_pressed_by_keyboard(demo: Scene, key: Qt.Key) -> None:
    """As in the window behind it; the language's is found by Tab, since whoever can't read the screen looks there."""
    wanted: list[Language] = []
    settings: list[None] = []
    demo.window.language_wanted.connect(wanted.append)
    demo.window.settings_button.clicked.connect(lambda: settings.append(None))
    for _ in range(20):
        focused = demo.window.focusWidget()
        if focused is demo.window.languages.buttons[Language.ENGLISH]:
            break
        if focused is demo.window.settings_button:
            QTest.keyClick(focused, key)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    QTest.keyClick(demo.window.focusWidget(), key)

    assert wanted == [Language.ENGLISH]
    assert settings == [None]


async def test_enter_in_the_password_presses_nothing_that_has_the_keyboard_afterwards(demo: Scene) -> None:
    """While it is asked, the fields are off and the keyboard is wherever Qt took it."""
    pressed: list[None] = []
    for button in (demo.window.settings_button, *demo.window.languages.buttons.values()):
        button.clicked.connect(lambda: pressed.append(None))
    demo.door.opened.set()
    await demo.enter("aoki", "secret")

    assert demo.signed_in == [AOKI]
    assert pressed == []


async def test_the_window_is_as_high_as_what_is_in_it(demo: Scene) -> None:
    QApplication.processEvents()

    assert not demo.window.findChildren(QScrollArea)[0].verticalScrollBar().isVisible()


async def test_the_demos_staff_stand_in_columns(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    scene = Scene(qtbot, theme, icons, (*DEMO, DemoStaff("supervisor", Role.SUPERVISOR, "demo-word")))
    QApplication.processEvents()
    rows = [[label.x() for label in row.labels] for row in scene.window.demo_rows]
    await scene.model.aclose()

    assert rows == [rows[0]] * 3


@pytest.fixture(params=[Language.JAPANESE, Language.ENGLISH])
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Language]:
    language = ScreenLanguage(qapp, request.param)
    yield language.spoken
    language.fall_silent()


@pytest.mark.parametrize("error", [DatabaseHoldsLogin(), DatabaseUntrusted(NOT_THE_NAME), StaffLocked(NOW)])
@pytest.mark.usefixtures("spoken")
async def test_what_goes_wrong_has_its_room(scene: Scene, error: ServiceError) -> None:
    QApplication.processEvents()
    before = scene.window.button.geometry()
    scene.model.error.set(error)
    QApplication.processEvents()

    assert scene.window.trouble.isVisible()
    assert scene.window.button.geometry() == before
    assert not scene.window.findChildren(QScrollArea)[0].verticalScrollBar().isVisible()


async def test_the_button_and_enter_in_the_first_field(scene: Scene) -> None:
    scene.window.password.setText("secret")
    QTest.keyClicks(scene.window.staff_id, "aoki")
    QTest.keyClick(scene.window.staff_id, Qt.Key.Key_Return)
    await scene.model.sign_in.settled()
    QTest.mouseClick(scene.window.button, Qt.MouseButton.LeftButton)
    await scene.model.sign_in.settled()

    assert scene.door.asked == [("aoki", "secret")] * 2


async def test_the_password_is_hidden_and_no_input_method_comes_up(scene: Scene) -> None:
    assert scene.window.password.echoMode() == QLineEdit.EchoMode.Password
    for field in (scene.window.staff_id, scene.window.password):
        assert field.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False


async def test_everything_is_found_by_its_label(scene: Scene) -> None:
    parts = (scene.window.staff_id, scene.window.password, scene.window.button)
    names = [QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name) for part in parts]
    assert names == ["職員ID", "パスワード", "サインイン"]


async def test_wrong_is_told_with_what_is_left(scene: Scene) -> None:
    scene.door.trouble = SignInFailed(3)
    await scene.enter("aoki", "wrong")

    assert "職員IDかパスワードが違います。" in scene.window.trouble.text
    assert "あと3回" in scene.window.trouble.text
    assert scene.window.trouble.isVisible()
    assert (scene.window.staff_id.text(), scene.window.password.text()) == ("aoki", "")
    assert scene.window.focusWidget() is scene.window.password

    scene.door.trouble = None
    await scene.enter("aoki", "right")
    assert not scene.window.trouble.isVisible()


async def test_locked_is_told_until_when(scene: Scene) -> None:
    scene.door.trouble = StaffLocked(NOW)
    await scene.enter("aoki", "wrong")

    assert "10:00" in scene.window.trouble.text


@pytest.mark.parametrize(
    ("slip", "typed", "said"),
    [
        (False, False, "青木さんがパスワードを入力すると、元の画面に戻ります。利用者は閉じてあります。"),
        (False, True, "青木さんがパスワードを入力すると、入力の続きに戻ります。"),
        (True, False, "青木さんがパスワードを入力すると、パスワード票に戻ります。"),
    ],
)
def test_over_a_locked_desk_it_says_what_comes_back(
    qtbot: QtBot, theme: Theme, icons: Icons, *, slip: bool, typed: bool, said: str
) -> None:
    model = SignInViewModel(
        Door(),
        on_signed_in=lambda _: None,
        report_bug=lambda _error: "4F2A",
        locked=LockedBy(AOKI, slip=slip, typed=typed),
    )
    window = SignInWindow(model, theme=theme, icons=icons)
    qtbot.addWidget(window, before_close_func=lambda _: window.let_close())
    assert any(it.text().startswith(said) for it in window.findChildren(QLabel))


async def test_an_empty_field_is_marked_and_focused(scene: Scene) -> None:
    window = scene.window
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    await scene.model.sign_in.settled()
    assert window.trouble.text == "職員IDを入力してください。"
    assert (window.focusWidget(), window.staff_id.property("fault")) == (window.staff_id, "true")

    QTest.keyClicks(window.staff_id, "aoki")
    assert window.staff_id.property("fault") == "false"
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    await scene.model.sign_in.settled()
    assert window.trouble.text == "パスワードを入力してください。"
    assert (window.focusWidget(), window.password.property("fault")) == (window.password, "true")


async def test_nothing_can_be_pressed_twice(demo: Scene) -> None:
    window = demo.window
    QTest.mouseClick(window.demo_rows[0], Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.demo_rows[1], Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    await asyncio.sleep(0)
    assert not window.button.isEnabled()

    demo.door.opened.set()
    await demo.model.sign_in.settled()
    assert demo.door.asked == [("counter", "demo-word")]
    assert window.button.isEnabled()


@pytest.mark.parametrize("place", ["password", "button"])
async def test_the_keyboard_stays_where_it_is_while_it_is_tried(demo: Scene, place: str) -> None:
    window = demo.window
    window.staff_id.setText("counter")
    window.password.setText("demo-word")
    part: QWidget = getattr(window, place)
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_Return)
    await asyncio.sleep(0)
    assert demo.model.sign_in.running.value
    assert window.focusWidget() is part
    QTest.keyClicks(window.password, "x")
    assert window.password.text() == "demo-word"
    demo.door.opened.set()
    await demo.model.sign_in.settled()
    assert demo.door.asked == [("counter", "demo-word")]


async def test_the_library_is_waited_for_in_sight(demo: Scene, scene: Scene) -> None:
    assert not demo.window.waiting.isVisible()
    size = demo.window.size()
    demo.model.prepare.start()
    await asyncio.sleep(0)
    assert demo.window.waiting.isVisible()

    demo.door.opened.set()
    await demo.model.prepare.settled()
    assert not demo.window.waiting.isVisible()
    assert demo.window.size() == size


async def test_a_library_that_does_not_open_is_told(scene: Scene) -> None:
    scene.door.trouble = SystemUnreachable()
    scene.model.prepare.start()
    await scene.model.prepare.settled()

    assert "図書館のシステムにつながりません。" in scene.window.trouble.text


async def test_the_demo_shows_who_can_be_tried(demo: Scene) -> None:
    row = QAccessible.queryAccessibleInterface(demo.window.demo_rows[1])
    assert row.text(QAccessible.Text.Name) == "電話担当 phone"
    assert row.text(QAccessible.Text.Description) == "demo-word"

    demo.door.opened.set()
    QTest.keyClick(demo.window.demo_rows[1], Qt.Key.Key_Space)
    await demo.model.sign_in.settled()
    assert demo.door.asked == [("phone", "demo-word")]


async def test_closing_asks_the_owner(qtbot: QtBot, scene: Scene) -> None:
    asked: list[None] = []
    scene.window.close_requested.connect(lambda: asked.append(None))
    scene.window.close()
    assert scene.window.isVisible()
    assert asked == [None]

    scene.window.let_close()
    assert not scene.window.isVisible()
    assert asked == [None]
