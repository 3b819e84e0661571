"""メールアドレス and レファレンス driven by real keys, with their questions, on fakes."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit

from services.acts.contact import ChangeEmail, EmailChange
from services.acts.reference import AskQuestion
from services.errors import EmailMalformed, OutcomeUnknown
from services.lookup.snapshot import MailState
from services.rules.people.email import MailFault, check_address
from services.rules.policy import Policy
from services.rules.vocabulary import MailStatus
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.views.acts import read
from tests.views.counter import Counter
from viewmodels.desk.act_commands import ActCommands
from viewmodels.desk.scan_queue import DOUBLE_SCAN_SECONDS
from viewmodels.email.email import EmailViewModel
from viewmodels.reference.reference import ReferenceViewModel
from views.desk.wiring import connect_email, connect_reference
from views.dialogs.decision_dialog import DecisionDialog
from views.email.email_dialogs import PUBLICATION, ContactQuestions
from views.email.email_page import mail_state
from views.style.theme import Theme
from views.text.form_words import mail_fault


class Forms:
    """The two pages of a counter's window, tied to acts that are fakes."""

    def __init__(self, counter: Counter, theme: Theme) -> None:
        self.counter = counter
        self.acts = counter.acts
        acting = ActCommands(counter.bench.desk, self.acts, counter.bench.bugs)
        ask = ContactQuestions(theme, counter.window)
        self.email_desk = EmailViewModel(acting, ask, policy=Policy)
        self.reference_desk = ReferenceViewModel(acting, ask, policy=Policy)
        self.email, self.reference = counter.window.email, counter.window.reference
        connect_email(self.email, self.email_desk)
        connect_reference(self.reference, self.reference_desk)

    async def open(self, page: int, **changed: object) -> None:
        self.counter.bench.look_ups.answer(CARD_A, replace(patron(CARD_A), **changed))  # type: ignore[arg-type]
        await self.counter.scan(CARD_A)
        self.counter.window.menu.setCurrentRow(page)

    async def dialog(self) -> DecisionDialog:
        """Give the question that is asked, once it is."""
        for _ in range(1000):
            if QApplication.activeModalWidget() is not None:
                break
            await asyncio.sleep(0)
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, DecisionDialog)
        return asked


@pytest.fixture
def forms(counter: Counter, theme: Theme) -> Forms:
    return Forms(counter, theme)


async def test_an_address_is_typed_and_changed_with_enter(forms: Forms) -> None:
    await forms.open(2)
    field = forms.email.field
    assert field.text() == "hanako@example.jp"
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "new@example.jp")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await forms.email_desk.change.settled()
    (order,) = forms.acts.sent
    assert isinstance(order, ChangeEmail)
    assert order.address == field.text() == "new@example.jp"
    assert forms.email.said.text() == "更新しました。"


async def test_a_wrong_form_is_told_with_cause_and_place(forms: Forms) -> None:
    forms.acts.outcomes = [EmailMalformed(((MailFault.TWO_DOTS, 2),))]
    await forms.open(2)
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
    ((fault, place),) = check_address("hana", Policy().mail_forbidden_characters)
    assert mail_fault(fault, place) == "「@」がありません。"
    ((fault, place),) = check_address("ha@na@example.jp", Policy().mail_forbidden_characters)
    assert mail_fault(fault, place) == "6文字目: 「@」は1つだけです。"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
async def test_deleting_names_the_holds_and_keeps_them_unless_told(forms: Forms, key: Qt.Key) -> None:
    await forms.open(2, holds=(snapshots.hold(1, title="羅生門"),))
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
    forms: Forms, key: Qt.Key | None, deleted: bool
) -> None:
    forms.acts.outcomes = [EmailChange.DELETED]
    await forms.open(2)
    field = forms.email.field
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)
    dialog = await forms.dialog()
    assert forms.acts.sent == []
    assert dialog.windowTitle() == "メールアドレスの削除"
    assert "hanako@example.jp" in read(dialog)
    if key is None:
        dialog.yes.click()
    else:
        QTest.keyClick(dialog.focusWidget(), key)
    await forms.email_desk.change.settled()
    assert len(forms.acts.sent) == int(deleted)
    assert forms.email.said.text() == ("削除しました。" if deleted else "")
    assert ("メールアドレスを削除しました。" in forms.counter.words()) is deleted


async def test_a_slip_of_a_domain_is_asked_about_and_leads_back_to_what_is_typed(forms: Forms) -> None:
    await forms.open(2)
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
    (order,) = forms.acts.sent
    assert isinstance(order, ChangeEmail)
    assert order.address == "new@gmial.com"


async def test_a_questions_confirmation_asks_about_a_slip_of_the_domain(forms: Forms) -> None:
    await forms.open(3)
    page = forms.reference
    page.question.setPlainText("When?")
    page.email.setText("hanako@docomo.ne.jo")
    page.apply_button.click()
    dialog = await forms.dialog()
    assert "「@」の後ろは「docomo.ne.jo」ですが、「docomo.ne.jp」の間違いではありませんか。" in read(dialog)
    dialog.no.click()
    await forms.reference_desk.send.settled()
    assert forms.acts.sent == []


async def sent(forms: Forms) -> None:
    """Wait until an order waits for its answer."""
    for _ in range(100):
        await asyncio.sleep(0)
    assert len(forms.acts.sent) == 1


async def test_nothing_is_typed_over_an_address_that_is_being_saved(forms: Forms) -> None:
    answer = forms.acts.gate()
    await forms.open(2)
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
    assert not forms.counter.bench.desk.has_unsaved_input
    QTest.keyClicks(field, "2")
    assert (field.text(), forms.counter.bench.desk.has_unsaved_input) == ("new@example.jp2", True)


async def test_esc_while_an_address_is_saved_closes_at_once_and_keeps_the_doubt(forms: Forms) -> None:
    answer = forms.acts.gate(OutcomeUnknown("x"))
    await forms.open(2)
    field, desk = forms.email.field, forms.counter.bench.desk
    field.setFocus()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await sent(forms)
    forms.counter.press(Qt.Key.Key_Escape)
    await forms.counter.settled()
    assert desk.answer.value is None
    answer.set()
    await forms.email_desk.change.settled()
    assert "つながりしだい確かめて、お知らせします。" in forms.counter.words()
    assert desk.unanswered.open.value == (forms.acts.sent[0].act_id,)


async def test_nothing_is_typed_over_a_question_that_is_being_sent(forms: Forms) -> None:
    answer = forms.acts.gate()
    await forms.open(3)
    page = forms.reference
    page.question.setPlainText("When?")
    page.apply_button.click()
    (await forms.dialog()).yes.click()
    await sent(forms)
    for field in (page.name, page.email, page.phone, page.question):
        field.setFocus()
        QTest.keyClicks(field, "2")
    assert page.form == forms.acts.sent[0].form
    answer.set()
    await forms.reference_desk.send.settled()
    page.question.setFocus()
    QTest.keyClicks(page.question, "2")
    assert page.question.toPlainText() == "2"


async def test_deleting_sets_the_holds_to_none_when_told(forms: Forms) -> None:
    await forms.open(2, holds=(snapshots.hold(1),))
    forms.email.field.clear()
    QTest.keyClick(forms.email.field, Qt.Key.Key_Return)
    (await forms.dialog()).yes.click()
    await forms.email_desk.change.settled()
    (order,) = forms.acts.sent
    assert isinstance(order, ChangeEmail)
    assert order.holds_to_none


async def test_faulty_fields_are_marked_at_once(forms: Forms) -> None:
    await forms.open(3)
    page = forms.reference
    page.name.clear()
    QTest.mouseClick(page.apply_button, Qt.MouseButton.LeftButton)
    await forms.reference_desk.send.settled()
    marked = [widget.property("fault") for widget in (page.name, page.email, page.phone, page.question)]
    assert marked == ["true", "false", "false", "true"]
    assert page.name.hasFocus()


async def test_mending_one_fault_keeps_the_keyboard_there(forms: Forms) -> None:
    await forms.open(3)
    page = forms.reference
    page.name.clear()
    QTest.mouseClick(page.apply_button, Qt.MouseButton.LeftButton)
    await forms.reference_desk.send.settled()
    QTest.keyClick(page.name, Qt.Key.Key_S)
    assert page.name.hasFocus()
    assert page.question.property("fault") == "true"


async def test_enter_presses_the_button_that_has_the_keyboard(forms: Forms) -> None:
    await forms.open(3)
    page = forms.reference
    page.apply_button.setFocus()
    QTest.keyClick(page.apply_button, Qt.Key.Key_Return)
    await forms.reference_desk.send.settled()
    assert page.question.property("fault") == "true"


async def test_a_question_goes_through_its_confirmation(forms: Forms) -> None:
    await forms.open(3)
    page = forms.reference
    assert (page.name.text(), page.email.text()) == ("見本 花子", "hanako@example.jp")
    page.question.setFocus()
    QTest.keyClicks(page.question, "When?")
    QTest.mouseClick(page.apply_button, Qt.MouseButton.LeftButton)
    dialog = await forms.dialog()
    assert (dialog.windowTitle(), dialog.yes.text()) == ("内容確認", "送信")
    assert PUBLICATION in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.yes.click()
    await forms.reference_desk.send.settled()
    (order,) = forms.acts.sent
    assert isinstance(order, AskQuestion)
    assert order.form.question == "When?"
    assert page.question.toPlainText() == ""
    assert "質問を受け付けました" in forms.counter.words()


async def test_a_closed_patron_leaves_nothing_typed(forms: Forms) -> None:
    await forms.open(2)
    forms.email.field.setText("half@typed")
    forms.reference.question.setPlainText("secret")
    forms.counter.press(Qt.Key.Key_Escape)
    await forms.counter.settled()
    assert forms.counter.bench.answers.asked == 1
    assert forms.email.field.text() == forms.reference.question.toPlainText() == ""


async def test_the_same_card_again_keeps_what_is_typed_as_a_draft(forms: Forms) -> None:
    await forms.open(2)
    email, reference, bench = forms.email, forms.reference, forms.counter.bench
    email.field.setText("new@example.jp")
    reference.question.setPlainText("When?")
    bench.ticks.pass_by(timedelta(seconds=DOUBLE_SCAN_SECONDS))
    changed = replace(patron(CARD_A).patron, version=2, email="other@example.jp")
    await forms.open(2, patron=changed)
    assert bench.desk.snapshot is not None
    assert bench.desk.snapshot.patron == changed
    assert (email.field.text(), reference.question.toPlainText()) == ("new@example.jp", "When?")
    assert (bench.answers.asked, bench.desk.has_unsaved_input) == (0, True)
    forms.counter.press(Qt.Key.Key_Escape)
    await forms.counter.settled()
    assert bench.answers.asked == 1


async def test_undo_brings_back_nothing_that_was_typed_for_another_patron(forms: Forms) -> None:
    await forms.open(2, patron=replace(patron(CARD_A).patron, email=None))
    email, reference = forms.email, forms.reference
    typed = (email.field, reference.name, reference.email, reference.phone, reference.question)
    for field in typed:
        forms.counter.window.menu.setCurrentRow(2 if field is email.field else 3)
        field.setFocus()
        as_it_was = reference.form, email.field.text()
        QTest.keyClicks(field, "Hanako")
        for _ in "Hanako":
            QTest.keyClick(field, Qt.Key.Key_Backspace)
        assert (reference.form, email.field.text()) == as_it_was
    other = patron(CARD_B)
    forms.counter.bench.look_ups.answer(CARD_B, replace(other, patron=replace(other.patron, email=None)))
    await forms.counter.scan(CARD_B)
    assert forms.counter.bench.answers.asked == 0

    before = reference.form, email.field.text()
    for field in typed:
        forms.counter.window.menu.setCurrentRow(2 if field is email.field else 3)
        field.setFocus()
        QTest.keySequence(field, "Ctrl+Z")
    assert (reference.form, email.field.text()) == before


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
    await forms.open(2, patron=replace(anyone, email="=?utf-8?b??=@x.jp"))
    page = forms.email
    assert page.unfit.isVisible()
    first, cause = page.unfit.text().split("\n")
    assert first == "登録されているアドレスは形式に誤りがあり、お知らせを送れません。"
    assert cause == mail_fault(MailFault.ENCODED_WORD, 0) == "1文字目: 「=?」は使えません。"
    assert not page.resend_button.isVisible()
    page.set_snapshot(patron(CARD_B))
    assert not page.unfit.isVisible()
    assert page.resend_button.isVisible()
