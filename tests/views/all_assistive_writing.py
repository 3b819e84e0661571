"""Every field of every form holds what assistive technology writes: no key is pressed, and it is what is done.

Qt tells of it by `textChanged`, as of what is typed; `textEdited` and the mark of a modified text are of keys alone,
and so is a list's `activated`. The forms of a supervisor's day are in `all_assistive_supervisors.py`.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import views
from services.acts.contact import ChangeEmail
from services.acts.password_use import ChangePassword, CheckPassword
from services.acts.reference import AskQuestion
from services.acts.registration import RenewRegistration
from services.rules.people.identity import CallerFacts
from services.rules.people.registration import RegistrationField, RegistrationForm
from services.rules.people.search import SearchText
from services.rules.policy import Policy
from tests.helpers import snapshots
from tests.helpers.assistive import act, choose, set_value, write
from tests.viewmodels.fakes import CARD_A
from tests.viewmodels.registration.registration_fakes import NEW_CARD
from tests.viewmodels.settings.test_settings_form import Scene as SettingsScene
from tests.views.counter import BareCounter, Counter
from tests.views.desk.all_phone import Call, call
from tests.views.email.forms_scene import Forms, forms
from tests.views.passwords.password_scene import NEW, OLD, Scene, scene
from tests.views.registration.registration_scene import Registrations, desk
from tests.views.settings.all_settings_dialog import Opened as Settings
from tests.views.sign_in.test_own_password_dialog import Opened as OwnPassword
from tests.views.sign_in.test_sign_in_window import Scene as SignIn
from tests.views.test_search_dialog import Search, opened, search
from viewmodels.settings.settings_form import HIDE, NAME
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.fields.value_fields import NumberField

__all__ = ["call", "desk", "forms", "opened", "scene", "search"]

WRITING = pytest.mark.parametrize("writing", [write, set_value])
Writing = Callable[[QWidget, str], None]


def unsaved_input_at(counter: BareCounter) -> bool:
    """Tell whether something is typed that isn't saved."""
    return counter.bench.desk.unsaved_input.there


def test_no_view_listens_to_keys_alone() -> None:
    files = Path(views.__file__).parent.rglob("*.py")
    keys_alone = re.compile(
        r"\.(textEdited|textActivated|isModified|editingFinished)\b|self\.\w+\.activated\b"
    )
    assert [file.name for file in files if keys_alone.search(file.read_text(encoding="utf-8"))] == []


WRITTEN = {
    RegistrationField.KANA: "サトウ ヨウコ",
    RegistrationField.ALIAS: "ようこ",
    RegistrationField.PHONE: "048-111-2222",
    RegistrationField.POSTAL_CODE: "332-0001",
    RegistrationField.ADDRESS: "川口市朝日1-1-1",
}


@WRITING
async def test_a_registration_is_saved_as_it_was_written(desk: Registrations, writing: Writing) -> None:
    dialog = await desk.renewing()
    assert set(dialog.fields.fields) == set(WRITTEN)
    for field, text in WRITTEN.items():
        writing(dialog.fields.fields[field], text)
        assert unsaved_input_at(desk.counter)
    act(dialog.proven)
    assert dialog.yes.isEnabled()
    dialog.accept()
    await desk.settled()

    (request,) = desk.acts.sent
    assert isinstance(request, RenewRegistration)
    assert {field: request.form.of(field) for field in WRITTEN} == WRITTEN
    assert request.address_proven


async def test_a_form_that_the_program_fills_in_is_no_draft(desk: Registrations) -> None:
    dialog = await desk.renewing()
    assert not dialog.dirty()
    assert not unsaved_input_at(desk.counter)
    form = desk.registration.open_form.value
    assert form is not None
    moved = replace(form.subject.value, patron=replace(form.subject.value.patron, phone="048-999-0000"))
    seen: list[RegistrationForm] = []
    dialog.fields.typed.connect(seen.append)
    form.follow(moved)
    assert dialog.fields.fields[RegistrationField.PHONE].text() == "048-999-0000"
    assert not dialog.dirty()
    assert not unsaved_input_at(desk.counter)
    assert seen == []


async def test_a_fault_goes_while_it_is_mended(desk: Registrations) -> None:
    dialog = await desk.renewing()
    kana = dialog.fields.fields[RegistrationField.KANA]
    write(kana, "")
    act(dialog.proven)
    dialog.accept()
    await desk.settled()
    assert dialog.fields.causes[RegistrationField.KANA].isVisible()
    write(kana, "サトウ ヨウコ")
    assert not dialog.fields.causes[RegistrationField.KANA].isVisible()


async def test_a_new_cards_number_is_taken_as_it_was_written(desk: Registrations) -> None:
    desk.policy = Policy(typed_card_accepted=True)
    dialog = await desk.replacing()
    assert dialog.typed is not None
    dialog.typed.setFocus()
    write(dialog.typed, NEW_CARD)
    QTest.keyClick(dialog.typed, Qt.Key.Key_Return)
    form = desk.lost.open_form.value
    assert form is not None
    assert form.number.value == NEW_CARD
    assert not dialog.yes.isEnabled()
    act(dialog.damaged)
    assert dialog.yes.isEnabled()


@WRITING
async def test_an_address_is_changed_to_what_was_written(forms: Forms, writing: Writing) -> None:
    await forms.open(forms.email)
    assert not unsaved_input_at(forms.counter)
    writing(forms.email.field, "new@example.jp")
    assert unsaved_input_at(forms.counter)
    forms.email.change_button.click()
    await forms.email_desk.change.settled()
    (request,) = forms.acts.sent
    assert isinstance(request, ChangeEmail)
    assert request.address == "new@example.jp"


@WRITING
async def test_a_question_is_sent_as_it_was_written(forms: Forms, writing: Writing) -> None:
    await forms.open(forms.reference)
    assert not unsaved_input_at(forms.counter)
    page = forms.reference
    texts = ("佐藤 陽子", "ask@example.jp", "048-111-2222", "荒川の渡し場はどこでしたか。")
    for field, text in zip((page.name, page.email, page.phone, page.question), texts, strict=True):
        writing(field, text)
    assert unsaved_input_at(forms.counter)
    page.apply_button.click()
    dialog = await forms.dialog()
    dialog.yes.click()
    await forms.reference_desk.send.settled()
    (request,) = forms.acts.sent
    assert isinstance(request, AskQuestion)
    form = request.form
    assert (form.name, form.email, form.phone, form.question) == texts


@WRITING
async def test_a_card_number_is_looked_up_as_it_was_written_and_stays_meanwhile(
    counter: Counter, writing: Writing
) -> None:
    field = counter.window.top_bar.card_field
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    writing(field, CARD_A)
    QTest.keyClick(field, Qt.Key.Key_Return)
    await counter.settled()
    assert counter.bench.look_ups.asked == [CARD_A]
    field.setFocus()
    writing(field, "1234")
    field.show_number(CARD_A)  # as after a change that others made
    assert field.text() == "1234"
    field.setText("")
    field.show_number(CARD_A)
    assert field.text() == CARD_A


@WRITING
async def test_what_was_written_is_searched(
    opened: Search, writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened.dialog
    typed: list[SearchText] = []
    monkeypatch.setattr(opened.model, "typed", typed.append)
    for field, text in ((dialog.words, "さとう"), (dialog.birth_date, "19790401"), (dialog.phone, "1234")):
        writing(field, text)
    assert typed[-1] == SearchText(words="さとう", birth_date="19790401", phone="1234")


@WRITING
async def test_a_caller_is_compared_with_what_was_written(call: Call, writing: Writing) -> None:
    await call.key(Qt.Key.Key_F9)
    await call.card_typed()
    wanted: list[CallerFacts] = []
    call.form.confirm_wanted.connect(wanted.append)
    texts = ("サトウ ヨウコ", "1979/4/1", "048-111-2222")
    for field, text in zip((call.form.kana, call.form.birth_date, call.form.phone), texts, strict=True):
        writing(field, text)
    call.form.confirm_button.click()
    await call.settled()
    assert wanted == [CallerFacts(kana=texts[0], birth_date=texts[1], phone=texts[2])]


@WRITING
async def test_a_password_is_changed_to_what_was_written(scene: Scene, writing: Writing) -> None:
    await scene.open()
    dialog = await scene.changing()
    dialog.old.tell(("※",))
    for part, text in ((dialog.old, OLD), (dialog.new, NEW), (dialog.again, NEW)):
        writing(part.field, text)
    assert dialog.old.said == ""
    dialog.yes.click()
    await scene.settled()
    (request,) = scene.acts.sent
    assert isinstance(request, ChangePassword)
    assert (request.old.reveal(), request.new.reveal()) == (OLD, NEW)
    dialog.reject()


@WRITING
async def test_a_password_is_checked_as_it_was_written(scene: Scene, writing: Writing) -> None:
    await scene.open()
    dialog = await scene.checking()
    writing(dialog.password.field, OLD)
    dialog.yes.click()
    await scene.settled()
    (request,) = scene.acts.sent
    assert isinstance(request, CheckPassword)
    assert request.password.reveal() == OLD
    dialog.reject()


@WRITING
async def test_ones_own_password_is_changed_to_what_was_written(
    qtbot: QtBot, theme: Theme, writing: Writing
) -> None:
    opened = OwnPassword(qtbot, theme)
    form = opened.scene.own.form.value
    assert form is not None
    opened.dialog.old.tell(("※",))
    for field, text in zip(opened.fields, (OLD, NEW, NEW), strict=True):
        writing(field, text)
    assert opened.dialog.old.said == ""
    opened.dialog.yes.click()
    await form.send.settled()
    (request,) = opened.scene.orders
    assert (request.old.reveal(), request.new.reveal()) == (OLD, NEW)


@WRITING
async def test_somebody_signs_in_with_what_was_written(
    qtbot: QtBot, theme: Theme, icons: Icons, writing: Writing
) -> None:
    scene = SignIn(qtbot, theme, icons)
    scene.door.opened.set()
    window = scene.window
    window.staff_id.refuse()
    writing(window.staff_id, "aoki")
    assert window.staff_id.property("fault") == "false"
    writing(window.password, "right")
    window.button.click()
    await scene.model.sign_in.settled()
    assert [staff.id for staff in scene.signed_in] == ["aoki"]
    await scene.model.aclose()


@WRITING
async def test_settings_are_saved_as_they_were_written(
    qtbot: QtBot, qapp: QApplication, theme: Theme, writing: Writing
) -> None:
    opened = Settings(qtbot, qapp, theme, SettingsScene())
    dialog = await opened.open()
    expected: dict[str, object] = {}
    for place, page in enumerate(dialog.pages):
        choose(dialog.menu, dialog.menu.item(place).text())
        await asyncio.sleep(0)
        assert [it for it in dialog.pages if it.isVisible()] == [page]
        for field in page.fields:
            editor = field.editor
            field.refuse("※")
            match editor:
                case QLineEdit():
                    writing(editor, "窓口の三" if field.key == NAME else "7" if field.key == HIDE else "40")
                    number = isinstance(field, NumberField)
                    expected[field.key] = int(editor.text()) if number else editor.text()
                case QComboBox():
                    choose(editor, editor.itemText((editor.currentIndex() + 1) % editor.count()))
                case _:
                    act(editor)  # type: ignore[arg-type]  # a check box
            assert field.fault == "", field.key
            expected.setdefault(field.key, field.value)
    form = opened.scene.desk.form.value
    assert form is not None
    assert dialog.dirty()
    dialog.yes.click()
    await form.save.settled()
    assert form.faults.value == {}
    (saved,) = opened.scene.store.saved
    assert saved == expected
    await opened.scene.desk.aclose()
    qapp.removeEventFilter(opened.scans)
