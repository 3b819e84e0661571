"""Checks two facts of a caller, here and never in the window (domain.md, "Phone").

A check is remembered by which facts were OK and which NG, never by what was typed. A passed one counts for the login
and the workstation that made it, until the patron is closed there, another card is looked up there, or ◇
`identity_check_minutes` are over, so that a desk that crashed leaves nobody identified. A missed one counts for whom it
meant and for the login, wherever they try next (`services.rules.people.identity_tries`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.actor import Actor
from services.clock import to_tokyo, tokyo_day
from services.database.act_records import access_insert, access_values
from services.database.engine import Database
from services.database.json import JsonRow
from services.database.tables import card, identity_check, masters_version, patron
from services.database.tables.types import server_now
from services.errors import FactsUnfit, IdentityCheckEnded, IdentityNotConfirmed, PatronGone
from services.lookup.caller_checks_postgresql import check_call, check_values, ending_call, ending_values
from services.lookup.caller_conditions import desk_values, ending
from services.lookup.caller_misses_sqlite import limits, made_by, made_for, meant_by, remember_meant
from services.lookup.look_up import LookUps
from services.lookup.look_up_decode import decode_snapshot
from services.lookup.look_up_sqlite import LookUpsSqlite
from services.lookup.look_up_statement import IN_USE, LookUpKey
from services.lookup.snapshot import PatronSnapshot
from services.masters.masters_store import MastersStore
from services.rules.people import identity as rules
from services.rules.people.identity import CallerFacts, FactKind, KnownFacts, ReadFacts
from services.rules.people.identity_tries import Misses, Standing, counted_since
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, CheckOutcome


@dataclass(frozen=True, slots=True)
class _Try:
    """One try and what it stands on.

    Attributes:
        patron_id: of whom; None when nobody was found.
        compared: what the record says of each fact.
    """

    actor: Actor
    now: datetime
    policy: Policy
    patron_id: int | None
    compared: Mapping[FactKind, bool]


class IdentityChecks:
    """Identifies callers for the phone channel."""

    def __init__(self, db: Database, masters: MastersStore, look_ups: LookUps) -> None:
        self._db = db
        self._masters = masters
        self._look_ups = look_ups
        self._check_by_call = check_call()
        self._end_by_call = ending_call()

    async def check(self, patron_id: int, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        """Compare what the caller of an open card told; the number that opened it counts as one fact.

        Returns:
            The whole patron. That this desk now sees it is recorded as a look.

        Raises:
            FactsUnfit: what was typed can't be compared, or ◇ it all stands on the card; that is no try.
            IdentityNotConfirmed: a fact is wrong; which one isn't told.
            IdentityCheckEnded: ◇ three tries missed of late, of this patron or by this login: nothing was compared, or
                this was the last one.
            PatronGone: there is no such patron, or no card of theirs is in use.
        """
        _check_form(facts, self._masters.current.policy, opened_by_number=True)
        return await self._db.run_to_end(self._check(patron_id, facts, _on_phone(actor)))

    async def find(self, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        """Find the one patron of whom every fact told is true, which identifies the caller at once.

        Returns:
            The whole patron; look and check are recorded, and whoever was identified here before no longer is.

        Raises:
            FactsUnfit: as for `check`; without a number two facts have to be typed.
            IdentityNotConfirmed: nobody, or more than one; it isn't told which.
            IdentityCheckEnded: as for `check`; of the patrons, everybody's of whom the name or the telephone number is.
        """
        _check_form(facts, self._masters.current.policy, opened_by_number=False)
        return await self._db.run_to_end(self._find(facts, _on_phone(actor)))

    async def end(self, patron_id: int, actor: Actor) -> None:
        """End this desk's check of a patron who is closed."""
        await self._db.run_to_end(self._end(patron_id, actor))

    async def _check(self, patron_id: int, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        if self._db.dialect == "postgresql":
            return await self._ask_the_database(facts, actor, patron_id)
        async with self._db.transaction() as conn:
            row = await _read_patron(conn, patron_id)
            policy = await self._policy(conn, row)
            _check_form(facts, policy, opened_by_number=True)
            misses = await _misses(conn, actor, (patron_id,), row.now, policy)
            _must_be_open(misses.standing(row.now, limits(policy), by_number=True))
            known = KnownFacts(row.kana, row.birth_date, row.phone)
            told = {FactKind.CARD_NUMBER: True, **rules.matches(rules.read_facts(facts), known)}
            made = _Try(actor, row.now, policy, patron_id, told)
            if rules.confirmed(told):
                return await self._passed(conn, made, patron_id, "identified")
            await _record(conn, made, CheckOutcome.FAILED)
        raise _missed(misses.and_one(row.now).standing(row.now, limits(policy), by_number=True))

    async def _find(self, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        if self._db.dialect == "postgresql":
            return await self._ask_the_database(facts, actor, None)
        async with self._db.transaction() as conn:
            row = (await conn.execute(select(*_FRAME))).one()
            policy = await self._policy(conn, row)
            read = rules.read_facts(facts)
            meant = await meant_by(conn, read)
            misses = await _misses(conn, actor, meant, row.now, policy)
            _must_be_open(misses.standing(row.now, limits(policy), by_number=False))
            only = await _only_open(conn, read, meant, row.now, policy)
            told = dict.fromkeys(_kinds(read), only is not None)
            made = _Try(actor, row.now, policy, only, told)
            if only is not None:
                await conn.execute(ending(), desk_values(actor))
                return await self._passed(conn, made, only, "found_by_facts")
            await remember_meant(conn, await _record(conn, made, CheckOutcome.FAILED), meant, row.now, policy)
        raise _missed(misses.and_one(row.now).standing(row.now, limits(policy), by_number=False))

    async def _end(self, patron_id: int, actor: Actor) -> None:
        if self._db.dialect == "postgresql":
            async with self._db.autocommit() as conn:
                await conn.execute(self._end_by_call, ending_values(patron_id, actor))
            return
        async with self._db.transaction() as conn:
            await conn.execute(ending(identity_check.c.patron_id == patron_id), desk_values(actor))

    async def _ask_the_database(
        self, facts: CallerFacts, actor: Actor, patron_id: int | None
    ) -> PatronSnapshot:
        """Have PostgreSQL compare: 電話担当 may read nothing that would have to be compared here."""
        values = check_values(patron_id, rules.read_facts(facts), actor)
        async with self._db.autocommit() as conn:
            row = (await conn.execute(self._check_by_call, values)).one()
        if row.identified is not None:
            return await self._opened(row.everything, actor)
        if row.misses_left is None and row.opens_at is None:
            raise PatronGone
        raise _missed(Standing(row.misses_left or 0, row.opens_at, bool(row.of_login)))

    async def _opened(self, everything: Any, actor: Actor) -> PatronSnapshot:
        if everything is None:
            raise PatronGone  # somebody ended the check at this desk in the same moment
        record = JsonRow(everything)
        today = tokyo_day(record.instant("now"))
        return decode_snapshot(
            record, await self._masters.fresh(record.number("masters_version"), today), actor
        )

    async def _policy(self, conn: AsyncConnection, row: Any) -> Policy:
        return (await self._masters.fresh(row.masters_version, tokyo_day(row.now), conn)).policy

    async def _passed(
        self, conn: AsyncConnection, made: _Try, patron_id: int, purpose: str
    ) -> PatronSnapshot:
        await _record(conn, made, CheckOutcome.PASSED)
        key = LookUpKey.PATRON_ID.value
        await conn.execute(access_insert(key), {key: patron_id, **access_values(made.actor, purpose)})
        assert isinstance(self._look_ups, LookUpsSqlite)
        answer = await self._look_ups.refresh(patron_id, made.actor, conn)
        assert isinstance(answer, PatronSnapshot)  # the check that was just recorded opens it
        return answer


def _on_phone(actor: Actor) -> Actor:
    """Whoever checks a caller is on the phone."""
    return replace(actor, channel=Channel.PHONE)


def _check_form(facts: CallerFacts, policy: Policy, *, opened_by_number: bool) -> None:
    faults = rules.check_facts(
        facts, opened_by_number=opened_by_number, more_than_the_card=policy.identity_more_than_the_card
    )
    if faults:
        raise FactsUnfit(faults)


def _missed(standing: Standing) -> IdentityNotConfirmed | IdentityCheckEnded:
    if standing.opens_at is None:
        return IdentityNotConfirmed(standing.left)
    return IdentityCheckEnded(to_tokyo(standing.opens_at), standing.of_login)


def _must_be_open(standing: Standing) -> None:
    if standing.opens_at is not None:
        raise _missed(standing)


async def _misses(
    conn: AsyncConnection, actor: Actor, meant: tuple[int, ...], now: datetime, policy: Policy
) -> Misses:
    since = counted_since(now, policy.identity_misses_minutes)
    return Misses(
        await made_by(conn, actor.staff.id, since),
        tuple([await made_for(conn, patron_id, since) for patron_id in meant]),
    )


async def _only_open(
    conn: AsyncConnection, read: ReadFacts, meant: tuple[int, ...], now: datetime, policy: Policy
) -> int | None:
    """Find the one patron of whom all is true, unless that one is closed: then it is as if something were wrong."""
    found = (await conn.execute(_who(read))).scalars().all()
    if len(found) != 1:
        return None
    (only,) = found
    since = counted_since(now, policy.identity_misses_minutes)
    alone = Misses((), (() if only in meant else await made_for(conn, only, since),))
    return None if alone.standing(now, limits(policy), by_number=True).opens_at is not None else int(only)


_FRAME = (
    server_now().label("now"),
    select(masters_version.c.version).scalar_subquery().label("masters_version"),
)


async def _read_patron(conn: AsyncConnection, patron_id: int) -> Any:
    statement = (
        select(*_FRAME, patron.c.kana, patron.c.birth_date, patron.c.phone)
        .select_from(patron.join(card, (card.c.patron_id == patron.c.id) & IN_USE))
        .where(patron.c.id == patron_id)
    )
    row = (await conn.execute(statement)).one_or_none()
    if row is None:
        raise PatronGone
    return row


def _who(read: ReadFacts) -> Select[Any]:
    """Ask for whom every fact told is true; two are as many as it takes to know that it isn't one."""
    told = {
        patron.c.kana_key: read.kana,
        patron.c.birth_date: read.birth_date,
        patron.c.phone_digits: read.phone,
    }
    return (
        select(patron.c.id)
        .join(card, (card.c.patron_id == patron.c.id) & IN_USE)
        .where(*(column == value for column, value in told.items() if value is not None))
        .limit(2)
    )


def _kinds(read: ReadFacts) -> tuple[FactKind, ...]:
    told = {FactKind.KANA: read.kana, FactKind.BIRTH_DATE: read.birth_date, FactKind.PHONE: read.phone}
    return tuple(kind for kind, value in told.items() if value is not None)


async def _record(conn: AsyncConnection, made: _Try, outcome: CheckOutcome) -> int:
    row = insert(identity_check).values(
        patron_id=made.patron_id,
        staff_id=made.actor.staff.id,
        branch_id=made.actor.branch_id,
        workstation=made.actor.workstation,
        at=made.now,
        outcome=outcome,
        facts={kind.value: "ok" if matched else "ng" for kind, matched in made.compared.items()},
        open_until=made.now + timedelta(minutes=made.policy.identity_check_minutes),
    )
    key = (await conn.execute(row)).inserted_primary_key
    assert key is not None
    return int(key[0])
