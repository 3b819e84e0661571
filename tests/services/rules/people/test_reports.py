import pytest

from services.rules.decision import Allowed, Reason, Refused
from services.rules.people.reports import may_take, still_to_take
from services.rules.vocabulary import PatronReport


@pytest.mark.parametrize("kind", PatronReport)
def test_one_of_a_kind_is_enough_until_it_is_settled(kind: PatronReport) -> None:
    others = [other for other in PatronReport if other is not kind]
    assert may_take(kind, ()) == may_take(kind, others) == Allowed()
    assert may_take(kind, (kind,)) == Refused((Reason.REPORTED_ALREADY,))
    assert still_to_take((kind,)) == tuple(others)
