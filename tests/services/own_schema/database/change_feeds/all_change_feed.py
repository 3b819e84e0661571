"""A desk hears what others change, and whether the database is there."""

import asyncio
import errno
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from services.acts.contact import ChangeEmail
from services.contract.actor import Actor
from services.contract.change_events import Changed, Connected, LoginRefused, Lost, Report
from services.contract.errors import SystemLoginClosed
from services.own_schema.database.change_feeds.change_feed import Changes
from services.own_schema.database.change_feeds.change_feed_postgresql import Pace, listen
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import patron
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.city import City
from tests.helpers.patrons import Town, clerk
from tests.helpers.platforms import posix
from tests.helpers.postgres import Server
from tests.helpers.waiting import HOPELESS


def new_address(patron_id: int, actor: Actor) -> ChangeEmail:
    return ChangeEmail(actor=actor, patron_id=patron_id, address="neu@example.jp", seen_version=1)


class Ear:
    """Listens, and gives what it heard one by one."""

    def __init__(self, reports: AsyncGenerator[Report]) -> None:
        self._reports = reports

    async def next(self) -> Report:
        return await asyncio.wait_for(anext(self._reports), HOPELESS)

    async def ends(self) -> bool:
        return await asyncio.wait_for(anext(self._reports, None), HOPELESS) is None

    async def until(self, wanted: Report) -> None:
        while await self.next() != wanted:
            pass

    async def aclose(self) -> None:
        await self._reports.aclose()


@pytest.fixture
async def ears() -> AsyncIterator[Callable[[Database], Ear]]:
    async with AsyncExitStack() as stack:

        def listening(db: Database) -> Ear:
            pace = Pace(first_wait=0.01, longest_wait=0.1, first_rest=0.01, longest_rest=0.02)
            ear = Ear(Changes(db, pace).reports())
            stack.push_async_callback(ear.aclose)
            return ear

        yield listening


@pytest.fixture
async def other(database_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Library]:
    async with open_library(database_url, hasher=cheap_hasher) as opened:
        yield opened


async def test_what_another_program_changes_is_told(
    library: Library, town: Town, other: Library, ears: Callable[[Database], Ear]
) -> None:
    patron_id = await town.patron()
    ear = ears(library.db)
    assert await ear.next() == Connected()
    await other.backend.acts.perform(new_address(patron_id, clerk()))
    told = Changed(patron_id if library.db.dialect == "postgresql" else None)
    assert await ear.next() == told


async def test_two_libraries_tell_nothing_of_each_other(
    postgres: Server, postgres_url: str, ears: Callable[[Database], Ear], cheap_hasher: PasswordHasher
) -> None:
    with postgres.library() as elsewhere:
        async with (
            open_library(postgres_url, hasher=cheap_hasher) as here,
            open_library(elsewhere, hasher=cheap_hasher) as there,
            open_library(postgres_url, hasher=cheap_hasher) as beside,
        ):
            ear = ears(here.db)
            assert await ear.next() == Connected()
            stranger = await Town.found(there.db)
            await stranger.patron()
            neighbour = await Town.found(beside.db)
            for number in (1, 2):
                patron_id = await neighbour.patron(f"12345678{number}")
            await ear.until(Changed(patron_id))


async def test_own_acts_are_not_told(city: City, ears: Callable[[Database], Ear]) -> None:
    patron_id = await city.town.patron()
    async with city.open("counter") as desk, city.open("other") as beside:
        ear = ears(desk.db)
        assert await ear.next() == Connected()
        await desk.backend.acts.perform(new_address(patron_id, city.actor("counter")))
        later = await city.town.patron("200000022")
        assert await ear.next() == Changed(later)
        await beside.backend.acts.perform(new_address(later, city.actor("other")))
        assert await ear.next() == Changed(later)


async def test_a_login_that_was_closed_is_told_and_no_more(
    city: City, ears: Callable[[Database], Ear]
) -> None:
    async with city.open("counter") as desk:
        ear = ears(desk.db)
        assert await ear.next() == Connected()
        await city.library.staff.disable(city.names["counter"])
        assert [await ear.next(), await ear.next()] == [Lost(), LoginRefused()]
        assert await ear.ends()
        refusal = await asyncio.wait_for(desk.staff.refusal(), HOPELESS)
        assert isinstance(refusal, SystemLoginClosed)


async def test_a_login_that_may_not_connect_any_more_is_refused_too(
    city: City, ears: Callable[[Database], Ear]
) -> None:
    async with city.open("counter") as desk:
        ear = ears(desk.db)
        assert await ear.next() == Connected()
        admin = await city.connect()
        try:
            name = city.names["counter"]
            await admin.execute(f"REVOKE CONNECT ON DATABASE {make_url(city.url).database} FROM {name}")
            await admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1", name
            )
        finally:
            await admin.close()
        assert [await ear.next(), await ear.next()] == [Lost(), LoginRefused()]
        await asyncio.wait_for(desk.staff.refusal(), HOPELESS)


async def test_a_connection_that_ends_is_made_again(
    postgres_url: str, cheap_hasher: PasswordHasher, ears: Callable[[Database], Ear]
) -> None:
    async with open_library(postgres_url, hasher=cheap_hasher) as library:
        ear = ears(library.db)
        assert await ear.next() == Connected()
        town = await Town.found(library.db)
        admin = await asyncpg.connect(postgres_url)
        try:
            await admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert [await ear.next(), await ear.next()] == [Lost(), Connected()]
            # No look or act meets the dead connections of before.
            patron_id = await town.patron()
            async with library.db.autocommit(), library.db.reading(), library.db.transaction():
                pass
            await admin.execute("UPDATE patron SET email = 'neu@example.jp' WHERE id = $1", patron_id)
            assert await ear.next() == Changed(patron_id)
        finally:
            await admin.close()


@pytest.mark.parametrize(
    "payload", ["", "abc", "-1", "1.5", "１７", "17 ", "0x11", "9" * 20, "9" * 5001, "17\n18", "\u2028"]
)
async def test_a_notice_that_is_no_number_is_ignored(postgres_url: str, payload: str) -> None:
    bugs: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: bugs.append(context))

    async def connect() -> Any:
        return await asyncpg.connect(postgres_url)

    admin = await asyncpg.connect(postgres_url)
    ear = Ear(listen(connect, lambda _: False))
    try:
        assert await ear.next() == Connected()
        for told in (payload, "18"):
            await admin.execute("SELECT pg_notify('madoguchi_patron', $1)", told)
        assert await ear.next() == Changed(18)
    finally:
        await ear.aclose()
        await admin.close()
    assert not bugs


async def test_a_connection_that_is_mistrusted_is_not_used_again(postgres_url: str) -> None:
    async def process(db: Database) -> int:
        async with db.reading() as conn:
            return int((await conn.exec_driver_sql("SELECT pg_backend_pid()")).scalar_one())

    db = Database.open(postgres_url)
    try:
        first = await process(db)
        assert await process(db) == first
        Changes(db).reconnect()
        second = await process(db)
        assert second != first
        assert await process(db) == second
        assert (db.is_served_by(first), db.is_served_by(second)) == (False, True)
    finally:
        await db.dispose()


async def test_a_server_that_says_nothing_counts_as_lost(postgres_url: str) -> None:
    class Silent:
        """A connection whose network died after it was made."""

        def __init__(self, real: Any) -> None:
            self._real = real
            self._is_asked = False

        def __getattr__(self, name: str) -> Any:
            return getattr(self._real, name)

        async def fetchrow(self, statement: str, *values: object, **how: float) -> Any:
            if self._is_asked:
                await asyncio.wait_for(asyncio.Event().wait(), how["timeout"])
            self._is_asked = True
            return await self._real.fetchrow(statement, *values)

    async def connect() -> Any:
        return Silent(await asyncpg.connect(postgres_url))

    ear = Ear(listen(connect, lambda _: False, Pace(beat=0.01, answer=0.01, first_wait=0.01)))
    assert [await ear.next() for _ in range(3)] == [Connected(), Lost(), Connected()]
    await ear.aclose()


async def test_a_quiet_server_is_asked_for_a_sign_of_life_and_stays(postgres_url: str) -> None:
    asked: asyncio.Queue[str] = asyncio.Queue()

    async def connect() -> Any:
        conn = await asyncpg.connect(postgres_url)
        conn.add_query_logger(lambda record: asked.put_nowait(record.query))
        return conn

    ear = Ear(listen(connect, lambda _: False, Pace(beat=0.01)))
    assert await ear.next() == Connected()
    waiting = asyncio.ensure_future(ear.next())
    for _ in range(3):
        while "madoguchi_unnoticed" not in await asyncio.wait_for(asked.get(), HOPELESS):
            pass
    assert not waiting.done()
    waiting.cancel()
    await asyncio.wait({waiting})
    await ear.aclose()


@posix("Windows lets nobody rename a file that is open.")
async def test_a_file_that_goes_and_comes_back(
    sqlite_url: str, tmp_path: Path, cheap_hasher: PasswordHasher, ears: Callable[[Database], Ear]
) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        ear = ears(library.db)
        assert await ear.next() == Connected()
        path.rename(tmp_path / "elsewhere")
        await ear.until(Lost())
        (tmp_path / "elsewhere").rename(path)
        await ear.until(Connected())
        other = Database.open(sqlite_url)
        await Town.found(other)
        await ear.until(Changed(None))
        assert await Town(library.db).how_many(patron) == 0
        await other.dispose()


async def test_a_drive_that_answers_with_an_error_is_told_as_gone(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, ears: Callable[[Database], Ear]
) -> None:
    gone = threading.Event()

    def is_file(path: Path) -> bool:
        if gone.is_set():
            raise OSError(errno.EIO, "the drive was pulled out")  # Python 3.12 lets most of them through
        return path.exists()

    monkeypatch.setattr(Path, "is_file", is_file)
    db = Database.open(sqlite_url)
    ear = ears(db)
    assert await ear.next() == Connected()
    gone.set()
    await ear.until(Lost())
    gone.clear()
    await ear.until(Connected())
    await db.dispose()


async def test_a_file_at_rest_wakes_nobody(sqlite_url: str, ears: Callable[[Database], Ear]) -> None:
    db, other = Database.open(sqlite_url), Database.open(sqlite_url)
    ear = ears(db)
    assert await ear.next() == Connected()
    async with db.reading() as conn:
        await conn.exec_driver_sql("SELECT count(*) FROM patron")
    await Town.found(other)
    assert await ear.next() == Changed(None)
    await db.dispose()
    await other.dispose()


FLOOD = 10_000
ONE_BY_ONE = """
    DO $$ BEGIN
        FOR n IN 1 .. 10000 LOOP
            PERFORM pg_notify('madoguchi_patron', '17');
            COMMIT;
        END LOOP;
    END $$
"""
AT_ONCE = "SELECT pg_notify('madoguchi_patron', n::text) FROM generate_series(1, 10000) AS n"
STRANGE = "SELECT pg_notify('madoguchi_patron', repeat('x', 100) || n) FROM generate_series(1, 10000) AS n"
LAST = "SELECT pg_notify('madoguchi_patron', '20000')"


@pytest.mark.parametrize("flood", [AT_ONCE, STRANGE, ONE_BY_ONE], ids=["at-once", "strange", "one-by-one"])
async def test_a_flood_of_any_login_is_told_in_few_words_and_heard_no_more_for_a_while(
    city: City, ears: Callable[[Database], Ear], flood: str
) -> None:
    """10,000 notices are told as a few; while a desk rests it hears none, and afterwards it may have been anybody's."""
    async with city.open("counter") as desk:
        ear = ears(desk.db)
        assert await ear.next() == Connected()
        thief = await city.connect("phone")
        await thief.execute(flood)
        told: list[Report] = []
        while Changed(20_000) not in told:
            told.append(await ear.next())
            if told[-1] == Changed(
                None
            ):  # a rest may follow, which hears nothing, and ends with the same report
                await thief.execute(LAST)
        await thief.close()
    assert set(told) <= {Changed(None), Changed(17), Changed(20_000)}
    assert len(told) < FLOOD / 100


async def test_an_everyday_number_of_notices_is_heard_one_by_one(
    city: City, ears: Callable[[Database], Ear]
) -> None:
    async with city.open("counter") as desk:
        ear = ears(desk.db)
        assert await ear.next() == Connected()
        beside = await city.connect("worker")
        await beside.execute(
            "SELECT pg_notify('madoguchi_patron', n::text) FROM generate_series(1, 200) AS n"
        )
        await beside.close()
        assert [await ear.next() for _ in range(200)] == [Changed(it) for it in range(1, 201)]


async def test_notices_are_no_callbacks_of_the_windows_loop(
    city: City, ears: Callable[[Database], Ear], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver would make one for each, and each costs Qt's loop as much as a timer."""
    loop, called, soon = asyncio.get_running_loop(), 0, asyncio.get_running_loop().call_soon

    def counted(*arguments: Any, **named: Any) -> asyncio.Handle:
        nonlocal called
        called += 1
        return soon(*arguments, **named)

    async with city.open("counter") as desk:
        ear = ears(desk.db)
        assert await ear.next() == Connected()
        thief = await city.connect("portal")
        monkeypatch.setattr(loop, "call_soon", counted)
        await thief.execute(AT_ONCE)
        await ear.until(Changed(None))
        monkeypatch.undo()
        await thief.close()
    assert 0 < called < FLOOD / 10
