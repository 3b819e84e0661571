"""A circulation system works with a login of its own group: by column, and held to what every writer keeps."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from services.own_schema.database.tables import (
    bib_record,
    card,
    hold,
    hold_cancellation,
    item,
    loan,
    patron,
    suspension,
)
from services.rules.vocabulary import CardStatus, HoldStatus, SuspensionReason
from tests.helpers.circulation_system import CirculationSystem, Lent, NotLentError, Returned
from tests.helpers.city import City
from tests.helpers.patrons import CARD, TODAY, at, days_ago, in_days
from tests.services.own_schema.schema.postgresql.calling import Connect, refused

OTHER_CARD = "223456789"
COPY, ANOTHER_COPY = "900000001", "900000002"
REGISTERS = """
    INSERT INTO patron (name, kana, romaji, search_key, kana_key, birth_date, postal_code, address, branch_id,
        registered_on, expires_on)
    VALUES ('川口 花子', 'カワグチ ハナコ', 'Kawaguchi Hanako', '', '', '1980-04-02', '332-0001', '川口市朝日1-1-1', $1,
        '2026-11-24', '2029-11-24')
    RETURNING id
"""


@pytest.fixture
async def system(city: City, connect: Connect) -> CirculationSystem:
    return CirculationSystem(await connect("circulation"), city.town.branch_id)


@pytest.fixture
async def title(city: City) -> int:
    """A title with two copies."""
    made = await city.town.title()
    await city.town.item(made, number=COPY)
    await city.town.item(made, number=ANOTHER_COPY)
    return made


@pytest.fixture
async def own(connect: Connect) -> AsyncIterator[asyncpg.Connection]:
    """The login, for statements of a test's own, in a transaction."""
    conn = await connect("circulation")
    async with conn.transaction():
        yield conn


async def test_a_copy_is_lent_and_returned(city: City, system: CirculationSystem, title: int) -> None:
    patron_id = await city.town.patron(CARD)
    lent = await system.lend(CARD, COPY)
    (row,) = await city.town.all_rows(loan)
    assert (row["id"], row["patron_id"], row["loaned_on"], row["due_on"], row["version"]) == (
        lent.loan_id,
        patron_id,
        TODAY,
        in_days(14),
        1,
    )
    assert await system.take_back(COPY) == Returned(lent.loan_id)
    (row,) = await city.town.all_rows(loan)
    assert (row["returned_on"], row["version"]) == (TODAY, 2)
    with pytest.raises(NotLentError):
        await system.take_back(COPY)


async def test_a_patron_page_renews_and_changes_by_its_login(city: City, connect: Connect) -> None:
    town = city.town
    patron_id = await town.patron(CARD, email=None)
    loan_id, hold_id = await town.loan(patron_id), await town.hold(patron_id)
    conn = await connect("circulation")
    renew = "UPDATE loan SET due_on = $2, renewals = renewals + 1, renewed_on = $3 WHERE id = $1"
    await conn.execute(renew, loan_id, in_days(20), TODAY)
    await conn.execute("UPDATE patron SET email = 'own@example.jp' WHERE id = $1", patron_id)
    change = "UPDATE hold SET contact = 'mail', branch_id = $2, mobile_stop_id = $3 WHERE id = $1"
    await conn.execute(change, hold_id, town.mobile_id, town.stop_id)
    (renewed,), (changed,) = await town.all_rows(loan), await town.all_rows(hold)
    assert [renewed[name] for name in ("due_on", "renewals", "version")] == [in_days(20), 1, 2]
    assert [changed[name] for name in ("branch_id", "mobile_stop_id", "version")] == [
        town.mobile_id,
        town.stop_id,
        2,
    ]
    assert await CirculationSystem(conn, town.branch_id).cancel_hold(hold_id)
    assert await town.all_rows(hold) == []


async def test_who_may_not_borrow_is_seen_from_the_rows_that_the_login_reads(
    city: City, system: CirculationSystem, title: int
) -> None:
    await city.town.patron("323456789", expires_on=days_ago(1))
    await city.town.patron("423456789", CardStatus.LOST)
    await city.town.suspend(await city.town.patron("523456789"), SuspensionReason.LONG_OVERDUE)
    for number in ("323456789", "423456789", "523456789", "999999999"):
        with pytest.raises(NotLentError):
            await system.lend(number, COPY)
    assert await city.town.how_many(loan) == 0


async def test_a_returned_copy_goes_to_the_next_in_line_and_is_collected(
    city: City, system: CirculationSystem, title: int
) -> None:
    await city.town.patron(CARD)
    waiter = await city.town.patron(OTHER_CARD)
    lent = await system.lend(CARD, COPY)
    hold_id = await system.place_hold(OTHER_CARD, title)
    assert hold_id is not None
    assert await system.place_hold(OTHER_CARD, title) is None
    assert await system.take_back(COPY) == Returned(lent.loan_id, hold_id)
    (row,) = await city.town.all_rows(hold)
    assert (row["status"], row["shelf_until"], row["version"]) == (HoldStatus.READY, in_days(7), 2)
    with pytest.raises(NotLentError):
        await system.lend(CARD, COPY)  # which is kept for somebody else
    collected = await system.lend(OTHER_CARD, COPY)
    assert collected == Lent(collected.loan_id, hold_id)
    assert await city.town.all_rows(hold) == []
    assert {row["patron_id"] for row in await city.town.all_rows(loan) if row["returned_on"] is None} == {
        waiter
    }


async def test_a_copy_travels_to_another_branch(city: City, system: CirculationSystem, title: int) -> None:
    await city.town.patron(CARD)
    await city.town.patron(OTHER_CARD)
    conn = await city.connect()
    elsewhere = await conn.fetchval(
        "SELECT min(id) FROM branch WHERE id <> $1 AND kind = 'library'", city.town.branch_id
    )
    await conn.close()
    await system.lend(CARD, COPY)
    hold_id = await system.place_hold(OTHER_CARD, title)
    await city.town.change(hold, hold.c.id == hold_id, branch_id=elsewhere)
    assert (await system.take_back(COPY)).to_branch == elsewhere
    (row,) = await city.town.all_rows(hold)
    assert row["status"] is HoldStatus.IN_TRANSIT
    assert await system.arrive(COPY)
    assert not await system.arrive(COPY)
    (row,) = await city.town.all_rows(hold)
    assert row["status"] is HoldStatus.READY


async def test_a_cancelled_hold_stands_among_the_cancelled_ones_and_its_copy_goes_on(
    city: City, system: CirculationSystem, title: int
) -> None:
    first, second = await city.town.patron(CARD), await city.town.patron(OTHER_CARD)
    ready = await city.town.hold(
        first,
        bib=title,
        status=HoldStatus.READY,
        item_id=await city.town.item(title, number="900000003"),
        placed_at=at(days_ago(9)),
    )
    await city.town.hold(second, bib=title)
    assert await system.cancel_hold(ready)
    assert not await system.cancel_hold(ready)
    (gone,) = await city.town.all_rows(hold_cancellation)
    assert (gone["patron_id"], gone["status"], gone["placed_at"]) == (
        first,
        HoldStatus.READY,
        at(days_ago(9)),
    )
    (row,) = await city.town.all_rows(hold)
    assert (row["patron_id"], row["status"]) == (second, HoldStatus.READY)


@pytest.mark.parametrize("deleted_first", [True, False])
async def test_a_hold_may_end_before_or_behind_what_it_becomes(
    city: City, connect: Connect, title: int, *, deleted_first: bool
) -> None:
    patron_id, other = await city.town.patron(CARD), await city.town.patron(OTHER_CARD)
    collected = await city.town.hold(patron_id, bib=title)
    cancelled = await city.town.hold(other, bib=title)
    becomes = (
        """
        INSERT INTO loan (item_id, patron_id, branch_id, loaned_on, due_on)
        SELECT id, $1, branch_id, $2, $2 FROM item WHERE number = $3
        """,
        """
        INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at)
        VALUES ($1, $2, $3, $4, 'none', 'by_staff', madoguchi_now())
        """,
    )
    of_each = (
        (patron_id, TODAY, COPY),
        (other, title, at(days_ago(3)), city.town.branch_id),
    )
    conn = await connect("circulation")
    async with conn.transaction():
        for hold_id, statement, values in zip((collected, cancelled), becomes, of_each, strict=True):
            steps = [("DELETE FROM hold WHERE id = $1", (hold_id,)), (statement, values)]
            for said, given in steps if deleted_first else reversed(steps):
                await conn.execute(said, *given)
    assert await city.town.all_rows(hold) == []


async def test_nothing_of_what_was_noted_stays(city: City, system: CirculationSystem, title: int) -> None:
    await city.town.patron(CARD)
    first, second = (
        await system.place_hold(CARD, title),
        await city.town.hold(await city.town.patron(OTHER_CARD)),
    )
    await system.lend(CARD, COPY)
    await system.cancel_hold(second)
    assert first is not None
    conn = await city.connect()
    left = await conn.fetchval(
        "SELECT (SELECT count(*) FROM madoguchi.lent) + (SELECT count(*) FROM madoguchi.taken)"
    )
    await conn.close()
    assert left == 0


async def test_a_lost_card_and_its_suspension_begin_and_end_together(
    city: City, system: CirculationSystem
) -> None:
    await city.town.patron(CARD)
    await system.report_lost(CARD)
    (row,) = await city.town.all_rows(card)
    assert row["status"] is CardStatus.LOST
    await system.found_again(CARD)
    (row,) = await city.town.all_rows(card)
    assert row["status"] is CardStatus.ACTIVE
    (stopped,) = await city.town.all_rows(suspension)
    assert (stopped["started_by"], stopped["lifted_by"]) == ("ils", "ils")


async def test_titles_copies_and_patrons_come_and_go_while_nothing_names_them(
    city: City, own: asyncpg.Connection
) -> None:
    made = await own.fetchval(
        "INSERT INTO bib_record (title, author, publisher, material_type_id) VALUES ('門', '', '', $1) RETURNING id",
        city.town.book,
    )
    copy = await own.fetchval(
        "INSERT INTO item (number, bib_record_id, branch_id, interlibrary, shelf_mark)"
        " VALUES ($1, $2, $3, false, '') RETURNING id",
        COPY,
        made,
        city.town.branch_id,
    )
    patron_id = await own.fetchval(REGISTERS, city.town.branch_id)
    await own.execute("UPDATE patron SET address = '川口市朝日2-2-2' WHERE id = $1", patron_id)
    await own.execute("DELETE FROM patron WHERE id = $1", patron_id)
    await own.execute("DELETE FROM item WHERE id = $1", copy)
    await own.execute("DELETE FROM bib_record WHERE id = $1", made)


async def test_a_copy_that_is_in_goes_to_another_title(city: City, connect: Connect, title: int) -> None:
    """As when two records of one edition become one."""
    same = await city.town.title()
    conn = await connect("circulation")
    moved = "UPDATE item SET bib_record_id = $1 WHERE bib_record_id = $2"
    assert await conn.execute(moved, same, title) == "UPDATE 2"
    await conn.execute("DELETE FROM bib_record WHERE id = $1", title)


@pytest.mark.parametrize("table", [patron, item, bib_record])
async def test_what_rows_name_is_not_deleted(
    city: City, own: asyncpg.Connection, title: int, table: object
) -> None:
    await city.town.loan(await city.town.patron(CARD), item_id=await city.town.item(title))
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await own.execute(f"DELETE FROM {table}")


async def test_a_title_that_somebody_else_has_locked_is_not_waited_for(
    city: City, connect: Connect, title: int
) -> None:
    """Whoever wrote the hold before locking the title would wait for somebody who waits for that hold."""
    hold_id = await city.town.hold(await city.town.patron(CARD), bib=title)
    conn, in_order = await connect("circulation"), await connect("circulation")
    async with in_order.transaction():
        await in_order.execute("SELECT FROM bib_record WHERE id = $1 FOR NO KEY UPDATE", title)
        said = await refused(
            conn,
            "UPDATE hold SET status = 'in_transit', item_id = (SELECT id FROM item WHERE number = $2) WHERE id = $1",
            hold_id,
            COPY,
        )
    assert said == "whoever gives a copy has locked its title"


async def test_two_copies_may_go_to_the_first_two_at_once(city: City, connect: Connect, title: int) -> None:
    for place, number in enumerate((CARD, OTHER_CARD)):
        await city.town.hold(
            await city.town.patron(number), bib=title, placed_at=at(days_ago(3), minute=place)
        )
    conn = await connect("circulation")
    moved = await conn.execute(
        "UPDATE hold SET status = 'in_transit', item_id = i.id FROM item i"
        " WHERE i.number = CASE (SELECT count(*) FROM hold earlier WHERE earlier.placed_at < hold.placed_at)"
        " WHEN 0 THEN $2 ELSE $3 END AND hold.bib_record_id = $1",
        title,
        COPY,
        ANOTHER_COPY,
    )
    assert moved == "UPDATE 2"


async def test_the_owner_brings_in_what_was_so_elsewhere(city: City, title: int) -> None:
    """What an import writes is looked at by its files' rules alone."""
    patron_id = await city.town.patron(CARD)
    loan_id = await city.town.loan(patron_id, returned_on=days_ago(1))
    hold_id = await city.town.hold(patron_id, bib=title, status=HoldStatus.READY)
    await city.town.change(loan, loan.c.id == loan_id, returned_on=None)
    await city.town.change(
        hold, hold.c.id == hold_id, status=HoldStatus.WAITING, item_id=None, shelf_until=None
    )
    conn = await city.connect()
    assert await conn.execute("DELETE FROM hold") == "DELETE 1"
    await conn.close()
