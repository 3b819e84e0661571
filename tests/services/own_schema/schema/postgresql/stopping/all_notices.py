"""A full queue of notices stops no desk: changes are marked instead, and asked for.

One session listens and stays in a transaction, another one sends notices until there is no room: any login can.
"""

import asyncio
import contextlib
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from services.acts.contact import ChangeEmail
from services.contract.change_events import Changed, Connected, InTime, Late, Lost
from services.contract.diagnosis import CheckResult
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.change_feeds.change_feed import Changes
from services.own_schema.database.change_feeds.change_feed_postgresql import Pace
from services.own_schema.database.change_feeds.notice_queue import NoticeQueue, look_at_queue
from services.own_schema.diagnosis.notices import check_notices
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.schema import upgrade
from tests.helpers.apart import run_apart
from tests.helpers.city import City, founded
from tests.helpers.cluster import FORGETFUL, Cluster, Running
from tests.helpers.patrons import Town
from tests.helpers.platforms import posix
from tests.services.own_schema.database.change_feeds.all_change_feed import Ear

pytestmark = [
    posix("A cluster of one's own is run by POSIX users and signals."),
    pytest.mark.asyncio(loop_scope="module"),
]

SMALL = {
    **FORGETFUL,
    "synchronous_commit": "on",  # what is committed outlives a process that falls
    "max_connections": "40",
    "max_notify_queue_pages": "64",
}
PACE = Pace(beat=0.1, late=0.05, first_wait=0.01, longest_wait=0.1)
LONGEST = "x" * 7_900
"""Nearly a page of the queue each."""


@contextmanager
def small() -> Iterator[Running]:
    """Run a server with room for few notices, on which nothing else runs."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-notices-") as folder:
        cluster = Cluster(Path(folder))
        cluster.make()
        with cluster.running(SMALL) as server:
            run_apart(upgrade.init(server.plain_url()))
            yield server


@pytest.fixture(scope="module")
def small_server() -> Iterator[Running]:
    with small() as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def city(small_server: Running, cheap_hasher: PasswordHasher) -> AsyncIterator[City]:
    async with founded(small_server.plain_url(), cheap_hasher) as city:
        yield city


@pytest_asyncio.fixture(loop_scope="module")
async def admin(city: City) -> AsyncIterator[asyncpg.Connection]:
    conn = await city.connect()
    yield conn
    await conn.close()


async def fill(sender: asyncpg.Connection, most: int = 100_000) -> None:
    """Send notices until there is no room, or so many."""
    with contextlib.suppress(asyncpg.ProgramLimitExceededError):
        for _ in range(most):
            await sender.execute(f"NOTIFY anything, '{LONGEST}'")


@asynccontextmanager
async def stopped(city: City, most: int = 100_000) -> AsyncIterator[asyncpg.Connection]:
    """Fill the queue with the stolen login of a counter; gives the session that keeps it full."""
    async with filled(lambda: city.connect("other"), most) as listener:
        yield listener


@asynccontextmanager
async def filled(
    connect: Callable[[], Awaitable[asyncpg.Connection]], most: int = 100_000
) -> AsyncIterator[asyncpg.Connection]:
    """Fill the queue, as `stopped` does, with any login."""
    listener, sender = await connect(), await connect()
    try:
        await listener.execute("LISTEN anything")
        await listener.execute("BEGIN")
        await fill(sender, most)
        yield listener
    finally:
        listener.terminate()
        await sender.close()


async def act(city: City, library: Library, card: str) -> int:
    """Change a patron's address at a desk that shows them; tell whose it was."""
    actor = city.actor("counter")
    seen = await library.backend.look_ups.by_card(card, actor)
    assert isinstance(seen, PatronSnapshot)
    address = f"{len(seen.patron.email or '')}@example.jp"
    change = ChangeEmail(
        actor=actor, patron_id=seen.patron.id, address=address, seen_version=seen.patron.version
    )
    await library.backend.acts.perform(change)
    return seen.patron.id


async def asked(conn: asyncpg.Connection, since: int | None) -> tuple[int, list[int | None]]:
    """Ask for marks as a desk does; gives from where on it asks next, and whose they are."""
    row = await conn.fetchrow("SELECT asks_from, patrons FROM madoguchi_unnoticed($1)", since)
    assert row is not None
    return row["asks_from"], row["patrons"]


async def is_full(admin: asyncpg.Connection) -> bool:
    return bool(await admin.fetchval("SELECT pg_notification_queue_usage() > 0.9"))


async def test_acts_go_on_while_the_queue_is_full_and_when_the_thief_is_gone(
    city: City, admin: asyncpg.Connection
) -> None:
    await city.town.patron("100000101")
    async with city.open("counter") as library:
        async with stopped(city):
            assert await is_full(admin)
            await act(city, library, "100000101")
        await act(city, library, "100000101")
    assert await admin.fetchval("SELECT pg_notification_queue_usage()") == 0.0


async def test_panels_come_late_and_in_time_again_and_nobody_is_left_out(
    city: City, admin: asyncpg.Connection
) -> None:
    cards = [f"10000020{place}" for place in range(4)]
    for card in cards:
        await city.town.patron(card)
    async with city.open("counter") as library, city.open("supervisor") as watching:
        ear = Ear(Changes(watching.db, PACE).reports())
        assert await ear.next() == Connected()
        async with stopped(city) as thief:
            await ear.until(Late())
            for card in cards[:2]:
                await ear.until(Changed(await act(city, library, card)))
            process = thief.get_server_pid()
            assert await admin.fetchval("SELECT pg_terminate_backend($1)", process)
            wanted = {InTime(), Changed(await act(city, library, cards[2]))}  # in whatever order
            while wanted:
                wanted.discard(await ear.next())
        later = await act(city, library, cards[3])
        await ear.until(Changed(later))
        await ear.aclose()


async def test_a_desk_that_begins_while_notices_are_off_hears_what_comes_then(city: City) -> None:
    await city.town.patron("100000301")
    async with stopped(city), city.open("counter") as library, city.open("supervisor") as watching:
        await act(city, library, "100000301")
        ear = Ear(Changes(watching.db, PACE).reports())
        assert [await ear.next(), await ear.next()] == [Connected(), Late()]
        changed = await act(city, library, "100000301")
        assert await ear.next() == Changed(changed)
        await ear.aclose()


async def test_a_queue_that_empties_by_itself_is_told_nobody(city: City, admin: asyncpg.Connection) -> None:
    """It is above the half at one question and below it at the next one."""
    await city.town.patron("100000401")
    async with city.open("counter") as library, city.open("supervisor") as watching:
        ear = Ear(Changes(watching.db, Pace(beat=0.1, late=0.5)).reports())
        assert await ear.next() == Connected()
        async with stopped(city, most=40) as thief:
            used = await admin.fetchval("SELECT pg_notification_queue_usage()")
            assert 0.5 < used < 0.75
            marked = await act(city, library, "100000401")
            await thief.execute("COMMIT")
            heard = await ear.next()
        assert heard == Changed(marked)
        noticed = await act(city, library, "100000401")
        assert await ear.next() == Changed(noticed)
        await ear.aclose()


async def test_a_mark_that_is_committed_behind_later_ones_is_told(
    city: City, admin: asyncpg.Connection
) -> None:
    first, second = await city.town.patron("100000501"), await city.town.patron("100000502")
    change = "UPDATE patron SET email = 'neu@example.jp' WHERE id = $1"
    slow = await city.connect()
    async with stopped(city):
        since, none = await asked(admin, None)
        await slow.execute("BEGIN")
        await slow.execute(change, first)
        await admin.execute(change, second)
        since, told = await asked(admin, since)
        await slow.execute("COMMIT")
        since, then = await asked(admin, since)
        _, last = await asked(admin, since)
    await slow.close()
    assert (none, told, set(then) & {first}, last) == ([], [second], {first}, [])


async def test_marks_are_cleared_and_who_asks_from_before_hears_that_it_could_be_anybody(
    city: City, admin: asyncpg.Connection
) -> None:
    patron_id = await city.town.patron("100000601")
    async with stopped(city):
        before, _ = await asked(admin, None)
        await admin.execute("UPDATE patron SET email = 'neu@example.jp' WHERE id = $1", patron_id)
        after, told = await asked(admin, before)
        assert told == [patron_id]
        await admin.execute("SELECT madoguchi_clear('contact')")
        assert (await asked(admin, before))[1] == [patron_id]
        for _ in range(3):  # what stands for them stays as long as anybody could ask
            await admin.execute("UPDATE madoguchi.unnoticed SET at = at - interval '11 minutes'")
            await admin.execute("SELECT madoguchi_clear('contact')")
            assert (await asked(admin, before))[1] == [None]
            assert (await asked(admin, after))[1] == []
    assert await admin.fetchval("SELECT count(*) FROM madoguchi.unnoticed") == 1


async def test_more_than_a_desk_tells_apart_could_be_anybody(city: City, admin: asyncpg.Connection) -> None:
    async with city.open("supervisor") as watching:
        ear = Ear(Changes(watching.db, PACE).reports())
        assert await ear.next() == Connected()
        await admin.execute("INSERT INTO madoguchi.unnoticed (patron_id) SELECT generate_series(1, 300)")
        assert await ear.next() == Changed(None)
        await ear.aclose()


@pytest.mark.parametrize("who", ["worker", "counter", None])
async def test_worker_and_doctor_tell_who_keeps_it_full(
    city: City, admin: asyncpg.Connection, who: str | None
) -> None:
    url = city.url if who is None else city.url_of(who)
    idle = await city.connect("other")  # in no transaction
    await idle.execute("LISTEN anything")
    async with open_library(url, hasher=city.hasher) as library:
        housekeeping = library.housekeeping()
        assert await housekeeping.look_at_notices() == NoticeQueue(0)
        assert (await check_notices(library.db)).result is CheckResult.NOTICES_SENT
        async with stopped(city) as thief:
            found = await look_at_queue(library.db)
            assert (found.are_off, found.processes) == (True, (thief.get_server_pid(),))
            assert await housekeeping.look_at_notices() == found
            told = await check_notices(library.db)
            assert told.result is CheckResult.NOTICES_KEPT
            assert told.values == (found.percent, str(thief.get_server_pid()))
    await idle.close()
    assert await admin.fetchval("SELECT transactions FROM madoguchi_notices()") == []


async def test_a_server_that_falls_forgets_the_marks_and_desks_read_anew(
    cheap_hasher: PasswordHasher,
) -> None:
    with small() as server:
        url = server.plain_url()
        async with open_library(url, hasher=cheap_hasher) as watching:
            patron_id = await (await Town.found(watching.db)).patron()
            ear = Ear(Changes(watching.db, PACE).reports())
            assert await ear.next() == Connected()
            async with filled(lambda: asyncpg.connect(url)) as thief:
                await ear.until(Late())
                conn = await asyncpg.connect(url)
                await conn.execute("UPDATE patron SET email = 'neu@example.jp' WHERE id = $1", patron_id)
                await conn.close()
                await ear.until(Changed(patron_id))
                os.kill(thief.get_server_pid(), signal.SIGKILL)
                await ear.until(Lost())
                await ear.until(Connected())
            conn = await anew(url)
            assert await conn.fetchval("SELECT count(*) FROM madoguchi.unnoticed") == 0
            changed = "UPDATE patron SET email = 'noch@example.jp' WHERE id = $1"
            assert await conn.execute(changed, patron_id) == "UPDATE 1"
            assert await ear.next() == Changed(patron_id)
            await conn.close()
            await ear.aclose()
            watching.db.invalidate_connections()


async def anew(url: str) -> asyncpg.Connection:
    """Connect to a server that comes up again."""
    while True:
        try:
            return await asyncpg.connect(url)
        except (OSError, asyncpg.CannotConnectNowError):
            await asyncio.sleep(0.05)
