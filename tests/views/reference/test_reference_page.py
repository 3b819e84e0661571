"""レファレンス driven by real keys, with its questions, on fakes."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from services.acts.reference import AskQuestion
from tests.views.acts import read
from tests.views.email.forms_scene import Forms, forms, sent, whole_forms
from views.reference.reference_dialogs import PUBLICATION

__all__ = ["forms", "whole_forms"]


async def test_a_questions_confirmation_asks_about_a_slip_of_the_domain(forms: Forms) -> None:
    await forms.open(forms.reference)
    page = forms.reference
    page.question.setPlainText("When?")
    page.email.setText("hanako@docomo.ne.jo")
    page.apply_button.click()
    dialog = await forms.dialog()
    assert "「@」の後ろは「docomo.ne.jo」ですが、「docomo.ne.jp」の間違いではありませんか。" in read(dialog)
    dialog.no.click()
    await forms.reference_desk.send.settled()
    assert forms.acts.sent == []


async def test_nothing_is_typed_over_a_question_that_is_being_sent(forms: Forms) -> None:
    answer = forms.acts.gate()
    await forms.open(forms.reference)
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


async def test_faulty_fields_are_marked_at_once(forms: Forms) -> None:
    await forms.open(forms.reference)
    page = forms.reference
    page.name.clear()
    QTest.mouseClick(page.apply_button, Qt.MouseButton.LeftButton)
    await forms.reference_desk.send.settled()
    marked = [widget.property("fault") for widget in (page.name, page.email, page.phone, page.question)]
    assert marked == ["true", "false", "false", "true"]
    assert page.name.hasFocus()


async def test_mending_one_fault_keeps_the_keyboard_there(forms: Forms) -> None:
    await forms.open(forms.reference)
    page = forms.reference
    page.name.clear()
    QTest.mouseClick(page.apply_button, Qt.MouseButton.LeftButton)
    await forms.reference_desk.send.settled()
    QTest.keyClick(page.name, Qt.Key.Key_S)
    assert page.name.hasFocus()
    assert page.question.property("fault") == "true"


async def test_enter_presses_the_button_that_has_the_keyboard(whole_forms: Forms) -> None:
    await whole_forms.open(whole_forms.reference)
    page = whole_forms.reference
    page.apply_button.setFocus()
    QTest.keyClick(page.apply_button, Qt.Key.Key_Return)
    await whole_forms.reference_desk.send.settled()
    assert page.question.property("fault") == "true"


async def test_a_question_goes_through_its_confirmation(whole_forms: Forms) -> None:
    await whole_forms.open(whole_forms.reference)
    page = whole_forms.reference
    assert (page.name.text(), page.email.text()) == ("見本 花子", "hanako@example.jp")
    page.question.setFocus()
    QTest.keyClicks(page.question, "When?")
    QTest.mouseClick(page.apply_button, Qt.MouseButton.LeftButton)
    dialog = await whole_forms.dialog()
    assert (dialog.windowTitle(), dialog.yes.text()) == ("内容確認", "送信")
    assert PUBLICATION in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.yes.click()
    await whole_forms.reference_desk.send.settled()
    (request,) = whole_forms.acts.sent
    assert isinstance(request, AskQuestion)
    assert request.form.question == "When?"
    assert page.question.toPlainText() == ""
    assert "質問を受け付けました" in whole_forms.counter.words()
