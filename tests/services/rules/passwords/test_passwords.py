import random
import re
import string
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.decision import Allowed, Decision, Refused
from services.rules.passwords.passwords import (
    ALPHABET,
    HandOverFacts,
    IssueFacts,
    PasswordFault,
    check_change,
    check_new_password,
    generate,
    initial_expires_on,
    may_hand_over,
    may_issue,
)
from services.rules.policy import Policy
from services.rules.policy_values import number_bounds
from services.rules.vocabulary import AgeGroup, CardProof, CardStatus, Channel, Receiver, Role

POLICY = Policy()
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
OLD = "k7rmh4ytp3na"


def reasons(decision: Decision) -> set[str]:
    return {it.name for it in decision.reasons} if isinstance(decision, Refused) else set()


@pytest.mark.parametrize(
    ("new", "faults"),
    [
        ("Kawaguchi1", []),
        ("abcdefg1", []),
        ("ABCDEFG1", []),
        ("1234567a", []),
        ("K7RMH4YTP3NA", []),
        ("abcdef1", ["TOO_SHORT"]),
        ("", ["TOO_SHORT"]),
        ("abcdefgh", ["LETTERS_ONLY"]),
        ("12345678", ["DIGITS_ONLY"]),
        ("abcdefg1!", ["SYMBOL"]),
        ("abcdefg1_", ["SYMBOL"]),
        ("abcdefg1\0", ["SYMBOL"]),
        ("abcd efg1", ["BLANK"]),
        ("abcdefg1\u3000", ["BLANK"]),
        ("abcdefg1\t", ["BLANK"]),
        ("ａbcdefg1", ["FULL_WIDTH"]),
        ("abcdefgh１", ["LETTERS_ONLY", "FULL_WIDTH"]),
        ("かわぐち1234", ["DIGITS_ONLY", "FULL_WIDTH"]),
        ("abcdefg1é", ["FULL_WIDTH"]),
        (OLD, ["SAME_AS_OLD"]),
        ("a !ａ", ["TOO_SHORT", "LETTERS_ONLY", "SYMBOL", "BLANK", "FULL_WIDTH"]),
    ],
)
def test_new_passwords(new: str, faults: list[str]) -> None:
    assert [it.name for it in check_new_password(OLD, new, new)] == faults


@pytest.mark.parametrize("again", ["kawaguchi1", "Kawaguchi1 ", ""])
def test_both_must_be_the_same_to_the_letter(again: str) -> None:
    assert check_new_password(OLD, "Kawaguchi1", again) == (PasswordFault.MISMATCH,)


@given(st.text() | st.text(st.sampled_from(string.ascii_letters + string.digits + " !ａ１"), max_size=12))
def test_only_eight_or_more_letters_and_digits_pass(new: str) -> None:
    fits = re.fullmatch(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9]{8,}", new) is not None
    assert (check_new_password(OLD, new, new) == ()) == (fits and new != OLD)


@pytest.mark.parametrize(
    ("old", "new", "again", "faults"),
    [
        (OLD, "Kawaguchi1", "Kawaguchi1", []),
        ("", "Kawaguchi1", "Kawaguchi1", ["OLD_MISSING"]),
        ("", "kawa", "Kawa", ["OLD_MISSING", "TOO_SHORT", "LETTERS_ONLY", "MISMATCH"]),
        (OLD, "", "", ["MISSING"]),
        (OLD, "", "Kawaguchi1", ["MISSING"]),
        ("", "", "", ["OLD_MISSING", "MISSING"]),
        (OLD, OLD, "", ["MISMATCH", "SAME_AS_OLD"]),
    ],
)
def test_a_filled_in_change_tells_all_its_faults(old: str, new: str, again: str, faults: list[str]) -> None:
    assert [it.name for it in check_change(old, new, again)] == faults


def chooser(seed: int) -> Any:
    """Choose as `secrets.choice` does, but again the same for a seed."""
    numbers = random.Random(seed)

    def choose(alphabet: Sequence[str]) -> str:
        return numbers.choice(alphabet)

    return choose


@given(st.integers(*number_bounds("initial_password_length")), st.integers())
def test_generated_passwords(length: int, seed: int) -> None:
    password = generate(Policy(initial_password_length=length), chooser(seed)).reveal()
    assert len(password) == length
    assert set(password) <= set(ALPHABET)
    assert len(re.findall("[0-9]", password)) >= 2
    assert len(re.findall("[A-Za-z]", password)) >= 2
    assert not any(re.search("[aeiouy]", run, re.IGNORECASE) for run in re.findall("[A-Za-z]{3,}", password))
    assert check_new_password(OLD, password, password) in {(), (PasswordFault.SAME_AS_OLD,)}


@pytest.mark.parametrize(
    "unfit",
    [
        "kkkkkkkkkkkk",
        "kkkkkkk3kkkk",
        "k33333333333",
        "333333333333",
        "kat7k7k7k7k7",
        "7k7k7k7k7kit",
        "7k7k7k7k7kty",
    ],
)
def test_an_unfit_candidate_is_drawn_again(unfit: str) -> None:
    fit = "kk7ka7k7kkk7"
    drawn = iter(unfit + fit)
    assert generate(POLICY, lambda _: next(drawn)).reveal() == fit


@pytest.mark.parametrize("fit", ["kk3kkkkkkk7k", "33k3333333k3", "ka3ya7ti3kk7"])
def test_two_of_each_kind_and_short_syllables_are_enough(fit: str) -> None:
    drawn = iter(fit)
    assert generate(POLICY, lambda _: next(drawn)).reveal() == fit


def test_the_alphabet_has_small_letters_and_digits_without_look_alikes() -> None:
    rest = set(string.ascii_lowercase + string.digits) - set("0o1li2z5s6b89gquvw")
    assert set(ALPHABET) == rest
    assert len(ALPHABET) == len(rest)


def test_passwords_come_from_the_systems_randomness() -> None:
    passwords = {generate(POLICY).reveal() for _ in range(200)}
    assert len(passwords) == 200
    assert set("".join(passwords)) == set(ALPHABET)


def test_the_validity_is_sixty_days_or_none() -> None:
    issued_on = date(2026, 11, 24)
    assert initial_expires_on(issued_on, POLICY) == date(2027, 1, 23)
    assert initial_expires_on(issued_on, Policy(initial_password_days=None)) is None


def issue(**changes: Any) -> IssueFacts:
    usual = IssueFacts(
        today=date(2026, 11, 24),
        role=Role.COUNTER,
        channel=Channel.COUNTER,
        card_status=CardStatus.ACTIVE,
        expires_on=date(2027, 6, 11),
    )
    return replace(usual, **changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, set()),
        ({"role": Role.SUPERVISOR}, set()),
        ({"role": Role.PHONE}, {"NEEDS_VISIT"}),
        ({"channel": Channel.PHONE}, {"NEEDS_VISIT"}),
        ({"role": Role.SUPERVISOR, "channel": Channel.PHONE}, {"NEEDS_VISIT"}),
        ({"card_status": CardStatus.LOST}, {"CARD_LOST"}),
        ({"card_status": CardStatus.RETIRED}, {"CARD_LOST"}),
        ({"card_status": CardStatus.LOST, "lost_in_force": True}, {"CARD_LOST"}),
        ({"lost_in_force": True}, {"LOSS_NOT_LIFTED"}),
        ({"expires_on": date(2026, 11, 23)}, set()),
        ({"channel": Channel.PHONE, "card_status": CardStatus.LOST}, {"NEEDS_VISIT", "CARD_LOST"}),
    ],
)
def test_who_may_issue(changes: dict[str, Any], expected: set[str]) -> None:
    assert reasons(may_issue(issue(**changes), POLICY)) == expected


@pytest.mark.parametrize(
    ("expires_on", "expected"), [("2026-11-23", {"REGISTRATION_EXPIRED"}), ("2026-11-24", set())]
)
def test_a_library_may_want_the_registration_renewed_first(expires_on: str, expected: set[str]) -> None:
    strict = Policy(password_issue_when_registration_expired=False)
    assert reasons(may_issue(issue(expires_on=date.fromisoformat(expires_on)), strict)) == expected


@given(st.dates())
def test_what_never_expires_keeps_nobody_from_a_password(today: date) -> None:
    strict = Policy(password_issue_when_registration_expired=False)
    assert may_issue(issue(today=today, expires_on=None), strict) == Allowed()


def test_nobody_without_a_card_has_a_password_issued() -> None:
    assert reasons(may_issue(issue(card_status=None), POLICY)) == {"NO_CARD"}


def hand_over(**changes: Any) -> HandOverFacts:
    usual = HandOverFacts(
        now=NOW,
        card_number="123456789",
        proof=CardProof.SCANNED,
        shown_card="123456789",
        shown_at=None,
        receiver=Receiver.SELF,
        age_group=AgeGroup.FORTIES,
    )
    return replace(usual, **changes)


OPENING = {"proof": CardProof.OPENING_SCAN, "shown_at": NOW - timedelta(minutes=2)}
EASY = Policy(typed_card_accepted=True, seen_card_accepted=True, proxy_accepted=True)


@pytest.mark.parametrize(
    ("changes", "policy", "expected"),
    [
        ({}, POLICY, set()),
        ({"proof": None}, EASY, {"CARD_NOT_SHOWN"}),
        ({"shown_card": None}, POLICY, {"CARD_NOT_SHOWN"}),
        ({"shown_card": "123456780"}, POLICY, {"OTHER_CARD_SHOWN"}),
        (OPENING, POLICY, set()),
        (OPENING | {"shown_at": NOW - timedelta(minutes=2, seconds=1)}, POLICY, {"CARD_SHOWN_TOO_LONG_AGO"}),
        (OPENING | {"shown_at": NOW + timedelta(minutes=2, seconds=1)}, POLICY, {"CARD_SHOWN_TOO_LONG_AGO"}),
        (OPENING | {"shown_at": None}, POLICY, {"CARD_NOT_SHOWN"}),
        (OPENING | {"shown_card": None}, POLICY, {"CARD_NOT_SHOWN"}),
        (OPENING | {"shown_card": "987654321"}, POLICY, {"OTHER_CARD_SHOWN"}),
        (OPENING, Policy(opening_scan_minutes=1), {"CARD_SHOWN_TOO_LONG_AGO"}),
        (
            OPENING | {"shown_card": "987654321", "shown_at": NOW - timedelta(hours=1)},
            POLICY,
            {"OTHER_CARD_SHOWN", "CARD_SHOWN_TOO_LONG_AGO"},
        ),
        ({"proof": CardProof.TYPED}, POLICY, {"PROOF_NOT_ACCEPTED"}),
        ({"proof": CardProof.TYPED}, EASY, set()),
        ({"proof": CardProof.TYPED, "shown_card": "987654321"}, EASY, {"OTHER_CARD_SHOWN"}),
        ({"proof": CardProof.SEEN, "shown_card": None}, POLICY, {"PROOF_NOT_ACCEPTED"}),
        ({"proof": CardProof.SEEN, "shown_card": None}, EASY, set()),
    ],
)
def test_how_the_card_was_shown(changes: dict[str, Any], policy: Policy, expected: set[str]) -> None:
    assert reasons(may_hand_over(hand_over(**changes), policy)) == expected


@pytest.mark.parametrize(
    ("receiver", "age_group", "policy", "expected"),
    [
        (Receiver.SELF, AgeGroup.PRESCHOOL, POLICY, set()),
        (Receiver.GUARDIAN, AgeGroup.PRESCHOOL, POLICY, set()),
        (Receiver.GUARDIAN, AgeGroup.PRIMARY_SCHOOL, POLICY, set()),
        (Receiver.GUARDIAN, AgeGroup.MIDDLE_SCHOOL, POLICY, {"NOT_A_CHILD"}),
        (Receiver.GUARDIAN, AgeGroup.FORTIES, POLICY, {"NOT_A_CHILD"}),
        (Receiver.SELF, None, POLICY, set()),
        (Receiver.GUARDIAN, None, POLICY, {"AGE_UNKNOWN"}),
        (
            Receiver.GUARDIAN,
            AgeGroup.MIDDLE_SCHOOL,
            Policy(guardian_receives_up_to=AgeGroup.MIDDLE_SCHOOL),
            set(),
        ),
        (Receiver.PROXY, AgeGroup.FORTIES, POLICY, {"PROXY_NOT_ACCEPTED"}),
        (Receiver.PROXY, AgeGroup.FORTIES, EASY, set()),
    ],
)
def test_who_may_take_the_slip(
    receiver: Receiver, age_group: AgeGroup, policy: Policy, expected: set[str]
) -> None:
    it = hand_over(receiver=receiver, age_group=age_group)
    assert reasons(may_hand_over(it, policy)) == expected


@given(st.sampled_from([None, *CardProof]), st.sampled_from([None, "123456789"]), st.booleans())
def test_where_there_is_no_card_none_was_shown(
    proof: CardProof | None, shown_card: str | None, all_accepted: bool
) -> None:
    policy = Policy(typed_card_accepted=all_accepted, seen_card_accepted=all_accepted)
    it = hand_over(card_number=None, proof=proof, shown_card=shown_card, shown_at=NOW)
    assert reasons(may_hand_over(it, policy)) == {"NO_CARD"}


def test_both_are_told_at_once() -> None:
    it = hand_over(proof=None, receiver=Receiver.PROXY)
    assert reasons(may_hand_over(it, POLICY)) == {"CARD_NOT_SHOWN", "PROXY_NOT_ACCEPTED"}


@given(
    st.sampled_from([None, *CardProof]),
    st.sampled_from([None, "123456789", "987654321"]),
    st.none() | st.integers(-600, 600).map(lambda seconds: NOW + timedelta(seconds=seconds)),
)
def test_another_card_or_none_never_opens_the_way(
    proof: CardProof | None, shown_card: str | None, shown_at: datetime | None
) -> None:
    decision = may_hand_over(hand_over(proof=proof, shown_card=shown_card, shown_at=shown_at), POLICY)
    if decision == Allowed():
        assert shown_card == "123456789"
        assert proof in {CardProof.SCANNED, CardProof.OPENING_SCAN}
