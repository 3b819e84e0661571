"""The frame of every question: where Enter takes the keyboard, by real keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from services.contract.snapshot import LoanRow, LookUpAnswer
from services.rules.decision import Allowed, PageAndCounter, Reason
from services.rules.vocabulary import SuspensionReason
from tests.helpers import snapshots
from tests.helpers.snapshots import days, refused
from viewmodels.core.observable import Observable
from views.circulation.loan_renewal_dialog import RenewalDialog
from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.dialogs.whose import named, note_whose, tell_whose
from views.registration.lost_card_dialogs import LossDialog
from views.style.theme import Theme
from views.suspensions.lift_dialog import SuspendDialog
from views.widgets.labels import WrappedLabel

type Open = Callable[[DecisionDialog], list[str]]


@pytest.fixture
def opened(qtbot: QtBot) -> Open:
    def show(dialog: DecisionDialog) -> list[str]:
        """Show a question, and keep what it was answered with."""
        answers: list[str] = []
        dialog.accepted.connect(lambda: answers.append("yes"))
        dialog.rejected.connect(lambda: answers.append("no"))
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return answers

    return show


def with_the_item() -> LoanRow:
    """Make a loan that is renewed at the counter once the item was seen."""
    return snapshots.loan(
        1, renewal=PageAndCounter(refused(Reason.INTERLIBRARY), Allowed(days(14), item_in_hand=True))
    )


def press(dialog: DecisionDialog, *keys: Qt.Key) -> QWidget | None:
    """Press keys where the keyboard is, and tell where it is then."""
    for key in keys:
        focused = dialog.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
    return dialog.focusWidget()


def test_after_the_last_tick_enter_acts(theme: Theme, opened: Open) -> None:
    loan = with_the_item()
    dialog = RenewalDialog((loan,), theme, None)
    answers = opened(dialog)
    assert press(dialog, Qt.Key.Key_Space) is dialog.yes
    assert answers == []
    press(dialog, Qt.Key.Key_Return)
    assert answers == ["yes"]


def test_of_several_that_may_be_ticked_one_is_enough_and_the_keyboard_stays(
    theme: Theme, opened: Open
) -> None:
    dialog = RenewalDialog((snapshots.loan(1), snapshots.loan(2)), theme, None)
    opened(dialog)
    for tick in dialog.ticks.values():
        tick.setChecked(False)
    first = next(iter(dialog.ticks.values()))
    first.setFocus()
    assert press(dialog, Qt.Key.Key_Space) is first
    assert dialog.yes.isEnabled()


def test_while_it_is_being_done_the_keyboard_is_on_nothing_else(theme: Theme, opened: Open) -> None:
    dialog = question(theme)
    field = QLineEdit()
    dialog.body.addWidget(field)
    opened(dialog)
    assert dialog.focusWidget() is dialog.yes
    dialog.wait_for(busy=True)
    assert dialog.focusWidget() is dialog
    assert press(dialog, Qt.Key.Key_Return) is dialog
    dialog.wait_for()
    assert dialog.focusWidget() is dialog.yes
    dialog.wait_for(busy=True)
    field.setFocus()
    dialog.wait_for()
    assert dialog.focusWidget() is field


def test_enter_ticks_nothing(theme: Theme, opened: Open) -> None:
    loan = with_the_item()
    dialog = RenewalDialog((loan,), theme, None)
    answers = opened(dialog)
    (tick,) = dialog.ticks.values()
    assert press(dialog, Qt.Key.Key_Return, Qt.Key.Key_Return) is tick
    assert (answers, tick.isChecked()) == ([], False)


def test_what_is_still_wanted_comes_before_the_button(theme: Theme, opened: Open) -> None:
    dialog = LossDialog(has_password=True, theme=theme, parent=None)
    answers = opened(dialog)
    assert press(dialog, Qt.Key.Key_Space) is dialog.consent
    assert press(dialog, Qt.Key.Key_Space) is dialog.consent  # not on to what would leave it
    assert press(dialog, Qt.Key.Key_Return) is dialog.yes
    assert answers == []
    assert not dialog.disable.isChecked()


def test_enter_leaves_a_hidden_box_out(theme: Theme, opened: Open) -> None:
    dialog = LossDialog(has_password=False, theme=theme, parent=None)
    opened(dialog)
    dialog.consent.setFocus()
    assert press(dialog, Qt.Key.Key_Space) is dialog.by_patron


def test_a_choice_waits_until_it_is_made(theme: Theme, opened: Open) -> None:
    reasons = (SuspensionReason.UNREACHABLE, SuspensionReason.ADDRESS_CHANGE)
    dialog = SuspendDialog(reasons, (), theme, None, overdue=True)
    opened(dialog)
    first = dialog.buttons[reasons[0]]
    assert press(dialog, Qt.Key.Key_Return) is first
    assert press(dialog, Qt.Key.Key_Space, Qt.Key.Key_Return) is dialog.yes


def waits_for(dialog: DecisionDialog) -> str | None:
    """Read what the grey button waits for; None while it can be pressed."""
    said = dialog.missing.text
    assert dialog.missing.is_shown() is bool(said) is not dialog.yes.isEnabled()
    assert dialog.yes.accessibleDescription() == said
    return said or None


def test_a_grey_button_says_what_it_waits_for(theme: Theme, opened: Open) -> None:
    loss = LossDialog(has_password=True, theme=theme, parent=None)
    opened(loss)
    told = [waits_for(loss)]
    for tick in (loss.by_patron, loss.consent):
        tick.setChecked(True)
        told.append(waits_for(loss))
    loss.by_patron.setChecked(False)
    told.append(waits_for(loss))
    patron, consent = "「ご本人から申し出を受けました", "貸出禁止の了承を得ました」に印を付けてください。"
    one = "「ご本人から申し出を受けました」に印を付けてください。"
    assert told == [f"{patron}」と「{consent}", f"「{consent}", None, one]


def test_a_renewal_of_several_says_that_a_tick_is_wanted(theme: Theme, opened: Open) -> None:
    several = RenewalDialog((snapshots.loan(1), snapshots.loan(2)), theme, None)
    one = RenewalDialog((with_the_item(),), theme, None)
    for dialog in (several, one):
        opened(dialog)
    assert (waits_for(several), waits_for(one)) == (
        None,
        "「資料の現物を確認しました」に印を付けてください。",
    )
    for tick in several.ticks.values():
        tick.setChecked(False)
    assert waits_for(several) == "一つ以上に印を付けてください。"
    press(one, Qt.Key.Key_Space)
    assert waits_for(one) is None


def test_no_button_moves_when_it_says_what_it_waits_for(theme: Theme, opened: Open) -> None:
    dialog = RenewalDialog((with_the_item(),), theme, None)
    opened(dialog)
    high = dialog.height()
    press(dialog, Qt.Key.Key_Space)
    low = dialog.height()
    press(dialog, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert high == low  # the slot is always there


def test_a_stopped_question_says_no_more_what_it_waits_for(theme: Theme, opened: Open) -> None:
    dialog = RenewalDialog((with_the_item(),), theme, None)
    opened(dialog)
    dialog.show_stale()
    tick = dialog.findChild(QCheckBox)
    assert tick is not None
    for _ in range(2):
        assert not dialog.missing.is_shown()
        assert not dialog.yes.accessibleDescription()
        tick.toggle()


def test_a_stopped_question_has_only_its_way_out(theme: Theme, opened: Open) -> None:
    loan = with_the_item()
    dialog = RenewalDialog((loan,), theme, None)
    answers = opened(dialog)
    press(dialog, Qt.Key.Key_Space)
    dialog.show_stale()
    tick = dialog.findChild(QCheckBox)
    assert tick is not None
    tick.setFocus()
    assert press(dialog, Qt.Key.Key_Return) is tick
    assert answers == []


def test_a_question_is_no_higher_than_its_words(theme: Theme, opened: Open) -> None:
    dialog = DecisionDialog("届出を受け付けました", yes="閉じる", no="", theme=theme, parent=None)
    for sentence in (
        "貸出禁止にしました。このカードでは借りられません。",
        "利用カードは、図書館の窓口で再発行します。" * 4,
    ):
        dialog.body.addWidget(WrappedLabel("", sentence))
    dialog.fit()  # as callers do, before it is as wide as it will be
    opened(dialog)
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() == layout.totalHeightForWidth(dialog.width())


def question(
    theme: Theme, effect: Effect = Effect.PLAIN, no: str = "しない", **more: QWidget
) -> DecisionDialog:
    return DecisionDialog("質問", yes="する", no=no, theme=theme, parent=more.get("parent"), effect=effect)


def kinds(dialog: DecisionDialog) -> tuple[str, str]:
    return dialog.no.property("kind"), dialog.yes.property("kind")


@pytest.mark.parametrize(
    ("effect", "answer", "looks"),
    [
        (Effect.PLAIN, "yes", ("", "primary")),
        (Effect.LASTING, "no", ("primary", "")),
        (Effect.ENDING, "no", ("primary", "ending")),
    ],
)
def test_enter_does_what_the_filled_button_says(
    theme: Theme, opened: Open, effect: Effect, answer: str, looks: tuple[str, str]
) -> None:
    dialog = question(theme, effect)
    answers = opened(dialog)
    assert kinds(dialog) == looks
    assert dialog.default is dialog.focusWidget()
    press(dialog, Qt.Key.Key_Return)
    assert answers == [answer]


def test_what_only_tells_ends_nothing(theme: Theme, opened: Open) -> None:
    dialog = question(theme, Effect.ENDING, no="")
    answers = opened(dialog)
    assert kinds(dialog)[1] == "primary"
    dialog.show_stale()  # by which it doesn't lose its one button
    press(dialog, Qt.Key.Key_Return)
    assert answers == ["yes"]


def test_while_it_waits_the_way_out_is_filled_where_enter_takes_it(
    qtbot: QtBot, theme: Theme, opened: Open
) -> None:
    dialog = question(theme)
    tick = QCheckBox("印")
    dialog.body.addWidget(tick)
    dialog.wait_for("何か")
    opened(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.no.hasFocus)
    assert kinds(dialog) == ("primary", "primary")  # of which one is grey
    assert dialog.focusWidget() is dialog.no
    tick.setFocus()
    assert not dialog.default
    assert kinds(dialog)[0] == ""
    dialog.no.setFocus()
    dialog.wait_for()
    assert kinds(dialog) == ("", "primary")


def test_what_is_outlined_in_red_is_so_on_the_screen(theme: Theme, opened: Open) -> None:
    dialog = question(theme, Effect.ENDING)
    opened(dialog)
    assert dialog.yes.grab().toImage().pixelColor(dialog.yes.width() // 2, 0) == theme.tokens.colour("bad")


def test_the_patron_who_is_open_is_named_in_the_question(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    answer: Observable[LookUpAnswer | None] = Observable(None)
    tell_whose(window, answer)
    shown = snapshots.everyday()
    said = [question(theme, parent=window).patron.text()]
    answer.set(shown)
    about = question(theme, parent=window)
    said += [about.patron.text(), question(theme, parent=about).patron.text()]
    answer.set(None)
    said.append(question(theme, parent=window).patron.text())

    assert said == ["", named(shown), named(shown), ""]
    assert about.heading.text() == "質問"
    assert (about.windowTitle(), about.accessibleName()) == ("質問", "質問")


def test_what_is_nobodys_names_nobody_nor_does_what_it_asks(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    note_whose(window, "利用者")
    nobodys = DecisionDialog("設定", yes="保存する", no="しない", theme=theme, parent=window, patron="")

    assert [it.patron.text() for it in (nobodys, question(theme, parent=nobodys))] == ["", ""]


def test_a_name_that_takes_two_lines_is_not_cut(theme: Theme, opened: Open) -> None:
    dialog = ScrollingQuestion(theme)
    opened(dialog)
    name = dialog.patron
    assert name.heightForWidth(name.width()) > 2 * name.fontMetrics().height()
    assert name.height() >= name.heightForWidth(name.width())


def test_the_new_date_is_big(theme: Theme, opened: Open) -> None:
    dialog = RenewalDialog((snapshots.loan(1),), theme, None)
    opened(dialog)
    sizes = [it.font().pixelSize() for it in dialog.findChildren(QLabel) if it.text().startswith("2026/")]
    assert len(sizes) > 1
    assert max(sizes[:-1]) * 1.5 <= sizes[-1]


def test_a_question_that_is_shown_again_goes_on_where_it_was(theme: Theme, opened: Open) -> None:
    dialog = Beginning(theme)
    opened(dialog)
    dialog.hide()
    dialog.show()
    assert dialog.begun == 1


class Beginning(DecisionDialog):
    """Counts how often it begins."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("質問", yes="はい", no="いいえ", theme=theme, parent=None)
        self.begun = 0

    def start(self) -> None:
        self.begun += 1


class ScrollingQuestion(DecisionDialog):
    """A question that scrolls, about somebody with a long name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("質問", yes="はい", no="いいえ", theme=theme, parent=None, patron="長い名前 " * 20)
        self.setFixedWidth(520)
        self.body.addWidget(WrappedLabel("", "一つ目の文です。"))
        self.fit()
