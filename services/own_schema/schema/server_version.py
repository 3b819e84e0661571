"""Checks which PostgreSQL servers a library can be on."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.errors import DatabaseEncodingUnfit, DatabaseTooOld

OLDEST = 16
"""The first version with GRANT … WITH INHERIT, SET, which roles.sql uses."""


async def server_version(conn: AsyncConnection) -> str:
    """Ask a PostgreSQL server for its version (`16.4`).

    Raises:
        DatabaseTooOld: the guards can't be put in force on it.
    """
    return supported(int((await conn.execute(text("SHOW server_version_num"))).scalar_one()))


async def check_encoding(conn: AsyncConnection) -> None:
    """Make sure that a database keeps every text, and knows where its characters end.

    Raises:
        DatabaseEncodingUnfit: it was made with another encoding than UTF8, which stays as it is made.
    """
    encoding = (await conn.execute(text("SHOW server_encoding"))).scalar_one()
    if encoding != "UTF8":
        raise DatabaseEncodingUnfit(encoding)


def supported(number: int) -> str:
    """Write a server's version number (160004) as people do.

    Raises:
        DatabaseTooOld: it is older than `OLDEST`.
    """
    major, minor = divmod(number, 10_000)
    version = f"{major}.{minor}"
    if major < OLDEST:
        raise DatabaseTooOld(version, OLDEST)
    return version
