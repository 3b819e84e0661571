"""The patron page's side of a password: logging in, as 「利用者のページ」 does, by the rules the desk issues by.

The patron is told no more than they already know (`LoginResult.told`); staff who test a password, and the tests, see
what it was (`LoginResult.outcome`). On PostgreSQL the database compares (`schema/postgresql/portal/log_in.sql`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import BigInteger, Row, Select, String, bindparam, column, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.cards import parse_card_number
from services.clock import tokyo_day
from services.database.engine import Database
from services.database.tables import card, masters_version, password_credential
from services.database.tables.types import Instant, server_now
from services.errors import CardNumberMalformed
from services.masters.masters_store import MastersStore
from services.password_hashing import PasswordHasher
from services.rules.passwords.attempt_limits import is_locked
from services.rules.passwords.password_recipes import read_recipe
from services.rules.passwords.patron_login import LogInFacts, LogInOutcome, after_wrong, log_in
from services.rules.vocabulary import CardStatus
from services.secret import Secret


class NoCard(Enum):
    """Why a card number leads to nobody's password."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    RETIRED = "retired"


class Told(Enum):
    """What the patron is told. Only who knows the password learns more than that card and password don't fit."""

    ADMITTED = "admitted"
    CHANGE_PASSWORD = "change_password"  # noqa: S105
    EXPIRED = "expired"
    REFUSED = "refused"


_TOLD = {
    LogInOutcome.OK: Told.ADMITTED,
    LogInOutcome.MUST_CHANGE: Told.CHANGE_PASSWORD,
    LogInOutcome.EXPIRED: Told.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class LoginResult:
    """What came of a login.

    Attributes:
        outcome: what it was, exactly; for staff.
        patron_id: who is in; None unless admitted, if only to change the password.
        locked_until: until when logins are refused, where they are.
        token: on PostgreSQL what every other function of the portal's takes, where the patron is in.
    """

    outcome: LogInOutcome | NoCard
    patron_id: int | None = None
    locked_until: datetime | None = None
    token: Secret | None = None

    @property
    def told(self) -> Told:
        """What the patron is told."""
        return Told.REFUSED if isinstance(self.outcome, NoCard) else _TOLD.get(self.outcome, Told.REFUSED)


class Portal:
    """Logs patrons in."""

    def __init__(self, db: Database, masters: MastersStore, hasher: PasswordHasher) -> None:
        self._db = db
        self._masters = masters
        self._hasher = hasher

    async def log_in(self, card_text: str, password: Secret) -> LoginResult:
        """Check a card number and a password, upper and lower case differing.

        Every try does one slow hash, whether there is a card, a password or a lock or not, so that time tells
        nothing. A wrong password is counted, a right one ends the count, even one that must be changed first.

        Args:
            card_text: as typed; cleaned as a desk's card field does.
            password: as typed.
        """
        try:
            number = parse_card_number(card_text)
        except CardNumberMalformed:
            await self._hasher.verify(None, password)
            return LoginResult(NoCard.MALFORMED)
        if self._db.dialect == "postgresql":
            return await self._log_in_by_function(number, password)
        while True:
            row = await self._db.run_to_end(self._read(number))
            tried = None if row is None or _is_closed(row) else row.hash
            fits = await self._hasher.verify(tried, password)
            if row is None:
                return LoginResult(NoCard.UNKNOWN)
            if row.status is CardStatus.RETIRED:
                return LoginResult(NoCard.RETIRED)
            if row.hash is None:
                return LoginResult(log_in(None))
            result = await self._db.run_to_end(self._settle(number, tried, fits=fits))
            if result is not None:
                return result

    async def _log_in_by_function(self, number: str, password: Secret) -> LoginResult:
        """Let the database compare: it counts the try first, and gives its hash to nobody."""
        while True:
            async with self._db.autocommit() as conn:
                recipe = (await conn.execute(_RECIPE, {"by_card": number})).scalar_one()
            made = await self._hasher.hash_again(recipe, password)
            told = None if recipe is None or read_recipe(recipe) is None else made
            async with self._db.autocommit() as conn:
                row = (await conn.execute(_LOG_IN, {"by_card": number, "told": told})).one()
            if row.outcome != _ANOTHER_PASSWORD:
                return LoginResult(
                    _outcome(row.outcome),
                    patron_id=row.patron,
                    locked_until=row.closed_until,
                    token=None if row.token is None else Secret(row.token),
                )

    async def _read(self, number: str) -> Row[Any] | None:
        async with self._db.reading() as conn:
            row: Row[Any] | None = (await conn.execute(_STATEMENT, {"number": number})).one_or_none()
        return row

    async def _settle(self, number: str, tried: str | None, *, fits: bool) -> LoginResult | None:
        """Judge the try by the row as it is now; None when another password is in force than the one tried."""
        async with self._db.transaction() as conn:
            row = (await conn.execute(_STATEMENT, {"number": number})).one_or_none()
            if row is None or row.hash is None or row.status is CardStatus.RETIRED:
                return None
            if not _is_closed(row) and row.hash != tried:
                return None
            outcome = log_in(_facts(row, fits=fits))
            if outcome is LogInOutcome.WRONG:
                policy = (await self._masters.fresh(row.masters_version, tokyo_day(row.now), conn)).policy
                wrong_logins, locked_until = after_wrong(row.wrong_logins, row.now, policy)
                await _count(conn, row, {"wrong_logins": wrong_logins, "locked_until": locked_until})
                return LoginResult(outcome, locked_until=locked_until)
            if outcome in _TOLD and row.wrong_logins:
                await _count(conn, row, {"wrong_logins": 0, "locked_until": None})
        admitted = outcome in {LogInOutcome.OK, LogInOutcome.MUST_CHANGE}
        return LoginResult(
            outcome,
            patron_id=row.patron_id if admitted else None,
            locked_until=row.locked_until if outcome is LogInOutcome.LOCKED else None,
        )


def _statement() -> Select[Any]:
    credential = password_credential
    return (
        select(
            server_now().label("now"),
            select(masters_version.c.version).scalar_subquery().label("masters_version"),
            card.c.status,
            card.c.patron_id,
            credential.c.hash,
            credential.c.kind,
            credential.c.must_change,
            credential.c.expires_on,
            credential.c.wrong_logins,
            credential.c.locked_until,
            credential.c.disabled_at,
        )
        .select_from(card.outerjoin(credential, credential.c.patron_id == card.c.patron_id))
        .where(card.c.number == bindparam("number"))
    )


_STATEMENT = _statement()
_RECIPE = text("SELECT madoguchi_log_in_recipe(:by_card)").bindparams(bindparam("by_card", type_=String()))
_LOG_IN = (
    text("CALL madoguchi_log_in(:by_card, :told, NULL, NULL, NULL, NULL)")
    .bindparams(bindparam("by_card", type_=String()), bindparam("told", type_=String()))
    .columns(
        column("outcome", String()),
        column("patron", BigInteger()),
        column("closed_until", Instant()),
        column("token", String()),
    )
)
_ANOTHER_PASSWORD = "changed"  # noqa: S105 - than the one whose recipe was told


def _outcome(code: str) -> LogInOutcome | NoCard:
    return NoCard(code) if code in {it.value for it in NoCard} else LogInOutcome(code)


def _is_closed(row: Row[Any]) -> bool:
    """Tell whether no password would be looked at: switched off, locked, or of a retired card."""
    locked = is_locked(row.locked_until, row.now)
    return locked or row.disabled_at is not None or row.status is CardStatus.RETIRED


def _facts(row: Row[Any], *, fits: bool) -> LogInFacts:
    return LogInFacts(
        now=row.now,
        fits=fits,
        kind=row.kind,
        must_change=row.must_change,
        expires_on=row.expires_on,
        locked_until=row.locked_until,
        disabled=row.disabled_at is not None,
    )


async def _count(conn: AsyncConnection, row: Row[Any], values: Mapping[str, Any]) -> None:
    """Write the count; the version stays, for it says which password is in force and not how often it was tried."""
    await conn.execute(
        update(password_credential).where(password_credential.c.patron_id == row.patron_id).values(values)
    )
