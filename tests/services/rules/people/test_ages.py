from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.people.ages import age_group, age_on
from services.rules.vocabulary import AgeGroup


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        ("2000-06-15", "2026-06-14", 25),
        ("2000-06-15", "2026-06-15", 26),
        ("2000-06-15", "2026-05-31", 25),
        ("2004-02-29", "2026-02-28", 21),
        ("2004-02-29", "2026-03-01", 22),
        ("2004-02-29", "2028-02-29", 24),
        ("2026-11-24", "2026-11-24", 0),
    ],
)
def test_age(birth: str, on: str, age: int) -> None:
    assert age_on(date.fromisoformat(birth), date.fromisoformat(on)) == age


@pytest.mark.parametrize(
    ("birth", "on", "group"),
    [
        # Born by 1 April: with the older ones; born on 2 April: a year later.
        ("2020-04-01", "2026-03-31", AgeGroup.PRESCHOOL),
        ("2020-04-01", "2026-04-01", AgeGroup.PRIMARY_SCHOOL),
        ("2020-04-02", "2026-04-02", AgeGroup.PRESCHOOL),
        ("2020-04-02", "2027-03-31", AgeGroup.PRESCHOOL),
        ("2020-04-02", "2027-04-01", AgeGroup.PRIMARY_SCHOOL),
        ("2019-12-31", "2026-04-01", AgeGroup.PRIMARY_SCHOOL),
        ("2020-01-01", "2026-04-01", AgeGroup.PRIMARY_SCHOOL),
        ("2014-04-01", "2026-03-31", AgeGroup.PRIMARY_SCHOOL),
        ("2014-04-01", "2026-04-01", AgeGroup.MIDDLE_SCHOOL),
        ("2014-04-02", "2026-04-02", AgeGroup.PRIMARY_SCHOOL),
        ("2011-04-01", "2026-03-31", AgeGroup.MIDDLE_SCHOOL),
        ("2011-04-01", "2026-04-01", AgeGroup.TEENS),
        ("2006-11-25", "2026-11-24", AgeGroup.TEENS),
        ("2006-11-24", "2026-11-24", AgeGroup.TWENTIES),
        ("1996-11-25", "2026-11-24", AgeGroup.TWENTIES),
        ("1996-11-24", "2026-11-24", AgeGroup.THIRTIES),
        ("1986-11-24", "2026-11-24", AgeGroup.FORTIES),
        ("1976-11-24", "2026-11-24", AgeGroup.FIFTIES),
        ("1966-11-24", "2026-11-24", AgeGroup.SIXTIES),
        ("1956-11-24", "2026-11-24", AgeGroup.SEVENTIES),
        ("1946-11-25", "2026-11-24", AgeGroup.SEVENTIES),
        ("1946-11-24", "2026-11-24", AgeGroup.EIGHTY_AND_OVER),
        ("1915-01-01", "2026-11-24", AgeGroup.EIGHTY_AND_OVER),
        ("2026-11-24", "2026-11-24", AgeGroup.PRESCHOOL),
    ],
)
def test_age_groups(birth: str, on: str, group: AgeGroup) -> None:
    assert age_group(date.fromisoformat(birth), date.fromisoformat(on)) is group


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 40_000), st.integers(0, 2_000))
def test_nobody_grows_younger(birth: date, days: int, more: int) -> None:
    early = date.fromordinal(birth.toordinal() + days)
    late = date.fromordinal(early.toordinal() + more)
    groups: list[AgeGroup | None] = list(AgeGroup)
    assert age_on(birth, early) <= age_on(birth, late)
    assert groups.index(age_group(birth, early)) <= groups.index(age_group(birth, late))


@given(st.dates())
def test_without_a_birth_date_nobody_has_an_age_group(today: date) -> None:
    assert age_group(None, today) is None


@given(st.dates(date(1950, 1, 1), date(2020, 1, 1)))
def test_school_takes_six_and_three_years(birth: date) -> None:
    groups = [age_group(birth, date.fromordinal(birth.toordinal() + step)) for step in range(366 * 17)]
    assert groups.count(AgeGroup.PRIMARY_SCHOOL) in {2191, 2192}
    assert groups.count(AgeGroup.MIDDLE_SCHOOL) in {1095, 1096}
    first = date.fromordinal(birth.toordinal() + groups.index(AgeGroup.PRIMARY_SCHOOL))
    assert (first.month, first.day) == (4, 1)
