"""レファレンス driven by real keys, with its questions, on fakes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from services.acts.reference import AskQuestion
from services.rules.decision import Decision, Reason
from tests.helpers.snapshots import ALLOWED, question, refused
from tests.viewmodels.fakes import CARD_A, patron
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


@pytest.mark.parametrize(
    ("field", "key"), [("question", Qt.Key.Key_Return), ("name", Qt.Key.Key_Enter)], ids=str
)
async def test_ctrl_enter_sends_from_every_field_and_the_foot_says_so(
    whole_forms: Forms, field: str, key: Qt.Key
) -> None:
    await whole_forms.open(whole_forms.reference)
    page, bar = whole_forms.reference, whole_forms.counter.window.status_bar  # type: ignore[attr-defined]
    page.question.setPlainText("When?")
    there = getattr(page, field)
    there.setFocus()
    assert "Ctrl+Enter 申し込む" in [it.words for it in bar.keys.hints]
    QTest.keyClick(there, key, Qt.KeyboardModifier.ControlModifier)
    dialog = await whole_forms.dialog()
    assert dialog.windowTitle() == "内容確認"
    assert page.question.toPlainText() == "When?"
    dialog.no.click()
    await whole_forms.reference_desk.send.settled()


async def test_enter_in_the_question_begins_a_line_and_sends_nothing(whole_forms: Forms) -> None:
    await whole_forms.open(whole_forms.reference)
    page = whole_forms.reference
    page.question.setFocus()
    QTest.keyClicks(page.question, "When")
    QTest.keyClick(page.question, Qt.Key.Key_Return)
    QTest.keyClicks(page.question, "and where?")
    assert page.question.toPlainText() == "When\nand where?"
    assert not whole_forms.reference_desk.send.running.value


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


@pytest.mark.parametrize(
    ("decision", "told", "shown"),
    [
        (ALLOWED, "", {"box", "form"}),
        (refused(Reason.NEEDS_VISIT), "窓口でのみ受け付けます", {"box", "why"}),
    ],
)
async def test_no_form_is_open_that_cant_be_sent(
    forms: Forms, decision: Decision, told: str, shown: set[str]
) -> None:
    await forms.open(forms.reference, ask_question=decision)
    page = forms.reference
    parts = {"box": page.refusal.parentWidget(), "form": page.apply_button, "why": page.refusal}
    assert {name for name, part in parts.items() if part is not None and part.isVisible()} == shown
    assert page.refusal.text() == told
    page.begin()
    assert page.name.isVisible() is ("form" in shown)


async def test_a_form_that_cant_be_sent_keeps_nothing_that_was_typed(forms: Forms) -> None:
    await forms.open(forms.reference)
    forms.reference.question.setPlainText("When?")
    for decision in (refused(Reason.NEEDS_VISIT), ALLOWED):
        forms.reference.set_snapshot(replace(patron(CARD_A, minutes=1), ask_question=decision))
    assert forms.reference.question.toPlainText() == ""
    assert not forms.counter.bench.desk.unsaved_input.there


async def test_a_question_is_told_where_it_may_be(forms: Forms) -> None:
    rows = (
        question(1),
        question(2, mark_told=refused(Reason.NEEDS_VISIT)),
        question(3, mark_told=refused(Reason.NOT_OFFERED)),
    )
    await forms.open(forms.reference, questions=rows)
    model = forms.reference.questions.model
    cells = [model.cells(row)[-1] for row in range(3)]
    assert [len(cell.actions) for cell in cells] == [1, 0, 0]
    assert [cell.text for cell in cells[1:]] == ["窓口でのみ受け付けます", ""]
