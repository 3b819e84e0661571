"""What issuing a password plans, and what stands against it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.acts import act_changes
from services.acts.passwords import ISSUE, REISSUE, PasswordIssued
from services.acts.plan import ActPlan
from services.contract.errors import RowChanged
from services.contract.snapshot import PasswordState
from services.rules.decision import Reason
from services.rules.vocabulary import (
    AgeGroup,
    CardProof,
    CardStatus,
    Channel,
    CredentialKind,
    Receiver,
    Role,
    SuspensionReason,
)
from tests.helpers.snapshots import NOW, TODAY, days, password, suspended
from tests.services.acts.plans import private_words as words
from tests.services.acts.plans.planning import (
    Fault,
    Scene,
    assert_planned,
    assert_refused,
    in_order,
    planned,
    refused_for,
)
from tests.services.acts.plans.scenes import BEFORE, CARD, ISSUE_PASSWORD

FIRST = ISSUE_PASSWORD.finding(password=None).asking(seen_version=None)
LAST_DAY = days(60)
NOT_ONE_TO_ISSUE = ValueError("a request's password is one that the library may issue")


def issued(
    version: int = 2,
    *,
    on: date = TODAY,
    expires_on: date | None = LAST_DAY,
    must_change: bool = True,
    proof: str = "scanned",
    receiver: str = "self",
) -> ActPlan[Any]:
    """The plan of an issue; of the first one, if that is the version."""
    in_force = act_changes.SetPassword(
        hashed=words.HASHED,
        kind=CredentialKind.INITIAL,
        must_change=must_change,
        expires_on=expires_on,
        version=version,
    )
    return ActPlan(
        changes=(in_force,),
        result=PasswordIssued(CARD, on, expires_on, must_change, reissued=version > 1),
        verb=REISSUE if version > 1 else ISSUE,
        details={
            "proof": proof,
            "receiver": receiver,
            "version": version,
            "expires_on": expires_on,
            "must_change": must_change,
            "slip": "followed",
        },
    )


def shown(proof: CardProof, **changed: Any) -> Scene:
    """Show the card in another way."""
    return ISSUE_PASSWORD.asking(proof=proof, **changed)


@planned(
    {
        "the first": (FIRST, issued(1)),
        "another": (ISSUE_PASSWORD, issued()),
        "after the fourth": (
            ISSUE_PASSWORD.finding(password=password(version=4)).asking(seen_version=4),
            issued(5),
        ),
        "after one that is locked, expired and switched off": (
            ISSUE_PASSWORD.finding(
                password=password(locked_until=NOW + timedelta(hours=1), expired=True, disabled=True)
            ),
            issued(),
        ),
        "without a last day": (
            ISSUE_PASSWORD.in_library(initial_password_days=None),
            issued(expires_on=None),
        ),
        "that may stay": (
            ISSUE_PASSWORD.in_library(initial_password_must_change=False),
            issued(must_change=False),
        ),
        "on the counter's day": (
            ISSUE_PASSWORD.deciding_on(now=datetime(2026, 11, 24, 15, 0, tzinfo=UTC)),
            issued(on=days(1), expires_on=days(61)),
        ),
        "to a child's 保護者": (
            ISSUE_PASSWORD.finding_patron(age_group=AgeGroup.PRIMARY_SCHOOL).asking(
                receiver=Receiver.GUARDIAN
            ),
            issued(receiver="guardian"),
        ),
        "to a 代理, where the library allows it": (
            ISSUE_PASSWORD.in_library(proxy_accepted=True).asking(receiver=Receiver.PROXY),
            issued(receiver="proxy"),
        ),
        "by the scan that opened the patron": (
            shown(CardProof.OPENING_SCAN, shown_at=NOW - timedelta(minutes=2)),
            issued(proof="opening_scan"),
        ),
        "with the card seen, where the library allows it": (
            shown(CardProof.SEEN, shown_card=None).in_library(seen_card_accepted=True),
            issued(proof="seen"),
        ),
        "with an expired registration": (
            ISSUE_PASSWORD.finding_patron(expires_on=days(-1)),
            issued(),
        ),
        "to somebody who may not borrow": (
            ISSUE_PASSWORD.finding(suspensions=(suspended(SuspensionReason.LONG_OVERDUE),)),
            issued(),
        ),
    }
)
def test_a_password_is_issued(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    ISSUE_PASSWORD,
    Fault("unfit", lambda it: it.asking(password=words.UNFIT_PASSWORD), NOT_ONE_TO_ISSUE),
    Fault("changed", lambda it: it.finding(password=password(version=2)), RowChanged()),
    Fault("of another card", lambda it: it.asking(shown_card="1"), refused_for(Reason.OTHER_CARD_SHOWN)),
)
def test_a_password_is_not_issued(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


@pytest.mark.parametrize(
    ("scene", "error"),
    [
        (FIRST.asking(seen_version=1), RowChanged()),
        (ISSUE_PASSWORD.asking(seen_version=None), RowChanged()),
    ],
)
def test_a_password_that_came_or_went_is_another(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


@pytest.mark.parametrize(
    ("scene", "reasons"),
    [
        (ISSUE_PASSWORD.asked_by(Role.COUNTER, Channel.PHONE), {Reason.NEEDS_VISIT}),
        (ISSUE_PASSWORD.asked_by(Role.PHONE), {Reason.NEEDS_VISIT}),
        (ISSUE_PASSWORD.finding_patron(card_status=CardStatus.LOST), {Reason.CARD_LOST}),
        (
            ISSUE_PASSWORD.finding(suspensions=(suspended(SuspensionReason.CARD_LOST),)),
            {Reason.LOSS_NOT_LIFTED},
        ),
        (
            ISSUE_PASSWORD.finding_patron(expires_on=days(-1)).in_library(
                password_issue_when_registration_expired=False
            ),
            {Reason.REGISTRATION_EXPIRED},
        ),
        (shown(CardProof.SCANNED, shown_card=None), {Reason.CARD_NOT_SHOWN}),
        (shown(CardProof.SEEN), {Reason.PROOF_NOT_ACCEPTED}),
        (shown(CardProof.TYPED), {Reason.PROOF_NOT_ACCEPTED}),
        (
            shown(CardProof.OPENING_SCAN, shown_at=NOW - timedelta(minutes=2, seconds=1)),
            {Reason.CARD_SHOWN_TOO_LONG_AGO},
        ),
        (ISSUE_PASSWORD.asking(receiver=Receiver.GUARDIAN), {Reason.NOT_A_CHILD}),
        (ISSUE_PASSWORD.asking(receiver=Receiver.PROXY), {Reason.PROXY_NOT_ACCEPTED}),
        (
            shown(CardProof.SCANNED, shown_card=None, receiver=Receiver.PROXY)
            .asked_by(Role.PHONE)
            .finding_patron(card_status=CardStatus.LOST),
            {Reason.CARD_LOST, Reason.CARD_NOT_SHOWN, Reason.PROXY_NOT_ACCEPTED, Reason.NEEDS_VISIT},
        ),
    ],
)
def test_an_issue_that_a_rule_refuses(scene: Scene, reasons: set[Reason]) -> None:
    assert_refused(scene, refused_for(*(reason for reason in Reason if reason in reasons)))


# A request that is sent again


def issued_again(state: PasswordState | None, verb: str = REISSUE, **details: Any) -> object:
    """Answer from a record of yesterday, while another or the same password is in force."""
    kept = {"version": 2, "expires_on": "2027-01-23", "must_change": True}
    late = datetime(2026, 11, 23, 14, 59, tzinfo=UTC)
    before = replace(BEFORE, password=state)
    return ISSUE_PASSWORD.repeated(kept | details, verb=verb, at=late, before=before)


def test_the_record_says_what_was_issued() -> None:
    another = PasswordIssued(CARD, days(-1), LAST_DAY, must_change=True, reissued=True)
    assert issued_again(password(version=2)) == another
    first = PasswordIssued(CARD, days(-1), None, must_change=False, reissued=False)
    unlimited = {"expires_on": None, "must_change": False}
    assert issued_again(password(version=1), ISSUE, version=1, **unlimited) == first


@pytest.mark.parametrize("state", [None, password(version=1), password(version=3)])
def test_a_password_that_is_in_force_no_more_is_not_issued_again(state: PasswordState | None) -> None:
    with pytest.raises(RowChanged):
        issued_again(state)
