"""What connections that were opened in another role may still do: nothing that the new one may not."""

import asyncpg
import pytest

from services.acts.suspensions import Suspend
from services.contract.errors import NotPermitted, SystemLoginRefused
from services.rules.vocabulary import Role, SuspensionReason
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.own_schema.schema.postgresql.calling import Connect

COUNTS = "SELECT madoguchi_today_counts(session_user::text, 1)"
MASTERS = "SELECT * FROM madoguchi_masters_to_import()"
ENDED = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the end came while nothing was asked, and is half heard
    OSError,
)


async def test_a_connection_that_stays_open_may_nothing_more(
    city: City, connect: Connect, admin: asyncpg.Connection
) -> None:
    """As one that was made in the moment of the change."""
    conn = await connect("supervisor")
    prepared = await conn.prepare(COUNTS)
    await prepared.fetch()
    await become_clerk(city, admin)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await prepared.fetch()
    for statement in (COUNTS, MASTERS):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.fetch(statement)


@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ"])
async def test_an_open_transaction_ends_which_would_go_on_with_the_rights_of_before(
    city: City, connect: Connect, admin: asyncpg.Connection, isolation: str
) -> None:
    conn = await connect("supervisor")
    await conn.execute(f"BEGIN ISOLATION LEVEL {isolation}")
    await conn.fetch(COUNTS)
    await become_clerk(city, admin)
    await conn.fetch(
        COUNTS
    )  # the server asks who is in a group when a transaction begins or takes another lock
    await admin.execute("SELECT madoguchi_put_in_group($1, 'madoguchi_counter')", city.names["supervisor"])
    with pytest.raises(ENDED):
        await conn.fetch(COUNTS)


async def become_clerk(city: City, admin: asyncpg.Connection) -> None:
    """Take the group away, and nothing more."""
    name = city.names["supervisor"]
    await admin.execute(f"REVOKE madoguchi_supervisor FROM {name}; GRANT madoguchi_counter TO {name}")


async def test_an_open_desk_of_a_former_supervisor_suspends_nobody(
    city: City, admin: asyncpg.Connection
) -> None:
    """The desk still takes itself for a supervisor's; the database doesn't."""
    patron_id = await city.town.patron(CARD)
    async with city.open("supervisor") as library:
        actor = city.actor("supervisor")
        await library.backend.look_ups.by_card(CARD, actor)
        await become_clerk(city, admin)
        wanted = Suspend(actor=actor, patron_id=patron_id, reason=SuspensionReason.UNREACHABLE)
        with pytest.raises(NotPermitted):
            await library.backend.acts.perform(wanted)
        await library.backend.look_ups.again(patron_id, actor)  # a clerk's work goes on
    assert await city.town.acts() == []


async def test_open_connections_end_and_the_next_ones_are_the_new_roles(city: City, connect: Connect) -> None:
    name = city.names["supervisor"]
    async with city.open("supervisor") as library:
        member = city.actor("supervisor").staff
        idle, busy = await connect("supervisor"), await connect("supervisor")
        await busy.execute("BEGIN")
        await busy.fetch(COUNTS)
        await city.library.staff.change(name, role=Role.COUNTER)
        for conn in (idle, busy):
            with pytest.raises(ENDED):
                await conn.fetchval("SELECT 1")
        library.db.invalidate_connections()
        assert (await library.staff.again(member)).role is Role.COUNTER

        await city.library.staff.change(name, name="青木")
        library.db.invalidate_connections()
        assert (await library.staff.again(member)).name == "青木"

        await city.library.staff.disable(name)
        library.db.invalidate_connections()
        with pytest.raises(SystemLoginRefused):
            await library.staff.again(member)
