"""操作記録: what was done to one patron, as the records of acts have it, and what has no end yet.

Reading it records no look at the patron. On PostgreSQL a supervisor reads the acts of all staff on a patron of whom a
look by this supervisor is on record.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Date, Row, func, literal, select

from services.contract.actor import Actor
from services.contract.errors import ActRefused, NotPermitted
from services.contract.recorded_acts import ALWAYS, PatronRecords, Period, RecordRow
from services.own_schema.audit.act_history_statement import MOST_SHOWN, acts_on, looks_at
from services.own_schema.database.calls import asked
from services.own_schema.database.engine import Database
from services.own_schema.lookup.caller_conditions import identified
from services.own_schema.lookup.look_up import LookUps
from services.own_schema.masters.masters_store import MastersStore
from services.rules.clock import tokyo_midnight
from services.rules.decision import Reason, Refused
from services.rules.vocabulary import Channel, Role


class ActHistory:
    """Reads the records of acts for a desk."""

    def __init__(self, db: Database, masters: MastersStore, look_ups: LookUps) -> None:
        self._db = db
        self._masters = masters
        self._look_ups = look_ups

    async def of_patron(
        self, patron_id: int, actor: Actor, *, looks: bool = False, period: Period = ALWAYS
    ) -> PatronRecords:
        """Read the latest acts on a patron: at the counter a supervisor those of all staff, else one's own.

        Args:
            patron_id: who is open.
            actor: who reads.
            looks: who looked at the patron is among them; not by telephone.
            period: of which days.

        Raises:
            ActRefused: on the phone channel, before the caller is identified.
        """
        try:
            return await self._db.run_to_end(self._read(patron_id, actor, period, looks=looks))
        except NotPermitted:
            if _by_phone(actor) or actor.staff.role is not Role.SUPERVISOR:
                raise
        # No look of this login is on record: the server crashed, the worker deleted it, or it is older than a day.
        await self._look_ups.record_again(patron_id, actor)
        return await self._db.run_to_end(self._read(patron_id, actor, period, looks=looks))

    async def _read(self, patron_id: int, actor: Actor, period: Period, *, looks: bool) -> PatronRecords:
        by_phone = _by_phone(actor)
        everybodys = actor.staff.role is Role.SUPERVISOR and not by_phone
        desk, between = (actor.staff.id, actor.workstation), _between(period)
        days = literal(period.first, Date()), literal(period.last, Date())
        async with self._db.reading() as conn:
            if by_phone:
                is_known = func.madoguchi_caller_is_known(patron_id, *desk)
                known = asked(conn, select(identified(patron_id, actor)), is_known)
                if not (await conn.execute(known)).scalar_one():
                    raise ActRefused(Refused((Reason.NOT_IDENTIFIED,)))
            acts = acts_on(patron_id, None if everybodys else actor.staff.id, *between)
            told = func.madoguchi_acts_on(patron_id, everybodys, by_phone, *desk, *days)
            rows = list((await conn.execute(asked(conn, acts, told))).all())
            total = rows[0].total if rows else 0
            if looks and not by_phone:
                seen = looks_at(patron_id, None if everybodys else actor.staff.id, *between)
                told = func.madoguchi_looks_at(patron_id, everybodys, actor.staff.id, *days)
                looked = (await conn.execute(asked(conn, seen, told))).all()
                total += looked[0].total if looked else 0
                rows = sorted((*rows, *looked), key=lambda it: it.at, reverse=True)[:MOST_SHOWN]
        return PatronRecords(
            patron_id,
            tuple(_row(row, total - place) for place, row in enumerate(rows)),
            total,
            everybodys,
            looks and not by_phone,
            self._masters.current.policy.access_log_kept_days,
            period,
        )


def _by_phone(actor: Actor) -> bool:
    return actor.channel is Channel.PHONE or actor.staff.role is Role.PHONE


def _between(period: Period) -> tuple[datetime, datetime]:
    """Give from when on, and before when."""
    first, last = period.first, period.last
    since = datetime.min.replace(tzinfo=UTC) if first is None else tokyo_midnight(first)
    until = datetime.max.replace(tzinfo=UTC) if last is None else tokyo_midnight(last + timedelta(days=1))
    return since, until


def _row(row: Row[Any], number: int) -> RecordRow:
    return RecordRow(
        id=number,
        at=row.at,
        staff_id=row.staff_id,
        staff_name=row.staff_name,
        branch=row.branch,
        workstation=row.workstation,
        channel=row.channel,
        verb=row.verb,
        subject=row.subject,
        subject_id=row.subject_id,
        outcome=row.outcome,
        details=row.details or {},
        approver=row.approver,
    )
