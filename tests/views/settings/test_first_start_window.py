"""The first-start window under real keys and clicks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from services.contract.errors import SettingsNotWritable
from tests.viewmodels.settings.test_first_start import BRANCHES, Store
from viewmodels.settings.first_start import FirstStartViewModel, Workplace
from viewmodels.settings.setting_keys import NAME_LENGTH
from views.settings.first_start_window import FirstStartWindow
from views.style.icons import Icons
from views.style.theme import Theme


class Scene:
    """The window over a store that the test holds."""

    def __init__(self, qtbot: QtBot, theme: Theme, icons: Icons, suggested: Workplace) -> None:
        self.store = Store()
        self.model = FirstStartViewModel(
            BRANCHES,
            self.store,
            suggested=suggested,
            on_saved=lambda _workplace: None,
            report_bug=lambda _error: "4F2A",
        )
        self.window = FirstStartWindow(self.model, theme=theme, icons=icons)
        qtbot.addWidget(self.window, before_close_func=lambda _: self.window.let_close())
        self.window.show_centred()

    async def press(self) -> None:
        QTest.mouseClick(self.window.button, Qt.MouseButton.LeftButton)
        await self.model.save.settled()


@pytest.fixture
async def scene(qtbot: QtBot, theme: Theme, icons: Icons) -> Scene:
    return Scene(qtbot, theme, icons, Workplace("", ""))


async def test_both_answers_by_keyboard(scene: Scene) -> None:
    window = scene.window
    assert window.focusWidget() is window.branch
    QTest.keyClick(window.branch, Qt.Key.Key_Down)
    QTest.keyClick(window.branch, Qt.Key.Key_Down)
    QTest.keyClicks(window.workstation, "front")
    QTest.keyClick(window.workstation, Qt.Key.Key_Return)
    await scene.model.save.settled()

    assert scene.store.kept == [Workplace("maekawa", "front")]


async def test_what_is_suggested_is_filled_in(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    scene = Scene(qtbot, theme, icons, Workplace("maekawa", "2番窓口"))
    assert scene.window.branch.currentText() == "前川図書館"
    assert scene.window.workstation.text() == "2番窓口"
    assert scene.window.focusWidget() is scene.window.workstation

    await scene.press()
    assert scene.store.kept == [Workplace("maekawa", "2番窓口")]


async def test_each_fault_is_told_at_its_field(scene: Scene) -> None:
    window = scene.window
    await scene.press()
    assert window.trouble.text == "館を選んでください。"
    assert (window.branch.property("fault"), window.workstation.property("fault")) == ("true", "false")
    assert window.focusWidget() is window.branch

    window.branch.setCurrentIndex(0)
    await scene.press()
    assert window.trouble.text == "窓口の名前を入力してください。"
    assert (window.branch.property("fault"), window.workstation.property("fault")) == ("false", "true")
    assert window.focusWidget() is window.workstation

    window.workstation.setText("窓" * (NAME_LENGTH + 1))
    await scene.press()
    assert window.trouble.text == "窓口の名前は64文字までです。"
    assert window.workstation.property("fault") == "true"

    window.workstation.setText("2番窓口")
    await scene.press()
    assert not window.trouble.isVisible()
    assert scene.store.kept == [Workplace("central", "2番窓口")]


async def test_what_cannot_be_kept_is_told(scene: Scene) -> None:
    scene.store.trouble = SettingsNotWritable()
    scene.window.branch.setCurrentIndex(0)
    scene.window.workstation.setText("2番窓口")
    await scene.press()

    assert "設定ファイルに書き込めません。" in scene.window.trouble.text
    assert scene.window.button.isEnabled()


async def test_everything_is_found_by_its_label(scene: Scene) -> None:
    parts = (scene.window.branch, scene.window.workstation, scene.window.button)
    names = [QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name) for part in parts]
    assert names == ["館", "窓口の名前", "決めて始める"]
