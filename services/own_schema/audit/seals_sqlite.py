"""Seals the chains of a file."""

from typing import override

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.own_schema.audit.seals import (
    SEALED_EVERY,
    Seal,
    Sealing,
    chain_heads,
    following,
    last_seal,
    read_heads,
)
from services.own_schema.database.tables import chain_seal
from services.own_schema.database.tables.types import server_now


class SealingSqlite(Sealing):
    """Seals the chains of a file."""

    @override
    async def last(self) -> Seal | None:
        async with self._db.reading() as conn:
            return await _last(conn)

    @override
    async def _seal(self, *, only_when_due: bool) -> Seal | None:
        try:
            async with self._db.transaction() as conn:
                last = await _last(conn)
                now = (await conn.execute(select(server_now()))).scalar_one()
                if only_when_due and last is not None and now < last.at + SEALED_EVERY:
                    return None
                rows = await conn.execute(chain_heads())
                heads = {row.staff_id: (row.sequence, row.hash) for row in rows}
                if heads == (last.heads if last else {}):
                    return None
                seal = following(last, now, heads)
                kept = {login: [sequence, hash_] for login, (sequence, hash_) in heads.items()}
                values = {"sequence": seal.sequence, "at": seal.at, "heads": kept, "hash": seal.hash}
                await conn.execute(insert(chain_seal).values(values))
        except IntegrityError:
            return None  # another program wrote the seal of this number in the meantime
        return seal


async def _last(conn: AsyncConnection) -> Seal | None:
    row = (await conn.execute(last_seal())).one_or_none()
    return None if row is None else Seal(row.sequence, row.at, read_heads(row.heads), row.hash)
