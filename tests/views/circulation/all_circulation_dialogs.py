"""Acts on loans and holds by real keys and a real mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QRadioButton, QWidget

from services.acts.holds import ChangeHold, StaffCancelHold, UndoCancel
from services.acts.item_handover import ItemRoute
from services.acts.loans import RenewLoan
from services.contract.errors import ActRefused, HoldMoved
from services.rules.circulation.restoring import Comeback, WaitsBecause
from services.rules.decision import Allowed, Closure, PageAndCounter, Reason
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import days, refused
from tests.viewmodels.fakes import CARD_B, patron
from tests.views.acts import Acts, WholeActs, read
from viewmodels.core.notes import Done, Result
from views.circulation.change_hold_dialog import HandOverDialog
from views.circulation.circulation_dialogs import StaffCancelDialog
from views.circulation.loan_renewal_dialog import RenewalDialog


def heard(widget: QWidget) -> dict[str, str]:
    """Give what a screen reader says of each text that it doesn't say as it stands."""
    labels = widget.findChildren(QLabel)
    return {it.text(): it.accessibleName() for it in labels if it.isVisible() and it.accessibleName()}


async def test_a_loan_is_renewed_by_keys(acts: Acts) -> None:
    await acts.open(snapshots.everyday())
    dialog = await acts.enter(acts.inquiry.loans.table, 0)
    assert isinstance(dialog, RenewalDialog)
    assert "12/8(火)" in read(dialog)
    assert heard(dialog)["12/8(火)"] == "2026/12/8(火)"
    assert dialog.focusWidget() is dialog.yes
    await acts.answer(dialog.yes)
    (request,) = acts.fake.sent
    assert isinstance(request, RenewLoan)
    assert (request.loan_id, request.item_checked) == (1, False)
    assert acts.counter.bench.desk.note.value == Result(Done.LOANS_RENEWED, "こころ", days(14))


NEW_YEAR = Allowed(days(42), closure=Closure.NEW_YEAR)
BY_A_CLOSURE = PageAndCounter(NEW_YEAR, NEW_YEAR)


async def test_a_day_that_a_closure_moves_says_so_in_the_question_and_in_the_result(acts: Acts) -> None:
    await acts.open(snapshots.snapshot(loans=(snapshots.loan(1, renewal=BY_A_CLOSURE),)))
    acts.fake.outcomes = [days(42)]
    dialog = await acts.enter(acts.inquiry.loans.table, 0)
    assert "\n1/5(火)\n年末年始休館のため\n" in read(dialog)
    await acts.answer(dialog.yes)
    told = Result(Done.LOANS_RENEWED, "こころ", days(42), Closure.NEW_YEAR)
    assert acts.counter.bench.desk.note.value == told


async def test_another_day_than_was_asked_about_has_no_reason(acts: Acts) -> None:
    await acts.open(snapshots.snapshot(loans=(snapshots.loan(1, renewal=BY_A_CLOSURE),)))
    acts.fake.outcomes = [days(43)]
    dialog = await acts.enter(acts.inquiry.loans.table, 0)
    await acts.answer(dialog.yes)
    assert acts.counter.bench.desk.note.value == Result(Done.LOANS_RENEWED, "こころ", days(43))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (NEW_YEAR, ["年末年始休館のため"]),
        (Allowed(days(42)), []),
        (Allowed(days(43), closure=Closure.REGULAR), ["年末年始休館のため", "休館日のため"]),
    ],
)
async def test_several_days_say_it_once_where_it_is_the_same(
    acts: Acts, other: Allowed, said: list[str]
) -> None:
    second = snapshots.loan(2, renewal=PageAndCounter(other, other))
    await acts.open(snapshots.snapshot(loans=(snapshots.loan(1, renewal=BY_A_CLOSURE), second)))
    acts.inquiry.loans.renew_all.click()
    dialog = await acts.dialog()
    assert [line for line in read(dialog).splitlines() if "ため" in line] == said
    dialog.no.click()
    await acts.settled()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, None])
async def test_not_renewing_does_nothing(acts: Acts, key: Qt.Key | None) -> None:
    await acts.open(snapshots.everyday())
    dialog = await acts.enter(acts.inquiry.loans.table, 0)
    if key is None:
        QTest.mouseClick(dialog.no, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(dialog, key)
    await acts.settled()
    assert acts.fake.sent == []


async def test_what_needs_the_item_waits_for_its_tick(acts: Acts) -> None:
    await acts.open(snapshots.everyday())
    dialog = await acts.enter(acts.inquiry.loans.table, 4, 7)
    assert isinstance(dialog, RenewalDialog)
    (tick,) = dialog.ticks.values()
    assert (tick.text(), dialog.yes.isEnabled()) == ("資料の現物を確認しました", False)
    assert dialog.focusWidget() is tick
    QTest.keyClick(tick, Qt.Key.Key_Space)
    await acts.answer(dialog.yes)
    (request,) = acts.fake.sent
    assert isinstance(request, RenewLoan)
    assert (request.loan_id, request.item_checked) == (5, True)


async def test_a_card_read_over_a_question_waits_before_the_clerks_eyes_and_then_opens(
    whole_acts: WholeActs,
) -> None:
    await whole_acts.open(snapshots.everyday())
    dialog = await whole_acts.enter(whole_acts.inquiry.loans.table, 4, 7)
    told = "… 読み取ったカード(20000002-2)は、この操作が終わってから開きます"
    assert told not in read(dialog)
    await whole_acts.counter.scan(CARD_B)
    assert dialog.isVisible()
    assert told in read(dialog)
    said = "… 読み取ったカードは、この操作が終わってから開きます"
    assert said in whole_acts.counter.words()
    whole_acts.counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await whole_acts.answer(dialog.no)
    await whole_acts.counter.settled()
    assert whole_acts.counter.bench.desk.snapshot == patron(CARD_B)
    assert said not in whole_acts.counter.words()


@pytest.mark.parametrize("count", [1, 3], ids=["the row's button", "まとめて更新"])
async def test_the_keyboard_stays_in_the_panel_when_its_button_goes(acts: Acts, count: int) -> None:
    """Somebody else may have done the act; after an act of this desk's own the card field has the keyboard."""
    loans = tuple(snapshots.loan(n, title=f"巻{n}") for n in range(1, count + 1))
    await acts.open(snapshots.snapshot(loans=loans, holds=snapshots.three_holds()))
    panel = acts.inquiry.loans
    panel.table.setFocus()
    button = panel.renew_all if count > 1 else panel.act_button
    button.setFocus()
    renewed = tuple(
        replace(each, renewal=PageAndCounter(*[refused(Reason.ALREADY_RENEWED)] * 2)) for each in loans
    )
    after = snapshots.snapshot(loans=renewed, holds=snapshots.three_holds())
    acts.counter.bench.desk.show_outcome(after, Done.READ_AGAIN)
    assert not button.isVisible()
    assert acts.counter.window.focusWidget() is panel.table


async def test_of_several_it_is_said_how_many_are_renewed(acts: Acts) -> None:
    await acts.open(snapshots.snapshot(loans=tuple(snapshots.loan(n) for n in (1, 2, 3))))
    QTest.mouseClick(acts.inquiry.loans.renew_all, Qt.MouseButton.LeftButton)
    asked = await acts.dialog()
    assert "3点を更新します。" in read(asked)
    asked.findChildren(QCheckBox)[0].click()
    assert "2点を更新します。" in read(asked)
    await acts.answer(asked.no)


async def test_all_in_one_go_each_with_its_own_outcome(acts: Acts) -> None:
    await acts.open(snapshots.snapshot(loans=tuple(snapshots.loan(n, title=f"巻{n}") for n in (1, 2, 3))))
    button = acts.inquiry.loans.renew_all
    assert button.isVisible()
    acts.fake.after = snapshots.snapshot()
    acts.fake.outcomes = [None, ActRefused(refused(Reason.HOLD_WAITING)), None]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    asked = await acts.dialog()
    asked.yes.setFocus()
    QTest.keyClick(asked.yes, Qt.Key.Key_Return)
    told = await acts.dialog(after=asked)
    assert "予約待ちあり" in read(told)
    assert read(told).count("12/8(火)") == 3  # each loan's, and the one that is told aloud
    await acts.answer(told.yes)
    assert len(acts.fake.sent) == 3


async def test_on_the_phone_a_renewal_is_no_button_and_its_row_says_why(acts: Acts) -> None:
    row = snapshots.loan(renewal=PageAndCounter(Allowed(days(14)), refused(Reason.BY_PHONE)))
    await acts.open(snapshots.snapshot(loans=(row,)))
    table = acts.inquiry.loans.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    await acts.settled()
    assert acts.fake.sent == []
    assert QApplication.activeModalWidget() is None
    assert not acts.inquiry.loans.act_button.isVisible()
    assert "電話では延長できません" in acts.inquiry.loans.model.cells(0)[-1].text
    assert acts.fake.sent == []


async def test_a_hold_is_changed(acts: Acts) -> None:
    await acts.open(snapshots.everyday())
    dialog = await acts.enter(acts.inquiry.holds.table, 1, 9)
    assert isinstance(dialog, HandOverDialog)
    assert not dialog.stops.isEnabled()
    dialog.branches.setFocus()
    QTest.keyClick(dialog.branches, Qt.Key.Key_End)
    assert dialog.stops.isEnabled()
    assert not dialog.yes.isEnabled()
    assert "「受取ポイント」を選んでください。" in read(dialog)
    QTest.keyClick(dialog.stops, Qt.Key.Key_Down)
    assert "を選んでください" not in read(dialog)
    QTest.mouseClick(dialog.contacts[ContactMethod.NONE], Qt.MouseButton.LeftButton)
    await acts.answer(dialog.yes)
    (request,) = acts.fake.sent
    assert isinstance(request, ChangeHold)
    assert (request.contact, request.branch_id, request.stop_id) == (ContactMethod.NONE, 9, 7)


async def test_mail_without_an_address_is_told(acts: Acts) -> None:
    waiting = snapshots.hold(contact=ContactMethod.PHONE)
    await acts.open(snapshots.snapshot(patron=snapshots.header(email=None), holds=(waiting,)))
    dialog = await acts.enter(acts.inquiry.holds.table, 0, 9)
    assert isinstance(dialog, HandOverDialog)
    assert not dialog.contacts[ContactMethod.MAIL].isEnabled()
    assert dialog.contacts[ContactMethod.PHONE].isChecked()
    assert "メールアドレスの登録がありません" in read(dialog)
    await acts.answer(dialog.yes)
    assert acts.fake.sent == []


async def test_a_hold_is_cancelled_only_by_the_button_that_says_so(whole_acts: WholeActs) -> None:
    await whole_acts.open(snapshots.everyday())
    dialog = await whole_acts.enter(whole_acts.inquiry.holds.table, 1)
    assert dialog.focusWidget() is dialog.yes, "予約に戻す brings it back with its place"
    await whole_acts.answer(dialog.yes)
    assert len(whole_acts.fake.sent) == 1
    assert "の予約を取り消しました。" in whole_acts.counter.words()


async def test_a_hold_that_left_waiting_is_told(whole_acts: WholeActs) -> None:
    await whole_acts.open(snapshots.everyday())
    whole_acts.fake.outcomes = [HoldMoved(HoldStatus.IN_TRANSIT)]
    dialog = await whole_acts.enter(whole_acts.inquiry.holds.table, 1)
    await whole_acts.answer(dialog.yes)
    assert "移送中です" in whole_acts.counter.words()


async def test_staff_cancel_warns_asks_and_tells_where_the_item_goes(acts: Acts) -> None:
    ready = snapshots.past_waiting(
        3, HoldStatus.READY, shelf_until=days(3), shelf_place="予約棚B", item_number="0012345699"
    )
    await acts.open(snapshots.snapshot(holds=(ready,)))
    acts.fake.outcomes = [ItemRoute(3)]
    dialog = await acts.enter(acts.inquiry.holds.table, 0, 10, part=1)
    assert isinstance(dialog, StaffCancelDialog)
    for word in ("取置棚から外してください", "予約棚B", "0012345699", "窓口取消", "資料都合"):
        assert word in read(dialog)
    assert "利用者取消" not in read(dialog)
    assert dialog.focusWidget() is dialog.no
    (other,) = (it for it in dialog.findChildren(QRadioButton) if it.text() == "資料都合")
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_Space)
    dialog.yes.setFocus()
    QTest.keyClick(dialog.yes, Qt.Key.Key_Return)
    told = await acts.dialog(after=dialog)
    assert "戸塚" in read(told)
    await acts.answer(told.yes)
    (request,) = acts.fake.sent
    assert isinstance(request, StaffCancelHold)
    assert request.reason == "item_unavailable"


async def test_how_the_next_in_line_is_told_stands_beside_where_the_item_goes(acts: Acts) -> None:
    ready = snapshots.past_waiting(3, HoldStatus.READY, shelf_until=days(3))
    await acts.open(snapshots.snapshot(holds=(ready,)))
    acts.fake.outcomes = [ItemRoute(3, days(9), ContactMethod.PHONE)]
    dialog = await acts.enter(acts.inquiry.holds.table, 0, 10, part=1)
    dialog.yes.setFocus()
    QTest.keyClick(dialog.yes, Qt.Key.Key_Return)
    told = await acts.dialog(after=dialog)
    assert "次の人の連絡方法\n電話" in read(told)
    assert "\n12/3(木)\n臨時休館のため\n" in read(told)
    assert "取置期限日は 12/3(木) です。" in read(told)
    assert [it for it in heard(told).values() if "2026/12/3(木)" in it] == [
        "次の予約の人のために、取置棚に置いてください。取置期限日は 2026/12/3(木) です。",
        "2026/12/3(木)",
    ]
    await acts.answer(told.yes)


async def test_the_shelf_time_is_extended(acts: Acts) -> None:
    ready = snapshots.past_waiting(3, HoldStatus.READY, shelf_until=days(3))
    await acts.open(snapshots.snapshot(holds=(ready,)))
    table = acts.inquiry.holds.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 10))
    QTest.keyClick(table, Qt.Key.Key_Return)
    dialog = await acts.dialog()
    assert "12/8(火)" in read(dialog)
    await acts.answer(dialog.yes)
    assert acts.counter.bench.desk.note.value == Result(Done.SHELF_EXTENDED, "羅生門", days(14))


async def test_an_extension_over_a_closure_says_so(acts: Acts) -> None:
    later = Allowed(days(48), closure=Closure.NEW_YEAR)
    ready = snapshots.past_waiting(3, HoldStatus.READY, shelf_until=days(34), extend=later)
    await acts.open(snapshots.snapshot(holds=(ready,)))
    acts.fake.outcomes = [days(48)]
    dialog = await acts.enter(acts.inquiry.holds.table, 0, 10)
    assert "\n1/11(月)\n年末年始休館のため\n" in read(dialog)
    await acts.answer(dialog.yes)
    told = Result(Done.SHELF_EXTENDED, "羅生門", days(48), Closure.NEW_YEAR)
    assert acts.counter.bench.desk.note.value == told


async def test_a_cancelled_hold_is_acknowledged_after_a_question(acts: Acts) -> None:
    await acts.open(snapshots.everyday())
    dialog = await acts.enter(acts.inquiry.cancelled_holds.table, 0, 6)
    assert dialog.focusWidget() is dialog.no
    await acts.answer(dialog.yes)
    assert acts.counter.bench.desk.note.value == Result(Done.HOLD_ACKNOWLEDGED, "人間失格")


async def test_a_cancelled_hold_comes_back_at_once(acts: Acts) -> None:
    await acts.open(snapshots.snapshot(cancelled_holds=(snapshots.cancelled_hold(undo=Allowed()),)))
    table = acts.inquiry.cancelled_holds.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 7))
    QTest.keyClick(table, Qt.Key.Key_Return)
    await acts.settled()
    assert acts.counter.bench.desk.note.value == Result(Done.HOLD_RESTORED, "人間失格")


@pytest.mark.parametrize(
    ("comeback", "before", "after"),
    [
        (
            Comeback(HoldStatus.READY, days(5)),
            "取置へ(",
            "を「ご用意できました」に戻しました。資料を取置棚に戻してください。",
        ),
        (
            Comeback(because=WaitsBecause.SHELF_TIME_OVER),
            "予約待ちへ(取置期限切れ)",
            "を予約待ちに戻しました。資料は確保されていません。",
        ),
    ],
)
async def test_what_a_hold_comes_back_as_is_read_before_and_told_afterwards(
    whole_acts: WholeActs, comeback: Comeback, before: str, after: str
) -> None:
    row = snapshots.cancelled_hold(undo=Allowed(), comes_back=comeback)
    await whole_acts.open(snapshots.snapshot(cancelled_holds=(row,)))
    table = whole_acts.inquiry.cancelled_holds.table
    cell = table.model().index(0, 7)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        assert before in str(cell.data(role))
    table.setFocus()
    table.setCurrentIndex(cell)
    QTest.keyClick(table, Qt.Key.Key_Return)
    await whole_acts.settled()
    (request,) = whole_acts.fake.sent
    assert isinstance(request, UndoCancel)
    assert request.comes_back is comeback.status
    assert after in whole_acts.counter.words()
