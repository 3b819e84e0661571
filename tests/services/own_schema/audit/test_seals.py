"""Seals: written when due and when something happened since, once, whoever is first."""

import asyncio
from datetime import datetime, timedelta

import pytest

from services.contract.act_requests import ActRequest
from services.own_schema.audit.seals import Heads, Seal, Sealing, following
from services.own_schema.audit.verification import verify
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import chain_seal
from services.own_schema.library import Library, open_library, parts_of
from services.own_schema.worker.worker import Worker
from tests.helpers.chains import record
from tests.helpers.patrons import NOW, Town, clerk
from tests.helpers.waiting import HOPELESS


async def act_once(town: Town) -> None:
    rows = await town.acts()
    patron_id = rows[0]["patron_id"] if rows else await town.patron()
    await record(town.db, ActRequest(actor=clerk(), patron_id=patron_id))


def sealing_of(library: Library) -> Sealing:
    return library.sealing()


def worker(library: Library) -> Worker:
    return Worker(
        library.outbox(),
        library.housekeeping(),
        None,
        sealing_of(library),
    )


async def test_nothing_recorded_is_nothing_sealed(library: Library, town: Town) -> None:
    assert await sealing_of(library).seal() is None
    assert await sealing_of(library).seal_if_due() is None
    assert await town.how_many(chain_seal) == 0
    assert await sealing_of(library).last() is None


async def test_a_seal_holds_every_head_and_follows_the_one_before(library: Library, town: Town) -> None:
    await act_once(town)
    first = await sealing_of(library).seal()
    await act_once(town)
    second = await sealing_of(library).seal()
    assert first is not None
    assert second is not None
    assert [(it.sequence, it.heads["staff01"][0]) for it in (first, second)] == [(1, 1), (2, 2)]
    assert abs((second.at - NOW).total_seconds()) < 60
    assert await sealing_of(library).last() == second
    assert {row["hash"] for row in await town.acts()} == {
        first.heads["staff01"][1],
        second.heads["staff01"][1],
    }
    assert (await verify(library.db)).findings == ()


async def test_the_same_again_changes_nothing_more(library: Library, town: Town) -> None:
    await act_once(town)
    assert await sealing_of(library).seal() is not None
    assert await sealing_of(library).seal() is None
    await town.set_time(NOW + timedelta(days=30))
    assert await sealing_of(library).seal_if_due() is None
    assert await town.how_many(chain_seal) == 1


async def test_the_worker_seals_a_day_after_the_last_seal(library: Library, town: Town) -> None:
    await act_once(town)
    assert (await worker(library).once()).seal == await sealing_of(library).last()
    await act_once(town)
    await town.set_time(NOW + timedelta(hours=23))
    assert (await worker(library).once()).seal is None
    await town.set_time(NOW + timedelta(hours=24, minutes=1))
    assert (await worker(library).once()).seal == await sealing_of(library).last()
    assert (await worker(library).once()).seal is None
    assert [row["sequence"] for row in await town.all_rows(chain_seal)] == [1, 2]


async def test_a_round_that_clears_nothing_seals_nothing(library: Library, town: Town) -> None:
    await act_once(town)
    assert (await worker(library).once(clear=False)).seal is None


async def test_of_several_workers_one_seals(library: Library, town: Town, database_url: str) -> None:
    await act_once(town)
    others = [Database.open(database_url) for _ in range(3)]
    sealing = [sealing_of(library), *(parts_of(db).sealing(db) for db in others)]
    async with asyncio.timeout(HOPELESS):
        sealed = await asyncio.gather(*(each.seal_if_due() for each in sealing))
    assert [it.sequence for it in sealed if it is not None] == [1]
    assert (await verify(library.db)).findings == ()
    for db in others:
        await db.dispose()


async def test_a_lost_race_is_no_fault(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_library(sqlite_url) as library:
        town = await Town.found(library.db)
        await act_once(town)
        assert await sealing_of(library).seal() is not None
        await act_once(town)

        def after_none(_last: Seal | None, at: datetime, heads: Heads) -> Seal:
            return following(None, at, heads)  # as of a worker that began before the first seal

        monkeypatch.setattr("services.own_schema.audit.seals_sqlite.following", after_none)
        assert await sealing_of(library).seal() is None
        monkeypatch.undo()
        assert await town.how_many(chain_seal) == 1
