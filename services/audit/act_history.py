"""操作記録: what was done to one patron, as the records of acts have it. Reading it is no look at the patron."""

from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.actor import Actor
from services.audit.recorded_acts import PatronRecords, RecordRow
from services.database.engine import Database
from services.database.tables import act, branch, staff
from services.errors import ActRefused
from services.lookup.caller_conditions import identified
from services.masters.masters_store import MastersStore
from services.rules.decision import Reason, Refused
from services.rules.vocabulary import Channel, Role


class ActHistory:
    """Reads the records of acts for a desk."""

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters

    async def of_patron(self, patron_id: int, actor: Actor) -> PatronRecords:
        """Read the latest ◇ `records_shown` acts on a patron: at the counter a supervisor everybody's, else one's own.

        Raises:
            ActRefused: on the phone channel, before the caller is identified.
        """
        return await self._db.run_to_end(self._read(patron_id, actor))

    async def _read(self, patron_id: int, actor: Actor) -> PatronRecords:
        everybodys = actor.staff.role is Role.SUPERVISOR and not _by_phone(actor)
        seen = [act.c.patron_id == patron_id]
        if not everybodys:
            seen.append(act.c.staff_id == actor.staff.id)
        async with self._db.reading() as conn:
            total = await _count(conn, seen, patron_id, actor)
            rows = await self._latest(conn, seen)
        return PatronRecords(
            patron_id,
            tuple(_row(row, total - place) for place, row in enumerate(rows)),
            total,
            everybodys,
        )

    async def _latest(self, conn: AsyncConnection, seen: list[ColumnElement[bool]]) -> list[Row[Any]]:
        source = act.join(branch, branch.c.id == act.c.branch_id).outerjoin(
            staff, staff.c.id == act.c.staff_id
        )
        statement = (
            select(act, branch.c.short_name, staff.c.name)
            .select_from(source)
            .where(*seen)
            .order_by(act.c.at.desc(), act.c.staff_id.desc(), act.c.sequence.desc())
            .limit(self._masters.current.policy.records_shown)
        )
        return list((await conn.execute(statement)).all())


async def _count(conn: AsyncConnection, seen: list[ColumnElement[bool]], patron_id: int, actor: Actor) -> int:
    count = select(func.count()).select_from(act).where(*seen).scalar_subquery()
    row = (
        await conn.execute(select(count.label("total"), identified(patron_id, actor).label("known")))
    ).one()
    if _by_phone(actor) and not row.known:
        raise ActRefused(Refused((Reason.NOT_IDENTIFIED,)))
    return int(row.total)


def _by_phone(actor: Actor) -> bool:
    return actor.channel is Channel.PHONE or actor.staff.role is Role.PHONE


def _row(row: Row[Any], number: int) -> RecordRow:
    return RecordRow(
        id=number,
        at=row.at,
        staff_id=row.staff_id,
        staff_name=row.name,
        branch=row.short_name,
        workstation=row.workstation,
        channel=row.channel,
        verb=row.verb,
        subject=row.subject,
        subject_id=row.subject_id,
        outcome=row.outcome,
        details=row.details,
    )
