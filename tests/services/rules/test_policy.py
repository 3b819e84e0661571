import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.characters import is_seen
from services.rules.check_digits import CHECK_DIGIT_METHODS
from services.rules.policy import DEFAULT_POLICY, Policy, from_values, to_values
from services.rules.vocabulary import AgeGroup, LoanClass

DAY = date(2026, 11, 24)


def rows(policy: Policy, valid_from: date = date(2020, 1, 1)) -> list[tuple[str, date, Any]]:
    """Write a policy as the table keeps it, through JSON."""
    return [(name, valid_from, value) for name, value in json.loads(json.dumps(to_values(policy))).items()]


def test_the_values_assumed_for_kawaguchi() -> None:
    it = DEFAULT_POLICY
    assert it.loan_limits == {LoanClass.BOOK: 20, LoanClass.AV: 5, LoanClass.LANGUAGE: 3}
    assert it.hold_limits == {LoanClass.BOOK: 20, LoanClass.AV: 5, LoanClass.LANGUAGE: 3}
    assert (it.loan_days, it.renewal_days, it.renewal_limit) == (14, 14, 1)
    assert it.renewal_stops_when_overdue_days == 15
    assert not it.renewal_by_phone
    assert (it.shelf_open_days, it.shelf_extensions, it.cancelled_kept_days) == (7, 1, 7)
    assert (it.initial_password_length, it.initial_password_days) == (12, 60)
    assert (it.wrong_logins_to_lock, it.lock_minutes, it.opening_scan_minutes) == (5, 15, 2)
    assert (it.registration_years, it.expiry_notice_months) == (3, 1)
    assert it.guardian_receives_up_to is AgeGroup.PRIMARY_SCHOOL
    assert it.card_check_digit is None


def test_the_default_comes_back_from_the_table() -> None:
    assert from_values(rows(DEFAULT_POLICY), DAY) == DEFAULT_POLICY


limits = st.fixed_dictionaries({it: st.integers(0, 50) for it in LoanClass})
policies = st.builds(
    Policy,
    loan_limits=limits,
    hold_limits=limits,
    initial_password_days=st.none() | st.integers(1, 400),
    guardian_receives_up_to=st.sampled_from(AgeGroup),
    card_check_digit=st.none() | st.sampled_from(sorted(CHECK_DIGIT_METHODS)),
    portal_url=st.text().filter(is_seen),
    renewal_by_phone=st.booleans(),
)


@given(policies)
def test_every_policy_comes_back_from_the_table(policy: Policy) -> None:
    assert from_values(rows(policy), DAY) == policy


def test_what_the_table_doesnt_say_is_the_default() -> None:
    assert from_values([], DAY) == DEFAULT_POLICY
    assert from_values([("loan_days", date(2020, 1, 1), 21)], DAY) == replace(DEFAULT_POLICY, loan_days=21)


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2019-12-31", 14), ("2020-01-01", 10), ("2026-03-31", 10), ("2026-04-01", 20), ("2027-01-01", 30)],
)
def test_the_latest_value_in_force_counts(on: str, expected: int) -> None:
    table: list[tuple[str, date, Any]] = [
        ("renewal_days", date(2026, 4, 1), 20),
        ("renewal_days", date(2020, 1, 1), 10),
        ("renewal_days", date(2027, 1, 1), 30),
    ]
    assert from_values(table, date.fromisoformat(on)).renewal_days == expected
    assert from_values(reversed(table), date.fromisoformat(on)).renewal_days == expected


def test_names_of_a_newer_version_are_left_alone() -> None:
    assert from_values([("something_new", date(2020, 1, 1), 1)], DAY) == DEFAULT_POLICY
