"""The outbox: mails wait there until a worker claims them, and each is claimed by one worker at a time.

A worker that dies in the middle leaves its mail claimed until the claim runs out; then another one takes it. Whoever
answers for a mail names the try, so that one who was given up can't overrule his successor.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.clock import tokyo_day
from services.database.engine import Database
from services.database.tables import masters_version, outgoing_mail
from services.database.types import server_now
from services.mail.wording import subject
from services.masters import Masters, MastersStore
from services.rules.mailing import next_try
from services.rules.vocabulary import MailKind, MailStatus

_CLAIM = timedelta(minutes=15)
_OPEN = (MailStatus.WAITING.value, MailStatus.SENDING.value)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that this worker claimed.

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

    async def claim(self) -> Letter | None:
        """Take the mail whose turn it is; nobody else gets it until the claim runs out. None when there is none."""
        mail = outgoing_mail
        async with self._db.transaction() as conn:
            now, masters = await self._current(conn)
            is_due = and_(mail.c.status.in_(_OPEN), mail.c.next_try_at <= now, mail.c.recipient.is_not(None))
            due = select(mail).where(is_due).order_by(mail.c.next_try_at, mail.c.id).limit(1)
            row = (await conn.execute(due.with_for_update(skip_locked=True))).one_or_none()
            if row is None:
                return None
            tries = row.tries + 1
            await conn.execute(
                update(mail)
                .where(mail.c.id == row.id)
                .values(status=MailStatus.SENDING.value, tries=tries, next_try_at=now + _CLAIM)
            )
        kind = MailKind(row.kind)
        return Letter(
            id=row.id,
            kind=kind,
            recipient=row.recipient,
            subject=subject(kind, masters),
            body=row.body or "",
            queued_at=row.queued_at,
            tries=tries,
        )

    async def sent(self, letter: Letter) -> None:
        """Note that the mail server took the mail."""
        now = await self._now()
        await self._settle(letter, {"status": MailStatus.SENT.value, "settled_at": now, "next_try_at": None})

    async def refused(self, letter: Letter, code: int | None) -> None:
        """Note that the mail server will never take it, with its code."""
        await self._settle(letter, _failed(await self._now(), code))

    async def later(self, letter: Letter, code: int | None) -> bool:
        """Note that it couldn't be sent now; False when it was tried often enough and is given up."""
        now = await self._now()
        policy = self._masters.current.policy
        again = next_try(now, letter.tries, policy)
        waiting = {"status": MailStatus.WAITING.value, "next_try_at": again, "answer_code": code}
        await self._settle(letter, _failed(now, code) if again is None else waiting)
        return again is not None

    async def _now(self) -> datetime:
        async with self._db.reading() as conn:
            now, _ = await self._current(conn)
        return now

    async def _current(self, conn: AsyncConnection) -> tuple[datetime, Masters]:
        """Read the server's time, and the masters if they changed."""
        row = (await conn.execute(select(server_now().label("now"), masters_version.c.version))).one()
        return row.now, await self._masters.fresh(row.version, tokyo_day(row.now), conn)

    async def _settle(self, letter: Letter, values: dict[str, Any]) -> None:
        mail = outgoing_mail
        mine = (
            mail.c.id == letter.id,
            mail.c.status == MailStatus.SENDING.value,
            mail.c.tries == letter.tries,
        )
        async with self._db.transaction() as conn:
            await conn.execute(update(mail).where(*mine).values(values))


def _failed(now: datetime, code: int | None) -> dict[str, Any]:
    failed = MailStatus.FAILED.value
    return {"status": failed, "settled_at": now, "next_try_at": None, "answer_code": code}
