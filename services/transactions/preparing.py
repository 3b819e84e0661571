"""Makes what is slow before a transaction: the hash of a new password, and what trying a typed one finds.

argon2 takes a tenth of a second, too long for a lock that other desks wait for.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from services.act_requests import ActRequest
from services.acts.plan import Overtaken, Prepared, Tried
from services.acts.register import RegisteredAct
from services.database.engine import Database
from services.database.guarded_queries import password_fits, password_recipe
from services.database.tables import password_credential
from services.database.tables.types import server_now
from services.password_hashing import PasswordHasher
from services.rules.passwords.attempt_limits import is_locked
from services.secret import Secret


@dataclass(frozen=True, slots=True)
class PasswordCount:
    """Where a password's count of wrong logins stands, to see whether the patron page changed it meanwhile."""

    version: int
    wrong_logins: int
    locked_until: Any


@dataclass(frozen=True, slots=True)
class Preparation:
    """What was made for an act.

    Attributes:
        prepared: what its plan gets.
        count: the password's count as it was read for a try; None where none was tried, or there is no password.
    """

    prepared: Prepared
    count: PasswordCount | None


class Preparing:
    """Prepares acts of one database."""

    def __init__(self, db: Database, hasher: PasswordHasher) -> None:
        self._db = db
        self._hasher = hasher

    async def prepared(self, request: ActRequest[Any], entry: RegisteredAct[Any, Any]) -> Preparation:
        """Make what an act needs.

        Raises:
            Overtaken: another password came in force while one was tried.
        """
        tried, count = None, None
        if entry.tries is not None:
            row = await self._db.run_to_end(self._read(request.patron_id))
            count = _count(row)
            tried = await self._try(request.patron_id, row, entry.tries(request))
            if tried is None or not tried.fits:
                return Preparation(Prepared(tried=tried), count)
        new = None if entry.hashes is None else entry.hashes(request)
        hashed = None if new is None else await self._hasher.hash(new)
        return Preparation(Prepared(tried=tried, hashed=hashed), count)

    async def count_of(self, patron_id: int) -> PasswordCount | None:
        """Read a password's count."""
        return _count(await self._db.run_to_end(self._read(patron_id)))

    async def _try(self, patron_id: int, row: Row[Any] | None, password: Secret) -> Tried | None:
        """Try a password, or nothing if there is none that would be looked at."""
        if row is None or row.disabled_at is not None or is_locked(row.locked_until, row.now):
            return None
        # The database compares what the typed password makes with what it keeps.
        kept = password_credential.c
        made = await self._hasher.hash_again(row.recipe, password)
        statement = select(password_fits(kept.patron_id, kept.hash, made)).where(
            kept.patron_id == patron_id, kept.version == row.version
        )
        fits = await self._db.run_to_end(self._ask(statement))
        if fits is None:
            raise Overtaken
        return Tried(row.version, fits)

    async def _ask(self, statement: Select[bool]) -> bool | None:
        async with self._db.autocommit() as conn:
            return (await conn.execute(statement)).scalar_one_or_none()

    async def _read(self, patron_id: int) -> Row[Any] | None:
        kept = password_credential.c
        names = ("version", "wrong_logins", "locked_until", "disabled_at")
        statement = select(
            server_now().label("now"),
            password_recipe(kept.patron_id, kept.hash).label("recipe"),
            *(kept[name] for name in names),
        ).where(kept.patron_id == patron_id)
        async with self._db.autocommit() as conn:
            row: Row[Any] | None = (await conn.execute(statement)).one_or_none()
        return row


def _count(row: Row[Any] | None) -> PasswordCount | None:
    return None if row is None else PasswordCount(row.version, row.wrong_logins, row.locked_until)
