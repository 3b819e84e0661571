"""Clears a library on PostgreSQL by calls: the database chooses what is due; the worker reads the calendar.

`services/own_schema/schema/postgresql/worker/clearing.sql` has the functions.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, override

from sqlalchemy import ARRAY, BigInteger, Date, Integer, Row, Select, String, column, func, literal, select

from services.own_schema.database.change_feeds.notice_queue import NoticeQueue, look_at_queue
from services.own_schema.database.tables.types import Json
from services.own_schema.worker.housekeeping import Housekeeping, next_in_line
from services.rules.circulation.freed_copy import Assignment
from services.rules.vocabulary import Clearing

_TRIES = 5
"""How often changed holds are read again; the next round takes the rest."""
_SHELVES_OVER: Final = select(
    func.madoguchi_shelves_over().table_valued(
        column("id", BigInteger),
        column("version", Integer),
        column("branch_id", BigInteger),
        column("next_in_line", Json),
    )
)


class HousekeepingPostgresql(Housekeeping):
    """Clears a server's library."""

    @override
    async def look_at_notices(self) -> NoticeQueue | None:
        return await look_at_queue(self._db)

    @override
    async def _round(self, kind: Clearing) -> int:
        if kind is not Clearing.HOLD_SHELF_OVER:
            return await self._call(select(func.madoguchi_clear(literal(kind.value, String))))
        for _ in range(_TRIES):
            async with self._db.transaction() as conn:
                now, masters = await self._masters.at_present(conn)
                rows = (await conn.execute(_SHELVES_OVER)).all()
            if not rows:
                break
            to = [next_in_line(it, now, masters) for it in rows]
            if done := await self._call(_end_shelves(rows, to)):
                return done
        return 0

    async def _call(self, call: Select[Any]) -> int:
        async with self._db.autocommit() as conn:
            return int((await conn.execute(call)).scalar_one())


def _end_shelves(rows: Sequence[Row[Any]], to: Sequence[Assignment | None]) -> Select[Any]:
    """End holds whose time on the shelf is over, and give each copy to the next in line, if there is one."""
    turns: list[tuple[int | None, int | None, date | None]] = [
        (None, None, None) if it is None else (it.turn.key, it.turn.version, it.shelf_until) for it in to
    ]
    keys, versions, days = zip(*turns, strict=True)
    return select(
        func.madoguchi_end_shelves(
            literal([it.id for it in rows], ARRAY(BigInteger)),
            literal([it.version for it in rows], ARRAY(Integer)),
            literal(list(keys), ARRAY(BigInteger)),
            literal(list(versions), ARRAY(Integer)),
            literal(list(days), ARRAY(Date)),
        )
    )
