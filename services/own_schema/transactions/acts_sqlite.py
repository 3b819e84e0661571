"""Carries acts out on SQLite: one transaction reads, plans, writes, records and answers.

The facts are the patron's own snapshot, read once more under the write lock: an act decides on the very decisions that
the screen showed, made by the same rules.
"""

from dataclasses import replace
from typing import Any, override

from sqlalchemy import ColumnElement, Row, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from services.acts.plan import ActContext, ActPlan, Prepared
from services.acts.register import RegisteredAct
from services.contract.act_requests import ActRequest
from services.contract.act_result import ActResult
from services.contract.decode.json_row import JsonRow
from services.contract.errors import PatronGone, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.approvals import approvals_sqlite
from services.own_schema.database.act_records import ChainHead, act_insert, act_record, chain_head
from services.own_schema.database.tables import act
from services.own_schema.lookup.caller_conditions import identified, is_bare
from services.own_schema.lookup.look_up_sqlite import LookUpsSqlite
from services.own_schema.transactions.acts import Acts
from services.own_schema.transactions.binds import LastWrite, ParameterBinds, Write
from services.own_schema.transactions.carrying_out import (
    Entry,
    as_decided,
    check_permission,
    deciding,
    recorded_of,
    verb_of,
)
from services.own_schema.transactions.extra_reads import extra_columns, extra_facts
from services.own_schema.transactions.preparing_sqlite import PreparingSqlite
from services.own_schema.transactions.statements import statements


class ActsSqlite(Acts[LookUpsSqlite]):
    """Carries acts out on one SQLite library."""

    _prepares = PreparingSqlite

    @override
    async def _carry_out[R](
        self,
        request: ActRequest[R],
        entry: RegisteredAct[Any, R],
        prepared: Prepared,
        before: PatronSnapshot | None,
    ) -> ActResult[R]:
        async with self._db.transaction(request.act_id) as conn:
            beside = before
            if before is None:
                facts, before = await self._look_ups.facts(
                    conn, request.patron_id, deciding(request), _columns(request, entry)
                )
            else:
                facts = await _facts_beside(conn, request, entry)
            if facts.act_verb is not None:
                recorded = recorded_of(_record_in(facts), facts.act_at, before, request, entry)
                result = entry.repeated(request, recorded)
                return ActResult(result, beside or await self._answer(conn, request), repeated=True)
            masters = self._masters.current
            check_permission(entry, request, identified=bool(facts.identified), policy=masters.policy)
            context = ActContext(
                before=before,
                now=facts.head_at,
                masters=masters,
                extra=extra_facts(JsonRow(facts.extra), entry.reads),
                prepared=prepared,
            )
            plan = entry.plan(as_decided(request), context)
            if request.approved:
                approver = await approvals_sqlite.consume(conn, request)
                plan = replace(plan, details={**plan.details, "approved_by": approver})
            await _write(conn, request, verb_of(plan, entry), plan, facts)
            return ActResult(plan.result, beside or await self._answer(conn, request), repeated=False)

    async def _answer(self, conn: AsyncConnection, request: ActRequest[Any]) -> Any:
        return await self._look_ups.refresh(request.patron_id, request.actor, conn)


async def _facts_beside(conn: AsyncConnection, request: ActRequest[Any], entry: Entry) -> Row[Any]:
    if not (await conn.execute(is_bare(request.patron_id))).scalar_one():
        raise PatronGone
    return (await conn.execute(select(*_columns(request, entry)))).one()


async def _write(
    conn: AsyncConnection, request: ActRequest[Any], verb: str, plan: ActPlan[Any], facts: Row[Any]
) -> None:
    head = ChainHead(facts.head_at, facts.head_sequence, facts.head_hash)
    record = act_record(
        request,
        verb,
        head,
        outcome=plan.outcome,
        subject=plan.subject,
        subject_id=plan.subject_id,
        details=plan.details,
    )
    writes, last = _writes(request, plan, head)
    if last is not None:
        # As on PostgreSQL, which checks them at the statement's end.
        await conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        writes = (*writes, last(true()))
    for write in writes:
        if (await conn.execute(write)).rowcount == 0:
            raise RowChanged
    await conn.execute(act_insert(record, head))


def _columns(request: ActRequest[Any], entry: Entry) -> tuple[ColumnElement[Any], ...]:
    done = {name: _of_act(act.c[name], request) for name in ("verb", "patron_id", "outcome", "details", "at")}
    return (
        *chain_head(request.actor.staff.id),
        *(column.label(f"act_{name}") for name, column in done.items()),
        identified(request.patron_id, request.actor).label("identified"),
        extra_columns(request, entry).label("extra"),
    )


def _of_act(column: ColumnElement[Any], request: ActRequest[Any]) -> ColumnElement[Any]:
    return select(column).where(act.c.id == request.act_id).scalar_subquery()


def _record_in(facts: Row[Any]) -> dict[str, Any]:
    return {
        "verb": facts.act_verb,
        "patron_id": facts.act_patron_id,
        "outcome": facts.act_outcome,
        "details": facts.act_details,
    }


def _writes(
    request: ActRequest[Any], plan: ActPlan[Any], head: ChainHead
) -> tuple[tuple[Write, ...], LastWrite | None]:
    writes: list[Write] = []
    last = None
    for change in plan.changes:
        made = statements(change, ParameterBinds(change, request.patron_id, request.actor.staff.id, head.at))
        writes.extend(made.writes)
        last = made.last or last
    return tuple(writes), last
