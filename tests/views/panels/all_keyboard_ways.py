"""Where the keyboard is: F6 goes round on every page, and the card field has it back after every act."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget

from services.contract.errors import HoldMoved
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Allowed
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A
from tests.viewmodels.identity_fakes import phone_summary
from tests.views.acts import WholeActs
from tests.views.counter import Counter
from views.panels.list_panel import ListPanel
from views.panels.page import Page
from views.panels.row_actions import RowAction


def has_keyboard(part: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and part.isAncestorOf(focused)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("inquiry", ["貸出一覧", "予約一覧", "予約取消一覧", "リクエスト一覧"]),
        ("password", ["パスワード", "発行したパスワードの手続き"]),
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
    reached = []
    for _ in range(len(parts) + 1):
        counter.press(Qt.Key.Key_F6)
        reached.append(next(part.accessibleName() for part in page.parts() if has_keyboard(part)))

    assert reached == [*parts, parts[0]]


async def test_f7_goes_to_the_list_of_pages_where_the_arrows_turn_them(counter: Counter) -> None:
    window = counter.window
    counter.press(Qt.Key.Key_F7)
    assert window.focusWidget() is window.top_bar.card_field

    counter.bench.look_ups.answer(CARD_A, replace(snapshots.everyday(), card_number=CARD_A))
    await counter.scan(CARD_A)
    assert window.focusWidget() is window.top_bar.card_field
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
async def test_after_every_act_of_a_list_the_card_field_waits_for_the_next_card(
    whole_acts: WholeActs, table: str, verb: RowAction, *, answered: bool
) -> None:
    await whole_acts.open(busy_patron())
    whole_acts.fake.after = replace(busy_patron(), card_number=CARD_A) if answered else phone_summary(CARD_A)
    panel = getattr(whole_acts.counter.window.inquiry, table)
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
    assert whole_acts.counter.window.focusWidget() is field
    assert field.selectedText() == field.text()


async def test_an_act_that_was_not_done_leaves_the_keyboard_for_another_try(whole_acts: WholeActs) -> None:
    await whole_acts.open(busy_patron())
    whole_acts.fake.outcomes = [HoldMoved(HoldStatus.IN_TRANSIT)]
    table = whole_acts.counter.window.inquiry.holds.table
    dialog = await whole_acts.enter(table, 1)
    await whole_acts.answer(dialog.yes)

    assert whole_acts.counter.window.focusWidget() is table


async def test_a_closed_password_dialog_gives_the_keyboard_to_the_card_field(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, replace(snapshots.everyday(), card_number=CARD_A))
    await counter.scan(CARD_A)
    counter.window.inquiry.loans.table.setFocus()
    counter.passwords.open()
    dialog = counter.passwords.dialog.value
    assert dialog is not None
    dialog.close()

    assert counter.window.focusWidget() is counter.window.top_bar.card_field


def place_of(panel: ListPanel[Any], verb: RowAction) -> tuple[int, int, int]:
    """Tell in which row, column and place of its cell an act's button stands."""
    return next(
        (row, column, part)
        for row in range(panel.model.rowCount())
        for column in range(panel.model.columnCount())
        for part, action in enumerate(panel.model.cell(row, column).actions)
        if action.verb is verb
    )
