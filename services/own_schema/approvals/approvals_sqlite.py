"""Approvals in a file: each step's statements in one transaction, of which the last one answers."""

from functools import cache
from typing import Any, Final, override

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncConnection

from services.acts.wanted import asked_values
from services.contract.act_requests import ActRequest
from services.contract.errors import ApprovalClosed
from services.own_schema.approvals import approval_statements as statements
from services.own_schema.approvals.approvals import ApprovalCall, Approvals
from services.own_schema.database.calls import GivenParameters
from services.own_schema.database.tables import approval
from services.own_schema.database.tables.types import Json
from services.rules.people.approvals import ApprovalState

_GIVEN: Final = GivenParameters()


@cache
def _statements() -> dict[ApprovalCall, tuple[Executable, ...]]:
    built = {
        ApprovalCall.ASK: (statements.asked, statements.number_of_act),
        ApprovalCall.STATE: (statements.own,),
        ApprovalCall.WITHDRAW: (statements.withdrawn,),
        ApprovalCall.WIDEN: (statements.widened,),
        ApprovalCall.LOOK_AT: (statements.looked_at, statements.case_of),
        ApprovalCall.DECIDE: (statements.decided, statements.decision),
    }
    return {step: tuple(build(_GIVEN) for build in each) for step, each in built.items()}


class ApprovalsSqlite(Approvals):
    """The approvals of a file's library."""

    @override
    async def _answer(self, step: ApprovalCall, values: dict[str, Any]) -> Any:
        connected = self._db.reading if step is ApprovalCall.STATE else self._db.transaction
        async with connected() as conn:
            for statement in _statements()[step]:
                done = await conn.execute(statement, values)
            return done.scalar_one_or_none() if done.returns_rows else None


async def consume(conn: AsyncConnection, request: ActRequest[Any], *, seen: str | None = None) -> str:
    """Consume the approval of a request, in its act's transaction and before any change; answers the supervisor's id.

    Args:
        conn: the transaction's.
        request: it.
        seen: what it is about, as another system tells it; None where that is known here.

    Raises:
        ApprovalClosed: it doesn't count, or is of something else.
    """
    values = {**asked_values(request), "of_approval": None, "by_staff": request.actor.staff.id}
    as_asked = approval.c.wanted == _GIVEN("asked_for", Json)
    if seen is not None:
        as_asked &= approval.c.state == seen
    found = (await conn.execute(statements.used(_GIVEN, as_asked), values)).one_or_none()
    if found is not None:
        return str(found.decided_by)
    known = (await conn.execute(statements.own(_GIVEN), values)).scalar_one_or_none()
    state = ApprovalState.CHANGED if known is None else ApprovalState(known["state"])
    raise ApprovalClosed(ApprovalState.CHANGED if state is ApprovalState.APPROVED else state)


async def give_back(conn: AsyncConnection, act_id: str, staff_id: str) -> None:
    """Let the approval of an act count again of which nothing was done."""
    await conn.execute(statements.given_back(_GIVEN), {"for_act": act_id, "by_staff": staff_id})


async def approver(conn: AsyncConnection, act_id: str, staff_id: str) -> str | None:
    """Tell who approved an act that used its approval; None where it needed none."""
    found = await conn.execute(statements.approver(_GIVEN), {"for_act": act_id, "by_staff": staff_id})
    who: str | None = found.scalar_one_or_none()
    return who
