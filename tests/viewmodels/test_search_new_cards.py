"""The search reads a card whose form the library has only just set."""

import asyncio

import pytest

from services.contract.errors import ItemNumberRead
from services.rules.policy import Policy
from tests.viewmodels.fakes import patron
from tests.viewmodels.search_fakes import Scene

LONGER = Policy(card_lengths="9-10", item_number_digits=8)
LONGER_CARD = "0012345678"


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_a_card_of_a_new_form_opens_from_the_search(scene: Scene) -> None:
    scene.bench.look_ups.answer(LONGER_CARD, patron(LONGER_CARD))
    scene.bench.masters.policy = LONGER
    scene.search.start()
    scene.desk.scanned(LONGER_CARD)
    assert isinstance(scene.search.trouble.value, ItemNumberRead)
    await scene.desk.unread.reading.settled()
    await scene.opened()
    assert not scene.is_open
    assert scene.desk.snapshot is not None
    assert scene.desk.snapshot.card_number == LONGER_CARD


@pytest.mark.parametrize("then", ["typed", "left"])
async def test_what_is_done_meanwhile_goes_before_a_card_of_a_new_form(scene: Scene, then: str) -> None:
    masters = scene.bench.masters
    masters.policy, masters.gate = LONGER, asyncio.Event()
    scene.search.start()
    scene.desk.scanned(LONGER_CARD)
    await asyncio.sleep(0)
    if then == "typed":
        await scene.type("カワ")
    else:
        scene.search.leave()
    masters.gate.set()
    await scene.desk.unread.reading.settled()
    await scene.opened()
    assert scene.bench.look_ups.asked == []
    assert scene.is_open is (then == "typed")
