"""Filling an empty library with a whole city, for measuring: a million patrons, of whom no table stands in memory."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count

from services.own_schema.demo import named
from services.own_schema.demo.hashes import HASHES
from services.own_schema.demo.library import finish, make, opened, prepare
from services.own_schema.demo.named_circulation import HELPERS, Stories
from services.own_schema.demo.tray import Batch
from services.own_schema.demo.world import World
from services.own_schema.schema.new_file import made_whole
from tests.bench.city.crowd import Crowd
from tests.bench.city.loading import load
from tests.bench.city.names import CityNames
from tests.bench.city.shelves import FIRST_ITEM_ID, FIRST_TITLE_ID, Shelves, Sizes

_TITLES_AT_ONCE = 4_000
_PATRONS_AT_ONCE = 10_000

type Progress = Callable[[int, int], None]


async def fill_city(
    url: str, *, patrons: int, seed: int, now: datetime, progress: Progress | None = None
) -> None:
    """Do as `services.own_schema.demo.library.fill`, for any number of patrons; without what a clerk left behind.

    Args:
        url: see there.
        patrons: how many, the named ones included.
        seed: any number.
        now: the moment at which the library's clock stands when the data are in.
        progress: told (rows written, rows in all, roughly) now and then, on SQLite from another thread.
    """
    async with made_whole(url) as made:
        await make(made)
        async with opened(made) as db, db.transaction() as conn:
            masters = await prepare(conn, now)
        world = World(masters, HASHES, today=masters.day, seed=seed, names=CityNames)
        await load(made, make_city(world, patrons), _counter(Sizes(patrons), progress))
        async with opened(made) as db, db.transaction() as conn:
            await finish(conn, world, (), now)


def make_city(world: World, patrons: int) -> Iterator[Batch]:
    """Make the library's rows a batch at a time; titles come first, then people with all that is theirs."""
    sizes = Sizes(patrons)
    shelves = Shelves(world, sizes)
    size = patrons - named.NAMED_PATRONS
    crowd = Crowd(world, shelves, sizes, size=size, suspended=max(0, sizes.suspended - named.NAMED_SUSPENDED))
    tray = world.tray
    for title in range(shelves.count):
        shelves.fill(title)
        if title % _TITLES_AT_ONCE == 0:
            yield tray.take()
    ids = count(1)
    people = named.write_people(world, lambda: next(ids))
    helpers = [crowd.plain(place, next(ids)) for place in range(HELPERS)]
    Stories(world, people, helpers).tell()
    if world.number("bib_record") >= FIRST_TITLE_ID or world.number("item") >= FIRST_ITEM_ID:
        msg = "the named patrons' titles run into the crowd's"
        raise ValueError(msg)
    for place in range(HELPERS, size):
        crowd.any(place, next(ids))
        if place % _PATRONS_AT_ONCE == 0:
            yield tray.take()
    crowd.finish(helpers)
    yield tray.take()


def _counter(sizes: Sizes, progress: Progress | None) -> Callable[[int], None]:
    """Add up the rows of each write and tell the one who waits."""
    # Patrons, cards and half as many passwords; titles and twice as many items; what circulates, and some more.
    expected = sizes.patrons * 5 // 2 + sizes.titles * 3 + (sizes.loans + sizes.holds) * 5 // 4
    written = 0

    def wrote(rows: int) -> None:
        nonlocal written
        written += rows
        if progress is not None:
            progress(min(written, expected), expected)

    return wrote
