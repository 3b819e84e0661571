"""What acts on holds of 予約一覧 plan, and what stands against each."""

from dataclasses import replace
from typing import Any

import pytest

from services.acts import act_changes
from services.acts.plan import ActPlan
from services.contract.errors import HoldMoved, RowChanged
from services.rules.decision import PageAndCounter, Reason
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers.snapshots import ALLOWED, days, refused
from tests.services.acts.plans.planning import (
    Fault,
    Scene,
    assert_planned,
    assert_refused,
    in_order,
    planned,
    refused_for,
)
from tests.services.acts.plans.scenes import (
    BRANCH,
    CANCEL_HOLD,
    CHANGE_HOLD,
    EXTEND_SHELF,
    GONE_STOP,
    MOBILE,
    ON_THE_WAY,
    OTHER_BRANCH,
    READY,
    STOP,
    WAITING,
)

MAIL, NONE, PHONE = ContactMethod.MAIL, ContactMethod.NONE, ContactMethod.PHONE
REFUSAL = refused(Reason.NOT_WAITING)


def waiting(scene: Scene = CHANGE_HOLD, **changed: Any) -> Scene:
    """Act on the waiting hold, which differs."""
    return scene.finding(holds=(replace(WAITING, **changed), ON_THE_WAY, READY))


def ready(scene: Scene, **changed: Any) -> Scene:
    """Act on the ready hold, which differs."""
    return scene.finding(holds=(WAITING, ON_THE_WAY, replace(READY, **changed)))


def on_ready(**wanted: Any) -> Scene:
    """Change the ready hold."""
    same = {"contact": MAIL, "branch_id": BRANCH, "stop_id": None}
    return CHANGE_HOLD.asking(**({"hold_id": READY.id} | same | wanted))


def on_mobile(stop_id: int | None) -> Scene:
    """Change the waiting hold to the mobile library."""
    return CHANGE_HOLD.asking(contact=NONE, branch_id=MOBILE, stop_id=stop_id)


def moved(
    *wanted: Any, hold_id: int = WAITING.id, version: int = 1, before: Any = (MAIL, BRANCH, None)
) -> ActPlan[Any]:
    """The plan of a change, from and to contact, branch and stop."""
    contact, branch_id, stop_id = wanted
    contact_before, branch_before, stop_before = before
    changed = act_changes.SetHoldHandover(
        hold_id=hold_id, version=version, contact=contact, branch_id=branch_id, stop_id=stop_id
    )
    return ActPlan(
        changes=(changed,),
        result=None,
        subject="hold",
        subject_id=hold_id,
        details={
            "contact": contact and contact.value,
            "branch": branch_id,
            "stop": stop_id,
            "contact_before": contact_before and contact_before.value,
            "branch_before": branch_before,
            "stop_before": stop_before,
        },
    )


def moved_on(scene: Scene) -> Scene:
    return waiting(scene, status=HoldStatus.IN_TRANSIT, version=3)


def gone(scene: Scene) -> Scene:
    return scene.finding(holds=(ON_THE_WAY, READY))


def cancelled(version: int = 1) -> ActPlan[Any]:
    return ActPlan(
        changes=(act_changes.MoveHoldToCancelled(hold_id=WAITING.id, version=version, reason="by_staff"),),
        result=None,
        subject="hold",
        subject_id=WAITING.id,
        details={"reason": "by_staff"},
    )


def extended(details: dict[str, Any], version: int = 1) -> ActPlan[Any]:
    return ActPlan(
        changes=(act_changes.SetShelfUntil(hold_id=READY.id, version=version, shelf_until=days(14)),),
        result=days(14),
        subject="hold",
        subject_id=READY.id,
        details=details,
    )


# 予約変更

NOWHERE: dict[str, Any] = {"contact": NONE, "branch_id": None, "stop_id": None}
UNKNOWN_STOP: dict[str, Any] = {"contact": NONE, "branch_id": 77, "stop_id": 78}
AT_GONE_STOP: dict[str, Any] = {"contact": NONE, "branch_id": MOBILE, "stop_id": GONE_STOP}


@planned(
    {
        "contact and branch": (CHANGE_HOLD, moved(PHONE, OTHER_BRANCH, None)),
        "of a later version": (
            waiting(version=4).asking(seen_version=4),
            moved(PHONE, OTHER_BRANCH, None, version=4),
        ),
        "to a stop": (on_mobile(STOP), moved(NONE, MOBILE, STOP)),
        "from a stop": (
            waiting(contact=PHONE, branch_id=MOBILE, stop_id=STOP),
            moved(PHONE, OTHER_BRANCH, None, before=(PHONE, MOBILE, STOP)),
        ),
        "at a stop of before, which it keeps": (
            waiting(**AT_GONE_STOP).asking(**AT_GONE_STOP | {"contact": MAIL}),
            moved(MAIL, MOBILE, GONE_STOP, before=(NONE, MOBILE, GONE_STOP)),
        ),
        "電話 that it had, where the library offers it no more": (
            waiting(contact=PHONE).in_library(staff_may_set_phone_contact=False),
            moved(PHONE, OTHER_BRANCH, None, before=(PHONE, BRANCH, None)),
        ),
        "the contact of a ready one": (
            on_ready(contact=PHONE),
            moved(PHONE, BRANCH, None, hold_id=READY.id),
        ),
        "without an address, but メール isn't wanted": (
            CHANGE_HOLD.finding_patron(email=None),
            moved(PHONE, OTHER_BRANCH, None),
        ),
        "its contact, at a place that no master has": (
            waiting(**NOWHERE).asking(**NOWHERE | {"contact": PHONE}),
            moved(PHONE, None, None, before=(NONE, None, None)),
        ),
        "its contact, at a stop that no master has": (
            waiting(**UNKNOWN_STOP).asking(**UNKNOWN_STOP | {"contact": PHONE}),
            moved(PHONE, 77, 78, before=(NONE, 77, 78)),
        ),
        "its place, with a contact that isn't known": (
            waiting(contact=None).asking(contact=None),
            moved(None, OTHER_BRANCH, None, before=(None, BRANCH, None)),
        ),
    }
)
def test_a_hold_is_changed(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    CHANGE_HOLD,
    Fault("moved on", moved_on, HoldMoved(HoldStatus.IN_TRANSIT)),
    Fault("gone", gone, RowChanged()),
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault(
        "refused",
        lambda it: it.asking(contact=MAIL).finding_patron(email=None),
        refused_for(Reason.NO_MAIL_ADDRESS),
    ),
)
def test_a_change_is_refused(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


@pytest.mark.parametrize(
    ("scene", "reasons"),
    [
        (on_mobile(None), {Reason.STOP_NEEDED}),
        (on_mobile(999), {Reason.STOP_NEEDED}),
        (on_mobile(GONE_STOP), {Reason.STOP_NEEDED}),
        (CHANGE_HOLD.asking(stop_id=STOP), {Reason.STOP_ONLY_FOR_MOBILE}),
        (CHANGE_HOLD.asking(stop_id=999), {Reason.STOP_ONLY_FOR_MOBILE}),
        (CHANGE_HOLD.in_library(staff_may_set_phone_contact=False), {Reason.CONTACT_NOT_OFFERED}),
        (on_ready(branch_id=OTHER_BRANCH), {Reason.NOT_WAITING}),
        (
            CHANGE_HOLD.asking(contact=MAIL, stop_id=STOP).finding_patron(email=None),
            {Reason.NO_MAIL_ADDRESS, Reason.STOP_ONLY_FOR_MOBILE},
        ),
    ],
)
def test_a_change_that_the_rule_refuses(scene: Scene, reasons: set[Reason]) -> None:
    assert_refused(scene, refused_for(*(reason for reason in Reason if reason in reasons)))


# 予約解除


@planned(
    {
        "a waiting one": (CANCEL_HOLD, cancelled()),
        "of a later version": (
            waiting(CANCEL_HOLD, version=4).asking(seen_version=4),
            cancelled(version=4),
        ),
        "where the counter would refuse": (
            waiting(CANCEL_HOLD, cancel=PageAndCounter(ALLOWED, REFUSAL)),
            cancelled(),
        ),
    }
)
def test_a_hold_is_cancelled(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    CANCEL_HOLD,
    Fault("moved on", moved_on, HoldMoved(HoldStatus.IN_TRANSIT)),
    Fault("gone", gone, RowChanged()),
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault(
        "refused",
        lambda it: waiting(it, cancel=PageAndCounter(REFUSAL, ALLOWED)),
        refused_for(*REFUSAL.reasons),
    ),
)
def test_a_cancelling_is_refused(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


# 取置延長


@planned(
    {
        "to the day of the row": (EXTEND_SHELF, extended({"from": days(7), "to": days(14)})),
        "of a later version": (
            ready(EXTEND_SHELF, version=4).asking(seen_version=4),
            extended({"from": days(7), "to": days(14)}, version=4),
        ),
        "without a day before": (ready(EXTEND_SHELF, shelf_until=None), extended({"to": days(14)})),
    }
)
def test_the_shelf_time_is_extended(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    EXTEND_SHELF,
    Fault("gone", lambda it: it.finding(holds=(WAITING, ON_THE_WAY)), RowChanged()),
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault(
        "refused",
        lambda it: ready(it, extend=refused(Reason.SHELF_ALREADY_EXTENDED, Reason.SHELF_TIME_OVER)),
        refused_for(Reason.SHELF_ALREADY_EXTENDED, Reason.SHELF_TIME_OVER),
    ),
)
def test_an_extension_is_refused(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


def test_the_record_of_an_extension_says_until_when() -> None:
    assert EXTEND_SHELF.repeated({"to": "2026-12-08"}) == days(14)
