"""Records that the slip of an issued password was handed over; an issue without a record is the clerk's own work."""

from abc import ABC, abstractmethod
from typing import Any

from sqlalchemy import ColumnElement, Select, literal_column, select

from services.acts.passwords import ISSUE, REISSUE
from services.contract.actor import Actor
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import act


def issue_of(of_act: ColumnElement[str], by_staff: ColumnElement[str]) -> Select[Any]:
    """Build the reading of an act that issued a password."""
    issues: list[ColumnElement[str]] = [literal_column(f"'{verb}'") for verb in (ISSUE, REISSUE)]
    return select(act.c.id).where(act.c.id == of_act, act.c.staff_id == by_staff, act.c.verb.in_(issues))


class SlipHandOvers(ABC):
    """The hand-overs of one library, for a desk."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def note(self, act_id: str, actor: Actor) -> None:
        """Record that the slip of the actor's own issue was handed over; a second call changes nothing.

        Args:
            act_id: of the act that issued the password.
            actor: the issuing clerk.

        Raises:
            NotPermitted: the actor didn't issue it.
            SystemBusy, SystemUnreachable: nothing was recorded, or the outcome is unknown; the same may be sent
                again.
        """
        await self._db.run_to_end(self._note(act_id, actor.staff.id))

    @abstractmethod
    async def _note(self, act_id: str, staff_id: str) -> None:
        """Do as `note`; it can't be cancelled."""
