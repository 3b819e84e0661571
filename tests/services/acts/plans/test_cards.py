"""What a card reported lost and a replacement plan, and what stands against each."""

from dataclasses import replace
from typing import Any

import pytest

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.acts.cards import LossReported
from services.acts.plan import ActPlan, NewCard
from services.contract.errors import CardFault, CardInUse, CardNumberMalformed, CardRetired, RowChanged
from services.rules.decision import Reason
from services.rules.people.suspension import CHECKLISTS, CheckItem
from services.rules.vocabulary import CardStatus, SuspensionReason
from tests.helpers.snapshots import password, suspended
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
    CARD_ID,
    NEW_CARD_ID,
    NEW_CARD_NUMBER,
    REPLACE_CARD,
    REPORT_LOST,
)

LOSES = act_changes.SetCardLost(card_id=CARD_ID)
SUSPENDS = act_changes.InsertSuspension(reason=SuspensionReason.CARD_LOST, note=None, with_consent=True)
DISABLES = act_changes.SetPasswordDisabled()
IN_FORCE = {"suspensions": (suspended(SuspensionReason.CARD_LOST, 5),)}
DISABLING = REPORT_LOST.asking(disable_password=True)


def lost(scene: Scene) -> Scene:
    """Let the card be reported lost already, and reason ① be in force."""
    return scene.finding_patron(card_status=CardStatus.LOST).finding(**IN_FORCE)


def reported(*done: ActChange) -> ActPlan[Any]:
    disabled = DISABLES in done
    return ActPlan(
        changes=done,
        result=LossReported(disabled),
        subject="card",
        subject_id=CARD_ID,
        details={"suspended": SUSPENDS in done, "password_disabled": disabled},
    )


@planned(
    {
        "and lending stops": (REPORT_LOST, reported(LOSES, SUSPENDS)),
        "while ① is in force": (REPORT_LOST.finding(**IN_FORCE), reported(LOSES)),
        "that was found again": (
            REPORT_LOST.finding_patron(card_status=CardStatus.LOST),
            reported(LOSES, SUSPENDS),
        ),
        "and the password": (DISABLING, reported(LOSES, SUSPENDS, DISABLES)),
        "and the password, while ① is in force": (DISABLING.finding(**IN_FORCE), reported(LOSES, DISABLES)),
        "of a patron without a password": (DISABLING.finding(password=None), reported(LOSES, SUSPENDS)),
        "whose password is switched off": (
            DISABLING.finding(password=password(disabled=True)),
            reported(LOSES, SUSPENDS),
        ),
    }
)
def test_a_card_is_lost(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    REPORT_LOST,
    Fault("another card", lambda it: it.finding(card_number="123456780"), RowChanged()),
    Fault("no consent", lambda it: it.asking(consent=False), refused_for(Reason.NO_CONSENT)),
)
def test_a_loss_is_not_taken(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


@pytest.mark.parametrize(
    ("scene", "reasons"),
    [
        (REPORT_LOST.asking(by_patron=False), {Reason.NOT_BY_PATRON}),
        (lost(REPORT_LOST), {Reason.ALREADY_IN_FORCE}),
        (
            lost(REPORT_LOST).asking(by_patron=False, consent=False),
            {Reason.ALREADY_IN_FORCE, Reason.NO_CONSENT, Reason.NOT_BY_PATRON},
        ),
    ],
)
def test_a_loss_that_the_rule_refuses(scene: Scene, reasons: set[Reason]) -> None:
    assert_refused(scene, refused_for(*(reason for reason in Reason if reason in reasons)))


@pytest.mark.parametrize("disabled", [True, False])
def test_the_record_says_whether_the_password_was_disabled(*, disabled: bool) -> None:
    details = {"suspended": True, "password_disabled": disabled}
    assert REPORT_LOST.repeated(details) == LossReported(disabled)


# 代替カード


def replaced(reason: str) -> ActPlan[Any]:
    return ActPlan(
        changes=(
            act_changes.InsertReplacementCard(card_id=CARD_ID, new_id=NEW_CARD_ID, number=NEW_CARD_NUMBER),
        ),
        result=None,
        subject="card",
        subject_id=CARD_ID,
        details={"new_card": NEW_CARD_ID, "reason": reason},
    )


def in_use(scene: Scene) -> Scene:
    """Let the old card be neither lost nor damaged."""
    return scene.finding_patron(card_status=CardStatus.ACTIVE)


@planned(
    {
        "as it is lost": (REPLACE_CARD, replaced("lost")),
        "as it is damaged": (in_use(REPLACE_CARD).asking(damaged=True), replaced("damaged")),
        "as it is lost, and damaged": (REPLACE_CARD.asking(damaged=True), replaced("lost")),
    }
)
def test_a_card_is_replaced(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


ALL_TICKED = frozenset(CHECKLISTS[SuspensionReason.CARD_LOST])
WITH_LOSS = REPLACE_CARD.finding(suspensions=(suspended(SuspensionReason.CARD_LOST, 7),))


def with_loss_lifted() -> ActPlan[Any]:
    plan = replaced("lost")
    lifted = act_changes.SetSuspensionLifted(suspension_id=7, override=None)
    return replace(plan, changes=(*plan.changes, lifted), details={**plan.details, "lifted": 7})


@planned(
    {
        "with ① ticked off": (WITH_LOSS.asking(checked=ALL_TICKED), with_loss_lifted()),
        "with ①, that nobody ticked off": (WITH_LOSS, replaced("lost")),
    }
)
def test_the_loss_is_lifted_with_the_card_that_replaces_it(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


def test_a_loss_that_is_lifted_already_is_told() -> None:
    assert_refused(REPLACE_CARD.asking(checked=ALL_TICKED), RowChanged())


def test_the_loss_isnt_lifted_with_half_a_checklist() -> None:
    half = frozenset({CheckItem.IDENTITY_CHECKED})
    assert_refused(WITH_LOSS.asking(checked=half), refused_for(Reason.CHECKLIST_OPEN))


def taken_by(status: CardStatus) -> NewCard:
    return NewCard(key=NEW_CARD_ID, taken_by=status)


@in_order(
    REPLACE_CARD,
    Fault(
        "no digits",
        lambda it: it.asking(new_number="90000000X"),
        CardNumberMalformed(CardFault.CHARACTER, 8, "X"),
    ),
    Fault(
        "other digits",
        lambda it: it.asking(new_number="9000-00001"),
        ValueError("a request's card number is cleaned"),
    ),
    Fault("another card", lambda it: it.asking(card_number="123456780"), RowChanged()),
    Fault("not lost", in_use, refused_for(Reason.CARD_NOT_LOST)),
    Fault("retired", lambda it: it.reading(new_card=taken_by(CardStatus.RETIRED)), CardRetired("900000001")),
    Fault("in use", lambda it: it.reading(new_card=taken_by(CardStatus.ACTIVE)), CardInUse("900000001")),
    Fault("lost", lambda it: it.reading(new_card=taken_by(CardStatus.LOST)), CardInUse("900000001")),
)
def test_a_card_is_not_replaced(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)
