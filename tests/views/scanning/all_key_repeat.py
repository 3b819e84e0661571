"""A key that is held down acts once, so that nobody answers a question that has only just come up."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from services.rules.vocabulary import Channel
from tests.helpers import snapshots
from tests.helpers.keyboard import Keyboard
from tests.viewmodels.fakes import CARD_A
from tests.views.counter import Counter
from tests.views.passwords.issue_scene import button, issued
from viewmodels.passwords.password_issue import IssueStage, PasswordIssueViewModel

REPETITION_MS = 40
FLAGGED = pytest.mark.parametrize("flagged", [True, False], ids=["told by Qt", "as on X11"])


def keyboard() -> Keyboard:
    window = QApplication.activeModalWidget() or QApplication.activeWindow()
    assert window is not None
    return Keyboard(window.windowHandle())


def held(keys: Keyboard, text: str, key: Qt.Key, *, flagged: bool) -> None:
    """Let a key that is down repeat three times: as Windows and Wayland tell it, or as X11 does."""
    for _ in range(3):
        keys.now += REPETITION_MS
        keys.release(text, key, repeat=flagged)
        keys.press(text, key, repeat=flagged)


def asked_first(keys: Keyboard, key: Qt.Key, *, flagged: bool = False) -> bool:
    """Ask as Qt does before it tries the shortcuts; True if they are not to be tried."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier, "", flagged)
    event.setTimestamp(keys.now)
    event.ignore()
    QCoreApplication.sendEvent(keys.window, event)
    return event.isAccepted()


def new_password(counter: Counter) -> PasswordIssueViewModel:
    model = counter.passwords.dialog.value
    assert model is not None
    return model


@FLAGGED
@pytest.mark.parametrize(("text", "key"), [("\r", Qt.Key.Key_Return), (" ", Qt.Key.Key_Space)])
async def test_a_key_held_on_a_new_password_does_not_close_it_away(
    counter: Counter, text: str, key: Qt.Key, *, flagged: bool
) -> None:
    """The button that closes has the keyboard then, and what it closes can't be shown again."""
    dialog = await issued(counter)
    assert dialog.focusWidget() is button(dialog, "印刷できた(閉じる)")
    keys = keyboard()
    keys.release(text, key, repeat=flagged)
    keys.press(text, key, repeat=flagged)

    held(keys, text, key, flagged=flagged)
    keys.now += REPETITION_MS
    keys.release(text, key)
    assert new_password(counter).stage.value is IssueStage.ISSUED

    keys.now += REPETITION_MS
    keys.press(text, key)
    keys.release(text, key)
    assert counter.passwords.dialog.value is None


@FLAGGED
async def test_f9_held_switches_once(counter: Counter, *, flagged: bool) -> None:
    keys = keyboard()
    keys.press("", Qt.Key.Key_F9)
    await counter.settled()
    for _ in range(3):
        held(keys, "", Qt.Key.Key_F9, flagged=flagged)
        await counter.settled()

    assert counter.bench.desk.channel.value is Channel.PHONE


@FLAGGED
async def test_a_repetition_comes_to_no_shortcut(counter: Counter, *, flagged: bool) -> None:
    """The platform sends a shortcut's press only when nobody wanted it for something else."""
    keys = keyboard()
    assert not asked_first(keys, Qt.Key.Key_F9)
    keys.now += REPETITION_MS
    keys.release("", Qt.Key.Key_F9, repeat=flagged)
    assert asked_first(keys, Qt.Key.Key_F9, flagged=flagged)
    assert not asked_first(keys, Qt.Key.Key_F8)
    keys.now += REPETITION_MS
    keys.release("", Qt.Key.Key_F9)
    keys.now += REPETITION_MS

    assert not asked_first(keys, Qt.Key.Key_F9)


@FLAGGED
async def test_escape_held_on_a_question_leaves_the_patron_open(counter: Counter, *, flagged: bool) -> None:
    counter.bench.look_ups.answer(CARD_A, replace(snapshots.everyday(), card_number=CARD_A))
    await counter.scan(CARD_A)
    counter.press(Qt.Key.Key_F4)
    keys = keyboard()
    keys.press("", Qt.Key.Key_Escape)
    assert counter.passwords.dialog.value is None
    counter.window.activateWindow()
    keys.window = counter.window.windowHandle()
    held(keys, "", Qt.Key.Key_Escape, flagged=flagged)
    await counter.settled()

    assert counter.bench.desk.snapshot is not None


@FLAGGED
async def test_what_writes_or_moves_may_repeat(counter: Counter, *, flagged: bool) -> None:
    counter.bench.look_ups.answer(CARD_A, replace(snapshots.everyday(), card_number=CARD_A))
    counter.window.reference.offer()
    await counter.scan(CARD_A)
    keys = keyboard()
    counter.press(Qt.Key.Key_F7)
    keys.press("", Qt.Key.Key_Down)
    held(keys, "", Qt.Key.Key_Down, flagged=flagged)
    assert counter.window.menu.currentRow() == 4

    counter.window.menu.setCurrentRow(3)
    question = counter.window.reference.question
    question.setFocus()
    keys.press("\r", Qt.Key.Key_Return)
    held(keys, "\r", Qt.Key.Key_Return, flagged=flagged)
    assert question.toPlainText() == "\n" * 4
