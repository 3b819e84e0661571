"""A number that is no card's by the masters held is read by those in force: a library's new cards open at once."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from services.contract.errors import ActRefused, CardNumberMalformed, ItemNumberRead, SystemUnreachable
from services.rules.decision import Reason
from services.rules.policy import Policy
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench, patron
from tests.viewmodels.search_fakes import Scene
from viewmodels.core.notes import Caution
from viewmodels.desk.card_proof import card_proof

NEW, LETTERS = "0012345678", "AB-00123"
LONGER = Policy(card_lengths="9-10", item_number_digits=8)
WITH_LETTERS = Policy(card_lengths="8", card_letters="capitals", card_written="")


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    bench = Bench()
    for card in (NEW, LETTERS):
        bench.look_ups.answer(card, patron(card))
    yield bench
    await bench.desk.aclose()


@pytest.fixture
def search() -> Scene:
    return Scene()


async def settled(bench: Bench) -> None:
    await bench.desk.look_up.settled()
    await bench.desk.unread.reading.settled()
    await bench.desk.look_up.settled()


def shown(bench: Bench) -> str | None:
    return None if bench.desk.snapshot is None else bench.desk.snapshot.card_number


@pytest.mark.parametrize("way", ["scanned", "typed"])
@pytest.mark.parametrize(("number", "policy"), [(NEW, LONGER), (LETTERS, WITH_LETTERS)])
async def test_a_card_of_a_new_form_opens_at_once(
    bench: Bench, number: str, policy: Policy, way: str
) -> None:
    bench.masters.policy = policy
    getattr(bench.desk, way)(number)
    await settled(bench)
    assert shown(bench) == number
    assert (bench.desk.card_error.value, bench.desk.note.value) == (None, None)
    assert bench.look_ups.asked == [number]


async def test_whoever_was_open_is_closed_before_the_masters_answer(bench: Bench) -> None:
    await bench.open(CARD_A)
    bench.masters.policy, bench.masters.gate = WITH_LETTERS, asyncio.Event()
    bench.desk.scanned(LETTERS)
    await bench.desk.look_up.settled()
    assert shown(bench) is None
    assert isinstance(bench.desk.card_error.value, CardNumberMalformed)
    bench.masters.gate.set()
    await settled(bench)
    assert shown(bench) == LETTERS


@pytest.mark.parametrize("then", ["card", "found", "closed"])
async def test_what_is_wanted_meanwhile_goes_before(bench: Bench, then: str) -> None:
    bench.masters.policy, bench.masters.gate = LONGER, asyncio.Event()
    bench.desk.scanned(NEW)
    await asyncio.sleep(0)
    if then == "card":
        await bench.open(CARD_B)
    elif then == "found":
        bench.look_ups.answer("found 22", patron(CARD_B))
        bench.desk.found(22)
    else:
        bench.desk.close_patron.start()
        await bench.desk.close_patron.settled()
    await bench.desk.look_up.settled()
    bench.masters.gate.set()
    await settled(bench)
    assert shown(bench) == (None if then == "closed" else CARD_B)
    assert NEW not in bench.look_ups.asked


async def test_over_a_question_it_waits_as_a_card(bench: Bench) -> None:
    bench.masters.policy = WITH_LETTERS
    go_on = bench.desk.pause_scans(bench)
    bench.desk.scanned(LETTERS)
    await settled(bench)
    assert bench.desk.waiting_scan.value == LETTERS
    go_on()
    await settled(bench)
    assert shown(bench) == LETTERS


async def test_what_is_no_card_by_any_masters_stays_so(bench: Bench) -> None:
    bench.desk.scanned(NEW)
    await settled(bench)
    assert bench.desk.note.value is Caution.ITEM_WITHOUT_PATRON
    bench.desk.scanned("12345678")
    await settled(bench)
    assert isinstance(bench.desk.card_error.value, CardNumberMalformed)
    bench.desk.typed("1234567")
    await settled(bench)
    assert (bench.look_ups.asked, bench.masters.asked) == ([], 3)


async def test_a_card_asks_for_no_masters(bench: Bench) -> None:
    await bench.open(CARD_A)
    assert bench.masters.asked == 0


async def test_masters_that_cannot_be_read_change_nothing(bench: Bench) -> None:
    bench.masters.failure = SystemUnreachable()
    bench.desk.scanned(NEW)
    await settled(bench)
    assert bench.desk.note.value is Caution.ITEM_WITHOUT_PATRON
    assert bench.bugs.seen == []
    bench.masters.failure = ValueError("a fault")
    bench.desk.scanned(NEW)
    await settled(bench)
    assert bench.bugs.seen == [bench.masters.failure]


async def test_a_dialog_tells_of_anothers_card_by_the_masters_in_force(bench: Bench) -> None:
    await bench.open(CARD_A)
    card = card_proof(bench.desk, lambda: bench.masters.current.policy)
    bench.desk.capture_scans(card.card_scanned)
    bench.masters.policy = LONGER
    bench.desk.scanned(NEW)
    assert isinstance(card.trouble.value, ItemNumberRead)
    await settled(bench)
    assert isinstance(card.trouble.value, ActRefused)
    assert card.trouble.value.refusal.reasons == (Reason.OTHER_CARD_SHOWN,)
    assert (shown(bench), card.shown.value) == (CARD_A, None)


async def test_a_card_of_a_new_form_opens_from_the_search(search: Scene) -> None:
    search.bench.look_ups.answer(NEW, patron(NEW))
    search.bench.masters.policy = LONGER
    search.search.start()
    search.desk.scanned(NEW)
    assert isinstance(search.search.trouble.value, ItemNumberRead)
    await search.desk.unread.reading.settled()
    await search.opened()
    assert not search.is_open
    assert search.desk.snapshot is not None
    assert search.desk.snapshot.card_number == NEW


@pytest.mark.parametrize("then", ["typed", "left"])
async def test_what_is_done_meanwhile_goes_before_a_card_of_a_new_form(search: Scene, then: str) -> None:
    masters = search.bench.masters
    masters.policy, masters.gate = LONGER, asyncio.Event()
    search.search.start()
    search.desk.scanned(NEW)
    await asyncio.sleep(0)
    if then == "typed":
        await search.type("カワ")
    else:
        search.search.leave()
    masters.gate.set()
    await search.desk.unread.reading.settled()
    await search.opened()
    assert search.bench.look_ups.asked == []
    assert search.is_open is (then == "typed")
