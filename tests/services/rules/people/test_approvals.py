"""Which decisions a supervisor's approval changes, and for whom."""

import pytest

from services.rules.decision import Allowed, Decision, Reason, Refused
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
