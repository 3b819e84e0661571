"""What a look opens, and for how long."""

from datetime import timedelta

import pytest

from services.rules.people.approvals import OPEN_FOR
from services.rules.people.looks import OF_NOBODY, OPENED_BY, SAYS_WHAT, Opens, Purpose


@pytest.mark.parametrize(
    ("opens", "purposes"),
    [
        (Opens.PATRON, "look_up read_again identified found_by_facts unknown retired"),
        (Opens.REQUEST, "approval"),
        (Opens.LIST, "list"),
        (Opens.FILE, "list_file"),
    ],
)
def test_each_is_opened_by_its_own_looks_alone(opens: Opens, purposes: str) -> None:
    assert set(OPENED_BY[opens]) == {Purpose(each) for each in purposes.split()}


def test_a_search_opens_nothing_afterwards() -> None:
    opening = {purpose for looks in OPENED_BY.values() for purpose in looks}
    assert set(Purpose) - opening == {Purpose.SEARCH}


def test_no_look_counts_for_longer_than_a_day() -> None:
    spans = [span for looks in OPENED_BY.values() for span in looks.values()]
    assert timedelta() < min(spans)
    assert max(spans) == timedelta(days=1)


def test_a_look_at_a_request_counts_until_the_request_is_over() -> None:
    assert OPENED_BY[Opens.REQUEST][Purpose.APPROVAL] >= OPEN_FOR


def test_what_names_no_patron_opens_no_request() -> None:
    assert not set(OF_NOBODY) & set(OPENED_BY[Opens.REQUEST])
    assert set(SAYS_WHAT) == {Purpose.SEARCH, Purpose.LIST, Purpose.LIST_FILE, Purpose.APPROVAL}
