"""What acts on rows of 予約取消一覧 plan, and what stands against each."""

from typing import Any

import pytest

from services.acts import act_changes
from services.acts.plan import ActPlan
from services.contract.errors import RowChanged
from services.rules.circulation.restoring import Comeback, WaitsBecause
from services.rules.decision import Reason
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers.snapshots import ALLOWED, cancelled_hold, days, refused
from tests.services.acts.plans.planning import (
    Fault,
    Scene,
    assert_planned,
    assert_refused,
    in_order,
    planned,
    refused_for,
)
from tests.services.acts.plans.scenes import ACKNOWLEDGE, BEFORE, UNDO_CANCEL

MAIL, NONE, PHONE = ContactMethod.MAIL, ContactMethod.NONE, ContactMethod.PHONE
READY, WAITING = HoldStatus.READY, HoldStatus.WAITING
REFUSAL = refused(Reason.HELD_AGAIN, Reason.COPY_GONE)


def undone(scene: Scene = UNDO_CANCEL, **changed: Any) -> Scene:
    """Take a row that differs back, beside the first one."""
    return scene.finding(
        cancelled_holds=(cancelled_hold(1), cancelled_hold(2, **({"undo": ALLOWED} | changed)))
    )


def back(status: HoldStatus = WAITING, contact: ContactMethod = MAIL) -> ActPlan[Any]:
    return ActPlan(
        changes=(act_changes.MoveHoldBack(cancellation_id=2, contact=contact, ready=status is READY),),
        result=status,
        subject="hold_cancellation",
        subject_id=2,
        details={"contact": contact.value, "status": status.value},
    )


@planned(
    {
        "to wait": (UNDO_CANCEL, back()),
        "to the shelf": (
            undone(comes_back=Comeback(READY, days(5))).asking(comes_back=READY),
            back(READY),
        ),
        "to wait, though its copy was on the way": (
            undone(comes_back=Comeback(because=WaitsBecause.IN_TRANSIT)),
            back(),
        ),
        "without メール, as the address is gone": (
            UNDO_CANCEL.finding_patron(email=None),
            back(contact=NONE),
        ),
        "with 電話, which needs no address": (
            undone(contact=PHONE).finding_patron(email=None),
            back(contact=PHONE),
        ),
        "with 不要": (undone(contact=NONE), back(contact=NONE)),
    }
)
def test_a_hold_comes_back(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    UNDO_CANCEL,
    Fault("gone", lambda it: it.finding(cancelled_holds=BEFORE.cancelled_holds[:1]), RowChanged()),
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault("refused", lambda it: undone(it, undo=REFUSAL), refused_for(*REFUSAL.reasons)),
    Fault("told to be ready", lambda it: it.asking(comes_back=READY), RowChanged()),
)
def test_a_hold_stays_cancelled(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


def test_a_hold_that_was_told_to_wait_does_not_come_back_to_the_shelf() -> None:
    assert_refused(undone(comes_back=Comeback(READY, days(5))), RowChanged())


@pytest.mark.parametrize(
    ("details", "status"),
    [
        ({"contact": "mail", "status": "ready"}, READY),
        ({"contact": "mail", "status": "waiting"}, WAITING),
        ({"contact": "mail"}, WAITING),
    ],
)
def test_the_record_says_what_came_back(details: dict[str, Any], status: HoldStatus) -> None:
    assert UNDO_CANCEL.repeated(details) is status


# 確認済


def forgotten(row_id: int) -> ActPlan[Any]:
    return ActPlan(
        changes=(act_changes.DeleteCancellation(cancellation_id=row_id),),
        result=None,
        subject="hold_cancellation",
        subject_id=row_id,
        details={"cancelled_on": days(-2)},
    )


@planned(
    {
        "one that can't come back": (ACKNOWLEDGE, forgotten(1)),
        "one that could": (ACKNOWLEDGE.asking(cancellation_id=2), forgotten(2)),
    }
)
def test_a_row_is_deleted(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    ACKNOWLEDGE,
    Fault("gone", lambda it: it.finding(cancelled_holds=BEFORE.cancelled_holds[1:]), RowChanged()),
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault(
        "refused",
        lambda it: it.finding(cancelled_holds=(cancelled_hold(1, acknowledge=REFUSAL),)),
        refused_for(*REFUSAL.reasons),
    ),
)
def test_a_row_is_not_deleted(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)
