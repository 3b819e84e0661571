"""Makes what is slow before a transaction: the hash of a new password, and what trying a typed one finds.

argon2 takes a tenth of a second, too long for a lock that other desks wait for. On PostgreSQL a try is counted and
committed before it is compared (`services/schema/postgresql/desk/trying_passwords.sql`).
"""

from collections import OrderedDict
from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Column, Integer, Row, String, bindparam, exists, select, text

from services.act_requests import ActRequest
from services.acts.plan import Counted, Overtaken, Prepared, Tried
from services.acts.register import RegisteredAct
from services.database.engine import Database
from services.database.guarded_queries import password_recipe
from services.database.tables import act, password_credential
from services.database.tables.types import Instant, server_now
from services.errors import NotPermitted
from services.lookup.look_up import LookUps
from services.password_hashing import PasswordHasher
from services.rules.passwords.attempt_limits import is_locked
from services.secret import Secret

_KEPT: Final = password_credential.c
_OF_PATRON: Final = bindparam("of_patron", type_=BigInteger())
_FOR_ACT: Final = bindparam("for_act", type_=String())
_IN_FORCE: Final = (
    text("SELECT * FROM madoguchi_password_in_force(:of_patron, :for_act)")
    .bindparams(_OF_PATRON, _FOR_ACT)
    .columns(
        Column("now", Instant),
        Column("recipe", String),
        *(
            Column(name, _KEPT[name].type)
            for name in ("version", "wrong_logins", "locked_until", "disabled_at")
        ),
        Column("done", Boolean),
    )
)
_IN_FORCE_SQLITE: Final = select(
    server_now().label("now"),
    password_recipe(_KEPT.hash).label("recipe"),
    _KEPT.version,
    _KEPT.wrong_logins,
    _KEPT.locked_until,
    _KEPT.disabled_at,
    exists().where(act.c.id == _FOR_ACT).label("done"),
).where(_KEPT.patron_id == _OF_PATRON)
_TRY: Final = (
    text("CALL madoguchi_try_password(:of_patron, :of_version, :made, NULL, NULL, NULL, NULL, NULL)")
    .bindparams(_OF_PATRON, bindparam("of_version", type_=Integer()), bindparam("made", type_=String()))
    .columns(
        Column("fits", Boolean),
        Column("was_counted", Integer),
        Column("was_locked", Instant),
        Column("now_counted", Integer),
        Column("now_locked", Instant),
    )
)

_REMEMBERED: Final = 16  # a desk does one act at a time


class Preparing:
    """Prepares acts of one database."""

    def __init__(self, db: Database, hasher: PasswordHasher, look_ups: LookUps) -> None:
        self._db = db
        self._hasher = hasher
        self._look_ups = look_ups
        self._counted: OrderedDict[str, Tried] = OrderedDict()
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
            if self._db.dialect == "sqlite":
                raise
            # No look of this login is on record: its server fell, or the worker cleared it.
            await self._look_ups.again(request.patron_id, request.actor)
        return await self._db.run_to_end(self._read(*wanted))

    async def _try(self, patron_id: int, row: Row[Any] | None, password: Secret) -> Tried | None:
        """Try a password, or nothing if there is none that would be looked at."""
        if row is None or row.disabled_at is not None or is_locked(row.locked_until, row.now):
            return None
        # The database compares what the typed password makes with what it keeps.
        made = await self._hasher.hash_again(row.recipe, password)
        compare = self._compare_sqlite if self._db.dialect == "sqlite" else self._count_and_compare
        tried = await self._db.run_to_end(compare(patron_id, row.version, made))
        if tried is None:
            raise Overtaken
        return tried

    def _remember(self, act_id: str, tried: Tried | None) -> None:
        if tried is not None and tried.counted is not None:
            self._counted[act_id] = tried
            if len(self._counted) > _REMEMBERED:
                self._counted.popitem(last=False)

    async def _compare_sqlite(self, patron_id: int, version: int, made: str) -> Tried | None:
        statement = select(_KEPT.hash == made).where(_KEPT.patron_id == patron_id, _KEPT.version == version)
        async with self._db.autocommit() as conn:
            fits = (await conn.execute(statement)).scalar_one_or_none()
        return None if fits is None else Tried(version, fits)

    async def _count_and_compare(self, patron_id: int, version: int, made: str) -> Tried | None:
        values = {"of_patron": patron_id, "of_version": version, "made": made}
        async with self._db.autocommit() as conn:
            row = (await conn.execute(_TRY, values)).one()
        if row.fits is None:
            return None
        counted = Counted(row.was_counted, row.was_locked, row.now_counted, row.now_locked)
        return Tried(version, row.fits, counted)

    async def _read(self, patron_id: int, act_id: str) -> Row[Any] | None:
        statement = _IN_FORCE_SQLITE if self._db.dialect == "sqlite" else _IN_FORCE
        async with self._db.autocommit() as conn:
            found = await conn.execute(statement, {"of_patron": patron_id, "for_act": act_id})
            row: Row[Any] | None = found.one_or_none()
        return row
