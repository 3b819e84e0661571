from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.rules.passwords.attempt_limits import ENDLESS
from services.rules.passwords.patron_login import LogInFacts, LogInOutcome, is_expired, log_in
from services.rules.vocabulary import CredentialKind

# 23:30 in Tokyo on 11/24; in UTC it is still afternoon.
NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
INITIAL, PATRON = CredentialKind


def facts(**changes: Any) -> LogInFacts:
    usual = LogInFacts(
        now=NOW, fits=True, kind=PATRON, must_change=False, expires_on=None, locked_until=None, disabled=False
    )
    return replace(usual, **changes)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, LogInOutcome.OK),
        ({"fits": False}, LogInOutcome.WRONG),
        ({"kind": INITIAL, "must_change": True, "expires_on": date(2026, 11, 24)}, LogInOutcome.MUST_CHANGE),
        ({"kind": INITIAL, "must_change": False, "expires_on": date(2026, 11, 24)}, LogInOutcome.OK),
        ({"kind": INITIAL, "must_change": True, "expires_on": date(2026, 11, 23)}, LogInOutcome.EXPIRED),
        ({"kind": INITIAL, "fits": False, "expires_on": date(2026, 11, 23)}, LogInOutcome.WRONG),
        ({"kind": INITIAL, "must_change": True}, LogInOutcome.MUST_CHANGE),
        ({"expires_on": date(2026, 11, 23)}, LogInOutcome.OK),
        ({"locked_until": NOW + timedelta(seconds=1)}, LogInOutcome.LOCKED),
        ({"locked_until": NOW + timedelta(seconds=1), "fits": False}, LogInOutcome.LOCKED),
        ({"locked_until": NOW}, LogInOutcome.OK),
        ({"locked_until": ENDLESS}, LogInOutcome.LOCKED),
        ({"kind": None, "expires_on": date(2026, 11, 23)}, LogInOutcome.EXPIRED),
        ({"kind": None, "must_change": True}, LogInOutcome.MUST_CHANGE),
        ({"disabled": True}, LogInOutcome.DISABLED),
        (
            {"disabled": True, "fits": False, "locked_until": NOW + timedelta(seconds=1)},
            LogInOutcome.DISABLED,
        ),
    ],
)
def test_what_a_login_leads_to(changes: dict[str, Any], outcome: LogInOutcome) -> None:
    assert log_in(facts(**changes)) is outcome


def test_nobody_logs_in_without_a_password() -> None:
    assert log_in(None) is LogInOutcome.NONE_ISSUED


def test_the_last_day_ends_at_tokyos_midnight() -> None:
    it = facts(kind=INITIAL, expires_on=date(2026, 11, 24))
    assert log_in(it) is LogInOutcome.OK
    assert log_in(replace(it, now=NOW + timedelta(minutes=30))) is LogInOutcome.EXPIRED


@pytest.mark.parametrize(
    ("kind", "expires_on", "expired"),
    [
        (INITIAL, None, False),
        (INITIAL, date(2026, 11, 24), False),
        (INITIAL, date(2026, 11, 23), True),
        (PATRON, date(2026, 11, 23), False),
        (None, None, False),
        (None, date(2026, 11, 24), False),
        (None, date(2026, 11, 23), True),
    ],
)
def test_a_patrons_own_password_never_expires(
    kind: CredentialKind | None, expires_on: date | None, expired: bool
) -> None:
    assert is_expired(kind, expires_on, date(2026, 11, 24)) is expired
