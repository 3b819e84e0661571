"""申し出 in the window: taken, settled, and the list of those that wait."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from services.acts.reports import SettleReport, TakeReport
from services.lookup.unsettled_reports import UnsettledReport, UnsettledReports
from services.rules.vocabulary import Channel, PatronReport
from tests.helpers.snapshots import NOW, report
from tests.viewmodels.fakes import CARD_B, patron
from tests.views.acts import read
from tests.views.counter import Counter
from tests.views.suspensions.suspension_scene import Desk, desk, focused, press
from viewmodels.core.notes import Done, Result
from views.dialogs.decision_dialog import DecisionDialog
from views.suspensions.lift_dialog import ChoiceDialog
from views.suspensions.open_reports_dialog import OpenReportsDialog

__all__ = ["desk"]


async def test_a_report_is_taken_by_keys(desk: Desk) -> None:
    await desk.open(reports=(report(kind=PatronReport.RETURNED),))
    desk.page.reports.take_button.setFocus()
    press(Qt.Key.Key_Space)
    dialog = await desk.dialog(ChoiceDialog)
    assert [button.text() for button in dialog.buttons.values()] == [
        "住所変更",
        "連絡がついた",
        "カード発見",
    ]
    dialog.buttons[PatronReport.REACHED].setFocus()
    press(Qt.Key.Key_Space)
    assert dialog.chosen is PatronReport.REACHED
    dialog.yes.setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    (request,) = desk.acts.sent
    assert isinstance(request, TakeReport)
    assert request.kind is PatronReport.REACHED
    assert desk.told == Result(Done.REPORT_TAKEN, about=PatronReport.REACHED)


@pytest.mark.parametrize("settle", [True, False])
async def test_a_report_is_settled_only_by_the_button_that_says_so(desk: Desk, settle: bool) -> None:
    await desk.open(reports=(report(7, version=2),))
    assert desk.counter.window.menu.item(4).text() == "登録・停止 (1)"
    dialog = await desk.enter(desk.page.reports.table, DecisionDialog)
    assert focused() is dialog.no
    (dialog.yes if settle else dialog.no).setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    requests = [(it.report_id, it.seen_version) for it in desk.acts.sent if isinstance(it, SettleReport)]
    assert requests == ([(7, 2)] if settle else [])


def waiting(count: int, total: int) -> UnsettledReports:
    kinds = tuple(PatronReport)
    rows = [
        UnsettledReport(place, CARD_B, kinds[place % 4], NOW, "clerk", Channel.PHONE)
        for place in range(count)
    ]
    return UnsettledReports(tuple(rows), total)


async def test_enter_on_a_waiting_report_opens_its_patron(desk: Desk) -> None:
    desk.waiting.reports = waiting(2, 2)
    desk.counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    button = desk.counter.window.empty.reports_button
    assert (button.text(), button.isVisible()) == ("申し出の一覧", True)
    button.setFocus()
    press(Qt.Key.Key_Space)
    dialog = await desk.dialog(OpenReportsDialog)
    (around,) = dialog.findChildren(QScrollArea)
    assert around.height() <= dialog.panel.height() + 1  # no hole below the list
    assert focused() is dialog.panel.table
    row = [cell.text for cell in dialog.panel.model.cells(0)][:4]
    assert row == ["20000002-2", "返却済", "2026/11/24 (clerk)", "電話"]
    press(Qt.Key.Key_Return)
    await desk.settled()
    await desk.counter.settled()
    assert desk.counter.bench.desk.snapshot is not None
    assert desk.counter.bench.desk.snapshot.card_number == CARD_B


async def test_closing_the_list_opens_nobody(desk: Desk) -> None:
    desk.waiting.reports = waiting(100, 130)
    desk.counter.window.empty.reports_button.click()
    dialog = await desk.dialog(OpenReportsDialog)
    assert "古いものから100件です。ほかに30件あります。" in read(dialog)
    assert dialog.height() <= 640
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await desk.settled()
    assert desk.counter.bench.look_ups.asked == []


async def test_an_empty_list_says_so(desk: Desk) -> None:
    desk.counter.window.empty.reports_button.click()
    dialog = await desk.dialog(OpenReportsDialog)
    assert "対応を待つ申し出はありません。" in read(dialog)
    assert focused() is dialog.yes
    press(Qt.Key.Key_Return)
    await desk.settled()


async def test_on_the_phone_the_list_is_grey_and_says_what_opens_it(desk: Desk) -> None:
    empty, said = desk.counter.window.empty, "申し出の一覧: 窓口での受付に切り替えてから開きます"
    shown = []
    for _ in range(3):
        shown.append((empty.reports_button.isEnabled(), empty.reports_refusal.isVisible()))
        desk.counter.press(Qt.Key.Key_F9)
        await desk.counter.settled()
    assert shown == [(True, False), (False, True), (True, False)]
    assert empty.reports_refusal.text() == said
    assert empty.reports_button.accessibleDescription() in said


async def test_nobody_but_supervisors_is_offered_the_list(counter: Counter) -> None:
    assert not counter.window.empty.reports_button.isVisible()
