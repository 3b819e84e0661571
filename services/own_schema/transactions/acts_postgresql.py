"""Carries acts out on PostgreSQL: one question for the facts, one call that does it. Two round trips.

`services/own_schema/schema/postgresql/desk/acts.sql` has both functions. Between them nothing is locked: the call
compares a mark of the facts under the lock, and answers the present ones where they changed. An act that goes by the
day is planned on what the desk shows, without the question.
"""

from dataclasses import dataclass
from typing import Any, Final, override

from sqlalchemy import ARRAY, BigInteger, Column, Row, String, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.acts.cards import ReplaceCard
from services.acts.holds import CancelledHoldRequest, HoldRequest
from services.acts.plan import ActContext, ActPlan, Overtaken, Prepared
from services.acts.register import RegisteredAct
from services.contract.act_requests import ActRequest
from services.contract.act_result import ActResult
from services.contract.decode.json_row import JsonRow
from services.contract.errors import NotPermitted, PatronGone, RowChanged, ServiceError, SystemBusy
from services.contract.snapshot import PatronSnapshot
from services.own_schema.approvals.approvals_postgresql import check_approval
from services.own_schema.database.calls import call
from services.own_schema.database.tables import card
from services.own_schema.database.tables.types import Json
from services.own_schema.lookup.look_up_postgresql import LookUpsPostgresql
from services.own_schema.transactions.acts import Acts
from services.own_schema.transactions.acts_as_json import changes_as_json, record_as_json
from services.own_schema.transactions.carrying_out import (
    Entry,
    as_decided,
    check_permission,
    deciding,
    recorded_of,
    verb_of,
)
from services.own_schema.transactions.extra_reads import extra_facts
from services.own_schema.transactions.preparing_postgresql import PreparingPostgresql

_PLANNED_AT_MOST: Final = 20
"""How often an act is planned, when other desks change its facts again and again."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an act is planned on; `row` is what the database answered."""

    row: JsonRow
    before: PatronSnapshot


@dataclass(frozen=True, slots=True)
class _Called:
    """A plan, and what the database answered to the call that was made of it."""

    plan: ActPlan[Any]
    row: Row[Any]


class ActsPostgresql(Acts[LookUpsPostgresql]):
    """Carries acts out on one city's library."""

    _prepares = PreparingPostgresql

    @override
    async def _carry_out[R](
        self,
        request: ActRequest[R],
        entry: RegisteredAct[Any, R],
        prepared: Prepared,
        before: PatronSnapshot | None,
    ) -> ActResult[R]:
        try:
            return await self._planned_and_called(request, entry, prepared, before)
        except NotPermitted:
            if request.approved:
                await check_approval(self._db, request)
            raise

    async def _planned_and_called[R](
        self,
        request: ActRequest[R],
        entry: RegisteredAct[Any, R],
        prepared: Prepared,
        before: PatronSnapshot | None,
    ) -> ActResult[R]:
        called = None if before is not None else await self._called_as_shown(request, entry)
        if called is None:
            row = await self._ask(request, entry)
            called = await self._called_on(row, request, entry, prepared, before)
        for _ in range(1, _PLANNED_AT_MOST):
            if called.row.came != "again":
                break
            called = await self._called_on(JsonRow(called.row.facts), request, entry, prepared, before)
        return await self._answered(called, request, entry, before)

    async def _called_as_shown(self, request: ActRequest[Any], entry: Entry) -> _Called | None:
        """Plan on what the desk shows, without a question; None where that may not be, or would be refused.

        What the desk shows may be old: if the plan or the database refuses, the present facts say why.
        """
        shown = (
            None
            if request.approved or not entry.by_day
            else self._look_ups.seen(request.patron_id, request.actor)
        )
        if shown is None:
            return None
        before, mark = shown
        masters = self._masters.current
        try:
            check_permission(entry, request, identified=False, policy=masters.policy)
            plan = entry.plan(request, ActContext(before=before, now=before.now, masters=masters))
        except ServiceError:
            return None
        try:
            return _Called(plan, await self._call(request, entry, plan, mark))
        except NotPermitted:
            return None

    async def _called_on(
        self,
        row: JsonRow,
        request: ActRequest[Any],
        entry: Entry,
        prepared: Prepared,
        before: PatronSnapshot | None,
    ) -> _Called:
        facts = await self._read(row, request, entry, before)
        plan = _done_before(row) or entry.plan(
            as_decided(request), self._context(facts, request, entry, prepared)
        )
        return _Called(plan, await self._call(request, entry, plan, row.text("mark")))

    async def _answered[R](
        self,
        called: _Called,
        request: ActRequest[R],
        entry: RegisteredAct[Any, R],
        before: PatronSnapshot | None,
    ) -> ActResult[R]:
        """Answer what a call did.

        Raises:
            PatronGone: no card of the patron is in use.
            SystemBusy: nothing, because its facts weren't the present ones.
        """
        row = called.row
        if row.came == "again":
            raise SystemBusy
        if row.status is None and before is None:
            raise PatronGone
        answer = before or await self._look_ups.answer_of(
            (row.status, row.record, row.everything), request.actor
        )
        if row.came == "repeated":
            facts = await self._read(JsonRow(row.facts), request, entry, before)
            return ActResult(_repeated(facts, request, entry), answer, repeated=True)
        return ActResult(called.plan.result, answer, repeated=False)

    async def _ask(self, request: ActRequest[Any], entry: Entry) -> JsonRow:
        values = {
            **_about(request, entry),
            "at_workstation": request.actor.workstation,
            "act_id": request.act_id,
        }
        try:
            return await self._asked(values)
        except NotPermitted:
            # No look of this login is on record: the server crashed, or the worker deleted it.
            await self._look_ups.record_again(request.patron_id, request.actor)
        return await self._asked(values)

    async def _asked(self, values: dict[str, Any]) -> JsonRow:
        async with self._db.autocommit() as conn:
            return JsonRow((await conn.execute(_FACTS, values)).scalar_one())

    async def _call(self, request: ActRequest[Any], entry: Entry, plan: ActPlan[Any], mark: str) -> Row[Any]:
        values = {
            **_about(request, entry),
            "made": record_as_json(request, verb_of(plan, entry), plan),
            "changes": changes_as_json(plan.changes),
            "mark": mark,
        }
        try:
            async with self._db.calling(request.act_id) as conn:
                row: Row[Any] = (await conn.execute(_CARRY_OUT, values)).one()
        except RowChanged:
            if entry.tries is None:
                raise
            raise Overtaken from None  # the patron page counts without the patron's lock
        return row

    async def _read(
        self, row: JsonRow, request: ActRequest[Any], entry: Entry, before: PatronSnapshot | None
    ) -> _Facts:
        patron = row.maybe_row("patron")
        if patron is None:
            # By telephone the database answers nothing of a caller who isn't identified.
            policy = self._masters.current.policy
            check_permission(entry, request, identified=row.flag("identified"), policy=policy)
            raise PatronGone
        if before is not None:
            return _Facts(row, before)
        return _Facts(row, await self._look_ups.snapshot_of(patron, deciding(request)))

    def _context(
        self, facts: _Facts, request: ActRequest[Any], entry: Entry, prepared: Prepared
    ) -> ActContext:
        masters = self._masters.current
        check_permission(entry, request, identified=facts.row.flag("identified"), policy=masters.policy)
        return ActContext(
            before=facts.before,
            now=facts.row.instant("now"),
            masters=masters,
            extra=extra_facts(facts.row.row("extra"), entry.reads),
            prepared=prepared,
        )


def _done_before(row: JsonRow) -> ActPlan[Any] | None:
    """Plan nothing for a request that was carried out: the call answers its result once the standbys have it, too."""
    done = row.maybe_row("done")
    return None if done is None else ActPlan(changes=(), result=None, verb=done.text("verb"))


def _repeated[R](facts: _Facts, request: ActRequest[R], entry: RegisteredAct[Any, R]) -> R:
    done = facts.row.row("done")
    found = {name: done.json(name) for name in ("verb", "patron_id", "outcome", "details")}
    return entry.repeated(request, recorded_of(found, done.instant("at"), facts.before, request, entry))


def _about(request: ActRequest[Any], entry: Entry) -> dict[str, Any]:
    """Give what both functions are asked about."""
    return {
        "of_patron": request.patron_id,
        "by_staff": request.actor.staff.id,
        "reads": [read.name for read in entry.reads],
        "of_hold": request.hold_id if isinstance(request, HoldRequest) else None,
        "of_cancellation": (request.cancellation_id if isinstance(request, CancelledHoldRequest) else None),
        "new_number": request.new_number if isinstance(request, ReplaceCard) else None,
    }


_TYPES: Final[dict[str, Any]] = {
    "of_patron": BigInteger(),
    "by_staff": String(),
    "at_workstation": String(),
    "act_id": String(),
    "made": String(),
    "changes": String(),
    "mark": String(),
    "reads": ARRAY(Text()),  # the driver would ask the catalog what VARCHAR[] is
    "of_hold": BigInteger(),
    "of_cancellation": BigInteger(),
    "new_number": String(),
}


_FACTS: Final = call(
    "SELECT madoguchi_facts(:of_patron, :by_staff, :at_workstation, :act_id, :reads, :of_hold, :of_cancellation,"
    " :new_number)",
    _TYPES,
).columns(Column("facts", JSONB()))
_CARRY_OUT: Final = call(
    "SELECT came, facts, status, record, everything FROM madoguchi_carry_out(:of_patron, :by_staff,"
    " CAST(:made AS jsonb), CAST(:changes AS jsonb), :mark, :reads, :of_hold, :of_cancellation, :new_number)",
    _TYPES,
).columns(
    Column("came", String()),
    Column("facts", JSONB()),
    Column("status", card.c.status.type),
    Column("record", Json),
    Column("everything", Json),
)
