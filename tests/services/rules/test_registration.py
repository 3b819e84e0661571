from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.policy import Policy
from services.rules.registration import renewed_expiry

POLICY = Policy()


@pytest.mark.parametrize(
    ("old", "today", "new"),
    [
        ("2026-12-11", "2026-11-24", "2029-12-11"),
        ("2026-12-11", "2026-11-11", "2029-12-11"),
        ("2026-12-11", "2026-11-10", "2029-11-10"),
        ("2026-12-11", "2026-12-11", "2029-12-11"),
        ("2026-12-11", "2026-12-12", "2029-12-12"),
        ("2020-01-01", "2026-11-24", "2029-11-24"),
        ("2024-02-29", "2024-02-10", "2027-02-28"),
        ("2020-01-01", "2024-02-29", "2027-02-28"),
        ("2026-03-31", "2026-02-28", "2029-03-31"),
    ],
)
def test_renewed_expiry(old: str, today: str, new: str) -> None:
    answer = renewed_expiry(date.fromisoformat(old), date.fromisoformat(today), POLICY)
    assert answer == date.fromisoformat(new)


def test_the_years_are_the_librarys() -> None:
    five = Policy(registration_years=5)
    assert renewed_expiry(date(2026, 12, 11), date(2026, 12, 1), five) == date(2031, 12, 11)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(-400, 400))
def test_a_renewal_lasts_at_least_its_years_and_a_month_more_at_most(old: date, days: int) -> None:
    today = old + timedelta(days=days)
    new = renewed_expiry(old, today, POLICY)
    assert 3 * 365 - 1 <= (new - today).days <= 3 * 365 + 1 + 31
