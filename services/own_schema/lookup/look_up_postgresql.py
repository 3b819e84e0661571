"""Looks a patron up on PostgreSQL by a call: the look is committed before it is answered.

`services/own_schema/schema/postgresql/desk/looks.sql` has the procedure. It can't be called within a transaction.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, override
from weakref import ref

from sqlalchemy import BigInteger, Boolean, Column, String
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from services.contract.actor import Actor
from services.contract.errors import NotPermitted, PatronGone
from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from services.own_schema.database.calls import call
from services.own_schema.database.json import ToldObject
from services.own_schema.database.tables import card
from services.own_schema.database.tables.types import Json
from services.own_schema.lookup.look_up import LookUps
from services.own_schema.lookup.look_up_statement import LookUpKey
from services.rules.clock import tokyo_day
from services.rules.people.looks import Purpose
from services.rules.vocabulary import Channel

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "by_number": String(),
    "by_patron": BigInteger(),
    "phone": Boolean(),
    "by_staff": String(),
    "at_branch": BigInteger(),
    "at_workstation": String(),
    "for_purpose": String(),
}
_ANSWER: Final = (
    Column("status", card.c.status.type),
    Column("record", Json),
    Column("everything", Json),
)


_LOOK: Final = call(
    "CALL madoguchi_look(:by_number, :by_patron, :phone, :by_staff, :at_branch, :at_workstation, :for_purpose,"
    " NULL, NULL, NULL)",
    _TYPES,
).columns(*_ANSWER)
_KEPT_OR_READ: Final = (
    "SELECT status, record, everything"
    " FROM madoguchi_read_patron(:by_patron, :phone, :by_staff, :at_workstation)"
)
_KEPT: Final = call(_KEPT_OR_READ, _TYPES).columns(*_ANSWER)
_READING: Final = call(f"{_KEPT_OR_READ} WHERE status IS NOT NULL", _TYPES).columns(*_ANSWER)


@dataclass(frozen=True, slots=True)
class _Seen:
    """Whom a desk was answered last, for as long as it keeps the answer."""

    patron: ref[PatronSnapshot]
    actor: Actor
    mark: str


class LookUpsPostgresql(LookUps):
    """Reads patrons of a server's library."""

    _seen: _Seen | None = None

    def seen(self, patron_id: int, actor: Actor) -> tuple[PatronSnapshot, str] | None:
        """Give the patron whom a desk at the counter still shows as it was answered last, and the mark of that answer.

        The mark is the one that `madoguchi_planned_on` makes, where a plan asks to read nothing besides.
        """
        seen = self._seen
        shown = None if seen is None or seen.actor != actor else seen.patron()
        return None if seen is None or shown is None or shown.patron.id != patron_id else (shown, seen.mark)

    @override
    async def _decode(
        self, row: Sequence[Any], actor: Actor, conn: AsyncConnection | None = None
    ) -> LookUpAnswer:
        answer = await super()._decode(row, actor, conn)
        at_counter = actor.channel_that_counts is Channel.COUNTER
        if at_counter and isinstance(answer, PatronSnapshot) and isinstance(row[1], ToldObject):
            self._seen = _Seen(ref(answer), actor, _mark(row[1].text, tokyo_day(answer.now)))
        return answer

    async def answer_of(self, row: Sequence[Any], actor: Actor) -> LookUpAnswer:
        """Make the answer from a function's row of a patron: status, record and everything."""
        return await self._decode(_at_its_channel(row, actor), actor)

    @override
    async def _refresh(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        values = {"by_patron": patron_id, **_desk(actor)}
        try:
            async with self._db.autocommit() as conn:
                row = (await conn.execute(_READING, values)).one_or_none()
        except NotPermitted:
            # The record of the look is gone: the server crashed before it was on the disk, or the worker deleted it.
            return await self.again(patron_id, actor)
        if row is None:
            raise PatronGone
        return await self.answer_of(row, actor)

    @override
    async def _note(
        self, patron_id: int, actor: Actor, purpose: Purpose, *, by_number: bool
    ) -> Sequence[Any] | None:
        values = {
            "by_number": "" if by_number else None,  # that it was one
            "by_patron": patron_id,
            "at_branch": actor.branch_id,
            "for_purpose": purpose,
            **_desk(actor),
        }
        async with self._db.autocommit() as conn:
            return (await conn.execute(_LOOK, values)).one()

    @override
    async def _read_kept(self, patron_id: int, actor: Actor) -> Sequence[Any] | None:
        async with self._db.autocommit() as conn:
            return (await conn.execute(_KEPT, {"by_patron": patron_id, **_desk(actor)})).one()

    @override
    async def _look(
        self, key: LookUpKey, value: str | int, actor: Actor, purpose: Purpose
    ) -> Sequence[Any] | None:
        by_number = key is LookUpKey.CARD_NUMBER
        values = {
            "by_number": value if by_number else None,
            "by_patron": None if by_number else value,
            "at_branch": actor.branch_id,
            "for_purpose": purpose,
            **_desk(actor),
        }
        async with self._db.autocommit() as conn:
            row = (await conn.execute(_LOOK, values)).one()
        return None if row[0] is None else _at_its_channel(row, actor)


def _at_its_channel(row: Sequence[Any], actor: Actor) -> Sequence[Any]:
    """Give a function's row as the statement's row: at the counter without the third column."""
    status, record, everything = row
    return (status, record) if actor.channel_that_counts is Channel.COUNTER else (status, record, everything)


def _mark(record: str, today: date) -> str:
    behind_the_time = record[record.index('"masters_version"') :]
    return hashlib.sha256(f"{behind_the_time} {{}} {today}".encode()).hexdigest()


def _desk(actor: Actor) -> dict[str, Any]:
    return {
        "phone": actor.channel_that_counts is Channel.PHONE,
        "by_staff": actor.staff.id,
        "at_workstation": actor.workstation,
    }
