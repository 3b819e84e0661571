"""The library's own values in one cell, there and back."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.contract.file_faults import Cause, UnfitError
from services.own_schema.transfer.rule_texts import clashing, rule_names, rule_text, rule_value
from services.rules.policy import DEFAULT_POLICY, from_values, to_values, value_of


@pytest.mark.parametrize(("name", "value"), to_values(DEFAULT_POLICY).items())
def test_every_rule_is_written_and_read(name: str, value: Any) -> None:
    assert rule_value(name, rule_text(value)) == value


def test_every_rule_is_known() -> None:
    assert rule_names() == set(to_values(DEFAULT_POLICY))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("loan_days", " 21 ", 21),
        ("renewal_by_phone", "TRUE", True),
        ("initial_password_days", "", None),
        ("initial_password_days", "90", 90),
        ("card_check_digit", "modulus11", "modulus11"),
        ("card_check_digit", "", None),
        ("card_lengths", " 8 13 ", "8 13"),
        ("card_lengths", "7-10", "7-10"),
        ("card_letters", "capitals", "capitals"),
        ("card_written", "8-1", "8-1"),
        ("card_written", "", ""),
        ("item_number_digits", "0", 0),
        ("item_number_prefix", " 30 ", "30"),
        ("item_number_prefix", "", ""),
        ("portal_url", "", ""),
        ("portal_url", " *", " *"),
        ("guardian_receives_up_to", "teens", "teens"),
        ("loan_limits", "language=3  book=20 av=5", {"language": 3, "book": 20, "av": 5}),
    ],
)
def test_what_can_be_written(name: str, text: str, value: Any) -> None:
    assert rule_value(name, text) == value
    from_values([(name, date(2026, 1, 1), value)], date(2026, 1, 1))


@pytest.mark.parametrize(
    ("name", "text", "cause"),
    [
        ("no_such_rule", "1", Cause.RULE_UNKNOWN),
        ("loan_days", "", Cause.NOT_A_NUMBER),
        ("loan_days", "two weeks", Cause.NOT_A_NUMBER),
        ("loan_days", "0", Cause.OUT_OF_RANGE),
        ("loan_days", "100000", Cause.OUT_OF_RANGE),
        ("renewal_limit", "-1", Cause.OUT_OF_RANGE),
        ("initial_password_length", "7", Cause.OUT_OF_RANGE),
        ("initial_password_length", "33", Cause.OUT_OF_RANGE),
        ("renewal_by_phone", "perhaps", Cause.NOT_A_FLAG),
        ("guardian_receives_up_to", "giants", Cause.NOT_A_CODE),
        ("card_check_digit", "modulus12", Cause.NOT_A_CODE),
        ("card_lengths", "5", Cause.RULE_VALUE),
        ("card_lengths", "", Cause.EMPTY),
        ("card_lengths", "7月10日", Cause.MADE_A_DATE),
        ("card_lengths", "10-Jul", Cause.MADE_A_DATE),
        ("card_lengths", "07-Oct", Cause.MADE_A_DATE),
        ("card_lengths", "Jul-32", Cause.MADE_A_DATE),
        ("card_lengths", "7/10", Cause.MADE_A_DATE),
        ("card_lengths", "2026/7/10", Cause.MADE_A_DATE),
        ("card_lengths", "2026-07-10", Cause.MADE_A_DATE),
        ("card_lengths", "2026年7月10日", Cause.MADE_A_DATE),
        ("card_lengths", "7-10-8", Cause.RULE_VALUE),
        ("card_lengths", "46213", Cause.MADE_A_DATE),
        ("card_lengths", "462130", Cause.RULE_VALUE),
        ("card_written", "8月1日", Cause.MADE_A_DATE),
        ("card_written", "1-Aug", Cause.MADE_A_DATE),
        ("card_written", "8-Wort", Cause.RULE_VALUE),
        ("card_letters", "some", Cause.NOT_A_CODE),
        ("card_written", "9", Cause.RULE_VALUE),
        ("item_number_digits", "13", Cause.OUT_OF_RANGE),
        ("item_number_prefix", "３", Cause.RULE_VALUE),
        ("item_number_prefix", "A3", Cause.RULE_VALUE),
        ("item_number_prefix", "3" * 12, Cause.RULE_VALUE),
        ("loan_limits", "", Cause.RULE_VALUE),
        ("loan_limits", "book=20 av=5", Cause.RULE_VALUE),
        ("loan_limits", "book=20 av=5 language=3 stone=1", Cause.RULE_VALUE),
        ("loan_limits", "book=20 book=20 av=5 language=3", Cause.RULE_VALUE),
        ("loan_limits", "book=20 av=many language=3", Cause.NOT_A_NUMBER),
        ("library_name", " ", Cause.EMPTY),
        ("portal_url", "x" * 301, Cause.TOO_LONG),
    ],
)
def test_what_can_not_be_is_refused(name: str, text: str, cause: Cause) -> None:
    with pytest.raises(UnfitError) as caught:
        rule_value(name, text)
    assert caught.value.cause is cause


CELLS = [
    "",
    " ",
    "-1",
    "-0",
    "0",
    "10",
    "10001",
    "1" + "0" * 5000,
    "1.5",
    "1e1",
    "１４",
    "NaN",
    "infinity",
    "25:00",
    "a\0b",
    "a\nb",
    "\ud800",
    "\u202e図書館",
    "\ufffd",
    "x" * 100_000,
    "[1]",
    "null",
    "book=1 av=1",
    "book=1 av=1 language=1",
    "book=1 av=1 language=1 stone=1",
    "book=1 av=1 language=-1",
    "book=1 book=1 av=1 language=1",
    "true",
    "maybe",
    "a1",
    "luhn",
    "teens",
    "any",
]


@pytest.mark.parametrize("name", sorted(rule_names()))
def test_what_an_import_takes_the_program_can_read(name: str) -> None:
    taken, told = [], []
    for cell in CELLS:
        try:
            value = rule_value(name, cell)
        except UnfitError as unfit:
            told.append(unfit.found)
            continue
        value_of(name, value)
        assert rule_value(name, rule_text(value)) == value
        taken.append(cell)
    assert taken
    assert max(map(len, told)) < 60


OLD, NEW, LATER = date(2000, 1, 1), date(2026, 4, 1), date(2027, 4, 1)


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ([], []),
        ([("card_lengths", OLD, "9"), ("item_number_digits", OLD, "10")], []),
        ([("card_lengths", OLD, "10")], [(2, Cause.CARDS_AND_ITEMS, "1234567890")]),
        ([("card_lengths", OLD, "10"), ("item_number_digits", OLD, "0")], []),
        (
            [("item_number_digits", OLD, "10"), ("card_lengths", OLD, "9"), ("card_lengths", NEW, "10")],
            [(4, Cause.CARDS_AND_ITEMS, "1234567890")],
        ),
        (
            [
                ("card_lengths", OLD, "8 10"),
                ("item_number_digits", OLD, "0"),
                ("item_number_digits", LATER, "8"),
            ],
            [(4, Cause.CARDS_AND_ITEMS, "12345678")],
        ),
        (
            [("item_number_prefix", OLD, "30"), ("card_lengths", NEW, "10"), ("card_lengths", LATER, "8")],
            [(3, Cause.CARDS_AND_ITEMS, "3012345678")],
        ),
        (
            [("card_check_digit", OLD, "luhn"), ("card_letters", OLD, "any")],
            [(3, Cause.CHECK_DIGIT_OF_LETTERS, "luhn")],
        ),
    ],
)
def test_rules_that_do_not_go_together_are_told_where_they_come_into_force(
    rules: list[tuple[str, date, str]], told: list[tuple[int, Cause, str]]
) -> None:
    rows = [
        (line, {"name": name, "valid_from": day, "value": value})
        for line, (name, day, value) in enumerate(rules, 2)
    ]
    assert [(line, it.cause, it.found) for line, it in clashing(rows, frozenset(), NEW)] == told


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (NEW - timedelta(days=1), [(3, Cause.CARDS_THERE_AND_ITEMS, "123456789")]),
        (NEW, []),
    ],
)
def test_cards_that_are_there_say_nothing_against_what_is_over(
    today: date, told: list[tuple[int, Cause, str]]
) -> None:
    """As where items had nine digits before cards had: the file as it is exported comes in again."""
    rules = [
        ("card_lengths", OLD, "8"),
        ("item_number_digits", OLD, "9"),
        ("card_lengths", NEW, "9"),
        ("item_number_digits", NEW, "10"),
    ]
    rows = [
        (line, {"name": name, "valid_from": day, "value": value})
        for line, (name, day, value) in enumerate(rules, 2)
    ]
    found = clashing(rows, frozenset({8, 9}), today)
    assert [(line, it.cause, it.found) for line, it in found] == told
