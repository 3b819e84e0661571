import json

import pytest

from tests.bench.check import KEPT, fast, worse


@pytest.mark.parametrize(
    ("found", "kept", "told"),
    [
        ({"start": 2.0}, {"start": 2.0}, []),
        ({"start": 2.29}, {"start": 2.0}, []),
        ({"start": 2.31}, {"start": 2.0}, ["start"]),
        ({"start": 1.0}, {"start": 2.0}, []),
        ({"start": 1.0}, {}, ["start"]),  # what nothing is kept of can't be compared
        (
            {"start": 3.0, "act": 9.0, "look-up": 5.0},
            {"start": 2.0, "act": 10.0, "look-up": 4.0},
            ["start", "look-up"],
        ),
    ],
)
def test_what_is_worse_by_more_than_15_percent_is_told(
    found: dict[str, float], kept: dict[str, float], told: list[str]
) -> None:
    assert worse(found, kept) == told


def test_the_fastest_fifth_counts() -> None:
    assert fast([9.0, 1.0, 5.0, 3.0, 7.0]) == 3.0
    assert fast([float(it) for it in range(100)]) == 20.0


def test_ratios_are_kept() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert len(kept) == 7
    assert all(it > 1 for it in kept.values())
