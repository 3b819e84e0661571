"""Makes what is slow before a transaction: the hash of a new password, and what trying a typed one finds.

argon2 takes a tenth of a second, too long for a lock that other desks wait for. Every try is counted and committed
before it is compared, even if its act is refused.
"""

from abc import ABC, abstractmethod
from collections import OrderedDict
from typing import Any, Final

from sqlalchemy import Executable, Row

from services.acts.plan import Overtaken, PasswordTry, Prepared
from services.acts.register import RegisteredAct
from services.contract.act_requests import ActRequest
from services.contract.errors import NotPermitted
from services.own_schema.database.engine import Database
from services.own_schema.lookup.look_up import LookUps
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.password_hashing import PasswordHasher
from services.rules.passwords.attempt_limits import is_locked
from services.rules.secret import Secret

_REMEMBERED: Final = 16  # a desk does one act at a time


class Preparing(ABC):
    """Prepares acts of one database."""

    def __init__(
        self, db: Database, masters: MastersStore, hasher: PasswordHasher, look_ups: LookUps
    ) -> None:
        self._db = db
        self._masters = masters
        self._hasher = hasher
        self._look_ups = look_ups
        self._counted: OrderedDict[str, PasswordTry] = OrderedDict()
        """What the database counted, by the act it was tried for: an act that begins anew isn't counted again."""

    async def prepared(self, request: ActRequest[Any], entry: RegisteredAct[Any, Any]) -> Prepared:
        """Make what an act needs; an act that was carried out already tries no password again.

        Raises:
            Overtaken: another password came in force while one was tried, or it was locked.
            NotPermitted: the database refuses it.
        """
        tried = None
        if entry.tries is not None:
            row = await self._in_force(request)
            if row is not None and row.done:
                return Prepared()
            tried = self._counted.get(request.act_id)
            if row is None or tried is None or tried.version != row.version:
                tried = await self._try(request.patron_id, row, entry.tries(request))
                self._remember(request.act_id, tried)
            if tried is None or not tried.fits:
                return Prepared(tried=tried)
        new = None if entry.hashes is None else entry.hashes(request)
        hashed = None if new is None else await self._hasher.hash(new)
        return Prepared(tried=tried, hashed=hashed)

    async def _in_force(self, request: ActRequest[Any]) -> Row[Any] | None:
        wanted = request.patron_id, request.act_id
        try:
            return await self._db.run_to_end(self._read(*wanted))
        except NotPermitted:
            # No look of this login is on record: the server crashed, or the worker deleted it.
            await self._look_ups.again(request.patron_id, request.actor)
        return await self._db.run_to_end(self._read(*wanted))

    async def _try(self, patron_id: int, row: Row[Any] | None, password: Secret) -> PasswordTry | None:
        """Try a password, or nothing if there is none that would be looked at."""
        if row is None or row.disabled_at is not None or is_locked(row.locked_until, row.now):
            return None
        # The database compares what the typed password makes with what it keeps.
        made = await self._hasher.hash_again(row.recipe, password)
        values = {"of_patron": patron_id, "of_version": row.version, "made": made}
        tried = await self._db.run_to_end(self._count_and_compare(values))
        if tried is None:
            raise Overtaken
        return tried

    def _remember(self, act_id: str, tried: PasswordTry | None) -> None:
        if tried is not None:
            self._counted[act_id] = tried
            if len(self._counted) > _REMEMBERED:
                self._counted.popitem(last=False)

    async def _read(self, patron_id: int, act_id: str) -> Row[Any] | None:
        async with self._db.autocommit() as conn:
            wanted = {"of_patron": patron_id, "for_act": act_id}
            return (await conn.execute(self._in_force_statement, wanted)).one_or_none()

    @property
    @abstractmethod
    def _in_force_statement(self) -> Executable:
        """What answers as `services.own_schema.transactions.password_try_statements.in_force` does."""

    @abstractmethod
    async def _count_and_compare(self, values: dict[str, Any]) -> PasswordTry | None:
        """Count a try as a wrong login, and compare it once that is committed; None where none is looked at."""
