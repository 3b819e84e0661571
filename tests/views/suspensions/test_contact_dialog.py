"""連絡を記録, by real keys."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services.acts.as_offered import EVERYTHING
from services.acts.contact_attempts import RecordContact
from services.contract.snapshot import SuspensionRow
from services.rules.decision import Reason
from services.rules.people.contacts import Attempt, NextStep
from services.rules.vocabulary import ContactMeans, ContactMethod, ContactResult, ContactStep, HoldStatus
from tests.helpers.snapshots import contacts, days, past_waiting, refused, suspended
from tests.views.acts import read
from tests.views.suspensions.suspension_scene import ADDRESS, CONTACT, OVERDUE, Desk, desk, focused, press
from viewmodels.core.notes import Done, Result
from views.circulation.inquiry_page import InquiryPage
from views.desk.wiring import connect_contacts_of_holds
from views.panels.row_actions import RowAction
from views.style.theme import Theme
from views.suspensions.contact_dialog import ContactDialog
from views.text import messages, words

__all__ = ["desk"]
SILENT = Attempt(
    means=ContactMeans.PHONE, result=ContactResult.NO_ANSWER, next=NextStep(ContactStep.CALL, days(2))
)


def wanted(*attempts: Attempt, **changed: Any) -> SuspensionRow:
    return suspended(CONTACT, 6, version=3, contacts=contacts(CONTACT, *attempts), **changed)


async def opened(desk: Desk, row: SuspensionRow) -> ContactDialog:
    await desk.open(suspensions=(row,))
    button = desk.page.suspensions.cards[0].record
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    return await desk.dialog(ContactDialog)


async def test_an_attempt_is_recorded_by_keys_alone(desk: Desk) -> None:
    dialog = await opened(desk, wanted(SILENT, note="本が届いている"))
    assert {words.suspension(CONTACT), "本が届いている", "048-000-1234"} <= set(read(dialog).splitlines())
    assert "2026/11/23 10:05 電話: 応答なし (clerk)" in read(dialog)
    assert focused() is dialog.results
    assert dialog.means.currentText() == "電話"
    assert not dialog.yes.isEnabled()
    press(Qt.Key.Key_Down, 4)
    assert dialog.results.currentText() == "応答なし"
    assert (dialog.steps.currentText(), dialog.day.text()) == ("電話する", "2026/11/27")
    press(Qt.Key.Key_Tab, 2)
    assert focused() is dialog.day
    press(Qt.Key.Key_Up, 2)
    press(Qt.Key.Key_Down)
    assert dialog.day.text() == "2026/11/28"
    dialog.yes.setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    (request,) = desk.acts.sent
    assert isinstance(request, RecordContact)
    assert (request.suspension_id, request.hold_id, request.seen_version) == (6, None, 3)
    assert (request.means, request.result) == (ContactMeans.PHONE, ContactResult.NO_ANSWER)
    assert request.after == NextStep(ContactStep.CALL, days(4))
    assert desk.told == Result(Done.CONTACT_RECORDED_AND_NEXT, day=days(4), about=CONTACT)
    assert messages.line(desk.told) == "連絡を記録しました。次は 2026/11/28(土) です。"


async def test_results_are_those_of_the_means_and_the_step_follows(desk: Desk) -> None:
    dialog = await opened(desk, wanted())
    offered = {}
    for place, means in enumerate(ContactMeans):
        dialog.means.setCurrentIndex(place)
        offered[means] = [dialog.results.itemText(line) for line in range(1, dialog.results.count())]
    assert offered[ContactMeans.MAIL] == ["送った", "戻ってきた"]
    assert offered[ContactMeans.AT_COUNTER] == ["本人に伝えた", "つながったが伝えていない", "話を断られた"]
    dialog.means.setCurrentIndex(0)
    dialog.results.setCurrentIndex(dialog.results.findData(ContactResult.NUMBER_UNUSED))
    assert (dialog.steps.currentText(), dialog.day.text()) == ("はがきを送る", "2026/11/24")
    dialog.results.setCurrentIndex(dialog.results.findData(ContactResult.TOLD))
    assert (dialog.steps.currentText(), dialog.day.text()) == ("なし", "")
    assert (dialog.day.isEnabled(), dialog.yes.isEnabled()) == (False, True)
    assert dialog.choice.after is None
    dialog.means.setCurrentIndex(dialog.means.findData(ContactMeans.AT_COUNTER))
    assert dialog.results.currentData() == ContactResult.TOLD, "it is a result of both"


async def test_what_staff_chose_is_not_proposed_away(desk: Desk) -> None:
    dialog = await opened(desk, wanted())
    dialog.results.setCurrentIndex(dialog.results.findData(ContactResult.NO_ANSWER))
    dialog.day.setFocus()
    dialog.day.selectAll()
    QTest.keyClicks(focused(), "2026/12/1")
    dialog.results.setCurrentIndex(dialog.results.findData(ContactResult.NUMBER_UNUSED))
    assert (dialog.steps.currentText(), dialog.day.text()) == ("電話する", "2026/12/1")


@pytest.mark.parametrize("typed", ["", "2026/11/23", "2026/13/1", "あした"])
async def test_a_day_that_cannot_be_is_said_and_nothing_is_recorded(desk: Desk, typed: str) -> None:
    dialog = await opened(desk, wanted())
    dialog.results.setCurrentIndex(dialog.results.findData(ContactResult.NO_ANSWER))
    dialog.day.setText(typed)
    assert not dialog.yes.isEnabled()
    assert "今日以降の日" in dialog.missing.text
    dialog.day.setText("2026/11/24")
    assert dialog.yes.isEnabled()
    dialog.day.setFocus()
    press(Qt.Key.Key_Down)
    assert dialog.day.text() == "2026/11/24", "no day that is over"
    dialog.day.setText("9999/12/31")
    press(Qt.Key.Key_Up)
    assert dialog.day.text() == "9999/12/31", "the last day that there is"


async def test_the_means_of_the_step_that_is_due_stands_first(desk: Desk) -> None:
    letter = replace(SILENT, next=NextStep(ContactStep.LETTER, days(0)))
    dialog = await opened(desk, wanted(letter))
    assert dialog.means.currentText() == "封書"


async def test_a_card_says_what_was_tried_and_what_is_next(desk: Desk) -> None:
    rows = (
        wanted(SILENT, SILENT, note="本が届いている"),
        suspended(OVERDUE, 7, contacts=contacts(OVERDUE, record=refused(Reason.ROLE_MAY_NOT))),
        suspended(ADDRESS, 8),
    )
    await desk.open(suspensions=rows)
    told, refusing, without = desk.page.suspensions.cards
    expected = "連絡2回・2026/11/23 10:05 電話: 応答なし (clerk)・次に電話する 2026/11/26"
    assert told.contacts.text() == expected
    assert "用件 本が届いている" in told.since.text()
    assert expected in told.accessibleDescription()
    assert (told.record.text(), told.record.isHidden()) == ("連絡を記録", False)
    assert refusing.contacts.text() == "連絡はまだ"
    assert refusing.record.isHidden()
    assert (without.contacts.isHidden(), without.record.isHidden()) == (True, True)


async def test_a_hold_that_is_ready_is_told_of_from_its_row(desk: Desk, theme: Theme) -> None:
    inquiry = desk.counter.add(
        InquiryPage(theme, frozenset(RowAction), desk.counter.window, offers=EVERYTHING)
    )
    connect_contacts_of_holds(inquiry, desk.contacts)
    ready = {"contact": ContactMethod.PHONE, "branch_id": 2, "version": 5, "shelf_until": days(4)}
    untold = past_waiting(3, HoldStatus.READY, contacts=contacts(None), **ready)
    tried = past_waiting(4, HoldStatus.READY, contacts=contacts(None, SILENT), **ready)
    by_mail = past_waiting(5, HoldStatus.READY, contacts=contacts(None), contact=ContactMethod.MAIL)
    await desk.open(holds=(untold, tried, by_mail))
    model, table = inquiry.holds.model, inquiry.holds.table
    cells = [model.cells(row)[-1] for row in range(3)]
    contact = next(place for place, column in enumerate(model.columns) if column.key == "contact")
    spoken = [model.cell(row, contact).spoken for row in range(3)]
    assert spoken == ["電話 連絡を記録", "電話 連絡を記録", "メール"]
    assert "連絡はまだ・2026/11/24 電話する" in cells[0].text
    assert "連絡1回・2026/11/26 電話する" in cells[1].text
    assert cells[2].text == ""
    desk.counter.turn_to(inquiry)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, contact))
    assert inquiry.holds.act_button.text() == "連絡を記録"
    press(Qt.Key.Key_Return)
    dialog = await desk.dialog(ContactDialog)
    assert "11/28(土)" in read(dialog)
    dialog.results.setCurrentIndex(dialog.results.findData(ContactResult.TOLD))
    dialog.yes.setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    (request,) = desk.acts.sent
    assert isinstance(request, RecordContact)
    assert (request.suspension_id, request.hold_id, request.seen_version) == (None, 3, 5)
    assert QApplication.activeModalWidget() is None
