"""What パスワード変更, ロック解除 and 利用停止 plan, and what stands against each."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.acts.password_use import PasswordChange
from services.acts.plan import ActPlan, Overtaken, Prepared
from services.contract.errors import RowChanged
from services.rules.decision import Reason
from services.rules.passwords.password_use import PasswordOffers
from services.rules.passwords.passwords import PasswordFault
from services.rules.secret import Secret
from services.rules.vocabulary import CardProof, CredentialKind
from tests.helpers.snapshots import ALLOWED, NOW, days, password, refused
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
from tests.services.acts.plans.scenes import CHANGE_PASSWORD, DISABLE_PASSWORD, HIT, MISSED, UNLOCK_PASSWORD

WRONG = CHANGE_PASSWORD.deciding_on(prepared=Prepared(tried=MISSED)).reading(wrong_logins=3)
UNFIT = CHANGE_PASSWORD.asking(new=words.UNFIT_PASSWORD).prepared(hashed=None)
NO_LOCK = (PasswordFault.TOO_SHORT, PasswordFault.LETTERS_ONLY, PasswordFault.MISMATCH)
REFUSAL = refused(Reason.PASSWORD_LOCKED)
LOCK = NOW + timedelta(minutes=15)


# パスワード変更


def told(outcome: str, change: PasswordChange, *done: ActChange, **details: Any) -> ActPlan[Any]:
    return ActPlan(
        changes=done,
        result=change,
        outcome=outcome,
        subject="password",
        details={"proof": "scanned", **details},
    )


def changed(version: int = 2) -> ActPlan[Any]:
    in_force = act_changes.SetPassword(
        hashed=words.HASHED,
        kind=CredentialKind.PATRON,
        must_change=False,
        expires_on=None,
        version=version,
    )
    return told("changed", PasswordChange(), in_force, version=version)


def wrong(until_lock: int, *faults: PasswordFault) -> ActPlan[Any]:
    change = PasswordChange((PasswordFault.OLD_WRONG, *faults), until_lock)
    return told("wrong", change, until_lock=until_lock)


@planned(
    {
        "another is in force": (CHANGE_PASSWORD, changed()),
        "after the fourth": (
            CHANGE_PASSWORD.finding(password=password(version=4))
            .asking(seen_version=4)
            .prepared(tried=replace(HIT, version=4)),
            changed(5),
        ),
        "of an initial one": (
            CHANGE_PASSWORD.finding(
                password=password(kind=CredentialKind.INITIAL, must_change=True, expires_on=days(0))
            ),
            changed(),
        ),
        "the old one is wrong": (WRONG, wrong(2)),
        "wrong for the first time": (WRONG.reading(wrong_logins=1), wrong(4)),
        "wrong, and locked": (
            WRONG.prepared(tried=replace(MISSED, was=4, now=5, now_locked=LOCK))
            .reading(wrong_logins=5)
            .finding(password=password(locked_until=LOCK), password_use=PasswordOffers(*[REFUSAL] * 4)),
            wrong(0),
        ),
        "both are wrong": (WRONG.asking(new=words.UNFIT_PASSWORD), wrong(2, *NO_LOCK)),
        "the new one is unfit": (UNFIT, told("unfit", PasswordChange(NO_LOCK))),
        "the old one again": (
            CHANGE_PASSWORD.asking(new=words.PASSWORD, again=words.PASSWORD).prepared(hashed=None),
            told("unfit", PasswordChange((PasswordFault.SAME_AS_OLD,))),
        ),
        "nothing typed": (
            WRONG.asking(old=Secret(""), new=Secret(""), again=Secret("")),
            told(
                "wrong",
                PasswordChange(
                    (PasswordFault.OLD_MISSING, PasswordFault.OLD_WRONG, PasswordFault.MISSING), 2
                ),
                until_lock=2,
            ),
        ),
    }
)
def test_what_comes_of_a_change(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


def offering(**offers: Any) -> PasswordOffers:
    allowed = {"change": ALLOWED, "check": ALLOWED, "unlock": ALLOWED, "disable": ALLOWED}
    return PasswordOffers(**(allowed | offers))


NOT_SHOWN = Fault("card not shown", lambda it: it.asking(shown_card=None), refused_for(Reason.CARD_NOT_SHOWN))
NEVER_ISSUED = Fault("never issued", lambda it: it.finding(password=None), RowChanged())
CHANGED = Fault("changed", lambda it: it.asking(seen_version=2), RowChanged())


@in_order(
    CHANGE_PASSWORD,
    NOT_SHOWN,
    NEVER_ISSUED,
    CHANGED,
    Fault(
        "refused",
        lambda it: it.finding(password_use=offering(change=REFUSAL)),
        refused_for(*REFUSAL.reasons),
    ),
    Fault("nothing tried", lambda it: it.prepared(tried=None), Overtaken()),
    Fault("another tried", lambda it: it.prepared(tried=replace(HIT, version=2)), Overtaken()),
    Fault("another tried in vain", lambda it: it.prepared(tried=replace(MISSED, version=2)), Overtaken()),
)
def test_a_password_is_not_changed(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


def test_one_that_was_never_issued_and_seen_so_is_refused() -> None:
    refusal = refused(Reason.NO_PASSWORD)
    scene = CHANGE_PASSWORD.finding(password=None, password_use=offering(change=refusal))
    assert_refused(scene.asking(seen_version=None), refused_for(Reason.NO_PASSWORD))


# ロック解除


@planned(
    {
        "with the card": (
            UNLOCK_PASSWORD,
            ActPlan(
                changes=(act_changes.ClearWrongLogins(),),
                result=None,
                subject="password",
                details={"proof": "scanned"},
            ),
        ),
        "with the card seen": (
            UNLOCK_PASSWORD.asking(proof=CardProof.SEEN).in_library(seen_card_accepted=True),
            ActPlan(
                changes=(act_changes.ClearWrongLogins(),),
                result=None,
                subject="password",
                details={"proof": "seen"},
            ),
        ),
    }
)
def test_a_lock_is_ended(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    UNLOCK_PASSWORD,
    NOT_SHOWN,
    NEVER_ISSUED,
    CHANGED,
    Fault(
        "refused",
        lambda it: it.finding(password_use=offering(unlock=refused(Reason.PASSWORD_NOT_LOCKED))),
        refused_for(Reason.PASSWORD_NOT_LOCKED),
    ),
)
def test_a_lock_is_not_ended(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


# 利用停止

SWITCHED_OFF: ActPlan[Any] = ActPlan(
    changes=(act_changes.SetPasswordDisabled(),), result=None, subject="password"
)


@planned(
    {
        "as it is": (DISABLE_PASSWORD, SWITCHED_OFF),
        "of a later version": (
            DISABLE_PASSWORD.finding(password=password(version=4)).asking(seen_version=4),
            SWITCHED_OFF,
        ),
    }
)
def test_a_password_is_switched_off(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    DISABLE_PASSWORD,
    NEVER_ISSUED,
    CHANGED,
    Fault(
        "refused",
        lambda it: it.finding(password_use=offering(disable=refused(Reason.PASSWORD_DISABLED))),
        refused_for(Reason.PASSWORD_DISABLED),
    ),
)
def test_a_password_stays_on(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


@pytest.mark.parametrize("scene", [UNLOCK_PASSWORD, DISABLE_PASSWORD])
def test_one_that_was_never_seen_is_another(scene: Scene) -> None:
    assert_refused(scene.asking(seen_version=None), RowChanged())
