"""Calls what looks a patron up on PostgreSQL: the look is committed before it is answered.

`services/schema/postgresql/desk/looks.sql` has the procedure. It can't be called within a transaction.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Column, String
from sqlalchemy.sql.selectable import TextualSelect
from sqlalchemy.types import TypeEngine

from services.actor import Actor
from services.database.calls import call
from services.database.tables import card
from services.database.tables.types import Json
from services.lookup.look_up_statement import LookUpKey
from services.rules.vocabulary import Channel

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "by_number": String(),
    "by_patron": BigInteger(),
    "phone": Boolean(),
    "by_staff": String(),
    "at_branch": BigInteger(),
    "at_workstation": String(),
    "for_purpose": String(),
}
_ANSWER: Final = (
    Column("status", card.c.status.type),
    Column("record", Json),
    Column("everything", Json),
)


def look() -> TextualSelect:
    """Build a look, recorded; it binds `look_values` and answers one row, without a status where there is nobody."""
    statement = (
        "CALL madoguchi_look(:by_number, :by_patron, :phone, :by_staff, :at_branch, :at_workstation, :for_purpose,"
        " NULL, NULL, NULL)"
    )
    return call(statement, _TYPES).columns(*_ANSWER)


def reading() -> TextualSelect:
    """Build the reading of a patron whom this login has looked up; it binds `reading_values`, and may find nobody."""
    statement = (
        "SELECT status, record, everything"
        " FROM madoguchi_read_patron(:by_patron, :phone, :by_staff, :at_workstation) WHERE status IS NOT NULL"
    )
    return call(statement, _TYPES).columns(*_ANSWER)


def look_values(key: LookUpKey, value: str | int, actor: Actor, purpose: str) -> dict[str, Any]:
    """Give what `look` binds."""
    by_number = key is LookUpKey.CARD_NUMBER
    return {
        "by_number": value if by_number else None,
        "by_patron": None if by_number else value,
        "at_branch": actor.branch_id,
        "for_purpose": purpose,
        **_desk(actor),
    }


def reading_values(patron_id: int, actor: Actor) -> dict[str, Any]:
    """Give what `reading` binds."""
    return {"by_patron": patron_id, **_desk(actor)}


def _desk(actor: Actor) -> dict[str, Any]:
    return {
        "phone": actor.channel is Channel.PHONE,
        "by_staff": actor.staff.id,
        "at_workstation": actor.workstation,
    }
