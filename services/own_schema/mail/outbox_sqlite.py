"""The outbox of a file: a transaction for each step."""

from datetime import datetime
from typing import Any, override

from sqlalchemy import BigInteger, ColumnElement, Integer, literal, null

from services.own_schema.database.tables.types import Instant
from services.own_schema.mail import outbox_statements
from services.own_schema.mail.outbox import Claim, Outbox
from services.rules.mailing import next_try


class OutboxSqlite(Outbox):
    """The mails of a file."""

    @override
    async def claim(self) -> Claim | None:
        async with self._db.transaction() as conn:
            now, _ = await self._masters.at_present(conn)
            due = outbox_statements.due(_moment(now))
            mail_id = (await conn.execute(due)).scalar_one_or_none()
            if mail_id is None:
                return None
            until = _moment(now + outbox_statements.CLAIM)
            taken = await conn.execute(outbox_statements.take(literal(mail_id, BigInteger), until))
            return Claim(id=mail_id, tries=taken.scalar_one())

    @override
    async def sent(self, claim: Claim) -> None:
        await self._settle(claim, outbox_statements.sent(_moment(await self._now())))

    @override
    async def refused(self, claim: Claim, code: int | None) -> None:
        await self._settle(claim, outbox_statements.failed(_moment(await self._now()), _code(code)))

    @override
    async def later(self, claim: Claim, code: int | None) -> bool:
        now = await self._now()
        again = next_try(now, claim.tries)
        if again is None:
            await self._settle(claim, outbox_statements.failed(_moment(now), _code(code)))
        else:
            await self._settle(claim, outbox_statements.later(_moment(again), _code(code)))
        return again is not None

    async def _now(self) -> datetime:
        async with self._db.reading() as conn:
            now, _ = await self._masters.at_present(conn)
        return now

    async def _settle(self, claim: Claim, values: dict[str, Any]) -> None:
        async with self._db.transaction() as conn:
            await conn.execute(outbox_statements.settle(*claim.key, values))


def _moment(at: datetime) -> ColumnElement[datetime]:
    return literal(at, Instant())


def _code(code: int | None) -> ColumnElement[Any]:
    return null() if code is None else literal(code, Integer)
