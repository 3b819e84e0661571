"""The chain of acts holds, and shows whatever was done to it; looks are recorded for those who have a card."""

import asyncio
import hashlib
import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from services.actor import Actor, StaffMember
from services.acts.orders import Order
from services.database.audit import (
    ActRecord,
    access_insert,
    access_values,
    append_act,
    find_act,
    verify_chain,
)
from services.database.engine import Database
from services.database.tables import act
from services.errors import DatabaseBusy
from services.rules.vocabulary import Channel, Role
from tests.helpers.patrons import NOW, Town

CLERK = Actor(StaffMember("clerk", "窓口", Role.COUNTER), 1, "2番窓口", Channel.COUNTER)
OTHER = Actor(StaffMember("other", "電話", Role.PHONE), 2, "電話室", Channel.PHONE)

HOPELESS = 60
"""Seconds after which something that should happen has not."""


@pytest.fixture
async def town(db: Database) -> Town:
    return await Town.found(db)


async def record(db: Database, order: Order, **changed: Any) -> ActRecord:
    given: dict[str, Any] = {
        "outcome": "done",
        "subject": "loan",
        "subject_id": 17,
        "details": {"new_day": date(2026, 12, 8), "limit": 1, "by_hand": False, "note": None, "code": "川口"},
    }
    async with db.transaction(order.act_id) as conn:
        return await append_act(conn, order, "renew", **(given | changed))


async def three_acts(town: Town) -> list[ActRecord]:
    patron_id = await town.patron()
    return [await record(town.db, Order(actor=CLERK, patron_id=patron_id)) for _ in range(3)]


async def first_broken(db: Database, staff_id: str = "clerk") -> int | None:
    async with db.reading() as conn:
        broken = await verify_chain(conn, staff_id)
    return None if broken is None else broken.sequence


async def tamper(db: Database, statement: Any) -> None:
    async with db.transaction() as conn:
        await conn.execute(statement)


async def test_a_chain_holds(town: Town) -> None:
    records = await three_acts(town)
    assert [it.sequence for it in records] == [1, 2, 3]
    assert records == sorted(records, key=lambda it: it.at)
    assert await first_broken(town.db) is None
    assert await first_broken(town.db, "nobody") is None


async def test_times_are_the_servers(town: Town) -> None:
    (first, *_) = await three_acts(town)
    assert abs((first.at - NOW).total_seconds()) < 60


async def test_each_login_has_a_chain_of_its_own(town: Town) -> None:
    patron_id = await town.patron()
    for actor in (CLERK, OTHER, CLERK):
        await record(town.db, Order(actor=actor, patron_id=patron_id))
    await tamper(town.db, update(act).where(act.c.staff_id == "other").values(outcome="else"))
    assert await first_broken(town.db, "clerk") is None
    assert await first_broken(town.db, "other") == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "00000000-0000-0000-0000-000000000000"},
        {"at": NOW},
        {"branch_id": 3},
        {"workstation": "3番窓口"},
        {"channel": Channel.PHONE},
        {"patron_id": None},
        {"verb": "cancel"},
        {"subject": None},
        {"subject_id": 18},
        {"outcome": "refused"},
        {"details": {}},
        {"details": {"new_day": "2026-12-09", "limit": 1, "by_hand": False, "note": None, "code": "川口"}},
        {"details": {"new_day": "2026-12-08", "limit": "1", "by_hand": False, "note": None, "code": "川口"}},
        {"details": {"new_day": "2026-12-08", "limit": True, "by_hand": False, "note": None, "code": "川口"}},
        {"details": {"new_day": "2026-12-08", "limit": 1, "by_hand": False, "note": "null", "code": "川口"}},
        {"sequence": 7},
        {"hash": "0" * 64},
    ],
    ids=str,
)
async def test_any_changed_field_shows(town: Town, changed: dict[str, Any]) -> None:
    await three_acts(town)
    await tamper(town.db, update(act).where(act.c.sequence == 2).values(**changed))
    assert await first_broken(town.db) in {2, 3, 7}


async def test_a_record_handed_to_another_login_shows(town: Town) -> None:
    await three_acts(town)
    await tamper(town.db, update(act).where(act.c.sequence == 1).values(staff_id="other"))
    assert await first_broken(town.db, "clerk") == 2
    assert await first_broken(town.db, "other") == 1


async def test_a_missing_record_shows(town: Town) -> None:
    await three_acts(town)
    await tamper(town.db, delete(act).where(act.c.sequence == 2))
    assert await first_broken(town.db) == 3


async def test_a_record_that_was_slipped_in_shows(town: Town) -> None:
    await three_acts(town)
    row = {**(await town.acts())[0], "id": "00000000-0000-0000-0000-000000000000", "sequence": 4}
    await tamper(town.db, insert(act).values(**row))
    assert await first_broken(town.db) == 4


async def test_a_gap_shows_even_before_a_record_that_fits(town: Town) -> None:
    await three_acts(town)
    async with town.db.reading() as conn:
        last = (await conn.execute(select(act.c.hash).where(act.c.sequence == 3))).scalar_one()
    row = {**(await town.acts())[0], "id": "00000000-0000-0000-0000-000000000000", "sequence": 9}
    made = row.pop("hash") and ActRecord(**row).hash_after(last)
    await tamper(town.db, insert(act).values(**row, hash=made))
    assert await first_broken(town.db) == 9


async def test_details_in_another_order_are_the_same(town: Town) -> None:
    await three_acts(town)
    turned = {"code": "川口", "note": None, "by_hand": False, "limit": 1, "new_day": "2026-12-08"}
    await tamper(town.db, update(act).where(act.c.sequence == 2).values(details=turned))
    assert await first_broken(town.db) is None


async def test_postgresql_makes_the_same_hash(postgres_url: str) -> None:
    db = Database.open(postgres_url)
    town = await Town.found(db)
    patron_id = await town.patron()
    await record(
        db,
        Order(actor=CLERK, patron_id=patron_id),
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
        await record(town.db, Order(actor=CLERK, patron_id=patron_id), **changed)
    assert await town.acts() == []


@pytest.mark.parametrize("value", [1.5, ["a"], {"a": 1}])
async def test_only_plain_details_are_kept(town: Town, value: Any) -> None:
    patron_id = await town.patron()
    with pytest.raises(TypeError):
        await record(town.db, Order(actor=CLERK, patron_id=patron_id), details={"a": value})


async def test_an_act_is_found_again_by_its_id(town: Town) -> None:
    order = Order(actor=CLERK, patron_id=await town.patron())
    async with town.db.reading() as conn:
        assert await find_act(conn, order.act_id) is None
    made = await record(town.db, order)
    async with town.db.reading() as conn:
        assert await find_act(conn, order.act_id) == made
    assert json.loads(json.dumps(dict(made.details)))["new_day"] == "2026-12-08"


async def test_an_act_id_is_recorded_once(town: Town) -> None:
    order = Order(actor=CLERK, patron_id=await town.patron())
    await record(town.db, order)
    with pytest.raises(IntegrityError):
        await record(town.db, order)
    assert len(await town.acts()) == 1


async def test_a_chains_head_is_held_until_the_act_ends(town: Town, database_url: str) -> None:
    patron_id = await town.patron()
    other = Database.open(database_url, patience=0.01)
    first = Order(actor=CLERK, patron_id=patron_id)
    async with town.db.transaction() as conn:
        await append_act(conn, first, "renew", outcome="done")
        with pytest.raises(DatabaseBusy):
            await record(other, Order(actor=CLERK, patron_id=patron_id))
    await record(other, Order(actor=CLERK, patron_id=patron_id))
    await other.dispose()
    assert await first_broken(town.db) is None
    assert len(await town.acts()) == 2


async def one_waits(db: Database) -> bool:
    """Ask outside any transaction: inside one, the server shows what it showed first."""
    statement = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    async with db.look_up() as conn:
        return bool((await conn.execute(text(statement))).scalar_one())


async def test_two_acts_of_one_login_at_once_follow_each_other(postgres_url: str) -> None:
    db = Database.open(postgres_url)
    patron_id = await (await Town.found(db)).patron()
    second = Order(actor=CLERK, patron_id=patron_id)
    async with db.transaction() as conn:
        first = await append_act(conn, Order(actor=CLERK, patron_id=patron_id), "renew", outcome="done")
        task = asyncio.create_task(record(db, second))
        async with asyncio.timeout(HOPELESS):
            while not task.done() and not await one_waits(db):
                pass
    assert (first.sequence, (await task).sequence) == (1, 2)
    assert await first_broken(db) is None
    await db.dispose()


async def look(db: Database, key: str, value: Any) -> None:
    statement = access_insert(key)
    parameters = {key: value, **access_values(OTHER, "desk")}
    async with db.look_up() as conn:
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
        assert (it["channel"], it["purpose"]) == (Channel.PHONE, "desk")
        assert abs((it["at"] - NOW).total_seconds()) < 60


async def test_a_look_at_nobody_or_through_a_retired_card_is_not(town: Town) -> None:
    patron_id = await town.patron("100000001")
    await town.replace_card(patron_id, "100000001", "100000002")
    await look(town.db, "card_number", "100000001")
    await look(town.db, "card_number", "999999999")
    assert await town.looks() == []
    await look(town.db, "patron_id", patron_id)
    assert len(await town.looks()) == 1
