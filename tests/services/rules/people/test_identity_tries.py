"""How long misses count: by table, and held against a count by hand whatever the misses."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.people.identity_tries import Limits, Misses, Standing, Tries, closed, counted_since, tries

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MOST, MINUTES = 3, 15
LIMITS = Limits(MOST, MOST, MINUTES)


def at(*minutes: float) -> tuple[datetime, ...]:
    return tuple(NOON + timedelta(minutes=each) for each in minutes)


@pytest.mark.parametrize(
    ("misses", "now", "left", "opens"),
    [
        ((), 0, 3, None),
        ((0,), 0, 2, None),
        ((0, 1), 2, 1, None),
        ((0, 1, 2), 2, 0, 17),
        ((2, 0, 1), 2, 0, 17),
        ((0, 1, 2), 16.9, 0, 17),
        ((0, 1, 2), 17, 3, None),
        ((0,), 15, 3, None),
        ((0, 14), 15, 2, None),
        ((0, 14, 15), 15, 1, None),  # the first doesn't count any more when the third is made
        ((0, 14, 14.9), 15, 0, 29.9),
        ((0, 1, 2, 17), 18, 2, None),
        ((0, 1, 2, 3), 4, 0, 18),
    ],
)
def test_a_miss_counts_for_a_while(
    misses: tuple[float, ...], now: float, left: int, opens: float | None
) -> None:
    (moment,) = at(now)
    assert tries(at(*misses), moment, MOST, MINUTES) == Tries(left, None if opens is None else at(opens)[0])


def test_one_that_opens_later_closes_for_longer() -> None:
    early, late = at(10, 20)
    assert closed([Tries(2), Tries(0, late), Tries(0, early)]) == late
    assert closed([Tries(2), Tries(1)]) is None


def test_the_least_is_left_of_patron_and_login_by_number() -> None:
    misses = Misses(at(0, 1), (at(1),))
    (now,) = at(2)
    assert misses.standing(now, LIMITS, by_number=True) == Standing(1)
    assert Misses(at(1), (at(0, 1),)).standing(now, LIMITS, by_number=True) == Standing(1)


def test_without_a_number_only_the_logins_count_is_told() -> None:
    (now,) = at(2)
    assert Misses((), (at(0, 1),)).standing(now, LIMITS, by_number=False) == Standing(3)
    assert Misses((), ()).standing(now, LIMITS, by_number=False) == Standing(3)


@pytest.mark.parametrize("by_number", [True, False])
def test_whoever_is_closed_closes(by_number: bool) -> None:
    (now,) = at(5)
    of_login = Misses(at(0, 1, 2), (at(2),)).standing(now, LIMITS, by_number=by_number)
    assert of_login == Standing(0, at(17)[0], of_login=True)
    of_patron = Misses(at(2), (at(1), at(0, 1, 2))).standing(now, LIMITS, by_number=by_number)
    assert of_patron == Standing(0, at(17)[0], of_login=False)
    both = Misses(at(0, 1, 4), (at(0, 1, 2),)).standing(now, LIMITS, by_number=by_number)
    assert both == Standing(0, at(19)[0], of_login=False)


def test_one_more_miss_counts_for_everybody_who_is_meant() -> None:
    (now,) = at(5)
    misses = Misses(at(1), (at(1, 2), ())).and_one(now)
    assert misses == Misses(at(1, 5), (at(1, 2, 5), at(5)))


offsets = st.lists(st.integers(0, 120), max_size=12)


@given(offsets, st.integers(0, 150), st.integers(1, 5), st.integers(1, 30))
def test_what_is_said_is_so(seconds: list[int], now: int, most: int, minutes: int) -> None:
    misses = at(*(each for each in seconds if each <= now))
    (moment,) = at(now)
    said = tries(misses, moment, most, minutes)
    assert 0 <= said.left <= most
    assert (said.left == 0) == (said.opens_at is not None)
    if said.opens_at is not None:
        assert moment < said.opens_at <= moment + timedelta(minutes=minutes)
        assert tries(misses, said.opens_at, most, minutes) == Tries(most)


@given(offsets, st.integers(0, 150), st.integers(1, 5), st.integers(1, 30))
def test_older_misses_say_nothing(minutes_ago: list[int], now: int, most: int, minutes: int) -> None:
    misses = at(*(each for each in minutes_ago if each <= now))
    (moment,) = at(now)
    since = counted_since(moment, minutes)
    recent = [each for each in misses if each > since]
    assert tries(misses, moment, most, minutes) == tries(recent, moment, most, minutes)


@given(st.lists(st.integers(1, 60 * 40), max_size=60), st.integers(1, 4), st.integers(1, 20))
def test_whoever_goes_on_never_has_more_misses_than_the_limit_in_any_span(
    waits: list[int], most: int, minutes: int
) -> None:
    made: list[datetime] = []
    now = NOON
    for seconds in waits:
        now += timedelta(seconds=seconds)
        if tries(made, now, most, minutes).opens_at is None:
            made.append(now)
    span = timedelta(minutes=minutes)
    for end in made:
        assert sum(end - span < each <= end for each in made) <= most
