"""Records that the slip of an issued password was handed over; an issue without a record is the clerk's own work."""

from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, bindparam, insert, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import TextualSelect

from services.actor import Actor
from services.acts.passwords import ISSUE, REISSUE
from services.database.calls import call
from services.database.engine import Database
from services.database.tables import act, slip_hand_over
from services.database.tables.types import server_now
from services.errors import NotPermitted

_CALL: Final = "SELECT madoguchi_note_slip_handed_over(:of_act, :by_staff)"


def issue_of(of_act: ColumnElement[str], by_staff: ColumnElement[str]) -> Select[Any]:
    """Build the reading of an act by which somebody issued a password."""
    issues: list[ColumnElement[str]] = [literal_column(f"'{verb}'") for verb in (ISSUE, REISSUE)]
    return select(act.c.id).where(act.c.id == of_act, act.c.staff_id == by_staff, act.c.verb.in_(issues))


@cache
def _noting() -> TextualSelect:
    return call(_CALL, {"of_act": String(), "by_staff": String()}).columns()


class SlipHandOvers:
    """The hand-overs of one library, for a desk."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def note(self, act_id: str, actor: Actor) -> None:
        """Record that the slip of an issue of one's own was handed over; twice is once.

        Args:
            act_id: of the act that issued the password.
            actor: who issued it.

        Raises:
            NotPermitted: it is no issue of theirs.
            DatabaseBusy, DatabaseUnreachable: nothing was recorded, or nobody knows; the same may be sent again.
        """
        values = {"of_act": act_id, "by_staff": actor.staff.id}
        noted = self._call(values) if self._db.dialect == "postgresql" else self._write(values)
        await self._db.run_to_end(noted)

    async def _call(self, values: dict[str, str]) -> None:
        async with self._db.autocommit() as conn:
            await conn.execute(_noting(), values)

    async def _write(self, values: dict[str, str]) -> None:
        async with self._db.transaction() as conn:
            issue = issue_of(bindparam("of_act", type_=String()), bindparam("by_staff", type_=String()))
            if (await conn.execute(issue, values)).one_or_none() is None:
                raise NotPermitted
            if not await _is_noted(conn, values["of_act"]):
                await conn.execute(insert(slip_hand_over).values(act_id=values["of_act"], at=server_now()))


async def _is_noted(conn: AsyncConnection, act_id: str) -> bool:
    found = await conn.execute(select(slip_hand_over.c.act_id).where(slip_hand_over.c.act_id == act_id))
    return found.one_or_none() is not None
