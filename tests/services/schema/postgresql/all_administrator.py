"""A library is made and kept by an administrator who is no superuser."""

import secrets
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from services.errors import DatabaseLoginRefused, DatabaseUnreachable
from services.password_hashing import PasswordHasher
from services.schema import upgrade
from services.secret import Secret
from tests.helpers.city import City, founded
from tests.helpers.postgres import Server

GROUPS = ("owner", "counter", "phone", "supervisor", "worker", "portal", "circulation")


@pytest.fixture
async def administrators_url(postgres: Server, city: City) -> AsyncIterator[str]:
    """An empty database of an administrator with CREATEROLE; the groups are on the server already."""
    name = f"admin_{secrets.token_hex(3)}"
    server = await city.connect()
    with postgres.empty_database() as empty:
        database = make_url(empty).database
        await server.execute(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD 'geheim'")
        for group in GROUPS:
            await server.execute(
                f"GRANT madoguchi_{group} TO {name} WITH ADMIN OPTION, INHERIT FALSE, SET FALSE"
            )
        await server.execute(f"ALTER DATABASE {database} OWNER TO {name}")
        url = make_url(empty).set(username=name, password="geheim")
        yield url.render_as_string(hide_password=False)
        await server.execute(f"ALTER DATABASE {database} OWNER TO postgres")
        kept = await asyncpg.connect(make_url(empty).set(drivername="postgresql").render_as_string(False))
        await kept.execute(f"DROP OWNED BY {name} CASCADE")
        await kept.close()
    await server.execute(f"DROP OWNED BY {name}")
    await server.execute(f"DROP ROLE {name}")
    await server.close()


async def test_another_administrator_can_take_over(administrators_url: str) -> None:
    """What is upgraded by whoever keeps the library now, and is called by desks, belongs to no person's login."""
    await upgrade.init(administrators_url)
    plain = make_url(administrators_url).set(drivername="postgresql").render_as_string(hide_password=False)
    conn = await asyncpg.connect(plain)
    try:
        own = await conn.fetch(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE 'madoguchi\\_%'"
            " AND proowner <> 'madoguchi_owner'::regrole"
        )
    finally:
        await conn.close()
    assert own == []


async def test_an_administrator_makes_upgrades_and_keeps_a_library(
    administrators_url: str, cheap_hasher: PasswordHasher
) -> None:
    url = administrators_url
    await upgrade.init(url)
    await upgrade.upgrade(url)
    await upgrade.check(url)
    async with founded(url, cheap_hasher) as city:
        patron_id = await city.town.patron("123456789")
        async with city.open("counter") as library:
            await library.backend.look_ups.by_card("123456789", city.actor("counter"))
            await city.library.staff.set_password(city.names["counter"], Secret("あたらしい合言葉"))
            await city.library.staff.disable(city.names["counter"])
            with pytest.raises((DatabaseUnreachable, DatabaseLoginRefused)):
                await library.backend.look_ups.again(patron_id, city.actor("counter"))
