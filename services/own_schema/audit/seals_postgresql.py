"""Seals the chains on PostgreSQL: the database makes the seal, for the worker's login or the owner's.

`services/own_schema/schema/postgresql/worker/seals.sql` has the functions.
"""

from typing import Any, override

from sqlalchemy import Boolean, Integer, String, column, func, literal, select
from sqlalchemy.sql.functions import Function

from services.own_schema.audit.seals import Seal, Sealing, read_heads
from services.own_schema.database.tables.types import Instant, Json


class SealingPostgresql(Sealing):
    """Seals the chains of a server's library."""

    @override
    async def last(self) -> Seal | None:
        return await self._call(func.madoguchi_last_seal())

    @override
    async def _seal(self, *, only_when_due: bool) -> Seal | None:
        return await self._call(func.madoguchi_seal(literal(only_when_due, Boolean)))

    async def _call(self, call: Function[Any]) -> Seal | None:
        seal = select(
            call.table_valued(
                column("number", Integer),
                column("sealed_at", Instant),
                column("heads", Json),
                column("hash", String),
            )
        )
        async with self._db.autocommit() as conn:
            row = (await conn.execute(seal)).one_or_none()
        if row is None or row.number is None:
            return None
        return Seal(row.number, row.sealed_at, read_heads(row.heads), row.hash)
