"""今日の仕事: what is read when, what is recorded, and what is forgotten."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from services.acts.as_offered import EVERYTHING
from services.contract.errors import Disconnected, SystemUnreachable
from services.contract.offers import SystemPart
from services.contract.today.suspension_list import SuspensionFilter
from services.rules.vocabulary import Role
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.viewmodels.today.today_fakes import OVERDUE, Page, counts, entry, go_on, waiting, whose
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.masking import MASK
from viewmodels.today.today import Tile

EVERY = SuspensionFilter(branch_id=1)
"""Every suspension of the desk's own branch, with which a list begins."""
READY = replace(EVERY, ready_only=True)


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    made = Page(entry(1), entry(2), waiting(3))
    await made.start()
    yield made
    await made.aclose()


async def opened(page: Page, tile: Tile = Tile.SUSPENDED) -> None:
    page.today.choose(tile)
    await go_on()


async def test_counts_are_read_by_themselves_and_the_list_is_opened_when_it_is_asked_for(page: Page) -> None:
    assert page.source.asked == ["counts"]
    assert page.today.counts.value == counts()
    assert (page.today.listed.value, page.today.tile.value) == (None, None)
    await opened(page, Tile.READY)
    assert page.source.asked[1:] == [("open", READY), "counts"]
    listed = page.today.listed.value
    assert listed is not None
    assert [row.id for row in listed.entries] == [101, 102]
    assert page.today.tile.value is Tile.READY


async def test_where_no_branch_is_known_the_whole_library_is_counted() -> None:
    page = Page(offers=replace(EVERYTHING, parts=EVERYTHING.parts - {SystemPart.PATRON_BRANCHES}))
    assert page.today.wanted.value.branch_id is None
    await page.aclose()


@pytest.mark.parametrize("role", [Role.COUNTER, Role.PHONE])
async def test_nobody_but_supervisors_reads_anything(role: Role) -> None:
    page = Page(entry(1), role=role)
    await page.start()
    page.today.choose(Tile.READY)
    await go_on()
    assert page.source.asked == []
    await page.aclose()


async def test_each_filter_opens_the_list_anew_and_the_same_one_does_nothing(page: Page) -> None:
    await opened(page)
    wanted = replace(EVERY, reason=OVERDUE, days=30)
    for _ in range(2):
        page.today.filter(wanted)
        await go_on()
    assert [it for it in page.source.asked if it[0] == "open"] == [
        ("open", EVERY),
        ("open", wanted),
    ]
    assert page.today.listed.value is not None
    assert page.today.listed.value.entries == ()


@pytest.mark.parametrize("branch_id", [2, None])
async def test_the_branch_begins_with_the_desks_own_and_stays_as_chosen(
    page: Page, branch_id: int | None
) -> None:
    assert page.today.wanted.value == EVERY
    await opened(page)
    chosen = replace(EVERY, branch_id=branch_id)
    page.today.filter(replace(chosen, reason=OVERDUE))
    await go_on()
    await opened(page, Tile.READY)
    assert page.today.wanted.value == replace(chosen, ready_only=True)
    page.today.cover(covered=True)
    page.today.cover(covered=False)
    await go_on()
    assert (page.today.listed.value, page.today.wanted.value) == (None, chosen)
    for _ in range(2):
        page.desk.switch_channel.start()
        await page.desk.switch_channel.settled()
    await opened(page, Tile.CONTACTS)
    assert page.source.asked[-2] == ("open", replace(chosen, to_contact=True, late_only=branch_id is None))


@pytest.mark.parametrize(("late", "late_only"), [(3, True), (0, False)])
async def test_who_is_to_be_contacted_are_those_that_are_late_alone_while_there_are_any(
    page: Page, late: int, late_only: bool
) -> None:
    page.source.now_counted = counts(contact_late=late)
    page.today.changed()
    page.rests.end()
    await go_on()
    await opened(page, Tile.CONTACTS)
    contacts = replace(EVERY, to_contact=True)
    assert page.source.asked[-2] == ("open", replace(contacts, late_only=late_only))
    page.today.filter(contacts)  # taken away
    await go_on()
    assert (page.today.wanted.value, page.today.tile.value) == (contacts, Tile.CONTACTS)
    await opened(page, Tile.CONTACTS)
    assert page.source.asked[-2] == ("open", replace(contacts, late_only=late_only))
    page.source.now_counted = counts(contact_late=0)
    page.today.changed()
    page.rests.end()
    await go_on()
    assert page.today.wanted.value == replace(contacts, late_only=late_only)  # the open list stays as chosen


async def test_a_later_filter_overtakes_an_earlier_one(page: Page) -> None:
    page.source.gate = asyncio.Event()
    await opened(page, Tile.SUSPENDED)
    page.today.choose(Tile.READY)
    await go_on()
    page.source.gate.set()
    await go_on()
    assert page.today.listed.value is not None
    assert page.today.listed.value.wanted == READY


async def test_the_first_change_is_read_at_once_and_further_ones_after_rests_that_grow(page: Page) -> None:
    await opened(page)
    page.rests.end()
    await go_on()
    page.source.asked.clear()
    page.rests.begun.clear()
    page.today.changed()
    await go_on()
    assert page.source.kinds() == ["counts", "again"]
    for _ in range(100):
        page.today.changed()
    await go_on()
    assert page.source.kinds() == ["counts", "again"]
    page.rests.end()
    await go_on()
    assert page.source.kinds() == ["counts", "again"] * 2
    for _ in range(6):
        page.today.changed()
        page.rests.end()
        await go_on()
    assert page.rests.begun[:8] == [0.25, 0.5, 1.0, 2.0, 4.0, 5.0, 5.0, 5.0]
    page.rests.end()  # a rest in which nothing came is the last
    await go_on()
    page.today.changed()
    await go_on()
    assert page.rests.begun[-1] == 0.25


async def test_nothing_is_read_while_a_reading_is_under_way(page: Page) -> None:
    page.rests.end()
    await go_on()
    page.source.asked.clear()
    page.source.gate = asyncio.Event()
    for _ in range(5):
        page.today.changed()
        await go_on()
    assert page.source.asked == ["counts"]
    page.source.gate.set()
    await go_on()
    page.rests.end()
    await go_on()
    assert page.source.asked == ["counts"] * 2


async def test_a_change_while_the_list_is_opened_is_read_after_it(page: Page) -> None:
    page.rests.end()
    await go_on()
    page.source.gate = asyncio.Event()
    await opened(page)
    page.today.changed()
    page.source.asked.clear()
    page.source.gate.set()
    await go_on()
    assert page.source.kinds() == ["counts", "counts", "again"]


async def test_nothing_is_read_while_somebody_is_open_and_all_of_it_afterwards(page: Page) -> None:
    await opened(page)
    await page.bench.open(CARD_A)
    page.source.asked.clear()
    page.today.changed()
    await page.bench.open(CARD_B)  # between two patrons nobody is open for a moment
    await go_on()
    assert page.source.asked == []
    assert not page.today.here.value
    page.desk.close_patron.start()
    await go_on()
    assert page.source.kinds() == ["counts", "again"]
    assert page.today.listed.value is not None


async def test_a_cover_takes_the_list_out_of_memory_and_it_is_asked_for_anew(page: Page) -> None:
    await opened(page)
    page.today.tick(101)
    page.source.asked.clear()
    page.today.cover(covered=True)
    page.today.changed()
    page.today.choose(Tile.READY)
    await go_on()
    assert page.source.asked == []
    assert (page.today.listed.value, page.today.ticked.value) == (None, frozenset())
    page.today.cover(covered=False)
    await go_on()
    assert page.source.asked == ["counts"]
    assert page.today.tile.value is None


async def test_the_phone_has_no_list(page: Page) -> None:
    await opened(page)
    page.desk.switch_channel.start()
    await page.desk.switch_channel.settled()
    assert page.today.listed.value is None
    assert not page.today.here.value
    page.source.asked.clear()
    page.desk.switch_channel.start()
    await go_on()
    assert page.source.asked == ["counts"]


async def test_an_answer_that_comes_after_the_cover_is_not_shown(page: Page) -> None:
    page.source.gate = asyncio.Event()
    await opened(page)
    page.today.cover(covered=True)
    page.source.gate.set()
    await go_on()
    assert page.today.listed.value is None


async def test_ticks_stay_with_their_rows_as_long_as_these_are_as_they_were(page: Page) -> None:
    page.source.rows = (entry(1), entry(2), entry(4), entry(5), waiting(3))
    await opened(page)
    for number in (101, 102, 103, 104, 105):
        page.today.tick(number)
    page.today.tick(105)
    assert page.today.ticked.value == {101, 102, 104}  # what isn't ready can't be ticked
    assert [row.id for row in page.today.now_ticked] == [101, 102, 104]
    page.source.rows = (entry(2), entry(1, version=2), waiting(4))
    page.rests.end()
    page.today.changed()
    await go_on()
    assert page.today.ticked.value == {102}


async def test_all_that_is_ready_is_ticked_at_once_or_no_more(page: Page) -> None:
    page.today.tick_all(on=True)
    assert page.today.ticked.value == frozenset()  # no list is open
    page.source.rows = (entry(1), entry(2), waiting(3))
    await opened(page)
    page.today.tick(102)
    for on, ticked in ((True, {101, 102}), (True, {101, 102}), (False, set()), (False, set())):
        page.today.tick_all(on=on)
        assert page.today.ticked.value == ticked


async def test_names_are_masked_with_the_titles(page: Page) -> None:
    await opened(page)
    page.desk.toggle_titles()
    listed = page.today.listed.value
    assert listed is not None
    assert {row.name for row in listed.entries} == {MASK}
    assert listed.entries[0].card_number == "200000001"
    page.desk.toggle_titles()
    assert page.today.listed.value is not None
    assert page.today.listed.value.entries[0].name == "見本 1子"


async def test_a_row_opens_its_patron_at_the_suspension_and_closing_comes_back_to_it(page: Page) -> None:
    await opened(page)
    places: list[RowPlace | Part] = []
    rows: list[int] = []
    page.today.place_wanted.subscribe(places.append)
    page.today.row_wanted.subscribe(rows.append)
    page.bench.look_ups.answer("found 2", whose(entry(2)))
    page.today.open_patron(102)
    await page.desk.look_up.settled()
    assert places == [RowPlace(Part.SUSPENSIONS, 102)]
    page.desk.card_field_wanted.emit(True)  # as after each act
    assert (len(places), rows) == (1, [])
    page.desk.close_patron.start()
    await page.desk.close_patron.settled()
    assert rows == [102]


async def test_another_patron_is_no_way_back_to_the_row(page: Page) -> None:
    await opened(page)
    rows: list[int] = []
    page.today.row_wanted.subscribe(rows.append)
    page.bench.look_ups.answer("found 2", whose(entry(2)))
    page.today.open_patron(102)
    await page.desk.look_up.settled()
    await page.bench.open(CARD_A)
    page.desk.close_patron.start()
    await page.desk.close_patron.settled()
    assert rows == []


@pytest.mark.parametrize("discard", [True, False])
async def test_coming_back_asks_about_input_and_goes_to_the_start(page: Page, discard: bool) -> None:
    starts: list[None] = []
    page.today.start_wanted.subscribe(starts.append)
    page.bench.answers.discard = discard
    await page.bench.open(CARD_A)
    page.desk.note_unsaved_input(page, dirty=True)
    page.today.come_back.start()
    await page.today.come_back.settled()
    assert page.bench.answers.asked == 1
    assert len(starts) == discard
    assert (page.desk.patron_id is None) is discard


async def test_on_the_phone_there_is_nothing_to_come_back_to(page: Page) -> None:
    page.desk.switch_channel.start()
    await page.desk.switch_channel.settled()
    await page.bench.open(CARD_A)
    page.today.come_back.start()
    await page.today.come_back.settled()
    assert page.desk.patron_id is not None


async def test_without_the_database_nothing_is_recorded_and_the_reason_is_told(page: Page) -> None:
    page.desk.show_disconnected(SystemUnreachable())
    page.source.asked.clear()
    await opened(page)
    assert page.source.asked == []
    assert isinstance(page.today.trouble.value, Disconnected)
    assert page.today.tile.value is None
    page.rests.end()
    await go_on()
    page.desk.show_connected()
    await go_on()
    assert page.today.trouble.value is None


async def test_a_list_that_cannot_be_opened_leaves_the_one_that_is_open(page: Page) -> None:
    await opened(page)
    page.source.failures = [SystemUnreachable()]
    await opened(page, Tile.READY)
    assert page.today.listed.value is not None
    assert (page.today.tile.value, page.today.wanted.value) == (Tile.SUSPENDED, EVERY)
    assert isinstance(page.today.trouble.value, SystemUnreachable)
