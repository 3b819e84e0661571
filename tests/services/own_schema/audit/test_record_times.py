"""Nothing is cleared by a clock that is weeks past every record, until somebody has looked at that clock."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from services.contract.act_requests import ActRequest
from services.contract.errors import ClockDoubtful
from services.own_schema.database.tables import access_log, chain_seal, clearing, hold, outgoing_mail
from services.own_schema.library import Library
from services.own_schema.worker.worker import Worker
from services.rules.vocabulary import Channel, Clearing
from tests.helpers.chains import record
from tests.helpers.patrons import NOW, Town, clerk, days_ago
from tests.helpers.waiting import HOPELESS

GAP = timedelta(days=21)


def worker(library: Library, *, clock_is_right: bool = False) -> Worker:
    keeping = library.housekeeping(clock_is_right=clock_is_right)
    return Worker(library.outbox(), keeping, None, library.sealing())


async def an_act(town: Town, moment: Any, patron_id: int) -> None:
    await town.set_time(moment)
    await record(town.db, ActRequest(actor=clerk(), patron_id=patron_id))
    await town.set_time(NOW)


async def a_look(town: Town, moment: Any, patron_id: int) -> None:
    looked = {
        "staff_id": "s",
        "branch_id": 1,
        "workstation": "w",
        "channel": Channel.COUNTER,
        "purpose": "look_up",
    }
    await town.row(access_log, at=moment, patron_id=patron_id, **looked)


async def a_mail(town: Town, moment: Any, patron_id: int) -> None:
    mail = {"kind": "email_registered", "recipient": "a@example.jp", "body": "b", "status": "waiting"}
    await town.row(outgoing_mail, queued_at=moment, next_try_at=NOW + GAP * 99, patron_id=patron_id, **mail)


async def a_clearing(town: Town, moment: Any, _patron_id: int) -> None:
    await town.row(clearing, at=moment, kind=Clearing.CANCELLED_HOLD, due_before=moment, rows=1)


async def a_seal(town: Town, moment: Any, _patron_id: int) -> None:
    async with town.db.transaction() as conn:
        await conn.execute(insert(chain_seal).values(sequence=1, at=moment, heads={}, hash="0" * 64))


type Leave = Callable[[Town, Any, int], Awaitable[None]]
TRACES: list[Leave] = [an_act, a_look, a_mail, a_clearing, a_seal]


async def leave(town: Town, trace: Leave, moment: Any) -> None:
    """Leave a trace at a moment, and a hold that has had its time."""
    patron_id = await town.patron()
    await town.hold(patron_id, wait_until=days_ago(2))
    await trace(town, moment, patron_id)


@pytest.mark.parametrize("trace", TRACES)
async def test_each_kind_of_record_tells_what_time_it_was(library: Library, town: Town, trace: Leave) -> None:
    moment = NOW - GAP + timedelta(hours=1)
    await leave(town, trace, moment)
    await library.housekeeping().run()
    assert await town.how_many(hold) == 0


@pytest.mark.parametrize("trace", TRACES)
async def test_weeks_past_the_newest_record_nothing_is_cleared(
    library: Library, town: Town, trace: Leave
) -> None:
    moment = NOW - GAP - timedelta(hours=1)
    await leave(town, trace, moment)
    cleared = await town.how_many(clearing)
    with pytest.raises(ClockDoubtful) as caught:
        await worker(library).once()
    assert abs(caught.value.newest - moment) < timedelta(minutes=1)
    assert abs(caught.value.now - NOW) < timedelta(minutes=1)
    assert (await town.how_many(hold), await town.how_many(clearing)) == (1, cleared)


async def test_records_that_the_wrong_clock_made_just_now_tell_nothing(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await a_look(town, NOW - timedelta(days=300), patron_id)
    await a_look(town, NOW - timedelta(minutes=59), patron_id)
    with pytest.raises(ClockDoubtful):
        await worker(library).once()
    await a_look(town, NOW - timedelta(minutes=61), patron_id)
    await worker(library).once()


async def test_records_of_a_clock_that_was_put_right_again_tell_nothing(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await a_look(town, NOW + timedelta(days=3000), patron_id)
    await worker(library).once()
    await a_look(town, NOW - timedelta(days=1), patron_id)
    await worker(library).once()


async def test_a_library_without_records_may_have_any_time(library: Library, town: Town) -> None:
    await a_look(town, NOW - timedelta(minutes=5), await town.patron())
    await worker(library).once()


async def test_who_looked_at_the_clock_lets_it_go_on(library: Library, town: Town) -> None:
    await leave(town, a_look, NOW - timedelta(days=300))
    going_on = worker(library, clock_is_right=True)
    await going_on.once()
    assert await town.how_many(hold) == 0
    await town.set_time(NOW + GAP - timedelta(hours=1))
    await going_on.once()  # it has seen the time pass


async def test_going_on_once_is_no_leave_for_the_next_leap(library: Library, town: Town) -> None:
    await a_look(town, NOW - timedelta(days=300), await town.patron())
    going_on = worker(library, clock_is_right=True)
    await going_on.once()
    await town.set_time(NOW + 2 * GAP)
    with pytest.raises(ClockDoubtful):
        await going_on.once()


async def test_a_worker_that_is_told_of_no_leap_stops_with_a_line_in_the_log(
    library: Library, town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await leave(town, a_look, NOW - timedelta(days=300))
    with caplog.at_level(logging.ERROR), pytest.raises(ClockDoubtful):
        async with asyncio.timeout(HOPELESS):
            await worker(library).until(asyncio.Event())
    (line,) = (it.getMessage() for it in caplog.records if it.name == "services.own_schema.worker.worker")
    assert line.startswith("stopped: the database's clock (2026-11-24T01:0")
    assert "(2026-01-28T01:00:00+00:00)" in line
