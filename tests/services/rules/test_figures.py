"""The table of 統計 from counts, and what it doesn't tell of few."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.rules.figures import (
    FEWEST,
    MONTHS,
    SPLIT,
    STANDS,
    Counts,
    Figure,
    FigureCell,
    FigureLine,
    Untold,
    figure,
    figures,
)

PARTS = ("a", "b")
SET, IN_FORCE, RENEWED = FigureLine.SUSPENSIONS_SET, FigureLine.SUSPENSIONS_IN_FORCE, FigureLine.LOANS_RENEWED
TO_COME, FEW, UNKNOWN, COUNTING = Untold
_COUNTS = st.dictionaries(
    st.tuples(st.sampled_from(SPLIT), st.sampled_from(PARTS), st.integers(0, 2), st.integers(0, 23)),
    st.integers(1, 7),
    max_size=60,
)


def test_each_line_is_a_row_and_a_split_line_a_row_of_each_part() -> None:
    rows = [(row.line, row.part) for row in figures(_counts({}), (1,))]
    assert rows == [(line, part) for line in FigureLine for part in (None, *(PARTS if line in SPLIT else ()))]
    assert all(row.months == (0,) * MONTHS and row.difference == 0 for row in figures(_counts({}), (1,)))


def test_one_line_alone_is_the_one_of_the_table() -> None:
    counts = _counts({(SET, "a", 1, 12): 4, (SET, "b", 2, 12): 9, (RENEWED, None, 2, 14): 3})
    for branches in ((1,), (2,), (1, 2)):
        table = {row.line: row for row in figures(counts, branches) if row.part is None}
        assert {it: figure(counts, branches, it) for it in FigureLine} == table


@pytest.mark.parametrize(
    ("until", "year", "before", "difference", "to_come"),
    [
        (24, 6, 9, -3, 0),  # 2 + 4; 4 + 5
        (20, 2, 9, -7, 4),
        (13, 2, 4, -2, 11),
        (12, TO_COME, TO_COME, TO_COME, 12),
        (-3, TO_COME, TO_COME, TO_COME, 12),
        (40, 6, 9, -3, 0),
    ],
)
def test_a_year_is_compared_with_the_same_months_of_the_year_before(
    until: int, year: FigureCell, before: FigureCell, difference: FigureCell, to_come: int
) -> None:
    row = _row(
        _counts({(RENEWED, None, 1, m): n for m, n in ((0, 4), (7, 5), (12, 2), (20, 4))}, until), RENEWED
    )
    assert (row.year, row.before, row.difference) == (year, before, difference)
    assert row.months.count(TO_COME) == to_come


def test_what_stands_at_a_months_end_is_not_added_up() -> None:
    counts = _counts({(IN_FORCE, None, 1, month): month for month in range(24)}, 20)
    row = _row(counts, IN_FORCE)
    assert (row.months[7], row.months[8], row.year, row.before) == (19, TO_COME, 19, 7)


def test_months_that_are_not_kept_are_unknown_and_so_is_what_they_add_to() -> None:
    counts = Counts(
        of={(FigureLine.LOOKS, None, 1, 14): 3}, parts=PARTS, until=20, unknown={FigureLine.LOOKS: 14}
    )
    row = _row(counts, FigureLine.LOOKS)
    assert row.months[:4] == (UNKNOWN, UNKNOWN, 3, 0)
    assert (row.year, row.before, row.difference) == (UNKNOWN, UNKNOWN, UNKNOWN)
    assert _row(counts, RENEWED).year == 0


def test_a_line_that_is_being_counted_says_so_in_the_months_that_have_begun() -> None:
    looks = FigureLine.LOOKS
    counts = replace(_counts({}, 14), unknown={looks: 13}, counting=frozenset({looks}))
    row = _row(counts, looks)
    assert row.months == (COUNTING, COUNTING, *(TO_COME,) * 10)
    assert (row.year, row.before, row.difference) == (COUNTING, COUNTING, COUNTING)
    assert _row(counts, RENEWED).year == 0


@pytest.mark.parametrize(
    ("counted", "cells", "year"),
    [
        ({(1, 12): (0, 0)}, {12: 0}, 0),
        ({(1, 12): (0, 4)}, {12: FEW}, FEW),
        ({(1, 12): (1, 4)}, {12: 1}, 1),
        ({(1, 12): (1, 4), (1, 13): (1, 0)}, {12: 1, 13: FEW}, FEW),
        ({(1, 12): (2, 1), (1, 13): (1, 1)}, {12: FEW, 13: FEW}, 3),
        ({(1, 12): (1, 4), (2, 12): (0, 1)}, {12: FEW}, FEW),
        ({(1, 12): (1, 2), (2, 12): (1, 1)}, {12: 2}, 2),
    ],
)
def test_a_split_is_not_told_of_few_nor_what_it_could_be_worked_out_from(
    counted: Mapping[tuple[int, int], tuple[int, int]], cells: Mapping[int, FigureCell], year: FigureCell
) -> None:
    of = {(SET, part, *at): n for at, many in counted.items() for part, n in zip(PARTS, many, strict=True)}
    branches = tuple({branch for branch, _ in counted})
    row = _row(_counts(_with_sums(of)), SET, "a", branches)
    assert {month: row.months[month - MONTHS] for month in cells} == cells
    assert row.year == year


@settings(max_examples=300)
@given(_COUNTS, st.integers(12, 24))
def test_what_is_not_told_of_a_sum_is_of_enough(
    of: Mapping[tuple[FigureLine, str, int, int], int], until: int
) -> None:
    """Whoever takes what is told from what is told has the split of nothing, or of five."""
    counts, branches = _counts(_with_sums(of), until), (0, 1, 2)
    single = {branch: _rows(counts, (branch,)) for branch in branches}
    all_of_them = _rows(counts, branches)
    for key, together in all_of_them.items():
        line, part = key
        if part is None:
            assert not {FEW} & {*together.months, together.year, together.before}
            continue
        for month in range(until - MONTHS):
            told = {branch: rows[key].months[month] for branch, rows in single.items()}
            _is_of_enough(
                together.months[month],
                {b: single[b][line, None].months[month] for b in branches},
                told,
            )
        if line not in STANDS:
            _is_of_enough(
                together.year,
                {b: single[b][line, None].year for b in branches},
                {b: single[b][key].year for b in branches},
            )
        for rows in (*single.values(), all_of_them):
            if line not in STANDS:
                whole = rows[line, None].months
                _is_of_enough(rows[key].year, dict(enumerate(whole)), dict(enumerate(rows[key].months)))


def _is_of_enough(total: FigureCell, lines: Mapping[int, FigureCell], told: Mapping[int, FigureCell]) -> None:
    left = sum(n for at, n in lines.items() if told[at] is FEW and isinstance(n, int))
    if isinstance(total, int):
        assert left == 0 or left >= FEWEST


def _with_sums(
    of: Mapping[tuple[FigureLine, str, int, int], int],
) -> Counter[tuple[FigureLine, str | None, int, int]]:
    summed: Counter[tuple[FigureLine, str | None, int, int]] = Counter(of)
    for (line, _, branch, month), many in of.items():
        summed[line, None, branch, month] += many
    return summed


def _counts(of: Mapping[tuple[FigureLine, str | None, int, int], int], until: int = 24) -> Counts:
    return Counts(of=of, parts=PARTS, until=until, unknown={})


def _rows(counts: Counts, branches: tuple[int, ...]) -> dict[tuple[FigureLine, str | None], Figure]:
    return {(row.line, row.part): row for row in figures(counts, branches)}


def _row(
    counts: Counts, line: FigureLine, part: str | None = None, branches: tuple[int, ...] = (1,)
) -> Figure:
    return _rows(counts, branches)[line, part]
