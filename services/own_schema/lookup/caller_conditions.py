"""Builds the condition that the caller on the phone is identified, for the statements that read or act.

A check belongs to the desk that made it: the login and the workstation.
"""

from sqlalchemy import ColumnElement, Update, exists, update

from services.contract.actor import Actor
from services.own_schema.database.calls import Given, GivenParameters
from services.own_schema.database.tables import identity_check
from services.own_schema.database.tables.types import server_now

_STAFF = identity_check.c.staff_id.type
_WORKSTATION = identity_check.c.workstation.type


def identified(patron_id: int, actor: Actor) -> ColumnElement[bool]:
    """Build the condition that this desk's check of this caller was passed and hasn't ended."""
    desk = (identity_check.c.staff_id == actor.staff.id, identity_check.c.workstation == actor.workstation)
    return _passed(identity_check.c.patron_id == patron_id, *desk)


def passed(of_whom: ColumnElement[bool]) -> ColumnElement[bool]:
    """Build the same condition for any checks, in a statement that binds `desk_values`."""
    return _passed(of_whom, *_desk(GivenParameters()))


def ending(given: Given, *which: ColumnElement[bool]) -> Update:
    """Build what ends a desk's checks, passed and missed alike: all, or some. It is given `desk_values`."""
    mine = (*which, *_desk(given), identity_check.c.ended_at.is_(None))
    return update(identity_check).where(*mine).values(ended_at=server_now())


def desk_values(actor: Actor) -> dict[str, str]:
    """Give what these statements bind."""
    return {"by_staff": actor.staff.id, "at_workstation": actor.workstation}


def _passed(*whose: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        *whose,
        identity_check.c.outcome == "passed",
        identity_check.c.ended_at.is_(None),
        identity_check.c.open_until > server_now(),
    )


def _desk(given: Given) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        identity_check.c.staff_id == given("by_staff", _STAFF),
        identity_check.c.workstation == given("at_workstation", _WORKSTATION),
    )
