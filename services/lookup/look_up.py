"""Reads a patron: one statement answers everything and records who looked.

On the phone channel nothing but the number and counts is read before the caller is identified (domain.md, "Phone"):
that is decided here, by channel, role and the check on record, whoever calls.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import TextualSelect

from services.actor import Actor
from services.clock import tokyo_day
from services.database.act_records import access_insert, access_values
from services.database.engine import Database
from services.database.frozen import frozen
from services.database.json import JsonRow
from services.errors import CardRetired, CardUnknown, NotPermitted, PatronGone
from services.lookup.caller_conditions import desk_values, ending
from services.lookup.look_up_decode import decode_glimpse, decode_snapshot
from services.lookup.look_up_postgresql import look, look_values, reading, reading_values
from services.lookup.look_up_recording import reading_by_record
from services.lookup.look_up_statement import LookUpKey, full, glimpse_or_all, phone_summary
from services.lookup.snapshot import LookUpAnswer, PatronSnapshot
from services.masters.masters_store import MastersStore
from services.rules.vocabulary import CardStatus, Channel

type _By = tuple[LookUpKey, Channel]


@cache
def _statements(dialect: str) -> tuple[Mapping[_By, Select[Any]], Mapping[_By, TextualSelect]]:
    """Build what reads, plain and with a record of the look; PostgreSQL reads by functions.

    It is long, and the same for every library.
    """
    if dialect == "postgresql":
        return {}, {}
    at_counter, by_phone, opened = Channel.COUNTER, Channel.PHONE, LookUpKey.CARD_NUMBER
    plain: dict[_By, Select[Any]] = {
        **{(key, at_counter): full(key) for key in LookUpKey},
        (opened, by_phone): phone_summary(opened),
        (LookUpKey.PATRON_ID, by_phone): glimpse_or_all(),
    }
    recorded = {
        (key, channel): reading_by_record(statement, access_insert(key))
        for (key, channel), statement in plain.items()
    }
    return plain, {by: frozen(statement, dialect) for by, statement in recorded.items()}


class LookUps:
    """Reads patrons for a desk."""

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters
        self._plain, self._recorded = _statements(db.dialect)
        self._ending = ending()
        self._look_by_call = look()
        self._reading = reading()

    async def by_card(self, card_number: str, actor: Actor) -> LookUpAnswer:
        """Read the patron of a card, recording the look.

        A card reported lost still opens its patron: somebody stands there with it. On the phone it is another call, so
        whatever was checked of earlier callers at this desk ends.

        Args:
            card_number: nine digits, as `services.cards` cleaned them.
            actor: who looks; on the phone channel, and for 電話担当 always, the answer is a `PhoneSummary`.

        Raises:
            CardUnknown: no card has the number; nobody was looked at, so nothing is recorded.
            CardRetired: the card was replaced; as above.
        """
        row = await self._db.run_to_end(self._look(LookUpKey.CARD_NUMBER, card_number, actor, "look_up"))
        if row is None:
            raise CardUnknown(card_number)
        if row[0] is CardStatus.RETIRED:
            raise CardRetired(card_number)
        return await self._decode(row, actor)

    async def by_patron(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        """Read a patron who was found without a card, recording the look as that of a card.

        Raises:
            PatronGone: there is no such patron, or no card of theirs is in use.
        """
        row = await self._db.run_to_end(self._look(LookUpKey.PATRON_ID, patron_id, actor, "look_up"))
        if row is None:
            raise PatronGone
        return await self._decode(row, actor)

    async def again(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        """Read an open patron once more at the clerk's wish, recording the look.

        On the phone the answer is the whole patron if this desk's check of the caller was passed and hasn't ended.

        Raises:
            PatronGone: there is no such patron, or no card of theirs is in use.
        """
        row = await self._db.run_to_end(self._look(LookUpKey.PATRON_ID, patron_id, actor, "read_again"))
        if row is None:
            raise PatronGone
        return await self._decode(row, actor)

    async def refresh(
        self, patron_id: int, actor: Actor, conn: AsyncConnection | None = None
    ) -> LookUpAnswer:
        """Read an open patron without recording a look: nobody asked, the desk only shows the present state.

        PostgreSQL reads only whom this login has a look of on record. Where that record is gone, another is made.

        Args:
            patron_id: who is open.
            actor: as for `again`.
            conn: an act's connection on SQLite, to see what its transaction did; one of its own when left out.

        Raises:
            PatronGone: as for `again`.
        """
        if conn is None:
            return await self._db.run_to_end(self._refresh_alone(patron_id, actor))
        key = LookUpKey.PATRON_ID
        statement = self._plain[key, actor.channel_that_counts]
        row = (await conn.execute(statement, {key.value: patron_id, **desk_values(actor)})).one_or_none()
        if row is None:
            raise PatronGone
        return await self._decode(row, actor, conn)

    async def facts(
        self, conn: AsyncConnection, patron_id: int, actor: Actor, columns: tuple[ColumnElement[Any], ...]
    ) -> tuple[Row[Any], PatronSnapshot]:
        """Read the patron for an act on SQLite, with further columns in the same statement.

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

    async def snapshot_of(
        self, record: JsonRow, actor: Actor, conn: AsyncConnection | None = None
    ) -> PatronSnapshot:
        """Make the whole patron of what was read for an act."""
        today = tokyo_day(record.instant("now"))
        masters = await self._masters.fresh(record.number("masters_version"), today, conn)
        return decode_snapshot(record, masters, _as_it_counts(actor))

    async def answer_of(self, row: Sequence[Any], actor: Actor) -> LookUpAnswer:
        """Make the answer of what PostgreSQL answered of a patron: status, record and everything."""
        return await self._decode(_at_its_channel(row, actor), actor)

    async def _refresh_alone(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        try:
            async with self._db.autocommit() as conn:
                if self._db.dialect == "sqlite":
                    return await self.refresh(patron_id, actor, conn)
                values = reading_values(patron_id, _as_it_counts(actor))
                row = (await conn.execute(self._reading, values)).one_or_none()
        except NotPermitted:
            if self._db.dialect == "sqlite":
                raise
            # The record of the look is gone: its server fell before it was on the disk, or the worker cleared it.
            return await self.again(patron_id, actor)
        if row is None:
            raise PatronGone
        return await self.answer_of(row, actor)

    async def _look(
        self, key: LookUpKey, value: str | int, actor: Actor, purpose: str
    ) -> Sequence[Any] | None:
        if self._db.dialect == "postgresql":
            return await self._call(key, value, actor, purpose)
        channel = actor.channel_that_counts
        values = {key.value: value, **access_values(_as_it_counts(actor), purpose)}
        async with self._db.autocommit() as conn:
            if key is LookUpKey.CARD_NUMBER and channel is Channel.PHONE:  # another call
                await conn.execute(self._ending, desk_values(actor))
            row = (await conn.execute(self._recorded[key, channel], values)).one_or_none()
            if row is None:
                # Nobody was written down: there is no such card, or a retired one, whose patron isn't read.
                plain = {key.value: value, **desk_values(actor)}
                row = (await conn.execute(self._plain[key, channel], plain)).one_or_none()
                return None if row is None or row[1] is not None else tuple(row)
        return tuple(row)

    async def _call(
        self, key: LookUpKey, value: str | int, actor: Actor, purpose: str
    ) -> Sequence[Any] | None:
        """Have PostgreSQL commit the look before it answers it."""
        values = look_values(key, value, _as_it_counts(actor), purpose)
        async with self._db.autocommit() as conn:
            row = (await conn.execute(self._look_by_call, values)).one()
        return None if row[0] is None else _at_its_channel(row, actor)

    async def _decode(
        self, row: Sequence[Any], actor: Actor, conn: AsyncConnection | None = None
    ) -> LookUpAnswer:
        """Make the answer of a row of `services.lookup.look_up_statement`."""
        _, fields, *everything = row
        record = JsonRow(fields)
        today = tokyo_day(record.instant("now"))
        masters = await self._masters.fresh(record.number("masters_version"), today, conn)
        if actor.channel_that_counts is Channel.COUNTER:
            return decode_snapshot(record, masters, actor)
        if everything and everything[0] is not None:
            return decode_snapshot(JsonRow(everything[0]), masters, _as_it_counts(actor))
        return decode_glimpse(record, masters)


def _as_it_counts(actor: Actor) -> Actor:
    return replace(actor, channel=actor.channel_that_counts)


def _at_its_channel(row: Sequence[Any], actor: Actor) -> Sequence[Any]:
    """Give a row of the procedure as that of a statement: at the counter without a place for everything."""
    status, record, everything = row
    return (status, record) if actor.channel_that_counts is Channel.COUNTER else (status, record, everything)
