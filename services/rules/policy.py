"""Defines the library's own values: every number and switch that domain.md marks ◇, as one immutable object.

They stand in the table `circulation_rule` (name, valid_from, value as JSON); `services.contract.masters` reads
them into a
`Policy`. The defaults here are Kawaguchi's and are what `db init` writes into an empty database; no other module
names one of these numbers.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any, get_type_hints

from services.rules.bounds import Bound
from services.rules.policy_values import UnfitValueError, bound_of, read_value
from services.rules.vocabulary import AgeGroup, LoanClass


@dataclass(frozen=True, slots=True)
class Policy:
    """The values in force on one day. Days, counts and lengths are whole numbers."""

    loan_limits: Mapping[LoanClass, int] = field(
        default_factory=lambda: {LoanClass.BOOK: 20, LoanClass.AV: 5, LoanClass.LANGUAGE: 3}
    )
    hold_limits: Mapping[LoanClass, int] = field(
        default_factory=lambda: {LoanClass.BOOK: 20, LoanClass.AV: 5, LoanClass.LANGUAGE: 3}
    )

    loan_days: int = 14
    renewal_days: int = 14
    renewal_limit: int = 1
    renewal_first_day_after_loan: int = 1
    renewal_stops_when_overdue_days: int = 15
    renewal_refused_when_suspended: bool = True
    renewal_refused_when_expired: bool = True
    renewal_by_phone: bool = False
    renewal_of_mobile_loans_at_counter: bool = True
    closure_min_days: int = 3
    closure_margin_days: int = 1

    shelf_open_days: int = 7
    shelf_extensions: int = 1
    hold_undo_days: int = 0
    staff_may_set_phone_contact: bool = True
    cancelled_kept_days: int = 7

    initial_password_length: int = 12
    initial_password_days: int | None = 60
    initial_password_must_change: bool = True
    wrong_logins_to_lock: int = 5
    lock_minutes: int = 15
    free_password_checks: int = 3
    password_issue_when_registration_expired: bool = True
    opening_scan_minutes: int = 2
    typed_card_accepted: bool = False
    seen_card_accepted: bool = False
    proxy_accepted: bool = False
    guardian_receives_up_to: AgeGroup = AgeGroup.PRIMARY_SCHOOL

    identity_misses: int = 3
    identity_misses_of_login: int = 9
    identity_misses_minutes: int = 15
    identity_more_than_the_card: bool = True
    identity_check_minutes: int = 30

    people_named_an_hour: int = 3_000
    bare_searches_an_hour: int = 100
    looks_at_nobody_an_hour: int = 200
    lifts_an_hour: int = 30

    registration_years: int = 3
    expiry_notice_months: int = 1

    mail_kept_days: int = 30
    access_log_kept_days: int | None = None
    card_lengths: str = "9"
    card_letters: str = "none"
    card_written: str = "8-1"
    card_check_digit: str | None = None
    item_number_digits: int = 10
    item_number_prefix: str = ""

    staff_wrong_tries_to_lock: int = 5
    staff_lock_minutes: int = 15
    staff_password_min_length: int = 8

    lifting_against_facts_with_override: bool = False
    approval_by_whole_library: bool = False
    overdue_stages: str = "8 mail, 15 mail_no_renewal, 30 call, 60 propose_suspension"
    contact_again_days: int = 3
    contact_calls: int = 3
    contacts_kept_days: int = 90

    library_name: str = "川口市立図書館"
    portal_name: str = "利用者のページ"
    portal_url: str = ""
    slip_shows_name: bool = False
    slip_shows_qr: bool = True
    due_slip_shows_card: bool = False
    due_slip_shows_name: bool = False


DEFAULT_POLICY = Policy()


def to_values(policy: Policy) -> dict[str, Any]:
    """Flatten a policy to JSON values by rule name, as `circulation_rule` keeps them."""
    values: dict[str, Any] = {}
    for item in fields(policy):
        value = getattr(policy, item.name)
        if isinstance(value, Mapping):
            value = {str(key): number for key, number in value.items()}
        if isinstance(value, AgeGroup):
            value = value.value
        values[item.name] = value
    return values


def from_values(rows: Iterable[tuple[str, date, Any]], on: date) -> Policy:
    """Read the policy in force on a day.

    An impossible value (`value_of`) counts as missing: the program's own replaces it, and the others stay as they are.

    Args:
        rows: (name, valid from, value) in any order; the latest row not after `on` counts. Names that this
            version doesn't know are left alone (a newer version may have written them).
        on: the day the policy is wanted for.
    """
    chosen: dict[str, tuple[date, Any]] = {}
    for name, valid_from, value in rows:
        if name not in _hints() or valid_from > on:
            continue
        if name not in chosen or valid_from >= chosen[name][0]:
            chosen[name] = (valid_from, value)
    values: dict[str, Any] = {}
    for name, (_, value) in chosen.items():
        with suppress(UnfitValueError):
            values[name] = value_of(name, value)
    return Policy(**values)


def names() -> frozenset[str]:
    """Name every value that this program knows."""
    return frozenset(_hints())


@cache
def bounds() -> Mapping[str, Bound]:
    """Give what each value can be that this program knows, by its name."""
    return {name: bound_of(name, hint) for name, hint in _hints().items()}


def value_of(name: str, kept: Any) -> Any:
    """Read one value of those that this program knows, as `circulation_rule` keeps it.

    Raises:
        UnfitValueError: it is none.
    """
    return read_value(name, _hints()[name], kept)


@cache
def _hints() -> dict[str, Any]:
    return get_type_hints(Policy)
