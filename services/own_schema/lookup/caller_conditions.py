"""Builds what statements ask about the caller on the phone: whether they are identified, and what they have to tell.

A check belongs to the desk that made it: the login and the workstation.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Update,
    and_,
    case,
    exists,
    literal_column,
    or_,
    select,
    update,
)

from services.contract.actor import Actor
from services.own_schema.database.calls import Given, GivenParameters
from services.own_schema.database.tables import identity_check, patron
from services.own_schema.database.tables.types import server_now
from services.rules.people.identity import NO_KANA, FactsNeeded

_STAFF = identity_check.c.staff_id.type
_WORKSTATION = identity_check.c.workstation.type


def identified(patron_id: int, actor: Actor) -> ColumnElement[bool]:
    """Build the condition that this desk's check of this caller was passed and hasn't ended."""
    desk = (identity_check.c.staff_id == actor.staff.id, identity_check.c.workstation == actor.workstation)
    return _passed(identity_check.c.patron_id == patron_id, *desk)


def is_bare(patron_id: int) -> Select[Any]:
    """Build whether a patron is another system's."""
    return select(exists().where(patron.c.id == patron_id, patron.c.system_key.is_not(None)))


def passed(of_whom: ColumnElement[bool]) -> ColumnElement[bool]:
    """Build the same condition for any checks, in a statement that binds `desk_values`."""
    return _passed(of_whom, *_desk(GivenParameters()))


def needed(known: Any) -> ColumnElement[str]:
    """Build what a caller of a row of `patron` has to tell, as `services.rules.people.identity.facts_needed` does.

    Of another system's patron it isn't known here: who compares says it.
    """
    none: ColumnElement[str] = literal_column("''", String)
    untold = literal_column(f"'{NO_KANA}'", String)
    both = and_(known.kana_key != none, ~known.kana_key.regexp_match(untold), known.phone_digits != none)
    return case(
        (or_(known.birth_date.is_not(None), known.system_key.is_not(None)), _code(FactsNeeded.ANY)),
        (both, _code(FactsNeeded.KANA_AND_PHONE)),
        else_=_code(FactsNeeded.NONE_ENOUGH),
    )


def _code(value: FactsNeeded) -> ColumnElement[str]:
    return literal_column(f"'{value}'", String)


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
