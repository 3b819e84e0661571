"""Texts in cells become values, and back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.clock import TOKYO
from services.rules.vocabulary import HoldStatus
from services.transfer.cell_types import (
    CardNumber,
    Day,
    Flag,
    Kind,
    Label,
    Master,
    Member,
    Moment,
    Number,
    Words,
)
from services.transfer.faults import Cause, UnfitError

_NINE = datetime(2026, 10, 1, 9, 0, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Words(5), "髙﨑", "髙﨑"),
        (Words(5), "𠮷𠮷𠮷𠮷𠮷", "𠮷𠮷𠮷𠮷𠮷"),
        (Number(), "9223372036854775807", 2**63 - 1),
        (Number(-5), "-5", -5),
        (Number(), "007", 7),
        (Flag(), "TRUE", True),
        (Flag(), "0", False),
        (Day(), "2026-11-24", date(2026, 11, 24)),
        (Day(), "2026/1/4", date(2026, 1, 4)),
        (Moment(), "2026-10-01T09:00:00+09:00", _NINE),
        (Moment(), "2026-10-01 00:00:00Z", _NINE),
        (Moment(), "2026/10/1 9:00", _NINE),
        (Moment(), "2026-10-01T09:00:00.000001", _NINE.replace(microsecond=1)),
        (Moment(), "2026/10/1", _NINE.replace(hour=0)),
        (Member(HoldStatus), "in_transit", "in_transit"),
        (Label(frozenset({"a"})), "a", "a"),
        (Master({"chuo": 3}), "chuo", 3),
        (CardNumber(), "12345678-9", "123456789"),
        (CardNumber(), "１２３４５６７８９", "123456789"),
    ],
)
def test_what_is_read(kind: Kind, text: str, value: Any) -> None:
    assert kind.read(text) == value
    assert kind.read(kind.write(value)) == value


@pytest.mark.parametrize(
    ("kind", "text", "cause", "found"),
    [
        (Words(5), "abcdef", Cause.TOO_LONG, "5"),
        (Number(), "１", Cause.NOT_A_NUMBER, "１"),
        (Number(), "1,000", Cause.NOT_A_NUMBER, "1,000"),
        (Number(), "1" * 60, Cause.NOT_A_NUMBER, f"{'1' * 40}…"),
        (Number(0, 10), "11", Cause.OUT_OF_RANGE, "11"),
        (Flag(), "はい", Cause.NOT_A_FLAG, "はい"),
        (Day(), "24/11/2026", Cause.NOT_A_DAY, "24/11/2026"),
        (Day(), "2026-11-24 10:00", Cause.NOT_A_DAY, "2026-11-24 10:00"),
        (Day(), "0000-01-01", Cause.NOT_A_DAY, "0000-01-01"),
        (Moment(), "2026-10-01 9時", Cause.NOT_A_MOMENT, "2026-10-01 9時"),
        (Moment(), "0001-01-01T00:00+09:00", Cause.NOT_A_MOMENT, "0001-01-01T00:00+09:00"),
        (Moment(), "9999-12-31T23:00Z", Cause.NOT_A_MOMENT, "9999-12-31T23:00Z"),
        (Member(HoldStatus), "READY", Cause.NOT_A_CODE, "READY"),
        (Label(frozenset({"a"})), "b", Cause.NOT_A_CODE, "b"),
        (Master({"chuo": 3}), "3", Cause.UNKNOWN, "3"),
        (CardNumber(), "12345678", Cause.NOT_A_CARD_NUMBER, "12345678"),
    ],
)
def test_what_is_refused(kind: Kind, text: str, cause: Cause, found: str) -> None:
    with pytest.raises(UnfitError) as caught:
        kind.read(text)
    assert (caught.value.cause, caught.value.found) == (cause, found)


@given(st.dates(), st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_days_and_moments_come_back(day: date, moment: datetime) -> None:
    assert Day().read(Day().write(day)) == day
    assert Moment().read(Moment().write(moment)) == moment
