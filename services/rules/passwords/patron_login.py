"""Decides a login to 「利用者のページ」, as services/own_schema/schema/postgresql/portal/log_in.sql does.

domain.md, "Password", "Initial password".
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from services.rules.clock import tokyo_day
from services.rules.dates import is_over
from services.rules.passwords.attempt_limits import is_locked
from services.rules.vocabulary import CredentialKind


class LogInOutcome(Enum):
    """What comes of a login. Only OK and MUST_CHANGE let the patron in; only WRONG counts as a wrong login."""

    OK = "ok"
    MUST_CHANGE = "must_change"
    WRONG = "wrong"
    LOCKED = "locked"
    EXPIRED = "expired"
    DISABLED = "disabled"
    NONE_ISSUED = "none_issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogInFacts:
    """What a login is decided on, all of it one row of `password_credential`.

    Attributes:
        now: the database server's time.
        fits: the typed password fits the stored hash.
        kind: who made the password in force; None where nobody can tell.
        must_change: it must be changed at the first login.
        expires_on: an initial password's last day, if any.
        locked_until: until when logins are refused, if ever locked.
        disabled: switched off at the patron's wish.
    """

    now: datetime
    fits: bool
    kind: CredentialKind | None
    must_change: bool
    expires_on: date | None
    locked_until: datetime | None
    disabled: bool


def log_in(facts: LogInFacts | None) -> LogInOutcome:
    """Decide a login; None for a patron without a password.

    A locked password isn't tried, so that only waiting helps, and a right one doesn't shorten the lock. That an initial
    password expired is answered only to the right password.
    """
    if facts is None:
        return LogInOutcome.NONE_ISSUED
    if facts.disabled:
        return LogInOutcome.DISABLED
    if is_locked(facts.locked_until, facts.now):
        return LogInOutcome.LOCKED
    if not facts.fits:
        return LogInOutcome.WRONG
    if is_expired(facts.kind, facts.expires_on, tokyo_day(facts.now)):
        return LogInOutcome.EXPIRED
    return LogInOutcome.MUST_CHANGE if facts.must_change else LogInOutcome.OK


def is_expired(kind: CredentialKind | None, expires_on: date | None, today: date) -> bool:
    """Tell whether a password's last day is over; one that is known to be the patron's own doesn't expire."""
    return kind is not CredentialKind.PATRON and is_over(expires_on, today)
