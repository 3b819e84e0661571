"""A question over a window: answered, given up, or ended because the window is switched off."""

import asyncio

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.helpers.waiting import HOPELESS
from views.dialogs.await_dialog import finished


def opened(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


async def test_the_answer_is_the_dialogs(qtbot: QtBot) -> None:
    window = opened(qtbot)
    dialog = QDialog(window)
    waiting = asyncio.ensure_future(finished(dialog))
    await asyncio.sleep(0)
    dialog.accept()

    assert await waiting == QDialog.DialogCode.Accepted


async def test_switching_the_window_off_rejects(qtbot: QtBot) -> None:
    window = opened(qtbot)
    dialog = QDialog(window)
    waiting = asyncio.ensure_future(finished(dialog))
    await asyncio.sleep(0)
    window.setEnabled(False)

    assert await waiting == QDialog.DialogCode.Rejected
    assert QApplication.activeModalWidget() is None


async def test_a_window_that_is_off_asks_nothing_more(qtbot: QtBot) -> None:
    window = opened(qtbot)
    window.setEnabled(False)
    dialog = QDialog(window)

    assert await finished(dialog) == QDialog.DialogCode.Rejected
    assert QApplication.activeModalWidget() is None


async def test_a_question_whose_window_is_gone_is_answered_with_no(qtbot: QtBot) -> None:
    window = QWidget()
    window.show()
    asked = asyncio.ensure_future(finished(QDialog(window)))
    await asyncio.sleep(0)
    delete(window)
    async with asyncio.timeout(HOPELESS):
        assert await asked == QDialog.DialogCode.Rejected
