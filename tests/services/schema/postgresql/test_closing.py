"""`db close-tables`: what is closed stays so, and is as closed as a library that was made so."""

from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from services.database.engine import Database
from services.errors import NotPermitted
from services.password_hashing import PasswordHasher
from services.schema import upgrade
from services.schema.closing import close_tables
from services.schema.postgresql.closed import are_closed
from tests.helpers.before import open_to_before
from tests.helpers.city import founded
from tests.helpers.patrons import CARD
from tests.helpers.postgres import Server
from tests.services.acts.every_act import EVERY_ACT

IN_FORCE = """
    SELECT oid::regclass::text, relacl::text, relrowsecurity::text FROM pg_class
    WHERE relnamespace IN ('public'::regnamespace, 'madoguchi'::regnamespace) AND relkind IN ('r', 'S', 'v')
    UNION ALL SELECT oid::regprocedure::text, proacl::text, proconfig::text FROM pg_proc
    WHERE pronamespace IN ('public'::regnamespace, 'madoguchi'::regnamespace)
    UNION ALL SELECT polname, polrelid::regclass::text, '' FROM pg_policy
    UNION ALL SELECT attrelid::regclass || '.' || attname, attacl::text, '' FROM pg_attribute
    WHERE attacl IS NOT NULL AND attrelid >= 16384
    ORDER BY 1, 2
"""


@pytest.fixture
def url(postgres: Server) -> Iterator[str]:
    """The address of a library as `db init` makes it."""
    with postgres.library_to_break() as url:
        yield url


async def in_force(url: str) -> list[tuple[Any, ...]]:
    """Read all privileges, policies and settings of functions."""
    conn = await asyncpg.connect(make_url(url).set(drivername="postgresql").render_as_string(False))
    try:
        return [tuple(row) for row in await conn.fetch(IN_FORCE)]
    finally:
        await conn.close()


async def closed(url: str) -> bool:
    """Ask the library."""
    db = Database.open(url)
    async with db.autocommit() as conn:
        answer = await are_closed(conn)
    await db.dispose()
    return answer


async def test_a_library_is_made_closed_and_an_upgrade_leaves_it_so(url: str) -> None:
    made = await in_force(url)
    assert await closed(url)
    await upgrade.upgrade(url)
    assert await in_force(url) == made
    told = await close_tables(url, now=False)
    assert (told.were_closed, told.are_closed, told.others) == (True, True, ())


async def test_an_upgrade_leaves_open_what_is_open_until_it_is_closed_on_purpose(url: str) -> None:
    made = await in_force(url)
    await open_to_before(url)
    await upgrade.upgrade(url)
    assert not await closed(url)
    told = await close_tables(url, now=False)
    assert (told.were_closed, told.are_closed) == (False, False)
    assert not await closed(url)
    told = await close_tables(url, now=True)
    assert (told.were_closed, told.are_closed) == (False, True)
    assert await closed(url)
    assert await in_force(url) == made


async def test_who_runs_the_version_before_is_told_and_shut_out_while_others_act_on(
    url: str, cheap_hasher: PasswordHasher
) -> None:
    async with founded(url, cheap_hasher) as city:
        await open_to_before(url)
        before, act = await city.connect("phone"), EVERY_ACT[0]
        portal = await city.connect("portal")
        await city.town.patron(CARD)
        assert await before.fetch("SELECT FROM patron") == []
        async with city.open("counter") as desk:
            told = await close_tables(url, now=True)
            assert {other.login: other.connections for other in told.others} == {
                city.names["phone"]: 1,
                city.names["portal"]: 1,
            }
            staged, actor = await act.staged(city.town, city.library), city.actor("counter")
            await desk.backend.look_ups.by_card(staged.card, actor)
            await act.done(desk, act.ordered(staged, actor))
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for table patron"):
            await before.fetch("SELECT FROM patron")
        for conn in (before, portal):
            await conn.close()


async def test_a_login_that_is_no_administrators_closes_nothing(
    url: str, cheap_hasher: PasswordHasher
) -> None:
    async with founded(url, cheap_hasher) as city:
        await open_to_before(url)
        with pytest.raises(NotPermitted):
            await close_tables(city.url_of("supervisor"), now=True)
        assert not await closed(url)
