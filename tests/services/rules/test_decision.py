import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.decision import (
    UNFORESEEN,
    Allowed,
    Decision,
    Origin,
    Reason,
    Refused,
    decide,
    is_promised,
    refused_by_system,
)


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


def test_what_nobody_decided_isnt_refused() -> None:
    with pytest.raises(ValueError, match="refuses"):
        Refused((Reason.HOLD_WAITING,), origin=Origin.UNFORESEEN)


@pytest.mark.parametrize(
    ("decision", "promised"),
    [
        (Allowed(), True),
        (Allowed(origin=Origin.FORESEEN), True),
        (Allowed(origin=Origin.SYSTEM, code="ok"), True),
        (UNFORESEEN, False),
        (Refused((Reason.HOLD_WAITING,)), False),
        (refused_by_system("too_many"), False),
    ],
)
def test_an_act_is_promised_unless_it_is_only_tried(decision: Decision, promised: bool) -> None:
    assert is_promised(decision) is promised


@given(st.none() | st.text())
def test_what_the_system_says_is_kept_and_not_shown_in_a_log(code: str | None) -> None:
    decision = refused_by_system(code)
    assert (decision.reasons, decision.origin) == ((Reason.SYSTEM_REFUSES,), Origin.SYSTEM)
    assert decision.code == (code or None)
    assert repr(decision) == repr(refused_by_system("other"))


def test_a_decision_is_ours_unless_it_says_otherwise() -> None:
    assert {it.origin for it in (Allowed(), decide(set()), decide({Reason.BY_PHONE}))} == {Origin.OURS}


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
