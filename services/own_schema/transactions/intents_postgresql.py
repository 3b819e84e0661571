"""Acts of another system on PostgreSQL, by calls (`services/own_schema/schema/postgresql/desk/intents.sql`)."""

import json
from collections.abc import Mapping
from typing import Any, Final, override

from sqlalchemy import BigInteger, Column, String, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from services.acts.wanted import approvable, wanted_of
from services.contract.act_requests import ActRequest
from services.contract.errors import ApprovalClosed
from services.contract.recording import ActIntent, Details
from services.own_schema.approvals.approvals_postgresql import check_approval
from services.own_schema.database.calls import call
from services.own_schema.transactions.intents import ActIntents
from services.rules.people.approvals import ApprovalState

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "of_patron": BigInteger(),
    "of_act": String(),
    "by_staff": String(),
    "made": String(),
    "wanted": String(),
    "came": String(),
    "details": String(),
}
_INTEND: Final = call(
    "SELECT madoguchi_intend(:of_patron, :by_staff, CAST(:made AS jsonb), CAST(:wanted AS jsonb))", _TYPES
).columns(Column("there", JSONB()))
_END: Final = call("SELECT madoguchi_end_intent(:of_act, :by_staff, :came, CAST(:details AS jsonb))", _TYPES)


class ActIntentsPostgresql(ActIntents):
    """Records acts of another system on a server."""

    @override
    async def _number_of(self, system_key: str) -> int:
        async with self._db.autocommit() as conn:
            number: int = (await conn.execute(select(func.madoguchi_know_patron(system_key)))).scalar_one()
        return number

    @override
    async def _intend(
        self, request: ActRequest[Any], intent: ActIntent, state: str | None
    ) -> dict[str, Any] | None:
        actor = request.actor
        made = {
            "id": intent.act_id,
            "branch": actor.branch_id,
            "workstation": actor.workstation,
            "channel": actor.channel.value,
            "verb": intent.verb,
            "subject": intent.subject,
            "subject_id": intent.subject_id,
            "approved": request.approved,
            "wanted": wanted_of(approvable(request))[1] if request.approved else None,
            "seen": state,
        }
        values = {
            "of_patron": intent.patron_id,
            "by_staff": actor.staff.id,
            "made": json.dumps(made),
            "wanted": json.dumps(dict(intent.wanted)),
        }
        async with self._db.autocommit() as conn:
            there: dict[str, Any] | None = (await conn.execute(_INTEND, values)).scalar_one()
        if there is not None and "closed" in there:
            await check_approval(self._db, request)
            raise ApprovalClosed(ApprovalState.CHANGED)
        return there

    @override
    async def _end(
        self,
        act_id: str,
        staff_id: str,
        outcome: str | None,
        details: Details,
        settled_by: str | None = None,  # the server knows by itself
    ) -> None:
        values = {
            "of_act": act_id,
            "by_staff": staff_id,
            "came": outcome,
            "details": json.dumps(dict(details)),
        }
        async with self._db.calling(act_id) as conn:
            await conn.execute(_END, values)
