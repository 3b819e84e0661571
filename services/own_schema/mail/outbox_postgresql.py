"""The outbox on PostgreSQL: each step is one call of a function, which holds the terms itself.

`services/own_schema/schema/postgresql/worker/mail.sql` has the functions.
"""

from typing import Any, Final, override

from sqlalchemy import BigInteger, Integer, Row, Select, String, column, func, literal, select

from services.own_schema.mail.outbox import Claim, Outbox

_CLAIM: Final = select(
    func.madoguchi_claim_mail().table_valued(column("mail_id", BigInteger), column("which_try", Integer))
)


class OutboxPostgresql(Outbox):
    """The mails of a server's library."""

    @override
    async def claim(self) -> Claim | None:
        row = await self._call(_CLAIM)
        return None if row.mail_id is None else Claim(id=row.mail_id, tries=row.which_try)

    @override
    async def sent(self, claim: Claim) -> None:
        await self._settle(claim, "sent")

    @override
    async def refused(self, claim: Claim, code: int | None) -> None:
        await self._settle(claim, "refused", code)

    @override
    async def later(self, claim: Claim, code: int | None) -> bool:
        return await self._settle(claim, "later", code)

    async def _settle(self, claim: Claim, came_to: str, code: int | None = None) -> bool:
        """Note the outcome of a try; answers whether the mail is tried again."""
        values = (*claim.key, literal(came_to, String), literal(code, Integer))
        noted = func.madoguchi_settle_mail(*values)
        (again,) = await self._call(select(noted))
        return bool(again)

    async def _call(self, call: Select[Any]) -> Row[Any]:
        async with self._db.autocommit() as conn:
            row: Row[Any] = (await conn.execute(call)).one()
        return row
