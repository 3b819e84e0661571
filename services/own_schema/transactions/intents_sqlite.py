"""Acts of another system in a file: an intent and its end are a transaction each."""

from datetime import datetime
from typing import Any, override

from sqlalchemy import delete, exists, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.act_requests import ActRequest
from services.contract.errors import NotPermitted, PatronGone
from services.contract.recording import ActIntent, Details
from services.own_schema.approvals import approvals_sqlite
from services.own_schema.database.act_records import ActRecord, ChainHead, act_insert, chain_head
from services.own_schema.database.tables import act, act_intent, card, patron
from services.own_schema.database.tables.types import server_now
from services.own_schema.lookup.caller_conditions import is_bare
from services.own_schema.transactions.intents import ActIntents, bare_patron, is_left_behind


class ActIntentsSqlite(ActIntents):
    """Records acts of another system in a file."""

    @override
    async def _number_of(self, system_key: str) -> int:
        known = select(patron.c.id).where(patron.c.system_key == system_key)
        async with self._db.transaction() as conn:
            if (await conn.execute(select(exists().select_from(card)))).scalar_one():
                raise NotPermitted
            number: int | None = (await conn.execute(known)).scalar_one_or_none()
            if number is None:
                await conn.execute(bare_patron(literal(system_key)))
                number = (await conn.execute(known)).scalar_one()
            return number

    @override
    async def _intend(
        self, request: ActRequest[Any], intent: ActIntent, state: str | None
    ) -> dict[str, Any] | None:
        actor = request.actor
        async with self._db.transaction() as conn:
            if not (await conn.execute(is_bare(request.patron_id))).scalar_one():
                raise PatronGone
            for table in (act, act_intent):
                own = (table.c.id == request.act_id, table.c.staff_id == actor.staff.id)
                there = (await conn.execute(select(table).where(*own))).mappings().one_or_none()
                if there is not None:
                    return dict(there)
            if request.approved:
                await approvals_sqlite.consume(conn, request, seen=state)
            row = insert(act_intent).values(
                id=intent.act_id,
                at=server_now(),
                staff_id=actor.staff.id,
                branch_id=actor.branch_id,
                workstation=actor.workstation,
                channel=actor.channel,
                patron_id=intent.patron_id,
                verb=intent.verb,
                subject=intent.subject,
                subject_id=intent.subject_id,
                wanted=dict(intent.wanted),
            )
            await conn.execute(row)
        return None

    @override
    async def _end(
        self,
        act_id: str,
        staff_id: str,
        outcome: str | None,
        details: Details,
        settled_by: str | None = None,
    ) -> None:
        own = [act_intent.c.id == act_id, act_intent.c.staff_id == staff_id]
        if settled_by is not None:
            own.append(is_left_behind())
        async with self._db.transaction(act_id) as conn:
            noted = (await conn.execute(select(act_intent).where(*own))).one_or_none()
            if noted is None:
                done = exists().where(act.c.id == act_id, act.c.staff_id == staff_id)
                if outcome is not None and not (await conn.execute(select(done))).scalar_one():
                    raise NotPermitted
                return
            await conn.execute(delete(act_intent).where(*own))
            if outcome is None:
                await approvals_sqlite.give_back(conn, act_id, staff_id)
                return
            approver = await approvals_sqlite.approver(conn, act_id, staff_id)
            by_others = {"approved_by": approver, "settled_by": settled_by}
            details = {**details, **{name: who for name, who in by_others.items() if who is not None}}
            await _record(conn, noted, outcome, details)


async def _record(conn: AsyncConnection, noted: Any, outcome: str, details: Details) -> None:
    at: datetime
    at, sequence, last = (await conn.execute(select(*chain_head(noted.staff_id)))).one()
    record = ActRecord(
        id=noted.id,
        at=at,
        staff_id=noted.staff_id,
        branch_id=noted.branch_id,
        workstation=noted.workstation,
        channel=noted.channel,
        patron_id=noted.patron_id,
        verb=noted.verb,
        subject=noted.subject,
        subject_id=noted.subject_id,
        outcome=outcome,
        details=details,
        sequence=(sequence or 0) + 1,
    )
    await conn.execute(act_insert(record, ChainHead(at, sequence, last)))
