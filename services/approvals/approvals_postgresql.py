"""Calls what asks for approvals and decides on them on PostgreSQL.

`services/schema/postgresql/desk/approvals.sql` has the functions. The procedure can't be called within a transaction.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import BigInteger, Column, String
from sqlalchemy.sql.selectable import TextualSelect
from sqlalchemy.types import TypeEngine

from services.database.calls import call
from services.database.tables.types import Json

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "act_id": String(),
    "verb": String(),
    "of_patron": BigInteger(),
    "wanted": String(),
    "number": BigInteger(),
    "why_not": String(),
    "by_staff": String(),
    "at_branch": BigInteger(),
    "at_workstation": String(),
}


def _call(statement: str, answer: TypeEngine[Any]) -> TextualSelect:
    return call(statement, _TYPES).columns(Column("answer", answer))


ASK: Final = _call(
    "SELECT madoguchi_ask_approval(:act_id, :verb, :of_patron, CAST(:wanted AS jsonb), :by_staff, :at_branch,"
    " :at_workstation)",
    BigInteger(),
)
STATE: Final = _call("SELECT madoguchi_own_approval(:number, :act_id, :by_staff)", Json)
WIDEN: Final = _call("SELECT madoguchi_widen_approval(:number, :by_staff)", String())
WITHDRAW: Final = _call("SELECT madoguchi_withdraw_approval(:number, :by_staff)", String())
LOOK_AT: Final = _call(
    "CALL madoguchi_look_at_approval(:number, :by_staff, :at_branch, :at_workstation, NULL)", Json
)
DECIDE: Final = _call("SELECT madoguchi_decide_approval(:number, :why_not, :by_staff)", String())
