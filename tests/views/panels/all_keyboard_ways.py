"""Where the keyboard is: F6 goes round on every page; it begins where something can be done, and stays in its list."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget

from services.contract.errors import HoldMoved
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Allowed, Reason
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.helpers.keyboard import Keyboard
from tests.viewmodels.fakes import CARD_A
from tests.viewmodels.identity_fakes import phone_summary
from tests.views.acts import WholeActs
from tests.views.counter import Counter
from tests.views.panels.rows_in_sight import faults, foot, span
from viewmodels.core.notes import Caution
from views.panels.list_panel import ListPanel
from views.panels.page import Page
from views.panels.row_actions import RowAction

NEXT, BEFORE = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def has_keyboard(part: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and part.isAncestorOf(focused)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("inquiry", ["貸出一覧", "予約一覧", "予約取消一覧", "リクエスト一覧"]),
        ("password", ["発行したパスワードの手続き"]),
        ("email", ["メールアドレス"]),
        ("reference", ["レファレンス受付状況", "レファレンス受付フォーム"]),
        ("registration", ["登録"]),
    ],
)
async def test_f6_goes_round_the_parts_of_a_page(counter: Counter, name: str, parts: list[str]) -> None:
    window = counter.window
    window.password.offer()
    window.email.offer()
    window.reference.offer()
    window.registration.offer_acts()
    counter.bench.look_ups.answer(CARD_A, replace(snapshots.everyday(), card_number=CARD_A))
    await counter.scan(CARD_A)
    page = getattr(window, name)
    assert isinstance(page, Page)
    titles = [window.menu.item(row).text().split(" ")[0] for row in range(window.menu.count())]
    window.menu.setCurrentRow(titles.index(page.accessibleName()))
    window.menu.setFocus()
    reached = []
    for key in (*[NEXT] * (len(parts) + 1), *[BEFORE] * len(parts)):
        counter.press(Qt.Key.Key_F6, key)
        reached.append(next(part.accessibleName() for part in page.parts() if has_keyboard(part)))
    assert reached == [*parts, parts[0], *reversed(parts)]
    window.menu.setFocus()
    counter.press(Qt.Key.Key_F6, BEFORE)
    assert has_keyboard(next(part for part in page.parts() if part.accessibleName() == parts[-1]))


async def test_f7_goes_to_the_list_of_pages_where_the_arrows_turn_them(counter: Counter) -> None:
    window = counter.window
    counter.press(Qt.Key.Key_F7)
    assert window.focusWidget() is window.top_bar.card_field

    counter.bench.look_ups.answer(CARD_A, replace(snapshots.everyday(), card_number=CARD_A))
    await counter.scan(CARD_A)
    assert window.focusWidget() is window.inquiry
    counter.press(Qt.Key.Key_F7)
    assert window.focusWidget() is window.menu
    counter.press(Qt.Key.Key_Down)

    assert window.page_shown is window.password
    assert window.focusWidget() is window.menu


ACTS = [
    ("loans", RowAction.RENEW),
    ("holds", RowAction.CHANGE_HOLD),
    ("holds", RowAction.CANCEL_HOLD),
    ("holds", RowAction.STAFF_CANCEL_HOLD),
    ("holds", RowAction.EXTEND_SHELF),
    ("cancelled_holds", RowAction.UNDO_CANCEL),
    ("cancelled_holds", RowAction.ACKNOWLEDGE),
]


def busy_patron() -> PatronSnapshot:
    """Somebody for whom each act of the lists can be done."""
    ready = snapshots.past_waiting(3, HoldStatus.READY, shelf_until=snapshots.days(3))
    return snapshots.everyday(
        holds=(snapshots.hold(1), ready), cancelled_holds=(snapshots.cancelled_hold(undo=Allowed()),)
    )


@pytest.mark.parametrize(("table", "verb"), ACTS)
@pytest.mark.parametrize("answered", [True, False], ids=["with the patron", "with less"])
async def test_after_every_act_the_keyboard_is_in_its_list_and_digits_go_to_the_card_field(
    whole_acts: WholeActs, table: str, verb: RowAction, *, answered: bool
) -> None:
    await whole_acts.open(busy_patron())
    whole_acts.fake.after = replace(busy_patron(), card_number=CARD_A) if answered else phone_summary(CARD_A)
    panel: ListPanel[Any] = getattr(whole_acts.counter.window.inquiry, table)
    panel.table.setFocus()
    row, column, part = place_of(panel, verb)
    panel.table.setCurrentIndex(panel.model.index(row, column))
    for _ in range(part):
        whole_acts.counter.press(Qt.Key.Key_Right)
    whole_acts.counter.press(Qt.Key.Key_Return)
    if verb is RowAction.CHANGE_HOLD:
        asked = await whole_acts.dialog()
        next(it for it in asked.findChildren(QRadioButton) if not it.isChecked()).click()
    await whole_acts.say_yes()

    assert len(whole_acts.fake.sent) == 1
    field = whole_acts.counter.window.top_bar.card_field
    focused: QWidget = whole_acts.counter.window.focusWidget()
    assert focused is panel.table
    act = panel.table.current_act()
    assert act is not None
    assert act.verb is verb
    QTest.keyClicks(panel.table, "2")
    QTest.keyClicks(field, "00-1")
    assert field.text() == "200-1"
    assert whole_acts.counter.window.focusWidget() is field


async def test_the_row_where_something_was_done_is_in_sight_where_it_stands_now(
    whole_acts: WholeActs,
) -> None:
    first, *others = (snapshots.loan(n, due_on=snapshots.days(n)) for n in range(1, 21))
    await whole_acts.open(snapshots.everyday(loans=(first, *others)))
    page = whole_acts.counter.window.inquiry
    table = page.loans.table
    renewed = replace(first, due_on=snapshots.days(30), renewed=True)
    whole_acts.fake.after = replace(snapshots.everyday(loans=(*others, renewed)), card_number=CARD_A)
    dialog = await whole_acts.enter(table, 0)
    await whole_acts.answer(dialog.yes)
    assert whole_acts.counter.window.focusWidget() is table
    assert (table.current_id, table.currentIndex().row()) == (1, 19)
    top, bottom = span(page, page.loans, 19)
    assert 0 <= top < bottom <= foot(page)
    assert faults(page) == []


async def test_an_act_that_was_not_done_leaves_the_keyboard_for_another_try(whole_acts: WholeActs) -> None:
    await whole_acts.open(busy_patron())
    whole_acts.fake.outcomes = [HoldMoved(HoldStatus.IN_TRANSIT)]
    table = whole_acts.counter.window.inquiry.holds.table
    dialog = await whole_acts.enter(table, 1)
    await whole_acts.answer(dialog.yes)

    assert whole_acts.counter.window.focusWidget() is table


async def test_a_closed_password_dialog_leaves_the_keyboard_in_the_list(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, replace(snapshots.everyday(), card_number=CARD_A))
    await counter.scan(CARD_A)
    counter.window.inquiry.loans.table.setFocus()
    counter.passwords.open()
    dialog = counter.passwords.dialog.value
    assert dialog is not None
    dialog.close()

    assert counter.window.focusWidget() is counter.window.inquiry.loans.table


def place_of(panel: ListPanel[Any], verb: RowAction) -> tuple[int, int, int]:
    """Tell in which row, column and place of its cell an act's button stands."""
    return next(
        (row, column, part)
        for row in range(panel.model.rowCount())
        for column in range(panel.model.columnCount())
        for part, action in enumerate(panel.model.cell(row, column).actions)
        if action.verb is verb
    )


async def test_it_begins_at_the_first_act_of_the_first_list_that_has_one(whole_acts: WholeActs) -> None:
    window = whole_acts.counter.window
    stays = snapshots.both(snapshots.refused(Reason.NOT_WAITING))
    await whole_acts.open(
        replace(
            busy_patron(),
            loans=(),
            holds=(snapshots.hold(1, cancel=stays, change=stays), *busy_patron().holds),
        )
    )
    assert window.focusWidget() is window.inquiry.holds.table
    act = window.inquiry.holds.table.current_act()
    assert (window.inquiry.holds.table.current_row(), act and act.label) == (busy_patron().holds[1], "変更")
    assert window.top_bar.card_field.text() == ""


async def test_where_no_list_has_an_act_it_is_on_the_page(whole_acts: WholeActs) -> None:
    window = whole_acts.counter.window
    await whole_acts.open(snapshots.snapshot())
    assert window.focusWidget() is window.inquiry
    whole_acts.counter.press(Qt.Key.Key_Return)
    await whole_acts.settled()
    assert whole_acts.fake.sent == []


async def test_enter_in_the_empty_card_field_does_nothing_and_wipes_nothing(whole_acts: WholeActs) -> None:
    counter = whole_acts.counter
    await whole_acts.open(busy_patron())
    counter.press(Qt.Key.Key_F2)
    before = counter.words()
    counter.press(Qt.Key.Key_Return)
    await counter.settled()
    assert (counter.words(), counter.bench.desk.card_error.value) == (before, None)
    assert counter.bench.desk.snapshot is not None


async def test_tab_leads_from_the_loans_to_what_renews_all(whole_acts: WholeActs) -> None:
    window = whole_acts.counter.window
    able = snapshots.both(Allowed(snapshots.days(14)))
    await whole_acts.open(
        replace(busy_patron(), loans=tuple(snapshots.loan(n, renewal=able) for n in (1, 2)))
    )
    assert window.focusWidget() is window.inquiry.loans.table
    whole_acts.counter.press(Qt.Key.Key_Tab)
    assert window.focusWidget() is window.inquiry.loans.renew_all


async def test_an_item_scanned_then_enter_asks_its_rows_act(whole_acts: WholeActs) -> None:
    able = snapshots.both(Allowed(snapshots.days(14)))
    loans = tuple(snapshots.loan(n, renewal=able, item_number=f"300009700{n}") for n in (1, 2, 3))
    await whole_acts.open(replace(busy_patron(), loans=loans))
    await whole_acts.counter.scan("3000097002")
    table = whole_acts.counter.window.inquiry.loans.table
    assert table.current_row() == loans[1]
    whole_acts.counter.press(Qt.Key.Key_Return)
    await whole_acts.say_yes()
    (sent,) = whole_acts.fake.sent
    assert sent.loan_id == 2


async def test_the_settings_switch_letters_off(whole_acts: WholeActs) -> None:
    whole_acts.counter.window.inquiry.use_letters(on=False)
    await whole_acts.open(busy_patron())
    keyboard = Keyboard(whole_acts.counter.window.windowHandle())
    for letter in "RAEXCKB":
        keyboard.type(letter, 400)
    await whole_acts.settled()
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("gone", [(1,), (2,), ()])
async def test_a_letter_acts_on_the_row_where_it_was_pressed_or_does_nothing_and_says_so(
    whole_acts: WholeActs, gone: tuple[int, ...]
) -> None:
    able = snapshots.both(Allowed(snapshots.days(14)))
    loans = tuple(snapshots.loan(n, renewal=able) for n in (1, 2, 3))
    await whole_acts.open(replace(busy_patron(), loans=loans))
    panel, desk = whole_acts.counter.window.inquiry.loans, whole_acts.counter.bench.desk
    panel.table.go_to(1)
    keyboard = Keyboard(whole_acts.counter.window.windowHandle())
    keyboard.type("r", 400)
    panel.set_rows(tuple(it for n, it in enumerate(loans, 1) if n not in gone))
    assert panel.table.hasFocus()
    keyboard.now += 60_000
    keyboard.press("", Qt.Key.Key_Shift)  # what waits is decided by what comes later
    if 2 in gone:
        for _ in range(50):
            await asyncio.sleep(0)
        assert QApplication.activeModalWidget() is None
        assert desk.note.value is Caution.LETTER_LEFT
        return
    await whole_acts.say_yes()
    (sent,) = whole_acts.fake.sent
    assert sent.loan_id == 2
