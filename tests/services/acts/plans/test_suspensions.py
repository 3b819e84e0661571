"""What 貸出禁止 and 解除 plan, and what stands against each."""

from dataclasses import replace
from typing import Any

import pytest

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.acts.plan import ActPlan
from services.contract.errors import DoneAlready, RowChanged
from services.rules.decision import Reason
from services.rules.people.suspension import CHECKLISTS, CheckItem
from services.rules.vocabulary import CardStatus, Channel, Role, SuspensionReason
from tests.helpers.snapshots import lift_facts, loan, restriction, suspended
from tests.services.acts.plans.planning import (
    Fault,
    Scene,
    assert_planned,
    assert_refused,
    in_order,
    planned,
    refused_for,
)
from tests.services.acts.plans.scenes import BEFORE, LIFT, SUSPEND

LOST, UNREACHABLE, OVERDUE, ADDRESS, CONTACT = SuspensionReason
FOR_OVERDUE = SUSPEND.asking(reason=OVERDUE)


def stopped(reason: SuspensionReason = CONTACT, note: str | None = None) -> ActPlan[Any]:
    return ActPlan(
        changes=(act_changes.InsertSuspension(reason=reason, note=note, with_consent=False),),
        result=None,
        subject="suspension",
        details={"reason": reason.value, "note": note},
    )


@planned(
    {
        "beside others": (SUSPEND, stopped()),
        "with a note": (SUSPEND.asking(note="reminded"), stopped(note="reminded")),
        "for a reason that was lifted": (
            SUSPEND.asking(reason=UNREACHABLE).finding(suspensions=()),
            stopped(UNREACHABLE),
        ),
        "for ③, as something is overdue": (
            FOR_OVERDUE.finding(loans=(loan(1), loan(2, overdue_days=1))),
            stopped(OVERDUE),
        ),
        "for ③, although nothing is": (
            FOR_OVERDUE.asking(although_nothing_overdue=True),
            stopped(OVERDUE),
        ),
    }
)
def test_borrowing_is_stopped(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    SUSPEND,
    Fault("no supervisor", lambda it: it.asked_by(Role.COUNTER), refused_for(Reason.ROLE_MAY_NOT)),
    Fault("nothing overdue", lambda it: it.asking(reason=OVERDUE), refused_for(Reason.NOTHING_OVERDUE)),
    Fault("no such note", lambda it: it.asking(note="compensated"), refused_for(Reason.CODE_NOT_OFFERED)),
)
def test_borrowing_is_not_stopped(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


@pytest.mark.parametrize(
    ("scene", "reasons"),
    [
        (SUSPEND.asked_by(Role.SUPERVISOR, Channel.PHONE), {Reason.NEEDS_VISIT}),
        (SUSPEND.asking(reason=ADDRESS), {Reason.ALREADY_IN_FORCE}),
        (SUSPEND.asking(reason=LOST), {Reason.NO_CONSENT}),
        (SUSPEND.asking(reason=ADDRESS).asked_by(Role.PHONE), {Reason.ROLE_MAY_NOT, Reason.ALREADY_IN_FORCE}),
    ],
)
def test_a_suspension_that_the_rule_refuses(scene: Scene, reasons: set[Reason]) -> None:
    assert_refused(scene, refused_for(*(reason for reason in Reason if reason in reasons)))


# 解除


def of(reason: SuspensionReason, scene: Scene = LIFT, **facts: Any) -> Scene:
    """Lift a suspension for a reason, everything ticked off."""
    row = suspended(reason, 1, facts=lift_facts(reason, **facts))
    others = [each for each in BEFORE.suspensions[1:] if each.reason is not reason]
    return scene.finding(suspensions=(row, *others)).asking(checked=frozenset(CHECKLISTS[reason]))


def overriding(scene: Scene) -> Scene:
    """Lift although the facts speak against it, where the library allows that."""
    return scene.asking(override="compensated").in_library(lifting_against_facts_with_override=True)


def lifted(reason: SuspensionReason, *found: ActChange, override: str | None = None) -> ActPlan[Any]:
    return ActPlan(
        changes=(act_changes.SetSuspensionLifted(suspension_id=1, override=override), *found),
        result=None,
        subject="suspension",
        subject_id=1,
        details={"reason": reason.value, "override": override},
    )


CARD_THERE = of(LOST, card_replaced=False).finding_patron(card_status=CardStatus.LOST)


@planned(
    {
        "②": (LIFT, lifted(UNREACHABLE)),
        "③": (of(OVERDUE), lifted(OVERDUE)),
        "④": (of(ADDRESS), lifted(ADDRESS)),
        "⑤": (of(CONTACT), lifted(CONTACT)),
        "①, the card replaced": (of(LOST), lifted(LOST)),
        "①, the card there again": (
            overriding(CARD_THERE),
            lifted(LOST, act_changes.SetCardActive(), override="compensated"),
        ),
        "② of a patron whose card is lost": (
            LIFT.finding_patron(card_status=CardStatus.LOST),
            lifted(UNREACHABLE),
        ),
        "③ against the facts": (
            overriding(of(OVERDUE, overdue_items=1)),
            lifted(OVERDUE, override="compensated"),
        ),
        "③ with an override that isn't needed": (overriding(of(OVERDUE)), lifted(OVERDUE)),
        "of a later version": (
            LIFT.finding(suspensions=(replace(BEFORE.suspensions[0], version=4),)).asking(seen_version=4),
            lifted(UNREACHABLE),
        ),
        "with more ticked off": (LIFT.asking(checked=frozenset(CheckItem)), lifted(UNREACHABLE)),
    }
)
def test_a_suspension_is_lifted(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


def test_a_restriction_that_is_not_one_of_the_guides_is_not_lifted() -> None:
    row = restriction(BEFORE.suspensions[0].id, version=BEFORE.suspensions[0].version)
    assert_refused(LIFT.finding(suspensions=(row,)), refused_for(Reason.NOT_OFFERED))


@in_order(
    LIFT,
    Fault(
        "lifted",
        lambda it: it.finding(past_suspensions=(replace(BEFORE.past_suspensions[0], id=1),)),
        DoneAlready(),
    ),
    Fault("gone", lambda it: it.finding(suspensions=BEFORE.suspensions[1:]), RowChanged()),
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault("no such code", lambda it: it.asking(override="reminded"), refused_for(Reason.CODE_NOT_OFFERED)),
    Fault("not ticked off", lambda it: it.asking(checked=frozenset()), refused_for(Reason.CHECKLIST_OPEN)),
)
def test_a_suspension_stays(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


@pytest.mark.parametrize(
    ("scene", "reasons"),
    [
        (of(UNREACHABLE, role=Role.COUNTER), {Reason.ROLE_MAY_NOT}),
        (of(UNREACHABLE, channel=Channel.PHONE), {Reason.NEEDS_VISIT}),
        (of(UNREACHABLE, in_force=False), {Reason.NOT_IN_FORCE}),
        (CARD_THERE, {Reason.CARD_NOT_REPLACED}),
        (of(OVERDUE, overdue_items=1), {Reason.ITEMS_STILL_OVERDUE}),
        (of(OVERDUE, overdue_items=1).asking(override="compensated"), {Reason.ITEMS_STILL_OVERDUE}),
        (of(ADDRESS, address_changed_on=None), {Reason.ADDRESS_NOT_CHANGED}),
        (
            overriding(of(OVERDUE, overdue_items=1)).asking(checked=frozenset()),
            {Reason.CHECKLIST_OPEN},
        ),
        (
            of(OVERDUE, overdue_items=1, role=Role.PHONE).asking(checked=frozenset()),
            {Reason.ROLE_MAY_NOT, Reason.ITEMS_STILL_OVERDUE, Reason.CHECKLIST_OPEN},
        ),
    ],
)
def test_a_lifting_that_the_rule_refuses(scene: Scene, reasons: set[Reason]) -> None:
    assert_refused(scene, refused_for(*(reason for reason in Reason if reason in reasons)))
