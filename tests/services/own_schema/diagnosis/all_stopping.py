"""What lets one login stop a server is named to an administrator, and is no longer when it was put right."""

from collections.abc import Sequence

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.own_schema.database.engine import Database
from services.own_schema.diagnosis.library import examine
from services.own_schema.diagnosis.stopping import check_stopping
from tests.helpers.city import City
from tests.helpers.postgres import Server
from tests.services.own_schema.diagnosis.test_library import here


async def told(city: City, result: CheckResult) -> tuple[object, ...]:
    """Say what is named of a kind; nothing where there is none."""
    return next((it.values for it in await found(city.url) if it.result is result), ())


async def found(url: str) -> Sequence[Diagnosis]:
    db = Database.open(url)
    try:
        return await check_stopping(db)
    finally:
        await db.dispose()


async def test_functions_that_are_everybodys_are_counted(city: City, admin: asyncpg.Connection) -> None:
    assert await told(city, CheckResult.STOPPING_FUNCTIONS) == ()
    await admin.execute("GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint), lo_creat(integer) TO PUBLIC")
    try:
        assert await told(city, CheckResult.STOPPING_FUNCTIONS) == (2,)
    finally:
        await admin.execute(
            "REVOKE EXECUTE ON FUNCTION pg_advisory_lock(bigint), lo_creat(integer) FROM PUBLIC"
        )


async def test_databases_where_everybody_may_connect_are_named(
    city: City, admin: asyncpg.Connection, postgres: Server
) -> None:
    with postgres.library_to_break() as url:
        name = str(make_url(url).database)
        assert name not in str(await told(city, CheckResult.STOPPING_DATABASES))
        await admin.execute(f"GRANT CONNECT ON DATABASE {name} TO PUBLIC")
        count, names = await told(city, CheckResult.STOPPING_DATABASES)
        assert count == len(str(names).split("、"))
        assert name in str(names)
        await admin.execute(f"REVOKE CONNECT ON DATABASE {name} FROM PUBLIC")
        assert name not in str(await told(city, CheckResult.STOPPING_DATABASES))


async def test_logins_without_a_limit_are_named(city: City, admin: asyncpg.Connection) -> None:
    assert await told(city, CheckResult.STOPPING_WITHOUT_LIMIT) == ()
    name = city.names["worker"]
    await admin.execute(f"ALTER ROLE {name} CONNECTION LIMIT -1")
    assert await told(city, CheckResult.STOPPING_WITHOUT_LIMIT) == (1, name)
    await admin.execute(f"ALTER ROLE {name} CONNECTION LIMIT 500")
    assert await told(city, CheckResult.STOPPING_WITHOUT_LIMIT) == ()


@pytest.mark.parametrize("where", ["", "IN DATABASE {database}"])
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("local_preload_libraries", "'nowhere'"),
        ("statement_timeout", "1"),
        ("role", "'madoguchi_counter'"),
        ("search_path", "''"),
    ],
)
async def test_what_a_login_set_in_its_role_is_named(
    city: City, where: str, setting: str, value: str
) -> None:
    assert await told(city, CheckResult.STOPPING_SETTINGS) == ()
    thief = await city.connect("counter")
    place = where.format(database=make_url(city.url).database)
    await thief.execute(f"ALTER ROLE CURRENT_USER {place} SET {setting} = {value}")
    assert await told(city, CheckResult.STOPPING_SETTINGS) == (1, f"{city.names['counter']} {setting}")
    await thief.execute(f"ALTER ROLE CURRENT_USER {place} RESET ALL")
    await thief.close()
    assert await told(city, CheckResult.STOPPING_SETTINGS) == ()


async def test_what_a_superuser_alone_may_set_is_theirs_to_choose(
    city: City, admin: asyncpg.Connection
) -> None:
    name = city.names["circulation"]
    await admin.execute(f"ALTER ROLE {name} SET log_statement = 'all'")
    assert await told(city, CheckResult.STOPPING_SETTINGS) == ()
    await admin.execute(f"ALTER ROLE {name} RESET ALL")


async def test_staff_are_told_nothing_of_it(city: City) -> None:
    db, of_owner = Database.open(city.url_of("supervisor")), Database.open(city.url)
    mine, owners = await examine(db, here), await examine(of_owner, here)
    await db.dispose()
    await of_owner.dispose()
    assert Subject.STOPPING not in [it.subject for it in mine]
    assert Subject.STOPPING in [it.subject for it in owners]
