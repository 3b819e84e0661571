"""What a reader writes into the desk's one field, whole or torn, whatever it is: a search never comes of it."""

from itertools import product

import pytest

from services.contract.errors import CardNumberMalformed
from tests.viewmodels.fakes import CARD_A, patron
from tests.views.all_field_search import desk
from tests.views.field_desk import FieldDesk
from viewmodels.scanning.key_classifier import FAST_KEY_MS

__all__ = ["desk"]

CARDS = (
    CARD_A,
    f"{CARD_A[:-1]}-{CARD_A[-1:]}",
    f"A{CARD_A}B",
    "-".join(CARD_A[n : n + 3] for n in (0, 3, 6)),
)
ITEMS = ("AB-00123", "hello", "ILL/2024/7", "x-x", "S550101", "MAT 12-34")
PAUSES = (45, 80, 250, 1_500)


@pytest.mark.parametrize("text", [*CARDS, *ITEMS])
async def test_a_torn_code_is_never_searched(desk: FieldDesk, text: str) -> None:
    desk.bench.look_ups.answer(CARD_A, patron(CARD_A))
    keys, opened = desk.keyboard, 0
    for cut, pause, second in product(range(1, len(text)), PAUSES, (0, 4)):
        keys.now += 60_000
        desk.field.setFocus()
        keys.type(text[:cut], 4)
        keys.now += pause
        keys.type(text[cut:] + "\r", 4)
        if second:
            keys.type("\r", second)
        keys.now += 60_000
        keys.type("z", 4)  # what is held is decided by what comes later
        await desk.counter.settled()
        assert desk.searches.asked == [], (cut, pause)
        opened += desk.desk.patron_id is not None
        desk.desk.close_patron.start()
        await desk.counter.settled()
    assert (opened > 0) is (text in CARDS)


@pytest.mark.parametrize("text", ITEMS)
@pytest.mark.parametrize("gap", [1, 20, FAST_KEY_MS])
@pytest.mark.parametrize("enter", [1, FAST_KEY_MS])
async def test_a_whole_code_is_told_and_never_searched(
    desk: FieldDesk, text: str, gap: int, enter: int
) -> None:
    desk.keyboard.type(text, gap)
    desk.keyboard.type("\r", enter)
    await desk.counter.settled()
    assert desk.searches.asked == []
    assert isinstance(desk.desk.card_error.value, CardNumberMalformed)
