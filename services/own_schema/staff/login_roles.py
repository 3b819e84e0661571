"""Staff and services as login roles of the server: make them, give them a password, close them.

No plain password goes over the wire or into the server's log: the SCRAM verifier (RFC 5803) is made here, of the
password as the driver prepares it when it signs in (SASLprep, RFC 4013).
"""

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.errors import PasswordUnfit, StaffExists, StaffIdUnfit, StaffLoginGone
from services.rules.secret import Secret
from services.rules.vocabulary import Role

LONGEST_NAME: Final = 63
"""Bytes that PostgreSQL keeps of a role's name."""

GROUPS: Final[Mapping[Role, str]] = MappingProxyType(
    {
        Role.COUNTER: "madoguchi_counter",
        Role.PHONE: "madoguchi_phone",
        Role.SUPERVISOR: "madoguchi_supervisor",
    }
)
_ROUNDS = 4096  # what the server itself takes; each sign-in costs the desk as many
_RESERVED = frozenset({"none", "public"})


def can_be_a_login(name: str) -> bool:
    """Tell whether the server can call a login so; what begins with `pg_` is its own."""
    return len(name.encode()) <= LONGEST_NAME and not name.startswith("pg_") and name not in _RESERVED


def verifier(password: Secret, shortest: int) -> str:
    """Make what the server keeps of a password, and can check one against, but not give back.

    Args:
        password: as typed.
        shortest: what to say of a password that can't be prepared.

    Raises:
        PasswordUnfit: it holds what no password may hold (control characters).
    """
    from scramp import ScramException, ScramMechanism

    try:
        salt, stored, server, rounds = ScramMechanism("SCRAM-SHA-256").make_auth_info(
            password.reveal(), iteration_count=_ROUNDS
        )
    except ScramException:
        raise PasswordUnfit(shortest) from None
    parts = (base64.b64encode(part).decode() for part in (salt, stored, server))
    return "SCRAM-SHA-256${}:{}${}:{}".format(rounds, *parts)


async def make_login(conn: AsyncConnection, name: str, group: str, verifier: str) -> None:
    """Make a login that may connect to this library, in a group.

    Raises:
        StaffIdUnfit: the server can't call a login so.
        StaffExists: the server has a role of that name, in this library or another.
    """
    if not can_be_a_login(name):
        raise StaffIdUnfit(LONGEST_NAME)
    try:
        await _run(conn, "CREATE ROLE %I LOGIN PASSWORD %L IN ROLE %I", name, verifier, group)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == "42710":  # duplicate_object
            raise StaffExists(name) from None
        raise
    await conn.execute(text("SELECT madoguchi_let_connect(:name)"), {"name": name})


async def change_verifier(conn: AsyncConnection, name: str, verifier: str) -> None:
    """Give a login another password, and reset the settings of its role.

    Raises:
        StaffLoginGone: the server has no such login.
    """
    with _of_login(name):
        await _run(conn, "ALTER ROLE %I PASSWORD %L", name, verifier)
        await conn.execute(text("SELECT madoguchi_reset_login(:name)"), {"name": name})


async def change_own_verifier(conn: AsyncConnection, verifier: str) -> None:
    """Give the login that is connected another password, which a server lets each login do with its own."""
    await _run(conn, "ALTER ROLE SESSION_USER PASSWORD %L", verifier)


async def enable(conn: AsyncConnection, name: str, group: str) -> None:
    """Open a login again, in a group of staff; make it without a password where the server has lost it."""
    await conn.execute(text("SELECT madoguchi_enable(:name, :group)"), {"name": name, "group": group})


async def put_in_group(conn: AsyncConnection, name: str, group: str) -> None:
    """Make a login a member of one group of staff, and of no other; its connections end.

    Raises:
        StaffLoginGone: the server has no such login.
    """
    with _of_login(name):
        await conn.execute(
            text("SELECT madoguchi_put_in_group(:name, :group)"), {"name": name, "group": group}
        )


async def end_connections(conn: AsyncConnection, name: str) -> None:
    """End every connection of a login, which may make others."""
    await conn.execute(text("SELECT madoguchi_end_connections(:name)"), {"name": name})


async def put_out(conn: AsyncConnection, name: str) -> None:
    """Revoke all rights of a login and end its connections, in one function of the database's."""
    await conn.execute(text("SELECT madoguchi_disable(:name)"), {"name": name})


@contextmanager
def _of_login(name: str) -> Iterator[None]:
    """Tell a login that isn't there from an error of the program's."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == "42704":  # undefined_object
            raise StaffLoginGone(name) from None
        raise


async def _run(conn: AsyncConnection, statement: str, *names: str) -> None:
    """Run a statement that takes no parameters, with names and texts quoted by the server itself."""
    places = ", ".join(f"CAST(:p{place} AS text)" for place in range(len(names)))
    values = {f"p{place}": value for place, value in enumerate(names)}
    quoted = text(f"SELECT format(:statement, {places})")
    made = (await conn.execute(quoted, {"statement": statement, **values})).scalar_one()
    await conn.exec_driver_sql(made)
