"""The password dialog, driven by real keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from services.contract.errors import PrinterFault, PrinterUnavailable
from services.rules.policy import Policy
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A, CARD_B, Job
from tests.views.counter import BareCounter, Counter
from tests.views.passwords.issue_scene import button, issued, opened, words
from viewmodels.core.ports import Ready
from viewmodels.passwords.password_issue import IssueStage
from viewmodels.printout import PaperState
from views.passwords.enter_button import EnterButton
from views.passwords.password_issue_dialog import PasswordDialog, UndeliveredDialog


async def test_f4_opens_the_dialog_for_the_scanned_patron(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    await counter.scan(CARD_A)
    counter.press(Qt.Key.Key_F4)
    dialog = counter.password_dialogs.current
    assert dialog is not None
    assert "利用カードを読み取りました" in words(dialog)
    assert "20000001-1" in words(dialog)
    assert snapshots.everyday().patron.name not in dialog.windowTitle()


async def test_another_card_in_the_dialog_is_named_as_another(bare: BareCounter) -> None:
    dialog = await opened(bare)
    await bare.scan(CARD_B)
    assert "別の人の利用カード" in words(dialog)
    assert not button(dialog, "再発行する").isEnabled()
    await bare.scan(CARD_A)
    assert button(dialog, "再発行する").isEnabled()


async def test_enter_issues_once_the_card_was_shown_and_gives_up_before(bare: BareCounter) -> None:
    dialog = await opened(bare)
    await bare.scan(CARD_B)
    assert dialog.focusWidget() is button(dialog, "再発行しない")
    await bare.scan(CARD_A)
    assert dialog.focusWidget() is button(dialog, "再発行する")
    assert bare.acts.sent == []
    QTest.keyClick(button(dialog, "再発行する"), Qt.Key.Key_Return)
    model = bare.passwords.dialog.value
    assert model is not None
    await model.issue.settled()
    assert len(bare.acts.sent) == 1


async def test_how_long_the_password_holds_is_short_and_heard_whole(bare: BareCounter) -> None:
    dialog = await issued(bare)
    texts = [it for it in dialog.findChildren(QLabel) if it.text().startswith("これまでのパスワード")]
    (told,) = (it for it in texts if it.isVisible())
    assert "初期パスワードの有効期限 1/23(土)" in told.text()
    assert "初期パスワードの有効期限 2027/1/23(土)" in told.accessibleName()


async def test_after_the_issue_the_slip_is_printed_and_the_dialog_asks(bare: BareCounter) -> None:
    dialog = await issued(bare)
    model = bare.passwords.dialog.value
    assert model is not None
    bare.printer.last_job_out()
    await model.settled()
    assert "パスワード票を印刷しました" in words(dialog)
    assert "印刷できましたか" in words(dialog)
    assert button(dialog, "もう一度印刷").isEnabled()


async def test_enter_never_closes_over_a_slip_that_isnt_out(
    bare: BareCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "views.passwords.slip_preview._picture", lambda *_: QPixmap()
    )  # the slip is no PDF here
    bare.printer.ready = Ready.FOR_SCREEN
    dialog = await issued(bare)
    model = bare.passwords.dialog.value
    assert model is not None
    assert dialog.focusWidget() is button(dialog, "大きく表示")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert model.revealed.value
    assert dialog.focusWidget() is button(dialog, "渡した(閉じる)")
    assert leading(dialog) == [("渡した(閉じる)", "Enter")]
    assert "印刷できましたか" not in words(dialog)

    button(dialog, "印刷する").setFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)  # pressed twice, while it is being sent
    assert model.stage.value is IssueStage.ISSUED
    await model.print_slip.settled()
    assert dialog.focusWidget() is button(dialog, "印刷できた(閉じる)")

    button(dialog, "印刷を取り消す").click()
    await model.cancel_job.settled()
    assert dialog.focusWidget() is button(dialog, "渡した(閉じる)")
    model.close()


async def test_one_enter_too_many_closes_nothing(bare: BareCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.passwords.slip_preview._picture", lambda *_: QPixmap())
    bare.printer.ready = Ready.FOR_SCREEN
    dialog = await issued(bare)
    model = bare.passwords.dialog.value
    assert model is not None

    def enter(at: int, *, repeated: bool = False) -> None:
        key = QKeyEvent(
            QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", repeated
        )
        key.setTimestamp(at)
        bare.app.sendEvent(dialog.focusWidget(), key)

    soon = bare.app.doubleClickInterval() - 1
    enter(1000)
    assert model.revealed.value
    enter(1000 + soon)
    enter(1000 + 3 * soon, repeated=True)
    stages = [model.stage.value]
    enter(1000 + 5 * soon)
    assert [*stages, model.stage.value] == [IssueStage.ISSUED, IssueStage.CLOSED]


async def test_without_paper_and_unseen_enter_prints_where_there_is_a_printer(bare: BareCounter) -> None:
    dialog = await issued(bare)
    model = bare.passwords.dialog.value
    assert model is not None
    button(dialog, "印刷を取り消す").click()
    await model.cancel_job.settled()
    assert dialog.focusWidget() is button(dialog, "印刷する")
    bare.printer.fault = PrinterUnavailable(PrinterFault.STOPPED, "カウンター1")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    await model.print_slip.settled()
    assert "プリンター" in words(dialog)
    assert dialog.focusWidget() is button(dialog, "印刷する")

    bare.printer.fault = PrinterUnavailable(PrinterFault.MISSING, "カウンター1")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    await model.print_slip.settled()
    assert leading(dialog) == [("大きく表示", "Enter")]
    model.close()


async def test_escape_does_not_throw_a_new_password_away(counter: Counter) -> None:
    dialog = await issued(counter)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "パスワード票は「印刷できた(閉じる)」で閉じます。" in words(dialog)
    button(dialog, "印刷できた(閉じる)").click()
    assert counter.passwords.dialog.value is None
    assert counter.password_dialogs.current is None
    assert counter.window.focusWidget() is counter.window.inquiry


async def test_the_button_that_closes_is_all_that_a_hand_over_takes(bare: BareCounter) -> None:
    dialog = await issued(bare)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await bare.passwords.hand_overs.settled()
    assert bare.bench.hand_overs.noted == []
    button(dialog, "印刷できた(閉じる)").click()
    await bare.passwords.hand_overs.settled()
    assert [act_id for act_id, _ in bare.bench.hand_overs.noted] == [bare.acts.sent[0].act_id]


async def unseen(bare: BareCounter) -> tuple[PasswordDialog, UndeliveredDialog]:
    """Issue a password without a printer, and try to close its slip at once."""
    bare.printer.ready = Ready.FOR_SCREEN
    dialog = await issued(bare)
    button(dialog, "閉じる").click()
    return dialog, undelivered(dialog)


def undelivered(dialog: PasswordDialog) -> UndeliveredDialog:
    (asked,) = dialog.findChildren(UndeliveredDialog)
    assert asked.isVisible()
    return asked


async def test_closing_a_slip_that_was_neither_printed_nor_shown_is_asked_about_once(
    bare: BareCounter,
) -> None:
    _, asked = await unseen(bare)
    assert "利用者は新しいパスワードを受け取っていません" in words(asked)
    assert asked.parentWidget() is bare.password_dialogs.current
    button(asked, "渡さずに閉じる").click()
    await bare.passwords.hand_overs.settled()
    assert bare.passwords.dialog.value is None
    assert bare.bench.hand_overs.noted == []


async def test_enter_on_that_question_shows_the_password_and_esc_goes_back(
    bare: BareCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("views.passwords.slip_preview._picture", lambda *_: QPixmap())
    dialog, asked = await unseen(bare)
    model = bare.passwords.dialog.value
    assert model is not None
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert (asked.isVisible(), model.revealed.value, dialog.isVisible()) == (False, False, True)

    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    asked = next(it for it in dialog.findChildren(UndeliveredDialog) if it.isVisible())
    QTest.keyClick(asked.focusWidget(), Qt.Key.Key_Return)
    assert (asked.isVisible(), model.revealed.value) == (False, True)
    button(dialog, "渡した(閉じる)").click()
    await bare.passwords.hand_overs.settled()
    assert len(bare.bench.hand_overs.noted) == 1


@pytest.mark.parametrize("by", ["Esc", "×"])
async def test_esc_and_the_windows_cross_say_which_button_closes_the_slip(bare: BareCounter, by: str) -> None:
    dialog = await issued(bare)
    low = dialog.height()
    assert not dialog.how.is_shown()
    if by == "Esc":
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        dialog.close()
    assert dialog.isVisible()
    told = "パスワード票は「印刷できた(閉じる)」で閉じます。閉じると、もう表示できません。"
    assert dialog.how.text == told
    assert dialog.how.is_shown()
    assert dialog.height() >= low
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    button(dialog, "印刷できた(閉じる)").click()
    assert bare.passwords.dialog.value is None


async def test_a_waiting_job_offers_to_be_taken_back(bare: BareCounter) -> None:
    dialog = await issued(bare)
    model = bare.passwords.dialog.value
    assert model is not None
    button(dialog, "印刷を取り消す").click()
    await model.cancel_job.settled()
    assert model.paper.value is PaperState.CANCELLED
    assert "印刷を取り消しました" in words(dialog)
    model.close()


async def test_a_slip_that_comes_out_meanwhile_leaves_the_keyboard_on_no_second_slip(
    bare: BareCounter,
) -> None:
    dialog = await issued(bare)
    model = bare.passwords.dialog.value
    assert model is not None
    button(dialog, "印刷を取り消す").setFocus()
    bare.printer.last_job_out()
    await model.settled()
    assert dialog.focusWidget() is button(dialog, "印刷できた(閉じる)")


async def test_a_slip_that_can_not_be_taken_back_leaves_the_keyboard_on_no_second_slip(
    bare: BareCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_: Job) -> None:
        raise PrinterUnavailable(PrinterFault.NOT_CANCELLED, "カウンター1")

    monkeypatch.setattr(Job, "cancel", refuse)
    dialog = await issued(bare)
    model = bare.passwords.dialog.value
    assert model is not None
    button(dialog, "印刷を取り消す").setFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    during = dialog.focusWidget()
    await model.cancel_job.settled()
    assert "印刷を取り消せませんでした" in words(dialog)
    assert (during, dialog.focusWidget()) == (dialog, button(dialog, "印刷できた(閉じる)"))


async def test_a_missing_printer_is_told_and_no_password_made(bare: BareCounter) -> None:
    bare.printer.fault = PrinterUnavailable(PrinterFault.MISSING, "カウンター1")
    dialog = await opened(bare)
    button(dialog, "再発行する").click()
    model = bare.passwords.dialog.value
    assert model is not None
    await model.issue.settled()
    assert "プリンター" in words(dialog)
    assert bare.acts.sent == []


async def test_escape_leaves_before_anything_is_done(bare: BareCounter) -> None:
    dialog = await opened(bare)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert bare.passwords.dialog.value is None
    assert bare.acts.sent == []


async def test_where_typing_is_taken_for_a_card_the_keyboard_begins_there(bare: BareCounter) -> None:
    bare.policy = Policy(typed_card_accepted=True)
    bare.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    bare.bench.desk.typed(CARD_A)
    await bare.settled()
    bare.passwords.open()
    dialog = bare.password_dialogs.current
    assert dialog is not None
    field = dialog.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText(CARD_A)  # typed faster, it would be a scan
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "利用カードの番号を入力しました" in words(dialog)
    assert dialog.focusWidget() is button(dialog, "再発行する")
    assert bare.acts.sent == []  # the Enter that proved the card presses no button


def leading(dialog: PasswordDialog) -> list[tuple[str, str]]:
    """Give what says of itself that Enter presses it, with what a screen reader adds to its name."""
    buttons = (it for it in dialog.findChildren(EnterButton) if it.isVisible() and it.says_key)
    return [(button.text(), button.accessibleDescription()) for button in buttons]


async def test_what_enter_does_stands_on_the_button(bare: BareCounter) -> None:
    dialog = await issued(bare)
    assert leading(dialog) == [("印刷できた(閉じる)", "Enter")]
    model = bare.passwords.dialog.value
    assert model is not None
    model.cancel_job.start()
    await model.cancel_job.settled()
    assert leading(dialog) == [("印刷する", "Enter")]
    wide = dialog.focusWidget().sizeHint().width()
    assert wide > button(dialog, "閉じる").sizeHint().width()


async def test_what_another_button_with_the_keyboard_does_is_not_said_of_it(bare: BareCounter) -> None:
    dialog = await issued(bare)
    button(dialog, "表示").setFocus()
    assert leading(dialog) == []
    button(dialog, "印刷できた(閉じる)").setFocus()
    assert leading(dialog) == [("印刷できた(閉じる)", "Enter")]


async def test_the_printer_is_named_below_the_slip(bare: BareCounter) -> None:
    bare.printer.name = "Slips(2番窓口)"
    dialog = await issued(bare)
    assert "A6・Slips(2番窓口)" in words(dialog)


async def test_no_printer_is_named_where_the_slip_goes_on_the_screen(bare: BareCounter) -> None:
    bare.printer.ready = Ready.FOR_SCREEN
    dialog = await issued(bare)
    assert "Slips" not in words(dialog)
    assert leading(dialog) == [("大きく表示", "Enter")]
