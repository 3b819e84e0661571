"""How much one login reads of people in an hour."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.people.hourly_bounds import (
    FIFTHS,
    MOST_NAMED,
    SPAN,
    HourlyCount,
    Pause,
    Searched,
    bounds,
    lists_go_on,
    pause,
)
from services.rules.policy import DEFAULT_POLICY, Policy

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
FEW = Policy(people_named_an_hour=100, bare_searches_an_hour=3)


def searched(minute: float, named: int = 0, *, bare: bool = False) -> Searched:
    return Searched(AT + timedelta(minutes=minute), named, bare)


@pytest.mark.parametrize(
    ("searches", "bare", "expected"),
    [
        ((), False, None),
        ((searched(0, 79),), False, None),
        ((searched(0, 80),), False, Pause(AT + SPAN, bare_alone=False)),
        ((searched(0, 1), searched(1, 79)), False, Pause(AT + SPAN, bare_alone=False)),
        ((searched(1, 80), searched(0, 0)), False, Pause(AT + timedelta(minutes=61), bare_alone=False)),
        ((searched(0, bare=True), searched(1, bare=True)), True, None),
        ([searched(minute, bare=True) for minute in range(3)], False, None),
        ([searched(minute, bare=True) for minute in range(3)], True, Pause(AT + SPAN, bare_alone=True)),
        (
            [searched(0, 80), *(searched(minute, bare=True) for minute in (1, 2, 3))],
            True,
            Pause(AT + timedelta(minutes=61), bare_alone=False),
        ),
        ([searched(minute, 20) for minute in range(4)], True, Pause(AT + SPAN, bare_alone=False)),
    ],
)
def test_a_search_waits_where_it_could_be_one_too_many(
    searches: tuple[Searched, ...], bare: bool, expected: Pause | None
) -> None:
    assert pause(searches, bare=bare, policy=FEW) == expected


SEARCHES = st.lists(
    st.builds(
        searched,
        st.floats(0, 59).map(lambda minute: round(minute, 3)),
        st.integers(0, MOST_NAMED),
        bare=st.booleans(),
    ),
    max_size=12,
)


@given(SEARCHES, st.booleans())
def test_who_waits_searches_then_and_no_sooner(searches: list[Searched], bare: bool) -> None:
    waits = pause(searches, bare=bare, policy=FEW)
    if waits is None:
        assert sum(it.named for it in searches) + MOST_NAMED <= FEW.people_named_an_hour
        assert not bare or sum(it.bare for it in searches) < FEW.bare_searches_an_hour
        return
    assert pause([it for it in searches if it.at + SPAN > waits.until], bare=bare, policy=FEW) is None
    sooner = waits.until - timedelta.resolution
    assert pause([it for it in searches if it.at + SPAN > sooner], bare=bare, policy=FEW) is not None


@given(SEARCHES)
def test_where_bare_searches_alone_wait_a_name_is_searched(searches: list[Searched]) -> None:
    waits, of_a_name = (pause(searches, bare=bare, policy=FEW) for bare in (True, False))
    assert (of_a_name is None) == (waits is None or waits.bare_alone)


def test_what_stops_searches_is_told_before_it_does() -> None:
    assert bounds(DEFAULT_POLICY) == {
        HourlyCount.NAMED: 3_000,
        HourlyCount.BARE: 100,
        HourlyCount.NOBODYS: 200,
        HourlyCount.LIFTS: 30,
    }
    told = {it: number * FIFTHS[it] // 5 for it, number in bounds(DEFAULT_POLICY).items()}
    assert told == {
        HourlyCount.NAMED: 2_400,
        HourlyCount.BARE: 80,
        HourlyCount.NOBODYS: 200,
        HourlyCount.LIFTS: 30,
    }


def hour_of(searches: list[Searched]) -> dict[HourlyCount, int]:
    """Go through an hour in which no search has to wait; tell what is counted of it."""
    for place, each in enumerate(searches):
        assert pause(searches[:place], bare=each.bare, policy=DEFAULT_POLICY) is None
    return {
        HourlyCount.NAMED: sum(it.named for it in searches),
        HourlyCount.BARE: sum(it.bare for it in searches),
    }


@pytest.mark.parametrize(
    "searches",
    [
        pytest.param(
            [searched(60 * place / 43, 1, bare=True) for place in range(43)],
            id="the busiest counter of the scanner's trial: 43 searches at 9,200 cards an hour",
        ),
        pytest.param(
            [
                searched(60 * place / 38 + second / 60, MOST_NAMED)
                for place in range(37)
                for second in range(3)
            ],
            id="common names alone, each in three pauses, every 97 seconds",
        ),
        pytest.param(
            [
                searched(60 * place / 39 + second / 60, second, bare=True)
                for place in range(39)
                for second in range(2)
            ],
            id="telephone numbers alone, each searched by its first four digits, too",
        ),
    ],
)
def test_no_busy_counter_has_to_wait_or_is_told(searches: list[Searched]) -> None:
    for measure, count in hour_of(searches).items():
        assert count * 5 < bounds(DEFAULT_POLICY)[measure] * FIFTHS[measure]


@pytest.mark.parametrize(
    ("minutes", "goes_on"),
    [
        ((), None),
        ((1, 0), None),
        ((2, 0, 1), AT + SPAN),
        ((0, 1, 2, 3), AT + SPAN + timedelta(minutes=1)),
    ],
)
def test_lists_of_others_looks_wait_like_searches_without_a_name(
    minutes: tuple[int, ...], goes_on: datetime | None
) -> None:
    opened = [AT + timedelta(minutes=minute) for minute in minutes]
    assert lists_go_on(opened, FEW) == goes_on
