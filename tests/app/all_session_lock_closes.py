"""Locking a real desk closes everything: nothing of a patron is left, and nothing that was typed."""

import gc
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.lifecycle import DeskOptions
from services.contract.snapshot import LoanRow, PatronHeader, PatronSnapshot
from services.rules.people.registration import RegistrationField
from tests.app.lifecycle_scene import CARD, PASSWORD, Program, program
from tests.app.session_lock_scene import acts, at_work, end, gone, library, lock, locked, options, unlock
from tests.helpers.accessible import everything_readable
from viewmodels.core.notes import Caution, Done
from views.dialogs.decision_dialog import DecisionDialog
from views.registration.registration_renewal_dialog import RegistrationDialog
from views.sign_in.own_password_dialog import OwnPasswordDialog

__all__ = ["library", "options", "program"]


def of_patrons(since: Sequence[object] = ()) -> list[object]:
    """Give every object in memory that holds something of a patron, but for those that were there before."""
    before = {id(it) for it in since}
    gc.unfreeze()  # what other tests left out of collections isn't told of, and the end of a desk brings it back
    there = [it for it in gc.get_objects() if isinstance(it, PatronSnapshot | PatronHeader | LoanRow)]
    return [it for it in there if id(it) not in before]


async def test_nothing_of_the_patron_is_left_in_memory_or_to_read(
    program: Program, options: DeskOptions
) -> None:
    before = of_patrons()
    desk = await at_work(program, options)
    shown = desk.desk.answer.value
    assert isinstance(shown, PatronSnapshot)
    name, titles = shown.patron.name, [loan.title for loan in shown.loans if loan.title]
    assert titles
    del shown
    lock(desk)
    await locked(program)
    await gone(program)
    program.desks.clear()
    del desk
    gc.collect()
    assert of_patrons(since=before) == []
    texts = everything_readable(program.app)
    for secret in (name, *titles, CARD):
        assert secret not in texts
    shown_texts = "\n".join(
        str(widget.property("text")) + widget.windowTitle() for widget in QApplication.allWidgets()
    )
    assert name not in shown_texts
    await end(program, await locked(program))


async def test_a_closed_patron_is_not_in_memory_either(program: Program, options: DeskOptions) -> None:
    before = of_patrons()
    desk = await at_work(program, options)
    desk.desk.close_patron.start()
    await desk.desk.close_patron.settled()
    gc.collect()
    assert of_patrons(since=before) == []
    await end(program, desk.window)


async def test_an_open_question_is_answered_with_no(
    program: Program, options: DeskOptions, library: Path
) -> None:
    before = acts(library, "card.report_lost")
    desk = await at_work(program, options)
    QTest.mouseClick(desk.window.registration.lost_button, Qt.MouseButton.LeftButton)
    await program.window(DecisionDialog)
    lock(desk)
    window = await locked(program)

    assert not [
        it for it in QApplication.topLevelWidgets() if isinstance(it, DecisionDialog) and it.isVisible()
    ]
    assert acts(library, "card.report_lost") == before
    await end(program, window)


async def test_a_running_write_is_waited_for_and_told(
    program: Program, options: DeskOptions, library: Path
) -> None:
    desk = await at_work(program, options)
    desk.passwords.open()
    dialog = desk.passwords.dialog.value
    assert dialog is not None
    assert dialog.issue.start() is not None
    lock(desk)
    again = await unlock(program, await locked(program), "counter")

    assert acts(library, "password.reissue") == 1
    assert again.desk.note.value is Done.PASSWORD_REISSUED
    assert again.passwords.dialog.value is dialog
    await end(program, again.window)


async def test_what_was_typed_is_there_again(program: Program, options: DeskOptions) -> None:
    desk = await at_work(program, options)
    desk.window.reference.question.setPlainText("書きかけの質問")
    desk.window.email.field.setText("half@exam")
    assert desk.desk.unsaved_input.there
    lock(desk)
    lock(desk)  # which answers the question
    again = await unlock(program, await locked(program), "counter")
    await again.desk.look_up.settled()

    assert again.window.reference.question.toPlainText() == "書きかけの質問"
    assert again.window.email.field.text() == "half@exam"
    assert again.desk.unsaved_input.there
    again.desk.give_up_unsaved_input()
    await end(program, again.window)


async def test_a_dialog_is_open_again_with_what_was_corrected(program: Program, options: DeskOptions) -> None:
    desk = await at_work(program, options)
    desk.window.registration.renew_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RegistrationDialog)
    dialog.fields.fields[RegistrationField.ADDRESS].setText("見本市新町1-2")
    lock(desk)
    lock(desk)
    again = await unlock(program, await locked(program), "counter")
    await again.desk.look_up.settled()

    (dialog,) = again.window.findChildren(RegistrationDialog)
    assert dialog.fields.fields[RegistrationField.ADDRESS].text() == "見本市新町1-2"
    again.desk.give_up_unsaved_input()
    await end(program, again.window)


async def test_another_accounts_sign_in_throws_it_away_which_the_first_is_told(
    program: Program, options: DeskOptions
) -> None:
    desk = await at_work(program, options)
    desk.window.reference.question.setPlainText("書きかけの質問")
    lock(desk)
    lock(desk)
    other = await unlock(program, await locked(program), "supervisor")
    assert other.desk.note.value is None
    other.desk.scanned(CARD)
    await other.desk.look_up.settled()
    assert other.window.reference.question.toPlainText() == ""
    lock(other)
    again = await unlock(program, await locked(program), "counter")
    assert again.desk.note.value is Caution.INPUT_DROPPED
    assert again.desk.answer.value is None
    await end(program, again.window)


async def test_a_card_that_waited_when_it_was_locked_is_told(program: Program, options: DeskOptions) -> None:
    desk = await at_work(program, options)
    desk.desk.capture_scans(lambda _: False)
    desk.desk.scanned("100000003")
    lock(desk)
    again = await unlock(program, await locked(program), "counter")
    assert again.desk.note.value is Caution.SCAN_LOCKED_OUT
    assert (again.desk.answer.value, again.desk.waiting_scan.value) == (None, None)
    await end(program, again.window)


async def test_a_lock_over_the_own_password_forgets_what_was_typed(
    program: Program, options: DeskOptions
) -> None:
    desk = await at_work(program, options)
    model = desk.asides.own_password
    assert model is not None
    model.open()
    dialog = await program.window(OwnPasswordDialog)
    QTest.keyClicks(dialog.old.field, PASSWORD)
    lock(desk)
    window = await locked(program)
    assert model.form.value is None
    assert PASSWORD not in everything_readable(program.app)
    await end(program, window)
