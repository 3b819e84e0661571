"""登録更新, カード紛失の届出 and 代替カードの登録 in the window, by real keys, a real mouse and real scans."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from services.acts.cards import ReplaceCard, ReportLost
from services.acts.registration import RenewRegistration
from services.errors import CardInUse, DatabaseBusy, OutcomeUnknown
from services.rules.people.registration import RegistrationField
from services.rules.policy import Policy
from services.rules.vocabulary import CardProof, CardStatus, Role, SuspensionReason
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.viewmodels.registration.registration_fakes import NEW_CARD
from tests.views.acts import read
from tests.views.counter import Counter
from viewmodels.core.notes import Done, Result
from viewmodels.desk.act_commands import ActCommands
from viewmodels.registration.lost_cards import LostCardViewModel
from viewmodels.registration.registration import RegistrationViewModel
from views.desk.wiring import connect_lost_cards, connect_registration
from views.dialogs.discard_dialog import DiscardDialog
from views.registration.lost_card_dialogs import LossDialog, LossQuestions, ReplacementDialog
from views.registration.registration_renewal_dialog import RegistrationDialog
from views.style.icons import Icons
from views.style.theme import Theme

PAGE = 4


class Registrations:
    """A counter at whose page 登録・停止 acts are done, on fakes."""

    def __init__(self, counter: Counter, theme: Theme, icons: Icons) -> None:
        self.counter = counter
        self.acts = counter.acts
        self.policy = Policy()
        bench, window = counter.bench, counter.window
        self.acting = ActCommands(bench.desk, self.acts, bench.bugs)
        self.page = window.registration
        self.registration = RegistrationViewModel(
            self.acting, policy=lambda: self.policy, report_bug=bench.bugs
        )
        self.lost = LostCardViewModel(
            self.acting,
            LossQuestions(window, theme),
            policy=lambda: self.policy,
            report_bug=bench.bugs,
        )
        connect_registration(self.page, self.registration, window, theme=theme, icons=icons)
        connect_lost_cards(self.page, self.lost, window, theme=theme, icons=icons)

    async def open(self, *, scanned: bool = True, **changed: Any) -> None:
        base = patron(CARD_A)
        header = {name: value for name, value in changed.items() if hasattr(base.patron, name)}
        others = {name: value for name, value in changed.items() if name not in header}
        opened = replace(base, patron=replace(base.patron, **header), **others)
        self.counter.bench.look_ups.answer(CARD_A, opened)
        if scanned:
            await self.counter.scan(CARD_A)
        else:
            field = self.counter.window.top_bar.card_field
            field.setText(CARD_A)
            QTest.keyClick(field, Qt.Key.Key_Return)
            await self.counter.settled()
        self.counter.window.menu.setCurrentRow(PAGE)

    def press(self, button: QAbstractButton) -> None:
        """Press a button with the keyboard."""
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    async def dialog[D: QDialog](self, kind: type[D], after: QDialog | None = None) -> D:
        for _ in range(100):
            found = QApplication.activeModalWidget()
            if isinstance(found, kind) and found is not after:
                return found
            await asyncio.sleep(0)
        msg = "no dialog opened"
        raise AssertionError(msg)

    async def renewing(self, **changed: Any) -> RegistrationDialog:
        await self.open(**changed)
        self.press(self.page.renew_button)
        return await self.dialog(RegistrationDialog)

    async def reporting(self, **changed: Any) -> LossDialog:
        await self.open(**changed)
        self.press(self.page.lost_button)
        return await self.dialog(LossDialog)

    async def replacing(self, **changed: Any) -> ReplacementDialog:
        await self.open(**changed)
        self.press(self.page.replace_button)
        return await self.dialog(ReplacementDialog)

    async def settled(self) -> None:
        await self.acting.settled()

    async def aclose(self) -> None:
        for _ in range(5):
            for widget in QApplication.topLevelWidgets():
                if (
                    isinstance(widget, LossDialog | DiscardDialog)
                    or type(widget).__name__ == "DecisionDialog"
                ):
                    widget.close()
            await asyncio.sleep(0)
        self.registration.close()
        self.lost.close()
        await self.acting.aclose()


@pytest.fixture
async def desk(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Registrations]:
    counter = Counter(qtbot, qapp, theme, icons, role=Role.SUPERVISOR)
    made = Registrations(counter, theme, icons)
    yield made
    await made.aclose()
    await counter.aclose()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def enter(widget: QAbstractButton) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)


def retype(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, text)


def marks(dialog: RegistrationDialog) -> dict[str, str]:
    """The reasons that can be read, by field."""
    causes = dialog.fields.causes
    return {field.value: label.text() for field, label in causes.items() if label.isVisible()}


# 登録更新


async def test_a_registration_is_renewed_by_keys(desk: Registrations) -> None:
    dialog = await desk.renewing(expires_on=date(2026, 12, 11))
    for word in ("登録更新", "2026/12/11", "2029/12/11", "見本 花子", "利用カードを読み取りました"):
        assert word in read(dialog)
    assert (dialog.focusWidget(), dialog.yes.isEnabled()) == (dialog.proven, False)
    QTest.keyClick(dialog.proven, Qt.Key.Key_Space)
    assert dialog.yes.text() == "更新する"
    enter(dialog.yes)
    await desk.settled()
    (order,) = desk.acts.sent
    assert isinstance(order, RenewRegistration)
    assert (order.address_proven, order.proof) == (True, CardProof.OPENING_SCAN)
    assert QApplication.activeModalWidget() is None
    assert desk.counter.bench.desk.note.value == Result(Done.REGISTRATION_RENEWED, day=date(2029, 12, 11))


async def test_nothing_is_typed_over_a_registration_that_is_being_saved(desk: Registrations) -> None:
    dialog = await desk.renewing()
    fields = dialog.fields.fields.values()
    saved: list[bool] = []

    async def look() -> None:
        saved.extend(field.isReadOnly() for field in fields)

    desk.acts.meanwhile, desk.acts.outcomes = look, [OutcomeUnknown("x")]
    QTest.keyClick(dialog.proven, Qt.Key.Key_Space)
    enter(dialog.yes)
    await desk.settled()
    assert saved == [True] * len(fields)
    assert not any(field.isReadOnly() for field in fields)


async def test_without_a_scan_the_card_is_asked_for_and_scanned_in_the_dialog(desk: Registrations) -> None:
    dialog = await desk.renewing(scanned=False)
    proof = "「ご住所を確認できるものを見ました」の印"
    assert f"「更新する」の前に要ります: 利用カードの確認・{proof}" in read(dialog)
    QTest.keyClick(dialog.proven, Qt.Key.Key_Space)
    assert "「更新する」の前に要ります: 利用カードの確認" in read(dialog).splitlines()
    shown = [dialog.yes.isEnabled()]
    for card in (CARD_B, CARD_A):
        await desk.counter.scan(card)
        shown.append(dialog.yes.isEnabled())
    assert shown == [False, False, True]
    assert "の前に要ります" not in read(dialog)
    assert "別の人の利用カードです" not in read(dialog)
    assert dialog.fields.fields[RegistrationField.KANA].text() == "ミホン ハナコ"
    assert desk.counter.bench.look_ups.asked == [CARD_A]


async def test_another_card_is_told_in_the_dialog(desk: Registrations) -> None:
    dialog = await desk.renewing()
    await desk.counter.scan(CARD_B)
    assert "別の人の利用カードです" in read(dialog)
    assert "この利用者の利用カードを読み取ってください" in read(dialog)


async def test_each_fault_stands_beside_its_field_until_it_is_mended(desk: Registrations) -> None:
    dialog = await desk.renewing()
    fields = dialog.fields.fields
    retype(fields[RegistrationField.KANA], "123")
    retype(fields[RegistrationField.POSTAL_CODE], "33")
    QTest.keyClick(dialog.proven, Qt.Key.Key_Space)
    height = dialog.height()
    enter(dialog.yes)
    await desk.settled()
    assert desk.acts.sent == []
    assert marks(dialog) == {
        "kana": "カナはカタカナかローマ字で入力してください。",
        "postal_code": "郵便番号は数字7桁です。",
    }
    assert dialog.focusWidget() is fields[RegistrationField.KANA]
    assert dialog.height() > height
    assert dialog.fields.causes[RegistrationField.ADDRESS].isHidden()
    retype(fields[RegistrationField.KANA], "Mihon Hanako")
    assert list(marks(dialog)) == ["postal_code"]
    assert dialog.focusWidget() is fields[RegistrationField.KANA]
    assert fields[RegistrationField.KANA].accessibleDescription() == ""
    retype(fields[RegistrationField.POSTAL_CODE], "3330844")
    enter(dialog.yes)
    await desk.settled()
    (order,) = desk.acts.sent
    assert isinstance(order, RenewRegistration)
    assert order.form.clean.postal_code == "333-0844"


async def test_enter_in_a_field_saves_nothing(desk: Registrations) -> None:
    dialog = await desk.renewing()
    dialog.proven.setChecked(True)
    field = dialog.fields.fields[RegistrationField.ADDRESS]
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    await desk.settled()
    assert desk.acts.sent == []
    assert dialog.isVisible()


async def test_what_went_wrong_is_told_and_what_was_typed_stays(desk: Registrations) -> None:
    dialog = await desk.renewing()
    retype(dialog.fields.fields[RegistrationField.PHONE], "09000000001")
    dialog.proven.setChecked(True)
    desk.acts.outcomes = [DatabaseBusy()]
    enter(dialog.yes)
    await desk.settled()
    assert "データベースが混み合っています。" in read(dialog)
    assert dialog.fields.fields[RegistrationField.PHONE].text() == "09000000001"
    enter(dialog.yes)
    await desk.settled()
    assert len(desk.acts.sent) == 2


@pytest.mark.parametrize("typed", [False, True])
async def test_leaving_asks_only_when_something_would_be_lost(desk: Registrations, typed: bool) -> None:
    dialog = await desk.renewing()
    if typed:
        retype(dialog.fields.fields[RegistrationField.PHONE], "1")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    if typed:
        for answer in ("入力に戻る", "入力を捨てる"):
            box = await desk.dialog(DiscardDialog)
            assert dialog.isVisible()
            next(button for button in (box.yes, box.no) if button.text() == answer).click()
            if answer == "入力に戻る":
                assert dialog.isVisible()
                QTest.mouseClick(dialog.no, Qt.MouseButton.LeftButton)
    assert desk.registration.open_form.value is None
    assert not dialog.isVisible()
    assert desk.acts.sent == []


async def test_a_registration_just_renewed_keeps_its_day(desk: Registrations) -> None:
    dialog = await desk.renewing(expires_on=date(2029, 12, 11))
    assert "2029/12/11 (変わりません)" in read(dialog)


async def test_the_form_says_what_is_refused_on_the_phone(desk: Registrations) -> None:
    await desk.open()
    switch = desk.counter.bench.desk.switch_channel
    switch.start()
    await switch.settled()
    await desk.open()
    desk.press(desk.page.renew_button)
    assert desk.registration.open_form.value is None
    assert "来館が要ります" in desk.counter.words()


async def test_the_dialog_names_nobody_in_the_list_of_windows(desk: Registrations) -> None:
    dialog = await desk.renewing()
    assert dialog.windowTitle() == dialog.accessibleName() == "登録更新"
    names = [field.accessibleName() for field in dialog.fields.fields.values()]
    assert names == ["カナ (必須)", "通称", "電話番号", "郵便番号 (必須)", "住所 (必須)"]


# カード紛失の届出


async def test_a_loss_is_reported_when_both_are_confirmed(desk: Registrations) -> None:
    dialog = await desk.reporting()
    enabled = []
    for tick in (dialog.by_patron, dialog.consent):
        enabled.append(dialog.yes.isEnabled())
        tick.setFocus()
        QTest.keyClick(tick, Qt.Key.Key_Space)
    assert (enabled, dialog.yes.isEnabled()) == ([False, False], True)
    assert (dialog.by_patron.text(), dialog.consent.text()) == ("ご本人の申し出", "利用停止の了承")
    enter(dialog.yes)
    told = await desk.dialog(QDialog, after=dialog)
    (order,) = desk.acts.sent
    assert isinstance(order, ReportLost)
    assert (order.by_patron, order.consent, order.disable_password) == (True, True, False)
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
    (order,) = desk.acts.sent
    assert isinstance(order, ReportLost)
    assert order.disable_password
    assert "パスワードは無効にしました" in read(told)
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


async def test_a_new_card_is_scanned_and_registered(desk: Registrations) -> None:
    suspensions = (snapshots.suspended(SuspensionReason.CARD_LOST),)
    dialog = await desk.replacing(card_status=CardStatus.LOST, suspensions=suspensions)
    assert dialog.damaged.isHidden()
    assert "解除するまで続きます" in read(dialog)
    assert (dialog.focusWidget(), dialog.yes.isEnabled()) == (dialog.no, False)
    await desk.counter.scan(NEW_CARD)
    assert "20000009-9" in read(dialog)
    assert desk.counter.window.top_bar.card_field.text() == CARD_A
    desk.acts.after = replace(patron(CARD_A, version=2), card_number=NEW_CARD)
    enter(dialog.yes)
    await desk.settled()
    (order,) = desk.acts.sent
    assert isinstance(order, ReplaceCard)
    assert (order.new_number, order.damaged) == (NEW_CARD, False)
    assert QApplication.activeModalWidget() is None
    assert desk.counter.window.top_bar.card_field.text() == NEW_CARD


async def test_a_card_in_use_is_replaced_when_it_is_damaged(desk: Registrations) -> None:
    dialog = await desk.replacing()
    damaged = "「今の利用カードが破損している」の印"
    assert f"「登録する」の前に要ります: 新しい利用カードの読み取り・{damaged}" in read(dialog)
    await desk.counter.scan(NEW_CARD)
    assert f"「登録する」の前に要ります: {damaged}" in read(dialog).splitlines()
    enabled = dialog.yes.isEnabled()
    QTest.keyClick(dialog.damaged, Qt.Key.Key_Space)
    assert (enabled, dialog.yes.isEnabled()) == (False, True)
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    await desk.settled()
    (order,) = desk.acts.sent
    assert isinstance(order, ReplaceCard)
    assert order.damaged


async def test_a_taken_number_is_told_and_another_card_wanted(desk: Registrations) -> None:
    dialog = await desk.replacing(card_status=CardStatus.LOST)
    desk.acts.outcomes = [CardInUse(NEW_CARD)]
    await desk.counter.scan(NEW_CARD)
    enter(dialog.yes)
    await desk.settled()
    assert "この番号の利用カードは、もう使われています。" in read(dialog)
    assert "新しい利用カードを読み取ってください" in read(dialog)
    assert not dialog.yes.isEnabled()
    await desk.counter.scan("1234567")
    assert "数字が7桁しかありません。" in read(dialog)


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
    assert "カード番号の検査数字が合いません" in read(dialog)


async def test_without_acts_there_are_no_buttons(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    counter.window.menu.setCurrentRow(PAGE)
    assert not counter.window.registration.renew_button.isVisible()
