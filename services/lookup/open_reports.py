"""Reads the reports (申し出) of the whole library that nobody settled yet: a supervisor's work.

A line names the card, what was reported, when and by whom; no patron's name is read. Opening the patron is a look of
its own, and recorded as one.
"""

from typing import Any

from sqlalchemy import Select, column, func, select

from services.actor import Actor
from services.clock import to_tokyo
from services.database.engine import Database
from services.errors import ActRefused
from services.lookup.open_reports_statement import unsettled_reports
from services.lookup.unsettled_reports import UnsettledReport, UnsettledReports
from services.masters.masters_store import MastersStore
from services.rules.decision import Refused
from services.rules.permissions import Permission, may_act

_COLUMNS = [column(it.name, it.type) for it in unsettled_reports(0).selected_columns]


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
        channel = actor.channel_that_counts
        decision = may_act(actor.staff.role, channel, Permission.SUPERVISE, identified=True, policy=policy)
        if isinstance(decision, Refused):
            raise ActRefused(decision)
        return await self._db.run_to_end(self._read(policy.reports_shown))

    async def _read(self, most: int) -> UnsettledReports:
        async with self._db.reading() as conn:
            found = (await conn.execute(self._statement(most))).all()
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

    def _statement(self, most: int) -> Select[Any]:
        if self._db.dialect == "sqlite":
            return unsettled_reports(most)
        return select(func.madoguchi_unsettled_reports().table_valued(*_COLUMNS))
