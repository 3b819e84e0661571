"""Counts server functions that every login may call and that can stop the server (roles.sql revokes them)."""

from typing import Final

from sqlalchemy import text

from services.own_schema.database.engine import Database

_OPEN: Final = text("SELECT count(*) FROM madoguchi_open_to_everybody()")


async def open_to_everybody(db: Database) -> int:
    """Count the server's functions that every login of this library may call and that could stop the server.

    Args:
        db: a library's on PostgreSQL, with an administrator's login.
    """
    async with db.autocommit() as conn:
        found: int = (await conn.execute(_OPEN)).scalar_one()
    return found
