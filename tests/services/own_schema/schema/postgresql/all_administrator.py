"""A library is made and kept by an administrator who is no superuser."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from services.contract.diagnosis import CheckResult
from services.contract.errors import SystemLoginRefused, SystemUnreachable
from services.own_schema.database.engine import Database
from services.own_schema.diagnosis.stopping import check_stopping
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.schema import upgrade
from services.rules.secret import Secret
from tests.helpers.administrators import administrators_database
from tests.helpers.city import City, founded
from tests.helpers.postgres import Server


@pytest.fixture
async def administrators_url(postgres: Server, city: City) -> AsyncIterator[str]:
    """An empty database of an administrator with CREATEROLE; the groups are on the server already."""
    superuser = await city.connect()
    async with administrators_database(postgres, superuser) as url:
        yield url
    await superuser.close()


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
            with pytest.raises((SystemUnreachable, SystemLoginRefused)):
                await library.backend.look_ups.again(patron_id, city.actor("counter"))


async def test_what_a_superuser_alone_can_take_from_everybody_is_told_until_one_did(
    administrators_url: str, city: City
) -> None:
    await upgrade.init(administrators_url)
    assert CheckResult.STOPPING_FUNCTIONS in await told(administrators_url)
    await upgrade.upgrade(administrators_url)
    assert CheckResult.STOPPING_FUNCTIONS in await told(administrators_url)
    superuser = make_url(city.url).set(database=make_url(administrators_url).database)
    await upgrade.upgrade(superuser.render_as_string(hide_password=False))
    assert CheckResult.STOPPING_FUNCTIONS not in await told(administrators_url)
    await upgrade.upgrade(administrators_url)


async def told(url: str) -> list[object]:
    db = Database.open(url)
    try:
        return [it.result for it in await check_stopping(db)]
    finally:
        await db.dispose()


async def test_a_login_that_another_administrator_made_hinders_no_upgrade(
    administrators_url: str, city: City
) -> None:
    """Who may not change it gives it no limit, and doctor names it."""
    await upgrade.init(administrators_url)
    superuser = await city.connect()
    name = city.names["worker"]
    await superuser.execute(f"ALTER ROLE {name} CONNECTION LIMIT -1")
    database = make_url(administrators_url).database
    own = await asyncpg.connect(
        make_url(city.url).set(drivername="postgresql", database=database).render_as_string(False)
    )
    await own.execute("INSERT INTO madoguchi.service_login (name) VALUES ($1)", name)
    await own.close()
    await upgrade.upgrade(administrators_url)
    assert CheckResult.STOPPING_WITHOUT_LIMIT in await told(administrators_url)
    await superuser.execute(f"REVOKE ALL ON DATABASE {database} FROM {name}")
    await superuser.close()
