"""Reading a patron: one statement answers everything, and writes down who looked.

On the phone channel nothing but the number and counts is read before the caller is identified (domain.md, "Phone"):
that is decided here, by channel and role, whoever calls.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.actor import Actor
from services.clock import tokyo_day
from services.database.audit import access_insert, access_values
from services.database.engine import Database
from services.database.json import JsonRow
from services.errors import CardRetired, CardUnknown, PatronGone
from services.look_up_decode import decode_glimpse, decode_snapshot
from services.look_up_statement import LookUpKey, full, glimpse, reading_by_record, recording_by_cte
from services.masters import MastersStore
from services.rules.vocabulary import CardStatus, Channel, Role
from services.snapshot import LookUpAnswer, PatronSnapshot


class LookUps:
    """Reads patrons for a desk; its statements are built once."""

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters
        self._plain: dict[tuple[LookUpKey, Channel], Select[Any]] = {
            (key, channel): (glimpse if channel is Channel.PHONE else full)(key)
            for key in LookUpKey
            for channel in Channel
        }
        record = reading_by_record if db.dialect == "sqlite" else recording_by_cte
        self._recorded = {
            (key, channel): record(statement, access_insert(key))
            for (key, channel), statement in self._plain.items()
        }

    async def by_card(self, card_number: str, actor: Actor) -> LookUpAnswer:
        """Read the patron of a card, recording the look.

        A card reported lost still opens its patron: somebody stands there with it.

        Args:
            card_number: nine digits, as `services.cards` cleaned them.
            actor: who looks; on the phone channel, and for 電話担当 always, the answer is a `PhoneGlimpse`.

        Raises:
            CardUnknown: no card has the number; nobody was looked at, so nothing is recorded.
            CardRetired: the card was replaced; as above.
        """
        row = await self._db.undisturbed(self._look(LookUpKey.CARD_NUMBER, card_number, actor, "look_up"))
        if row is None:
            raise CardUnknown(card_number)
        status, record = row
        if status is CardStatus.RETIRED:
            raise CardRetired(card_number)
        return await self._decode(record, actor)

    async def again(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        """Read an open patron once more at the clerk's wish, recording the look.

        Raises:
            PatronGone: there is no such patron, or no card of theirs is in use.
        """
        row = await self._db.undisturbed(self._look(LookUpKey.PATRON_ID, patron_id, actor, "read_again"))
        if row is None:
            raise PatronGone
        return await self._decode(row[1], actor)

    async def refresh(
        self, patron_id: int, actor: Actor, conn: AsyncConnection | None = None
    ) -> LookUpAnswer:
        """Read an open patron without recording a look: nobody asked, the desk only shows the present state.

        Args:
            patron_id: who is open.
            actor: as for `by_card`.
            conn: an act's connection, to see what its transaction did; one for reading when left out.

        Raises:
            PatronGone: as for `again`.
        """
        if conn is None:
            return await self._db.undisturbed(self._refresh_alone(patron_id, actor))
        key = LookUpKey.PATRON_ID
        statement = self._plain[key, _channel(actor)]
        row = (await conn.execute(statement, {key.value: patron_id})).one_or_none()
        if row is None:
            raise PatronGone
        return await self._decode(row.record, actor, conn)

    async def facts(
        self, conn: AsyncConnection, patron_id: int, actor: Actor, columns: tuple[ColumnElement[Any], ...]
    ) -> tuple[Row[Any], PatronSnapshot]:
        """Read the patron for an act, with further columns in the same statement; an act has one trip for its facts.

        Whether the caller is identified is the act's to check: unlike a look, an act reads the whole patron on
        either channel, and shows nothing of it.

        Raises:
            PatronGone: as for `again`.
        """
        statement = self._plain[LookUpKey.PATRON_ID, Channel.COUNTER].add_columns(*columns)
        row = (await conn.execute(statement, {LookUpKey.PATRON_ID.value: patron_id})).one_or_none()
        if row is None:
            raise PatronGone
        record = JsonRow(row.record)
        today = tokyo_day(record.instant("now"))
        masters = await self._masters.fresh(record.number("masters_version"), today, conn)
        return row, decode_snapshot(record, masters, actor)

    async def _refresh_alone(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        async with self._db.reading() as conn:
            return await self.refresh(patron_id, actor, conn)

    async def _look(
        self, key: LookUpKey, value: str | int, actor: Actor, purpose: str
    ) -> tuple[CardStatus, Any] | None:
        channel = _channel(actor)
        values = {key.value: value, **access_values(replace(actor, channel=channel), purpose)}
        async with self._db.look_up() as conn:
            row = (await conn.execute(self._recorded[key, channel], values)).one_or_none()
            if row is None and self._db.dialect == "sqlite":
                # Nobody was written down: there is no such card, or a retired one, whose patron isn't read.
                row = (await conn.execute(self._plain[key, channel], {key.value: value})).one_or_none()
                return None if row is None or row[1] is not None else tuple(row)
        return None if row is None else tuple(row)

    async def _decode(self, fields: Any, actor: Actor, conn: AsyncConnection | None = None) -> LookUpAnswer:
        record = JsonRow(fields)
        today = tokyo_day(record.instant("now"))
        masters = await self._masters.fresh(record.number("masters_version"), today, conn)
        if _channel(actor) is Channel.PHONE:
            return decode_glimpse(record, masters)
        return decode_snapshot(record, masters, actor)


def _channel(actor: Actor) -> Channel:
    """Tell the channel that counts: 電話担当 is on the phone whatever the desk says."""
    return Channel.PHONE if actor.staff.role is Role.PHONE else actor.channel
