"""What only PostgreSQL has: the login's group, and whether every guard is in force."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from services.contract.diagnosis import CheckResult, Subject
from services.own_schema.database.engine import Database
from services.own_schema.diagnosis.library import examine
from services.own_schema.diagnosis.server import (
    check_guards,
    check_login,
    check_logins,
    check_tables,
    wanted_guards,
)
from tests.helpers.city import City
from tests.helpers.postgres import Server
from tests.services.own_schema.diagnosis.test_library import here

BROKEN = [
    "ALTER TABLE loan DISABLE TRIGGER keep_loan",
    "DROP TRIGGER next_version ON hold",
    "DROP TRIGGER act_stays ON act",
    "DROP FUNCTION madoguchi_lock_title",
]


@pytest.fixture
def own_url(postgres: Server) -> Iterator[str]:
    """A library that no other test is given: its guards are broken here."""
    with postgres.library_to_break() as url:
        yield url


async def test_everything_that_guards_the_database_is_looked_for(postgres_url: str) -> None:
    made = """
        SELECT 'FUNCTION ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION SELECT 'TRIGGER ' || tgname || ' ON ' || relname FROM pg_trigger
            JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal
    """
    db = Database.open(postgres_url)
    async with db.autocommit() as conn:
        assert wanted_guards() == set((await conn.execute(text(made))).scalars())
    await db.dispose()


@pytest.mark.parametrize("broken", BROKEN)
async def test_one_guard_that_is_gone_is_told(own_url: str, broken: str) -> None:
    db = Database.open(own_url)
    assert (await check_guards(db)).result is CheckResult.GUARDS_IN_FORCE
    async with db.transaction() as conn:
        await conn.execute(text(broken))
    assert (await check_guards(db)).result is CheckResult.GUARDS_MISSING
    await db.dispose()


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("counter", CheckResult.LOGIN_COUNTER),
        ("phone", CheckResult.LOGIN_PHONE),
        ("supervisor", CheckResult.LOGIN_SUPERVISOR),
        ("worker", CheckResult.LOGIN_WORKER),
        ("portal", CheckResult.LOGIN_PORTAL),
        ("circulation", CheckResult.LOGIN_CIRCULATION),
    ],
)
async def test_every_login_learns_what_it_is_and_nothing_that_it_may_not_read(
    city: City, who: str, expected: CheckResult
) -> None:
    db = Database.open(city.url_of(who))
    found = {it.subject: it for it in await examine(db, here)}
    await db.dispose()
    assert found[Subject.LOGIN].result is expected
    assert found[Subject.GUARDS].result is CheckResult.GUARDS_IN_FORCE
    assert found[Subject.CLOCK].result is CheckResult.CLOCK_RIGHT
    assert {Subject.WAITING_MAIL, Subject.WORKER, Subject.SEAL} <= found.keys()
    told = [it.result for it in found.values()]
    assert all(isinstance(it, CheckResult) for it in told), told


@pytest.mark.parametrize(
    "broken",
    [
        "REVOKE CONNECT ON DATABASE {database} FROM {name}",
        "ALTER ROLE {name} NOLOGIN",
        "REVOKE madoguchi_counter FROM {name}",
    ],
)
async def test_a_login_that_should_connect_and_cannot_is_named(city: City, broken: str) -> None:
    admin = await city.connect()
    name = city.names["counter"]
    await admin.execute(broken.format(database=make_url(city.url).database, name=name))
    await admin.close()
    db, of_other = Database.open(city.url), Database.open(city.url_of("other"))
    (found,) = await check_logins(db, of_owner=True)
    examined = await examine(of_other, here)
    await db.dispose()
    await of_other.dispose()
    assert (found.result, found.values) == (CheckResult.LOGINS_SHUT_OUT, (1, name))
    (seen,) = (it for it in examined if it.subject is Subject.LOGINS)
    assert (
        seen.result is CheckResult.LOGINS_APART
    )  # who should connect is nobody's business but an administrator's


async def test_staff_whose_login_the_server_has_lost_are_named_and_those_who_were_disabled_are_not(
    city: City,
) -> None:
    await city.library.staff.disable(city.names["other"])
    async with city.library.db.transaction() as conn:
        await conn.execute(
            text("INSERT INTO staff (id, name, role, branch_id) VALUES ('lost', '係', 'counter', 1)")
        )
    db = Database.open(city.url)
    (found,) = await check_logins(db, of_owner=True)
    await db.dispose()
    assert (found.result, found.values) == (CheckResult.LOGINS_SHUT_OUT, (1, "lost"))


async def test_a_database_that_is_everybodys_and_tables_that_are_somebody_elses_are_told(
    own_url: str,
) -> None:
    db = Database.open(own_url)
    (apart,), owned = await check_logins(db, of_owner=True), await check_tables(db)
    assert (apart.result, owned.result) == (CheckResult.LOGINS_APART, CheckResult.TABLES_OWNED)
    async with db.transaction() as conn:
        await conn.execute(text(f"GRANT CONNECT ON DATABASE {make_url(own_url).database} TO PUBLIC"))
        await conn.execute(text("ALTER TABLE hold OWNER TO postgres"))
        await conn.execute(text("ALTER TABLE madoguchi.told OWNER TO postgres"))
    (everybody,), foreign = await check_logins(db, of_owner=False), await check_tables(db)
    await db.dispose()
    assert everybody.result is CheckResult.LOGINS_EVERYBODY
    assert (foreign.result, foreign.values) == (CheckResult.TABLES_FOREIGN, (2, "hold、told"))


async def test_a_login_is_not_told_from_functions_that_are_gone(own_url: str) -> None:
    db = Database.open(own_url)
    assert (await check_login(db)).result is CheckResult.LOGIN_OWNER
    async with db.transaction() as conn:
        await conn.execute(text("DROP FUNCTION madoguchi_has_group CASCADE"))
    assert (await check_login(db)).result is CheckResult.NOT_TOLD
    await db.dispose()


async def test_a_login_whose_group_was_taken_away_is_told(city: City) -> None:
    admin = await city.connect()
    await admin.execute(f"REVOKE madoguchi_counter FROM {city.names['counter']}")
    db = Database.open(city.url_of("counter"))
    found = [it.result for it in await examine(db, here)]
    await db.dispose()
    await admin.execute(f"GRANT madoguchi_counter TO {city.names['counter']}")
    await admin.close()
    assert found[-1] is CheckResult.LOGIN_NOBODY
    assert all(isinstance(it, CheckResult) for it in found)  # above all not that there were no library
