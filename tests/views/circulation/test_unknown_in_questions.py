"""Questions about loans and holds of which not everything is known: nothing is made up, and each can be answered."""

import asyncio
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QTextEdit, QWidget

from services.acts.holds import ChangeHold
from services.acts.item_handover import ItemRoute
from services.contract.errors import ActRefused
from services.rules.decision import Reason, refused_by_system
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import TODAY, both, days, refused
from tests.looks.unknowns import faults_in_unknowns
from tests.views.acts import Acts, read
from viewmodels.core.notes import Done, Result
from views.circulation.change_hold_dialog import HandOverDialog
from views.circulation.loan_renewal_dialog import RenewalDialog
from views.email.email_dialogs import EmailQuestions
from views.language import dates
from views.style.theme import Theme

NO_TITLE = "(タイトルなし)"
LOAN: dict[str, Any] = {
    "title": None,
    "item_number": None,
    "material_type": None,
    "branch": "",
    "loaned_on": None,
    "due_on": None,
    "overdue_days": None,
}
HOLD: dict[str, Any] = {
    "title": None,
    "material_type": None,
    "position": None,
    "placed_on": None,
    "contact": None,
    "branch": "CPL",
    "branch_id": None,
}


def said(dialog: QWidget) -> list[str]:
    """Read a question line by line; what isn't known is nowhere in it."""
    assert list(faults_in_unknowns(dialog)) == []
    return read(dialog).split("\n")


async def test_a_loan_without_a_due_day_is_renewed(acts: Acts) -> None:
    await acts.open(snapshots.snapshot(loans=(snapshots.loan(1, **LOAN),)))
    dialog = await acts.enter(acts.inquiry.loans.table, 0)
    lines = said(dialog)
    assert NO_TITLE in lines
    assert "返却期限日" not in lines
    assert "更新後の返却期限日" in lines
    await acts.answer(dialog.yes)
    assert acts.counter.bench.desk.note.value == Result(Done.LOANS_RENEWED, None, days(14))


async def test_several_without_titles_are_told_apart_by_number_row_and_due_day(acts: Acts) -> None:
    loans = (
        snapshots.loan(1, **(LOAN | {"item_number": "0012345601"})),
        snapshots.loan(2, **(LOAN | {"item_number": "0012345602"})),
        snapshots.loan(3, renewal=both(refused(Reason.HOLD_WAITING))),
        snapshots.loan(4, **LOAN),
        snapshots.loan(5, **(LOAN | {"due_on": days(2)})),
    )
    due = f"返却期限日 {dates.told(days(2), TODAY).shown}"
    expected = [
        f"{NO_TITLE} 0012345601",
        f"{NO_TITLE} 0012345602",
        f"{NO_TITLE} 一覧の4行目",
        f"{NO_TITLE} 一覧の5行目 {due}",
    ]
    patron = snapshots.snapshot(loans=loans)
    await acts.open(patron)
    acts.fake.after = patron
    acts.circulation.renew_all()
    asked = await acts.dialog()
    assert isinstance(asked, RenewalDialog)
    assert [it.text() for it in asked.findChildren(QCheckBox)] == expected
    acts.fake.outcomes = [None, ActRefused(refused(Reason.HOLD_WAITING)), None, None]
    asked.yes.click()
    told = await acts.dialog(after=asked)
    assert [it for it in said(told) if it in expected] == expected
    await acts.answer(told.yes)


async def test_what_to_do_is_said_once_of_several_that_were_refused(acts: Acts) -> None:
    patron = snapshots.snapshot(loans=(snapshots.loan(1), snapshots.loan(2), snapshots.loan(3)))
    await acts.open(patron)
    acts.fake.after = patron
    acts.circulation.renew_all()
    asked = await acts.dialog()
    acts.fake.outcomes = [ActRefused(refused_by_system("E-17")), None, ActRefused(refused_by_system("E-17"))]
    asked.yes.click()
    told = await acts.dialog(after=asked)
    lines = said(told)
    assert lines.count("できません(E-17)。") == 2
    assert lines.count("図書館のシステムの画面で、理由を確かめてください。") == 1
    await acts.answer(told.yes)


async def test_a_hold_of_which_neither_contact_nor_place_is_known_is_changed(acts: Acts) -> None:
    await acts.open(snapshots.snapshot(holds=(snapshots.hold(1, **HOLD),)))
    place = [column.key for column in acts.inquiry.holds.model.columns].index("change")
    dialog = await acts.enter(acts.inquiry.holds.table, 0, place)
    assert isinstance(dialog, HandOverDialog)
    assert dialog.branches.currentText() == "CPL"
    assert not any(button.isChecked() for button in dialog.contacts.values())
    assert said(dialog)
    await acts.answer(dialog.yes)
    assert acts.fake.sent == []

    dialog = await acts.enter(acts.inquiry.holds.table, 0, place)
    assert isinstance(dialog, HandOverDialog)
    dialog.contacts[ContactMethod.MAIL].click()
    await acts.answer(dialog.yes)
    (request,) = acts.fake.sent
    assert isinstance(request, ChangeHold)
    assert (request.contact, request.branch_id, request.stop_id) == (ContactMethod.MAIL, None, None)


async def test_an_unknown_place_can_stay_as_it_is(acts: Acts) -> None:
    await acts.open(snapshots.snapshot(holds=(snapshots.hold(1, **(HOLD | {"branch": ""})),)))
    acts.circulation.change.start(acts.inquiry.holds.rows[0])
    dialog = await acts.dialog()
    assert isinstance(dialog, HandOverDialog)
    assert dialog.branches.currentText() == "(今のまま)"
    dialog.contacts[ContactMethod.MAIL].click()
    await acts.answer(dialog.yes)
    (request,) = acts.fake.sent
    assert isinstance(request, ChangeHold)
    assert (request.contact, request.branch_id) == (ContactMethod.MAIL, None)


async def test_the_stop_of_a_place_that_no_master_has_stays(acts: Acts) -> None:
    await acts.open(
        snapshots.snapshot(holds=(snapshots.hold(1, branch="BUS", branch_id=77, stop="B-3", stop_id=78),))
    )
    acts.circulation.change.start(acts.inquiry.holds.rows[0])
    dialog = await acts.dialog()
    assert isinstance(dialog, HandOverDialog)
    assert (dialog.chosen.branch_id, dialog.chosen.stop_id) == (77, 78)
    dialog.contacts[ContactMethod.NONE].click()
    await acts.answer(dialog.yes)
    changed = acts.counter.bench.desk.note.value
    assert changed == Result(Done.HOLD_CHANGED, "羅生門", contact=ContactMethod.NONE, pick_up="BUS B-3")


async def test_a_hold_without_a_day_is_cancelled(acts: Acts) -> None:
    await acts.open(snapshots.snapshot(holds=(snapshots.hold(1, **HOLD),)))
    dialog = await acts.enter(acts.inquiry.holds.table, 0)
    lines = said(dialog)
    assert (NO_TITLE in lines, "予約日" in lines, "CPL" in lines) == (True, False, True)
    dialog.reject()


@pytest.mark.parametrize(
    ("status", "changes", "where"),
    [
        (HoldStatus.READY, {}, "取置棚から外してください"),
        (HoldStatus.IN_TRANSIT, {}, "移送中の資料を確保してください"),
        (HoldStatus.IN_TRANSIT, {"preparing": True}, "準備中の資料を確保してください"),
    ],
)
async def test_where_the_item_is_does_not_need_a_day(
    acts: Acts, status: HoldStatus, changes: dict[str, Any], where: str
) -> None:
    hold = snapshots.past_waiting(1, status, **(HOLD | changes))
    await acts.open(snapshots.snapshot(holds=(hold,)))
    acts.circulation.staff_cancel.start(hold)
    dialog = await acts.dialog()
    lines = said(dialog)
    assert where in lines
    assert ("置き場所" in lines, "資料番号" in lines) == (False, False)
    acts.fake.outcomes = [ItemRoute(3, days(7))]
    dialog.yes.click()
    told = await acts.dialog(after=dialog)
    lines = said(told)
    assert NO_TITLE in lines
    assert "次の人の連絡方法" not in lines
    await acts.answer(told.yes)


async def test_a_ready_hold_is_kept_longer_from_a_day_that_is_not_known(acts: Acts) -> None:
    hold = snapshots.past_waiting(1, HoldStatus.READY, **HOLD)
    await acts.open(snapshots.snapshot(holds=(hold,)))
    acts.circulation.extend.start(hold)
    dialog = await acts.dialog()
    lines = said(dialog)
    assert ("取置期限日" in lines, "延長後の取置期限日" in lines) == (False, True)
    dialog.reject()


async def test_a_cancelled_hold_without_a_reason_is_acknowledged(acts: Acts) -> None:
    row = snapshots.cancelled_hold(1, title=None, reason=None, contact=None, material_type=None, branch="")
    await acts.open(snapshots.snapshot(cancelled_holds=(row,)))
    acts.circulation.acknowledge.start(row)
    dialog = await acts.dialog()
    lines = said(dialog)
    assert (NO_TITLE in lines, "取消区分" in lines, "取消日" in lines) == (True, False, True)
    dialog.reject()


async def test_holds_by_mail_are_named_by_their_state(acts: Acts, theme: Theme) -> None:
    holds = (snapshots.hold(1, title=None, paused=True), snapshots.past_waiting(2, HoldStatus.READY))
    asking = asyncio.ensure_future(EmailQuestions(theme, acts.counter.window).set_holds_to_none(holds))
    dialog = await acts.dialog()
    (named,) = dialog.findChildren(QTextEdit)
    assert named.toPlainText() == f"・{NO_TITLE} (中断中)\n・羅生門 (ご用意できました)"
    dialog.reject()
    await asking
