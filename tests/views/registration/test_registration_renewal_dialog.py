"""登録更新 by real keys, a real mouse and real scans."""

import asyncio
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from services.acts.registration import RenewRegistration
from services.contract.errors import OutcomeUnknown, SystemBusy
from services.rules.people.registration import RegistrationField
from services.rules.policy import Policy
from services.rules.vocabulary import CardProof
from tests.helpers.keyboard import Keyboard
from tests.helpers.windows import active
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.viewmodels.registration.registration_fakes import as_read_at
from tests.views.acts import read
from tests.views.counter import Counter
from tests.views.registration.registration_scene import Registrations, desk, enter, whole_desk
from viewmodels.core.notes import Done, Result
from views.dialogs.discard_dialog import DiscardDialog
from views.registration.registration_renewal_dialog import RegistrationDialog

__all__ = ["desk", "whole_desk"]


def retype(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, text)


def marks(dialog: RegistrationDialog) -> dict[str, str]:
    """The reasons that can be read, by field."""
    causes = dialog.fields.causes
    return {field.value: label.text() for field, label in causes.items() if label.isVisible()}


async def test_a_registration_is_renewed_by_keys(desk: Registrations) -> None:
    dialog = await desk.renewing(expires_on=date(2026, 12, 11))
    for word in ("登録更新", "\n12/11(金)\n", "2029/12/11(火)", "見本 花子", "利用カードを読み取りました"):
        assert word in read(dialog)
    assert (dialog.focusWidget(), dialog.yes.isEnabled()) == (dialog.proven, False)
    QTest.keyClick(dialog.proven, Qt.Key.Key_Space)
    assert dialog.yes.text() == "更新する"
    enter(dialog.yes)
    await desk.settled()
    (request,) = desk.acts.sent
    assert isinstance(request, RenewRegistration)
    assert (request.address_proven, request.proof) == (True, CardProof.OPENING_SCAN)
    assert QApplication.activeModalWidget() is None
    assert desk.counter.bench.desk.note.value == Result(Done.REGISTRATION_RENEWED, day=date(2029, 12, 11))


async def test_a_registration_that_never_expires_is_said_to_stay_so(desk: Registrations) -> None:
    dialog = await desk.renewing(expires_on=None, kana=None, postal_code=None, address=None)
    assert {"無期限", "無期限 (変わりません)"} <= set(read(dialog).splitlines())
    assert [it.text() for it in dialog.fields.fields.values()] == ["", "", "048-000-1234", "", ""]


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
    proof = "「ご住所を確認できるものを見ました」に印を付けてください。"
    assert f"利用カードを読み取ってください。{proof}" in read(dialog)
    QTest.keyClick(dialog.proven, Qt.Key.Key_Space)
    assert "利用カードを読み取ってください。" in read(dialog).splitlines()
    shown = [dialog.yes.isEnabled()]
    for card in (CARD_B, CARD_A):
        await desk.counter.scan(card)
        shown.append(dialog.yes.isEnabled())
    assert shown == [False, False, True]
    assert "利用カードを読み取ってください。" not in read(dialog)
    assert "別の人の利用カードです" not in read(dialog)
    assert dialog.fields.fields[RegistrationField.KANA].text() == "ミホン ハナコ"
    assert desk.counter.bench.look_ups.asked == [CARD_A]


async def test_another_card_is_told_in_the_dialog(desk: Registrations) -> None:
    dialog = await desk.renewing()
    await desk.counter.scan(CARD_B)
    assert "別の人の利用カードです" in read(dialog)
    assert "この利用者の利用カードを読み取ってください" in read(dialog)
    asked = next(it for it in dialog.findChildren(QLabel) if it.text().startswith("この利用者の"))
    assert asked.property("tone") == "muted", "it is green once the card is there"


async def test_a_card_number_typed_where_no_digits_belong_goes_to_the_cards_field(
    desk: Registrations,
) -> None:
    desk.policy = Policy(typed_card_accepted=True)
    dialog = await desk.renewing(scanned=False)
    assert dialog.card is not None
    field = dialog.card.number
    assert field is not None
    assert dialog.focusWidget() is field
    for place in (dialog.proven, dialog.no):
        field.clear()
        place.setFocus()
        for digit in CARD_A:  # one after another, as fingers type
            QTest.keyClicks(dialog.focusWidget(), digit)
        assert (field.text(), dialog.focusWidget()) == (CARD_A, field)
    phone = dialog.fields.fields[RegistrationField.PHONE]
    phone.setFocus()
    QTest.keyClicks(phone, "1")
    assert (phone.text()[0], field.text()) == ("1", CARD_A)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "利用カードの番号を入力しました" in read(dialog)
    assert dialog.focusWidget() is dialog.proven


async def test_a_card_that_is_read_takes_the_keyboard_to_what_is_missing_and_into_no_text(
    desk: Registrations,
) -> None:
    desk.policy = Policy(typed_card_accepted=True)
    dialog = await desk.renewing(scanned=False)
    await active(dialog)  # or Qt moves the keyboard on from nothing that it hides
    assert dialog.card is not None
    assert QApplication.focusWidget() is dialog.card.number
    stood = dialog.proven.pos().y()
    form = desk.registration.open_form.value
    assert form is not None
    form.card.card_scanned(CARD_A)
    assert (QApplication.focusWidget(), dialog.proven.pos().y()) == (dialog.proven, stood)
    kana = dialog.fields.fields[RegistrationField.KANA]
    assert (kana.text(), kana.selectedText()) == ("ミホン ハナコ", "")


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
    (request,) = desk.acts.sent
    assert isinstance(request, RenewRegistration)
    assert request.form.clean.postal_code == "333-0844"


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
    desk.acts.outcomes = [SystemBusy()]
    enter(dialog.yes)
    await desk.settled()
    assert "図書館のシステムが混み合っています。" in read(dialog)
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
    assert "2029/12/11(火) (変わりません)" in read(dialog)


async def test_the_page_says_what_is_refused_on_the_phone(desk: Registrations) -> None:
    await desk.open()
    switch = desk.counter.bench.desk.switch_channel
    switch.start()
    await switch.settled()
    by_phone = as_read_at(desk.counter.bench.desk, patron(CARD_A)).registration_use
    await desk.open(registration_use=by_phone)
    assert not desk.page.renew_button.isEnabled()
    assert "登録更新: 窓口でのみ受け付けます" in desk.counter.words()


async def test_the_dialog_names_nobody_in_the_list_of_windows(desk: Registrations) -> None:
    dialog = await desk.renewing()
    assert dialog.windowTitle() == dialog.accessibleName() == "登録更新"
    names = [field.accessibleName() for field in dialog.fields.fields.values()]
    assert names == ["カナ (必須)", "通称", "電話番号", "郵便番号 (必須)", "住所 (必須)"]


async def test_without_acts_there_are_no_buttons(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    counter.turn_to(counter.window.registration)
    assert not counter.window.registration.renew_button.isVisible()


async def torn(
    whole_desk: Registrations, card: str, place: int, *, at_the_tick: bool = False
) -> RegistrationDialog:
    """Let a card come with a pause among its keys."""
    whole_desk.policy = Policy(typed_card_accepted=True)
    whole_desk.counter.bench.look_ups.asked.clear()
    dialog = await whole_desk.renewing(scanned=False)
    dialog.activateWindow()
    for _ in range(100):
        await asyncio.sleep(0)
    assert dialog.isActiveWindow()
    if at_the_tick:
        dialog.proven.setFocus()
    keys = Keyboard(dialog.windowHandle())
    keys.now += 10_000 * place
    keys.type(card[:place], 5)
    keys.now += 75
    keys.type(card[place:] + "\r", 5)
    await whole_desk.counter.settled()
    assert whole_desk.counter.bench.look_ups.asked == [CARD_A]
    return dialog


@pytest.mark.parametrize(("places", "at_the_tick"), [((1, 4, 5, 6, 8), False), ((1, 5, 6, 8), True)])
async def test_a_torn_card_is_put_together_in_the_cards_field_and_counts_as_typed(
    whole_desk: Registrations, places: tuple[int, ...], *, at_the_tick: bool
) -> None:
    for place in places:
        dialog = await torn(whole_desk, CARD_A, place, at_the_tick=at_the_tick)
        assert dialog.card is not None, place
        assert dialog.card.is_there, place
        assert "利用カードの番号を入力しました" in read(dialog), place
        assert not dialog.scans.is_shown(), place
        whole_desk.registration.close()
        for _ in range(100):
            await asyncio.sleep(0)
        assert QApplication.activeModalWidget() is None


async def test_a_torn_card_of_somebody_else_is_told_in_the_dialog(whole_desk: Registrations) -> None:
    dialog = await torn(whole_desk, CARD_B, 4)
    assert "別の人の利用カードです" in read(dialog)
