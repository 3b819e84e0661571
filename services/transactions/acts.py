"""Performs an act in one transaction: lock, read, ask permission and plan, write, record, answer the new state.

The facts are the patron's own snapshot, read once more under the lock: an act decides on the very decisions that the
screen showed, made by the same rules. On PostgreSQL that is BEGIN, locks, facts, writes with the record, snapshot,
COMMIT: six round trips.
"""

from typing import Any

from sqlalchemy import ColumnElement, Insert, Row, and_, func, literal_column, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.act_requests import ActRequest
from services.acts.plan import ActContext, ActPlan, ActResult, Overtaken, Prepared, Recorded
from services.acts.register import REGISTER, Register, RegisteredAct
from services.database.act_records import ChainHead, act_insert, act_record, chain_head, chain_lock
from services.database.engine import Database
from services.database.json import JsonRow
from services.database.tables import act, patron
from services.errors import NotPermitted, PatronGone
from services.lookup.caller_conditions import identified
from services.lookup.look_up import LookUps
from services.lookup.snapshot import LookUpAnswer, PatronSnapshot
from services.masters.masters_store import MastersStore
from services.password_hashing import PasswordHasher
from services.require_allowed import require_allowed
from services.rules.permissions import may_act
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, Role
from services.transactions.binds import LastWrite, Values, Write
from services.transactions.extra_reads import extra_columns, extra_facts, title_of
from services.transactions.preparing import Preparation, Preparing
from services.transactions.statements import statements

type _Entry = RegisteredAct[Any, Any]


class Acts:
    """Carries acts out on one database.

    Args:
        db: the library's.
        masters: the library's.
        look_ups: read the patron for an act.
        hasher: what hashes passwords.
        register: the acts there are.
    """

    def __init__(
        self,
        db: Database,
        masters: MastersStore,
        look_ups: LookUps,
        hasher: PasswordHasher,
        register: Register = REGISTER,
    ) -> None:
        self._db = db
        self._masters = masters
        self._look_ups = look_ups
        self._preparing = Preparing(db, hasher)
        self._register = register

    async def perform[R](self, request: ActRequest[R]) -> ActResult[R]:
        """Do an act, or nothing at all.

        A request that was carried out already answers its first result, from its record.

        Raises:
            NotPermitted: the database itself refuses it.
            ActRefused: role, channel or a rule refuses, with every reason.
            RowChanged: what the clerk saw isn't so any more.
            PatronGone: there is no such patron, or no card of theirs is in use.
            OutcomeUnknown: the connection broke while committing; perform the same request again.
            ServiceError: what the act's plan raises besides.
        """
        entry: RegisteredAct[Any, R] = self._register[type(request)]
        while True:
            try:
                preparation = await self._preparing.prepared(request, entry)
                return await self._do_or_again(request, entry, preparation)
            except Overtaken:
                continue

    async def _do_or_again[R](
        self, request: ActRequest[R], entry: RegisteredAct[Any, R], preparation: Preparation
    ) -> ActResult[R]:
        prepared = preparation.prepared
        try:
            return await self._db.run_to_end(self._do(request, entry, prepared))
        except IntegrityError:
            # Another desk made in the same moment what may be there once: the facts, read again, say so.
            return await self._db.run_to_end(self._do(request, entry, prepared))
        except NotPermitted:
            # A count that the patron page changed meanwhile looks like a row hidden from this login.
            if entry.tries is None or await self._preparing.count_of(request.patron_id) == preparation.count:
                raise
            raise Overtaken from None

    async def _do[R](
        self, request: ActRequest[R], entry: RegisteredAct[Any, R], prepared: Prepared
    ) -> ActResult[R]:
        async with self._db.transaction(request.act_id) as conn:
            if self._db.dialect == "postgresql":
                await self._lock(conn, request, entry)
            facts, before = await self._facts(conn, request, entry)
            if facts.act_verb is not None:
                result = entry.repeated(request, _recorded(facts, before, request, entry))
                return ActResult(result, await self._answer(conn, request), repeated=True)
            masters = self._masters.current
            _check_permission(entry, request, identified=bool(facts.identified), policy=masters.policy)
            context = ActContext(
                before=before,
                now=facts.head_at,
                masters=masters,
                extra=extra_facts(JsonRow(facts.extra), entry.reads),
                prepared=prepared,
            )
            plan = entry.plan(request, context)
            await self._write(conn, request, plan.verb or entry.verbs[0], plan, facts)
            return ActResult(plan.result, await self._answer(conn, request), repeated=False)

    async def _facts(
        self, conn: AsyncConnection, request: ActRequest[Any], entry: _Entry
    ) -> tuple[Row[Any], PatronSnapshot]:
        try:
            return await self._look_ups.facts(
                conn, request.patron_id, request.actor, _columns(request, entry)
            )
        except PatronGone:
            if self._db.dialect == "postgresql" and request.actor.staff.role is Role.PHONE:
                # PostgreSQL shows 電話担当 no patron whose caller isn't identified.
                _check_permission(entry, request, identified=False, policy=self._masters.current.policy)
            raise

    async def _lock(self, conn: AsyncConnection, request: ActRequest[Any], entry: _Entry) -> None:
        """Lock the login's chain, the title whose line the act changes, and the patron: always in this order.

        Whoever gives a hold an item locks its title, because an item may go to another patron's hold.
        """
        row = select(patron.c.id, chain_lock(request.actor.staff.id)).where(patron.c.id == request.patron_id)
        if entry.locks_title:
            # A counter may lock a title and not change it.
            row = row.add_columns(func.madoguchi_lock_title(title_of(request)))
        # NO KEY: a look-up of the same patron, whose record refers to the row, isn't kept waiting.
        await conn.execute(row.with_for_update(key_share=True, of=patron))

    async def _write(
        self, conn: AsyncConnection, request: ActRequest[Any], verb: str, plan: ActPlan[Any], facts: Row[Any]
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
        chained = act_insert(record, head)
        writes, last = _writes(request, plan, head)
        if self._db.dialect == "postgresql":
            await _write_at_once(conn, writes, last, chained)
            return
        if last is not None:
            # As on PostgreSQL, where they are looked at when the statement is over.
            await conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            writes = (*writes, last(true()))
        for write in writes:
            if (await conn.execute(write)).rowcount == 0:
                raise NotPermitted
        await conn.execute(chained)

    async def _answer(self, conn: AsyncConnection, request: ActRequest[Any]) -> LookUpAnswer:
        return await self._look_ups.refresh(request.patron_id, request.actor, conn)


def _columns(request: ActRequest[Any], entry: _Entry) -> tuple[ColumnElement[Any], ...]:
    done = {name: _of_act(act.c[name], request) for name in ("verb", "patron_id", "outcome", "details", "at")}
    return (
        *chain_head(request.actor.staff.id),
        *(column.label(f"act_{name}") for name, column in done.items()),
        identified(request.patron_id, request.actor).label("identified"),
        extra_columns(request, entry).label("extra"),
    )


def _of_act(column: ColumnElement[Any], request: ActRequest[Any]) -> ColumnElement[Any]:
    return select(column).where(act.c.id == request.act_id).scalar_subquery()


def _recorded(facts: Row[Any], before: PatronSnapshot, request: ActRequest[Any], entry: _Entry) -> Recorded:
    if facts.act_verb not in entry.verbs or facts.act_patron_id != request.patron_id:
        msg = "an act id belongs to one request"
        raise ValueError(msg)
    return Recorded(
        verb=facts.act_verb,
        outcome=facts.act_outcome,
        details=facts.act_details,
        at=facts.act_at,
        before=before,
    )


def _check_permission(entry: _Entry, request: ActRequest[Any], *, identified: bool, policy: Policy) -> None:
    actor, wanted = request.actor, entry.permission
    channel = Channel.PHONE if actor.staff.role is Role.PHONE else actor.channel
    require_allowed(may_act(actor.staff.role, channel, wanted, identified=identified, policy=policy))


def _writes(
    request: ActRequest[Any], plan: ActPlan[Any], head: ChainHead
) -> tuple[tuple[Write, ...], LastWrite | None]:
    writes: list[Write] = []
    last = None
    for change in plan.changes:
        made = statements(change, Values(change, request.patron_id, request.actor.staff.id, head.at))
        writes.extend(made.writes)
        last = made.last or last
    return tuple(writes), last


async def _write_at_once(
    conn: AsyncConnection, writes: tuple[Write, ...], last: LastWrite | None, chained: Insert
) -> None:
    """Send every write and the record as one statement, in which each part is always carried out.

    Its parts see the database as it was before, and run in no order, unless one reads what another answers.
    """
    counts: list[ColumnElement[Any]] = []
    parts = []
    for place, write in enumerate(writes):
        if isinstance(write, Insert):
            parts.append(write.cte(f"write_{place}"))
            continue
        part = write.returning(literal_column("1").label("one")).cte(f"write_{place}")
        counts.append(select(func.count()).select_from(part).scalar_subquery())
        parts.append(part)
    if last is not None:
        parts.append(last(and_(*(count > 0 for count in counts))).cte("write_last"))
    statement = select(literal_column("1"), *counts)
    for part in (*parts, chained.cte("record")):
        statement = statement.add_cte(part)
    if 0 in tuple((await conn.execute(statement)).one()):
        raise NotPermitted
