"""Filling an empty library with made-up people, books and everything between them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.errors import DatabaseNotEmpty, SchemaMismatch
from services.contract.masters import Masters
from services.own_schema.database.act_records import ActRecord, ChainHead, act_insert
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import (
    branch,
    circulation_rule,
    clock_offset,
    masters_version,
    metadata,
    mobile_stop,
    password_credential,
    staff,
)
from services.own_schema.database.tables.types import server_now
from services.own_schema.demo import named
from services.own_schema.demo.accounts import DEMO_STAFF
from services.own_schema.demo.hashes import HASHES, Hashes
from services.own_schema.demo.named_circulation import HELPERS, Stories
from services.own_schema.demo.neighbours import Neighbours
from services.own_schema.demo.own_work import WHOSE, OwnWorkWriter
from services.own_schema.demo.tray import COLUMNS, write
from services.own_schema.demo.world import World
from services.own_schema.masters.masters_store import load_masters
from services.own_schema.schema import upgrade
from services.own_schema.schema.new_file import made_whole
from services.rules.clock import TOKYO, tokyo_day
from services.rules.policy import Policy
from services.rules.vocabulary import BranchKind

FEWEST_PATRONS = 100
"""The named patrons and those in their queues, which every demo library needs."""
MOST_PATRONS = 5000
"""All of their rows are in memory while they are made."""

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


async def fill(
    url: str,
    *,
    patrons: int,
    seed: int,
    now: datetime | None = None,
    on_any_disk: bool = False,
    hashes: Hashes = HASHES,
) -> None:
    """Fill a library with demo data; an empty database is made into a library first.

    The same seed, number and day give the same rows, but for the end of a lock, which begins when the data are in. All
    dates count from the database's own day, in Tokyo. On PostgreSQL no demo staff are made, nor records of their acts:
    they would be logins of the server with published passwords.

    Args:
        url: see `services.own_schema.database.address.parse`.
        patrons: how many, the named ones included; from `FEWEST_PATRONS` to `MOST_PATRONS`.
        seed: any number.
        now: the moment at which the library's clock stands when the data are in (Tokyo's time if it has no zone);
            the server's own time when left out.
        on_any_disk: see `services.own_schema.schema.new_file.made_whole`.
        hashes: of the demo's passwords.

    Raises:
        ValueError: too few patrons, or too many.
        DatabaseNotEmpty: there are patrons or titles in it, or tables that aren't a library's.
        DatabaseOnNetwork: its file would lie on another computer's disk.
        FileNotWritable: its file can't be written; one that wasn't there isn't there then, either.
        DatabaseTooOld, SchemaMismatch, DatabaseUrlBad, SystemUnreachable, SystemBusy, SystemReadOnly: it can't be
            filled.
    """
    if not FEWEST_PATRONS <= patrons <= MOST_PATRONS:
        msg = f"a demo library has {FEWEST_PATRONS} to {MOST_PATRONS} patrons"
        raise ValueError(msg)
    if now is not None and now.tzinfo is None:
        now = now.replace(tzinfo=TOKYO)
    async with made_whole(url, on_any_disk=on_any_disk) as made:
        await make(made)
        async with opened(made) as db, db.transaction() as conn:
            masters = await prepare(conn, now)
            world = World(masters, hashes, today=masters.day, seed=seed)
            records = make_rows(world, patrons)
            await write(conn, world.tray.take())
            await finish(conn, world, records, now)


async def found(url: str, *, now: datetime | None = None, on_any_disk: bool = False) -> None:
    """Make a library without patrons, with the demo's masters and staff, to stand beside another system.

    Args:
        url: see `fill`.
        now: see `fill`.
        on_any_disk: see `fill`.

    Raises:
        ServiceError: as of `fill`.
    """
    async with made_whole(url, on_any_disk=on_any_disk) as made:
        await make(made)
        async with opened(made) as db, db.transaction() as conn:
            masters = await prepare(conn, now)
            await finish(conn, World(masters, HASHES, today=masters.day, seed=0), (), now)


def make_rows(world: World, patrons: int) -> Sequence[ActRecord]:
    """Make the library's rows; answers the records of its clerk's acts."""
    ids, size = count(1), patrons - named.NAMED_PATRONS
    neighbours = Neighbours(world, states_from=HELPERS + WHOSE)
    people = named.write_people(world, lambda: next(ids))
    helpers = [neighbours.plain(place, next(ids)) for place in range(HELPERS)]
    Stories(world, people, helpers).tell()
    own_work, at_clerks = OwnWorkWriter(world), world.central.id
    asked, unreachable, new = (
        neighbours.plain(HELPERS + place, next(ids), branch_id=at_clerks, has_password=False)
        for place in range(WHOSE)
    )
    own_work.write(asked, unreachable, new)
    for place in range(HELPERS + WHOSE, size):
        neighbours.any(place, next(ids))
    return own_work.records


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """Open the database for one step."""
    db = Database.open(url, answer_within=None)
    try:
        yield db
    finally:
        await db.dispose()


async def make(url: str) -> None:
    """Make the library where there is nothing yet."""
    async with opened(url) as db:
        try:
            await upgrade.check_revision(db)
        except SchemaMismatch as error:
            if error.found is not None:
                raise
            await upgrade.make(url)


async def prepare(conn: AsyncConnection, now: datetime | None) -> Masters:
    """Add the demo's masters to a library without patrons, and read them all.

    Raises:
        DatabaseNotEmpty: there are patrons or titles in it.
    """
    await _require_empty(conn)
    await _add_masters(conn)
    return await load_masters(conn, None if now is None else tokyo_day(now))


async def finish(
    conn: AsyncConnection, world: World, records: Sequence[ActRecord], now: datetime | None
) -> None:
    """Add the demo's staff and the records of their acts, in a file only, and set the clock."""
    if conn.dialect.name == "sqlite":
        await conn.execute(insert(staff), _staff(world))
        head = ChainHead(at=world.moment(1), sequence=None, hash=None)
        for record in records:
            await conn.execute(act_insert(record, head))
            head = ChainHead(record.at, record.sequence, record.hash_after(head.hash))
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
            "name": name,
            "role": role,
            "branch_id": world.central.id,
            "hash": world.hashes.staff,
        }
        for staff_id, name, role in DEMO_STAFF
    ]
