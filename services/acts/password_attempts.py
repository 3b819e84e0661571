"""Tries a password before a transaction, and counts the outcome within it.

The slow hash takes a tenth of a second, too long for a lock that other desks wait for. So it runs first, and what it
found counts only if the same password is still in force under the lock, as on the patron page (`services.portal`).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Update, select, update

from services.act_requests import ActRequest
from services.acts.act_transaction import ActContext, Acts, Deed
from services.acts.plan import ActResult
from services.database.engine import Database
from services.database.guarded_queries import password_fits, password_recipe
from services.database.tables import password_credential
from services.database.tables.types import server_now
from services.errors import NotPermitted
from services.lookup.snapshot import PasswordState
from services.password_hashing import PasswordHasher
from services.rules.passwords.attempt_limits import is_locked
from services.rules.passwords.patron_login import LogInFacts, LogInOutcome, after_wrong, log_in
from services.secret import Secret


@dataclass(frozen=True, slots=True)
class Tried:
    """What the slow hash found.

    Attributes:
        version: the password it was about.
        fits: the typed one is that password.
    """

    version: int
    fits: bool


class Overtaken(Exception):
    """Another password is in force than the one tried, or it wasn't tried because of a lock that is over."""


class PasswordTries:
    """Tries passwords for acts that need to know whether one is right."""

    def __init__(self, db: Database, acts: Acts, hasher: PasswordHasher) -> None:
        self._db = db
        self._acts = acts
        self._hasher = hasher

    async def perform[T](
        self, request: ActRequest[Any], password: Secret, deed: Callable[[Tried | None], Awaitable[Deed[T]]]
    ) -> ActResult[T]:
        """Perform an act on what a try found; tried again if another password came in force meanwhile.

        Args:
            request: the act's.
            password: as typed.
            deed: makes the deed of what was found; None when nothing was tried, because there is no password or none
                that would be looked at.

        Raises as `Acts.perform`.
        """
        while True:
            row = await self._db.run_to_end(self._read(request.patron_id))
            try:
                tried = None
                if row is not None and row.disabled_at is None and not is_locked(row.locked_until, row.now):
                    tried = await self._tried(request.patron_id, row, password)
                return await self._acts.perform(request, await deed(tried))
            except Overtaken:
                continue
            except NotPermitted:
                # A count that the patron page changed meanwhile looks like a row hidden from this login.
                if _count_of(await self._db.run_to_end(self._read(request.patron_id))) == _count_of(row):
                    raise

    async def _tried(self, patron_id: int, row: Row[Any], password: Secret) -> Tried:
        """Let the database compare what the typed password makes with what it keeps."""
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


def outcome_of(tried: Tried | None, context: ActContext) -> LogInOutcome:
    """Judge the try by the password as it is now, which must be the one tried.

    Raises:
        Overtaken: it isn't; `PasswordTries.perform` tries again.
    """
    state = context.before.password
    if state is None:
        return log_in(None)
    is_open = not state.disabled and state.locked_until is None
    if is_open and (tried is None or tried.version != state.version):
        raise Overtaken
    facts = LogInFacts(
        now=context.before.now,
        fits=tried is not None and tried.fits,
        kind=state.kind,
        must_change=state.must_change,
        expires_on=state.expires_on,
        locked_until=state.locked_until,
        disabled=state.disabled,
    )
    return log_in(facts)


def credential_of(request: ActRequest[Any]) -> Update:
    """Begin a change of the patron's password."""
    return update(password_credential).where(password_credential.c.patron_id == request.patron_id)


def _counted(context: ActContext, state: PasswordState) -> Update:
    """Change the count as it was read: the patron page counts without the patron's lock."""
    c = password_credential.c
    read = context.extra.number("wrong_logins")
    return credential_of(context.request).where(c.version == state.version, c.wrong_logins == read)


def one_more_wrong(context: ActContext, state: PasswordState) -> tuple[Update, int]:
    """Count a wrong password as a wrong login.

    Returns:
        The write, and how many more lock the password, 0 if this one does.
    """
    wrong, locked_until = after_wrong(context.extra.number("wrong_logins"), context.now, context.policy)
    write = _counted(context, state).values(wrong_logins=wrong, locked_until=locked_until)
    return write, max(0, context.policy.wrong_logins_to_lock - wrong)


def no_more_wrong(context: ActContext, state: PasswordState) -> tuple[Update, ...]:
    """End the count, as a right password does."""
    if context.extra.number("wrong_logins") == 0:
        return ()
    return (_counted(context, state).values(wrong_logins=0, locked_until=None),)


def wrong_logins(request: ActRequest[Any]) -> ColumnElement[Any]:
    """Read the count, which the deed's `extra` must give by this name to be changed."""
    c = password_credential.c
    return select(c.wrong_logins).where(c.patron_id == request.patron_id).scalar_subquery()


def _count_of(row: Row[Any] | None) -> tuple[Any, ...] | None:
    return None if row is None else (row.version, row.wrong_logins, row.locked_until)
