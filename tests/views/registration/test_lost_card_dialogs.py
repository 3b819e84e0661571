"""カード紛失の届出 and 代替カードの登録 by real keys, a real mouse and real scans."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from services.acts.cards import ReplaceCard, ReportLost
from services.contract.errors import CardInUse
from services.rules.people.suspension import CHECKLISTS
from services.rules.policy import Policy
from services.rules.vocabulary import CardStatus, SuspensionReason
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A, patron
from tests.viewmodels.registration.registration_fakes import NEW_CARD
from tests.views.acts import read
from tests.views.counter import Counter
from tests.views.ear import Ear
from tests.views.registration.registration_scene import Registrations, desk, enter, whole_desk
from viewmodels.core.notes import Done
from views.registration.lost_card_dialogs import ReplacementDialog

__all__ = ["desk", "whole_desk"]


# カード紛失の届出


async def test_a_loss_is_reported_when_both_are_confirmed(desk: Registrations) -> None:
    dialog = await desk.reporting()
    enabled = []
    for tick in (dialog.by_patron, dialog.consent):
        enabled.append(dialog.yes.isEnabled())
        tick.setFocus()
        QTest.keyClick(tick, Qt.Key.Key_Space)
    assert (enabled, dialog.yes.isEnabled()) == ([False, False], True)
    assert (dialog.by_patron.text(), dialog.consent.text()) == (
        "ご本人から申し出を受けました",
        "貸出禁止の了承を得ました",
    )
    enter(dialog.yes)
    told = await desk.dialog(QDialog, after=dialog)
    (request,) = desk.acts.sent
    assert isinstance(request, ReportLost)
    assert (request.by_patron, request.consent, request.disable_password) == (True, True, False)
    for word in ("再発行します", "ご住所を確認できるもの", "パスワードはそのまま使えます"):
        assert word in read(told)
    QTest.keyClick(told, Qt.Key.Key_Escape)
    await desk.settled()
    assert desk.counter.bench.desk.note.value is Done.CARD_REPORTED_LOST


async def test_the_password_is_disabled_at_the_patrons_wish(desk: Registrations) -> None:
    dialog = await desk.reporting()
    for tick in (dialog.by_patron, dialog.consent, dialog.disable):
        QTest.keyClick(tick, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    told = await desk.dialog(QDialog, after=dialog)
    (request,) = desk.acts.sent
    assert isinstance(request, ReportLost)
    assert request.disable_password
    assert "パスワードの利用も停止しました" in read(told)
    told.accept()
    await desk.settled()


async def test_no_password_is_no_choice(desk: Registrations) -> None:
    dialog = await desk.reporting(password=None)
    assert dialog.disable.isHidden()
    assert "パスワード" not in read(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await desk.settled()
    assert desk.acts.sent == []


# 代替カードの登録


async def test_a_new_card_is_scanned_and_registered(counter: Counter, whole_desk: Registrations) -> None:
    suspensions = (snapshots.suspended(SuspensionReason.CARD_LOST),)
    dialog = await whole_desk.replacing(card_status=CardStatus.LOST, suspensions=suspensions)
    assert dialog.damaged.isHidden()
    assert "付けなければ、解除しません。" in read(dialog)
    assert (dialog.focusWidget(), dialog.yes.isEnabled()) == (dialog.no, False)
    await whole_desk.counter.scan(NEW_CARD)
    assert "20000009-9" in read(dialog)
    assert counter.window.top_bar.card_field.text() == ""
    whole_desk.acts.after = replace(patron(CARD_A, version=2), card_number=NEW_CARD)
    enter(dialog.yes)
    await whole_desk.settled()
    (request,) = whole_desk.acts.sent
    assert isinstance(request, ReplaceCard)
    assert (request.new_number, request.damaged) == (NEW_CARD, False)
    assert QApplication.activeModalWidget() is None
    assert counter.window.top_bar.card_field.text() == ""


async def test_the_loss_is_lifted_with_the_card_once_all_is_ticked_off(desk: Registrations) -> None:
    suspensions = (snapshots.suspended(SuspensionReason.CARD_LOST),)
    dialog = await desk.replacing(card_status=CardStatus.LOST, suspensions=suspensions)
    await desk.counter.scan(NEW_CARD)
    assert set(dialog.ticks) == set(CHECKLISTS[SuspensionReason.CARD_LOST])
    enabled = [dialog.yes.isEnabled()]
    for tick in dialog.ticks.values():
        QTest.keyClick(tick, Qt.Key.Key_Space)
        enabled.append(dialog.yes.isEnabled())
    assert enabled == [True, False, True]
    desk.acts.after = replace(patron(CARD_A, version=2), card_number=NEW_CARD)
    enter(dialog.yes)
    await desk.settled()
    (request,) = desk.acts.sent
    assert isinstance(request, ReplaceCard)
    assert request.checked == frozenset(CHECKLISTS[SuspensionReason.CARD_LOST])
    assert desk.counter.bench.desk.note.value is Done.CARD_REPLACED_LOSS_LIFTED


async def test_without_the_suspension_nothing_is_ticked_off(desk: Registrations) -> None:
    dialog = await desk.replacing(card_status=CardStatus.LOST)
    assert dialog.ticks == {}


async def test_a_card_in_use_is_replaced_when_it_is_damaged(desk: Registrations) -> None:
    dialog = await desk.replacing()
    damaged = "「今の利用カードが破損している」に印を付けてください。"
    assert f"新しい利用カードを読み取ってください。{damaged}" in read(dialog)
    await desk.counter.scan(NEW_CARD)
    assert damaged in read(dialog).splitlines()
    enabled = dialog.yes.isEnabled()
    QTest.keyClick(dialog.damaged, Qt.Key.Key_Space)
    assert (enabled, dialog.yes.isEnabled()) == (False, True)
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    await desk.settled()
    (request,) = desk.acts.sent
    assert isinstance(request, ReplaceCard)
    assert request.damaged


async def test_a_taken_number_is_told_and_another_card_wanted(desk: Registrations) -> None:
    dialog = await desk.replacing(card_status=CardStatus.LOST)
    desk.acts.outcomes = [CardInUse(NEW_CARD)]
    await desk.counter.scan(NEW_CARD)
    enter(dialog.yes)
    await desk.settled()
    assert "この番号の利用カードは、もう使われています。" in read(dialog)
    assert "新しい利用カード(まだ読み取っていません)" in read(dialog)
    assert not dialog.yes.isEnabled()
    await desk.counter.scan("1234567")
    assert "数字が7桁しかありません。" in read(dialog)


async def test_a_taken_number_leaves_the_keyboard_where_another_is_typed(desk: Registrations) -> None:
    desk.policy = Policy(typed_card_accepted=True)
    dialog = await desk.replacing(card_status=CardStatus.LOST)
    assert dialog.typed is not None
    desk.acts.outcomes = [CardInUse(NEW_CARD)]
    await desk.counter.scan(NEW_CARD)
    enter(dialog.yes)
    await desk.settled()
    assert "この番号の利用カードは、もう使われています。" in read(dialog)
    assert dialog.focusWidget() is dialog.typed


async def test_a_check_digit_of_the_new_card_that_does_not_fit_is_heard_with_it(
    desk: Registrations, ear: Ear
) -> None:
    desk.policy = Policy(card_check_digit="modulus7")
    await desk.replacing(card_status=CardStatus.LOST)
    ear.forget()
    await desk.counter.scan("200000081")
    assert [text for text, _ in ear.heard] == [
        "新しい利用カードを読み取りました",
        "カード番号のチェックデジットが合いません。読み違いでないか、カードの番号を確かめてください。",
    ]
    ear.forget()
    await desk.counter.scan("200000082")
    assert len(ear.heard) == 2


async def test_a_number_is_typed_only_where_the_library_takes_it(desk: Registrations) -> None:
    dialog = await desk.replacing()
    assert dialog.typed is None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.lost.open_form.value is None
    desk.policy = Policy(typed_card_accepted=True, card_check_digit="modulus7")
    desk.press(desk.page.replace_button)
    dialog = await desk.dialog(ReplacementDialog)
    assert dialog.typed is not None
    dialog.typed.setFocus()
    QTest.keyClicks(dialog.typed, "200000081")
    QTest.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert "20000008-1" in read(dialog)
    assert "カード番号のチェックデジットが合いません" in read(dialog)
    assert dialog.typed.text() == "", "no other number stands beside the one that counts"
