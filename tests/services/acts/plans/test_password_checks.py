"""What パスワード確認 plans, and what stands against it."""

from datetime import timedelta
from typing import Any

import pytest

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.acts.password_use import PasswordCheck
from services.acts.plan import ActPlan, Overtaken, Tried
from services.lookup.snapshot import PasswordState
from services.rules.decision import Reason
from services.rules.passwords.password_use import PasswordOffers
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.vocabulary import CardProof, CredentialKind
from tests.helpers.snapshots import ALLOWED, NOW, days, password, refused
from tests.services.acts.plans.planning import (
    Fault,
    Scene,
    assert_planned,
    assert_refused,
    in_order,
    planned,
    refused_for,
)
from tests.services.acts.plans.scenes import CHECK_PASSWORD

RIGHT = CHECK_PASSWORD
WRONG = CHECK_PASSWORD.prepared(tried=Tried(version=1, fits=False))
INITIAL = password(kind=CredentialKind.INITIAL, must_change=True, expires_on=days(0))
EXPIRED = password(kind=CredentialKind.INITIAL, must_change=True, expires_on=days(-1), expired=True)
LATE = 3
"""As many checks of a visit count as no wrong login."""


def counted(before: int, wrong: int, *, locks: bool = False) -> act_changes.CountLogins:
    until = NOW + timedelta(minutes=15) if locks else None
    return act_changes.CountLogins(version=1, counted=before, wrong_logins=wrong, locked_until=until)


def found(
    outcome: LogInOutcome,
    *done: ActChange,
    free_left: int = 2,
    until_lock: int | None = None,
    proof: str = "scanned",
) -> ActPlan[Any]:
    return ActPlan(
        changes=done,
        result=PasswordCheck(outcome, free_left, until_lock),
        outcome=outcome.value,
        subject="password",
        details={"proof": proof, "free_left": free_left, "until_lock": until_lock},
    )


def of(state: PasswordState | None, scene: Scene = RIGHT) -> Scene:
    return scene.finding(password=state)


def after(checks: int, scene: Scene, wrong_logins: int = 2) -> Scene:
    return scene.reading(checks_of_visit=checks, wrong_logins=wrong_logins)


@planned(
    {
        "right": (RIGHT, found(LogInOutcome.OK)),
        "right, which ends the count": (after(0, RIGHT), found(LogInOutcome.OK, counted(2, 0))),
        "right, to be changed": (
            after(0, of(INITIAL)),
            found(LogInOutcome.MUST_CHANGE, counted(2, 0)),
        ),
        "right, but expired": (after(0, of(EXPIRED)), found(LogInOutcome.EXPIRED, counted(2, 0))),
        "right, after the free ones": (
            after(LATE, RIGHT),
            found(LogInOutcome.OK, counted(2, 0), free_left=0),
        ),
        "wrong": (after(0, WRONG), found(LogInOutcome.WRONG)),
        "wrong, for the last time free": (
            after(LATE - 1, WRONG),
            found(LogInOutcome.WRONG, free_left=0),
        ),
        "wrong, and counted": (
            after(LATE, WRONG),
            found(LogInOutcome.WRONG, counted(2, 3), free_left=0, until_lock=2),
        ),
        "wrong, and locked": (
            after(LATE + 1, WRONG, wrong_logins=4),
            found(LogInOutcome.WRONG, counted(4, 5, locks=True), free_left=0, until_lock=0),
        ),
        "wrong, where no check is free": (
            after(0, WRONG).in_library(free_password_checks=0),
            found(LogInOutcome.WRONG, counted(2, 3), free_left=0, until_lock=2),
        ),
        "wrong, and expired": (after(0, of(EXPIRED, WRONG)), found(LogInOutcome.WRONG)),
        "switched off": (
            after(LATE, of(password(disabled=True))).prepared(tried=None),
            found(LogInOutcome.DISABLED, free_left=0),
        ),
        "switched off since": (after(0, of(password(disabled=True))), found(LogInOutcome.DISABLED)),
        "never issued": (
            of(None).prepared(tried=None).reading(wrong_logins=None),
            found(LogInOutcome.NONE_ISSUED),
        ),
        "never issued, after the free ones": (
            of(None).prepared(tried=None).reading(wrong_logins=None, checks_of_visit=LATE),
            found(LogInOutcome.NONE_ISSUED, free_left=0),
        ),
        "with the card seen": (
            RIGHT.asking(proof=CardProof.SEEN).in_library(seen_card_accepted=True),
            found(LogInOutcome.OK, proof="seen"),
        ),
    }
)
def test_what_comes_of_a_check(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


REFUSAL = refused(Reason.PASSWORD_LOCKED)


@in_order(
    CHECK_PASSWORD,
    Fault("card not shown", lambda it: it.asking(shown_card=None), refused_for(Reason.CARD_NOT_SHOWN)),
    Fault(
        "refused",
        lambda it: it.finding(password_use=PasswordOffers(ALLOWED, REFUSAL, ALLOWED, ALLOWED)),
        refused_for(*REFUSAL.reasons),
    ),
    Fault("nothing tried", lambda it: it.prepared(tried=None), Overtaken()),
    Fault("another tried", lambda it: it.prepared(tried=Tried(version=2, fits=True)), Overtaken()),
    Fault("another tried in vain", lambda it: it.prepared(tried=Tried(version=2, fits=False)), Overtaken()),
)
def test_a_password_is_not_checked(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


@pytest.mark.parametrize(
    ("outcome", "until_lock"), [(LogInOutcome.OK, None), (LogInOutcome.WRONG, 0), (LogInOutcome.WRONG, None)]
)
def test_the_record_says_what_was_found(outcome: LogInOutcome, until_lock: int | None) -> None:
    details = {"proof": "scanned", "free_left": 1, "until_lock": until_lock}
    check = CHECK_PASSWORD.repeated(details, outcome=outcome.value)
    assert check == PasswordCheck(outcome, 1, until_lock)


@pytest.mark.parametrize("outcome", LogInOutcome)
def test_a_right_password_that_is_not_over_logs_in(outcome: LogInOutcome) -> None:
    gets_in = outcome in {LogInOutcome.OK, LogInOutcome.MUST_CHANGE}
    assert PasswordCheck(outcome, 0).logs_in is gets_in
