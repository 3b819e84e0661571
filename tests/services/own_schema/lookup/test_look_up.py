import asyncio
import sqlite3
from collections.abc import Iterable
from contextlib import AsyncExitStack, closing, suppress
from datetime import timedelta
from typing import Any

import aiosqlite
import pytest
from sqlalchemy import event, insert, text, update
from sqlalchemy.exc import DBAPIError

from services.contract.actor import Actor
from services.contract.errors import CardRetired, CardUnknown, PatronGone, SchemaMismatch, SystemBusy
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.database.address import parse
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import branch, circulation_rule, hold, masters_version
from services.own_schema.library import Library, parts_of
from services.own_schema.lookup.look_up import LookUps
from services.own_schema.lookup.look_up_sqlite import LookUpsSqlite
from services.own_schema.masters.masters_store import MastersStore
from services.rules.decision import Allowed, Reason
from services.rules.people.looks import Purpose
from services.rules.vocabulary import (
    CardStatus,
    Channel,
    ContactMethod,
    HoldStatus,
    Role,
    SuspensionReason,
)
from tests.helpers.patrons import CARD, NOW, Town, at, clerk, days_ago, in_days, open_card, reasons
from tests.helpers.statements import recorded

# One statement, one record


async def test_a_look_is_one_statement_however_much_the_patron_has(
    look_ups: LookUps, library: Library, town: Town
) -> None:
    patron_id = await town.patron()
    for _ in range(3):
        await town.loan(patron_id)
        await town.hold(patron_id)
        await town.cancelled(patron_id)
    await open_card(look_ups)
    with recorded(library.db) as statements:
        await open_card(look_ups)
    (statement,) = statements
    assert statement.startswith(
        "INSERT INTO access_log" if library.db.dialect == "sqlite" else "CALL madoguchi_look"
    )


async def test_a_look_in_a_file_is_one_go_of_its_thread(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = Database.open(sqlite_url)
    look_ups = LookUpsSqlite(db, await MastersStore.load(db))
    await (await Town.found(db)).patron()
    await open_card(look_ups)
    goes: list[None] = []
    go = vars(aiosqlite.Connection)["_execute"]

    async def counted(*given: Any) -> Any:
        goes.append(None)
        return await go(*given)

    monkeypatch.setattr(aiosqlite.Connection, "_execute", counted)
    db.keep_to_revision()
    await open_card(look_ups)
    assert len(goes) == 1
    await db.dispose()


async def test_a_look_in_a_file_waits_for_its_writer_with_patience(sqlite_url: str) -> None:
    db = Database.open(sqlite_url, patience=0.01)
    look_ups = LookUpsSqlite(db, await MastersStore.load(db))
    town = await Town.found(db)
    await town.patron()
    before = len(await town.looks())
    with closing(sqlite3.connect(str(parse(sqlite_url).path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SystemBusy):
            await open_card(look_ups)
    await open_card(look_ups)
    assert len(await town.looks()) == before + 1
    await db.dispose()


async def test_a_look_in_a_file_of_another_revision_reads_nothing(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    look_ups = LookUpsSqlite(db, await MastersStore.load(db))
    town = await Town.found(db)
    await town.patron()
    db.keep_to_revision()
    with closing(sqlite3.connect(str(parse(sqlite_url).path), isolation_level=None)) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(SchemaMismatch):
            await open_card(look_ups)
        assert other.execute("SELECT count(*) FROM access_log").fetchone() == (0,)
    await db.dispose()


async def test_the_statement_is_built_once(look_ups: LookUps, library: Library, town: Town) -> None:
    await town.patron()
    await town.patron("987654321")
    await open_card(look_ups)
    with recorded(library.db) as first:
        await open_card(look_ups)
    with recorded(library.db) as second:
        await open_card(look_ups, "987654321")
    assert first[-1] is second[-1]


async def test_a_look_is_recorded_with_who_where_when_and_why(
    look_ups: LookUps, library: Library, town: Town
) -> None:
    patron_id = await town.patron()
    await open_card(look_ups)
    (look,) = await town.looks()
    assert (look.pop("made_by") is None) == (library.db.dialect == "sqlite")
    assert look.pop("listed") is None
    assert timedelta() <= look.pop("at") - NOW < timedelta(minutes=1)
    look.pop("id")
    assert look == {
        "staff_id": "staff01",
        "branch_id": 1,
        "workstation": "2番窓口",
        "channel": Channel.COUNTER,
        "patron_id": patron_id,
        "purpose": "look_up",
    }


async def test_a_look_that_failed_is_recorded_on_a_server_and_not_in_a_file(
    look_ups: LookUps, town: Town
) -> None:
    """PostgreSQL commits the record before it reads: no client can take back that it looked."""
    await town.patron()
    async with town.db.transaction() as conn:
        await conn.execute(text("ALTER TABLE reference_question RENAME TO elsewhere"))
    with pytest.raises(DBAPIError):
        await look_ups.by_card(CARD, clerk())
    assert len(await town.looks()) == (town.db.dialect == "postgresql")


async def test_nobody_is_read_who_can_not_be_recorded(look_ups: LookUps, town: Town) -> None:
    await town.patron()
    async with town.db.transaction() as conn:
        await conn.execute(text("ALTER TABLE access_log RENAME TO elsewhere"))
    with pytest.raises(DBAPIError):
        await look_ups.by_card(CARD, clerk())


async def test_reading_again_is_recorded_as_that(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    answer = await look_ups.again(patron_id, clerk())
    assert isinstance(answer, PatronSnapshot)
    assert (answer.patron.id, answer.card_number) == (patron_id, CARD)
    assert [look["purpose"] for look in await town.looks()] == ["read_again"]


async def test_a_refresh_is_no_look(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    answer = await look_ups.refresh(patron_id, clerk())
    assert isinstance(answer, PatronSnapshot)
    assert await town.looks() == []


@pytest.mark.parametrize(
    "dialect", ["sqlite"], indirect=True
)  # PostgreSQL's function answers what it did itself
async def test_a_refresh_inside_an_act_shows_what_the_act_did(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    hold_id = await town.hold(patron_id)
    async with town.db.transaction() as conn:
        await conn.execute(update(hold).where(hold.c.id == hold_id).values(contact=ContactMethod.MAIL))
        assert isinstance(look_ups, LookUpsSqlite)
        answer = await look_ups.refresh(patron_id, clerk(), conn)
    assert isinstance(answer, PatronSnapshot)
    assert [row.contact for row in answer.holds] == [ContactMethod.MAIL]


async def cancelled_within(seconds: float, look_ups: LookUps) -> None:
    """Look a card up and cancel that after a while, wherever it is by then."""
    task = asyncio.create_task(look_ups.by_card(CARD, clerk()))
    timer = asyncio.get_running_loop().call_later(seconds, task.cancel)
    with suppress(asyncio.CancelledError):
        await task
    timer.cancel()


async def test_a_cancelled_look_holds_up_nobody(database_url: str) -> None:
    await a_cancelled_look_holds_up_nobody(database_url, range(0, 120, 8))


async def a_cancelled_look_holds_up_nobody(database_url: str, moments: Iterable[int]) -> None:
    """Cancel a look after each of these tenths of a millisecond."""
    db, other = Database.open(database_url), Database.open(database_url, patience=0.1)
    masters = await MastersStore.load(db)
    look_ups = parts_of(db).look_ups(db, masters)
    town = await Town.found(db)
    patron_id = await town.patron()
    for _ in range(20):
        await town.hold(patron_id)
    await open_card(look_ups)
    for moment in moments:
        await cancelled_within(moment / 10_000, look_ups)
        async with other.transaction() as conn:
            await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))
    async with AsyncExitStack() as every:
        for _ in range(3):
            await every.enter_async_context(db.autocommit())
    await open_card(look_ups)
    await other.dispose()
    await db.dispose()


# Cards


async def test_an_unknown_card_opens_nobody_and_leaves_a_record_of_none(
    look_ups: LookUps, town: Town
) -> None:
    await town.patron()
    with pytest.raises(CardUnknown) as caught:
        await look_ups.by_card("000000000", clerk())
    assert caught.value.number == "000000000"
    (look,) = await town.looks()
    assert (look["purpose"], look["patron_id"], look["listed"], look["staff_id"]) == (
        Purpose.UNKNOWN,
        None,
        None,
        clerk().staff.id,
    )


@pytest.mark.parametrize("channel", Channel)
async def test_a_retired_card_opens_nobody_and_leaves_a_record_of_none(
    look_ups: LookUps, town: Town, channel: Channel
) -> None:
    patron_id = await town.patron()
    await town.replace_card(patron_id, CARD, "234567890")
    with pytest.raises(CardRetired) as caught:
        await look_ups.by_card(CARD, clerk(channel=channel))
    assert caught.value.number == CARD
    (look,) = await town.looks()
    assert (look["purpose"], look["patron_id"], look["channel"]) == (Purpose.RETIRED, None, channel)


async def test_who_turns_up_between_recording_and_reading_is_not_read_unrecorded(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    look_ups = LookUpsSqlite(db, await MastersStore.load(db))
    town = await Town.found(db)
    await town.patron("987654321")

    def turn_up(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if Purpose.UNKNOWN in statement:
            with sqlite3.connect(str(parse(sqlite_url).path)) as other:
                other.execute("UPDATE card SET number = ?", (CARD,))
            other.close()

    for engine in db.engines:
        event.listen(engine.sync_engine, "before_cursor_execute", turn_up)
    with pytest.raises(CardUnknown):
        await look_ups.by_card(CARD, clerk())
    assert [look["purpose"] for look in await town.looks()] == [Purpose.UNKNOWN]
    await open_card(look_ups)
    await db.dispose()


async def test_the_card_that_replaced_it_opens_its_patron(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    await town.replace_card(patron_id, CARD, "234567890")
    assert (await open_card(look_ups, "234567890")).patron.id == patron_id
    again = await look_ups.again(patron_id, clerk())
    assert isinstance(again, PatronSnapshot)
    assert again.card_number == "234567890"


async def test_a_lost_card_still_opens_its_patron(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron(status=CardStatus.LOST)
    await town.suspend(patron_id, SuspensionReason.CARD_LOST)
    snapshot = await open_card(look_ups)
    assert snapshot.patron.card_status is CardStatus.LOST
    assert reasons(snapshot.issue_password) == (Reason.CARD_LOST,)
    assert len(await town.looks()) == 1


async def test_a_patron_who_is_gone(look_ups: LookUps, town: Town) -> None:
    with pytest.raises(PatronGone):
        await look_ups.again(4711, clerk())
    with pytest.raises(PatronGone):
        await look_ups.refresh(4711, clerk())
    assert {(look["purpose"], look["patron_id"]) for look in await town.looks()} == {(Purpose.UNKNOWN, None)}


# The phone


async def everything(town: Town) -> int:
    patron_id = await town.patron()
    await town.loan(patron_id)
    await town.loan(patron_id, returned_on=days_ago(1))
    await town.hold(patron_id)
    await town.hold(patron_id, status=HoldStatus.READY)
    await town.cancelled(patron_id)
    await town.cancelled(patron_id, cancelled_at=at(days_ago(7)))
    await town.request(patron_id)
    await town.question(patron_id)
    await town.question(patron_id, status="told", told_at=at(days_ago(1)))
    return patron_id


@pytest.mark.parametrize("actor", [clerk(channel=Channel.PHONE), clerk(Role.PHONE)], ids=["channel", "role"])
async def test_by_phone_only_number_and_counts_are_read(
    look_ups: LookUps, library: Library, town: Town, actor: Actor
) -> None:
    patron_id = await everything(town)
    with recorded(library.db) as statements:
        by_card = await look_ups.by_card(CARD, actor)
    again = await look_ups.again(patron_id, actor)
    refreshed = await look_ups.refresh(patron_id, actor)
    for answer in (by_card, again, refreshed):
        assert isinstance(answer, PhoneSummary)
        counts = (answer.loans, answer.holds, answer.cancelled_holds, answer.requests, answer.questions)
        assert (answer.card_number, answer.patron_id, counts) == (CARD, patron_id, (1, 2, 1, 1, 1))
    for statement in statements:
        assert "patron." not in statement
        assert "title" not in statement
        assert "suspension" not in statement
        assert ".question" not in statement
    assert {look["channel"] for look in await town.looks()} == {Channel.PHONE}


async def test_the_glimpse_counts_what_the_snapshot_shows(look_ups: LookUps, town: Town) -> None:
    await everything(town)
    snapshot = await open_card(look_ups)
    shown = (snapshot.loans, snapshot.holds, snapshot.cancelled_holds, snapshot.requests, snapshot.questions)
    assert tuple(map(len, shown)) == (1, 2, 1, 1, 1)


# Masters


async def test_a_changed_master_is_seen_by_the_next_look(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id)
    await open_card(look_ups)
    async with town.db.transaction() as conn:
        await conn.execute(update(branch).where(branch.c.id == town.branch_id).values(short_name="新しい館"))
        await conn.execute(
            insert(circulation_rule).values(name="renewal_days", valid_from=days_ago(1), value=21)
        )
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))
    (row,) = (await open_card(look_ups)).loans
    assert (row.branch, row.renewal.page) == ("新しい館", Allowed(in_days(21)))


async def test_the_next_day_has_the_next_days_policy(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id)
    async with town.db.transaction() as conn:
        await conn.execute(
            insert(circulation_rule).values(name="renewal_days", valid_from=in_days(1), value=21)
        )
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))
    assert (await open_card(look_ups)).loans[0].renewal.page == Allowed(in_days(14))
    await town.set_time(at(in_days(1)))
    assert (await open_card(look_ups)).loans[0].renewal.page == Allowed(in_days(22))


# Indexes


async def test_every_table_is_reached_by_an_index(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    try:
        look_ups = LookUpsSqlite(db, await MastersStore.load(db))
        town = await Town.found(db)
        await town.patron()
        await open_card(look_ups)
        with recorded(db) as statements:
            await open_card(look_ups)
        async with db.reading() as conn:
            plan = await conn.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statements[-1]}", tuple(CARD for _ in range(statements[-1].count("?")))
            )
            steps = [str(step[-1]) for step in plan]
    finally:
        await db.dispose()
    scanned = {step for step in steps if step.startswith("SCAN")}
    of_one_row = {"SCAN day", "SCAN me"}  # the patron, of whom a namesake is looked for
    assert scanned <= {"SCAN clock_offset", "SCAN masters_version", "SCAN CONSTANT ROW"} | of_one_row
    assert [step for step in steps if "other USING INDEX ix_patron_kana_key_branch_id" in step]
    waiting = [step for step in steps if "COVERING INDEX ix_hold_bib_record_id_waiting" in step]
    assert len(waiting) == 3
