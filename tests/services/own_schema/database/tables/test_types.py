"""The one clock and the instants, alike on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, insert, select

from services.own_schema.database.engine import Database
from services.own_schema.database.tables import clock_offset, patron, staff, suspension
from services.own_schema.database.tables.types import day_of, next_id, server_day, server_now
from services.rules.clock import TOKYO, tokyo_day
from services.rules.vocabulary import Role, SuspensionReason
from tests.helpers.patrons import TODAY, Town, at, in_days

MINUTE = timedelta(minutes=1)


async def read_clock(db: Database) -> datetime:
    async with db.reading() as conn:
        moment: datetime = (await conn.execute(select(server_now()))).scalar_one()
    return moment


async def test_the_clock_is_the_servers_in_utc(db: Database) -> None:
    before = datetime.now(UTC)
    moment = await read_clock(db)
    assert moment.tzinfo is UTC
    assert abs(moment - before) < MINUTE


async def test_the_clock_moves_with_the_offset_and_back(db: Database) -> None:
    for seconds in (86400 * 30, -3600):
        async with db.transaction() as conn:
            await conn.execute(delete(clock_offset))
            await conn.execute(insert(clock_offset).values(id=1, seconds=seconds))
        assert abs(await read_clock(db) - datetime.now(UTC) - timedelta(seconds=seconds)) < MINUTE
    async with db.transaction() as conn:
        await conn.execute(delete(clock_offset))
    assert abs(await read_clock(db) - datetime.now(UTC)) < MINUTE


@pytest.mark.parametrize(("hour", "minute"), [(0, 0), (8, 58), (9, 1), (23, 58)])
async def test_the_day_is_that_of_the_counters(db: Database, hour: int, minute: int) -> None:
    town = await Town.found(db)
    for day in (TODAY, in_days(1)):
        await town.set_time(at(day, hour, minute))
        async with db.reading() as conn:
            assert (await conn.execute(select(server_day()))).scalar_one() == day


@pytest.mark.parametrize(("hour", "microsecond"), [(0, 0), (8, 999_999), (23, 999_499), (23, 999_999)])
async def test_an_instants_day_is_that_of_the_counters_to_the_microsecond(
    db: Database, hour: int, microsecond: int
) -> None:
    moment = at(TODAY, hour, 59).replace(second=59, microsecond=microsecond)
    town = await Town.found(db)
    await town.suspend(await town.patron(), SuspensionReason.UNREACHABLE, started_at=moment)
    async with db.reading() as conn:
        found = (await conn.execute(select(day_of(suspension.c.started_at)))).scalar_one()
    assert found == tokyo_day(moment) == TODAY


async def test_the_clock_runs_on_inside_a_transaction(db: Database) -> None:
    async with db.transaction() as conn:
        read = [(await conn.execute(select(server_now()))).scalar_one() for _ in range(100)]
    assert read[-1] > read[0]
    assert read == sorted(read)


async def test_one_statement_sees_one_moment(db: Database) -> None:
    async with db.reading() as conn:
        row = (await conn.execute(select(server_now().label("a"), server_now().label("b")))).one()
    assert row.a == row.b


async def test_written_instants_compare_with_the_clock(db: Database) -> None:
    past, future = datetime.now(TOKYO) - MINUTE, datetime.now(TOKYO) + MINUTE
    async with db.reading() as conn:
        assert (await conn.execute(select(server_now() > past, server_now() < future))).one() == (True, True)


async def test_instants_come_back_as_they_went_in_to_the_microsecond(db: Database) -> None:
    moment = datetime(2026, 11, 24, 10, 0, 0, 123456, tzinfo=TOKYO)
    async with db.transaction() as conn:
        values = {"id": "a", "name": "a", "role": Role.COUNTER, "branch_id": 1, "locked_until": moment}
        await conn.execute(insert(staff).values(values))
        found = (
            await conn.execute(select(staff.c.locked_until).where(staff.c.locked_until == moment))
        ).scalar_one()
    assert (found, found.tzinfo) == (moment, UTC)


async def test_the_next_id_is_the_next_rows(db: Database) -> None:
    town = await Town.found(db)
    await town.patron()
    async with db.transaction() as conn:
        first = (await conn.execute(select(next_id(patron.name)))).scalar_one()
        assert type(first) is int
        (taken,) = (await conn.execute(select(func.max(patron.c.id)))).one()
        assert first > taken
        values = (await conn.execute(select(patron).limit(1))).mappings().one()
        await conn.execute(insert(patron).values(dict(values) | {"id": first}))
    assert await town.patron("200000001") == first + 1
