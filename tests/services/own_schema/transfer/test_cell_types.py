"""Texts in cells become values, and back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract.file_faults import Cause, UnfitError
from services.own_schema.transfer.cell_types import (
    CardNumberFormat,
    CellFormat,
    DayFormat,
    FlagFormat,
    LabelFormat,
    MasterCodeFormat,
    MomentFormat,
    NumberFormat,
    TextFormat,
    VocabularyFormat,
)
from services.rules.card_numbers import CardLetters, CardNumbers
from services.rules.clock import TOKYO
from services.rules.vocabulary import HoldStatus

CAPITALS = CardNumbers(letters=CardLetters.CAPITALS, written=())
ANY = CardNumbers(letters=CardLetters.ANY, written=())
_NINE = datetime(2026, 10, 1, 9, 0, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (TextFormat(5), "髙﨑", "髙﨑"),
        (TextFormat(5), "𠮷𠮷𠮷𠮷𠮷", "𠮷𠮷𠮷𠮷𠮷"),
        (NumberFormat(), "9223372036854775807", 2**63 - 1),
        (NumberFormat(-5), "-5", -5),
        (NumberFormat(), "007", 7),
        (FlagFormat(), "TRUE", True),
        (FlagFormat(), "0", False),
        (DayFormat(), "2026-11-24", date(2026, 11, 24)),
        (DayFormat(), "2026/1/4", date(2026, 1, 4)),
        (MomentFormat(), "2026-10-01T09:00:00+09:00", _NINE),
        (MomentFormat(), "2026-10-01 00:00:00Z", _NINE),
        (MomentFormat(), "2026/10/1 9:00", _NINE),
        (MomentFormat(), "2026-10-01T09:00:00.000001", _NINE.replace(microsecond=1)),
        (MomentFormat(), "2026/10/1", _NINE.replace(hour=0)),
        (VocabularyFormat(HoldStatus), "in_transit", "in_transit"),
        (LabelFormat(frozenset({"a"})), "a", "a"),
        (MasterCodeFormat({"chuo": 3}), "chuo", 3),
        (CardNumberFormat(CardNumbers()), "12345678-9", "123456789"),
        (CardNumberFormat(CardNumbers()), "12345678", "12345678"),
        (CardNumberFormat(CAPITALS), "AB-00123", "AB-00123"),
        (CardNumberFormat(ANY), "ab-00123", "AB-00123"),
        (CardNumberFormat(CardNumbers()), "１２３４５６７８９", "123456789"),
    ],
)
def test_what_is_read(kind: CellFormat, text: str, value: Any) -> None:
    assert kind.read(text) == value
    assert kind.read(kind.write(value)) == value


@pytest.mark.parametrize(
    ("kind", "text", "cause", "found"),
    [
        (TextFormat(5), "abcdef", Cause.TOO_LONG, "5"),
        (NumberFormat(), "１", Cause.NOT_A_NUMBER, "１"),
        (NumberFormat(), "1,000", Cause.NOT_A_NUMBER, "1,000"),
        (NumberFormat(), "1" * 60, Cause.NOT_A_NUMBER, f"{'1' * 40}…"),
        (NumberFormat(0, 10), "11", Cause.OUT_OF_RANGE, "11"),
        (FlagFormat(), "はい", Cause.NOT_A_FLAG, "はい"),
        (DayFormat(), "24/11/2026", Cause.NOT_A_DAY, "24/11/2026"),
        (DayFormat(), "2026-11-24 10:00", Cause.NOT_A_DAY, "2026-11-24 10:00"),
        (DayFormat(), "0000-01-01", Cause.NOT_A_DAY, "0000-01-01"),
        (MomentFormat(), "2026-10-01 9時", Cause.NOT_A_MOMENT, "2026-10-01 9時"),
        (MomentFormat(), "0001-01-01T00:00+09:00", Cause.NOT_A_MOMENT, "0001-01-01T00:00+09:00"),
        (MomentFormat(), "9999-12-31T23:00Z", Cause.NOT_A_MOMENT, "9999-12-31T23:00Z"),
        (VocabularyFormat(HoldStatus), "READY", Cause.NOT_A_CODE, "READY"),
        (LabelFormat(frozenset({"a"})), "b", Cause.NOT_A_CODE, "b"),
        (MasterCodeFormat({"chuo": 3}), "3", Cause.UNKNOWN, "3"),
        (CardNumberFormat(CardNumbers()), "1234567x", Cause.NOT_A_CARD_NUMBER, "1234567x"),
        (CardNumberFormat(CAPITALS), "ab-00123", Cause.NOT_A_CARD_NUMBER, "ab-00123"),
        (CardNumberFormat(CAPITALS), "1" * 33, Cause.NOT_A_CARD_NUMBER, "1" * 33),
    ],
)
def test_what_is_refused(kind: CellFormat, text: str, cause: Cause, found: str) -> None:
    with pytest.raises(UnfitError) as caught:
        kind.read(text)
    assert (caught.value.cause, caught.value.found) == (cause, found)


@given(st.dates(), st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_days_and_moments_come_back(day: date, moment: datetime) -> None:
    assert DayFormat().read(DayFormat().write(day)) == day
    assert MomentFormat().read(MomentFormat().write(moment)) == moment
