"""How many connections a login may have, and what of its own settings an administrator's commands leave."""

from collections.abc import Awaitable, Callable

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from services.contract.errors import LoginLimitReached, ServiceError
from services.own_schema.schema import upgrade
from services.own_schema.sign_in_postgresql import entered
from services.own_schema.staff.service_accounts import Service, ServiceLogins
from services.rules.secret import Secret
from services.rules.vocabulary import Role
from tests.helpers.city import PASSWORD, City

LIMITS = {"counter": 30, "phone": 30, "supervisor": 30, "worker": 10, "portal": 20, "circulation": 20}
OWN = Secret(PASSWORD)
type Command = Callable[[City, str], Awaitable[object]]


async def _reenable(city: City, name: str) -> None:
    await city.library.staff.disable(name)
    await city.library.staff.enable(name)


COMMANDS: dict[str, Command] = {
    "password": lambda city, name: city.library.staff.set_password(name, OWN),
    "disable": lambda city, name: city.library.staff.disable(name),
    "enable": _reenable,
    "change": lambda city, name: city.library.staff.change(name, role=Role.PHONE),
}


async def limit(admin: asyncpg.Connection, name: str) -> int:
    number: int = await admin.fetchval("SELECT rolconnlimit FROM pg_roles WHERE rolname = $1", name)
    return number


async def settings(admin: asyncpg.Connection, name: str) -> list[str]:
    rows = await admin.fetch(
        "SELECT unnest(setconfig) AS it FROM pg_db_role_setting WHERE setrole = $1::regrole", name
    )
    return [row["it"] for row in rows]


@pytest.mark.parametrize("who", LIMITS)
async def test_each_login_has_a_limit_from_the_start(city: City, admin: asyncpg.Connection, who: str) -> None:
    assert await limit(admin, city.names[who]) == LIMITS[who]


async def test_db_login_sets_one_with_a_login_that_it_makes_and_with_a_new_password(
    city: City, admin: asyncpg.Connection
) -> None:
    name = f"w_{city.names['worker']}"
    services = ServiceLogins(city.library.db, city.library.masters)
    try:
        assert await services.give(name, Service.WORKER, OWN)
        assert await limit(admin, name) == LIMITS["worker"]
        await admin.execute(f"ALTER ROLE {name} CONNECTION LIMIT -1")
        assert not await services.give(name, Service.WORKER, OWN)
        assert await limit(admin, name) == LIMITS["worker"]
    finally:
        await admin.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


async def test_an_upgrade_gives_those_a_limit_that_are_there_and_leaves_an_administrators_own(
    city: City, admin: asyncpg.Connection
) -> None:
    counter, worker, portal = (city.names[who] for who in ("counter", "worker", "portal"))
    await admin.execute(f"ALTER ROLE {counter} CONNECTION LIMIT -1; ALTER ROLE {worker} CONNECTION LIMIT -1")
    await admin.execute(f"ALTER ROLE {portal} CONNECTION LIMIT 200")
    await upgrade.upgrade(city.url)
    assert [await limit(admin, it) for it in (counter, worker, portal)] == [30, 10, 200]


@pytest.mark.parametrize("command", COMMANDS)
async def test_an_administrators_own_number_stays(
    city: City, admin: asyncpg.Connection, command: str
) -> None:
    name = city.names["counter"]
    await admin.execute(f"ALTER ROLE {name} CONNECTION LIMIT 5")
    await COMMANDS[command](city, name)
    assert await limit(admin, name) == 5


@pytest.mark.parametrize("command", COMMANDS)
async def test_what_a_login_set_in_its_own_role_goes(
    city: City, admin: asyncpg.Connection, command: str
) -> None:
    name, database = city.names["counter"], make_url(city.url).database
    thief = await city.connect("counter")
    await thief.execute("ALTER ROLE CURRENT_USER SET local_preload_libraries = 'nowhere'")
    await thief.execute(f"ALTER ROLE CURRENT_USER IN DATABASE {database} SET statement_timeout = 1")
    await thief.close()
    assert len(await settings(admin, name)) == 2
    await COMMANDS[command](city, name)
    assert await settings(admin, name) == []


async def test_a_services_own_settings_go_with_a_new_password(city: City, admin: asyncpg.Connection) -> None:
    name = city.names["portal"]
    await admin.execute(f"ALTER ROLE {name} SET statement_timeout = 1")
    await ServiceLogins(city.library.db, city.library.masters).give(name, Service.PORTAL, OWN)
    assert await settings(admin, name) == []


async def test_no_login_lifts_its_own_limit(city: City, admin: asyncpg.Connection) -> None:
    thief = await city.connect("counter")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await thief.execute("ALTER ROLE CURRENT_USER CONNECTION LIMIT -1")
    await thief.close()
    assert await limit(admin, city.names["counter"]) == LIMITS["counter"]


@pytest.mark.parametrize("hosts", [1, 2])
async def test_who_reached_it_is_told_so_at_the_sign_in(
    city: City, admin: asyncpg.Connection, hosts: int
) -> None:
    name, url = city.names["counter"], make_url(city.url)
    address = f"postgresql:///{url.database}?{'&'.join([f'host={url.host}:{url.port}'] * hosts)}"
    await admin.execute(f"ALTER ROLE {name} CONNECTION LIMIT 1")
    other_desk = await city.connect("counter")
    try:
        assert isinstance(await _refused(city, address, name, PASSWORD), LoginLimitReached)
        assert not isinstance(await _refused(city, address, name, "wrong"), LoginLimitReached)
    finally:
        await other_desk.close()
    while await admin.fetchval("SELECT count(*) FROM pg_stat_activity WHERE usename = $1", name):
        pass  # a closed connection's process ends by itself
    async with entered(address, name, OWN, hasher=city.hasher) as came_in:
        assert came_in.member.id == name


async def _refused(city: City, address: str, name: str, password: str) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        async with entered(address, name, Secret(password), hasher=city.hasher):
            pytest.fail("came in")
    return caught.value
