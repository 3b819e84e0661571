"""Finds out the outcome of an act whose answer was lost."""

from sqlalchemy import func, select

from services.contract.recorded_acts import Outcome
from services.own_schema.database.act_records import chain_lock
from services.own_schema.database.calls import asked
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import act


class Outcomes:
    """Asks the records of acts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of(self, act_id: str, staff_id: str) -> Outcome | None:
        """Tell an act's outcome, None if it wasn't and won't be carried out.

        It waits for the lock of the login's chain: the server may still be committing the act. On PostgreSQL a found
        act is answered only when the synchronous standby has it, too. Its own commit may have ended without the
        standby, because the desk gave it up; a failover would then lose it.

        Raises:
            SystemBusy: it is still under way.
            SystemUnreachable: no standby confirms it.
        """
        told = select(act.c.verb, act.c.outcome).where(act.c.id == act_id)
        async with self._db.transaction() as conn:
            await conn.execute(select(chain_lock(staff_id)))
            wanted = asked(conn, told, func.madoguchi_outcome(act_id))
            row = (await conn.execute(wanted)).one_or_none()
        return None if row is None else Outcome(row.verb, row.outcome)
