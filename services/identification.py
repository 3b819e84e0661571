"""Whether the caller on the phone is identified: asked in the same statement by whatever reads or does something."""

from sqlalchemy import ColumnElement, exists

from services.actor import Actor
from services.database.tables import identity_check


def identified(patron_id: int, actor: Actor) -> ColumnElement[bool]:
    """Build the condition that this desk's check of this caller was passed and hasn't ended."""
    return exists().where(
        identity_check.c.patron_id == patron_id,
        identity_check.c.staff_id == actor.staff.id,
        identity_check.c.workstation == actor.workstation,
        identity_check.c.outcome == "passed",
        identity_check.c.ended_at.is_(None),
    )
