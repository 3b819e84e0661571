"""Performs an act in one transaction: lock, read, ask permission and rule, write, record, answer the new state.

The facts are the patron's own snapshot, read once more under the lock: an act decides on the very decisions that the
screen showed, made by the same rules. A `Deed` says what else to lock and read, and what to write; `Acts` does the
rest in one transaction. On PostgreSQL that is BEGIN, locks, facts, writes with the record, snapshot, COMMIT: six round
trips.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    Row,
    ScalarSelect,
    Update,
    and_,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from services.act_requests import ActRequest, CardActRequest
from services.acts.plan import ActResult
from services.clock import tokyo_day
from services.database.act_records import ChainHead, Detail, act_insert, act_record, chain_head, chain_lock
from services.database.engine import Database
from services.database.json import JsonRow, json_object
from services.database.tables import act, patron
from services.errors import NotPermitted, PatronGone, RowChanged
from services.lookup.caller_conditions import identified
from services.lookup.look_up import LookUps
from services.lookup.snapshot import LookUpAnswer, PatronSnapshot
from services.masters.masters import Masters
from services.masters.masters_store import MastersStore
from services.require_allowed import require_allowed
from services.rules.people.card_proof import CardShownFacts, card_shown
from services.rules.permissions import Permission, may_act
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, Role

type Write = Insert | Update | Delete
type Last = Callable[[ColumnElement[bool]], Write]


class Versioned(Protocol):
    """A row whose version an act compares with what the clerk saw."""

    @property
    def id(self) -> int:
        """The row's key."""

    @property
    def version(self) -> int:
        """The row's version."""


@dataclass(frozen=True, slots=True)
class ActContext:
    """What an act decides on.

    Attributes:
        before: the patron under the lock, with the decisions for this actor.
        now: the server's time, which the record will carry.
        masters: those in force.
        extra: what the deed asked to read beside the snapshot; empty if nothing.
    """

    request: ActRequest[Any]
    before: PatronSnapshot
    now: datetime
    masters: Masters
    extra: JsonRow

    @property
    def today(self) -> date:
        """The day at the counters."""
        return tokyo_day(self.now)

    @property
    def policy(self) -> Policy:
        """The library's values in force."""
        return self.masters.policy


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPlan[T]:
    """What an allowed act does.

    Attributes:
        writes: the statements; no two of them touch the same row. Each UPDATE and DELETE changes a row, or else the
            database hides it from this login (`NotPermitted`).
        result: what the caller gets beside the patron's new state.
        outcome: the record's outcome, a code.
        subject, subject_id: the row acted on.
        details: codes, numbers and dates for the record; enough for `Deed.again` to answer a repeated request.
        last: makes a write that goes through only when the others, at least one of them an UPDATE or DELETE, are
            done: it is given that condition to stand under. Rows may refer to each other across it.
    """

    writes: tuple[Write, ...]
    result: T
    outcome: str = "done"
    subject: str | None = None
    subject_id: int | None = None
    details: Mapping[str, Detail | date] = field(default_factory=dict)
    last: Last | None = None


class Deed[T](Protocol):
    """One act, as `Acts.perform` needs it."""

    @property
    def verb(self) -> str:
        """The record's verb: `noun.verb`."""

    @property
    def power(self) -> Permission:
        """Which line of the permission table it stands in."""

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        """Say what to read beside the snapshot, as JSON by name; empty if the snapshot is enough."""

    def plan(self, context: ActContext) -> ActPlan[T]:
        """Ask the rules, and say what to write.

        Raises:
            ActRefused, RowChanged: nothing is done.
        """

    def again(self, outcome: str, details: Mapping[str, Any]) -> T:
        """Give the first result once more, from its record, for a request that was carried out already."""


class Acts:
    """Carries acts out on one database."""

    def __init__(self, db: Database, masters: MastersStore, look_ups: LookUps) -> None:
        self._db = db
        self._masters = masters
        self._look_ups = look_ups

    async def perform[T](
        self, request: ActRequest[Any], deed: Deed[T], *, title: ScalarSelect[int] | None = None
    ) -> ActResult[T]:
        """Do an act, or nothing at all.

        Args:
            request: who wants it, and on whom.
            deed: the act.
            title: the title whose queue the act changes: it is locked beside the patron, because an item may go
                to another patron's hold. Whoever gives a hold an item locks its title.

        Raises:
            NotPermitted: the database itself refuses it.
            ActRefused: role, channel or a rule refuses, with every reason.
            RowChanged: what the clerk saw isn't so any more.
            PatronGone: there is no such patron, or no card of theirs is in use.
            OutcomeUnknown: the connection broke while committing; perform the same request again.
        """
        async with self._db.transaction(request.act_id) as conn:
            if self._db.dialect == "postgresql":
                await self._lock(conn, request, title)
            facts, before = await self._facts(conn, request, deed)
            if facts.act_verb is not None:
                if (facts.act_verb, facts.act_patron_id) != (deed.verb, request.patron_id):
                    msg = "an act id belongs to one request"
                    raise ValueError(msg)
                result = deed.again(facts.act_outcome, facts.act_details)
                return ActResult(result, await self._answer(conn, request), repeated=True)
            masters = self._masters.current
            _check_permission(deed.power, request, identified=bool(facts.identified), policy=masters.policy)
            context = ActContext(request, before, facts.head_at, masters, JsonRow(facts.extra))
            plan = deed.plan(context)
            await self._write(conn, request, deed.verb, plan, facts)
            return ActResult(plan.result, await self._answer(conn, request), repeated=False)

    async def _facts(
        self, conn: AsyncConnection, request: ActRequest[Any], deed: Deed[Any]
    ) -> tuple[Row[Any], PatronSnapshot]:
        try:
            return await self._look_ups.facts(conn, request.patron_id, request.actor, _columns(request, deed))
        except PatronGone:
            if self._db.dialect == "postgresql" and request.actor.staff.role is Role.PHONE:
                # PostgreSQL shows 電話担当 no patron whose caller isn't identified.
                policy = self._masters.current.policy
                _check_permission(deed.power, request, identified=False, policy=policy)
            raise

    async def _lock(
        self, conn: AsyncConnection, request: ActRequest[Any], title: ScalarSelect[int] | None
    ) -> None:
        """Lock the login's chain, the title if one is named, and the patron: always in this order."""
        row = select(patron.c.id, chain_lock(request.actor.staff.id)).where(patron.c.id == request.patron_id)
        if title is not None:
            row = row.add_columns(
                func.madoguchi_lock_title(title)
            )  # a counter may lock a title and not change it
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
        if self._db.dialect == "postgresql":
            await _write_at_once(conn, plan, chained)
            return
        last = () if plan.last is None else (plan.last(true()),)
        if last:
            # As on PostgreSQL, where they are looked at when the statement is over.
            await conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for write in (*plan.writes, *last):
            if (await conn.execute(write)).rowcount == 0:
                raise NotPermitted
        await conn.execute(chained)

    async def _answer(self, conn: AsyncConnection, request: ActRequest[Any]) -> LookUpAnswer:
        return await self._look_ups.refresh(request.patron_id, request.actor, conn)


def row_as_seen[R: Versioned](rows: tuple[R, ...], row_id: int, seen_version: int) -> R:
    """Find the row the clerk saw.

    Raises:
        RowChanged: it is gone, or not as it was.
    """
    row = next((each for each in rows if each.id == row_id), None)
    if row is None or row.version != seen_version:
        raise RowChanged
    return row


def require_card_shown(request: CardActRequest[Any], context: ActContext) -> None:
    """Go on when this patron's card was there.

    `shown_at` is the server's time of the look-up, but that a scanner and no finger opened the patron is the desk's
    word: this keeps honest desks from a stale screen, not a forged client from lying. The record names the proof.

    Raises:
        ActRefused: the card wasn't shown, or not as the library wants it.
    """
    facts = CardShownFacts(
        now=context.now,
        card_number=context.before.card_number,
        proof=request.proof,
        shown_card=request.shown_card,
        shown_at=request.shown_at,
    )
    require_allowed(card_shown(facts, context.policy))


def _columns(request: ActRequest[Any], deed: Deed[Any]) -> tuple[ColumnElement[Any], ...]:
    done = {name: _of_act(act.c[name], request) for name in ("verb", "patron_id", "outcome", "details")}
    return (
        *chain_head(request.actor.staff.id),
        *(column.label(f"act_{name}") for name, column in done.items()),
        identified(request.patron_id, request.actor).label("identified"),
        json_object(dict(deed.extra())).label("extra"),
    )


def _of_act(column: ColumnElement[Any], request: ActRequest[Any]) -> ColumnElement[Any]:
    return select(column).where(act.c.id == request.act_id).scalar_subquery()


def _check_permission(
    power: Permission, request: ActRequest[Any], *, identified: bool, policy: Policy
) -> None:
    actor = request.actor
    channel = Channel.PHONE if actor.staff.role is Role.PHONE else actor.channel
    require_allowed(may_act(actor.staff.role, channel, power, identified=identified, policy=policy))


async def _write_at_once(conn: AsyncConnection, plan: ActPlan[Any], chained: Insert) -> None:
    """Send every write and the record as one statement, in which each part is always carried out.

    Its parts see the database as it was before, and run in no order, unless one reads what another answers.
    """
    counts: list[ColumnElement[Any]] = []
    parts = []
    for place, write in enumerate(plan.writes):
        if isinstance(write, Insert):
            parts.append(write.cte(f"write_{place}"))
            continue
        part = write.returning(literal_column("1").label("one")).cte(f"write_{place}")
        counts.append(select(func.count()).select_from(part).scalar_subquery())
        parts.append(part)
    if plan.last is not None:
        parts.append(plan.last(and_(*(count > 0 for count in counts))).cte("write_last"))
    statement = select(literal_column("1"), *counts)
    for part in (*parts, chained.cte("record")):
        statement = statement.add_cte(part)
    if 0 in tuple((await conn.execute(statement)).one()):
        raise NotPermitted
