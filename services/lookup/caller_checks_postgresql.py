"""Calls what checks a caller on PostgreSQL: a try is counted and committed before it is compared.

`services/schema/postgresql/desk/checks.sql` has the procedure. It can't be called within a transaction. A try whose
answer was lost on the way may stay a miss.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, String, TextClause
from sqlalchemy.sql.selectable import TextualSelect
from sqlalchemy.types import TypeEngine

from services.actor import Actor
from services.database.calls import call
from services.database.tables import card
from services.database.tables.types import Instant, Json
from services.rules.people.identity import ReadFacts

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "of_patron": BigInteger(),
    "kana": String(),
    "birth_date": Date(),
    "phone": String(),
    "by_staff": String(),
    "at_branch": BigInteger(),
    "at_workstation": String(),
}
_ANSWER: Final = (
    Column("identified", BigInteger),
    Column("misses_left", Integer),
    Column("opens_at", Instant),
    Column("of_login", Boolean),
    Column("status", card.c.status.type),
    Column("record", Json),
    Column("everything", Json),
)


def check_call() -> TextualSelect:
    """Build a check; it binds `check_values` and answers one row.

    That is who is identified, with everything of them; or how many more tries may miss, or from when the next is
    possible; or nothing, where no card of the patron is in use.
    """
    statement = (
        "CALL madoguchi_identify(:of_patron, :kana, :birth_date, :phone, :by_staff, :at_branch, :at_workstation,"
        " NULL, NULL, NULL, NULL, NULL, NULL, NULL)"
    )
    return call(statement, _TYPES).columns(*_ANSWER)


def check_values(patron_id: int | None, told: ReadFacts, actor: Actor) -> dict[str, Any]:
    """Give what `check_call` binds; without a number nobody was opened before."""
    return {
        "kana": told.kana,
        "birth_date": told.birth_date,
        "phone": told.phone,
        "at_branch": actor.branch_id,
        **ending_values(patron_id, actor),
    }


def ending_call() -> TextClause:
    """Build the end of this desk's check of a patron; it binds `ending_values`."""
    statement = "SELECT madoguchi_end_check(:of_patron, :by_staff, :at_workstation)"
    return call(statement, _TYPES)


def ending_values(patron_id: int | None, actor: Actor) -> dict[str, Any]:
    """Give what `ending_call` binds."""
    return {"of_patron": patron_id, "by_staff": actor.staff.id, "at_workstation": actor.workstation}
