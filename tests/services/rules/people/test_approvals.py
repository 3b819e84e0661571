"""Which decisions a supervisor's approval changes, and for whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.decision import Allowed, Decision, Origin, Reason, Refused
from services.rules.people.approvals import once_approved
from services.rules.vocabulary import Channel, Role

ALLOWED = Allowed()
ROLE = Refused((Reason.ROLE_MAY_NOT,))
OVERDUE = Refused((Reason.ITEMS_STILL_OVERDUE,))
BOTH = Refused((Reason.ROLE_MAY_NOT, Reason.ITEMS_STILL_OVERDUE))
NOT_OFFERED = Refused((Reason.NOT_OFFERED,))


@pytest.mark.parametrize(
    ("decision", "after"),
    [
        (ALLOWED, ALLOWED),
        (ROLE, ALLOWED),
        (BOTH, OVERDUE),
        (OVERDUE, OVERDUE),
        (NOT_OFFERED, NOT_OFFERED),
        (Refused((Reason.ROLE_MAY_NOT, Reason.NOT_OFFERED)), NOT_OFFERED),
    ],
    ids=["allowed", "the role alone", "the role and facts", "facts", "not offered", "not offered either"],
)
def test_an_approval_takes_the_role_out_of_a_refusal(decision: Decision, after: Decision) -> None:
    assert once_approved(decision, Role.COUNTER, Channel.COUNTER) == after


@given(
    st.lists(st.sampled_from(Reason), min_size=1, unique=True).map(tuple),
    st.sampled_from([it for it in Origin if it is not Origin.UNFORESEEN]),
    st.none() | st.text(min_size=1),
)
def test_an_approval_leaves_whose_a_decision_is_and_what_the_system_says(
    reasons: tuple[Reason, ...], origin: Origin, code: str | None
) -> None:
    before = Refused(reasons, origin=origin, code=code)
    after = once_approved(before, Role.COUNTER, Channel.COUNTER)
    left = tuple(it for it in reasons if it is not Reason.ROLE_MAY_NOT)
    assert after == (Refused(left, origin=origin, code=code) if left else Allowed(origin=origin))


@pytest.mark.parametrize(
    ("role", "channel"),
    [
        (role, channel)
        for role in Role
        for channel in Channel
        if (role, channel) != (Role.COUNTER, Channel.COUNTER)
    ],
)
@pytest.mark.parametrize("decision", [ALLOWED, ROLE, BOTH, OVERDUE])
def test_it_changes_nothing_for_others_and_on_the_phone(
    decision: Decision, role: Role, channel: Channel
) -> None:
    assert once_approved(decision, role, channel) == decision
