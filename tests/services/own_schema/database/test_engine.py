"""Looks, reads and acts: what is kept, what is rolled back, and that connections come back."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.errors import OutcomeUnknown, SystemBusy, SystemUnreachable
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import masters_version
from services.own_schema.revision import REVISION
from tests.helpers.listening import listening
from tests.helpers.no_disk import as_the_program_does

RAISE = update(masters_version).values(version=masters_version.c.version + 1)
NOW = text("SELECT now()")


async def version(db: Database) -> int:
    async with db.reading() as conn:
        return int((await conn.execute(select(masters_version.c.version))).scalar_one())


async def test_an_act_is_kept_when_it_ends_normally(db: Database) -> None:
    async with db.transaction() as conn:
        await conn.execute(RAISE)
    assert await version(db) == 2


async def test_an_act_that_fails_leaves_nothing(db: Database) -> None:
    with pytest.raises(KeyError):
        async with db.transaction() as conn:
            await conn.execute(RAISE)
            raise KeyError
    assert await version(db) == 1


async def test_an_act_that_is_cancelled_leaves_nothing(db: Database) -> None:
    written = asyncio.Event()

    async def act() -> None:
        async with db.transaction() as conn:
            await conn.execute(RAISE)
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(act())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await version(db) == 1


async def test_a_look_is_kept(db: Database) -> None:
    async with db.autocommit() as conn:
        await conn.execute(RAISE)
    assert await version(db) == 2


async def test_a_look_has_no_transaction_around_it(db: Database) -> None:
    with pytest.raises(KeyError):
        async with db.autocommit() as conn:
            await conn.execute(RAISE)
            raise KeyError
    assert await version(db) == 2


async def test_reading_keeps_nothing(db: Database) -> None:
    async with db.reading() as conn:
        if db.dialect == "postgresql":
            assert (await conn.execute(text("SHOW transaction_read_only"))).scalar_one() == "on"
        else:
            await conn.execute(RAISE)
    assert await version(db) == 1


async def test_reading_sees_one_moment(db: Database) -> None:
    async with db.reading() as conn:
        before = (await conn.execute(select(masters_version.c.version))).scalar_one()
        async with db.transaction() as other:
            await other.execute(RAISE)
        assert (await conn.execute(select(masters_version.c.version))).scalar_one() == before
    assert await version(db) == before + 1


async def test_a_hundred_cancelled_looks_leave_every_connection(db: Database) -> None:
    async def look(entered: asyncio.Event) -> None:
        async with db.autocommit() as conn:
            entered.set()
            await conn.execute(RAISE)
            await asyncio.Event().wait()

    for _ in range(100):
        entered = asyncio.Event()
        task = asyncio.create_task(look(entered))
        await entered.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with db.reading(), db.reading(), db.transaction() as conn:
        await conn.execute(RAISE)


async def test_no_thread_outlives_the_database(sqlite_url: str) -> None:
    before = set(threading.enumerate())
    db = Database.open(sqlite_url)
    async with db.reading(), db.transaction():
        ours = set(threading.enumerate()) - before
    assert len(ours) == 2
    await db.dispose()
    for thread in ours:
        thread.join(10)
        assert not thread.is_alive()


async def pragma(conn: AsyncConnection, name: str) -> object:
    return (await conn.exec_driver_sql(f"PRAGMA {name}")).scalar_one()


async def test_sqlite_is_set_for_safety_and_for_looks_in_a_hurry(sqlite_url: str) -> None:
    db = Database.open(sqlite_url, patience=2.5)
    full, normal, memory = 2, 1, 2
    with as_the_program_does():
        async with db.transaction() as conn:
            assert await pragma(conn, "synchronous") == full
            assert await pragma(conn, "foreign_keys") == 1
            assert await pragma(conn, "journal_mode") == "wal"
            assert await pragma(conn, "temp_store") == memory
            assert await pragma(conn, "secure_delete") == 1
            assert await pragma(conn, "busy_timeout") == 2500
        async with db.autocommit() as conn:
            assert await pragma(conn, "synchronous") == normal
            assert await pragma(conn, "foreign_keys") == 1
    await db.dispose()


async def test_an_act_on_sqlite_has_the_write_lock_from_the_start(sqlite_url: str) -> None:
    db, other = Database.open(sqlite_url), Database.open(sqlite_url, patience=0.01)
    async with db.transaction():
        with pytest.raises(SystemBusy):
            async with other.transaction():
                pytest.fail("two programs write at once")
        with pytest.raises(SystemBusy):
            async with other.autocommit() as conn:
                await conn.execute(RAISE)
        assert await version(other) == 1
    await other.dispose()
    await db.dispose()


async def moments(conn: AsyncConnection) -> set[datetime]:
    return {(await conn.execute(NOW)).scalar_one() for _ in range(2)}


async def test_a_look_on_postgresql_has_no_transaction_around_it(postgres_url: str) -> None:
    db = Database.open(postgres_url)
    async with db.autocommit() as conn:
        assert len(await moments(conn)) == 2
    for block in (db.transaction, db.reading):
        async with block() as conn:
            assert len(await moments(conn)) == 1
    await db.dispose()


async def test_postgresql_gives_up_waiting_and_hangs_up_on_the_idle(postgres_url: str) -> None:
    db = Database.open(postgres_url, patience=2.5)
    async with db.transaction() as conn:
        wanted = {
            "lock_timeout": "2500ms",
            "idle_in_transaction_session_timeout": "30s",
            "transaction_isolation": "read committed",
            "TimeZone": "UTC",
            "application_name": f"madoguchi {REVISION}",
        }
        assert {name: (await conn.execute(text(f"SHOW {name}"))).scalar_one() for name in wanted} == wanted
    await db.dispose()


async def hang_up(db: Database, conn: AsyncConnection) -> None:
    """End a connection from the server's side."""
    backend = (await conn.execute(text("SELECT pg_backend_pid()"))).scalar_one()
    async with db.autocommit() as other:
        await other.execute(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})


async def test_a_connection_lost_while_committing_leaves_the_outcome_unknown(postgres_url: str) -> None:
    db = Database.open(postgres_url)
    with pytest.raises(OutcomeUnknown) as caught:
        async with db.transaction("act-1") as conn:
            await conn.execute(RAISE)
            await hang_up(db, conn)
    assert caught.value.act_id == "act-1"
    assert await version(db) == 1
    await db.dispose()


async def test_a_connection_lost_before_committing_did_nothing(postgres_url: str) -> None:
    db = Database.open(postgres_url)
    with pytest.raises(SystemUnreachable):
        async with db.transaction("act-1") as conn:
            await hang_up(db, conn)
            await conn.execute(RAISE)
    assert await version(db) == 1
    await db.dispose()


async def test_a_refused_commit_is_not_an_unknown_outcome(db: Database) -> None:
    orphan = "INSERT INTO closed_day (branch_id, day, open, special, note) VALUES (404, '2026-11-24', true, true, '')"
    later = "PRAGMA defer_foreign_keys = ON"
    if db.dialect == "postgresql":
        later = (
            "ALTER TABLE closed_day ALTER CONSTRAINT fk_closed_day_branch_id DEFERRABLE INITIALLY DEFERRED"
        )
    with pytest.raises(IntegrityError):
        async with db.transaction("act-1") as conn:
            await conn.execute(text(later))
            await conn.execute(text(orphan))


async def test_what_is_cancelled_on_sqlite_ends_first(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    begun, go_on, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        await go_on.wait()
        async with db.transaction() as conn:
            await conn.execute(RAISE)
        ended.set()
        raise KeyError  # nobody hears of it, nor does asyncio's own log

    task = asyncio.create_task(db.run_to_end(work()))
    await begun.wait()
    for _ in range(2):  # the second time nothing is waited for any more
        task.cancel()
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not ended.is_set()
    go_on.set()
    await db.dispose()
    assert ended.is_set()


async def test_on_sqlite_work_is_begun_before_the_caller_goes_on(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    begun = []

    async def work() -> None:
        begun.append(True)

    running = db.run_to_end(work())
    running.send(None)
    assert begun
    running.close()
    await db.dispose()


async def test_what_is_cancelled_on_postgresql_stops(postgres_url: str) -> None:
    db = Database.open(postgres_url)
    begun = asyncio.Event()

    async def work() -> None:
        async with db.transaction() as conn:
            await conn.execute(RAISE)
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(db.run_to_end(work()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await version(db) == 1
    await db.dispose()


class Network:
    """The way to a server, which can fall silent: nothing is refused, nothing arrives."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._ways: set[asyncio.Task[None]] = set()
        self.silent = False

    async def come_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(*self._server)
        for source, target in ((reader, back), (there, writer)):
            self._ways.add(asyncio.create_task(self._carry(source, target)))

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65536):
                if not self.silent:
                    target.write(data)
        finally:
            target.close()

    async def end(self) -> None:
        for way in self._ways:
            way.cancel()
        await asyncio.gather(*self._ways, return_exceptions=True)


@asynccontextmanager
async def network(url: str) -> AsyncIterator[tuple[Network, Database]]:
    address = make_url(url)
    assert address.host is not None
    assert address.port is not None
    way = Network(address.host, address.port)
    async with listening(way.come_in) as port:
        through = address.set(port=port).render_as_string(hide_password=False)
        db = Database.open(through, answer_within=0.5)
        try:
            yield way, db
        finally:
            await db.dispose()
            await way.end()


async def test_a_network_that_falls_silent_is_not_waited_for(postgres_url: str) -> None:
    async with network(postgres_url) as (way, db):
        with pytest.raises(SystemUnreachable):
            async with db.autocommit() as conn:
                await conn.execute(NOW)
                way.silent = True
                await conn.execute(NOW)
        way.silent = False
        assert await version(db) == 1


async def test_a_network_that_falls_silent_while_committing_leaves_the_outcome_unknown(
    postgres_url: str,
) -> None:
    async with network(postgres_url) as (way, db):
        with pytest.raises(OutcomeUnknown):
            async with db.transaction("act-1") as conn:
                await conn.execute(RAISE)
                way.silent = True
        way.silent = False
        assert await version(db) == 1
