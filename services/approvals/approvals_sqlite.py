"""Approvals in an SQLite library: what PostgreSQL's functions do (desk/approvals.sql), in transactions of its file."""

from typing import Any

from sqlalchemy import Row, and_, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.act_requests import ActRequest
from services.actor import Actor
from services.approvals.wanted import approvable, wanted_of
from services.database.act_records import access_record
from services.database.tables import access_log, approval
from services.database.tables.types import ago, server_now
from services.errors import ApprovalClosed, ApprovalsTooMany
from services.lookup.look_up_rows import staff_name
from services.rules.people.approvals import (
    MOST_OPEN,
    OPEN_FOR,
    ApprovalFacts,
    ApprovalRefusal,
    ApprovalState,
    state_of,
)
from services.rules.vocabulary import Channel
from services.today.recent_approvals import approvable_state

_ROW = (
    approval,
    server_now().label("now"),
    staff_name(approval.c.asked_by).label("asker"),
    staff_name(approval.c.decided_by).label("decider"),
)


async def ask(conn: AsyncConnection, request: ActRequest[Any]) -> int:
    """Write a request down, once.

    Raises:
        ApprovalsTooMany: as many of this login wait as may.
    """
    verb, wanted = wanted_of(approvable(request))
    staff_id = request.actor.staff.id
    known = await find(conn, approval.c.act_id == request.act_id, approval.c.asked_by == staff_id)
    if known is not None:
        return int(known.id)
    undecided = select(*_ROW).where(
        approval.c.asked_at > ago(OPEN_FOR), approval.c.asked_by == staff_id, approval.c.decided_at.is_(None)
    )
    waiting = [
        row
        for row in (await conn.execute(undecided)).all()
        if await stands(conn, row) is ApprovalState.WAITING
    ]
    if len(waiting) >= MOST_OPEN:
        raise ApprovalsTooMany(MOST_OPEN)
    made = await conn.execute(
        insert(approval).values(
            act_id=request.act_id,
            verb=verb,
            patron_id=request.patron_id,
            wanted=wanted,
            state=await _state(conn, request.patron_id),
            asked_at=server_now(),
            asked_by=staff_id,
            branch_id=request.actor.branch_id,
            workstation=request.actor.workstation,
        )
    )
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


async def find(conn: AsyncConnection, *which: Any) -> Row[Any] | None:
    """Read a request, with the time and the names of its staff."""
    return (await conn.execute(select(*_ROW).where(and_(*which)))).one_or_none()


async def stands(conn: AsyncConnection, row: Row[Any]) -> ApprovalState:
    """Tell how a request stands now."""
    facts = ApprovalFacts(
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        approved=row.approved,
        is_withdrawn=row.withdrawn_at is not None,
        is_used=row.used_at is not None,
        is_as_it_was=row.state == await _state(conn, row.patron_id),
    )
    return state_of(facts, row.now)


async def withdraw(conn: AsyncConnection, number: int, actor: Actor) -> None:
    """Take a request of one's own back."""
    own = and_(
        approval.c.id == number,
        approval.c.asked_by == actor.staff.id,
        approval.c.withdrawn_at.is_(None),
        approval.c.used_at.is_(None),
        approval.c.approved.is_not(False),
    )
    await conn.execute(update(approval).where(own).values(withdrawn_at=server_now()))


async def widen(conn: AsyncConnection, number: int, actor: Actor) -> None:
    """Show a request of one's own that waits to the supervisors of the whole library."""
    own = and_(
        approval.c.id == number,
        approval.c.asked_by == actor.staff.id,
        approval.c.widened_at.is_(None),
        approval.c.withdrawn_at.is_(None),
        approval.c.decided_at.is_(None),
    )
    await conn.execute(update(approval).where(own).values(widened_at=server_now()))


async def note_look(conn: AsyncConnection, row: Row[Any], actor: Actor) -> None:
    """Record that a supervisor looked at a request."""
    record = access_record(actor, "approval", Channel.COUNTER, listed=_look_at(row), patron_id=row.patron_id)
    await conn.execute(record)


async def decide(
    conn: AsyncConnection, row: Row[Any], actor: Actor, refusal: ApprovalRefusal | None
) -> ApprovalState:
    """Approve a request that waits, or refuse it; one that changed can only be refused.

    Raises:
        ApprovalClosed: it waits no more, unless the same was decided by the same supervisor.
    """
    now = await stands(conn, row)
    wanted = ApprovalState.APPROVED if refusal is None else ApprovalState.REFUSED
    if (row.decided_by, row.refusal, now) == (actor.staff.id, refusal, wanted):
        return now  # sent twice
    changed = now is ApprovalState.CHANGED and row.decided_at is None and refusal is not None
    if now is not ApprovalState.WAITING and not changed:
        raise ApprovalClosed(now)
    values = {
        "decided_at": server_now(),
        "decided_by": actor.staff.id,
        "approved": refusal is None,
        "refusal": refusal,
    }
    await conn.execute(update(approval).where(approval.c.id == row.id).values(values))
    return wanted


async def use(conn: AsyncConnection, request: ActRequest[Any]) -> str:
    """Use the approval of a request up, in its act's transaction and before anything changes; answers who approved.

    Raises:
        ApprovalClosed: it doesn't count, or is of something else.
    """
    verb, wanted = wanted_of(approvable(request))
    row = await find(conn, approval.c.act_id == request.act_id, approval.c.asked_by == request.actor.staff.id)
    if row is None or (row.verb, row.patron_id, row.wanted) != (verb, request.patron_id, wanted):
        raise ApprovalClosed(ApprovalState.CHANGED)
    now = await stands(conn, row)
    if now is not ApprovalState.APPROVED:
        raise ApprovalClosed(now)
    await conn.execute(update(approval).where(approval.c.id == row.id).values(used_at=server_now()))
    return str(row.decided_by)


async def _state(conn: AsyncConnection, patron_id: int) -> str:
    """Tell what an approval is about: the suspensions in force, and the card in use."""
    return str((await conn.execute(select(approvable_state(literal(patron_id))))).scalar_one())


async def has_looked(conn: AsyncConnection, row: Row[Any], actor: Actor) -> bool:
    """Tell whether a supervisor looked at this very request."""
    return actor.staff.id in await _who_looked(conn, row)


async def is_seen(conn: AsyncConnection, row: Row[Any]) -> bool:
    """Tell whether any supervisor looked at this very request."""
    return bool(await _who_looked(conn, row))


async def _who_looked(conn: AsyncConnection, row: Row[Any]) -> set[str]:
    log = access_log.c
    looks = select(log.staff_id, log.listed).where(
        log.patron_id == row.patron_id, log.at >= row.asked_at, log.purpose == "approval"
    )
    return {look.staff_id for look in await conn.execute(looks) if look.listed == _look_at(row)}


def _look_at(row: Row[Any]) -> dict[str, Any]:
    return {"kind": "approval", "number": row.id}
