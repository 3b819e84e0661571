"""Closing rules in one cell, there and back."""

import pytest

from services.contract.file_faults import Cause, UnfitError
from services.own_schema.transfer.closing_texts import closing_rule_of, closing_text
from services.rules.circulation.calendar import (
    ClosingRule,
    MonthEndClosed,
    NthWeekdayClosed,
    OnlyOpenOn,
    RuleEnded,
    WeeklyClosed,
    YearlyClosed,
    kind_of,
)
from services.rules.circulation.closing_rows import DETAILS

_RULES: list[tuple[ClosingRule, str]] = [
    (WeeklyClosed(frozenset({0})), "mon"),
    (WeeklyClosed(frozenset({0, 3}), moves_when_holiday=True), "mon thu moves"),
    (OnlyOpenOn(frozenset({1, 4, 5})), "tue fri sat"),
    (NthWeekdayClosed(3, 4), "3 fri"),
    (YearlyClosed((12, 29), (1, 4)), "12/29 - 1/4"),
    (MonthEndClosed(), ""),
    *((RuleEnded(kind), "ended") for kind in DETAILS),
]


@pytest.mark.parametrize(("rule", "text"), _RULES)
def test_a_rule_is_written_and_read(rule: ClosingRule, text: str) -> None:
    assert closing_text(rule) == text
    assert closing_rule_of(kind_of(rule), text) == rule


@pytest.mark.parametrize(
    ("kind", "text", "canonical"),
    [
        ("weekly", " THU  mon ", "mon thu"),
        ("nth_weekday", "3  FRI", "3 fri"),
        ("yearly", "12/29〜1/4", "12/29 - 1/4"),
        ("yearly", "2/29 - 02/29", "2/29 - 2/29"),
        ("month_end", "  ", ""),
        ("month_end", "Ended", "ended"),
    ],
)
def test_other_ways_of_writing_it(kind: str, text: str, canonical: str) -> None:
    assert closing_text(closing_rule_of(kind, text)) == canonical


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("weekly", ""),
        ("weekly", "moves"),
        ("weekly", "moves mon"),
        ("weekly", "monday"),
        ("weekly", "mon,tue"),
        ("only_open_on", ""),
        ("only_open_on", "tue moves"),
        ("nth_weekday", "fri"),
        ("nth_weekday", "0 fri"),
        ("nth_weekday", "6 fri"),
        ("nth_weekday", "3 fry"),
        ("yearly", "12/29"),
        ("yearly", "12/32 - 1/4"),
        ("yearly", "13/1 - 1/4"),
        ("yearly", "12/29 - 2/30"),
        ("month_end", "mon"),
    ],
)
def test_what_says_nothing_is_refused(kind: str, text: str) -> None:
    with pytest.raises(UnfitError) as caught:
        closing_rule_of(kind, text)
    assert (caught.value.cause, caught.value.found, caught.value.column) == (Cause.CLOSING_WHEN, text, "when")
