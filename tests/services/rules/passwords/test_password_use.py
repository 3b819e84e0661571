from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from services.rules.decision import Allowed, Decision, Reason, Refused
from services.rules.passwords.password_use import PasswordUseFacts, free_checks_left, password_offers
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, Role

POLICY = Policy()


def offers(**changes: Any) -> dict[str, tuple[Reason, ...]]:
    """Tell what is refused, by act."""
    usual = PasswordUseFacts(role=Role.COUNTER, channel=Channel.COUNTER, issued=True)
    made = password_offers(replace(usual, **changes), POLICY)

    def reasons(decision: Decision) -> tuple[Reason, ...]:
        return decision.reasons if isinstance(decision, Refused) else ()

    return {name: reasons(getattr(made, name)) for name in ("change", "check", "unlock", "disable")}


@pytest.mark.parametrize(
    ("state", "change", "unlock", "disable"),
    [
        ({}, (), (Reason.PASSWORD_NOT_LOCKED,), ()),
        ({"issued": False}, (Reason.NO_PASSWORD,), (Reason.NO_PASSWORD,), (Reason.NO_PASSWORD,)),
        (
            {"disabled": True},
            (Reason.PASSWORD_DISABLED,),
            (Reason.PASSWORD_DISABLED,),
            (Reason.PASSWORD_DISABLED,),
        ),
        ({"locked": True}, (Reason.PASSWORD_LOCKED,), (), ()),
        ({"expired": True}, (Reason.PASSWORD_EXPIRED,), (Reason.PASSWORD_NOT_LOCKED,), ()),
        ({"locked": True, "expired": True}, (Reason.PASSWORD_LOCKED, Reason.PASSWORD_EXPIRED), (), ()),
        ({"locked": True, "lock_ends": False}, (Reason.LOCK_WITHOUT_END,), (), ()),
        (
            {"disabled": True, "locked": True},
            (Reason.PASSWORD_DISABLED, Reason.PASSWORD_LOCKED),
            (Reason.PASSWORD_DISABLED,),
            (Reason.PASSWORD_DISABLED,),
        ),
    ],
)
def test_what_each_state_allows(
    state: dict[str, bool],
    change: tuple[Reason, ...],
    unlock: tuple[Reason, ...],
    disable: tuple[Reason, ...],
) -> None:
    locked = bool(state.get("locked")) and not state.get("disabled")
    lock = Reason.PASSWORD_LOCKED if state.get("lock_ends", True) else Reason.LOCK_WITHOUT_END
    check = (lock,) if locked else ()
    assert offers(**state) == {"change": change, "check": check, "unlock": unlock, "disable": disable}


def test_without_a_card_a_password_can_be_switched_off_only() -> None:
    no_card = (Reason.NO_CARD,)
    assert offers(has_card=False, locked=True) == {
        "change": (*no_card, Reason.PASSWORD_LOCKED),
        "check": (*no_card, Reason.PASSWORD_LOCKED),
        "unlock": no_card,
        "disable": (),
    }


@pytest.mark.parametrize(("role", "channel"), tuple(product(Role, Channel)))
def test_who_may_what(role: Role, channel: Channel) -> None:
    refused = offers(role=role, channel=channel, locked=True)
    if Channel.PHONE in {channel, role}:
        assert refused["check"] == (Reason.NEEDS_VISIT, Reason.PASSWORD_LOCKED)
        assert refused["unlock"] == (Reason.NEEDS_VISIT,)
        assert refused["disable"] == ()
    else:
        locked = (Reason.PASSWORD_LOCKED,)
        assert refused == {"change": locked, "check": locked, "unlock": (), "disable": ()}


def test_a_check_tells_every_state_but_a_lock_which_would_hide_the_answer() -> None:
    states = ("issued", "disabled", "locked", "expired")
    for values in product((True, False), repeat=len(states)):
        facts = PasswordUseFacts(
            role=Role.SUPERVISOR, channel=Channel.COUNTER, **dict(zip(states, values, strict=True))
        )
        hidden = facts.locked and facts.issued and not facts.disabled
        assert isinstance(password_offers(facts, POLICY).check, Refused if hidden else Allowed)


@pytest.mark.parametrize(("before", "left"), [(0, 3), (1, 2), (2, 1), (3, 0), (9, 0)])
def test_three_checks_of_a_visit_are_free(before: int, left: int) -> None:
    assert free_checks_left(before, POLICY) == left
    assert free_checks_left(before, replace(POLICY, free_password_checks=0)) == 0
