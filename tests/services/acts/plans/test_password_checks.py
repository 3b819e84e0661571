"""What パスワード確認 plans, and what stands against it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.acts.password_use import PasswordCheck
from services.acts.plan import ActPlan, Overtaken
from services.contract.snapshot import PasswordState
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
from tests.services.acts.plans.scenes import CHECK_PASSWORD, HIT, MISSED

RIGHT = CHECK_PASSWORD
WRONG = CHECK_PASSWORD.prepared(tried=MISSED)
INITIAL = password(kind=CredentialKind.INITIAL, must_change=True, expires_on=days(0))
EXPIRED = password(kind=CredentialKind.INITIAL, must_change=True, expires_on=days(-1), expired=True)
LATE = 3
"""As many checks of a visit count as no wrong login."""


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


def after(checks: int, scene: Scene, wrong_logins: int = 3) -> Scene:
    return scene.reading(checks_of_visit=checks, wrong_logins=wrong_logins)


@planned(
    {
        "right": (RIGHT, found(LogInOutcome.OK)),
        "right, to be changed": (of(INITIAL), found(LogInOutcome.MUST_CHANGE)),
        "right, but expired": (of(EXPIRED), found(LogInOutcome.EXPIRED)),
        "right, after the free ones": (after(LATE, RIGHT, 0), found(LogInOutcome.OK, free_left=0)),
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


# A wrong one, which was counted before it was compared

LOCK = NOW + timedelta(minutes=15)
OVER = NOW - timedelta(minutes=1)
LOCKED = password(locked_until=LOCK)
NOT_NOW = PasswordOffers(*[refused(Reason.PASSWORD_LOCKED)] * 4)


def already(
    scene: Scene, was: int, now: int, *, was_locked: datetime | None = None, locks: bool = False
) -> Scene:
    tried = scene.context.prepared.tried
    assert tried is not None
    now_locked = LOCK if locks else None
    return scene.prepared(
        tried=replace(tried, was=was, was_locked=was_locked, now=now, now_locked=now_locked)
    )


def given_back(count: int, before: int, locked_until: datetime | None = None) -> act_changes.SetWrongLogins:
    return act_changes.SetWrongLogins(
        version=1, counted=count, wrong_logins=before, locked_until=locked_until
    )


@planned(
    {
        "right, and others counted since": (already(after(0, RIGHT, 1), 2, 3), found(LogInOutcome.OK)),
        "wrong": (already(after(0, WRONG, 3), 2, 3), found(LogInOutcome.WRONG, given_back(3, 2))),
        "wrong, and others counted since": (
            already(after(0, WRONG, 4), 2, 3),
            found(LogInOutcome.WRONG, given_back(4, 3)),
        ),
        "wrong, and a right one ended the count since": (
            already(after(0, WRONG, 0), 2, 3),
            found(LogInOutcome.WRONG),
        ),
        "wrong, and another gave back since": (
            already(after(0, WRONG, 2), 2, 3),
            found(LogInOutcome.WRONG, given_back(2, 1)),
        ),
        "wrong, after a lock that is over": (
            already(after(0, WRONG, 1), 5, 1, was_locked=OVER),
            found(LogInOutcome.WRONG, given_back(1, 5, OVER)),
        ),
        "wrong, and locked for a moment": (
            already(after(0, of(LOCKED, WRONG), 5), 4, 5, locks=True).finding(password_use=NOT_NOW),
            found(LogInOutcome.WRONG, given_back(5, 4)),
        ),
        "wrong, for the last time free": (
            already(after(LATE - 1, WRONG, 3), 2, 3),
            found(LogInOutcome.WRONG, given_back(3, 2), free_left=0),
        ),
        "wrong, and counted": (
            already(after(LATE, WRONG, 3), 2, 3),
            found(LogInOutcome.WRONG, free_left=0, until_lock=2),
        ),
        "wrong, where no check is free": (
            already(after(0, WRONG, 3), 2, 3).in_library(free_password_checks=0),
            found(LogInOutcome.WRONG, free_left=0, until_lock=2),
        ),
        "wrong, and expired": (
            already(after(0, of(EXPIRED, WRONG), 3), 2, 3),
            found(LogInOutcome.WRONG, given_back(3, 2)),
        ),
        "wrong, and locked": (
            already(after(LATE, of(LOCKED, WRONG), 5), 4, 5, locks=True).finding(password_use=NOT_NOW),
            found(LogInOutcome.WRONG, free_left=0, until_lock=0),
        ),
    }
)
def test_what_comes_of_a_wrong_one(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@pytest.mark.parametrize("until", [LOCK + timedelta(seconds=1), LOCK - timedelta(seconds=1)])
@pytest.mark.parametrize("locks", [True, False])
def test_a_lock_by_another_try_refuses(until: datetime, locks: bool) -> None:
    state = password(locked_until=until)
    scene = already(after(0, of(state, WRONG), 5), 4, 5, locks=locks).finding(password_use=NOT_NOW)
    assert_refused(scene, refused_for(Reason.PASSWORD_LOCKED))


def test_what_else_speaks_against_a_check_stays_when_this_try_locked_it() -> None:
    offers = PasswordOffers(*[refused(Reason.NEEDS_VISIT, Reason.PASSWORD_LOCKED)] * 4)
    scene = already(after(0, of(LOCKED, WRONG), 5), 4, 5, locks=True).finding(password_use=offers)
    assert_refused(scene, refused_for(Reason.NEEDS_VISIT))


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
    Fault("another tried", lambda it: it.prepared(tried=replace(HIT, version=2)), Overtaken()),
    Fault("another tried in vain", lambda it: it.prepared(tried=replace(MISSED, version=2)), Overtaken()),
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
