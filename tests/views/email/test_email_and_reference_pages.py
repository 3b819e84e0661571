"""What is typed on the pages メールアドレス and レファレンス goes with its patron."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.views.email.forms_scene import Forms, forms
from viewmodels.desk.scan_queue import DOUBLE_SCAN_SECONDS

__all__ = ["forms"]


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
