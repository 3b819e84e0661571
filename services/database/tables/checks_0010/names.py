"""Lists the rules and texts that revision 0010 knows, by the kind of their values."""

from collections.abc import Iterable, Mapping
from typing import Final

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLASSES: Final = ("book", "av", "language")
MOST: Final = 10_000

# Numbers by their bounds; those of `MAYBE` may also be none.
NUMBERS: Final[Mapping[tuple[int, int], tuple[str, ...]]] = {
    (0, MOST): (
        "renewal_limit",
        "renewal_first_day_after_loan",
        "renewal_stops_when_overdue_days",
        "closure_margin_days",
        "shelf_open_days",
        "shelf_extensions",
        "hold_undo_days",
        "free_password_checks",
        "opening_scan_minutes",
        "mail_kept_days",
    ),
    (1, MOST): (
        "loan_days",
        "renewal_days",
        "closure_min_days",
        "cancelled_kept_days",
        "wrong_logins_to_lock",
        "lock_minutes",
        "identity_misses",
        "identity_misses_of_login",
        "identity_check_minutes",
        "staff_wrong_tries_to_lock",
        "staff_lock_minutes",
        "staff_password_min_length",
        "initial_password_days",
        "access_log_kept_days",
    ),
    (1, 720): ("identity_misses_minutes",),
    (1, 100): ("registration_years",),
    (0, 12): ("expiry_notice_months", "item_number_digits"),
    (8, 32): ("initial_password_length",),
}
MAYBE: Final = ("initial_password_days", "access_log_kept_days", "card_check_digit")
FLAGS: Final = (
    "renewal_refused_when_suspended",
    "renewal_refused_when_expired",
    "renewal_by_phone",
    "renewal_of_mobile_loans_at_counter",
    "staff_may_set_phone_contact",
    "initial_password_must_change",
    "password_issue_when_registration_expired",
    "typed_card_accepted",
    "seen_card_accepted",
    "proxy_accepted",
    "identity_more_than_the_card",
    "lifting_against_facts_with_override",
    "approval_by_whole_library",
    "slip_shows_name",
    "slip_shows_qr",
)
LIMITS: Final = ("loan_limits", "hold_limits")
MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "guardian_receives_up_to": (
        "preschool",
        "primary_school",
        "middle_school",
        "teens",
        "twenties",
        "thirties",
        "forties",
        "fifties",
        "sixties",
        "seventies",
        "eighty_and_over",
    ),
    "card_check_digit": ("modulus10-weight3", "luhn", "modulus11", "modulus7"),
}
LONGEST_TEXT: Final = 300
TEXTS: Final = ("portal_url",)
NAMES: Final = ("library_name", "portal_name")
PREFIX: Final = "item_number_prefix"

# Texts by what each may be: the most characters, the places that it must have and may have, and whether it has lines.
_SENTENCES: Final = ("must_change", "card_number", "case", "change")
WORDING: Final = (
    (30, (), ("library", "portal"), False, ("slip.ja.log_in_heading", "slip.ja.change_heading")),
    (30, (), (), False, ("slip.ja.title",)),
    (30, ("number",), ("number",), False, ("slip.ja.card",)),
    (20, ("name",), ("name",), False, ("slip.ja.name",)),
    (40, (), (), False, ("slip.en.title",)),
    (
        60,
        (),
        (),
        False,
        ("slip.ja.letters_all_lower", "slip.en.letters_all_lower"),
    ),
    (
        160,
        ("date",),
        ("date", "library", "portal"),
        False,
        tuple(f"slip.{it}.{day}" for it in ("ja", "en") for day in ("change_by", "valid_until")),
    ),
    (
        160,
        (),
        ("library", "portal"),
        False,
        (*(f"slip.{it}.{part}" for it in ("ja", "en") for part in _SENTENCES), "slip.ja.forgotten"),
    ),
    (
        60,
        (),
        ("library", "portal"),
        False,
        ("mail.email_registered.subject", "mail.question_received.subject"),
    ),
    (
        2000,
        ("library",),
        ("library", "portal", "date"),
        True,
        ("mail.email_registered.body", "mail.question_received.body"),
    ),
)


def listed(words: Iterable[str]) -> str:
    """Write texts as SQL lists them."""
    return ", ".join(f"'{it}'" for it in words)


def of_each(cases: Iterable[tuple[Iterable[str], str]]) -> str:
    """Ask of each name its own; names that this revision doesn't know pass, for a newer one may have written them."""
    parts = " ".join(f"WHEN name IN ({listed(names)}) THEN {holds}" for names, holds in cases)
    return f"CASE {parts} ELSE true END"
