"""What to do next, for every reason."""

from services.rules.decision import Reason
from views.refusals import advice


def test_every_reason_has_advice_that_is_a_sentence() -> None:
    for reason in Reason:
        assert advice(reason).endswith("。")
