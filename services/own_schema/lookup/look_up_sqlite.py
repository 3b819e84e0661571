"""Looks a patron up in a file: the statement that writes the record of the look also reads."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, override

from sqlalchemy import ColumnElement, Insert, Row, Select, Update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.errors import PatronGone
from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from services.own_schema.database.act_records import (
    access_insert,
    access_insert_of_bare,
    access_values,
    desk_of_look,
    nobody_insert,
)
from services.own_schema.database.calls import GivenParameters
from services.own_schema.database.engine import Database
from services.own_schema.database.frozen import DriverStatement
from services.own_schema.lookup.caller_check_statements import limits, standing
from services.own_schema.lookup.caller_conditions import desk_values, ending
from services.own_schema.lookup.look_up import LookUps, as_it_counts
from services.own_schema.lookup.look_up_recording import reading_by_record
from services.own_schema.lookup.look_up_statement import (
    LookUpKey,
    full,
    glimpse_or_all,
    kept_at_counter,
    kept_by_phone,
    phone_summary,
)
from services.own_schema.masters.masters_store import MastersStore
from services.rules.clock import tokyo_day
from services.rules.people.looks import Purpose
from services.rules.vocabulary import CardStatus, Channel

type _By = tuple[LookUpKey, Channel]


@cache
def _of_bare() -> Mapping[Channel, tuple[Select[Any], DriverStatement]]:
    """Build the same for another system's patron: what the counter keeps, plain and with a record of the look."""
    plain = {Channel.COUNTER: kept_at_counter(), Channel.PHONE: kept_by_phone()}
    return {
        channel: (it, DriverStatement(reading_by_record(it, access_insert_of_bare())))
        for channel, it in plain.items()
    }


@cache
def _statements() -> tuple[Mapping[_By, Select[Any]], Mapping[_By, DriverStatement]]:
    """Build what reads, plain and with a record of the look; it is long, and the same for every library."""
    at_counter, by_phone, opened = Channel.COUNTER, Channel.PHONE, LookUpKey.CARD_NUMBER
    plain: dict[_By, Select[Any]] = {
        **{(key, at_counter): full(key) for key in LookUpKey},
        (opened, by_phone): phone_summary(opened),
        (LookUpKey.PATRON_ID, by_phone): glimpse_or_all(),
    }
    recorded = {
        (key, channel): DriverStatement(reading_by_record(statement, access_insert(key)))
        for (key, channel), statement in plain.items()
    }
    return plain, recorded


@cache
def _of_callers_and_nobody() -> tuple[Update, Select[Any], Mapping[LookUpKey, Insert]]:
    """Build when an identification ends, how a caller stands, and the records of looks that open nobody."""
    given = GivenParameters()
    return ending(given), standing(given), {key: nobody_insert(key) for key in LookUpKey}


class LookUpsSqlite(LookUps):
    """Reads patrons of a file."""

    def __init__(self, db: Database, masters: MastersStore) -> None:
        super().__init__(db, masters)
        self._plain, self._recorded = _statements()
        self._ending, self._standing, self._of_nobody = _of_callers_and_nobody()

    @override
    async def refresh(
        self, patron_id: int, actor: Actor, conn: AsyncConnection | None = None
    ) -> LookUpAnswer:
        """Read as on any database; with an act's connection what its transaction did is seen."""
        if conn is None:
            return await super().refresh(patron_id, actor)
        key = LookUpKey.PATRON_ID
        statement = self._plain[key, actor.channel_that_counts]
        row = (await conn.execute(statement, {key.value: patron_id, **desk_values(actor)})).one_or_none()
        if row is None:
            raise PatronGone
        return await self._decode(await self._closed_too(row, actor, conn), actor, conn)

    async def facts(
        self, conn: AsyncConnection, patron_id: int, actor: Actor, columns: tuple[ColumnElement[Any], ...]
    ) -> tuple[Row[Any], PatronSnapshot]:
        """Read the patron for an act, with further columns in the same statement.

        Whether the caller is identified is the act's to check: unlike a look, an act reads the whole patron on
        either channel, and shows nothing of it.

        Raises:
            PatronGone: as for `again`.
        """
        statement = self._plain[LookUpKey.PATRON_ID, Channel.COUNTER].add_columns(*columns)
        row = (await conn.execute(statement, {LookUpKey.PATRON_ID.value: patron_id})).one_or_none()
        if row is None:
            raise PatronGone
        return row, await self.snapshot_of(JsonRow(row.record), actor, conn)

    async def _closed_too(self, row: Sequence[Any], actor: Actor, conn: AsyncConnection) -> Sequence[Any]:
        """Add to number and counts whether misses closed the number to callers; PostgreSQL's function does so, too."""
        status, record, *everything = row
        is_whole = actor.channel_that_counts is Channel.COUNTER or any(everything)
        if is_whole or record is None:
            return row
        summary = JsonRow(record)
        now = summary.instant("now")
        masters = await self._masters.fresh(summary.number("masters_version"), tokyo_day(now), conn)
        whose = {"meant": (summary.number("patron_id"),), "by_number": True, "without_number": False}
        values = {"moment": now, **whose, **desk_values(actor), **limits(masters.policy)}
        found = (await conn.execute(self._standing, values)).one()
        if found.opens_at is None:
            return row
        closed = {"opens_at": found.opens_at.isoformat(), "of_login": bool(found.of_login)}
        return status, record | {"closed": closed}, *everything

    @override
    async def _note(
        self, patron_id: int, actor: Actor, purpose: Purpose, *, by_number: bool
    ) -> Sequence[Any] | None:
        channel = actor.channel_that_counts
        values = {LookUpKey.PATRON_ID.value: patron_id, **access_values(as_it_counts(actor), purpose)}
        if by_number and channel is Channel.PHONE:
            await self._end_call(actor)
        _, recorded = _of_bare()[channel]
        row = await self._db.only_row(recorded, values)
        if row is None or channel is Channel.COUNTER:
            return row
        async with self._db.autocommit() as conn:
            return await self._closed_too(row, actor, conn)

    @override
    async def _read_kept(self, patron_id: int, actor: Actor) -> Sequence[Any] | None:
        channel = actor.channel_that_counts
        plain, _ = _of_bare()[channel]
        values = {LookUpKey.PATRON_ID.value: patron_id, **desk_values(actor)}
        async with self._db.autocommit() as conn:
            row = (await conn.execute(plain, values)).one_or_none()
            at_counter = channel is Channel.COUNTER
            return row if row is None or at_counter else await self._closed_too(row, actor, conn)

    async def _end_call(self, actor: Actor) -> None:
        """End what was found of this desk's former caller: another number is another call."""
        async with self._db.autocommit() as conn:
            await conn.execute(self._ending, desk_values(actor))

    @override
    async def _refresh(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        async with self._db.autocommit() as conn:
            return await self.refresh(patron_id, actor, conn)

    @override
    async def _look(
        self, key: LookUpKey, value: str | int, actor: Actor, purpose: Purpose
    ) -> Sequence[Any] | None:
        channel = actor.channel_that_counts
        values = {key.value: value, **access_values(as_it_counts(actor), purpose)}
        if key is LookUpKey.CARD_NUMBER and channel is Channel.PHONE:
            await self._end_call(actor)
        row = await self._db.only_row(self._recorded[key, channel], values)
        if row is not None and channel is Channel.COUNTER:
            return row
        async with self._db.autocommit() as conn:
            if row is not None:
                return await self._closed_too(row, actor, conn)
            # There is no such card, or a retired one, whose patron isn't read.
            at = {key.value: value, **desk_of_look(as_it_counts(actor))}
            came = (await conn.execute(self._of_nobody[key], at)).scalar_one()
        return (CardStatus.RETIRED, None) if came == Purpose.RETIRED else None
