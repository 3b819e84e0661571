"""What a renewal of a loan plans, and what stands against it."""

from typing import Any

from services.acts import act_changes
from services.acts.plan import ActPlan
from services.contract.errors import RowChanged
from services.rules.decision import Allowed, PageAndCounter, Reason
from tests.helpers.snapshots import both, days, loan, refused
from tests.services.acts.plans.planning import (
    Fault,
    Scene,
    assert_planned,
    assert_refused,
    in_order,
    planned,
    refused_for,
)
from tests.services.acts.plans.scenes import BEFORE, RENEW_LOAN

REFUSAL = refused(Reason.HOLD_WAITING, Reason.INTERLIBRARY)


def of_loan(**changed: Any) -> Scene:
    """Renew a loan that differs, beside the first one."""
    return RENEW_LOAN.finding(loans=(loan(1), loan(2, **({"due_on": days(9)} | changed))))


def renewed(item_checked: bool = False) -> ActPlan[Any]:
    return ActPlan(
        changes=(act_changes.SetLoanDueDate(loan_id=2, due_on=days(23)),),
        result=days(23),
        subject="loan",
        subject_id=2,
        details={"from": days(9), "to": days(23), "item_checked": item_checked},
    )


@planned(
    {
        "to the day of the row": (RENEW_LOAN, renewed()),
        "where the page would refuse": (
            of_loan(renewal=PageAndCounter(REFUSAL, Allowed(days(23)))),
            renewed(),
        ),
        "with the item in hand": (
            of_loan(renewal=both(Allowed(days(23), item_in_hand=True))).asking(item_checked=True),
            renewed(item_checked=True),
        ),
        "with an item in hand that isn't needed": (
            RENEW_LOAN.asking(item_checked=True),
            renewed(item_checked=True),
        ),
    }
)
def test_a_loan_is_renewed(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    RENEW_LOAN,
    Fault("gone", lambda it: it.finding(loans=BEFORE.loans[:1]), RowChanged()),
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault(
        "refused",
        lambda it: it.finding(
            loans=(loan(1), loan(2, renewal=PageAndCounter(Allowed(days(23)), REFUSAL))),
        ),
        refused_for(*REFUSAL.reasons),
    ),
    Fault(
        "item not shown",
        lambda it: it.finding(loans=(loan(1), loan(2, renewal=both(Allowed(days(23), item_in_hand=True))))),
        refused_for(Reason.ITEM_NOT_SHOWN),
    ),
)
def test_a_renewal_is_refused(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


def test_the_record_says_until_when() -> None:
    details = {"from": "2026-12-03", "to": "2026-12-17", "item_checked": False}
    assert RENEW_LOAN.repeated(details) == days(23)
