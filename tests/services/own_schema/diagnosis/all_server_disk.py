"""What can fill a server's disk is told: temporary files without a bound, and log that is kept for somebody."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.contract.diagnosis import CheckResult
from services.own_schema.database.engine import Database
from services.own_schema.diagnosis.server_disk import check_server_disk
from tests.helpers.cluster import FORGETFUL, Cluster
from tests.helpers.platforms import posix

pytestmark = posix("A cluster of one's own is run by POSIX users and signals.")

SMALL = {**FORGETFUL, "max_wal_size": "32MB", "min_wal_size": "32MB"}
BOUNDED = {"temp_file_limit": "10GB"}


@contextmanager
def running(**settings: str) -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="madoguchi-disk-") as folder:
        cluster = Cluster(Path(folder))
        cluster.make()
        with cluster.running({**SMALL, **settings}) as server:
            yield Database.open(server.plain_url())


async def found(db: Database) -> dict[object, tuple[object, ...]]:
    return {it.result: it.values for it in await check_server_disk(db)}


async def write_log(db: Database, megabytes: int) -> None:
    async with db.transaction() as conn:
        for _ in range(megabytes):
            await conn.exec_driver_sql("SELECT pg_logical_emit_message(false, '', repeat('x', 1000000))")


async def test_a_server_as_it_comes_bounds_no_temporary_file() -> None:
    with running() as db:
        assert await found(db) == {CheckResult.TEMPORARY_FILES_UNBOUNDED: ()}
        await db.dispose()


@pytest.mark.parametrize("readers", [0, 1])
async def test_log_that_is_kept_for_a_reader_that_is_gone(readers: int) -> None:
    with running(**BOUNDED) as db:
        bounded = {CheckResult.SERVER_DISK_BOUNDED: (10_240,)}
        assert await found(db) == bounded
        async with db.autocommit() as conn:
            for place in range(readers):
                await conn.exec_driver_sql(
                    f"SELECT pg_create_physical_replication_slot('gone_{place}', true)"
                )
        await write_log(db, 20)
        assert await found(db) == bounded
        await write_log(db, 80)
        told = await found(db)
        if not readers:
            assert told == bounded
        else:
            assert list(told) == [CheckResult.LOG_KEPT]
            assert told[CheckResult.LOG_KEPT][0] in range(90, 130)
        await db.dispose()


async def test_log_that_is_not_archived() -> None:
    archive = {"archive_mode": "on", "archive_command": "exit 1", **BOUNDED}
    with running(**archive) as db:
        async with db.autocommit() as conn:
            await conn.exec_driver_sql("SELECT pg_logical_emit_message(false, '', 'x')")
            await conn.exec_driver_sql("SELECT pg_switch_wal()")
        while await found(db) != {CheckResult.ARCHIVING_FAILS: ()}:
            async with db.autocommit() as conn:
                await conn.exec_driver_sql("SELECT pg_sleep(0.05)")
        await db.dispose()
