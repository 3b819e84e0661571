"""What 連絡を記録 plans, and what stands against it."""

from dataclasses import replace
from typing import Any

from services.acts import act_changes
from services.acts.plan import ActPlan
from services.contract.errors import RowChanged
from services.rules.decision import Reason
from services.rules.people.contacts import NextStep
from services.rules.vocabulary import Channel, ContactMeans, ContactResult, ContactStep
from tests.helpers.snapshots import days, refused
from tests.services.acts.plans.planning import (
    Fault,
    Scene,
    assert_planned,
    assert_refused,
    in_order,
    planned,
    refused_for,
)
from tests.services.acts.plans.scenes import BEFORE, READY, RECORD_CONTACT

ABOUT_A_HOLD = RECORD_CONTACT.asking(suspension_id=None, hold_id=READY.id)


def recorded(subject: str, row_id: int, after: NextStep | None, **said: Any) -> ActPlan[Any]:
    said = {"means": ContactMeans.PHONE, "result": ContactResult.NO_ANSWER, **said}
    kept = act_changes.InsertContactAttempt(
        about_suspension=row_id if subject == "suspension" else None,
        about_hold=row_id if subject == "hold" else None,
        channel=Channel.COUNTER,
        next_step=None if after is None else after.step,
        next_on=None if after is None else after.on,
        **said,
    )
    details = {
        "means": said["means"].value,
        "result": said["result"].value,
        "next_step": None if after is None else after.step.value,
        "next_on": None if after is None else after.on,
    }
    return ActPlan(changes=(kept,), result=None, subject=subject, subject_id=row_id, details=details)


CALL = NextStep(ContactStep.CALL, days(3))
TODAYS = NextStep(ContactStep.POSTCARD, days(0))
TOLD = {"means": ContactMeans.AT_COUNTER, "result": ContactResult.TOLD}


@planned(
    {
        "about a suspension": (RECORD_CONTACT, recorded("suspension", 1, CALL)),
        "about a hold": (ABOUT_A_HOLD, recorded("hold", 3, CALL)),
        "with a step for today": (RECORD_CONTACT.asking(after=TODAYS), recorded("suspension", 1, TODAYS)),
        "with nothing more to do": (
            RECORD_CONTACT.asking(**TOLD, after=None),
            recorded("suspension", 1, None, **TOLD),
        ),
    }
)
def test_an_attempt_is_recorded(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


def suspension(scene: Scene, **changed: Any) -> Scene:
    first, second = BEFORE.suspensions
    return scene.finding(suspensions=(replace(first, **changed), second))


def decided(scene: Scene, reason: Reason) -> Scene:
    known = BEFORE.suspensions[0].contacts
    assert known is not None
    return suspension(scene, contacts=replace(known, record=refused(reason)))


@in_order(
    RECORD_CONTACT,
    Fault("lifted", lambda it: it.finding(suspensions=()), RowChanged()),
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault("of ①④", lambda it: it.asking(suspension_id=2), refused_for(Reason.NOT_FOR_CONTACTS)),
    Fault("refused", lambda it: decided(it, Reason.NOT_OFFERED), refused_for(Reason.NOT_OFFERED)),
)
def test_an_attempt_is_not_recorded(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


@in_order(
    ABOUT_A_HOLD,
    Fault("collected", lambda it: it.finding(holds=()), RowChanged()),
    Fault("on its way", lambda it: it.asking(hold_id=2), refused_for(Reason.NOT_FOR_CONTACTS)),
    Fault(
        "of other means",
        lambda it: it.asking(result=ContactResult.CAME_BACK),
        refused_for(Reason.CODE_NOT_OFFERED),
    ),
)
def test_an_attempt_about_a_hold_is_not_recorded(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


@in_order(
    RECORD_CONTACT.asking(after=NextStep(ContactStep.CALL, days(-1))),
    Fault("the day is over", lambda it: it, refused_for(Reason.DAY_IS_OVER)),
)
def test_the_next_day_is_not_over(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


def test_no_row_named_is_no_row() -> None:
    assert_refused(RECORD_CONTACT.asking(suspension_id=None), RowChanged())
