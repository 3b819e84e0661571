"""A supervisor signs one act at a clerk's desk; whatever the act, and whatever speaks against it."""

from dataclasses import replace

import pytest

from services.acts.cards import ReplaceCard
from services.acts.suspensions import Lift, Suspend
from services.contract.errors import (
    ActRefused,
    ApprovalsTooMany,
    ApproverUnfit,
    SignInFailed,
    SystemUnreachable,
)
from services.rules.decision import Reason
from services.rules.people.suspension import CheckItem
from services.rules.secret import Secret
from services.rules.vocabulary import SuspensionReason
from tests.helpers.snapshots import lift_facts, refused
from tests.viewmodels.approvals.asking_scene import OVERDUE, PASSWORD, ROLE, ROW, Scene, scene
from tests.viewmodels.registration.registration_fakes import NEW_CARD
from tests.viewmodels.suspensions.suspension_fakes import OVERRIDING
from viewmodels.approvals.form import ApprovalStage
from viewmodels.core.notes import Done, Result
from viewmodels.sign_in.sign_in import Missing
from viewmodels.suspensions.suspensions import LiftChoice, SuspensionChoice

__all__ = ["scene"]


async def test_a_supervisor_signs_one_act_at_the_desk(scene: Scene) -> None:
    form = await scene.lift()
    assert (form.verb, form.stage.value, form.signs_here) == ("suspension.lift", ApprovalStage.OPEN, True)
    await scene.sign()
    await scene.acting.settled()
    (order,) = scene.acts.sent
    assert isinstance(order, Lift)
    assert (order.approved, order.suspension_id, order.act_id) == (True, 5, scene.approvals.asked[0].act_id)
    assert scene.told == Result(Done.SUSPENSION_LIFTED, about=OVERDUE)
    assert scene.model.form.value is None
    assert scene.approvals.withdrawn == []


async def test_suspending_and_a_new_card_are_asked_for_alike(scene: Scene) -> None:
    scene.acts.after = scene.patron()
    scene.clerk.stopping = SuspensionChoice(SuspensionReason.ADDRESS_CHANGE, None)
    scene.suspensions.suspend.start()
    await scene.question()
    await scene.sign()
    await scene.acting.settled()
    scene.cards.open_replacement()
    replacing = scene.cards.open_form.value
    assert replacing is not None
    scene.desk.scanned(NEW_CARD)
    scene.cards.register.start(damaged=False)
    await scene.question()
    await scene.sign()
    await scene.acting.settled()
    assert [type(order).__name__ for order in scene.done] == [Suspend.__name__, ReplaceCard.__name__]
    assert scene.cards.open_form.value is None
    assert scene.told is Done.CARD_REPLACED


async def test_a_replacement_that_nobody_approved_stays_open(scene: Scene) -> None:
    scene.cards.open_replacement()
    scene.desk.scanned(NEW_CARD)
    scene.cards.register.start(damaged=False)
    (await scene.question()).leave()
    await scene.acting.settled()
    replacing = scene.cards.open_form.value
    assert replacing is not None
    assert (replacing.number.value, replacing.wanted, scene.acts.sent) == (NEW_CARD, True, [])


async def test_a_lift_against_the_facts_needs_both(scene: Scene) -> None:
    facts = lift_facts(OVERDUE, overdue_items=1)
    row = replace(ROW, facts=facts, lift=refused(Reason.ROLE_MAY_NOT, Reason.ITEMS_STILL_OVERDUE))
    scene.masters = OVERRIDING
    scene.clerk.lifting = LiftChoice(frozenset({CheckItem.RETURNS_SEEN}), "compensated")
    scene.suspensions.lift.start(row)
    await scene.question()
    (asked,) = scene.clerk.asked
    assert asked.against == (Reason.ITEMS_STILL_OVERDUE,)
    await scene.sign()
    await scene.acting.settled()
    (order,) = scene.done
    assert isinstance(order, Lift)
    assert order.override == "compensated"


async def test_what_speaks_against_it_besides_is_told_before_any_question(scene: Scene) -> None:
    row = replace(ROW, lift=refused(Reason.ROLE_MAY_NOT, Reason.NOT_OFFERED))
    scene.suspensions.lift.start(row)
    await scene.suspensions.lift.settled()
    assert isinstance(scene.told, ActRefused)
    assert scene.told.refusal.reasons == (Reason.NOT_OFFERED,)
    assert scene.clerk.asked == []


async def test_on_the_phone_nothing_is_asked_for(scene: Scene) -> None:
    scene.desk.switch_channel.start()
    await scene.desk.switch_channel.settled()
    assert scene.model.once_approved(ROLE) == ROLE


@pytest.mark.parametrize(
    "error", [SignInFailed(3), ApproverUnfit(own=False), ApprovalsTooMany(3), SystemUnreachable()]
)
async def test_a_try_that_came_to_nothing_is_told_and_the_password_goes(
    scene: Scene, error: Exception
) -> None:
    form = await scene.lift()
    wanted: list[None] = []
    form.password_wanted.subscribe(wanted.append)
    scene.approvers.failures = [error]
    await scene.sign()
    assert form.trouble.value is error
    assert wanted == [None]
    assert scene.acts.sent == []
    await scene.sign()
    await scene.acting.settled()
    assert len(scene.done) == 1


async def test_the_clerks_own_id_and_empty_fields_are_told_without_a_try(scene: Scene) -> None:
    form = await scene.lift()
    told: list[object] = []
    form.trouble.subscribe(told.append)
    await scene.sign("", PASSWORD)
    await scene.sign("okada", Secret(""))
    await scene.sign(" ｓ1")
    own = form.trouble.value
    assert isinstance(own, ApproverUnfit)
    assert own.own
    assert told == [None, Missing.STAFF_ID, None, Missing.PASSWORD, None, own]
    assert scene.approvers.tried == []
