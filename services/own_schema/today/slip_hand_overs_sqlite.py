"""Records in a file that slips were handed over."""

from typing import override

from sqlalchemy import String, insert, literal, select

from services.contract.errors import NotPermitted
from services.own_schema.database.tables import slip_hand_over
from services.own_schema.database.tables.types import server_now
from services.own_schema.today.slip_hand_overs import SlipHandOvers, issue_of


class SlipHandOversSqlite(SlipHandOvers):
    """The hand-overs of a file."""

    @override
    async def _note(self, act_id: str, staff_id: str) -> None:
        issue = issue_of(literal(act_id, String()), literal(staff_id, String()))
        noted = select(slip_hand_over.c.act_id).where(slip_hand_over.c.act_id == act_id)
        async with self._db.transaction() as conn:
            if (await conn.execute(issue)).one_or_none() is None:
                raise NotPermitted
            if (await conn.execute(noted)).one_or_none() is None:
                await conn.execute(insert(slip_hand_over).values(act_id=act_id, at=server_now()))
