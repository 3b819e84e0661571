"""解除, by real keys and a real mouse."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from services.acts.as_offered import EVERYTHING
from services.acts.suspensions import Lift
from services.contract.snapshot import SuspensionRow
from services.rules.decision import Reason
from services.rules.people.suspension import CHECKLISTS
from services.rules.vocabulary import PatronReport, SuspensionReason
from tests.helpers import snapshots
from tests.helpers.snapshots import NOW, lift_facts, refused, suspended
from tests.viewmodels.fakes import CARD_A, patron
from tests.viewmodels.suspensions.suspension_fakes import OVERRIDING
from tests.views.acts import read
from tests.views.suspensions.suspension_scene import (
    ADDRESS,
    CONTACT,
    LOST,
    OVERDUE,
    Desk,
    desk,
    focused,
    press,
)
from viewmodels.core.notes import Done, Result
from views.circulation.inquiry_page import InquiryPage
from views.style.theme import Theme
from views.suspensions.lift_dialog import LiftDialog
from views.text import messages
from views.widgets.message_banner import MessageBanner

__all__ = ["desk"]
AGAINST: dict[SuspensionReason, tuple[dict[str, Any], Reason, str]] = {
    LOST: ({"card_replaced": False}, Reason.CARD_NOT_REPLACED, "代替カードの登録がありません"),
    OVERDUE: ({"overdue_items": 2}, Reason.ITEMS_STILL_OVERDUE, "延滞中の資料が2点あります"),
    ADDRESS: ({"address_changed_on": None}, Reason.ADDRESS_NOT_CHANGED, "住所が変更されていません"),
}
IN_FAVOUR = {
    LOST: "代替カードが登録されています",
    OVERDUE: "延滞中の資料はありません",
    ADDRESS: "登録の住所が 2026/11/23 に変更されています",
}


def against(reason: SuspensionReason) -> SuspensionRow:
    facts, why, _ = AGAINST[reason]
    return suspended(reason, facts=lift_facts(reason, **facts), lift=refused(why))


@pytest.mark.parametrize("reason", SuspensionReason)
async def test_one_is_lifted_by_keys_after_its_checklist(desk: Desk, reason: SuspensionReason) -> None:
    dialog = await desk.lift(suspended(reason, 6, version=3, note="督促済み"))
    assert (dialog.yes.text(), dialog.no.text()) == ("解除する", "解除しない")
    assert list(dialog.ticks) == list(CHECKLISTS[reason])
    assert dialog.overrides is None
    assert IN_FAVOUR.get(reason, "") in read(dialog)
    assert {"11/4 (keeper)", "督促済み"} <= set(read(dialog).splitlines())
    for tick in dialog.ticks.values():
        assert not dialog.yes.isEnabled()
        assert focused() is tick
        press(Qt.Key.Key_Space)
    assert focused() is tick
    press(Qt.Key.Key_Return)
    assert focused() is dialog.yes
    press(Qt.Key.Key_Return)
    await desk.settled()
    (request,) = desk.acts.sent
    assert isinstance(request, Lift)
    assert (request.suspension_id, request.seen_version, request.override) == (6, 3, None)
    assert request.checked == frozenset(CHECKLISTS[reason])
    assert desk.told == Result(Done.SUSPENSION_LIFTED, about=reason)


@pytest.mark.parametrize("settles", [True, False])
async def test_the_report_that_led_to_it_is_settled_with_it_unless_its_tick_is_taken_away(
    desk: Desk, *, settles: bool
) -> None:
    report = snapshots.report(7, version=2)
    dialog = await desk.lift(suspended(OVERDUE, 6), reports=(report,))
    tick = dialog.settles
    assert (tick.isVisible(), tick.isChecked()) == (True, True)
    assert tick.text() == "申し出「返却済」(11/23 電話)を対応済にする"
    assert focused() in dialog.ticks.values()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    assert focused() is tick
    if not settles:
        press(Qt.Key.Key_Space)
    dialog.yes.setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    (request,) = desk.acts.sent
    assert isinstance(request, Lift)
    assert request.settles == ((7, 2) if settles else None)


async def test_without_a_report_nothing_is_said_of_settling(desk: Desk) -> None:
    dialog = await desk.lift(suspended(OVERDUE), reports=(snapshots.report(kind=PatronReport.REACHED),))
    assert not dialog.settles.isVisible()
    assert "申し出" not in read(dialog)


@pytest.mark.parametrize("reason", AGAINST)
async def test_facts_against_it_are_told_and_nothing_can_be_lifted(
    desk: Desk, reason: SuspensionReason
) -> None:
    dialog = await desk.lift(against(reason))
    assert AGAINST[reason][2] in read(dialog) or reason is OVERDUE
    assert (dialog.yes.text(), dialog.no.isVisible()) == ("閉じる", False)
    assert dialog.ticks == {}
    assert focused() is dialog.yes
    press(Qt.Key.Key_Return)
    await desk.settled()
    assert desk.acts.sent == []


@pytest.mark.parametrize(
    ("reason", "facts", "told", "surface"),
    [
        (SuspensionReason.UNREACHABLE, {"address_changed_on": None}, "電話・住所の変更なし", "notice"),
        (SuspensionReason.UNREACHABLE, {}, "登録の住所が 2026/11/23 に変更されています。", "good"),
        (SuspensionReason.CONTACT_WANTED, {}, "伝言がまだです", "notice"),
        (SuspensionReason.CONTACT_WANTED, {"told": True}, "連絡がつきました。", "good"),
    ],
)
async def test_what_only_the_supervisor_can_confirm_is_green_once_it_has_happened(
    desk: Desk, reason: SuspensionReason, facts: dict[str, Any], told: str, surface: str
) -> None:
    dialog = await desk.lift(suspended(reason, facts=lift_facts(reason, **facts)))
    (banner,) = (it for it in dialog.findChildren(MessageBanner) if it.isVisible())
    assert (banner.text, banner.property("surface")) == (told, surface)
    assert dialog.yes.text() == "解除する"  # the act is possible all the same
    assert dialog.ticks


async def test_lifting_says_which_ticks_it_waits_for(desk: Desk) -> None:
    dialog = await desk.lift(suspended(SuspensionReason.CARD_LOST))
    first, second = (f"「{tick.text()}」" for tick in dialog.ticks.values())
    assert f"{first}と{second}に印を付けてください。" in read(dialog)
    press(Qt.Key.Key_Space)
    assert f"{second}に印を付けてください。" in read(dialog).splitlines()


async def test_the_overdue_items_are_named(desk: Desk) -> None:
    loans = (
        snapshots.loan(1, title="雪国", overdue_days=9, due_on=snapshots.days(-9)),
        snapshots.loan(2, title="こころ"),
        snapshots.loan(3, title="門", overdue_days=1, due_on=snapshots.days(-1)),
        snapshots.loan(4, title=None, item_number=None, overdue_days=2, due_on=snapshots.days(-2)),
        snapshots.loan(5, title="草枕", overdue_days=None, due_on=None),
    )
    dialog = await desk.lift(against(OVERDUE), loans=loans)
    assert "延滞中の資料が3点あります。" in read(dialog)
    (items,) = dialog.findChildren(QTextEdit)
    assert items.toPlainText().splitlines() == [
        "・雪国 (0012345601 返却期限日 11/15)",
        "・門 (0012345603 返却期限日 11/23)",
        "・(タイトルなし) (返却期限日 11/22)",
    ]
    assert items.isReadOnly()


@pytest.mark.parametrize("reason", AGAINST)
async def test_an_override_has_to_be_chosen_beside_the_checklist(
    desk: Desk, reason: SuspensionReason
) -> None:
    desk.masters = OVERRIDING
    dialog = await desk.lift(against(reason))
    assert dialog.overrides is not None
    assert focused() is dialog.overrides
    for tick in dialog.ticks.values():
        tick.click()
    assert not dialog.yes.isEnabled()
    press(Qt.Key.Key_Down)
    assert dialog.overrides.currentText() == "弁償済み"
    assert dialog.yes.isEnabled()
    dialog.yes.setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    (request,) = desk.acts.sent
    assert isinstance(request, Lift)
    assert request.override == "compensated"


async def test_each_card_lifts_its_own_and_escape_doesnt(desk: Desk) -> None:
    await desk.open(suspensions=(suspended(CONTACT), suspended(ADDRESS, 2)))
    _, card = desk.page.suspensions.cards
    assert card.lift.text() == "解除"
    card.lift.setFocus()
    press(Qt.Key.Key_Space)
    dialog = await desk.dialog(LiftDialog)
    assert "④住所変更の手続き中" in read(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await desk.settled()
    assert desk.acts.sent == []


async def test_the_panels_follow_what_was_lifted(desk: Desk, theme: Theme) -> None:
    loans = desk.counter.add(InquiryPage(theme, parent=desk.counter.window, offers=EVERYTHING)).loans
    two = (suspended(CONTACT), suspended(ADDRESS, 2))
    past = suspended(CONTACT, lifted_on=NOW.date(), lifted_by="s1")
    stopped = snapshots.loan(renewal=snapshots.both(refused(Reason.SUSPENDED)))
    desk.acts.after = replace(
        patron(CARD_A, version=2), suspensions=two[1:], past_suspensions=(past,), loans=(stopped,)
    )
    await desk.open(suspensions=two, loans=(stopped,))
    dialog = await desk.press_card()
    next(iter(dialog.ticks.values())).click()
    dialog.yes.click()
    await desk.settled()
    assert desk.page.suspensions.rows == two[1:]
    assert desk.page.past_suspensions.rows == (past,)
    assert desk.told is not None
    assert "ほかの理由で貸出禁止が続いています" in messages.line(desk.told)
    assert "貸出禁止中" in loans.model.cells(0)[7].text
