"""Reads the reports (申し出) of the whole library that nobody settled yet: a supervisor's work.

A line names the card, what was reported, when and by whom; no patron's name is read. Opening the patron is a look of
its own, and recorded as one.
"""

from sqlalchemy import func, select

from services.actor import Actor
from services.clock import to_tokyo
from services.database.engine import Database
from services.database.tables import card, patron_report
from services.errors import ActRefused
from services.lookup.look_up_rows import staff_name
from services.lookup.look_up_statement import IN_USE
from services.lookup.unsettled_reports import UnsettledReport, UnsettledReports
from services.masters.masters_store import MastersStore
from services.rules.decision import Refused
from services.rules.permissions import Permission, may_act
from services.rules.vocabulary import Channel, Role


class Reports:
    """Reads the reports of a library."""

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters

    async def unsettled(self, actor: Actor) -> UnsettledReports:
        """Read what waits for a supervisor.

        Raises:
            ActRefused: somebody else asks, or asks on the phone channel.
        """
        policy = self._masters.current.policy
        channel = Channel.PHONE if actor.staff.role is Role.PHONE else actor.channel
        decision = may_act(actor.staff.role, channel, Permission.SUPERVISE, identified=True, policy=policy)
        if isinstance(decision, Refused):
            raise ActRefused(decision)
        return await self._db.run_to_end(self._read(policy.reports_shown))

    async def _read(self, most: int) -> UnsettledReports:
        async with self._db.reading() as conn:
            found = (await conn.execute(_UNSETTLED.limit(most))).all()
        rows = tuple(
            UnsettledReport(
                id=row.id,
                card_number=row.number,
                kind=row.kind,
                reported_at=to_tokyo(row.reported_at),
                reported_by=row.reported_by,
                channel=row.channel,
            )
            for row in found
        )
        return UnsettledReports(rows, found[0].total if found else 0)


_UNSETTLED = (
    select(
        patron_report.c.id,
        card.c.number,
        patron_report.c.kind,
        patron_report.c.reported_at,
        staff_name(patron_report.c.reported_by).label("reported_by"),
        patron_report.c.channel,
        func.count().over().label("total"),
    )
    .join_from(patron_report, card, card.c.patron_id == patron_report.c.patron_id)
    .where(patron_report.c.settled_at.is_(None), IN_USE)
    .order_by(patron_report.c.reported_at, patron_report.c.id)
)
