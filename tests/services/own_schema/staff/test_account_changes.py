"""Accounts that are disabled, enabled and changed: what the person may then do, and what is on record."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import pytest
from sqlalchemy import select

from services.contract.actor import StaffMember
from services.contract.errors import (
    NotPermitted,
    ServiceError,
    StaffDisabled,
    StaffLoginGone,
    StaffNameEmpty,
    StaffSwitchedOff,
    StaffUnknown,
)
from services.own_schema.audit.verification import verify
from services.own_schema.database.tables import act
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.sign_in_postgresql import entered
from services.rules.secret import Secret
from services.rules.vocabulary import Role
from tests.helpers.city import PASSWORD, City, founded

RIGHT = Secret(PASSWORD)
OTHER = Secret("もう一つの合言葉です")
GROUPS = """
    SELECT array_agg(roleid::regrole::text ORDER BY 1) FROM pg_auth_members WHERE member = $1::regrole
"""


class Place:
    """One library with one clerk, alike on both databases.

    Attributes:
        id: the clerk's.
        by: in whose name an administrator's work is recorded.
    """

    def __init__(
        self, library: Library, staff_id: str, by: str, sign_in: Callable[[Secret], Awaitable[StaffMember]]
    ) -> None:
        self.library = library
        self.id = staff_id
        self.by = by
        self._sign_in = sign_in

    async def signs_in(self, password: Secret = RIGHT) -> StaffMember | type[ServiceError]:
        try:
            return await self._sign_in(password)
        except ServiceError as error:
            return type(error)

    async def role(self) -> Role | type[ServiceError]:
        member = await self.signs_in()
        return member.role if isinstance(member, StaffMember) else member

    async def recorded(self) -> list[tuple[str, dict[str, Any]]]:
        """Give verb and details of each record of a change; all are the administrator's, and the chain holds."""
        wanted = select(act.c.staff_id, act.c.verb, act.c.details).order_by(act.c.sequence)
        async with self.library.db.reading() as conn:
            rows = (await conn.execute(wanted)).all()
        assert {row.staff_id for row in rows} <= {self.by}
        assert (await verify(self.library.db)).findings == ()
        return [(row.verb, dict(row.details)) for row in rows if row.verb != "staff.add"]


@pytest.fixture
async def place(dialect: str, database_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Place]:
    if dialect == "postgresql":
        async with founded(database_url, cheap_hasher) as city:
            yield of_city(city)
        return
    async with open_library(database_url, hasher=cheap_hasher) as library:
        await library.staff.add("clerk", name="窓口 係", role=Role.COUNTER, branch_id=1, password=RIGHT)
        yield Place(library, "clerk", "madoguchi staff", lambda word: library.staff.sign_in("clerk", word))


def of_city(city: City) -> Place:
    async def enter(password: Secret) -> StaffMember:
        async with entered(city.url, city.names["counter"], password) as came_in:
            return came_in.member

    return Place(city.library, city.names["counter"], "postgres", enter)


async def test_who_was_disabled_comes_back_with_role_and_password(place: Place) -> None:
    staff = place.library.staff
    await staff.change(place.id, role=Role.SUPERVISOR)
    await staff.disable(place.id)
    assert await place.signs_in() is StaffDisabled
    await staff.enable(place.id)
    assert await place.role() is Role.SUPERVISOR
    assert [it for it in await staff.list_all() if it.disabled] == []
    assert (await place.recorded())[1:] == [
        ("staff.disable", {"staff": place.id}),
        ("staff.enable", {"staff": place.id, "role": "supervisor"}),
    ]


async def test_enabling_who_works_changes_nothing(place: Place) -> None:
    await place.library.staff.enable(place.id)
    assert await place.role() is Role.COUNTER


async def test_a_disabled_account_takes_no_password(place: Place) -> None:
    staff = place.library.staff
    await staff.disable(place.id)
    with pytest.raises(StaffSwitchedOff) as refused:
        await staff.set_password(place.id, OTHER)
    assert refused.value.staff_id == place.id
    await staff.enable(place.id)
    await staff.set_password(place.id, OTHER)
    assert isinstance(await place.signs_in(OTHER), StaffMember)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.PHONE])
async def test_another_role_is_the_next_sign_ins_and_on_record(place: Place, role: Role) -> None:
    await place.library.staff.change(place.id, role=role)
    assert await place.role() is role
    assert await place.recorded() == [
        ("staff.change", {"staff": place.id, "role": role.value, "role_before": "counter"})
    ]


async def test_what_is_so_already_is_no_change(place: Place) -> None:
    await place.library.staff.change(place.id, role=Role.COUNTER)
    assert await place.recorded() == []
    assert await place.role() is Role.COUNTER


async def test_name_and_branch_change_and_no_name_is_on_record(place: Place) -> None:
    staff = place.library.staff
    await staff.change(place.id, name=" 青木 ", branch_id=2)
    member = await place.signs_in()
    assert isinstance(member, StaffMember)
    assert (member.name, member.role) == ("青木", Role.COUNTER)
    assert await staff.default_branch(member) == 2
    ((verb, details),) = await place.recorded()
    before = details.pop("branch_before")
    assert (verb, details) == ("staff.change", {"staff": place.id, "branch": 2, "name_changed": True})
    assert before != 2


async def test_a_role_given_while_disabled_counts_when_enabled(place: Place) -> None:
    staff = place.library.staff
    await staff.disable(place.id)
    await staff.change(place.id, role=Role.PHONE)
    assert await place.signs_in() is StaffDisabled
    await staff.enable(place.id)
    assert await place.role() is Role.PHONE


async def test_nobody_and_no_name_are_refused(place: Place) -> None:
    staff = place.library.staff
    with pytest.raises(StaffUnknown):
        await staff.enable("nobody")
    with pytest.raises(StaffUnknown):
        await staff.change("nobody", role=Role.PHONE)
    with pytest.raises(StaffNameEmpty):
        await staff.change(place.id, name=" ")
    assert await place.recorded() == []


async def test_who_is_signed_in_is_read_anew(sqlite_url: str, cheap_hasher: PasswordHasher) -> None:
    """On PostgreSQL with the clerk's own login: tests/services/own_schema/schema/postgresql/test_changed_roles.py."""
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        staff = library.staff
        await staff.add("clerk", name="窓口 係", role=Role.COUNTER, branch_id=1, password=RIGHT)
        member = await staff.sign_in("clerk", RIGHT)
        await staff.change(member.id, name="青木", role=Role.SUPERVISOR)
        assert await staff.again(member) == StaffMember(member.id, "青木", Role.SUPERVISOR)
        await staff.disable(member.id)
        with pytest.raises(StaffDisabled):
            await staff.again(member)


async def test_the_group_follows_the_role(city: City) -> None:
    admin, name = await city.connect(), city.names["counter"]
    for role in (Role.SUPERVISOR, Role.PHONE, Role.COUNTER):
        await city.library.staff.change(name, role=role)
        assert await admin.fetchval(GROUPS, name) == [f"madoguchi_{role.value}"]
    await city.library.staff.disable(name)
    await city.library.staff.change(name, role=Role.SUPERVISOR)
    assert await admin.fetchval(GROUPS, name) is None
    await admin.close()


async def test_a_membership_that_another_administrator_gave_is_taken_back_too(city: City) -> None:
    """REVOKE alone takes back what its own giver gave, and only warns where another did."""
    admin, name = await city.connect(), city.names["supervisor"]
    giver = f"giver_{name}"
    await admin.execute(f"REVOKE madoguchi_supervisor FROM {name}")
    await admin.execute(f"CREATE ROLE {giver}; GRANT madoguchi_supervisor TO {giver} WITH ADMIN OPTION")
    await admin.execute(f"GRANT madoguchi_supervisor TO {name} GRANTED BY {giver}")
    await city.library.staff.change(name, role=Role.COUNTER)
    held = await admin.fetchval(GROUPS, name)
    await admin.execute(f"REVOKE madoguchi_supervisor FROM {giver}; DROP ROLE {giver}")
    await admin.close()
    assert held == ["madoguchi_counter"]


async def test_a_login_that_the_server_has_lost_is_made_anew(city: City) -> None:
    """As after a dump without `pg_dumpall --globals-only`."""
    staff, lost = city.library.staff, f"lost_{city.names['counter']}"
    await staff.add(lost, name="係", role=Role.COUNTER, branch_id=1, password=RIGHT)
    admin = await city.connect()
    await staff.disable(lost)
    await admin.execute(f"DROP ROLE {lost}")
    await staff.disable(lost)
    await staff.enable(lost)
    await staff.set_password(lost, OTHER)
    async with entered(city.url, lost, OTHER) as came_in:
        assert came_in.member.role is Role.COUNTER
    await admin.execute(f"DROP OWNED BY {lost}; DROP ROLE {lost}")
    with pytest.raises(StaffLoginGone):
        await staff.set_password(lost, OTHER)
    with pytest.raises(StaffLoginGone):
        await staff.change(lost, role=Role.PHONE)
    await staff.change(lost, name="青木")
    await admin.close()


@pytest.mark.parametrize("who", ["supervisor", "worker"])
async def test_nobody_but_an_administrator_changes_accounts(city: City, who: str) -> None:
    name = city.names["other"]
    url = city.url_of(who)
    async with open_library(url, hasher=city.hasher) as library:
        for doing in (library.staff.enable(name), library.staff.change(name, role=Role.SUPERVISOR)):
            with pytest.raises(NotPermitted):
                await doing
    conn = await city.connect(who)
    for statement in (
        f"SELECT madoguchi_enable('{name}', 'madoguchi_supervisor')",
        f"SELECT madoguchi_put_in_group('{name}', 'madoguchi_supervisor')",
        f"SELECT madoguchi_end_connections('{name}')",
        "SELECT madoguchi_should_connect()",
        "INSERT INTO madoguchi.service_login VALUES ('me')",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute(statement)
    await conn.close()
