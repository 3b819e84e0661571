"""What is typed on the pages メールアドレス and レファレンス goes with its patron."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from services.rules.people.reference import QuestionForm
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.views.counter import Counter
from tests.views.email.forms_scene import Forms, whole_forms
from viewmodels.desk.scan_queue import DOUBLE_SCAN_SECONDS

__all__ = ["whole_forms"]


async def test_a_closed_patron_leaves_nothing_typed(whole_forms: Forms) -> None:
    await whole_forms.open(whole_forms.email)
    whole_forms.email.field.setText("half@typed")
    whole_forms.counter.turn_to(whole_forms.reference)
    whole_forms.reference.question.setPlainText("secret")
    whole_forms.counter.press(Qt.Key.Key_Escape)
    await whole_forms.counter.settled()
    assert whole_forms.counter.bench.answers.asked == 1
    assert whole_forms.email.field.text() == whole_forms.reference.question.toPlainText() == ""


@pytest.mark.parametrize("missing", ["name", "email", "question"])
async def test_f6_leads_to_the_first_thing_that_is_missing_in_a_question(
    whole_forms: Forms, missing: str
) -> None:
    page = whole_forms.reference
    whole = QuestionForm(name="Hanako", email="hanako@example.jp", phone="", question="When?")
    page.offer()
    await whole_forms.open(page, questions=(snapshots.question(1),))
    page.fill_in(replace(whole, **{missing: ""}))
    page.questions.table.setFocus()
    whole_forms.counter.press(Qt.Key.Key_F6)
    assert whole_forms.counter.window.focusWidget() is getattr(page, missing)


async def test_the_same_card_again_keeps_what_is_typed_as_a_draft(whole_forms: Forms) -> None:
    await whole_forms.open(whole_forms.email)
    email, reference, bench = whole_forms.email, whole_forms.reference, whole_forms.counter.bench
    email.field.setText("new@example.jp")
    whole_forms.counter.turn_to(reference)
    reference.question.setPlainText("When?")
    bench.ticks.pass_by(timedelta(seconds=DOUBLE_SCAN_SECONDS))
    changed = replace(patron(CARD_A).patron, version=2, email="other@example.jp")
    await whole_forms.open(whole_forms.email, patron=changed)
    assert bench.desk.snapshot is not None
    assert bench.desk.snapshot.patron == changed
    assert (email.field.text(), reference.question.toPlainText()) == ("new@example.jp", "When?")
    assert (bench.answers.asked, bench.desk.unsaved_input.there) == (0, True)
    whole_forms.counter.press(Qt.Key.Key_Escape)
    await whole_forms.counter.settled()
    assert bench.answers.asked == 1


async def test_an_address_typed_before_a_lock_is_given_back_on_its_page(whole_forms: Forms) -> None:
    await whole_forms.open(whole_forms.reference)
    whole_forms.email_desk.given_back.emit("new@example.jp")
    assert whole_forms.email.field.text() == "new@example.jp"
    assert whole_forms.counter.bench.desk.unsaved_input.there


async def test_a_question_typed_before_a_lock_is_given_back_on_its_page(whole_forms: Forms) -> None:
    await whole_forms.open(whole_forms.email)
    form = QuestionForm(name="Hanako", email="", phone="", question="When?")
    whole_forms.reference_desk.given_back.emit(form)
    assert whole_forms.reference.form == form
    assert whole_forms.counter.bench.desk.unsaved_input.there


async def test_undo_brings_back_nothing_that_was_typed_for_another_patron(whole_forms: Forms) -> None:
    await whole_forms.open(whole_forms.email, patron=replace(patron(CARD_A).patron, email=None))
    email, reference = whole_forms.email, whole_forms.reference
    typed = (email.field, reference.name, reference.email, reference.phone, reference.question)
    for field in typed:
        whole_forms.counter.turn_to(email if field is email.field else reference)
        field.setFocus()
        as_it_was = reference.form, email.field.text()
        QTest.keyClicks(field, "Hanako")
        for _ in "Hanako":
            QTest.keyClick(field, Qt.Key.Key_Backspace)
        assert (reference.form, email.field.text()) == as_it_was
    other = patron(CARD_B)
    whole_forms.counter.bench.look_ups.answer(
        CARD_B, replace(other, patron=replace(other.patron, email=None))
    )
    await whole_forms.counter.scan(CARD_B)
    assert whole_forms.counter.bench.answers.asked == 0

    for page in (email, reference):
        whole_forms.counter.turn_to(page)
    before = reference.form, email.field.text()
    for field in typed:
        whole_forms.counter.turn_to(email if field is email.field else reference)
        field.setFocus()
        QTest.keySequence(field, "Ctrl+Z")
    assert (reference.form, email.field.text()) == before


async def test_after_an_address_is_changed_the_keyboard_is_on_the_page(whole_forms: Forms) -> None:
    counter, page = whole_forms.counter, whole_forms.email
    assert isinstance(counter, Counter)
    window = counter.window
    page.offer()
    await whole_forms.open(page)
    page.field.setFocus()
    page.field.selectAll()
    QTest.keyClicks(page.field, "new@example.jp")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    await whole_forms.email_desk.change.settled()
    await whole_forms.counter.settled()
    assert len(whole_forms.acts.sent) == 1
    assert window.focusWidget() is page
    QTest.keyClicks(page, "2")
    assert window.top_bar.card_field.text() == "2"


async def test_after_a_question_is_taken_the_keyboard_is_on_the_page(whole_forms: Forms) -> None:
    window, page = whole_forms.counter.window, whole_forms.reference
    page.offer()
    await whole_forms.open(page)
    page.fill_in(QuestionForm(name="Hanako", email="hanako@example.jp", phone="", question="When?"))
    page.apply_button.setFocus()
    QTest.keyClick(page.apply_button, Qt.Key.Key_Return)
    asked = await whole_forms.dialog()
    QTest.keyClick(asked.yes, Qt.Key.Key_Return)
    await whole_forms.reference_desk.send.settled()
    await whole_forms.counter.settled()
    assert len(whole_forms.acts.sent) == 1
    assert window.focusWidget() is page
