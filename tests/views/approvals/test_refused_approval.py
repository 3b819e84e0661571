"""A clerk's question that a supervisor said no to."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services.rules.people.approvals import ApprovalRefusal
from tests.viewmodels.approvals.approval_fakes import REFUSED
from tests.viewmodels.today.today_fakes import go_on
from tests.views.approvals.approval_scene import Desk, desk

__all__ = ["desk"]


async def test_a_no_says_why_and_by_whom(desk: Desk) -> None:
    asked = await desk.ask()
    asked.send.click()
    await go_on()
    desk.approvals.stands(1, REFUSED, ApprovalRefusal.PAPERS_WANTED)
    desk.model.changed()
    await go_on()
    assert asked.news.text == "承認されませんでした(岡田 裕樹): 書類の確認が必要です。"
    assert asked.send.text() == "責任者の画面に送る"
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    await desk.until(lambda: QApplication.activeModalWidget() is None)
    await desk.acting.settled()
    assert desk.acts.sent == []


async def test_after_a_no_nobody_is_asked_for_id_and_password_until_somebody_types_one(desk: Desk) -> None:
    asked = await desk.ask()
    assert asked.missing.text == "責任者の職員IDとパスワードを入力してください。"
    asked.send.click()
    await go_on()
    desk.approvals.stands(1, REFUSED, ApprovalRefusal.PAPERS_WANTED)
    desk.model.changed()
    await go_on()
    assert asked.news.text
    assert asked.missing.text == ""
    assert not asked.yes.isEnabled()
    QTest.keyClicks(asked.staff_id, "s9")
    assert asked.missing.text == "パスワードを入力してください。"
    asked.staff_id.clear()
    assert asked.missing.text == ""
