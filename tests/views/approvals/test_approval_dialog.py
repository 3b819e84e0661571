"""責任者の承認 at a clerk's desk, under real keys."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from services.acts.cards import ReplaceCard
from services.acts.suspensions import Lift, Suspend
from services.contract.act_requests import ActRequest
from services.contract.approval import ApprovalWanted
from services.contract.errors import ApproverUnfit, RowChanged, SignInFailed, SystemUnreachable
from services.rules.decision import Reason
from services.rules.people.contacts import Attempt
from services.rules.people.suspension import CheckItem
from services.rules.vocabulary import ContactMeans, ContactResult, Role, SuspensionReason
from tests.helpers.snapshots import NOW, contacts, lift_facts, refused
from tests.viewmodels.approvals.approval_fakes import APPROVED, OVER
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.viewmodels.suspensions.suspension_fakes import MASTERS
from tests.viewmodels.today.today_fakes import go_on
from tests.views.approvals.approval_scene import ROLE, ROW, Desk, desk, registration, typed, whole_desk
from tests.views.counter import BareCounter, Counter
from viewmodels.approvals.approving import NotSent
from viewmodels.approvals.later import ApprovedRequest
from viewmodels.core.notes import Done, Result
from views.approvals.approval_dialog import ApprovalDialog
from views.approvals.approved_question import READING_S, ApprovedDialog
from views.manual.f1_help import page_of
from views.manual.manual import SUSPENSION, at
from views.registration.lost_card_dialogs import ReplacementDialog
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.labels import WrappedLabel

__all__ = ["desk", "whole_desk"]

UNREACHABLE, CONTACT = SuspensionReason.UNREACHABLE, SuspensionReason.CONTACT_WANTED
NOT_YET = {"address_changed_on": None}
TRIED = Attempt(means=ContactMeans.PHONE, result=ContactResult.NO_ANSWER)
BY_APPROVAL = "責任者の承認"


async def gone(desk: Desk) -> None:
    await desk.until(lambda: QApplication.activeModalWidget() is None)
    await desk.acting.settled()


async def test_a_clerk_sees_what_an_approval_makes_possible(desk: Desk) -> None:
    page = desk.page
    (card,) = page.suspensions.cards
    for button in (card.lift, page.suspensions.suspend_button, page.replace_button):
        assert button.isEnabled()
        assert not button.isHidden()
        assert BY_APPROVAL in button.text()
    assert page.refusals.text() == card.refusal.text() == page.suspensions.refusal.text() == ""
    assert card.state.text() == "解除できます"


async def test_what_is_refused_for_other_reasons_stays_grey(desk: Desk) -> None:
    page = desk.page
    page.set_snapshot(desk.patron())
    page.suspensions.show_offer(refused(Reason.ROLE_MAY_NOT, Reason.ALREADY_IN_FORCE))
    assert not page.suspensions.suspend_button.isEnabled()
    assert "この担当ではできません" not in page.suspensions.refusal.text()
    assert BY_APPROVAL not in page.suspensions.suspend_button.text()


async def test_on_the_phone_it_stays_as_it_is(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons
) -> None:
    bare = BareCounter(qtbot, qapp, theme, icons, role=Role.PHONE)
    phone = Desk(bare, registration(bare, theme), theme, icons)
    phone.page.suspensions.show_offer(ROLE)
    assert not phone.page.suspensions.suspend_button.isEnabled()
    assert "この担当ではできません" in phone.page.suspensions.refusal.text()
    await phone.aclose()
    await bare.aclose()


async def test_id_and_password_and_enter_do_it(desk: Desk) -> None:
    asked = await desk.ask()
    assert "見本 花子" in asked.patron.text()
    assert page_of(asked) == at(SUSPENSION, "責任者の承認")
    assert asked.focusWidget() is asked.staff_id
    assert not asked.yes.isEnabled()
    typed(asked, "okada", "himitsu-desu")
    await gone(desk)
    assert desk.approvers.tried == ["okada"]
    assert [order.approved for order in desk.acts.sent] == [True]
    assert desk.desk.note.value == Result(Done.SUSPENSION_LIFTED, about=desk.patron().suspensions[0].reason)


async def test_the_fields_take_no_input_method_and_no_scan(desk: Desk) -> None:
    asked = await desk.ask()
    field = asked.password.field
    assert field.echoMode() is QLineEdit.EchoMode.Password
    for each in (asked.staff_id, field):
        assert each.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
        each.setFocus()
        desk.counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
        await desk.counter.scan(CARD_B)
        assert each.text() == ""
    assert desk.desk.waiting_scan.value == CARD_B


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (SignInFailed(3), "あと3回間違えるとロックされます。"),
        (ApproverUnfit(own=False), "この職員IDは、責任者のものではありません。"),
    ],
)
async def test_what_was_wrong_is_told_and_the_password_is_gone(
    desk: Desk, error: Exception, told: str
) -> None:
    asked = await desk.ask()
    desk.approvers.failures = [error]
    typed(asked, "okada", "wrong")
    assert asked.password.field.text() == ""
    await go_on()
    assert told in asked.message.text
    assert (asked.staff_id.text(), asked.focusWidget()) == ("okada", asked.password.field)
    assert desk.acts.sent == []


async def test_sent_it_says_since_and_until_when_and_goes_on_by_itself(desk: Desk) -> None:
    asked = await desk.ask()
    asked.send.click()
    await go_on()
    assert all(it in asked.news.text for it in ("責任者の画面へ送りました", "時間切れ"))
    assert (asked.missing.text, asked.yes.isEnabled()) == ("", False), "nothing is wanted here any more"
    assert asked.focusWidget() is asked.send
    assert asked.send.text() == "ほかの受付に移る"
    desk.approvals.stands(1, APPROVED)
    desk.model.changed()
    await gone(desk)
    assert [order.approved for order in desk.acts.sent] == [True]


async def test_that_nobody_looked_is_said_beside_until_when(desk: Desk) -> None:
    asked = await desk.ask()
    asked.send.click()
    await go_on()
    form = desk.model.form.value
    assert form is not None
    before = asked.height()
    form.is_unseen.set(True)
    assert asked.height() > before or asked.scrolls
    assert asked.height() >= asked.body.totalHeightForWidth(asked.width())
    assert "まだどの責任者も見ていません。" in asked.news.text
    assert asked.widen.isHidden()
    form.is_unseen.set(False)
    assert "見ていません" not in asked.news.text
    desk.may_widen = True
    assert asked.widen.isHidden()
    form.is_unseen.set(True)
    asked.widen.click()
    await form.widen.settled()
    assert (desk.approvals.widened, asked.widen.isHidden()) == ([1], True)
    assert "全館の責任者にも送りました。" in asked.news.text


async def test_what_could_not_be_sent_leaves_the_keyboard_on_what_sends_it(desk: Desk) -> None:
    asked = await desk.ask()
    desk.approvals.failures = [SystemUnreachable()]
    asked.send.setFocus()
    QTest.keyClick(asked.send, Qt.Key.Key_Space)
    await go_on()
    assert asked.message.text
    assert asked.focusWidget() is asked.send


async def test_escape_takes_it_back(desk: Desk) -> None:
    asked = await desk.ask()
    asked.send.click()
    await go_on()
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    await gone(desk)
    await go_on()
    assert desk.approvals.withdrawn == [1]


async def test_it_can_wait_in_the_background(whole_desk: Desk) -> None:
    counter = whole_desk.counter
    assert isinstance(counter, Counter)
    whole_desk.page.suspensions.cards[0].lift.setFocus()
    asked = await whole_desk.ask()
    asked.send.click()
    await go_on()
    asked.send.click()
    await gone(whole_desk)
    field = counter.window.top_bar.card_field
    assert counter.window.focusWidget() is field
    assert field.text() == ""
    assert "承認を待っています" in counter.window.status_bar.line.text()
    whole_desk.approvals.stands(1, OVER)
    whole_desk.model.changed()
    await go_on()
    assert "5分が過ぎた" in counter.window.status_bar.line.text()
    assert QApplication.activeModalWidget() is None


async def test_what_was_approved_meanwhile_is_done_with_one_enter(desk: Desk) -> None:
    asked = await desk.ask()
    asked.send.click()
    await go_on()
    asked.send.click()
    await gone(desk)
    desk.counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await desk.counter.scan(CARD_B)
    await go_on()
    desk.approvals.stands(1, APPROVED)
    desk.rests.end()
    desk.model.changed()
    await go_on()
    line = desk.line
    assert "20000001-1 「貸出禁止の解除」が承認されました。" in line
    assert "Enter で行えます" in line
    await desk.open()
    question = await desk.dialog(ApprovedDialog)
    told = "\n".join(desk_texts(question))
    for expected in ("見本 花子", "貸出禁止の解除", "③長期延滞", "岡田 裕樹"):
        assert expected in told
    assert page_of(question) == at(SUSPENSION, "責任者の承認")
    field = question.focusWidget()
    assert field is question.yes
    QTest.keyClick(field, Qt.Key.Key_Return)  # the second of two that were meant for the number
    await go_on()
    assert desk.acts.sent == []
    assert question.isVisible()
    desk.seconds = READING_S
    QTest.keyClick(field, Qt.Key.Key_Return)
    await gone(desk)
    assert [order.approved for order in desk.acts.sent] == [True]


@pytest.mark.usefixtures("english")
def test_in_english_by_whom_and_until_when_it_was_approved_is_one_sentence(
    qtbot: QtBot, theme: Theme
) -> None:
    given = ApprovedRequest("card.replace", ApprovalWanted(), None, NOW, "岡田 裕樹")
    question = ApprovedDialog(given, MASTERS.labels, theme, None, clock=lambda: 0.0)
    qtbot.addWidget(question)
    assert "Approved by 岡田 裕樹, can be done until 10:05" in desk_texts(question)


async def test_staff_id_and_password_stand_in_one_column_each_beside_its_caption(desk: Desk) -> None:
    asked = await desk.ask()
    for field in (asked.staff_id, asked.password.field):
        (caption,) = (it for it in asked.findChildren(WrappedLabel) if it.buddy() is field)
        assert field.mapTo(asked, QPoint()) - caption.mapTo(asked, QPoint()) == QPoint(157, 0)


async def test_covered_it_keeps_nothing_typed(desk: Desk) -> None:
    asked = await desk.ask()
    QTest.keyClicks(asked.staff_id, "okada")
    QTest.keyClicks(asked.password.field, "himitsu")
    desk.model.cover(covered=True)
    assert (asked.staff_id.text(), asked.password.field.text()) == ("", "")
    desk.model.cover(covered=False)


async def test_a_row_that_others_changed_is_approved_no_more(desk: Desk) -> None:
    asked = await desk.ask()
    desk.acting.stale.set(True)
    assert not asked.send.isEnabled()
    assert not asked.yes.isEnabled()


async def test_a_new_card_waits_below_its_approval(desk: Desk) -> None:
    desk.page.replace_button.click()
    replacing = await desk.dialog(ReplacementDialog)
    await desk.counter.scan("200000099")
    replacing.yes.click()
    asked = await desk.dialog(ApprovalDialog)
    assert "20000009-9" in "".join(desk_texts(asked))
    desk.acts.outcomes = [RowChanged()]
    typed(asked, "okada", "himitsu-desu")
    await desk.until(lambda: QApplication.activeModalWidget() is replacing)
    await desk.acting.settled()
    assert replacing.message.text


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (
            lambda desk: lift_of(desk, override="compensated"),
            {"貸出禁止の解除", "③長期延滞", "弁償済み", "延滞中の資料が2点あります。"},
        ),
        (lambda desk: lift_of(desk, settles=(4, 1)), {"対応済にする"}),
        (
            lambda desk: lift_of(desk, checked=frozenset({CheckItem.RETURNS_SEEN})),
            {"窓口で確かめたこと", "返却された資料を確かめました"},
        ),
        (
            lambda desk: Suspend(
                actor=desk.desk.actor,
                patron_id=11,
                reason=SuspensionReason.ADDRESS_CHANGE,
                note="mail_returned",
            ),
            {"貸出禁止", "郵便物が戻った"},
        ),
        (
            lambda desk: Suspend(
                actor=desk.desk.actor,
                patron_id=11,
                reason=SuspensionReason.LONG_OVERDUE,
                although_nothing_overdue=True,
            ),
            {"貸出禁止", "延滞中の資料がなくても、貸出禁止にします"},
        ),
        (lambda desk: card_of(desk, damaged=True), {"代替カードの登録", "20000009-9", "破損している"}),
        (lambda desk: card_of(desk, damaged=False), {"20000009-9", "紛失の届けあり"}),
        (
            lambda desk: replace(
                card_of(desk, damaged=False), checked=frozenset({CheckItem.NEW_CARD_HANDED_OVER})
            ),
            {"一緒に解除する貸出禁止", "①カード紛失", "新しい利用カードを渡しました"},
        ),
    ],
)
async def test_who_signs_sees_what_another_desk_would_see(
    desk: Desk, make: Callable[[Desk], ActRequest[Any]], expected: set[str]
) -> None:
    against = lift_facts(SuspensionReason.LONG_OVERDUE, overdue_items=2)
    desk.counter.bench.desk.show_outcome(
        replace(desk.patron(), suspensions=(replace(ROW, facts=against),)), None
    )
    waits = asyncio.ensure_future(desk.model.approved(make(desk), lambda _: None))
    asked = await desk.dialog(ApprovalDialog)
    assert expected <= set(desk_texts(asked))
    asked.reject()
    assert await waits is NotSent.ABANDONED


@pytest.mark.parametrize("reason", [UNREACHABLE, CONTACT])
async def test_who_signs_sees_what_people_judge(desk: Desk, reason: SuspensionReason) -> None:
    row = replace(ROW, reason=reason, facts=lift_facts(reason, **NOT_YET), contacts=contacts(reason, TRIED))
    desk.counter.bench.desk.show_outcome(replace(desk.patron(), suspensions=(row,)), None)
    waits = asyncio.ensure_future(desk.model.approved(lift_of(desk), lambda _: None))
    asked = await desk.dialog(ApprovalDialog)
    told = "\n".join(desk_texts(asked))
    assert ("伝言がまだです" if reason is CONTACT else "電話・住所の変更なし") in told
    assert "連絡1回" in told
    asked.reject()
    await waits


def lift_of(desk: Desk, **changes: Any) -> Lift:
    made = Lift(
        actor=desk.desk.actor, patron_id=11, suspension_id=ROW.id, seen_version=3, checked=frozenset()
    )
    return replace(made, **changes)


def card_of(desk: Desk, *, damaged: bool) -> ReplaceCard:
    return ReplaceCard(
        actor=desk.desk.actor, patron_id=11, card_number=CARD_A, new_number="200000099", damaged=damaged
    )


def desk_texts(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


async def test_without_a_door_it_is_only_sent(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons
) -> None:
    bare = BareCounter(qtbot, qapp, theme, icons)
    far = Desk(bare, registration(bare, theme), theme, icons, signs_here=False)
    await far.open()
    asked = await far.ask()
    assert not asked.staff_id.isVisible()
    assert not asked.yes.isVisible()
    assert asked.focusWidget() is asked.send
    far.approvals.failures = [SystemUnreachable()]
    QTest.keyClick(asked.send, Qt.Key.Key_Space)
    await go_on()
    assert asked.message.text
    assert asked.focusWidget() is asked.send
    await far.aclose()
    await bare.aclose()
