"""F1 in questions, in the settings, and before there is a desk: the manual comes up over them, at their own page."""

from collections.abc import AsyncIterator, Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.waiting import until
from views.dialogs.decision_dialog import DecisionDialog
from views.dialogs.discard_dialog import DiscardDialog
from views.manual.f1_help import HelpKey, page_of, tell_page
from views.manual.manual import PRIVACY, SETTINGS, START, Manual
from views.manual.manual_window import HelpWindow
from views.style.theme import Theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    HelpKey(made, theme, manual=Manual.find, page_here=lambda: START)
    made.show()
    return made


@pytest.fixture(autouse=True)
async def no_help_left() -> AsyncIterator[None]:
    yield
    for it in QApplication.topLevelWidgets():
        if isinstance(it, HelpWindow):
            it.close()


@pytest.fixture
def question(window: QWidget, theme: Theme) -> Iterator[DecisionDialog]:
    made = DecisionDialog("質問", yes="はい", no="いいえ", theme=theme, parent=window)
    made.open()
    yield made
    made.close()


async def f1_in(window: QWidget) -> HelpWindow:
    window.activateWindow()
    await until(lambda: QApplication.activeWindow() is window)
    QTest.keyClick(window, Qt.Key.Key_F1)
    found = next(it for it in QApplication.topLevelWidgets() if isinstance(it, HelpWindow) and it.isVisible())
    await until(lambda: QApplication.activeWindow() is found)
    return found


async def test_in_a_window_it_opens_the_page_of_the_window(window: QWidget) -> None:
    assert (await f1_in(window)).browser.page == START

    tell_page(window, PRIVACY)

    assert (await f1_in(window)).browser.page == PRIVACY


async def test_over_a_question_the_manual_is_a_part_of_it_or_nobody_could_read_it(
    question: DecisionDialog,
) -> None:
    tell_page(question, SETTINGS)

    found = await f1_in(question)

    assert found.browser.page == SETTINGS
    assert found.windowHandle().transientParent() is question.windowHandle()
    assert question.isVisible()


async def test_a_manual_that_was_open_already_comes_over_the_question(window: QWidget, theme: Theme) -> None:
    found = await f1_in(window)
    dialog = DecisionDialog("質問", yes="はい", no="いいえ", theme=theme, parent=window)
    dialog.open()

    assert await f1_in(dialog) is found
    assert found.windowHandle().transientParent() is dialog.windowHandle()
    dialog.close()
    assert await f1_in(window) is found
    assert found.windowHandle().transientParent() is window.windowHandle()


async def test_a_manual_that_was_over_a_question_comes_over_the_next_one_too(
    window: QWidget, theme: Theme
) -> None:
    for _ in range(3):
        dialog = DecisionDialog("質問", yes="はい", no="いいえ", theme=theme, parent=window)
        dialog.open()
        found = await f1_in(dialog)
        assert found.windowHandle().transientParent() is dialog.windowHandle()
        found.close()
        dialog.close()
        shiboken6.delete(dialog)


async def test_closing_the_manual_gives_the_keyboard_back_to_the_question(question: DecisionDialog) -> None:
    found = await f1_in(question)

    QTest.keyClick(found.browser, Qt.Key.Key_Escape)

    await until(lambda: QApplication.activeWindow() is question)
    assert not found.isVisible()


async def test_a_question_about_a_question_has_its_page(question: DecisionDialog, theme: Theme) -> None:
    tell_page(question, SETTINGS)
    box = DiscardDialog(theme, question)
    QDialog.open(box)

    assert (await f1_in(box)).browser.page == SETTINGS
    box.close()


async def test_a_question_over_another_window_is_none_of_its_business(
    qtbot: QtBot, window: QWidget, theme: Theme
) -> None:
    other = QMessageBox()
    qtbot.addWidget(other)
    QDialog.open(other)
    await until(lambda: QApplication.activeWindow() is other)

    QTest.keyClick(other, Qt.Key.Key_F1)

    assert not any(isinstance(it, HelpWindow) for it in QApplication.topLevelWidgets() if it.isVisible())
    assert page_of(other) is None
