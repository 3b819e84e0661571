import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.decision import Allowed, Reason, Refused, decide


@given(st.sets(st.sampled_from(Reason), min_size=1))
def test_all_reasons_are_told_in_their_order(reasons: set[Reason]) -> None:
    decision = decide(reasons, Allowed(item_in_hand=True))
    assert isinstance(decision, Refused)
    assert set(decision.reasons) == reasons
    places = [list(Reason).index(reason) for reason in decision.reasons]
    assert places == sorted(places)


def test_without_a_reason_the_act_is_allowed() -> None:
    assert decide(set()) == Allowed()
    assert decide(frozenset(), Allowed(item_in_hand=True)) == Allowed(item_in_hand=True)


def test_a_refusal_without_a_reason_cant_be_made() -> None:
    with pytest.raises(ValueError, match="reason"):
        Refused(())


def test_renewals_eleven_reasons_stand_in_the_order_of_domain_md() -> None:
    assert [reason.name for reason in Reason][:11] == [
        "SUSPENDED",
        "REGISTRATION_EXPIRED",
        "LONG_OVERDUE",
        "PAST_DUE",
        "ALREADY_RENEWED",
        "HOLD_WAITING",
        "LENT_TODAY",
        "INTERLIBRARY",
        "MOBILE_LIBRARY",
        "CLOSURE",
        "BY_PHONE",
    ]
