"""A scanner's speed from its key times."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewmodels.settings.scanner_speed import (
    FEWEST_KEYS,
    MOST_KEY_MS,
    USUAL_KEY_MS,
    ScannerSpeed,
    measure_scan,
)


def _times(*gaps: int) -> list[int]:
    return list(accumulate(gaps, initial=540_000))


@pytest.mark.parametrize(
    ("gaps", "speed"),
    [
        ([4] * 8, ScannerSpeed(9, 4, 4, 35)),
        ([4, 4, 4, 9, 4, 4, 5, 4, 4, 4], ScannerSpeed(11, 4, 9, 35)),
        ([1] * 8, ScannerSpeed(9, 1, 1, 35)),
        ([0] * 8, ScannerSpeed(9, 0, 0, 35)),
        ([30] * 8, ScannerSpeed(9, 30, 30, 45)),
        ([30, 30, 30, 40, 30, 30, 30, 30], ScannerSpeed(9, 30, 40, 60)),
        ([50] * 8, ScannerSpeed(9, 50, 50, None)),
        ([120] * 8, ScannerSpeed(9, 120, 120, None)),
        ([900, *[4] * 8], ScannerSpeed(9, 4, 4, 35)),
        ([4] * 5, ScannerSpeed(6, 4, 4, 35)),
        ([4] * 4, None),
        ([4] * 8 + [900], None),
        ([4, 4, 4, -200, 4, 4, 4, 4], None),
        ([], None),
    ],
)
def test_speed(gaps: list[int], speed: ScannerSpeed | None) -> None:
    assert measure_scan(_times(*gaps)) == speed


@pytest.mark.parametrize(
    ("gaps", "clock_ms", "threshold", "suggested"),
    [
        ([16, 31] * 4, 16, 15, 35),
        ([31, 47] * 4, 16, 31, 54),  # a key every 40 ms, which without a step wants 60
        ([47, 62] * 4, 16, 46, None),
        ([31, 47] * 4, 0, 47, None),
    ],
)
def test_a_coarse_clocks_step_is_no_slowness_of_the_reader(
    gaps: list[int], clock_ms: int, threshold: int, suggested: int | None
) -> None:
    speed = measure_scan(_times(*gaps), clock_ms)
    assert speed is not None
    assert speed.suggested_ms == suggested
    assert [speed.is_read_with(it) for it in (threshold - 1, threshold)] == [False, True]


def test_nothing_pressed_is_nothing_measured() -> None:
    assert measure_scan([]) is None


@given(st.lists(st.integers(0, 250), min_size=FEWEST_KEYS - 1, max_size=30))
def test_the_suggested_threshold_takes_the_scan_that_was_measured(gaps: list[int]) -> None:
    speed = measure_scan(_times(*gaps))
    assert speed is not None
    assert speed.usual_ms <= speed.longest_ms == max(gaps)
    if speed.suggested_ms is None:
        assert speed.longest_ms * 1.5 > MOST_KEY_MS
    else:
        assert max(USUAL_KEY_MS, speed.longest_ms) <= speed.suggested_ms <= MOST_KEY_MS
