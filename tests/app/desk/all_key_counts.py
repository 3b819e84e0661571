"""The counter's everyday jobs by keys alone, at a real desk: how many keys each takes after the card's scan."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from app.appearance import Looks
from app.desk.composition import OpenDesk
from services.own_schema.database.tables import hold, hold_cancellation, loan, reference_question
from services.own_schema.library import Library
from services.rules.vocabulary import CardStatus, HoldStatus
from tests.app.sitting import sitting
from tests.helpers.keyboard import Keyboard
from tests.helpers.patrons import CARD, Town, days_ago, in_days
from tests.helpers.waiting import until

ALT, NO = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
ENTER, DOWN, TAB, F6 = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_F6


@pytest.fixture
async def town(library: Library) -> Town:
    return await Town.found(library.db)


@pytest.fixture
async def desk(library: Library, looks: Looks) -> AsyncIterator[OpenDesk]:
    async with sitting(library, looks) as opened:
        yield opened


class Keys:
    """Presses keys where the keyboard is, and counts them."""

    def __init__(self, desk: OpenDesk) -> None:
        self.desk = desk
        self.pressed = 0

    async def scan(self, card: str = CARD) -> None:
        looks = apply_to(self.window)
        looks.type(card + "\r", 4)
        await until(lambda: self.desk.desk.snapshot is not None)

    @property
    def window(self) -> QWidget:
        return QApplication.activeModalWidget() or self.desk.window

    @property
    def focused(self) -> QWidget:
        found: QWidget | None = self.window.focusWidget()
        return found or self.window

    @property
    def named(self) -> str:
        focused = self.focused
        return focused.text() if isinstance(focused, QAbstractButton) else ""

    async def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> None:
        """Press one key, and wait until what it begins asks, or has ended."""
        self.pressed += 1
        before = QApplication.activeModalWidget()
        QTest.keyClick(self.focused, key, modifier)
        for _ in range(200):
            await asyncio.sleep(0)
        if before is None and self.desk.desk.busy.value:
            await until(lambda: QApplication.activeModalWidget() is not None or not self.desk.desk.busy.value)
        elif before is not None:
            await until(lambda: not self.desk.desk.busy.value or QApplication.activeModalWidget() is not None)


def apply_to(window: QWidget) -> Keyboard:
    handle = window.windowHandle()
    assert handle is not None
    return Keyboard(handle)


async def due(town: Town) -> list[object]:
    return [row["due_on"] for row in await town.all_rows(loan)]


async def test_all_loans_are_renewed_by_two_keys(desk: OpenDesk, town: Town) -> None:
    patron_id = await town.patron()
    for title in ("坊っちゃん", "こころ"):
        await town.loan(patron_id, title, loaned_on=days_ago(12), due_on=in_days(2))
    keys = Keys(desk)
    await keys.scan()
    await keys.press(Qt.Key.Key_A)
    await keys.press(ENTER)
    await until(lambda: desk.desk.snapshot and all(it.renewed_today for it in desk.desk.snapshot.loans))
    assert keys.pressed == 2


@pytest.fixture
async def holds(town: Town) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id, loaned_on=days_ago(12), due_on=in_days(2))
    await town.hold(patron_id, "こころ")
    await town.hold(patron_id, "道草", status=HoldStatus.READY)


@pytest.mark.usefixtures("holds")
async def test_a_waiting_hold_is_cancelled_by_four_keys(desk: OpenDesk, town: Town) -> None:
    keys = Keys(desk)
    await keys.scan()
    for key in (F6, DOWN, Qt.Key.Key_C, ENTER):
        await keys.press(key)
    await until(lambda: desk.desk.snapshot and len(desk.desk.snapshot.holds) == 1)
    assert await town.how_many(hold_cancellation) == 1
    assert keys.pressed == 4


@pytest.mark.usefixtures("holds")
async def test_a_shelf_time_is_extended_by_three_keys(desk: OpenDesk, town: Town) -> None:
    before = [row["shelf_until"] for row in await town.all_rows(hold)]
    keys = Keys(desk)
    await keys.scan()
    for key in (F6, Qt.Key.Key_X, ENTER):
        await keys.press(key)
    await until(lambda: not desk.desk.busy.value)
    assert [row["shelf_until"] for row in await town.all_rows(hold)] != before
    assert keys.pressed == 3


async def test_an_address_is_registered_by_two_keys_and_its_text(desk: OpenDesk, town: Town) -> None:
    await town.patron(email=None)
    keys = Keys(desk)
    await keys.scan()
    await keys.press(Qt.Key.Key_3, ALT)
    assert isinstance(keys.focused, QLineEdit)
    QTest.keyClicks(keys.focused, "hanako@example.jp")
    await keys.press(ENTER)
    await until(lambda: desk.desk.snapshot and desk.desk.snapshot.patron.email == "hanako@example.jp")
    assert keys.pressed == 2


async def test_a_question_is_taken_by_four_keys_and_its_text(desk: OpenDesk, town: Town) -> None:
    await town.patron()
    keys = Keys(desk)
    await keys.scan()
    await keys.press(Qt.Key.Key_4, ALT)
    assert isinstance(keys.focused, QPlainTextEdit)
    QTest.keyClicks(keys.focused, "imono")
    for key in (TAB, ENTER, ENTER):
        await keys.press(key)
    await until(lambda: desk.desk.snapshot and desk.desk.snapshot.questions)
    assert await town.how_many(reference_question) == 1
    assert keys.pressed == 4


async def test_a_lost_card_is_reported_by_seven_keys(desk: OpenDesk, town: Town) -> None:
    await town.patron()
    keys = Keys(desk)
    await keys.scan()
    await keys.press(Qt.Key.Key_5, ALT)
    for key in (TAB, ENTER, Qt.Key.Key_Space, Qt.Key.Key_Space, ENTER, ENTER):
        await keys.press(key)
    await until(lambda: desk.desk.snapshot and desk.desk.snapshot.patron.card_status is CardStatus.LOST)
    assert keys.pressed == 7


async def test_a_registration_is_renewed_by_four_keys_and_the_cards_scan(desk: OpenDesk, town: Town) -> None:
    await town.patron(expires_on=in_days(20))
    keys = Keys(desk)
    await keys.scan()
    await keys.press(Qt.Key.Key_5, ALT)
    await keys.press(ENTER)
    await keys.scan()
    await keys.press(Qt.Key.Key_Space)
    await keys.press(ENTER)
    await until(
        lambda: desk.desk.snapshot and (desk.desk.snapshot.patron.expires_on or days_ago(1)) > in_days(300)
    )
    assert keys.pressed == 4


async def test_a_password_is_reissued_without_a_printer_by_four_keys(desk: OpenDesk, town: Town) -> None:
    await town.password(await town.patron())
    keys = Keys(desk)
    await keys.scan()
    await keys.press(Qt.Key.Key_F4)
    await keys.press(ENTER)
    assert keys.named in {"", "大きく表示"}  # while it is being issued, Enter presses nothing
    await until(lambda: keys.named == "大きく表示")
    await keys.press(ENTER)
    await until(lambda: keys.named == "渡した(閉じる)")
    await keys.press(ENTER)
    await until(lambda: QApplication.activeModalWidget() is None)
    assert keys.pressed == 4
