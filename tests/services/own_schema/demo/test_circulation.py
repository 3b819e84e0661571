"""What one patron may have."""

from collections import Counter

from services.own_schema.demo.circulation import Limits
from services.rules.vocabulary import LoanClass


def test_limits_count_each_class_alone() -> None:
    limits = Limits({LoanClass.BOOK: 2, LoanClass.AV: 1})
    taken = Counter(kind for kind in [*LoanClass] * 3 if limits.takes(kind))

    assert taken == {LoanClass.BOOK: 2, LoanClass.AV: 1, LoanClass.LANGUAGE: 3}
