"""Approvals on PostgreSQL: each step is a call.

`services/own_schema/schema/postgresql/desk/approvals.sql` has the functions. The procedure can't be called within a
transaction.
"""

from collections.abc import Mapping
from typing import Any, Final, override

from sqlalchemy import BigInteger, Column, String
from sqlalchemy.sql.selectable import TextualSelect
from sqlalchemy.types import TypeEngine

from services.contract.act_requests import ActRequest
from services.contract.errors import ApprovalClosed
from services.own_schema.approvals.approvals import ApprovalCall, Approvals
from services.own_schema.database.calls import call
from services.own_schema.database.engine import Database
from services.own_schema.database.tables.types import Json
from services.rules.people.approvals import ApprovalState

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "for_act": String(),
    "for_verb": String(),
    "of_patron": BigInteger(),
    "asked_for": Json,
    "seen": String(),
    "of_approval": BigInteger(),
    "why_not": String(),
    "by_staff": String(),
    "at_branch": BigInteger(),
    "at_workstation": String(),
}


def _call(statement: str, answer: TypeEngine[Any]) -> TextualSelect:
    return call(statement, _TYPES).columns(Column("answer", answer))


_STATE: Final = _call("SELECT madoguchi_own_approval(:of_approval, :for_act, :by_staff)", Json)
_STEPS: Final = {
    ApprovalCall.ASK: _call(
        "SELECT madoguchi_ask_approval(:for_act, :for_verb, :of_patron, CAST(:asked_for AS jsonb), :seen, :by_staff,"
        " :at_branch, :at_workstation)",
        BigInteger(),
    ),
    ApprovalCall.STATE: _STATE,
    ApprovalCall.WITHDRAW: _call("SELECT madoguchi_withdraw_approval(:of_approval, :by_staff)", String()),
    ApprovalCall.WIDEN: _call("SELECT madoguchi_widen_approval(:of_approval, :by_staff)", String()),
    ApprovalCall.LOOK_AT: _call(
        "CALL madoguchi_look_at_approval(:of_approval, :by_staff, :at_branch, :at_workstation, NULL)", Json
    ),
    ApprovalCall.DECIDE: _call(
        "SELECT madoguchi_decide_approval(:of_approval, :why_not, :by_staff)", String()
    ),
}


class ApprovalsPostgresql(Approvals):
    """The approvals of a server's library."""

    @override
    async def _answer(self, step: ApprovalCall, values: dict[str, Any]) -> Any:
        async with self._db.autocommit() as conn:
            return (await conn.execute(_STEPS[step], values)).scalar_one()


async def check_approval(db: Database, request: ActRequest[Any]) -> None:
    """Make sure that an act wasn't refused because of its approval.

    Raises:
        ApprovalClosed: it was.
    """
    values = {"of_approval": None, "for_act": request.act_id, "by_staff": request.actor.staff.id}
    async with db.autocommit() as conn:
        found = (await conn.execute(_STATE, values)).scalar_one()
    state = ApprovalState.APPROVED if found is None else ApprovalState(found["state"])
    if state is not ApprovalState.APPROVED:
        raise ApprovalClosed(state)
