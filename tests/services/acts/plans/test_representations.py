"""What acts ask, decide on and change shows ids, codes, places and card numbers, and no other text."""

from dataclasses import fields
from typing import get_args

from services.acts.act_changes import ActChange
from services.acts.plan import ActContext, ActPlan, ExtraFacts, NewCard, PasswordTry, Prepared, Recorded
from services.acts.register import REGISTER
from tests.helpers.representations import texts_shown

CODES_AND_PLACES = {
    "AssignItem.shelf_place",
    "InsertSuspension.note",
    "Lift.override",
    "MoveHoldToCancelled.reason",
    "SetSuspensionLifted.override",
    "StaffCancelHold.reason",
    "Suspend.note",
}
CARDS = {
    "InsertReplacementCard.number",
    "ReplaceCard.card_number",
    "ReplaceCard.new_number",
    "ReportLost.card_number",
}
RECORD = {"ActPlan.details", "ActPlan.outcome", "ActPlan.subject", "ActPlan.verb"}


def of_every_request(name: str) -> set[str]:
    return {f"{kind.__name__}.{name}" for kind in REGISTER if name in {each.name for each in fields(kind)}}


def test_no_other_text_of_a_request_is_shown() -> None:
    shown = texts_shown(REGISTER) - of_every_request("act_id") - of_every_request("shown_card")
    assert shown <= CODES_AND_PLACES | CARDS


def test_no_other_text_of_a_change_is_shown() -> None:
    assert texts_shown(get_args(ActChange.__value__)) <= CODES_AND_PLACES | CARDS


def test_no_other_text_of_a_plan_is_shown() -> None:
    assert texts_shown([ActContext, ExtraFacts, NewCard, Prepared, PasswordTry]) == set()
    assert texts_shown([ActPlan]) == RECORD
    assert texts_shown([Recorded]) == {"Recorded.details", "Recorded.outcome", "Recorded.verb"}


def test_the_lists_name_nothing_that_is_gone() -> None:
    kinds = {*REGISTER, *get_args(ActChange.__value__)}
    assert texts_shown(kinds) >= CODES_AND_PLACES | CARDS
