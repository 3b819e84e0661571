"""貸出禁止, by real keys and a real mouse."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services.acts.suspensions import Suspend
from tests.helpers import snapshots
from tests.helpers.snapshots import suspended
from tests.viewmodels.suspensions.suspension_fakes import MASTERS
from tests.views.acts import read
from tests.views.suspensions.suspension_scene import (
    ADDRESS,
    CONTACT,
    OVERDUE,
    UNREACHABLE,
    Desk,
    desk,
    focused,
    press,
)
from viewmodels.core.notes import Done, Result
from views.panels.row_actions import RowAction
from views.suspensions.lift_dialog import SuspendDialog

__all__ = ["desk"]


async def test_a_patron_is_suspended_by_keys(desk: Desk) -> None:
    await desk.open(suspensions=(suspended(OVERDUE),))
    button = desk.page.suspensions.suspend_button
    assert (button.text(), button.isVisible()) == ("貸出禁止", True)
    button.setFocus()
    press(Qt.Key.Key_Space)
    dialog = await desk.dialog(SuspendDialog)
    assert list(dialog.buttons) == [UNREACHABLE, ADDRESS, CONTACT]
    assert focused() is dialog.buttons[UNREACHABLE]
    assert not dialog.yes.isEnabled()
    press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.buttons[CONTACT].setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    assert focused() is dialog.notes
    press(Qt.Key.Key_Down, 2)
    assert dialog.notes.currentText() == "督促済み"
    dialog.yes.setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    (request,) = desk.acts.sent
    assert isinstance(request, Suspend)
    assert (request.reason, request.note) == (CONTACT, "reminded")
    assert desk.told == Result(Done.SUSPENDED, about=CONTACT)


async def test_without_a_librarys_notes_none_is_asked(desk: Desk) -> None:
    desk.masters = replace(MASTERS, labels={})
    await desk.open(loans=(snapshots.loan(overdue_days=20),))
    desk.page.suspensions.suspend_button.click()
    dialog = await desk.dialog(SuspendDialog)
    assert not dialog.notes.isVisible()
    assert "メモ" not in read(dialog).splitlines()
    QTest.mouseClick(
        dialog.buttons[OVERDUE], Qt.MouseButton.LeftButton, pos=dialog.buttons[OVERDUE].rect().center()
    )
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    await desk.settled()
    (request,) = desk.acts.sent
    assert isinstance(request, Suspend)
    assert (request.reason, request.note, request.although_nothing_overdue) == (OVERDUE, None, False)


async def test_long_overdue_with_nothing_overdue_wants_a_tick_and_says_so(desk: Desk) -> None:
    await desk.open(loans=(snapshots.loan(overdue_days=0),))
    desk.page.suspensions.suspend_button.click()
    dialog = await desk.dialog(SuspendDialog)
    assert "「理由」を選んでください。" in read(dialog)
    assert "理由" in read(dialog).splitlines()
    assert not dialog.although.isVisible()
    dialog.buttons[OVERDUE].setFocus()
    press(Qt.Key.Key_Space)
    tick = "延滞中の資料がなくても、貸出禁止にします"
    assert dialog.although.isVisible()
    assert {"延滞中の資料はありません。", tick} <= set(read(dialog).splitlines())
    assert f"「{tick}」に印を付けてください。" in read(dialog)
    assert not dialog.yes.isEnabled()
    press(Qt.Key.Key_Return)
    assert focused() is dialog.although
    press(Qt.Key.Key_Space)
    assert dialog.yes.isEnabled()
    assert "に印を付けてください" not in read(dialog)
    dialog.buttons[CONTACT].setChecked(True)
    assert (dialog.although.isVisible(), dialog.yes.isEnabled()) == (False, True)
    dialog.buttons[OVERDUE].setChecked(True)
    dialog.yes.setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    (request,) = desk.acts.sent
    assert isinstance(request, Suspend)
    assert (request.reason, request.although_nothing_overdue) == (OVERDUE, True)


async def test_escape_suspends_nobody(desk: Desk) -> None:
    await desk.open()
    desk.page.suspensions.suspend_button.click()
    dialog = await desk.dialog(SuspendDialog)
    dialog.buttons[CONTACT].setChecked(True)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await desk.settled()
    assert desk.acts.sent == []


async def test_a_rows_act_that_nothing_is_wired_to_does_nothing(desk: Desk) -> None:
    await desk.open(suspensions=(suspended(OVERDUE),))
    panel = desk.page.suspensions
    for verb in set(RowAction) - {RowAction.LIFT_SUSPENSION, RowAction.RECORD_CONTACT}:
        panel.acted.emit(panel.cards[0].row, verb)
    await desk.settled()
    assert QApplication.activeModalWidget() is None
    assert desk.acts.sent == []
