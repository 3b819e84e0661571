"""The language of the screen: chosen in the settings and at the sign-in."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.views.sign_in.test_sign_in_window import Scene, scene
from viewmodels.settings.settings import Language
from views.language.screen_language import ScreenLanguage

__all__ = ["scene"]


@pytest.fixture
def screen(qapp: QApplication) -> Iterator[ScreenLanguage]:
    language = ScreenLanguage(qapp, Language.JAPANESE)
    yield language
    language.fall_silent()


def undo() -> str:
    """One of Qt's own words, of the menu of a text field."""
    return QCoreApplication.translate("QWidgetTextControl", "&Undo")


def test_qts_own_words_are_in_the_language_of_the_screen(screen: ScreenLanguage) -> None:
    assert undo().startswith("元に戻す")
    screen.speak(Language.ENGLISH)
    assert undo() == "&Undo"
    screen.speak(Language.JAPANESE)
    assert undo().startswith("元に戻す")


@pytest.mark.parametrize(
    ("of_system", "spoken"),
    [
        (["ja-JP", "ja"], Language.JAPANESE),
        (["en-US", "en"], Language.ENGLISH),
        (["pt-BR", "en-GB", "ja"], Language.ENGLISH),
        (["C"], Language.JAPANESE),
        ([], Language.JAPANESE),
    ],
)
def test_the_systems_language_is_followed_where_there_is_a_translation(
    screen: ScreenLanguage, monkeypatch: pytest.MonkeyPatch, of_system: list[str], spoken: Language
) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _locale: of_system)
    screen.speak(Language.AUTO)
    assert screen.spoken is spoken


async def test_the_sign_in_asks_for_another_language(scene: Scene) -> None:
    wanted: list[Language] = []
    scene.window.language_wanted.connect(wanted.append)
    buttons = scene.window.languages.buttons
    QTest.mouseClick(buttons[Language.JAPANESE], Qt.MouseButton.LeftButton)
    assert wanted == []
    buttons[Language.ENGLISH].setFocus()
    QTest.keyClick(buttons[Language.ENGLISH], Qt.Key.Key_Space)
    assert wanted == [Language.ENGLISH]
    assert buttons[Language.JAPANESE].isChecked()
    assert not buttons[Language.ENGLISH].isChecked()
