"""Records on PostgreSQL that slips were handed over (`services/own_schema/schema/postgresql/desk/slips.sql`)."""

from typing import override

from sqlalchemy import func, select

from services.own_schema.today.slip_hand_overs import SlipHandOvers


class SlipHandOversPostgresql(SlipHandOvers):
    """The hand-overs of a server's library."""

    @override
    async def _note(self, act_id: str, staff_id: str) -> None:
        async with self._db.autocommit() as conn:
            await conn.execute(select(func.madoguchi_note_slip_handed_over(act_id, staff_id)))
