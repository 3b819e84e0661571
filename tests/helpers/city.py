"""A city's library on PostgreSQL, with a login of the server for each kind of staff and service."""

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg
from sqlalchemy.engine import make_url

from services.contract.actor import Actor, StaffMember
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.secret import Secret
from services.rules.vocabulary import Channel, Role
from tests.helpers.kept_sessions import KeptSessions
from tests.helpers.patrons import Town

PASSWORD = "ひみつの合言葉です"
SERVICES = ("worker", "portal", "circulation")


@dataclass(frozen=True)
class City:
    """One library and its logins.

    Attributes:
        url: an administrator's address.
        names: the logins' names by role; `other` is a second counter.
        sessions: connections that earlier tests left.
    """

    url: str
    library: Library
    town: Town
    hasher: PasswordHasher
    names: Mapping[str, str]
    sessions: KeptSessions | None = None

    def url_of(self, who: str) -> str:
        """Give the address with a login's name and password."""
        as_login = make_url(self.url).set(username=self.names[who], password=PASSWORD)
        return as_login.render_as_string(hide_password=False)

    def actor(self, who: str, channel: Channel = Channel.COUNTER) -> Actor:
        """Be one of the staff at a desk."""
        role = Role.COUNTER if who == "other" else Role(who)
        staff = StaffMember(self.names[who], "窓口 係", role)
        return Actor(staff, self.town.branch_id, "2番窓口", channel)

    @asynccontextmanager
    async def open(self, who: str) -> AsyncIterator[Library]:
        """Open the library as one of the staff does."""
        async with open_library(self.url_of(who), hasher=self.hasher) as library:
            yield library

    async def connect(self, who: str | None = None) -> asyncpg.Connection:
        """Connect as somebody with `psql` would; as the administrator when nobody is named."""
        url = self.url if who is None else self.url_of(who)
        return await asyncpg.connect(make_url(url).set(drivername="postgresql").render_as_string(False))

    @asynccontextmanager
    async def connected(self, who: str | None = None) -> AsyncIterator[asyncpg.Connection]:
        """Be connected so until the block ends, by what an earlier test left if there is such a connection."""
        sessions = self.sessions or KeptSessions()
        async with sessions.lent(who, self.connect) as conn:
            yield conn
        if sessions is not self.sessions:
            await sessions.close()


_WITHOUT_RECORDS = """
    SET session_replication_role = replica; DELETE FROM act; SET session_replication_role = origin
"""
"""Tests read the records that they make: those of the founding go, against the guard."""


@asynccontextmanager
async def founded(url: str, hasher: PasswordHasher) -> AsyncIterator[City]:
    """Make everybody's logins in a fresh library; they are dropped in the end, for the server outlives the library."""
    async with open_library(url, hasher=hasher) as library:
        town = await Town.found(library.db)
        names = new_names()
        city = City(url, library, town, hasher, names)
        admin = await city.connect()
        try:
            await settle(city, admin)
            yield city
        finally:
            for name in names.values():
                await admin.execute(f"REVOKE ALL ON DATABASE {make_url(url).database} FROM {name}")
                await admin.execute(f"DROP ROLE {name}")
            await admin.close()


def new_names() -> dict[str, str]:
    """Think of logins' names, by role, that the server hasn't yet."""
    mark = secrets.token_hex(3)
    staff = {role.value: f"{role.value}_{mark}" for role in Role} | {"other": f"other_{mark}"}
    return staff | {service: f"{service}_{mark}" for service in SERVICES}


async def settle(city: City, admin: asyncpg.Connection) -> None:
    """Make a city's logins.

    Args:
        city: has their names.
        admin: a connection of the administrator's.
    """
    for who in city.names.keys() - set(SERVICES):
        staff = city.actor(who).staff
        await city.library.staff.add(
            staff.id,
            name=staff.name,
            role=staff.role,
            branch_id=city.town.branch_id,
            password=Secret(PASSWORD),
        )
    if await admin.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = session_user"):
        await admin.execute(_WITHOUT_RECORDS)
    for service in SERVICES:
        name = city.names[service]
        await admin.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}' IN ROLE madoguchi_{service}")
        await admin.execute("SELECT madoguchi_let_connect($1)", name)
