"""What came of an act whose answer was lost."""

from dataclasses import dataclass

from sqlalchemy import select

from services.database.audit import chain_lock
from services.database.engine import Database
from services.database.tables import act


@dataclass(frozen=True, slots=True)
class Outcome:
    """An act that was carried out, as its record has it."""

    verb: str
    outcome: str


class Outcomes:
    """Asks the records of acts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of(self, act_id: str, staff_id: str) -> Outcome | None:
        """Tell what came of an act, None if it wasn't and won't be carried out.

        The lock of the login's chain is waited for: a server may still be committing what its desk lost sight of.

        Raises:
            DatabaseBusy: it is still under way.
        """
        wanted = select(act.c.verb, act.c.outcome).where(act.c.id == act_id)
        async with self._db.transaction() as conn:
            if self._db.dialect == "postgresql":
                await conn.execute(select(chain_lock(staff_id)))
            row = (await conn.execute(wanted)).one_or_none()
        return None if row is None else Outcome(row.verb, row.outcome)
