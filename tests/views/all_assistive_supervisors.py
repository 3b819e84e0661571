"""Assistive technology writes and chooses, without a key, in what a supervisor's day brought.

An approval, the record of a contact, the filters of 貸出禁止一覧, lifting from it, and its CSV.
"""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from services.acts.contact_attempts import RecordContact
from services.contract.today.suspension_list import SuspensionFilter
from services.rules.people.approvals import ApprovalRefusal
from services.rules.people.contacts import NextStep
from services.rules.vocabulary import ContactMeans, ContactResult, ContactStep, SuspensionReason
from tests.helpers.accessible import everything_readable
from tests.helpers.assistive import act, choose, set_value, write
from tests.helpers.snapshots import contacts, days, suspended
from tests.viewmodels.approvals.approval_fakes import case
from tests.viewmodels.today.today_fakes import go_on
from tests.views.approvals.approval_scene import Desk as Approvals
from tests.views.approvals.approval_scene import desk as approvals
from tests.views.approvals.supervisor_scene import Supervisor
from tests.views.approvals.supervisor_scene import supervisor as deciding
from tests.views.suspensions.suspension_scene import CONTACT
from tests.views.suspensions.suspension_scene import Desk as Suspensions
from tests.views.suspensions.suspension_scene import desk as suspensions
from tests.views.today.today_scene import Scene as Today
from tests.views.today.today_scene import scene as today
from views.suspensions.contact_dialog import ContactDialog
from views.today.lift_list_dialog import LiftListDialog
from views.today.list_file_dialog import ListFileDialog

__all__ = ["approvals", "deciding", "suspensions", "today"]

WRITING = pytest.mark.parametrize("writing", [write, set_value])
Writing = Callable[[QWidget, str], None]


@WRITING
async def test_a_supervisor_signs_with_what_was_written(approvals: Approvals, writing: Writing) -> None:
    dialog = await approvals.ask()
    writing(dialog.staff_id, "okada")
    writing(dialog.password.field, "himitsu1234")
    assert dialog.yes.isEnabled()
    dialog.yes.click()
    await approvals.acting.settled()
    assert approvals.approvers.tried == ["okada"]
    assert [order.approved for order in approvals.acts.sent] == [True]


async def test_a_supervisors_password_is_not_read(approvals: Approvals, qapp: QApplication) -> None:
    dialog = await approvals.ask()
    field = dialog.password.field
    write(field, "himitsu1234")
    known = QAccessible.queryAccessibleInterface(field)
    assert field.text() == "himitsu1234"
    assert known.state().passwordEdit
    assert "himitsu" not in known.textInterface().text(0, len(field.text()))
    assert "himitsu" not in everything_readable(qapp)


async def test_a_reason_for_no_approval_is_chosen(deciding: Supervisor) -> None:
    await deciding.wait(case())
    dialog = await deciding.case_opened()
    choose(dialog.refusals, "書類の確認が必要です")
    dialog.refuse.click()
    await go_on()
    assert deciding.approvals.decided == [(1, ApprovalRefusal.PAPERS_WANTED)]


async def contact(suspensions: Suspensions) -> ContactDialog:
    await suspensions.open(suspensions=(suspended(CONTACT, 6, version=3, contacts=contacts(CONTACT)),))
    suspensions.page.suspensions.cards[0].record.click()
    return await suspensions.dialog(ContactDialog)


@WRITING
async def test_an_attempt_is_recorded_as_it_was_chosen_and_written(
    suspensions: Suspensions, writing: Writing
) -> None:
    dialog = await contact(suspensions)
    choose(dialog.means, "電話")
    choose(dialog.results, "応答なし")
    choose(dialog.steps, "はがきを送る")
    writing(dialog.day, "2026/11/30")
    dialog.yes.click()
    await suspensions.settled()
    (request,) = suspensions.acts.sent
    assert isinstance(request, RecordContact)
    assert (request.means, request.result) == (ContactMeans.PHONE, ContactResult.NO_ANSWER)
    assert request.after == NextStep(ContactStep.POSTCARD, days(6))


async def test_a_step_that_was_chosen_stays_with_another_result(suspensions: Suspensions) -> None:
    dialog = await contact(suspensions)
    choose(dialog.results, "応答なし")
    choose(dialog.steps, "はがきを送る")
    choose(dialog.results, "本人に伝えた")
    assert dialog.steps.currentText() == "はがきを送る"


async def test_the_list_is_filtered_as_it_was_chosen(today: Today) -> None:
    await today.open_list()
    bar = today.page.bar
    for choices in (bar.reason, bar.branch, bar.days):
        choose(choices, choices.itemText(1))
        await go_on()
    assert today.model.wanted.value == SuspensionFilter(
        reason=next(iter(SuspensionReason)), branch_id=1, days=30
    )


async def test_several_are_lifted_as_they_were_ticked(today: Today) -> None:
    await today.open_list()
    for key in (101, 102):
        today.model.tick(key)
    today.page.bar.lift_button.click()
    dialog = await today.dialog(LiftListDialog)
    first, second = dialog.boxes.values()
    act(second.wanted)
    act(first.settles)
    for tick in first.ticks.values():
        act(tick)
    assert dialog.yes.isEnabled()
    dialog.yes.click()
    await today.lifting.lift.settled()
    assert [(it.suspension_id, it.settles) for it in today.acts.sent] == [(101, None)]


@WRITING
async def test_a_csv_is_saved_where_it_was_written(today: Today, writing: Writing) -> None:
    await today.open_list()
    today.page.bar.file_button.click()
    dialog = await today.dialog(ListFileDialog)
    folder = today.folder / "停止"
    folder.mkdir()
    writing(dialog.folder, str(folder))
    writing(dialog.name, "一覧.csv")
    dialog.yes.click()
    await today.files.save.settled()
    assert [it.name for it in folder.iterdir()] == ["一覧.csv"]
