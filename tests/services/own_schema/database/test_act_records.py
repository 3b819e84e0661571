"""Acts are chained under their hashes; looks are recorded for those who have a card."""

import asyncio
import hashlib
import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from services.contract.act_requests import ActRequest
from services.contract.actor import Actor, StaffMember
from services.contract.errors import SystemBusy
from services.own_schema.audit.verification import verify
from services.own_schema.database.act_records import ActRecord, access_insert, access_values
from services.own_schema.database.engine import Database
from services.rules.people.looks import Purpose
from services.rules.vocabulary import Channel, Role
from tests.helpers.chains import append, record
from tests.helpers.patrons import NOW, Town
from tests.helpers.waiting import HOPELESS

CLERK = Actor(StaffMember("clerk", "窓口", Role.COUNTER), 1, "2番窓口", Channel.COUNTER)
OTHER = Actor(StaffMember("other", "電話", Role.PHONE), 2, "電話室", Channel.PHONE)


@pytest.fixture
async def town(db: Database) -> Town:
    return await Town.found(db)


async def noted(db: Database, request: ActRequest[Any], **changed: Any) -> ActRecord:
    given: dict[str, Any] = {
        "subject": "loan",
        "subject_id": 17,
        "details": {"new_day": date(2026, 12, 8), "limit": 1, "by_hand": False, "note": None, "code": "川口"},
    }
    return await record(db, request, **(given | changed))


async def test_records_follow_each_other(town: Town) -> None:
    patron_id = await town.patron()
    made = [await noted(town.db, ActRequest(actor=CLERK, patron_id=patron_id)) for _ in range(3)]
    assert [it.sequence for it in made] == [1, 2, 3]
    assert made == sorted(made, key=lambda it: it.at)
    assert (await verify(town.db)).findings == ()
    assert json.loads(json.dumps(dict(made[0].details)))["new_day"] == "2026-12-08"


async def test_times_are_the_servers(town: Town) -> None:
    first = await noted(town.db, ActRequest(actor=CLERK, patron_id=await town.patron()))
    assert abs((first.at - NOW).total_seconds()) < 60


async def test_postgresql_makes_the_same_hash(postgres_url: str) -> None:
    db = Database.open(postgres_url)
    town = await Town.found(db)
    patron_id = await town.patron()
    await noted(
        db,
        ActRequest(actor=CLERK, patron_id=patron_id),
        subject=None,
        subject_id=None,
        details={"b": 1, "a": "川"},
    )
    part = "coalesce(octet_length({0}) || ':' || {0} || ',', '-')"
    fields = [
        "NULL::text",
        "sequence::text",
        "id",
        "(extract(epoch FROM at) * 1000000)::bigint::text",
        "staff_id",
        "branch_id::text",
        "workstation",
        "channel",
        "patron_id::text",
        "verb",
        "subject",
        "subject_id::text",
        "outcome",
        "'1:a,6:string,3:川,1:b,6:number,1:1,'",
    ]
    netstrings = " || ".join(part.format(name) for name in fields)
    async with db.reading() as conn:
        found = await conn.execute(
            text(f"SELECT hash, encode(sha256(convert_to({netstrings}, 'UTF8')), 'hex') FROM act")
        )
        stored, made = found.one()
    assert stored == made
    await db.dispose()


def test_the_hash_is_what_the_description_says() -> None:
    one = ActRecord(
        "id",
        NOW,
        "clerk",
        1,
        "2番窓口",
        Channel.COUNTER,
        None,
        "look",
        None,
        None,
        "done",
        {"b": True, "a": 2},
        1,
    )
    microseconds = str(int(NOW.timestamp()) * 1_000_000)
    details = "1:a,6:number,1:2,1:b,7:boolean,4:true,"
    wanted = (
        f"-1:1,2:id,{len(microseconds)}:{microseconds},5:clerk,1:1,{len('2番窓口'.encode())}:2番窓口,"
        f"7:counter,-4:look,--4:done,{len(details)}:{details},"
    )
    assert one.hash_after(None) == hashlib.sha256(wanted.encode()).hexdigest()


@pytest.mark.parametrize("changed", [{"outcome": "do\0ne"}, {"details": {"a": "\0"}}, {"details": {"\0": 1}}])
async def test_nul_is_refused(town: Town, changed: dict[str, Any]) -> None:
    patron_id = await town.patron()
    with pytest.raises(ValueError, match="NUL"):
        await noted(town.db, ActRequest(actor=CLERK, patron_id=patron_id), **changed)
    assert await town.acts() == []


@pytest.mark.parametrize("value", [1.5, ["a"], {"a": 1}])
async def test_only_plain_details_are_kept(town: Town, value: Any) -> None:
    patron_id = await town.patron()
    with pytest.raises(TypeError):
        await noted(town.db, ActRequest(actor=CLERK, patron_id=patron_id), details={"a": value})


async def test_an_act_id_is_recorded_once(town: Town) -> None:
    request = ActRequest[None](actor=CLERK, patron_id=await town.patron())
    await noted(town.db, request)
    with pytest.raises(IntegrityError):
        await noted(town.db, request)
    assert len(await town.acts()) == 1


async def test_a_chains_head_is_held_until_the_act_ends(town: Town, database_url: str) -> None:
    patron_id = await town.patron()
    other = Database.open(database_url, patience=0.01)
    first = ActRequest[None](actor=CLERK, patron_id=patron_id)
    async with town.db.transaction() as conn:
        await append(conn, first)
        with pytest.raises(SystemBusy):
            await noted(other, ActRequest(actor=CLERK, patron_id=patron_id))
    await noted(other, ActRequest(actor=CLERK, patron_id=patron_id))
    await other.dispose()
    assert (await verify(town.db)).findings == ()
    assert len(await town.acts()) == 2


async def one_waits(db: Database) -> bool:
    """Ask outside any transaction: inside one, the server shows what it showed first."""
    statement = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    async with db.autocommit() as conn:
        return bool((await conn.execute(text(statement))).scalar_one())


async def test_two_acts_of_one_login_at_once_follow_each_other(postgres_url: str) -> None:
    db = Database.open(postgres_url)
    patron_id = await (await Town.found(db)).patron()
    second = ActRequest[None](actor=CLERK, patron_id=patron_id)
    async with db.transaction() as conn:
        first = await append(conn, ActRequest(actor=CLERK, patron_id=patron_id))
        task = asyncio.create_task(noted(db, second))
        async with asyncio.timeout(HOPELESS):
            while not task.done() and not await one_waits(db):
                pass
    assert (first.sequence, (await task).sequence) == (1, 2)
    assert (await verify(db)).findings == ()
    await db.dispose()


async def look(db: Database, key: str, value: Any) -> None:
    statement = access_insert(key)
    parameters = {key: value, **access_values(OTHER, Purpose.READ_AGAIN)}
    async with db.autocommit() as conn:
        if db.dialect == "sqlite":
            await conn.execute(statement, parameters)
        else:
            await conn.execute(select(text("1")).add_cte(statement.cte("looked")), parameters)


async def test_a_look_by_card_or_by_patron_is_recorded(town: Town) -> None:
    patron_id = await town.patron("100000001")
    await look(town.db, "card_number", "100000001")
    await look(town.db, "patron_id", patron_id)
    looks = await town.looks()
    assert [it["patron_id"] for it in looks] == [patron_id, patron_id]
    for it in looks:
        assert (it["staff_id"], it["branch_id"], it["workstation"]) == ("other", 2, "電話室")
        assert (it["channel"], it["purpose"]) == (Channel.PHONE, Purpose.READ_AGAIN)
        assert abs((it["at"] - NOW).total_seconds()) < 60


async def test_a_look_at_nobody_or_through_a_retired_card_is_not(town: Town) -> None:
    patron_id = await town.patron("100000001")
    await town.replace_card(patron_id, "100000001", "100000002")
    await look(town.db, "card_number", "100000001")
    await look(town.db, "card_number", "999999999")
    assert await town.looks() == []
    await look(town.db, "patron_id", patron_id)
    assert len(await town.looks()) == 1
