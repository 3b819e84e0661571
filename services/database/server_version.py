"""Checks which PostgreSQL servers a library can be on."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.errors import DatabaseTooOld

OLDEST = 16
"""The first version whose grants say who may become whom (GRANT … WITH INHERIT, SET), which roles.sql uses."""


async def server_version(conn: AsyncConnection) -> str:
    """Ask a PostgreSQL server for its version (`16.4`).

    Raises:
        DatabaseTooOld: the guards can't be put in force on it.
    """
    return supported(int((await conn.execute(text("SHOW server_version_num"))).scalar_one()))


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
