"""Whatever a system doesn't know of a patron leaves nothing on any page: each value that may be missing, and all."""

import pytest

from tests.helpers.unknown_values import VALUES, Value, rounds, taken
from tests.helpers.whole_patron import OF_A_PATRON, values_of, whole
from tests.looks.unknowns import faults_in_unknowns
from tests.views.counter import Counter
from viewmodels.core.notes import Done


def test_the_patron_has_each_value_that_is_taken_away() -> None:
    assert values_of(whole()) >= OF_A_PATRON
    assert values_of(taken(whole(), frozenset(VALUES))).isdisjoint(VALUES)


def test_each_value_is_missing_in_one_round() -> None:
    missing = [it for one in rounds(OF_A_PATRON) for it in one]
    assert len(missing) == len(OF_A_PATRON) == len(set(missing))


@pytest.mark.parametrize(
    "unknown", [*rounds(OF_A_PATRON), frozenset(VALUES)], ids=lambda it: str(min(map(str, it)))
)
async def test_no_page_has_a_trace_of_what_is_not_known(counter: Counter, unknown: frozenset[Value]) -> None:
    counter.bench.desk.open_found(taken(whole(), unknown), Done.IDENTIFIED)
    found = list[str]()
    for place, page in enumerate(counter.window.pages):
        counter.window.menu.setCurrentRow(place)
        assert page.isVisible()
        found += faults_in_unknowns(counter.window)
    assert found == []
