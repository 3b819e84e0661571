"""The outbox: mails wait there until a worker claims them, and each is claimed by one worker at a time.

A worker that dies in the middle leaves its mail claimed until the claim runs out; then another one takes it. Whoever
answers for a mail names the try, so that one who was given up can't overrule his successor.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, literal, null

from services.clock import tokyo_day
from services.database.engine import Database
from services.database.tables.types import Instant
from services.mail import outbox_postgresql, outbox_statements
from services.mail.wording import body, subject
from services.masters.masters_store import MastersStore
from services.rules.mailing import next_try
from services.rules.vocabulary import MailKind


@dataclass(frozen=True, slots=True)
class Claim:
    """A mail that this worker claimed, and has not looked at yet.

    Attributes:
        tries: which try this is, 1 for the first.
    """

    id: int
    tries: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What a claimed mail says, and to whom.

    Words that nobody wrote down when it was queued are the library's of today.

    Attributes:
        subject: as the library words it today.
        tries: which try this is, 1 for the first.
    """

    id: int
    kind: MailKind
    recipient: str
    subject: str
    body: str
    queued_at: datetime
    tries: int


class Outbox:
    """The mails of one library that are on their way.

    On PostgreSQL each step is one call of a function, which holds the terms itself.
    """

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters
        self._by_functions = db.dialect == "postgresql"

    async def waiting(self) -> int:
        """Count the mails that aren't sent or given up."""
        if self._by_functions:
            return int((await self._call(outbox_postgresql.waiting())).scalar_one())
        async with self._db.reading() as conn:
            return int((await conn.execute(outbox_statements.waiting())).scalar_one())

    async def claim(self) -> Claim | None:
        """Take the mail whose turn it is; nobody else gets it until the claim runs out. None when there is none.

        Nothing of what it says is read here, so that a mail that can't be read is claimed like any other, and settled.
        """
        if self._by_functions:
            row = (await self._call(outbox_postgresql.claim())).one()
            return None if row.mail_id is None else Claim(id=row.mail_id, tries=row.which_try)
        async with self._db.transaction() as conn:
            now, _ = await self._masters.at_present(conn)
            due = outbox_statements.due(_moment(now))
            mail_id = (await conn.execute(due)).scalar_one_or_none()
            if mail_id is None:
                return None
            until = _moment(now + outbox_statements.CLAIM)
            taken = await conn.execute(outbox_statements.take(literal(mail_id, BigInteger), until))
            return Claim(id=mail_id, tries=taken.scalar_one())

    async def letter(self, claim: Claim) -> Letter:
        """Read what a claimed mail says. Any error but a `ServiceError` is this mail's own: it can't be read."""
        row = (
            (await self._call(outbox_postgresql.said(claim.id, claim.tries))).one()
            if self._by_functions
            else None
        )
        async with self._db.reading() as conn:
            _, masters = await self._masters.at_present(conn)
            if row is None:
                row = (await conn.execute(outbox_statements.said(*_own(claim)))).one()
        if row.recipient is None:
            msg = "the address is no longer registered"
            raise ValueError(msg)
        kind = MailKind(row.kind)
        return Letter(
            id=claim.id,
            kind=kind,
            recipient=row.recipient,
            subject=subject(kind, masters),
            body=body(kind, masters, tokyo_day(row.queued_at)) if row.body is None else row.body,
            queued_at=row.queued_at,
            tries=claim.tries,
        )

    async def sent(self, claim: Claim) -> None:
        """Note that the mail server took the mail."""
        if self._by_functions:
            await self._call(outbox_postgresql.settle(claim.id, claim.tries, outbox_postgresql.SENT))
            return
        await self._settle(claim, outbox_statements.sent(_moment(await self._now())))

    async def refused(self, claim: Claim, code: int | None) -> None:
        """Note that the mail will never be taken, with the server's code where it was the server who said so."""
        if self._by_functions:
            await self._call(outbox_postgresql.settle(claim.id, claim.tries, outbox_postgresql.REFUSED, code))
            return
        await self._settle(claim, outbox_statements.failed(_moment(await self._now()), _code(code)))

    async def later(self, claim: Claim, code: int | None) -> bool:
        """Note that it couldn't be sent now; False when it was tried often enough and is given up."""
        if self._by_functions:
            noted = outbox_postgresql.settle(claim.id, claim.tries, outbox_postgresql.LATER, code)
            return bool((await self._call(noted)).scalar_one())
        now = await self._now()
        again = next_try(now, claim.tries)
        if again is None:
            await self._settle(claim, outbox_statements.failed(_moment(now), _code(code)))
        else:
            await self._settle(claim, outbox_statements.later(_moment(again), _code(code)))
        return again is not None

    async def _call(self, call: Select[Any]) -> Any:
        async with self._db.autocommit() as conn:
            return await conn.execute(call)

    async def _now(self) -> datetime:
        async with self._db.reading() as conn:
            now, _ = await self._masters.at_present(conn)
        return now

    async def _settle(self, claim: Claim, values: dict[str, Any]) -> None:
        async with self._db.transaction() as conn:
            await conn.execute(outbox_statements.settle(*_own(claim), values))


def _own(claim: Claim) -> tuple[ColumnElement[int], ColumnElement[int]]:
    return literal(claim.id, BigInteger), literal(claim.tries, Integer)


def _moment(at: datetime) -> ColumnElement[datetime]:
    return literal(at, Instant())


def _code(code: int | None) -> ColumnElement[Any]:
    return null() if code is None else literal(code, Integer)
