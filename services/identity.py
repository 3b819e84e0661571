"""Who calls: the check of two facts, compared here and never in the window (domain.md, "Phone").

A check is remembered by which facts were OK and which NG, never by what was typed. It counts for the login and the
workstation that made it, until the patron is closed there, another card is looked up there, or ◇
`identity_check_minutes` are over, so that a desk that crashed leaves nobody identified.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Date, ScalarSelect, String, cast, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.actor import Actor
from services.clock import tokyo_day
from services.database.audit import access_insert, access_values
from services.database.engine import Database
from services.database.tables import card, identity_check, masters_version, patron
from services.database.types import server_now
from services.errors import FactsUnfit, IdentityCheckEnded, IdentityNotConfirmed, PatronGone
from services.identification import desk_values, ending, still_open
from services.look_up import LookUps
from services.look_up_statement import IN_USE, LookUpKey
from services.masters import MastersStore
from services.rules import identity as rules
from services.rules.identity import CallerFacts, FactKind, KnownFacts, ReadFacts
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, CheckOutcome
from services.snapshot import PatronSnapshot


@dataclass(frozen=True, slots=True)
class _Try:
    """One try and what it stands on.

    Attributes:
        compared: what the record says of each fact.
        patron_id: of whom; None when nobody was found.
        misses: how many there were before.
    """

    actor: Actor
    now: datetime
    policy: Policy
    misses: int
    patron_id: int | None
    compared: Mapping[FactKind, bool]

    @property
    def misses_left(self) -> int:
        return self.policy.identity_misses - self.misses - 1


class IdentityChecks:
    """Identifies callers for the phone channel."""

    def __init__(self, db: Database, masters: MastersStore, look_ups: LookUps) -> None:
        self._db = db
        self._masters = masters
        self._look_ups = look_ups

    async def check(self, patron_id: int, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        """Compare what the caller of an open card told; the number that opened it counts as one fact.

        Returns:
            The whole patron. That this desk now sees it is recorded as a look.

        Raises:
            FactsUnfit: what was typed can't be compared; that is no try.
            IdentityNotConfirmed: a fact is wrong; which one isn't told.
            IdentityCheckEnded: ◇ three tries missed since the look-up; only another look-up begins anew.
            PatronGone: there is no such patron, or no card of theirs is in use.
        """
        _check_form(facts, opened_by_number=True)
        return await self._db.undisturbed(self._check(patron_id, facts, _on_phone(actor)))

    async def find(self, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        """Find the one patron of whom every fact told is true, which identifies the caller at once.

        Returns:
            The whole patron; look and check are recorded, and whoever was identified here before no longer is.

        Raises:
            FactsUnfit: as for `check`; without a number two facts have to be typed.
            IdentityNotConfirmed: nobody, or more than one; it isn't told which.
            IdentityCheckEnded: the ◇ third miss in a row at this desk.
        """
        _check_form(facts, opened_by_number=False)
        return await self._db.undisturbed(self._find(facts, _on_phone(actor)))

    async def end(self, patron_id: int, actor: Actor) -> None:
        """End this desk's check of a patron who is closed."""
        await self._db.undisturbed(self._end(patron_id, actor))

    async def _check(self, patron_id: int, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        if self._db.dialect == "postgresql":
            return await self._ask_the_database(facts, actor, patron_id)
        async with self._db.transaction() as conn:
            row = await _read_patron(conn, patron_id, actor)
            policy = await self._policy(conn, row)
            if row.misses >= policy.identity_misses:
                raise IdentityCheckEnded
            known = KnownFacts(row.kana, row.birth_date, row.phone)
            told = {FactKind.CARD_NUMBER: True, **rules.matches(rules.read_facts(facts), known)}
            made = _Try(actor, row.now, policy, row.misses, patron_id, told)
            if rules.confirmed(told):
                return await self._passed(conn, made, patron_id, "identified")
            await _record(conn, made, CheckOutcome.FAILED)
        raise _missed(made)

    async def _find(self, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        if self._db.dialect == "postgresql":
            return await self._ask_the_database(facts, actor, None)
        async with self._db.transaction() as conn:
            asked = select(*_frame(identity_check.c.patron_id.is_(None)))
            row = (await conn.execute(asked, desk_values(actor))).one()
            policy = await self._policy(conn, row)
            read = rules.read_facts(facts)
            found = (await conn.execute(_who(read))).scalars().all()
            only = found[0] if len(found) == 1 else None
            told = dict.fromkeys(_kinds(read), only is not None)
            made = _Try(actor, row.now, policy, row.misses, only, told)
            if only is not None:
                await conn.execute(ending(), desk_values(actor))
                return await self._passed(conn, made, only, "found_by_facts")
            await _record(conn, made, CheckOutcome.FAILED)
            if made.misses_left <= 0:
                await conn.execute(ending(identity_check.c.patron_id.is_(None)), desk_values(actor))
        raise _missed(made)

    async def _end(self, patron_id: int, actor: Actor) -> None:
        async with self._db.transaction() as conn:
            await conn.execute(ending(identity_check.c.patron_id == patron_id), desk_values(actor))

    async def _ask_the_database(
        self, facts: CallerFacts, actor: Actor, patron_id: int | None
    ) -> PatronSnapshot:
        """Have PostgreSQL compare: 電話担当 may read nothing that would have to be compared here."""
        read = rules.read_facts(facts)
        told = (read.kana, read.birth_date, read.phone)
        desk = (actor.staff.id, actor.branch_id, actor.workstation)
        asked = select(text("identified, misses_left")).select_from(
            func.madoguchi_check_caller(
                cast(patron_id, BigInteger),
                *(cast(fact, type_) for fact, type_ in zip(told, (String, Date, String), strict=True)),
                *desk,
            )
        )
        async with self._db.transaction() as conn:
            row = (await conn.execute(asked)).one_or_none()
            if row is None:
                raise PatronGone
            if row.identified is not None:
                answer = await self._look_ups.refresh(row.identified, actor, conn)
                assert isinstance(answer, PatronSnapshot)  # the check that was just recorded opens it
                return answer
        raise IdentityNotConfirmed(row.misses_left) if row.misses_left > 0 else IdentityCheckEnded()

    async def _policy(self, conn: AsyncConnection, row: Any) -> Policy:
        return (await self._masters.fresh(row.masters_version, tokyo_day(row.now), conn)).policy

    async def _passed(
        self, conn: AsyncConnection, made: _Try, patron_id: int, purpose: str
    ) -> PatronSnapshot:
        await _record(conn, made, CheckOutcome.PASSED)
        key = LookUpKey.PATRON_ID.value
        await conn.execute(access_insert(key), {key: patron_id, **access_values(made.actor, purpose)})
        answer = await self._look_ups.refresh(patron_id, made.actor, conn)
        assert isinstance(answer, PatronSnapshot)  # the check that was just recorded opens it
        return answer


def _on_phone(actor: Actor) -> Actor:
    """Whoever checks a caller is on the phone."""
    return replace(actor, channel=Channel.PHONE)


def _check_form(facts: CallerFacts, *, opened_by_number: bool) -> None:
    faults = rules.check_facts(facts, opened_by_number=opened_by_number)
    if faults:
        raise FactsUnfit(faults)


def _missed(made: _Try) -> IdentityNotConfirmed | IdentityCheckEnded:
    return IdentityNotConfirmed(made.misses_left) if made.misses_left > 0 else IdentityCheckEnded()


async def _read_patron(conn: AsyncConnection, patron_id: int, actor: Actor) -> Any:
    statement = (
        select(
            *_frame(identity_check.c.patron_id == patron_id),
            patron.c.kana,
            patron.c.birth_date,
            patron.c.phone,
        )
        .select_from(patron.join(card, (card.c.patron_id == patron.c.id) & IN_USE))
        .where(patron.c.id == patron_id)
    )
    row = (await conn.execute(statement, desk_values(actor))).one_or_none()
    if row is None:
        raise PatronGone
    return row


def _frame(of_whom: ColumnElement[bool]) -> tuple[ColumnElement[Any] | ScalarSelect[Any], ...]:
    misses = (
        select(func.count())
        .select_from(identity_check)
        .where(
            of_whom,
            *still_open(),
            identity_check.c.outcome == CheckOutcome.FAILED,
        )
    )
    return (
        server_now().label("now"),
        select(masters_version.c.version).scalar_subquery().label("masters_version"),
        misses.scalar_subquery().label("misses"),
    )


def _who(read: ReadFacts) -> Any:
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


async def _record(conn: AsyncConnection, made: _Try, outcome: CheckOutcome) -> None:
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
    await conn.execute(row)
