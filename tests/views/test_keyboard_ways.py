"""Where the keyboard is: F6 goes round on every page, and the card field has it back after every act."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A
from tests.views.acts import Acts
from tests.views.counter import Counter
from viewmodels.notes import Done
from views.icons import Icons
from views.pages.page import Page
from views.theme import Theme
from views.verbs import Verb


@pytest.fixture
async def acts(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Acts]:
    counter = Counter(qtbot, qapp, theme, icons, verbs=frozenset(Verb))
    made = Acts(counter, theme)
    yield made
    await made.aclose()
    await counter.aclose()


def parts_of(page: Page) -> list[QWidget]:
    items = (page.column.itemAt(place) for place in range(page.column.count()))
    return [part for item in items if item is not None and (part := item.widget()) is not None]


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
        reached.append(next(part.accessibleName() for part in parts_of(page) if has_keyboard(part)))

    assert reached == [*parts, parts[0]]


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [("loans", 0, 0), ("holds", 0, 0)],
)
async def test_after_an_act_the_card_field_waits_for_the_next_card(
    acts: Acts, table: str, row: int, column: int
) -> None:
    await acts.open(snapshots.everyday())
    shown = getattr(acts.counter.window.inquiry, table).table
    shown.setFocus()
    shown.setCurrentIndex(shown.model().index(row, column))
    shown.do_current_act()
    await acts.answer((await acts.dialog()).yes)
    await acts.settled()

    assert len(acts.services.orders) == 1
    field = acts.counter.window.top_bar.card_field
    assert acts.counter.window.focusWidget() is field
    assert field.selectedText() == field.text()


async def test_what_every_act_ends_with_asks_for_the_card_field(counter: Counter) -> None:
    """Each act's outcome comes through here; the two kinds of questions and forms are tried above and over AT-SPI."""
    wanted: list[bool] = []
    counter.bench.desk.card_field_wanted.subscribe(wanted.append)

    counter.bench.desk.show_outcome(snapshots.everyday(), Done.EMAIL_UPDATED)

    assert wanted == [True]
    assert counter.window.focusWidget() is counter.window.top_bar.card_field
