"""申し出: taken and settled."""

import pytest
from PySide6.QtCore import Qt

from services.acts.reports import SettleReport, TakeReport
from services.rules.vocabulary import PatronReport
from tests.helpers.snapshots import report
from tests.views.suspensions.suspension_scene import Desk, desk, focused, press
from viewmodels.core.notes import Done, Result
from views.dialogs.decision_dialog import DecisionDialog
from views.suspensions.lift_dialog import ChoiceDialog

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
    dialog = await desk.enter(desk.page.reports.table, DecisionDialog)
    assert focused() is dialog.no
    (dialog.yes if settle else dialog.no).setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    requests = [(it.report_id, it.seen_version) for it in desk.acts.sent if isinstance(it, SettleReport)]
    assert requests == ([(7, 2)] if settle else [])
