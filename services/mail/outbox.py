"""The outbox: mails wait there until a worker claims them, and each is claimed by one worker at a time.

A worker that dies in the middle leaves its mail claimed until the claim runs out; then another one takes it. Whoever
answers for a mail names the try, so that one who was given up can't overrule his successor.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.clock import tokyo_day
from services.database.engine import Database
from services.database.tables import masters_version, outgoing_mail
from services.database.tables.types import server_now
from services.mail.wording import subject
from services.masters.masters import Masters
from services.masters.masters_store import MastersStore
from services.rules.mailing import next_try
from services.rules.vocabulary import MailKind, MailStatus

_CLAIM = timedelta(minutes=15)
_OPEN = (MailStatus.WAITING.value, MailStatus.SENDING.value)
_MOST_TRIES = 1_000_000
_ONE_MORE = case(
    (outgoing_mail.c.tries.between(0, _MOST_TRIES), outgoing_mail.c.tries + 1), else_=_MOST_TRIES + 1
)
"""One try more; of a number that no worker counted to, another program's, one that is enough to give the mail up."""


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
    """The mails of one library that are on their way."""

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters

    async def waiting(self) -> int:
        """Count the mails that aren't sent or given up."""
        statement = select(func.count()).select_from(outgoing_mail).where(outgoing_mail.c.status.in_(_OPEN))
        async with self._db.reading() as conn:
            return int((await conn.execute(statement)).scalar_one())

    async def claim(self) -> Claim | None:
        """Take the mail whose turn it is; nobody else gets it until the claim runs out. None when there is none.

        Nothing of what it says is read here, so that a mail that can't be read is claimed like any other, and settled.
        """
        mail = outgoing_mail
        async with self._db.transaction() as conn:
            now, _ = await self._current(conn)
            is_due = and_(mail.c.status.in_(_OPEN), mail.c.next_try_at <= now, mail.c.recipient.is_not(None))
            due = select(mail.c.id).where(is_due).order_by(mail.c.next_try_at, mail.c.id).limit(1)
            mail_id = (await conn.execute(due.with_for_update(skip_locked=True))).scalar_one_or_none()
            if mail_id is None:
                return None
            taken = (
                update(mail)
                .where(mail.c.id == mail_id)
                .values(status=MailStatus.SENDING.value, tries=_ONE_MORE, next_try_at=now + _CLAIM)
                .returning(mail.c.tries)
            )
            return Claim(id=mail_id, tries=(await conn.execute(taken)).scalar_one())

    async def letter(self, claim: Claim) -> Letter:
        """Read what a claimed mail says. Any error but a `ServiceError` is this mail's own: it can't be read."""
        mail = outgoing_mail.c
        said = select(mail.kind, mail.recipient, mail.body, mail.queued_at).where(mail.id == claim.id)
        async with self._db.reading() as conn:
            _, masters = await self._current(conn)
            row = (await conn.execute(said)).one()
        kind = MailKind(row.kind)
        return Letter(
            id=claim.id,
            kind=kind,
            recipient=row.recipient,
            subject=subject(kind, masters),
            body=row.body or "",
            queued_at=row.queued_at,
            tries=claim.tries,
        )

    async def sent(self, claim: Claim) -> None:
        """Note that the mail server took the mail."""
        now = await self._now()
        await self._settle(claim, {"status": MailStatus.SENT.value, "settled_at": now, "next_try_at": None})

    async def refused(self, claim: Claim, code: int | None) -> None:
        """Note that the mail will never be taken, with the server's code where it was the server who said so."""
        await self._settle(claim, _failed(await self._now(), code))

    async def later(self, claim: Claim, code: int | None) -> bool:
        """Note that it couldn't be sent now; False when it was tried often enough and is given up."""
        now = await self._now()
        policy = self._masters.current.policy
        again = next_try(now, claim.tries, policy)
        waiting = {"status": MailStatus.WAITING.value, "next_try_at": again, "answer_code": code}
        await self._settle(claim, _failed(now, code) if again is None else waiting)
        return again is not None

    async def _now(self) -> datetime:
        async with self._db.reading() as conn:
            now, _ = await self._current(conn)
        return now

    async def _current(self, conn: AsyncConnection) -> tuple[datetime, Masters]:
        """Read the server's time, and the masters if they changed."""
        row = (await conn.execute(select(server_now().label("now"), masters_version.c.version))).one()
        return row.now, await self._masters.fresh(row.version, tokyo_day(row.now), conn)

    async def _settle(self, claim: Claim, values: dict[str, Any]) -> None:
        mail = outgoing_mail
        mine = (
            mail.c.id == claim.id,
            mail.c.status == MailStatus.SENDING.value,
            mail.c.tries == claim.tries,
        )
        async with self._db.transaction() as conn:
            await conn.execute(update(mail).where(*mine).values(values))


def _failed(now: datetime, code: int | None) -> dict[str, Any]:
    failed = MailStatus.FAILED.value
    return {"status": failed, "settled_at": now, "next_try_at": None, "answer_code": code}
