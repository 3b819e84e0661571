"""The outbox: mails wait there until a worker claims them, and each is claimed by one worker at a time.

A worker that dies in the middle leaves its mail claimed until the claim runs out; then another one takes it. A result
names its try, so that a worker whose claim ran out can't overrule the next one.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Function, Integer, Row, Select, func, literal

from services.own_schema.database.calls import asked
from services.own_schema.database.engine import Database
from services.own_schema.mail import outbox_statements
from services.own_schema.mail.wording import body, subject
from services.own_schema.masters.masters_store import MastersStore
from services.rules.clock import tokyo_day
from services.rules.vocabulary import MailKind


@dataclass(frozen=True, slots=True)
class Claim:
    """A mail that this worker claimed, and has not looked at yet.

    Attributes:
        tries: which try this is, 1 for the first.
    """

    id: int
    tries: int

    @property
    def key(self) -> tuple[ColumnElement[int], ColumnElement[int]]:
        """What a statement names it by."""
        return literal(self.id, BigInteger), literal(self.tries, Integer)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a claimed mail says, and to whom.

    Words that weren't stored when it was queued are the library's of today.

    Attributes:
        subject: as the library words it today.
    """

    id: int
    recipient: str
    subject: str
    body: str
    queued_at: datetime


class Outbox(ABC):
    """The mails of one library that are on their way."""

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters

    async def waiting(self) -> int:
        """Count the mails that aren't sent or given up."""
        return int((await self._ask(outbox_statements.waiting(), func.madoguchi_waiting_mails()))[0])

    @abstractmethod
    async def claim(self) -> Claim | None:
        """Claim the mail whose turn it is, until the claim runs out. None when there is none.

        Nothing of what it says is read here, so that a mail that can't be read is claimed like any other, and settled.
        """

    async def letter(self, claim: Claim) -> Letter:
        """Read what a claimed mail says. Any error but a `ServiceError` is this mail's own: it can't be read."""
        key = claim.key
        row = await self._ask(outbox_statements.said(*key), func.madoguchi_read_mail(*key))
        async with self._db.reading() as conn:
            _, masters = await self._masters.at_present(conn)
        if row.recipient is None:
            msg = "the address is no longer registered"
            raise ValueError(msg)
        kind = MailKind(row.kind)
        return Letter(
            id=claim.id,
            recipient=row.recipient,
            subject=subject(kind, masters),
            body=body(kind, masters, tokyo_day(row.queued_at)) if row.body is None else row.body,
            queued_at=row.queued_at,
        )

    async def _ask(self, statement: Select[Any], function: Function[Any]) -> Row[Any]:
        async with self._db.autocommit() as conn:
            row: Row[Any] = (await conn.execute(asked(conn, statement, function))).one()
        return row

    @abstractmethod
    async def sent(self, claim: Claim) -> None:
        """Note that the mail server took the mail."""

    @abstractmethod
    async def refused(self, claim: Claim, code: int | None) -> None:
        """Note that the mail will never be taken, with the server's code if the server refused it."""

    @abstractmethod
    async def later(self, claim: Claim, code: int | None) -> bool:
        """Note that it couldn't be sent now; False when it was tried often enough and is given up."""
