"""メールアドレス driven by real keys, with its questions, on fakes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from services.acts.contact import ChangeEmail, EmailChange
from services.contract.errors import EmailMalformed, OutcomeUnknown
from services.contract.snapshot import MailState
from services.rules.decision import Decision, Reason
from services.rules.people.email import MailFault, check_address
from services.rules.vocabulary import MailStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import ALLOWED, refused
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.views.acts import read
from tests.views.email.forms_scene import Forms, forms, sent, whole_forms
from viewmodels.core.notes import Done
from views.email.email_page import mail_state
from views.text.form_words import mail_fault

__all__ = ["forms", "whole_forms"]


async def test_an_address_is_typed_and_changed_with_enter(forms: Forms) -> None:
    await forms.open(forms.email)
    field = forms.email.field
    assert field.text() == "hanako@example.jp"
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "new@example.jp")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await forms.email_desk.change.settled()
    (request,) = forms.acts.sent
    assert isinstance(request, ChangeEmail)
    assert request.address == field.text() == "new@example.jp"
    assert forms.counter.bench.desk.note.value is Done.EMAIL_UPDATED  # which the foot says
    assert not forms.email.said.isVisible()


async def test_a_wrong_form_is_told_with_cause_and_place(forms: Forms) -> None:
    forms.acts.outcomes = [EmailMalformed(((MailFault.TWO_DOTS, 2),))]
    await forms.open(forms.email)
    field = forms.email.field
    field.setText("ab..c@example.jp")
    QTest.mouseClick(forms.email.change_button, Qt.MouseButton.LeftButton)
    await forms.email_desk.change.settled()
    assert forms.email.said.text() == "形式に誤りがあります。"
    assert forms.email.causes.text() == "3文字目: 「.」が続いています。"
    assert forms.email.said.isVisible()
    assert (field.text(), field.cursorPosition()) == ("ab..c@example.jp", 2)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert forms.email.said.text() == forms.email.causes.text() == ""
    assert not forms.email.said.isVisible()  # which leaves no hole below the field
    assert not forms.email.causes.isVisible()


def test_what_is_missing_has_no_place() -> None:
    ((fault, place),) = check_address("hana")
    assert mail_fault(fault, place) == "「@」がありません。"
    ((fault, place),) = check_address("ha@na@example.jp")
    assert mail_fault(fault, place) == "6文字目: 「@」は1つだけです。"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
async def test_deleting_names_the_holds_and_keeps_them_unless_told(forms: Forms, key: Qt.Key) -> None:
    await forms.open(forms.email, holds=(snapshots.hold(1, title="羅生門"),))
    forms.email.field.clear()
    QTest.keyClick(forms.email.field, Qt.Key.Key_Return)
    dialog = await forms.dialog()
    (listed,) = dialog.findChildren(QTextEdit)
    assert listed.toPlainText() == "・羅生門 (予約待ち)"
    QTest.keyClick(dialog, key)
    await forms.email_desk.change.settled()
    assert forms.acts.sent == []


@pytest.mark.parametrize(
    ("key", "deleted"), [(Qt.Key.Key_Escape, False), (Qt.Key.Key_Return, False), (None, True)]
)
async def test_enter_in_an_emptied_field_asks_before_it_deletes(
    whole_forms: Forms, key: Qt.Key | None, deleted: bool
) -> None:
    whole_forms.acts.outcomes = [EmailChange.DELETED]
    await whole_forms.open(whole_forms.email)
    field = whole_forms.email.field
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)
    dialog = await whole_forms.dialog()
    assert whole_forms.acts.sent == []
    assert dialog.windowTitle() == "メールアドレスの削除"
    assert "hanako@example.jp" in read(dialog)
    if key is None:
        dialog.yes.click()
    else:
        QTest.keyClick(dialog.focusWidget(), key)
    await whole_forms.email_desk.change.settled()
    assert len(whole_forms.acts.sent) == int(deleted)
    assert not whole_forms.email.said.isVisible()  # the foot says it
    assert ("メールアドレスを削除しました。" in whole_forms.counter.words()) is deleted


async def test_a_slip_of_a_domain_is_asked_about_and_leads_back_to_what_is_typed(forms: Forms) -> None:
    await forms.open(forms.email)
    field = forms.email.field
    field.setText("new@gmial.com")
    QTest.mouseClick(forms.email.change_button, Qt.MouseButton.LeftButton)
    dialog = await forms.dialog()
    assert "「@」の後ろは「gmial.com」ですが、「gmail.com」の間違いではありませんか。" in read(dialog)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)  # 入力に戻る
    await forms.email_desk.change.settled()
    assert (forms.acts.sent, field.text()) == ([], "new@gmial.com")
    QTest.mouseClick(forms.email.change_button, Qt.MouseButton.LeftButton)
    (await forms.dialog()).yes.click()
    await forms.email_desk.change.settled()
    (request,) = forms.acts.sent
    assert isinstance(request, ChangeEmail)
    assert request.address == "new@gmial.com"


async def test_nothing_is_typed_over_an_address_that_is_being_saved(forms: Forms) -> None:
    answer = forms.acts.gate()
    await forms.open(forms.email)
    field = forms.email.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "new@example.jp")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await sent(forms)
    QTest.keyClicks(field, "2")
    assert field.text() == "new@example.jp"
    answer.set()
    await forms.email_desk.change.settled()
    assert not forms.counter.bench.desk.unsaved_input.there
    QTest.keyClicks(field, "2")
    assert (field.text(), forms.counter.bench.desk.unsaved_input.there) == ("new@example.jp2", True)


async def test_esc_while_an_address_is_saved_closes_at_once_and_keeps_the_doubt(whole_forms: Forms) -> None:
    answer = whole_forms.acts.gate(OutcomeUnknown("x"))
    await whole_forms.open(whole_forms.email)
    field, desk = whole_forms.email.field, whole_forms.counter.bench.desk
    field.setFocus()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await sent(whole_forms)
    whole_forms.counter.press(Qt.Key.Key_Escape)
    await whole_forms.counter.settled()
    assert desk.answer.value is None
    answer.set()
    await whole_forms.email_desk.change.settled()
    assert "つながりしだい確かめて、お知らせします。" in whole_forms.counter.words()
    assert desk.unanswered.open.value == (whole_forms.acts.sent[0].act_id,)


async def test_deleting_sets_the_holds_to_none_when_told(forms: Forms) -> None:
    await forms.open(forms.email, holds=(snapshots.hold(1),))
    forms.email.field.clear()
    QTest.keyClick(forms.email.field, Qt.Key.Key_Return)
    (await forms.dialog()).yes.click()
    await forms.email_desk.change.settled()
    (request,) = forms.acts.sent
    assert isinstance(request, ChangeEmail)
    assert request.holds_to_none


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (MailStatus.SENT, None, "2026/11/24 10:05 に送信しました"),
        (MailStatus.FAILED, 550, "送信できませんでした (メールサーバーの応答 550)"),
        (MailStatus.FAILED, None, "送信できませんでした"),
        (MailStatus.WAITING, None, "送信待ちです (2026/11/24 10:05 に受付)"),
    ],
)
def test_where_a_notice_is(status: MailStatus, code: int | None, told: str) -> None:
    assert mail_state(MailState(status, snapshots.NOW, 1, snapshots.NOW, code)) == told


async def test_a_registered_address_that_no_mail_reaches_is_told_with_its_cause(forms: Forms) -> None:
    anyone = patron(CARD_A).patron
    await forms.open(forms.email, patron=replace(anyone, email="=?utf-8?b??=@x.jp"))
    page = forms.email
    assert page.unfit.isVisible()
    first, cause = page.unfit.text().split("\n")
    assert first == "登録されているアドレスは形式に誤りがあり、お知らせを送れません。"
    assert cause == mail_fault(MailFault.ENCODED_WORD, 0) == "1文字目: 「=?」は使えません。"
    assert not page.resend_button.isVisible()
    page.set_snapshot(patron(CARD_B))
    assert not page.unfit.isVisible()
    assert page.resend_button.isVisible()


NOT_NOW = refused(Reason.NEEDS_VISIT)


@pytest.mark.parametrize(
    ("change", "resend", "shown"),
    [
        (ALLOWED, ALLOWED, {"box", "field", "change", "resend"}),
        (ALLOWED, refused(Reason.MAIL_ON_ITS_WAY), {"box", "field", "change", "resend"}),
        (NOT_NOW, ALLOWED, {"box", "why", "resend"}),
    ],
)
async def test_no_form_is_open_that_cant_be_sent(
    forms: Forms, change: Decision, resend: Decision, shown: set[str]
) -> None:
    await forms.open(forms.email, change_email=change, resend_notice=resend)
    page = forms.email
    parts = {
        "box": page.change_button.parentWidget(),
        "field": page.field,
        "change": page.change_button,
        "resend": page.resend_button,
        "why": page.refusal,
    }
    assert {name for name, part in parts.items() if part is not None and part.isVisible()} == shown
    assert page.refusal.text() == ("窓口でのみ受け付けます" if "why" in shown else "")


async def test_what_was_typed_goes_with_the_form(forms: Forms) -> None:
    await forms.open(forms.email)
    forms.email.field.setText("neu@example.jp")
    assert forms.counter.bench.desk.unsaved_input.there
    later = replace(patron(CARD_A, minutes=1), change_email=NOT_NOW)
    forms.email.set_snapshot(later)
    assert forms.email.field.text() == "hanako@example.jp"
    assert not forms.counter.bench.desk.unsaved_input.there
