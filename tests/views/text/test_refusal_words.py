"""What to do next, for every reason."""

from services.rules.decision import Reason
from views.text.refusal_words import advice


def test_every_reason_has_advice_that_is_a_sentence() -> None:
    for reason in Reason:
        assert advice(reason).endswith("。")


def test_no_advice_names_a_value_that_a_library_sets() -> None:
    told = "".join(advice(reason) for reason in Reason)
    assert not any(character.isdigit() for character in told)
    assert not any(word in told for word in ("明日", "翌日", "週間"))
