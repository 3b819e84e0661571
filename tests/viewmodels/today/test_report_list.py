"""申し出の一覧 on the empty desk: opened like the list of suspensions, with the same branch, way and way back."""

from collections.abc import AsyncIterator

import pytest

from services.contract.snapshot import PatronSnapshot
from services.contract.today.report_list import ReportFilter
from services.contract.today.suspension_list import SuspensionFilter
from tests.viewmodels.fakes import patron
from tests.viewmodels.today.today_fakes import CARDS, Page, entry, go_on, reported
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.masking import MASK
from viewmodels.today.today import Tile

HERE = ReportFilter(branch_id=1)


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    made = Page(entry(1))
    made.source.reported = (reported(7), reported(8))
    await made.start()
    yield made
    await made.aclose()


async def opened(page: Page, tile: Tile = Tile.REPORTS) -> None:
    page.today.choose(tile)
    await go_on()


def names(page: Page) -> list[str]:
    listed = page.today.reports.value
    return [] if listed is None else [it.name for it in listed.entries]


async def test_it_is_opened_with_the_branch_and_takes_the_other_lists_place(page: Page) -> None:
    await opened(page, Tile.SUSPENDED)
    page.today.tick(101)
    await opened(page)
    assert page.source.asked[-2:] == [("reports", HERE), "counts"]
    assert (names(page), page.today.listed.value) == (["見本 7子", "見本 8子"], None)
    assert (page.today.tile.value, page.today.ticked.value) == (Tile.REPORTS, frozenset())
    page.today.filter(ReportFilter(branch_id=2))
    await go_on()
    await opened(page, Tile.SUSPENDED)
    assert page.source.asked[-2] == ("open", SuspensionFilter(branch_id=2))
    assert page.today.reports.value is None
    assert page.today.listed.value is not None


async def test_it_follows_without_a_record(page: Page) -> None:
    await opened(page)
    page.source.reported = (reported(8),)
    page.source.asked.clear()
    page.rests.end()
    page.today.changed()
    await go_on()
    assert page.source.asked == ["counts", ("reports again", HERE)]
    assert names(page) == ["見本 8子"]


async def test_names_are_masked_and_a_cover_takes_them_away(page: Page) -> None:
    await opened(page)
    page.desk.toggle_titles()
    assert names(page) == [MASK, MASK]
    page.today.cover(covered=True)
    assert (page.today.reports.value, page.today.tile.value) == (None, None)


async def test_masking_makes_no_name_where_only_another_system_knows_it(page: Page) -> None:
    page.source.reported = (reported(7, name="", card_number=None), reported(8))
    await opened(page)
    page.desk.toggle_titles()
    assert names(page) == ["", MASK]


async def test_a_row_opens_its_patron_at_the_report_and_closing_comes_back_to_it(page: Page) -> None:
    await opened(page)
    places: list[RowPlace | Part] = []
    rows: list[int] = []
    page.today.place_wanted.subscribe(places.append)
    page.today.row_wanted.subscribe(rows.append)
    whose = patron(CARDS[8])
    assert isinstance(whose, PatronSnapshot)
    page.bench.look_ups.answer("found 8", whose)
    page.today.open_patron(508)
    page.today.open_patron(101)  # a suspension's key, of the list that isn't open
    await page.desk.look_up.settled()
    page.desk.card_field_wanted.emit(True)
    assert page.bench.look_ups.asked == ["found 8"]
    page.desk.close_patron.start()
    await page.desk.close_patron.settled()
    assert (places, rows) == ([RowPlace(Part.REPORTS, 508)], [508])
