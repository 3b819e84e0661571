"""Staff as logins of a PostgreSQL server."""

import asyncio

import asyncpg
import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from services.contract.errors import (
    PasswordUnfit,
    SignInFailed,
    StaffExists,
    StaffIdUnfit,
    StaffNameEmpty,
    StaffUnknown,
    SystemBusy,
    SystemLoginRefused,
    SystemUnreachable,
)
from services.own_schema.database.tables import staff
from services.own_schema.library import open_library
from services.own_schema.staff.staff_accounts_postgresql import StaffDirectoryPostgresql
from services.rules.passwords.own_password import normal_password
from services.rules.secret import Secret
from services.rules.vocabulary import Role
from tests.helpers.city import City
from tests.helpers.postgres import Server
from tests.helpers.waiting import AGAIN


async def test_who_signed_in_is_who_is_connected(city: City) -> None:
    async with city.open("supervisor") as library:
        member = await library.staff.sign_in(city.names["supervisor"], Secret("anything"))
        assert (member.id, member.role) == (city.names["supervisor"], Role.SUPERVISOR)
        with pytest.raises(SignInFailed):
            await library.staff.sign_in(city.names["counter"], Secret("anything"))


async def test_an_administrator_is_no_staff(city: City) -> None:
    assert isinstance(city.library.staff, StaffDirectoryPostgresql)
    with pytest.raises(StaffUnknown):
        await city.library.staff.myself()


async def test_no_hash_and_no_plain_password_is_kept(city: City) -> None:
    async with city.library.db.reading() as conn:
        assert set((await conn.execute(select(staff.c.hash))).scalars()) == {None}
    admin = await city.connect()
    kept = await admin.fetchval("SELECT rolpassword FROM pg_authid WHERE rolname = $1", city.names["counter"])
    await admin.close()
    assert kept.startswith("SCRAM-SHA-256$4096:")


@pytest.mark.parametrize(
    "password",
    [
        "plain words 123",
        "ひらけごま、ひらけごま",
        "with\u00a0a blank",  # SASLprep maps it to a plain one
        "I\u00adX soft hyphen",  # and leaves this out
        "ｆｕｌｌｗｉｄｔｈ１２３",
    ],
)
async def test_what_was_set_is_what_signs_in(city: City, password: str) -> None:
    name = city.names["counter"]
    await city.library.staff.set_password(name, Secret(password))
    url = make_url(city.url).set(username=name, password=normal(password))
    async with open_library(url.render_as_string(hide_password=False), hasher=city.hasher) as library:
        assert isinstance(library.staff, StaffDirectoryPostgresql)
        assert (await library.staff.myself()).id == name
    with pytest.raises(SystemLoginRefused):
        async with city.open("counter"):
            pytest.fail("the old password still works")


def normal(password: str) -> str:
    return normal_password(Secret(password)).reveal()


async def test_an_unfit_password_makes_no_login(city: City) -> None:
    for password in ("short", "control\u0007character"):
        with pytest.raises(PasswordUnfit):
            await city.library.staff.set_password(city.names["counter"], Secret(password))


async def test_whoever_is_disabled_is_out_at_once_and_for_good(city: City) -> None:
    async with city.open("counter") as library:
        patron_id = await city.town.patron("123456789")
        await library.backend.look_ups.by_card("123456789", city.actor("counter"))
        await city.library.staff.disable(city.names["counter"])
        with pytest.raises((SystemUnreachable, SystemLoginRefused)):
            await library.backend.look_ups.again(patron_id, city.actor("counter"))
        with pytest.raises(SystemLoginRefused):
            await library.backend.look_ups.again(patron_id, city.actor("counter"))
    admin = await city.connect()
    groups = "SELECT count(*) FROM pg_auth_members WHERE member = $1::regrole"
    assert await admin.fetchval(groups, city.names["counter"]) == 0
    await admin.close()
    (account,) = (it for it in await city.library.staff.list_all() if it.id == city.names["counter"])
    assert account.disabled


async def test_a_login_opens_its_own_library_and_no_other(city: City, postgres: Server) -> None:
    with postgres.library() as elsewhere:
        other = make_url(elsewhere)
        url = make_url(city.url_of("supervisor")).set(drivername="postgresql", database=other.database)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await asyncpg.connect(url.render_as_string(hide_password=False))


@pytest.mark.parametrize(
    ("staff_id", "error"),
    [
        ("postgres", StaffExists),
        ("madoguchi_owner", StaffExists),
        ("pg_mine", StaffIdUnfit),
        ("長" * 22, StaffIdUnfit),
        ("with blank", StaffIdUnfit),
    ],
)
async def test_an_id_that_is_no_login_is_refused(city: City, staff_id: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        await city.library.staff.add(
            staff_id, name="窓口", role=Role.COUNTER, branch_id=1, password=Secret("abcd1234")
        )
    async with city.library.db.reading() as conn:
        assert staff_id not in set((await conn.execute(select(staff.c.id))).scalars())


async def test_an_id_is_given_once_and_nobody_is_changed(city: City) -> None:
    directory = city.library.staff
    with pytest.raises(StaffExists):
        await directory.add(
            city.names["counter"], name="窓口", role=Role.COUNTER, branch_id=1, password=Secret("abcd1234")
        )
    with pytest.raises(StaffNameEmpty):
        await directory.add("new", name=" ", role=Role.COUNTER, branch_id=1, password=Secret("abcd1234"))
    with pytest.raises(StaffUnknown):
        await directory.disable("postgres")
    with pytest.raises(StaffUnknown):
        await directory.set_password("postgres", Secret("abcd1234"))


async def test_an_odd_id_is_quoted(city: City) -> None:
    name = """窓口";'--"""
    await city.library.staff.add(name, name="窓口", role=Role.PHONE, branch_id=1, password=Secret("abcd1234"))
    url = make_url(city.url).set(username=name, password="abcd1234")
    async with open_library(url.render_as_string(hide_password=False), hasher=city.hasher) as library:
        assert isinstance(library.staff, StaffDirectoryPostgresql)
        assert (await library.staff.myself()).id == name
    await city.library.staff.disable(name)
    admin = await city.connect()
    await admin.execute("""DROP ROLE "窓口"";'--" """)
    await admin.close()


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor"])
async def test_a_login_knows_the_branch_it_works_at(city: City, who: str) -> None:
    async with city.open(who) as library:
        assert isinstance(library.staff, StaffDirectoryPostgresql)
        assert await library.staff.default_branch(await library.staff.myself()) == city.town.branch_id


async def test_two_administrators_at_once_are_told_to_try_again(city: City) -> None:
    """Who may connect stands in one row of the server's, which it lets nobody change right after another."""
    name, database = city.names["counter"], make_url(city.url).database
    other = await city.connect()
    async with other.transaction():
        await other.execute(f"GRANT CONNECT ON DATABASE {database} TO {name}")
        disabling = asyncio.create_task(city.library.staff.disable(name))
        waiting = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"
        while not (disabling.done() or await other.fetchval(waiting)):  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(AGAIN)
    await other.close()
    with pytest.raises(SystemBusy):
        await disabling
    await city.library.staff.disable(name)
    assert {it.id for it in await city.library.staff.list_all() if it.disabled} == {name}
