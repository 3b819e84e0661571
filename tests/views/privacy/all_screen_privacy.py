"""Hiding and covering the real window, with real keys: nothing of the patron is left to see or to read."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMessageBox,
    QToolTip,
    QVBoxLayout,
)
from pytestqt.qtbot import QtBot

from tests.helpers import snapshots
from tests.helpers.waiting import until
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.views.counter import Counter
from tests.views.privacy.privacy_scene import PERSON, TITLE, Guarded
from viewmodels.screen_guard import ScreenState
from views.style.icons import Icons
from views.style.theme import Theme


@pytest.fixture
async def desk(counter: Counter, theme: Theme, icons: Icons) -> AsyncIterator[Guarded]:
    for left in QApplication.topLevelWidgets():  # by tests before: what can be read is all there is
        if left.parent() is None and left is not counter.window:
            left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    made = Guarded(counter, theme, icons)
    yield made
    made.privacy.end()


async def test_f11_leaves_nothing_of_the_patron_to_see_or_to_read(desk: Guarded) -> None:
    await desk.open()
    readable = desk.readable()
    assert PERSON.name in readable
    assert TITLE in readable
    desk.key(Qt.Key.Key_F11)

    assert desk.guard.screen.value is ScreenState.HIDDEN
    readable, on_screen = desk.readable(), desk.on_screen()
    for secret in (PERSON.name, str(PERSON.kana), TITLE, CARD_A, "20000001-1"):
        assert secret not in readable
        assert secret not in on_screen
    assert "画面を隠しています" in readable


async def test_f11_takes_a_tooltip_away_at_once(desk: Guarded) -> None:
    await desk.open()
    QToolTip.showText(QPoint(9, 9), TITLE, desk.counter.window)
    assert QToolTip.isVisible()
    desk.key(Qt.Key.Key_F11)
    assert not QToolTip.isVisible()
    desk.key(Qt.Key.Key_F11)
    assert not QToolTip.isVisible()


async def test_f11_shows_the_same_again_with_the_keyboard_where_it_was(desk: Guarded) -> None:
    await desk.open()
    desk.counter.press(Qt.Key.Key_F6)
    focused = QApplication.focusWidget()
    seen = desk.counter.words()
    desk.key(Qt.Key.Key_F11)
    desk.key(Qt.Key.Key_F11)

    assert desk.guard.screen.value is ScreenState.OPEN
    assert desk.counter.words() == seen
    assert QApplication.focusWidget() is focused
    assert desk.counter.panel_in_focus() == 0


async def test_what_is_typed_stays_behind_the_cover(desk: Guarded) -> None:
    await desk.open()
    field = desk.counter.window.email
    form = field.findChildren(QLineEdit)[0]
    form.setText("someone@example.jp")
    desk.key(Qt.Key.Key_F11)
    assert "someone@example.jp" not in desk.readable()
    desk.key(Qt.Key.Key_F11)
    assert form.text() == "someone@example.jp"


async def test_what_is_typed_over_the_cover_goes_nowhere(desk: Guarded) -> None:
    await desk.open()
    desk.key(Qt.Key.Key_F11)
    focused = QApplication.focusWidget()
    assert focused is not None
    for number in ("100000003", "2e"):
        QTest.keyClicks(focused, number)
    desk.key(Qt.Key.Key_F11)
    assert desk.guard.screen.value is ScreenState.OPEN
    assert desk.counter.window.top_bar.card_field.text() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
async def test_enter_and_space_press_the_button_that_shows(desk: Guarded, key: Qt.Key) -> None:
    await desk.open()
    desk.key(Qt.Key.Key_F11)
    desk.key(key)
    assert desk.guard.screen.value is ScreenState.OPEN


async def test_other_keys_do_nothing_behind_the_cover(desk: Guarded) -> None:
    await desk.open()
    desk.key(Qt.Key.Key_F11)
    for key in (Qt.Key.Key_F4, Qt.Key.Key_F2, Qt.Key.Key_F9, Qt.Key.Key_Escape, Qt.Key.Key_X):
        QTest.keyClick(QApplication.focusWidget() or desk.counter.window, key)
        desk.key(key)
    await desk.counter.settled()
    assert desk.guard.screen.value is ScreenState.HIDDEN
    assert desk.counter.passwords.dialog.value is None
    assert desk.counter.bench.desk.snapshot is not None


async def test_a_held_key_hides_once(desk: Guarded) -> None:
    await desk.open()
    desk.key(Qt.Key.Key_F11)
    desk.key(Qt.Key.Key_F11, repeat=True)
    assert desk.guard.screen.value is ScreenState.HIDDEN


async def test_dialogs_go_too_and_come_back_in_order(desk: Guarded) -> None:
    await desk.open()
    desk.counter.passwords.open()
    await asyncio.sleep(0)
    dialog = desk.counter.window.password_dialogs.current
    assert dialog is not None
    assert dialog.isVisible()
    box = QMessageBox(dialog)
    box.setText("秘密の質問")
    QDialog.open(box)
    assert "秘密の質問" in desk.readable()
    desk.key(Qt.Key.Key_F11)

    assert not dialog.isVisible()
    assert not box.isVisible()
    await desk.out_of_sight()
    assert PERSON.name not in desk.readable()
    assert "秘密の質問" not in desk.readable()
    desk.key(Qt.Key.Key_F11)
    assert dialog.isVisible()
    assert QApplication.activeModalWidget() is box
    assert PERSON.name in desk.readable()


async def test_a_dialog_that_ends_behind_the_cover_stays_away(desk: Guarded) -> None:
    await desk.open()
    box = QMessageBox(desk.counter.window)
    QDialog.open(box)
    desk.key(Qt.Key.Key_F11)
    box.done(0)
    desk.key(Qt.Key.Key_F11)
    assert not box.isVisible()


async def test_a_dialog_that_opens_behind_the_cover_is_covered(desk: Guarded, qtbot: QtBot) -> None:
    await desk.open()
    desk.key(Qt.Key.Key_F11)
    late = QDialog(desk.counter.window)
    field = QLineEdit("遅れて来た人")
    QVBoxLayout(late).addWidget(field)
    late.open()
    await until(late.isHidden)
    await desk.out_of_sight()
    assert "遅れて来た人" not in desk.readable()
    desk.key(Qt.Key.Key_F11)
    assert late.isVisible()


async def test_a_scan_behind_the_cover_is_told_there(desk: Guarded) -> None:
    await desk.open()
    desk.key(Qt.Key.Key_F11)
    desk.counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await desk.counter.scan(CARD_B)

    assert CARD_B not in desk.counter.bench.look_ups.asked
    assert "もう一度読み取ってください" in desk.counter.words()
    assert CARD_B not in desk.readable()
    assert desk.guard.screen.value is ScreenState.HIDDEN
    desk.key(Qt.Key.Key_F11)
    assert desk.counter.bench.desk.snapshot == snapshots.everyday(card_number=CARD_A)


@pytest.mark.parametrize("text", ["3000097999", "12345678"])
async def test_what_is_no_card_is_told_behind_the_cover_as_a_card_is(desk: Guarded, text: str) -> None:
    await desk.open()
    desk.key(Qt.Key.Key_F11)
    await desk.counter.scan(text)
    assert "カードを読み取りましたが、開いていません。" in desk.counter.words()
    assert text not in desk.readable()
    desk.key(Qt.Key.Key_F11)
    assert desk.counter.bench.desk.snapshot == snapshots.everyday(card_number=CARD_A)
    assert desk.counter.bench.desk.opening is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_F12, Qt.Key.Key_Return])
async def test_idleness_hides_by_the_clock_and_a_key_pressed_too_late_does_nothing(
    desk: Guarded, key: Qt.Key
) -> None:
    await desk.open()
    desk.clock.pass_by(minutes=3)
    desk.key(key)
    await desk.counter.settled()
    assert desk.guard.screen.value is ScreenState.HIDDEN
    assert PERSON.name not in desk.on_screen()
    assert desk.counter.bench.desk.snapshot is not None


async def test_f11_shows_for_good_what_idleness_had_hidden(desk: Guarded) -> None:
    """As the platform sends it: the window's shortcut takes the key, and only that it goes up is heard of."""
    await desk.open()
    desk.clock.pass_by(minutes=3)
    desk.privacy.watch.look()
    assert PERSON.name not in desk.on_screen()
    QTest.keyClick(desk.counter.window.windowHandle(), Qt.Key.Key_F11)
    assert PERSON.name in desk.on_screen()


@pytest.mark.parametrize("how", ["key", "scan", "mouse", "wheel"])
async def test_each_kind_of_input_counts(desk: Guarded, how: str) -> None:
    desk.clock.pass_by(minutes=2)
    window = desk.counter.window.windowHandle()
    match how:
        case "key":
            desk.key(Qt.Key.Key_Shift)
        case "scan":
            await desk.counter.scan("1234567")
        case "mouse":
            QTest.mouseMove(window, QPoint(40, 40))
            QTest.mouseMove(window, QPoint(41, 40))
        case "wheel":
            QTest.wheelEvent(window, QPointF(50, 400), QPoint(0, 120))
    desk.clock.pass_by(minutes=2)
    desk.privacy.watch.look()
    assert desk.guard.screen.value is ScreenState.OPEN


@pytest.mark.parametrize(("composed", "counts"), [("鋳物の歴史", True), ("", False)])
async def test_writing_with_an_input_method_counts(desk: Guarded, composed: str, counts: bool) -> None:
    """Its keys reach no window; and Qt sends one without text when the keyboard goes elsewhere."""
    field = desk.counter.window.top_bar.card_field
    desk.clock.pass_by(minutes=2)
    event = QInputMethodEvent(composed, [])
    QApplication.sendEvent(field, event)
    desk.clock.pass_by(minutes=2)
    desk.privacy.watch.look()
    assert desk.guard.screen.value is (ScreenState.OPEN if counts else ScreenState.HIDDEN)


async def test_a_mouse_that_lies_still_is_no_input(desk: Guarded) -> None:
    window = desk.counter.window.windowHandle()
    place = QPointF(QCursor.pos())

    def lie() -> None:
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            place,
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(window, event)

    lie()
    desk.clock.pass_by(minutes=2)
    lie()
    desk.clock.pass_by(minutes=1)
    desk.privacy.watch.look()
    assert desk.guard.screen.value is ScreenState.HIDDEN


@pytest.mark.parametrize("way", ["key", "button", "cover"])
async def test_locking_covers_at_once(desk: Guarded, way: str) -> None:
    await desk.open()
    match way:
        case "key":
            desk.key(Qt.Key.Key_F12)
        case "button":
            QTest.mouseClick(desk.counter.window.top_bar.lock_button, Qt.MouseButton.LeftButton)
        case "cover":
            desk.key(Qt.Key.Key_F11)
            QTest.mouseClick(desk.privacy.content_hider.cover.lock_button, Qt.MouseButton.LeftButton)
    assert desk.guard.screen.value is ScreenState.LOCKED
    assert PERSON.name not in desk.readable()
    assert "ロックしています…" in desk.counter.words()
    desk.key(Qt.Key.Key_F11)
    desk.key(Qt.Key.Key_Return)
    assert desk.guard.screen.value is ScreenState.LOCKED


async def test_f12_locks_from_within_a_dialog(desk: Guarded) -> None:
    await desk.open()
    box = QMessageBox(desk.counter.window)
    QDialog.open(box)
    desk.key(Qt.Key.Key_F12)
    assert desk.guard.screen.value is ScreenState.LOCKED
    assert not box.isVisible()


async def test_no_window_names_the_patron(desk: Guarded) -> None:
    await desk.open()
    desk.counter.passwords.open()
    await asyncio.sleep(0)
    for window in QApplication.topLevelWidgets():
        for name in (window.windowTitle(), window.windowFilePath(), window.windowIconText()):
            assert PERSON.name not in name
            assert CARD_A not in name


async def test_locking_empties_the_clipboard(desk: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    emptied: list[object] = []
    monkeypatch.setattr("views.widgets.clipboard.forget", emptied.append)  # the offscreen platform owns none
    await desk.open()
    desk.key(Qt.Key.Key_F11)
    assert emptied == []
    desk.key(Qt.Key.Key_F12)
    assert emptied == [QApplication.clipboard()]


@pytest.mark.parametrize("before", [None, Qt.Key.Key_F11])
async def test_f12_over_input_hides_everything_and_asks(desk: Guarded, before: Qt.Key | None) -> None:
    await desk.open()
    desk.counter.bench.desk.note_unsaved_input("form", dirty=True)
    if before is not None:
        desk.key(before)
    desk.key(Qt.Key.Key_F12)
    assert desk.guard.screen.value is ScreenState.ASKED
    assert (PERSON.name in desk.readable(), TITLE in desk.readable()) == (False, False)
    assert "入力の途中です。ロックしますか。" in desk.counter.words()
    cover = desk.privacy.content_hider.cover
    assert desk.counter.window.focusWidget() is cover.lock_button
    QTest.keyClick(cover.lock_button, Qt.Key.Key_Return)
    assert "ロックしています" in desk.counter.words()


async def test_f11_goes_back_to_the_input(desk: Guarded) -> None:
    await desk.open()
    desk.counter.bench.desk.note_unsaved_input("form", dirty=True)
    desk.key(Qt.Key.Key_F12)
    desk.key(Qt.Key.Key_F11)
    assert desk.guard.screen.value is ScreenState.OPEN
    assert PERSON.name in desk.counter.words()


async def test_the_cover_tells_what_the_lock_will_throw_away(desk: Guarded) -> None:
    await desk.open()
    desk.key(Qt.Key.Key_F11)
    assert "10分" in desk.counter.words()
    assert "入力の途中です" not in desk.counter.words()
    desk.key(Qt.Key.Key_F11)
    desk.counter.bench.desk.note_unsaved_input("form", dirty=True)
    desk.key(Qt.Key.Key_F11)
    assert "入力の途中です" in desk.counter.words()


@pytest.mark.parametrize("way", ["key", "button"])
async def test_masked_titles_are_neither_seen_nor_read_until_asked(desk: Guarded, way: str) -> None:
    shown = snapshots.everyday()
    secrets = [
        *(row.title for row in shown.loans),
        *(row.title for row in shown.holds),
        *(row.title for row in shown.cancelled_holds),
        *(row.title for row in shown.requests),
        *(row.question for row in shown.questions),
    ]
    await desk.open()
    for place in range(len(desk.counter.window.pages)):
        desk.counter.window.menu.setCurrentRow(place)

    def toggle() -> None:
        if way == "key":
            QTest.keyClick(desk.counter.window, Qt.Key.Key_F8)
        else:
            QTest.mouseClick(desk.counter.window.mask_button, Qt.MouseButton.LeftButton)

    toggle()
    readable = desk.readable()
    assert [text for text in secrets if text and text in readable] == []
    assert desk.counter.window.mask_button.text() == "タイトルを表示"
    toggle()
    assert desk.counter.window.inquiry.loans.rows == shown.loans
    assert desk.counter.window.reference.questions.rows == shown.questions
    assert desk.counter.window.mask_button.text() == "タイトルを隠す"
