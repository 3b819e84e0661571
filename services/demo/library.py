"""Filling an empty library with made-up people, books and everything between them."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.clock import TOKYO, tokyo_day
from services.database.tables import (
    branch,
    circulation_rule,
    clock_offset,
    masters_version,
    metadata,
    mobile_stop,
    password_credential,
    staff,
)
from services.database.tables.types import server_now
from services.demo import named
from services.demo.accounts import DEMO_STAFF
from services.demo.crowd import Crowd
from services.demo.hashes import make_hashes
from services.demo.loading import COLUMNS, Batch, load, opened
from services.demo.named_circulation import HELPERS, Stories
from services.demo.shelves import Shelves, Sizes
from services.demo.world import World
from services.errors import DatabaseNotEmpty, SchemaMismatch
from services.masters.masters import Masters
from services.masters.masters_store import load_masters
from services.rules.policy import Policy
from services.rules.vocabulary import BranchKind
from services.schema import upgrade
from services.schema.new_file import made_whole

FEWEST_PATRONS = 100
"""The named patrons and those who stand in their queues; below that there is no library."""

_PORTAL_URL = "https://library.example.jp/"
_STOPS = (
    "架空第一公園前",
    "架空団地集会所",
    "架空小学校正門",
    "架空橋のたもと",
    "架空神社下",
    "架空商店街入口",
    "架空町会館",
    "架空ケヤキ広場",
    "架空台中央",
    "架空沼のほとり",
    "架空保育所前",
    "架空車庫跡",
    "架空緑道北口",
)

type Progress = Callable[[int, int], None]


async def fill(
    url: str,
    *,
    patrons: int,
    seed: int,
    now: datetime | None = None,
    progress: Progress | None = None,
    on_any_disk: bool = False,
) -> None:
    """Fill a library with demo data; a database that holds nothing at all is made into a library first.

    The same seed, number and day give the same rows, but for the end of a lock, which begins when the data are in.
    All dates are told from the database's own day, in Tokyo. On PostgreSQL nobody of the demo's staff is made: they
    would be logins of the server, with passwords that all may know.

    Args:
        url: see `services.database.address.parse`.
        patrons: how many, the named ones included; at least `FEWEST_PATRONS`.
        seed: any number.
        now: the moment at which the library's clock stands when the data are in (Tokyo's time if it has no zone);
            the server's own time when left out.
        progress: told (rows written, rows in all, roughly) now and then, on SQLite from another thread.
        on_any_disk: see `services.schema.new_file.made_whole`.

    Raises:
        ValueError: too few patrons.
        DatabaseNotEmpty: there are patrons or titles in it, or tables that aren't a library's.
        DatabaseOnNetwork: its file would lie on another computer's disk.
        FileNotWritable: its file can't be written; one that wasn't there isn't there then, either.
        DatabaseTooOld, SchemaMismatch, DatabaseUrlBad, DatabaseUnreachable, DatabaseBusy, DatabaseReadOnly: it can't be
            filled.
    """
    if patrons < FEWEST_PATRONS:
        msg = f"a demo library has at least {FEWEST_PATRONS} patrons"
        raise ValueError(msg)
    if now is not None and now.tzinfo is None:
        now = now.replace(tzinfo=TOKYO)
    async with made_whole(url, on_any_disk=on_any_disk) as made:
        await _fill(made, patrons, seed, now, progress)


async def _fill(url: str, patrons: int, seed: int, now: datetime | None, progress: Progress | None) -> None:
    hashing = asyncio.create_task(asyncio.to_thread(make_hashes, seed))
    try:
        await _make(url)
        masters = await _prepare(url, now)
        hashes = await hashing
    finally:
        await asyncio.gather(hashing, return_exceptions=True)
    world = World(masters, hashes, today=masters.day, seed=seed)
    await load(url, make_rows(world, patrons), _counter(Sizes(patrons), progress))
    await _finish(url, world, now)


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


def make_rows(world: World, patrons: int) -> Iterator[Batch]:
    """Make the library's rows a batch at a time; titles come first, then people with all that is theirs."""
    sizes = Sizes(patrons)
    shelves = Shelves(world, sizes)
    size = patrons - named.NAMED_PATRONS
    crowd = Crowd(world, shelves, sizes, size=size, suspended=max(0, sizes.suspended - named.NAMED_SUSPENDED))
    tray = world.tray
    for title in range(shelves.count):
        shelves.fill(title)
        if tray.full():
            yield tray.take()
    ids = count(1)
    people = named.write_people(world, lambda: next(ids))
    helpers = [crowd.plain(place, next(ids)) for place in range(HELPERS)]
    Stories(world, people, helpers).tell()
    for place in range(HELPERS, size):
        crowd.any(place, next(ids))
        if tray.full():
            yield tray.take()
    crowd.finish(helpers)
    yield tray.take()


async def _make(url: str) -> None:
    """Make the library where there is nothing yet."""
    async with opened(url) as db:
        try:
            await upgrade.check_revision(db)
        except SchemaMismatch as error:
            if error.found is not None:
                raise
            await upgrade.make(url)


async def _prepare(url: str, now: datetime | None) -> Masters:
    async with opened(url) as db:
        async with db.transaction() as conn:
            await _require_empty(conn)
            await _add_masters(conn)
        async with db.reading() as conn:
            return await load_masters(conn, None if now is None else tokyo_day(now))


async def _finish(url: str, world: World, now: datetime | None) -> None:
    async with opened(url) as db, db.transaction() as conn:
        if db.dialect == "sqlite":
            await conn.execute(insert(staff), _staff(world))
        await _set_clock(conn, now)
        await _lock(conn, world.policy, now)


async def _require_empty(conn: AsyncConnection) -> None:
    for name in COLUMNS:
        if (await conn.execute(select(func.count()).select_from(metadata.tables[name]))).scalar_one():
            raise DatabaseNotEmpty


async def _set_clock(conn: AsyncConnection, now: datetime | None) -> None:
    """Let the library's time stand at `now` at this moment."""
    if now is None:
        return
    await conn.execute(delete(clock_offset))
    server: datetime = (await conn.execute(select(server_now()))).scalar_one()
    seconds = round((now.astimezone(UTC) - server).total_seconds())
    await conn.execute(insert(clock_offset).values(id=1, seconds=seconds))


async def _lock(conn: AsyncConnection, policy: Policy, now: datetime | None) -> None:
    """Let the locks after too many wrong logins begin now, for as long as the library's rule says."""
    begins: datetime = now or (await conn.execute(select(server_now()))).scalar_one()
    until = begins.astimezone(UTC) + timedelta(minutes=policy.lock_minutes)
    c = password_credential.c
    wrong = c.wrong_logins >= policy.wrong_logins_to_lock
    await conn.execute(update(password_credential).where(wrong).values(locked_until=until))


async def _add_masters(conn: AsyncConnection) -> None:
    """Add what only the demo has: the portal's address, and invented stops that say so."""
    mobile = (
        (await conn.execute(select(branch.c.id).where(branch.c.kind == BranchKind.MOBILE))).scalars().first()
    )
    stops = (await conn.execute(select(func.count()).select_from(mobile_stop))).scalar_one()
    if mobile is not None and not stops:
        rows = [
            {"branch_id": mobile, "code": f"demo-{place:02}", "name": name, "position": place, "active": True}
            for place, name in enumerate(_STOPS, start=1)
        ]
        await conn.execute(insert(mobile_stop), rows)
    rule = circulation_rule
    has_url = rule.c.name == "portal_url"
    await conn.execute(update(rule).where(has_url).values(value=_PORTAL_URL))
    await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))


def _staff(world: World) -> list[dict[str, object]]:
    return [
        {
            "id": staff_id,
            "name": world.names.japanese().name,
            "role": role,
            "branch_id": world.central.id,
            "hash": world.hashes.staff,
        }
        for staff_id, _, role in DEMO_STAFF
    ]
