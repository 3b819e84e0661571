"""Windows that close together leave the keyboard in the one that stays."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.waiting import until
from views.desk.focus_keeper import KeptKeyboard


@pytest.fixture
def kept(qapp: QApplication) -> Iterator[KeptKeyboard]:
    made = KeptKeyboard(qapp)
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
async def window(qtbot: QtBot, kept: KeptKeyboard) -> QWidget:
    assert not kept.looks_soon
    made = QWidget()
    qtbot.addWidget(made)
    await shown(made)
    return made


async def shown(window: QWidget) -> None:
    window.show()
    window.activateWindow()
    await until(window.isActiveWindow)


async def over(window: QWidget) -> QDialog:
    made = QDialog(window)
    made.setModal(True)
    await shown(made)
    return made


async def test_two_that_close_at_once(window: QWidget) -> None:
    settings = await over(window)
    question = await over(settings)
    question.done(0)
    settings.done(0)
    await until(window.isActiveWindow)


async def test_the_question_over_what_stays_open(window: QWidget) -> None:
    """Of three windows the second has the keyboard then, not the one at the bottom."""
    settings = await over(window)
    question = await over(settings)
    more = await over(question)
    more.done(0)
    question.done(0)
    await until(settings.isActiveWindow)
    settings.done(0)
    await until(window.isActiveWindow)


async def test_nothing_is_taken_from_another_program(
    window: QWidget, kept: KeptKeyboard, qapp: QApplication
) -> None:
    settings = await over(window)
    qapp.focusWindowChanged.emit(None)
    settings.done(0)
    assert not kept.looks_soon
    assert not window.isActiveWindow()


async def test_a_manual_beside_the_desk_is_not_preferred(window: QWidget) -> None:
    beside = QWidget(window, window.windowFlags())
    await shown(beside)
    settings = await over(window)
    question = await over(settings)
    question.done(0)
    settings.done(0)
    await until(window.isActiveWindow)
    assert beside.isVisible()
    beside.close()


async def test_a_window_that_has_just_come_up_keeps_the_keyboard(window: QWidget, kept: KeptKeyboard) -> None:
    """On a slow computer the look is due before Qt hears who has the keyboard now."""
    manual, about = (QWidget(window, window.windowFlags()) for _ in range(2))
    await shown(manual)
    manual.close()
    about.show()
    about.activateWindow()
    kept.look()
    await until(about.isActiveWindow)
    await until(lambda: not kept.looks_soon)
    assert about.isActiveWindow()
    about.close()


async def test_when_all_have_gone_nothing_is_asked_of_the_screen(window: QWidget, kept: KeptKeyboard) -> None:
    window.close()
    assert kept.looks_soon
    await until(lambda: not kept.looks_soon)
    assert QApplication.focusWindow() is None
