"""Every value of the policy against everything that it can't be."""

import json
from dataclasses import replace
from datetime import date
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.policy import DEFAULT_POLICY, Policy, from_values, names, to_values, value_of
from services.rules.policy_values import LONGEST, MOST, UnfitValueError, number_bounds
from services.rules.vocabulary import AgeGroup
from tests.helpers.hostile import JSON_TEXTS, NAMES, UNSEEN_TEXTS

DAY = date(2026, 11, 24)
WITHOUT_DIGITS = {
    name: text for name, text in JSON_TEXTS.items() if name != "5000 digits"
}  # no int of Python's
KEPT: dict[str, Any] = {
    "not a value": object(),
    "none": None,
    **{name: json.loads(text) for name, text in (WITHOUT_DIGITS | UNSEEN_TEXTS).items() if text is not None},
}


def fits(name: str, kept: Any) -> bool:
    try:
        value_of(name, kept)
    except UnfitValueError:
        return False
    return True


@pytest.mark.parametrize("kept", KEPT.values(), ids=KEPT)
def test_the_programs_own_value_stands_in_for_each_that_cannot_be_and_the_others_stay(kept: Any) -> None:
    whole: dict[str, Any] = json.loads(json.dumps(to_values(replace(DEFAULT_POLICY, loan_days=21))))
    for name in NAMES:
        rows = [(it, date(2000, 1, 1), kept if it == name else value) for it, value in whole.items()]
        wanted = replace(DEFAULT_POLICY, loan_days=21) if name != "loan_days" else DEFAULT_POLICY
        found = from_values(rows, DAY)
        assert found == (replace(wanted, **{name: value_of(name, kept)}) if fits(name, kept) else wanted)


HINTS = get_type_hints(Policy)
NUMBERS = sorted(name for name in NAMES if HINTS[name] in {int, int | None})
FLAGS = sorted(name for name in NAMES if HINTS[name] is bool)
TEXTS = sorted(name for name in NAMES if HINTS[name] in {str, str | None})


def test_every_kind_is_there() -> None:
    others = {"loan_limits", "hold_limits", "guardian_receives_up_to"}
    assert names() == {*NUMBERS, *FLAGS, *TEXTS, *others}
    assert len(NUMBERS) > 30


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_whole_and_within_its_bounds(name: str) -> None:
    least, most = number_bounds(name)
    assert all(fits(name, it) for it in (least, most))
    unfit: tuple[Any, ...] = (
        least - 1,
        most + 1,
        True,
        False,
        float(least),
        "1",
        [1],
        {},
        float("nan"),
        float("inf"),
        10**5000,
    )
    assert not any(fits(name, it) for it in unfit)
    assert fits(name, None) is (HINTS[name] == int | None)


@pytest.mark.parametrize("name", FLAGS)
def test_a_flag_is_true_or_false(name: str) -> None:
    assert [value_of(name, it) for it in (True, False)] == [True, False]
    unfit: tuple[Any, ...] = (1, 0, "true", None, [], 1.0)
    assert not any(fits(name, it) for it in unfit)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_seen_and_not_too_long(name: str) -> None:
    own = getattr(DEFAULT_POLICY, name)
    assert fits(name, own)
    unfit: tuple[Any, ...] = (
        "\0",
        "\ud800",
        "\u202ea",
        "a\n",
        "\x7f",
        "x" * (LONGEST + 1),
        5,
        True,
        [],
        {},
        b"a",
        float("nan"),
    )
    assert not any(fits(name, it) for it in unfit)
    assert fits(name, None) is (HINTS[name] == str | None)


@pytest.mark.parametrize(
    ("name", "kept", "fit"),
    [
        ("library_name", "", False),
        ("library_name", "　", False),
        ("portal_url", "", True),
        ("portal_url", " ", True),
        ("item_number_prefix", "", True),
        ("item_number_prefix", "３", False),
        ("item_number_prefix", "3" * 12, False),
        ("card_check_digit", "modulus12", False),
        ("card_check_digit", "luhn", True),
        ("guardian_receives_up_to", "giants", False),
        ("guardian_receives_up_to", 1, False),
        ("guardian_receives_up_to", [], False),
        ("loan_limits", {"book": 0, "av": MOST, "language": 1}, True),
        ("loan_limits", [["book", 1]], False),
    ],
)
def test_values_of_their_own_kind(name: str, kept: Any, fit: bool) -> None:
    assert fits(name, kept) is fit


@pytest.mark.parametrize("group", AgeGroup)
def test_every_age_group_can_be(group: AgeGroup) -> None:
    assert value_of("guardian_receives_up_to", group.value) is group


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(NAMES), anything, max_size=5))
def test_whatever_stands_there_a_policy_is_read(kept: dict[str, Any]) -> None:
    found = from_values([(name, DAY, value) for name, value in kept.items()], DAY)
    assert isinstance(found, Policy)
    written = to_values(found)
    for name in set(NAMES) - set(kept):
        assert written[name] == to_values(DEFAULT_POLICY)[name]
