"""Where 窓口取消 sends the item of a hold, and what stands against it."""

from dataclasses import replace
from typing import Any

import pytest

from services.acts import act_changes
from services.acts.item_handover import ItemRoute
from services.acts.plan import ActPlan
from services.contract.errors import RowChanged
from services.rules.circulation.freed_copy import NextInLine
from services.rules.decision import PageAndCounter, Reason
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers.snapshots import ALLOWED, refused
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
    ON_THE_WAY,
    OTHER_BRANCH,
    READY,
    SHELF,
    SHELF_UNTIL,
    STAFF_CANCEL_HOLD,
    WAITING,
)

MAIL, PHONE = ContactMethod.MAIL, ContactMethod.PHONE
NOWHERE = {"next_hold": None, "next_branch": None, "shelf_until": None, "next_contact": None}
TRAVELS = {"next_hold": 41, "next_branch": OTHER_BRANCH, "shelf_until": None, "next_contact": None}
STAYS = {"next_hold": 41, "next_branch": BRANCH, "shelf_until": SHELF_UNTIL, "next_contact": "phone"}

ON_ITS_WAY = STAFF_CANCEL_HOLD.asking(hold_id=ON_THE_WAY.id)


def ready(**changed: Any) -> Scene:
    """Cancel the ready hold, which differs."""
    return STAFF_CANCEL_HOLD.finding(holds=(WAITING, ON_THE_WAY, replace(READY, **changed)))


def for_next(scene: Scene, branch_id: int, contact: ContactMethod = PHONE) -> Scene:
    """Let somebody wait who wants the item at a branch."""
    return scene.reading(next_in_line=NextInLine(key=41, version=5, branch_id=branch_id, contact=contact))


def travels(item_id: int) -> act_changes.AssignItem:
    return act_changes.AssignItem(
        item_id=item_id,
        expected=41,
        version=5,
        status=HoldStatus.IN_TRANSIT,
        shelf_until=None,
        shelf_place=None,
    )


def stays(shelf_place: str | None = SHELF) -> act_changes.AssignItem:
    return act_changes.AssignItem(
        item_id=13,
        expected=41,
        version=5,
        status=HoldStatus.READY,
        shelf_until=SHELF_UNTIL,
        shelf_place=shelf_place,
    )


def cancelled(
    route: ItemRoute,
    details: dict[str, Any],
    *given: act_changes.AssignItem,
    hold: Any = READY,
    reason: str = "item_unavailable",
) -> ActPlan[Any]:
    gone = act_changes.MoveHoldToCancelled(hold_id=hold.id, version=hold.version, reason=reason)
    return ActPlan(
        changes=(gone, *given),
        result=route,
        subject="hold",
        subject_id=hold.id,
        details={"reason": reason, "item": hold.item_id, **details},
    )


@planned(
    {
        "back, as nobody waits": (
            STAFF_CANCEL_HOLD.reading(next_in_line=None),
            cancelled(ItemRoute(), NOWHERE),
        ),
        "to the next, on the shelf where it stands": (
            STAFF_CANCEL_HOLD,
            cancelled(ItemRoute(BRANCH, SHELF_UNTIL, PHONE), STAYS, stays()),
        ),
        "on a shelf without a name": (
            ready(shelf_place=None),
            cancelled(ItemRoute(BRANCH, SHELF_UNTIL, PHONE), STAYS, stays(None)),
        ),
        "to somebody who wants a mail": (
            for_next(STAFF_CANCEL_HOLD, BRANCH, MAIL),
            cancelled(ItemRoute(BRANCH, SHELF_UNTIL, MAIL), STAYS | {"next_contact": "mail"}, stays()),
        ),
        "to another branch, off its shelf": (
            for_next(STAFF_CANCEL_HOLD, OTHER_BRANCH),
            cancelled(ItemRoute(OTHER_BRANCH), TRAVELS, travels(13)),
        ),
        "on, as it was on its way": (
            ON_ITS_WAY,
            cancelled(ItemRoute(BRANCH), TRAVELS | {"next_branch": BRANCH}, travels(12), hold=ON_THE_WAY),
        ),
        "back from its way": (
            ON_ITS_WAY.reading(next_in_line=None),
            cancelled(ItemRoute(), NOWHERE, hold=ON_THE_WAY),
        ),
        "of a later version": (
            ready(version=4).asking(seen_version=4),
            cancelled(ItemRoute(BRANCH, SHELF_UNTIL, PHONE), STAYS, stays(), hold=replace(READY, version=4)),
        ),
        "for another reason": (
            STAFF_CANCEL_HOLD.asking(reason="by_staff").reading(next_in_line=None),
            cancelled(ItemRoute(), NOWHERE, reason="by_staff"),
        ),
        "nowhere, as it isn't known which it is": (
            ready(item_id=None),
            cancelled(ItemRoute(), NOWHERE, hold=replace(READY, item_id=None)),
        ),
        "from a place that no master has": (
            ready(branch_id=None),
            cancelled(ItemRoute(BRANCH), TRAVELS | {"next_branch": BRANCH}, travels(13)),
        ),
        "where the patron's page refuses": (
            ready(cancel=PageAndCounter(refused(Reason.NOT_WAITING), ALLOWED)).reading(next_in_line=None),
            cancelled(ItemRoute(), NOWHERE),
        ),
    }
)
def test_the_item_goes(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    STAFF_CANCEL_HOLD,
    Fault("gone", lambda it: it.finding(holds=(WAITING, ON_THE_WAY)), RowChanged()),
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault(
        "no such code", lambda it: it.asking(reason="nonsense"), refused_for(Reason.CANCEL_REASON_NOT_OFFERED)
    ),
)
def test_the_item_stays(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


@pytest.mark.parametrize("reason", ["by_patron", "reminded", ""])
def test_a_code_of_the_patron_or_of_another_kind_is_none_of_staff(reason: str) -> None:
    assert_refused(STAFF_CANCEL_HOLD.asking(reason=reason), refused_for(Reason.CANCEL_REASON_NOT_OFFERED))


def test_a_waiting_hold_leaves_nothing_behind() -> None:
    scene = STAFF_CANCEL_HOLD.asking(hold_id=WAITING.id)
    assert_refused(scene, refused_for(Reason.STILL_WAITING))
    assert_refused(
        scene.asking(reason="by_patron"),
        refused_for(Reason.STILL_WAITING, Reason.CANCEL_REASON_NOT_OFFERED),
    )


@pytest.mark.parametrize(
    ("details", "route"),
    [
        (NOWHERE, ItemRoute()),
        (TRAVELS, ItemRoute(OTHER_BRANCH)),
        (STAYS | {"shelf_until": SHELF_UNTIL.isoformat()}, ItemRoute(BRANCH, SHELF_UNTIL, PHONE)),
    ],
)
def test_the_record_says_where_the_item_went(details: dict[str, Any], route: ItemRoute) -> None:
    assert STAFF_CANCEL_HOLD.repeated(details) == route
