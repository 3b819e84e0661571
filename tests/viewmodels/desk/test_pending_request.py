"""What ends a doubt about a request, and which wish sends the same request again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.acts.contact import ChangeEmail, ResendNotice
from services.acts.password_use import CheckPassword, UnlockPassword
from services.contract.act_requests import ActRequest
from services.contract.errors import (
    ActRefused,
    CardInUse,
    DatabaseReplaced,
    Disconnected,
    DoneAlready,
    NotPermitted,
    OutcomeUnknown,
    PatronGone,
    RowChanged,
    SystemBusy,
    SystemLoginRefused,
    SystemReadOnly,
    SystemUnreachable,
)
from services.rules.decision import Reason, Refused
from services.rules.secret import Secret
from services.rules.vocabulary import CardProof
from tests.viewmodels.fakes import CARD_A, CARD_B, NOW, Bench
from viewmodels.desk.pending_request import PendingRequest, pending
from viewmodels.desk.unanswered_acts import UnansweredActs

ACTOR = Bench().desk.actor
ANSWERS = [
    None,
    ActRefused(Refused((Reason.STILL_WAITING,))),
    CardInUse(CARD_B),
    DoneAlready(),
    NotPermitted(),
    PatronGone(),
    RowChanged(),
]
NO_ANSWERS = [
    ArithmeticError(),
    SystemBusy(),
    SystemLoginRefused(),
    SystemReadOnly(),
    DatabaseReplaced(),
    SystemUnreachable(),
    Disconnected(),
    OutcomeUnknown("x"),
]


def sent(request: ActRequest[Any]) -> tuple[PendingRequest[ActRequest[Any]], UnansweredActs]:
    unanswered = UnansweredActs()
    return PendingRequest(request, unanswered), unanswered


def resend() -> ResendNotice:
    return ResendNotice(actor=ACTOR, patron_id=1)


def change(text: str = "a@example.jp") -> ChangeEmail:
    return ChangeEmail(actor=ACTOR, patron_id=1, address=text, seen_version=1)


def check(password: str = "Kingyo2026", proof: CardProof = CardProof.OPENING_SCAN) -> CheckPassword:
    at = NOW if proof is CardProof.OPENING_SCAN else None
    return CheckPassword(
        actor=ACTOR, patron_id=1, proof=proof, shown_card=CARD_A, shown_at=at, password=Secret(password)
    )


def unlock() -> UnlockPassword:
    return UnlockPassword(
        actor=ACTOR, patron_id=1, proof=CardProof.SCANNED, shown_card=CARD_A, shown_at=None, seen_version=1
    )


@pytest.mark.parametrize(
    "error", [*ANSWERS, *(each for each in NO_ANSWERS if not isinstance(each, OutcomeUnknown))]
)
def test_only_a_lost_answer_leaves_a_doubt(error: Exception | None) -> None:
    request, unanswered = sent(resend())
    request.end(error)
    assert (request.lost, unanswered.open.value) == (False, ())


@pytest.mark.parametrize("error", ANSWERS)
def test_an_answer_of_the_act_ends_the_doubt(error: Exception | None) -> None:
    request, unanswered = sent(resend())
    request.end(OutcomeUnknown("x"))
    request.end(error)
    assert not request.lost
    assert not unanswered.open.value


@pytest.mark.parametrize("error", NO_ANSWERS)
def test_nothing_else_ends_it(error: Exception) -> None:
    request, unanswered = sent(resend())
    request.end(OutcomeUnknown("x"))
    request.end(error)
    assert (request.lost, unanswered.open.value) == (True, (request.request.act_id,))


def test_what_is_sent_again_after_its_outcome_was_told_is_asked_for_again_when_it_fails() -> None:
    request, unanswered = sent(resend())
    request.end(OutcomeUnknown("x"))
    unanswered.settle(request.request.act_id)
    request.end(ArithmeticError())
    assert (request.lost, unanswered.open.value) == (True, (request.request.act_id,))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (change(), change(), True),
        (change(), change("b@example.jp"), False),
        (change(), resend(), False),
        (resend(), replace(resend(), patron_id=2), False),
        (check(), check(proof=CardProof.SCANNED), True),
        (check(), replace(check(), shown_at=NOW + timedelta(minutes=1)), True),
        (check(), check("kingyo2026"), False),
        (check(proof=CardProof.SCANNED), unlock(), False),
    ],
)
def test_the_same_wish_wants_the_same_but_for_how_the_card_was_shown(
    first: ActRequest[Any], second: ActRequest[Any], *, same: bool
) -> None:
    request, unanswered = sent(first)
    assert request.is_same_wish(second) is same
    assert (pending(second, request, unanswered) is request) is same
    assert pending(second, request, unanswered).request.act_id == (first if same else second).act_id


def test_without_a_lost_request_the_new_one_is_sent() -> None:
    wanted = resend()
    assert pending(wanted, None, UnansweredActs()).request is wanted
