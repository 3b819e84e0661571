"""The search's state: what overtakes what, what opens, and what is forgotten."""

import asyncio
from dataclasses import replace

import pytest

from services.contract.errors import (
    CardNumberMalformed,
    ItemNumberRead,
    PatronGone,
    SearchUnfit,
    SystemUnreachable,
)
from services.contract.hits import Hits
from services.contract.snapshot import PatronSnapshot
from services.rules.people.search import SearchFault
from services.rules.vocabulary import Role
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.viewmodels.search_fakes import HANAKO, JIRO, Scene, words
from viewmodels.core.notes import Caution
from viewmodels.core.trouble import Bug
from viewmodels.search import SearchViewModel


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_the_search_opens_at_the_counter(scene: Scene) -> None:
    scene.search.start()
    assert scene.is_open


async def test_the_search_does_not_open_by_phone(scene: Scene) -> None:
    scene.desk.switch_channel.start()
    await scene.desk.switch_channel.settled()
    scene.search.start()
    assert not scene.is_open
    at_phone = Scene(Role.PHONE)
    at_phone.search.start()
    assert not at_phone.is_open


async def test_the_search_does_not_open_over_an_act(scene: Scene) -> None:
    release = scene.desk.pause_scans(scene)
    scene.search.start()
    assert not scene.is_open
    release()


async def test_what_is_typed_is_found(scene: Scene) -> None:
    scene.search.start()
    await scene.find("カワ", Hits((HANAKO, JIRO), more=True))
    assert scene.hits == Hits((HANAKO, JIRO), more=True)
    assert scene.searches.actors[0] == scene.desk.actor


async def test_an_overtaken_search_shows_nothing(scene: Scene) -> None:
    scene.search.start()
    await scene.type("カワ")
    await scene.type("カワグ")
    assert scene.searches.cancelled == ["カワ"]
    scene.searches.answer("カワグ", Hits((HANAKO,)))
    await scene.search.search.settled()
    scene.searches.answer("カワ", Hits((JIRO,)))
    await asyncio.sleep(0)
    assert scene.hits == Hits((HANAKO,))


async def test_fast_fingers_are_searched_for_once() -> None:
    scene = Scene()
    search = SearchViewModel(scene.desk, scene.searches, scene.bench.bugs, pause=0.01)
    for text in ("カ", "カワ", "カワグ"):
        search.typed(words(text))
    scene.searches.answer("カワグ", Hits((HANAKO,)))
    await search.search.settled()
    assert scene.searches.asked == [words("カワグ")]
    await search.aclose()


async def test_emptied_fields_show_nothing_and_search_nothing(scene: Scene) -> None:
    scene.search.start()
    await scene.find("カワ", Hits((HANAKO,)))
    await scene.type("カワグ")
    await scene.type(" ")
    assert scene.hits is None
    assert scene.searches.cancelled == ["カワグ"]
    await scene.search.search.settled()


async def test_why_nothing_is_searched_is_told_and_what_was_found_goes(scene: Scene) -> None:
    scene.search.start()
    await scene.find("カワ", Hits((HANAKO,)))
    unfit = SearchUnfit(SearchFault.TOO_SHORT)
    await scene.find("カ", unfit)
    assert (scene.hits, scene.search.trouble.value) == (None, unfit)
    await scene.find("カワ ", Hits((HANAKO,)))
    assert scene.hits == Hits((HANAKO,))
    lost = SystemUnreachable()
    await scene.find("カワグ", lost)
    assert scene.search.trouble.value is lost


async def test_a_bug_is_told_by_its_reference(scene: Scene) -> None:
    scene.search.start()
    await scene.find("カワグチ", ValueError("a bug"))
    assert scene.search.trouble.value == Bug("R1")


async def test_enter_opens_the_only_one(scene: Scene) -> None:
    scene.search.start()
    await scene.find("カワグチ", Hits((HANAKO,)))
    scene.bench.look_ups.answer(f"found {HANAKO.id}", patron(CARD_A))
    scene.search.entered()
    await scene.opened()
    assert isinstance(scene.desk.answer.value, PatronSnapshot)
    assert scene.desk.answer.value.card_number == CARD_A
    assert not scene.is_open
    assert scene.hits is None


async def test_enter_waits_for_what_is_being_searched(scene: Scene) -> None:
    scene.search.start()
    await scene.type("カワグチ")
    scene.search.entered()
    scene.bench.look_ups.answer(f"found {HANAKO.id}", patron(CARD_A))
    assert scene.bench.look_ups.asked == []
    scene.searches.answer("カワグチ", Hits((HANAKO,)))
    await scene.search.search.settled()
    await scene.opened()
    assert scene.bench.look_ups.asked == [f"found {HANAKO.id}"]


async def test_a_key_after_enter_means_another_search(scene: Scene) -> None:
    scene.search.start()
    await scene.type("カワグ")
    scene.search.entered()
    await scene.find("カワグチ", Hits((HANAKO,)))
    assert scene.bench.look_ups.asked == []
    assert scene.is_open


async def test_enter_with_several_lets_the_clerk_choose(scene: Scene) -> None:
    scene.search.start()
    await scene.find("カワ", Hits((HANAKO, JIRO)))
    scene.search.entered()
    assert scene.chosen == 1
    assert scene.bench.look_ups.asked == []


@pytest.mark.parametrize("found", [Hits(), None])
async def test_enter_with_nobody_does_nothing(scene: Scene, found: Hits | None) -> None:
    scene.search.start()
    if found is not None:
        await scene.find("カワ", found)
    scene.search.entered()
    assert (scene.chosen, scene.bench.look_ups.asked) == (0, [])
    assert scene.is_open


async def test_the_open_patron_leaves_before_another_is_awaited(scene: Scene) -> None:
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    scene.desk.scanned(CARD_B)
    await scene.opened()
    scene.search.start()
    assert scene.desk.patron_id is not None
    scene.search.open_hit(HANAKO)
    await asyncio.sleep(0)
    assert scene.desk.answer.value is None
    assert scene.desk.opening is None
    scene.bench.look_ups.answer(f"found {HANAKO.id}", patron(CARD_A))
    await scene.opened()
    assert scene.desk.patron_id == HANAKO.id


async def test_who_is_found_has_shown_no_card(scene: Scene) -> None:
    scene.bench.look_ups.answer(CARD_A, patron(CARD_A))
    scene.desk.scanned(CARD_A)
    await scene.opened()
    assert scene.desk.opening is not None
    scene.bench.look_ups.answer(f"found {HANAKO.id}", patron(CARD_A))
    scene.search.open_hit(HANAKO)
    await scene.opened()
    assert scene.desk.patron_id == HANAKO.id
    assert scene.desk.opening is None


async def test_what_others_change_of_the_open_patron_leaves_the_search_as_it_is(scene: Scene) -> None:
    shown = patron(CARD_B)
    scene.bench.look_ups.answer(CARD_B, shown)
    scene.desk.scanned(CARD_B)
    await scene.opened()
    scene.search.start()
    await scene.find("カワ", Hits((HANAKO, JIRO)))
    changed = replace(shown, patron=replace(shown.patron, phone="048-000-9999"))
    scene.bench.look_ups.answer(f"refresh {shown.patron.id}", changed)
    scene.desk.refresh.start()
    await scene.desk.refresh.settled()
    assert scene.desk.snapshot == changed
    assert scene.is_open
    assert scene.hits == Hits((HANAKO, JIRO))


async def test_a_scan_while_searching_opens_that_card(scene: Scene) -> None:
    scene.search.start()
    await scene.find("カワ", Hits((HANAKO, JIRO)))
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    scene.desk.scanned(CARD_B)
    assert not scene.is_open
    assert scene.hits is None
    await scene.opened()
    assert scene.desk.patron_id == int(CARD_B[-2:])


async def test_what_is_no_card_is_told_and_the_search_stays(scene: Scene) -> None:
    scene.search.start()
    await scene.find("カワ", Hits((HANAKO, JIRO), more=False))
    scene.desk.scanned("12345678")
    assert isinstance(scene.search.trouble.value, CardNumberMalformed)
    assert scene.is_open
    assert scene.hits == Hits((HANAKO, JIRO), more=False)
    assert scene.desk.card_error.value is None
    scene.desk.scanned("3000097999")
    assert isinstance(scene.search.trouble.value, ItemNumberRead)
    assert scene.is_open
    scene.search.leave()
    scene.desk.scanned("12345678")
    await scene.desk.look_up.settled()
    assert isinstance(scene.desk.card_error.value, CardNumberMalformed)


class Over(Scene):
    """The search, opened over a patron."""

    async def begin(self) -> None:
        self.bench.look_ups.answer(CARD_B, patron(CARD_B))
        self.desk.scanned(CARD_B)
        await self.opened()
        self.search.start()

    async def left(self) -> None:
        self.search.leave()
        await self.opened()


@pytest.mark.parametrize("typed_since", [False, True])
async def test_the_patron_behind_the_search_is_closed_after_a_misread_card(typed_since: bool) -> None:
    over = Over()
    await over.begin()
    over.desk.scanned("12345678")
    if typed_since:
        await over.find("カワ", Hits())
    await over.left()
    assert (over.desk.answer.value, over.desk.note.value) == (None, Caution.CLOSED_BY_SCAN)
    assert isinstance(over.desk.card_error.value, CardNumberMalformed)


@pytest.mark.parametrize("scans", [(), ("3000097999",), ("12345678", CARD_B)])
async def test_the_patron_behind_the_search_stays_without_one_and_when_their_card_follows(
    scans: tuple[str, ...],
) -> None:
    over = Over()
    await over.begin()
    for text in scans:
        over.desk.scanned(text)
    await over.left()
    assert over.desk.patron_id == int(CARD_B[-2:])


async def test_input_that_is_not_saved_is_asked_about_before_the_misread_card_closes_its_patron() -> None:
    over = Over()
    await over.begin()
    over.desk.note_unsaved_input(over, dirty=True)
    over.bench.answers.discard = False
    over.desk.scanned("12345678")
    await over.left()
    assert (over.bench.answers.asked, over.desk.patron_id) == (1, int(CARD_B[-2:]))


async def test_what_is_found_meanwhile_takes_no_word_of_a_card_away(scene: Scene) -> None:
    scene.search.start()
    scene.search.typed(words("カワ"))
    await asyncio.sleep(0)
    scene.desk.scanned("12345678")
    scene.searches.answer("カワ", Hits((HANAKO, JIRO)))
    await scene.search.search.settled()
    assert scene.hits == Hits((HANAKO, JIRO))
    assert isinstance(scene.search.trouble.value, CardNumberMalformed)
    await scene.find("カワグ", Hits((HANAKO,)))
    assert scene.search.trouble.value is None


async def test_a_search_that_fails_takes_no_word_of_a_card_away(scene: Scene) -> None:
    scene.search.start()
    scene.search.typed(words("カ"))
    await asyncio.sleep(0)
    scene.desk.scanned("12345678")
    scene.searches.answer("カ", SystemUnreachable())
    await scene.search.search.settled()
    assert isinstance(scene.search.trouble.value, CardNumberMalformed)


async def test_a_scan_overtakes_a_hit_that_is_being_opened(scene: Scene) -> None:
    scene.search.open_hit(HANAKO)
    await asyncio.sleep(0)
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    scene.desk.scanned(CARD_B)
    await scene.opened()
    scene.bench.look_ups.answer(f"found {HANAKO.id}", patron(CARD_A))
    await asyncio.sleep(0)
    assert scene.desk.patron_id == int(CARD_B[-2:])


async def test_who_is_gone_meanwhile_is_told_beside_the_card_field(scene: Scene) -> None:
    scene.search.start()
    scene.bench.look_ups.answer(f"found {HANAKO.id}", PatronGone())
    scene.search.open_hit(HANAKO)
    await scene.opened()
    assert isinstance(scene.desk.card_error.value, PatronGone)
    assert scene.desk.answer.value is None


async def test_input_that_is_not_saved_is_asked_about_first(scene: Scene) -> None:
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    scene.desk.scanned(CARD_B)
    await scene.opened()
    scene.desk.note_unsaved_input(scene, dirty=True)
    scene.bench.answers.discard = False
    scene.search.open_hit(HANAKO)
    await scene.opened()
    assert scene.desk.patron_id == int(CARD_B[-2:])
    assert scene.bench.look_ups.asked == [CARD_B]


async def test_forgetting_leaves_nothing(scene: Scene) -> None:
    scene.search.start()
    await scene.find("カワ", Hits((HANAKO, JIRO)))
    await scene.type("カワグ")
    scene.search.entered()
    scene.search.forget()
    assert (scene.is_open, scene.hits, scene.search.trouble.value) == (
        False,
        None,
        None,
    )
    scene.searches.answer("カワグ", Hits((HANAKO,)))
    await scene.search.search.settled()
    await asyncio.sleep(0)
    assert scene.hits is None
    assert scene.bench.look_ups.asked == []


async def test_after_leaving_work_goes_on_where_it_was(scene: Scene) -> None:
    wanted: list[None] = []
    scene.desk.goes_on.subscribe(wanted.append)
    scene.search.start()
    scene.search.leave()
    assert not scene.is_open
    assert wanted == [None]


async def test_closing_ends_the_search(scene: Scene) -> None:
    scene.search.start()
    await scene.type("カワ")
    await scene.search.aclose()
    assert scene.searches.cancelled == ["カワ"]
    await scene.type("カワグ")
    assert scene.searches.asked == [words("カワ")]
