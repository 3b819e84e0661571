"""A card that comes into the card field with a pause among its keys, and what only looks like one."""

import pytest
from PySide6.QtGui import QGuiApplication

from services.contract.item_numbers import ItemNumbers
from tests.helpers.keyboard import Keyboard
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.views.counter import Counter
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.desk_state import OpeningScan

FAST, TEAR, TYPED = 5, 80, 100
"""Milliseconds from key to key: of a reader, where it was held up, and of a clerk."""


class Desk:
    """A desk at which a patron is open, with the keyboard in the card field."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.field = counter.window.top_bar.card_field
        self.keys = Keyboard(counter.window.windowHandle())
        self.keys.now += 10_000

    @property
    def opened(self) -> list[str]:
        """The numbers that were looked up after the patron who was open."""
        return self.counter.bench.look_ups.asked[1:]

    async def comes(self, *pieces: tuple[str, int]) -> None:
        """Let keys come, the first of each piece after so many milliseconds."""
        for text, gap in pieces:
            self.keys.type(text[0], gap)
            self.keys.type(text[1:], FAST)
        await self.settled()

    async def settled(self) -> None:
        await self.counter.settled()


@pytest.fixture
async def desk(counter: Counter) -> Desk:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await counter.scan(CARD_A)
    made = Desk(counter)
    made.field.setFocus()
    made.field.selectAll()
    return made


@pytest.mark.parametrize("place", range(1, 9))
@pytest.mark.parametrize("ending", ["\r", "\t", ""])
async def test_a_torn_card_opens_its_patron_as_a_typed_number_does(
    desk: Desk, place: int, ending: str
) -> None:
    await desk.comes((CARD_B[:place], 1_000), (CARD_B[place:] + ending, TEAR), ("x", 1_000))

    assert desk.opened == [CARD_B]
    answer = desk.counter.bench.desk.answer.value
    assert answer is not None
    assert answer.card_number == CARD_B
    assert desk.counter.bench.desk.opening is None, "nobody has shown the card"


async def test_a_torn_card_of_who_is_open_proves_no_other_card_and_closes_nobody(desk: Desk) -> None:
    before = desk.counter.bench.desk.opening
    assert isinstance(before, OpeningScan)

    await desk.comes((CARD_A[:4], 1_000), (CARD_A[4:] + "\r", TEAR))

    assert desk.opened == [CARD_A]
    assert desk.counter.bench.desk.snapshot is not None


async def test_what_begins_where_no_digits_belong_goes_on_in_the_card_field(desk: Desk) -> None:
    desk.counter.window.menu.setFocus()
    await desk.comes((CARD_B[:4], 1_000), (CARD_B[4:] + "\r", TEAR))

    assert desk.opened == [CARD_B]


@pytest.mark.parametrize(
    ("typed", "gap", "pieces"),
    [
        pytest.param("200000033", TYPED, [("200000044\r", 299)], id="a card typed, then another one scanned"),
        pytest.param("20000003", TYPED, [("3200000044\r", FAST)], id="a card scanned over a last digit"),
        pytest.param("", TYPED, [("200000033200000044\r", 1_000)], id="two cards as one"),
        pytest.param("", TYPED, [("2000", 1_000), ("00033200000044\r", TEAR)], id="two cards, torn"),
        pytest.param("4", TYPED, [("123456", 301), ("x", 1_000)], id="seven digits"),
        pytest.param("4", TYPED, [("12345678\r", 301)], id="a digit, and much later a misread card"),
        pytest.param("12345", TYPED, [("12345678\r", TEAR)], id="the end of half a number would fit"),
        pytest.param("1234567890", TYPED, [("123456\r", TEAR)], id="ten digits, of which the last would fit"),
    ],
)
async def test_what_belongs_to_two_opens_no_third(
    desk: Desk, typed: str, gap: int, pieces: list[tuple[str, int]]
) -> None:
    scanned = "200000044"
    desk.counter.bench.look_ups.answer(scanned, patron(scanned))
    desk.keys.now += 1_000
    desk.keys.type(typed, gap)
    await desk.comes(*pieces)

    assert set(desk.opened) <= {scanned}


async def test_nine_digits_typed_fast_wait_for_enter(desk: Desk) -> None:
    desk.keys.now += 1_000
    desk.keys.type(CARD_B, 45)
    desk.keys.type("x", 1_000)
    await desk.settled()
    assert desk.opened == []
    assert desk.field.text() == CARD_B + "x"


async def test_what_stood_in_the_field_before_is_no_part_of_it(desk: Desk) -> None:
    desk.keys.now += 1_000
    desk.keys.type("9", TYPED)
    await desk.comes((CARD_B[:4], 1_000), (CARD_B[4:] + "\r", TEAR))

    assert desk.opened == []


async def test_what_was_pasted_there_is_no_part_of_it(desk: Desk) -> None:
    await desk.comes((CARD_B[:3], 1_000), ("x", 70))
    QGuiApplication.clipboard().setText(CARD_B[:3])
    desk.field.selectAll()
    desk.field.paste()
    QGuiApplication.clipboard().clear()
    await desk.comes((CARD_B[3:] + "\r", TEAR))

    assert desk.opened == []


async def test_an_items_number_after_a_digit_is_the_items(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DeskViewModel, "item_numbers", property(lambda _: ItemNumbers(8, "")))
    await desk.comes(("2", 1_000), ("30000970\r", TEAR))

    assert desk.opened == []
    assert desk.counter.bench.desk.snapshot is not None
