"""Reads a patron: one statement answers everything and records the look.

On the phone channel nothing but the number and counts is read before the caller is identified (domain.md, "Phone"):
this module decides that by channel, role and the check on record, for all code that reads patrons.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_decode import decode_glimpse, decode_snapshot
from services.contract.errors import CardRetired, CardUnknown, NotPermitted, PatronGone
from services.contract.recording import KeptOfPatron
from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from services.own_schema.database.engine import Database
from services.own_schema.lookup.look_up_statement import LookUpKey
from services.own_schema.masters.masters_store import MastersStore
from services.rules.clock import tokyo_day
from services.rules.people.looks import Purpose
from services.rules.vocabulary import CardStatus, Channel


class LookUps(ABC):
    """Reads patrons for a desk."""

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters

    async def by_card(self, card_number: str, actor: Actor) -> LookUpAnswer:
        """Read the patron of a card, recording the look.

        A card reported lost still opens its patron: a person is at the counter with it. On the phone it is another
        call, so this desk's checks of earlier callers end.

        Args:
            card_number: as `services.contract.cards` cleaned it.
            actor: who looks; on the phone channel, and for 電話担当 always, the answer is a `PhoneSummary`.

        Raises:
            CardUnknown: no card has the number; the look is recorded, without the number.
            CardRetired: the card was replaced; as above.
        """
        row = await self._db.run_to_end(
            self._look(LookUpKey.CARD_NUMBER, card_number, actor, Purpose.LOOK_UP)
        )
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
        row = await self._db.run_to_end(self._look(LookUpKey.PATRON_ID, patron_id, actor, Purpose.LOOK_UP))
        if row is None:
            raise PatronGone
        return await self._decode(row, actor)

    async def again(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        """Read an open patron again at the clerk's request, recording the look.

        On the phone the answer is the whole patron if this desk's check of the caller was passed and hasn't ended.

        Raises:
            PatronGone: there is no such patron, or no card of theirs is in use.
        """
        row = await self._db.run_to_end(self._look(LookUpKey.PATRON_ID, patron_id, actor, Purpose.READ_AGAIN))
        if row is None:
            raise PatronGone
        return await self._decode(row, actor)

    async def refresh(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        """Read an open patron without recording a look: the desk refreshes by itself.

        PostgreSQL reads only patrons of whom this login has a recorded look. Where that record is gone, another is
        made.

        Raises:
            PatronGone: as for `again`.
        """
        return await self._db.run_to_end(self._refresh(patron_id, actor))

    @abstractmethod
    async def _refresh(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        """Do as `refresh`; it can't be cancelled."""

    @abstractmethod
    async def _look(
        self, key: LookUpKey, value: str | int, actor: Actor, purpose: Purpose
    ) -> Sequence[Any] | None:
        """Read a row of `services.own_schema.lookup.look_up_statement`, recorded; None where no patron is found."""

    async def looked(
        self, patron_id: int, actor: Actor, *, by_number: bool, again: bool = False
    ) -> KeptOfPatron:
        """Record a look at another system's patron, and tell what the counter keeps.

        Raises:
            PatronGone: it is no other system's patron.
        """
        purpose = Purpose.READ_AGAIN if again else Purpose.LOOK_UP
        note = self._note(patron_id, actor, purpose, by_number=by_number)
        return _kept(await self._db.run_to_end(note), actor)

    async def record_again(self, patron_id: int, actor: Actor) -> None:
        """Record a look anew where none is on record any more, whosever patron it is; raises PatronGone."""
        try:
            await self.again(patron_id, actor)
        except PatronGone:
            await self.looked(patron_id, actor, by_number=False, again=True)

    async def looked_for_nobody(self, actor: Actor) -> None:
        """Record a look by a number that opens nobody, without the number."""
        await self._db.run_to_end(self._look(LookUpKey.CARD_NUMBER, "", actor, Purpose.LOOK_UP))

    async def kept(self, patron_id: int, actor: Actor) -> KeptOfPatron:
        """Tell what the counter keeps of another system's patron at present.

        A look is recorded where none is on record.

        Raises:
            PatronGone: it is no other system's patron.
        """
        try:
            return _kept(await self._db.run_to_end(self._read_kept(patron_id, actor)), actor)
        except NotPermitted:
            return await self.looked(patron_id, actor, by_number=False, again=True)

    @abstractmethod
    async def _note(
        self, patron_id: int, actor: Actor, purpose: Purpose, *, by_number: bool
    ) -> Sequence[Any] | None:
        """Record a look, and read what is kept: a row as `_look` answers."""

    @abstractmethod
    async def _read_kept(self, patron_id: int, actor: Actor) -> Sequence[Any] | None:
        """Read the same without a record."""

    async def snapshot_of(
        self, record: JsonRow, actor: Actor, conn: AsyncConnection | None = None
    ) -> PatronSnapshot:
        """Make the whole patron of what was read for an act."""
        today = tokyo_day(record.instant("now"))
        masters = await self._masters.fresh(record.number("masters_version"), today, conn)
        return decode_snapshot(record, masters, as_it_counts(actor))

    async def _decode(
        self, row: Sequence[Any], actor: Actor, conn: AsyncConnection | None = None
    ) -> LookUpAnswer:
        """Make the answer of a row of `services.own_schema.lookup.look_up_statement`."""
        _, fields, *everything = row
        record = JsonRow(fields)
        today = tokyo_day(record.instant("now"))
        masters = await self._masters.fresh(record.number("masters_version"), today, conn)
        if actor.channel_that_counts is Channel.COUNTER:
            return decode_snapshot(record, masters, actor)
        if everything and everything[0] is not None:
            return decode_snapshot(JsonRow(everything[0]), masters, as_it_counts(actor))
        return decode_glimpse(record, masters)


def _kept(row: Sequence[Any] | None, actor: Actor) -> KeptOfPatron:
    if row is None or row[0] is not None or row[1] is None:
        raise PatronGone
    _, record, *everything = row
    if actor.channel_that_counts is Channel.COUNTER:
        return KeptOfPatron(summary=None, whole=record)
    return KeptOfPatron(summary=record, whole=everything[0])


def as_it_counts(actor: Actor) -> Actor:
    """Give an actor on the channel that counts for their role."""
    return replace(actor, channel=actor.channel_that_counts)
