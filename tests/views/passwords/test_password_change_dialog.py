"""パスワード変更 by real keys."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from services.acts.password_use import ChangePassword, PasswordChange
from services.contract.errors import OutcomeUnknown
from services.rules.passwords.passwords import PasswordFault
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.views.acts import read
from tests.views.counter import Counter
from tests.views.passwords.password_scene import NEW, OLD, Scene, scan, scene, type_into, whole_scene
from views.passwords.password_use_dialogs import ChangeDialog

__all__ = ["scene", "whole_scene"]


def typed(dialog: ChangeDialog) -> list[str]:
    return [part.field.text() for part in (dialog.old, dialog.new, dialog.again)]


async def test_a_patron_changes_the_password_by_keyboard_alone(counter: Counter, whole_scene: Scene) -> None:
    await whole_scene.open()
    dialog = await whole_scene.changing()
    assert dialog.focusWidget() is dialog.old.field
    assert snapshots.everyday().patron.name not in dialog.windowTitle()
    type_into(dialog, OLD, NEW, NEW)
    await whole_scene.settled()
    (request,) = whole_scene.acts.sent
    assert isinstance(request, ChangePassword)
    assert [request.old.reveal(), request.new.reveal(), request.again.reveal()] == [OLD, NEW, NEW]
    assert dialog.outcome.text == "新しいパスワードに変更しました。"
    assert not dialog.old.isVisible()
    assert typed(dialog) == ["", "", ""]
    assert dialog.focusWidget() is dialog.no
    QTest.keyClick(dialog.no, Qt.Key.Key_Return)
    await whole_scene.closed()
    assert QApplication.activeModalWidget() is None
    assert counter.window.focusWidget() is counter.window.password


async def test_all_that_is_wrong_stands_beside_its_field(scene: Scene) -> None:
    wrong = (
        PasswordFault.OLD_WRONG,
        PasswordFault.TOO_SHORT,
        PasswordFault.DIGITS_ONLY,
        PasswordFault.MISMATCH,
    )
    scene.acts.outcomes = [PasswordChange(wrong, until_lock=3)]
    await scene.open()
    dialog = await scene.changing()
    type_into(dialog, "kingyo2026", "0815", "0816")
    await scene.settled()
    assert dialog.old.said == "※古いパスワードが違います。"
    assert dialog.new.said == "※8文字以上にしてください。\n※数字のみのパスワードは登録できません。"
    assert dialog.again.said == "※新しいパスワード(再)に誤りがあります。"
    assert dialog.outcome.text == "あと3回間違えるとロックします。"
    assert typed(dialog) == ["", "0815", "0816"]
    assert dialog.focusWidget() is dialog.old.field


async def test_an_unfit_new_one_loses_nothing_typed(scene: Scene) -> None:
    scene.acts.outcomes = [PasswordChange((PasswordFault.MISMATCH,))]
    await scene.open()
    dialog = await scene.changing()
    type_into(dialog, OLD, NEW, "hanabi0815")
    await scene.settled()
    assert typed(dialog) == [OLD, NEW, "hanabi0815"]
    assert dialog.focusWidget() is dialog.again.field
    assert dialog.again.field.selectedText()
    type_into(dialog, NEW)
    assert dialog.again.said == ""
    await scene.settled()
    assert dialog.outcome.text == "新しいパスワードに変更しました。"


async def test_what_is_left_blank_is_told_and_not_tried(scene: Scene) -> None:
    await scene.open()
    dialog = await scene.changing()
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    await scene.settled()
    assert dialog.old.said == "※古いパスワードを入力してください。"
    assert dialog.new.said == "※新しいパスワードを入力してください。"
    assert scene.acts.sent == []


async def test_a_lock_ends_the_trying(scene: Scene) -> None:
    scene.acts.outcomes = [PasswordChange((PasswordFault.OLD_WRONG,), until_lock=0)]
    await scene.open()
    dialog = await scene.changing()
    type_into(dialog, "kingyo2026", NEW, NEW)
    await scene.settled()
    assert dialog.outcome.text == "間違いが続いたため、ロックしました。"
    assert not dialog.yes.isEnabled()
    assert dialog.outcome.is_shown()  # in the place of what is missing
    assert dialog.missing.text == "先にロックを解除してください。"


async def test_scans_go_to_the_card_and_into_no_field(counter: Counter, whole_scene: Scene) -> None:
    await whole_scene.open()
    dialog = await whole_scene.changing()
    QTest.keyClicks(dialog.old.field, OLD)
    await scan(dialog, CARD_B)
    assert "別の人の利用カード" in dialog.trouble.text
    assert not dialog.yes.isEnabled()
    await scan(dialog, CARD_A)
    assert dialog.trouble.text == ""
    assert dialog.yes.isEnabled()
    assert typed(dialog) == [OLD, "", ""]
    assert counter.window.top_bar.card_field.text() == ""
    assert whole_scene.counter.bench.look_ups.asked == [CARD_A]


async def test_no_password_can_be_read_or_copied(scene: Scene) -> None:
    await scene.open()
    dialog = await scene.changing()
    type_into(dialog, OLD)
    field = dialog.old.field
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    assert OLD not in field.displayText()
    assert OLD not in read(dialog)
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        field.selectAll()
        QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "before"
    assert not field.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    assert field.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
async def test_leaving_forgets_what_was_typed(scene: Scene, key: Qt.Key) -> None:
    await scene.open()
    dialog = await scene.changing()
    type_into(dialog, OLD, NEW)
    dialog.no.setFocus()
    QTest.keyClick(dialog.no, key)
    assert typed(dialog) == ["", "", ""]
    await scene.closed()
    assert scene.acts.sent == []


async def test_the_window_button_leaves_too_but_not_while_it_works(scene: Scene) -> None:
    answer = scene.acts.gate()
    await scene.open()
    dialog = await scene.changing()
    type_into(dialog, OLD, NEW, NEW)
    await asyncio.sleep(0)
    dialog.close()
    assert dialog.isVisible()
    assert dialog.old.field.isReadOnly()
    answer.set()
    await scene.settled()
    dialog.close()
    await scene.closed()
    assert QApplication.activeModalWidget() is None


async def test_a_lost_answer_is_asked_for_again_with_the_same_order(scene: Scene) -> None:
    scene.acts.outcomes = [OutcomeUnknown("x")]
    await scene.open()
    dialog = await scene.changing()
    type_into(dialog, OLD, NEW, NEW)
    await scene.settled()
    assert "確かめられません" in dialog.trouble.text
    QTest.keyClick(dialog.again.field, Qt.Key.Key_Return)
    await scene.settled()
    first, second = scene.acts.sent
    assert first == second
    assert dialog.outcome.text == "新しいパスワードに変更しました。"


async def test_what_the_screen_has_no_room_for_scrolls_above_the_buttons(scene: Scene) -> None:
    scene.acts.outcomes = [PasswordChange((PasswordFault.MISMATCH,))]
    await scene.open()
    dialog = await scene.changing()
    for _ in range(80):
        dialog.content.insertWidget(0, QLabel("A"))
    type_into(dialog, OLD, NEW, NEW)
    await scene.settled()
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    bottom = dialog.yes.mapTo(dialog, dialog.yes.rect().bottomLeft()).y()
    assert bottom < dialog.height()
    in_sight = dialog.again.field.visibleRegion().boundingRect().height()
    assert in_sight == dialog.again.field.height()


async def test_all_that_is_wrong_with_a_field_is_in_sight_with_it(scene: Scene) -> None:
    _, _, *of_new = PasswordFault
    scene.acts.outcomes = [PasswordChange(tuple(of_new))]
    await scene.open()
    dialog = await scene.changing()
    for place in (0, dialog.content.count() + 1):
        for _ in range(80):
            dialog.content.insertWidget(place, QLabel("A"))
    type_into(dialog, OLD, NEW, NEW)
    await scene.settled()
    (faulty,) = [it for it in (dialog.old, dialog.new, dialog.again) if it.field.hasFocus()]
    assert faulty.said
    assert faulty.visibleRegion().boundingRect().height() == faulty.height() > 2 * faulty.field.height()
