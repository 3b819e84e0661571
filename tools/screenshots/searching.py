"""Pictures of finding without a card."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import delete, insert

from app.desk.composition import OpenDesk
from services.own_schema.database.tables import access_log
from services.own_schema.database.tables.types import server_now
from services.rules.people.hourly_bounds import MOST_NAMED
from services.rules.people.looks import Purpose
from services.rules.vocabulary import Channel
from tools.screenshots.studio import Studio, dialog, scan
from views.panels.offering import there
from views.search_dialog import SearchDialog


async def search(studio: Studio, desk: OpenDesk) -> None:
    """Show what the search says before anything is typed, and what it finds."""
    there(desk.search).start()
    found = await dialog("利用者を探す")
    await studio.take(found, "search-empty")
    assert isinstance(found, SearchDialog)
    for typed, name in (
        ("サトウ", "search"),
        ("さとう はなこ", "search-few"),
        ("sato", "search-letters"),
        ("わたなべ ゆうた", "search-namesakes"),
        ("ぬるぬる", "search-nobody"),
        ("川", "search-short"),
        ("1979/4", "search-unfit"),
    ):
        found.words.setText(typed)
        await there(desk.search).search.settled()
        await studio.take(found, name)


async def in_field(studio: Studio, desk: OpenDesk) -> None:
    """Show what stands beneath the card field: who is found, also over a patron, masked, and what digits may be."""
    window = desk.window
    await _enter(desk, "さとう")
    await studio.take(window, "field-found")
    window.body.found.begin()
    await studio.take(window, "field-found-chosen")
    await _enter(desk, "わたなべ ゆうた")
    await studio.take(window, "field-namesakes")
    desk.desk.toggle_titles()
    await studio.take(window, "field-masked")
    desk.desk.toggle_titles()
    await scan(desk, "100000001")
    await _enter(desk, "S25.3.3")
    await studio.take(window, "field-nobody")
    await _enter(desk, "sato")
    await studio.take(window, "field-over-patron")
    await _enter(desk, "19790401")
    await studio.take(window, "field-offer")


async def _enter(desk: OpenDesk, text: str) -> None:
    field = desk.window.top_bar.card_field
    field.setFocus()
    field.setText(text)
    field.returnPressed.emit()
    await there(desk.field_search).search.settled()


async def much_searched(studio: Studio, desk: OpenDesk) -> None:
    """Show what the search says to a login that has to wait: with every search, and with those without a name."""
    for named, name in ((MOST_NAMED, "search-much"), (0, "search-much-bare")):
        async with searched(studio, desk.desk.staff.id, 143, named):
            there(desk.search).start()
            found = await dialog("利用者を探す")
            assert isinstance(found, SearchDialog)
            found.words.setText("1979/4/1")
            await there(desk.search).search.settled()
            await studio.take(found, name)
            there(desk.search).leave()


@asynccontextmanager
async def searched(studio: Studio, staff_id: str, count: int, named: int) -> AsyncIterator[None]:
    """Have a login searched so often without a name, with so many named each time."""
    row = {
        "staff_id": staff_id,
        "branch_id": 1,
        "workstation": "2番窓口",
        "channel": Channel.COUNTER,
        "purpose": Purpose.SEARCH,
        "listed": {"kind": Purpose.SEARCH, "bare": True, "rows": named},
    }
    async with studio.library.db.transaction() as conn:
        await conn.execute(insert(access_log).values([{**row, "at": server_now()}] * count))
    yield
    async with studio.library.db.transaction() as conn:
        await conn.execute(delete(access_log).where(access_log.c.purpose == Purpose.SEARCH))


async def namesake(studio: Studio, desk: OpenDesk) -> None:
    """Show a patron who can't be told from another one at the counter."""
    await studio.take(desk.window, "namesake")
