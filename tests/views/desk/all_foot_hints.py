"""The foot says what keys do where the keyboard is, and nothing that can't be done now."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QRadioButton

from services.contract.snapshot import PatronSnapshot
from services.contract.today.counts import WaitingApproval
from services.rules.decision import Allowed, Reason
from services.rules.people.approvals import ApprovalState
from services.rules.vocabulary import HoldStatus, SuspensionReason
from tests.helpers import snapshots
from tests.helpers.keyboard import Keyboard
from tests.helpers.waiting import until
from tests.helpers.windows import active
from tests.views.acts import WholeActs
from viewmodels.core.notes import Caution, Done
from viewmodels.core.observable import Observable
from viewmodels.desk.patron_chips import ChipKind
from views.approvals.waiting_desks_dialog import WaitingDesksDialog
from views.desk.foot_hints import FootHints
from views.style.theme import Theme

ABLE = snapshots.both(Allowed(snapshots.days(14)))
NOBODY = snapshots.both(snapshots.refused(Reason.NOT_WAITING))


def patron() -> PatronSnapshot:
    ready = snapshots.past_waiting(
        11, HoldStatus.READY, shelf_until=snapshots.days(3), extend=Allowed(snapshots.days(9))
    )
    return snapshots.everyday(
        loans=tuple(snapshots.loan(n, renewal=ABLE) for n in (1, 2)),
        holds=(ready, snapshots.hold(12), snapshots.hold(13, cancel=NOBODY, change=NOBODY)),
        cancelled_holds=(),
        requests=(),
    )


def told(acts: WholeActs) -> tuple[list[str], str]:
    bar = acts.counter.window.status_bar
    return [it.words for it in bar.keys.hints], "".join(it.words for it in bar.end.hints)


async def test_in_a_list_it_names_enter_letters_arrows_and_where_f6_leads(whole_acts: WholeActs) -> None:
    await whole_acts.open(patron())
    assert told(whole_acts) == (
        ["Enter R 再貸出可能", "A まとめて更新", "↑ ↓ 次の「再貸出可能」", "F6 予約一覧へ"],
        "Esc 利用者を閉じる",
    )
    whole_acts.counter.press(Qt.Key.Key_F6)
    assert told(whole_acts)[0] == [
        "Enter E 変更",
        "X 取置延長",
        "C 窓口取消",
        "↑ ↓ 次の「変更」",
        "F6 貸出一覧へ",
    ]
    whole_acts.counter.press(Qt.Key.Key_Right)
    assert told(whole_acts)[0][:3] == ["Enter X 取置延長", "E 変更", "C 窓口取消"]
    assert "↑ ↓ 行" in told(whole_acts)[0]


@pytest.mark.usefixtures("english")
async def test_in_english_it_names_lists_and_acts_with_their_meaning(whole_acts: WholeActs) -> None:
    await whole_acts.open(patron())
    assert told(whole_acts)[0][2:] == ["↑ ↓ Next “再貸出可能 · Renew”", "F6 To 予約一覧 · Holds"]
    whole_acts.counter.press(Qt.Key.Key_F6)
    assert told(whole_acts)[0][3:] == ["↑ ↓ Next “Change”", "F6 To 貸出一覧 · Loans"]


async def test_of_a_row_without_an_act_it_says_that_enter_does_nothing(whole_acts: WholeActs) -> None:
    await whole_acts.open(patron())
    table = whole_acts.counter.window.inquiry.holds.table
    table.go_to(2)
    assert told(whole_acts)[0] == ["この行でできることはありません", "↑ ↓ 行", "F6 貸出一覧へ"]


async def test_of_a_row_with_acts_of_other_kinds_it_says_that_enter_does_none(whole_acts: WholeActs) -> None:
    await whole_acts.open(patron())
    for key in (Qt.Key.Key_F6, Qt.Key.Key_Right, Qt.Key.Key_Down):
        whole_acts.counter.press(key)
    assert told(whole_acts)[0][:3] == ["Enter 何もしません", "C 予約解除可能", "E 変更"]


async def test_without_letters_it_names_none(whole_acts: WholeActs) -> None:
    whole_acts.counter.window.inquiry.use_letters(on=False)
    await whole_acts.open(patron())
    assert told(whole_acts)[0] == ["Enter 再貸出可能", "↑ ↓ 次の「再貸出可能」", "F6 予約一覧へ"]


async def test_elsewhere_it_says_what_enter_does_there(whole_acts: WholeActs) -> None:
    counter, window = whole_acts.counter, whole_acts.counter.window
    assert told(whole_acts) == ([], "")
    QTest.keyClicks(window.top_bar.card_field, "2000")
    assert told(whole_acts) == (["Enter 利用者を開く"], "Esc 入力を消す")
    window.top_bar.card_field.clear()
    await whole_acts.open(patron())
    counter.press(Qt.Key.Key_Tab)
    assert told(whole_acts)[0] == ["Enter まとめて更新", "F6 予約一覧へ"]
    counter.press(Qt.Key.Key_F7)
    assert told(whole_acts)[0] == ["Enter ページの中へ", "↑ ↓ ページを選ぶ", "F6 貸出一覧へ"]
    counter.press(Qt.Key.Key_F2)
    assert told(whole_acts)[0] == ["F6 貸出一覧へ"]


async def test_on_a_suspensions_card_it_names_the_act_that_enter_does(whole_acts: WholeActs) -> None:
    page = whole_acts.counter.window.registration
    await whole_acts.open(
        replace(patron(), suspensions=(snapshots.suspended(SuspensionReason.LONG_OVERDUE),))
    )
    whole_acts.counter.turn_to(page)
    (card,) = page.suspensions.cards
    card.setFocus(Qt.FocusReason.TabFocusReason)
    act = card.first_act
    assert (None if act is None else act.text()) == "解除"
    assert told(whole_acts)[0][0] == "Enter 解除"
    card.lift.setText("解除 (承認)")
    QApplication.sendPostedEvents()
    assert told(whole_acts)[0][0] == "Enter 解除 (承認)"
    card.lift.hide()
    assert [it for it in told(whole_acts)[0] if it.startswith("Enter")] == []


async def test_in_the_field_of_the_address_it_names_the_button_that_enter_presses(
    whole_acts: WholeActs,
) -> None:
    page = whole_acts.counter.window.email
    page.offer()
    await whole_acts.open(patron())
    whole_acts.counter.turn_to(page)
    page.field.setFocus(Qt.FocusReason.TabFocusReason)
    assert told(whole_acts)[0][0] == "Enter 変更"
    page.change_button.setEnabled(False)
    QApplication.sendPostedEvents()
    assert told(whole_acts)[0] == []


async def test_it_follows_the_page_that_is_chosen(whole_acts: WholeActs) -> None:
    await whole_acts.open(patron())
    for key, said in ((Qt.Key.Key_F7, ["F6 貸出一覧へ"]), (Qt.Key.Key_Down, [])):
        whole_acts.counter.press(key)
        assert told(whole_acts)[0] == ["Enter ページの中へ", "↑ ↓ ページを選ぶ", *said]


async def test_each_does_what_its_key_does(whole_acts: WholeActs) -> None:
    await whole_acts.open(patron())
    keys = whole_acts.counter.window.status_bar.keys
    advance = keys.fontMetrics().horizontalAdvance
    QTest.mouseClick(keys, Qt.MouseButton.LeftButton, pos=QPoint(advance("Enter R 再貸出可能　A"), 10))
    await whole_acts.dialog()
    await whole_acts.say_yes()
    assert len(whole_acts.fake.sent) == 2


async def test_over_a_question_it_says_what_enter_and_esc_do_there(whole_acts: WholeActs) -> None:
    await whole_acts.open(patron())
    before = told(whole_acts)
    QTest.keyClick(whole_acts.counter.window.inquiry.loans.table, Qt.Key.Key_Return)
    dialog = await whole_acts.dialog()
    await active(dialog)
    assert told(whole_acts) == (["Enter 更新する"], "Esc 更新しない")
    dialog.no.setFocus()
    assert told(whole_acts) == (["Enter 更新しない"], "Esc 更新しない")
    for answer, said in ((QCheckBox("印"), "Space 印を付ける、外す"), (QRadioButton("道"), "Space 選ぶ")):
        dialog.body.addWidget(answer)
        answer.show()
        answer.setFocus()
        assert told(whole_acts)[0] == [said]
    dialog.no.setEnabled(False)  # while it is tried, it can't be left
    await until(lambda: told(whole_acts)[1] == "")
    dialog.no.setEnabled(True)
    await until(lambda: told(whole_acts)[1] == "Esc 更新しない")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await whole_acts.counter.settled()
    await active(whole_acts.counter.window)
    assert told(whole_acts) == before


async def test_over_a_question_it_names_whatever_has_the_keyboard(
    whole_acts: WholeActs, theme: Theme
) -> None:
    await whole_acts.open(patron())
    QTest.keyClick(whole_acts.counter.window.inquiry.loans.table, Qt.Key.Key_Return)
    dialog = await whole_acts.dialog()
    await active(dialog)
    third = QPushButton("責任者の画面に送る")
    dialog.footer.insertWidget(0, third)
    third.show()
    third.setFocus()
    assert told(whole_acts) == (["Enter 責任者の画面に送る"], "Esc 更新しない")
    third.setText("ほかの受付に移る")
    QApplication.sendPostedEvents()
    assert told(whole_acts)[0] == ["Enter ほかの受付に移る"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await whole_acts.counter.settled()
    asked = WaitingApproval(1, "lift_suspension", "3番窓口", "見本", snapshots.NOW)
    waiting = Observable[tuple[WaitingApproval, ...]]((asked, replace(asked, id=2, state=ApprovalState.USED)))
    desks = WaitingDesksDialog(waiting, theme, whole_acts.counter.window)
    desks.show()
    await active(desks)
    assert told(whole_acts) == (["Enter 内容を見る", "↑ ↓ 行"], "Esc 閉じる")
    QTest.keyClick(desks.panel.table, Qt.Key.Key_Down)
    assert told(whole_acts) == (["この行でできることはありません", "↑ ↓ 行"], "Esc 閉じる")
    desks.reject()
    await active(whole_acts.counter.window)
    assert told(whole_acts)[0][0] == "Enter R 再貸出可能"


async def test_its_words_begin_where_the_pages_do(whole_acts: WholeActs) -> None:
    await whole_acts.open(patron())
    window = whole_acts.counter.window
    drawn = window.inquiry.loans.table.drawn
    assert drawn is not None
    begins = window.inquiry.loans.table.viewport().mapTo(window, QPoint(drawn.left, 0)).x()
    assert window.status_bar.keys.mapTo(window, QPoint(0, 0)).x() == begins


async def test_what_was_done_stands_before_the_keys_until_the_next_one(whole_acts: WholeActs) -> None:
    await whole_acts.open(patron())
    bar, keyboard = whole_acts.counter.window.status_bar, Keyboard(whole_acts.counter.window.windowHandle())
    before = bar.keys.x()
    whole_acts.counter.bench.desk.tell(Done.READ_AGAIN)
    assert bar.line.isVisible()
    QApplication.sendPostedEvents()
    assert bar.keys.x() > before
    assert bar.keys.text().startswith("Enter R 再貸出可能")
    keyboard.press("", Qt.Key.Key_Down)
    assert not bar.line.isVisible()
    whole_acts.counter.bench.desk.tell(Caution.CHECK_DIGIT)
    keyboard.press("", Qt.Key.Key_Up)
    assert bar.line.isVisible(), "what wasn't done stays until something else is told"


async def test_what_is_done_once_more_is_told_once_more(whole_acts: WholeActs) -> None:
    await whole_acts.open(patron())
    desk, window = whole_acts.counter.bench.desk, whole_acts.counter.window
    keyboard = Keyboard(window.windowHandle())
    for _ in range(2):
        desk.note.set(None)
        desk.tell(Done.READ_AGAIN)
        assert window.status_bar.line.isVisible()
        keyboard.press("", Qt.Key.Key_Down)
        assert not window.status_bar.line.isVisible()


async def test_esc_is_told_as_what_it_does_where_holds_are_left_out(whole_acts: WholeActs) -> None:
    await whole_acts.open(patron())
    window = whole_acts.counter.window
    window.header.line.chips.buttons[ChipKind.READY].click()
    assert told(whole_acts)[1] == "Esc 予約一覧を元に戻す"
    whole_acts.counter.press(Qt.Key.Key_Escape)
    assert len(window.inquiry.holds.rows) == 3
    assert told(whole_acts)[1] == "Esc 利用者を閉じる"


@pytest.mark.parametrize("patron_is_open", [True, False])
async def test_nothing_of_the_foot_stays_of_who_is_closed(
    whole_acts: WholeActs, *, patron_is_open: bool
) -> None:
    await whole_acts.open(replace(patron(), card_number="200000011"))
    if not patron_is_open:
        whole_acts.counter.press(Qt.Key.Key_Escape)
        await whole_acts.counter.settled()
    assert (told(whole_acts) == ([], "")) is not patron_is_open
    assert whole_acts.counter.window.status_bar.findChild(FootHints) is not None


async def test_esc_ends_at_the_right_edge_and_both_are_read(whole_acts: WholeActs) -> None:
    await whole_acts.open(patron())
    bar = whole_acts.counter.window.status_bar
    QApplication.sendPostedEvents()
    assert bar.end.geometry().right() < bar.width()
    assert bar.end.width() >= bar.end.fontMetrics().horizontalAdvance(bar.end.text())
    assert bar.keys.geometry().right() < bar.end.x()


async def test_it_tells_of_the_row_in_the_list_that_has_the_keyboard_now(whole_acts: WholeActs) -> None:
    loan, hold = "貸出の題" * 60, "予約の題" * 60
    loans = (snapshots.loan(1, title=loan, renewal=ABLE),)
    await whole_acts.open(replace(patron(), loans=loans, holds=(snapshots.hold(12, title=hold),)))
    line = whole_acts.counter.window.status_bar.line
    for title in (loan, hold, loan):
        assert line.toolTip().startswith(title)
        whole_acts.counter.press(Qt.Key.Key_F6)


async def test_a_part_without_a_name_is_named_by_what_has_the_keyboard_there(whole_acts: WholeActs) -> None:
    await whole_acts.open(replace(patron(), loans=(), holds=()))
    assert told(whole_acts)[0] == ["F6 「予約カードが一覧にないときは」へ"]
