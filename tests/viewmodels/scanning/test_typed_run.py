"""Whether a reader wrote what stands in a field."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewmodels.scanning.key_classifier import ENDING_MS, FAST_KEY_MS
from viewmodels.scanning.typed_run import TypedRun, may_be_a_barcode
from viewmodels.settings.scanner_speed import MOST_KEY_MS

RECORDED = Path(__file__).parents[2] / "views" / "scanning" / "recorded" / "typing.json"
TYPING = json.loads(RECORDED.read_text(encoding="utf-8"))
LABEL = "AB-00123"
"""A barcode with letters, as other libraries stick on what they lend."""


def is_a_readers(text: str, gaps: list[int], enter: int, fast_key_ms: int = FAST_KEY_MS) -> bool:
    run, at = TypedRun(), 1_000
    run.note(at)
    for gap in gaps:
        at += gap
        run.note(at)
    return run.is_a_readers(text, at + enter, fast_key_ms, ENDING_MS)


@pytest.mark.parametrize(
    ("gaps", "enter", "is_readers"),
    [
        ([4, 4, 4], 4, True),
        ([4, 4, 4], 140, True),
        ([4, 4, 4], 2_000, True),
        ([4, 200, 4], 4, True),
        ([4, 200, 4], 140, True),
        ([4, 1_500, 4], 4, True),
        ([], 10, True),
        ([35, 35], 35, True),
        ([30, 30, 30, 30], 100, True),
        ([110, 90, 120], 130, False),
        ([60, 60, 60], 60, False),
        ([30], 120, False),
        ([], 90, False),
        ([100, 30], 120, False),
        ([100, 25, 100, 30], 110, False),
        ([4], 700, False),
    ],
)
def test_a_readers_keys(gaps: list[int], enter: int, is_readers: bool) -> None:
    assert is_a_readers(LABEL, gaps, enter) is is_readers


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        (LABEL, True),
        ("sato", True),
        ("123456789", True),
        ("12345678-9", True),
        ("1980-01-01", True),
        ("S550101", True),
        ("048-123-4567", True),
        ("-1234", True),
        ("AB 00123", True),
        ("https://example.jp/", True),
        ("WIFI:T:WPA;S:library two;;", True),
        ("", True),
        (" ", True),
        ("1980/1/1", False),
        ("S55.1.1", False),
        ("かわぐち", False),
        ("川口", False),
        ("ｶﾜｸﾞﾁ", False),
        ("川口 1980/1/1", False),
        ("kawaguchi hanako", False),
        ("kawaguchi -1234", False),
        ("kawaguchi S55.1.1", False),
    ],
)
def test_what_a_barcode_may_hold(text: str, may_be: bool) -> None:
    assert may_be_a_barcode(text) is may_be


GAPS = st.lists(st.integers(0, 200), max_size=12)
FAST = st.lists(st.integers(0, FAST_KEY_MS), min_size=2, max_size=12)
SYMBOLS = st.text(st.characters(codec="ascii", exclude_characters="./", categories=["L", "N", "P", "S"]))


@given(st.text(), st.sampled_from("かカ川ｶー々"), GAPS, st.integers(0, 2_000))
def test_japanese_is_no_readers_however_fast(text: str, letter: str, gaps: list[int], enter: int) -> None:
    assert not is_a_readers(text + letter, gaps, enter)


@given(SYMBOLS, st.sampled_from("0123456789"), FAST, st.integers(0, 60_000))
def test_a_barcode_with_a_digit_is_a_readers_whenever_enter_comes(
    text: str, digit: str, gaps: list[int], enter: int
) -> None:
    assert is_a_readers(text + digit, gaps, enter)


@given(st.from_regex(r"[A-Za-z'-]+", fullmatch=True), GAPS, st.integers(ENDING_MS + 1, 60_000))
def test_letters_are_no_readers_where_enter_comes_later_than_a_scans(
    text: str, gaps: list[int], enter: int
) -> None:
    assert not is_a_readers(text, gaps, enter)


@given(st.from_regex(r"[A-Za-z'-]+", fullmatch=True), FAST, st.integers(0, ENDING_MS))
def test_letters_are_a_readers_with_the_enter_of_a_scan(text: str, gaps: list[int], enter: int) -> None:
    assert is_a_readers(text, gaps, enter)


def test_without_times_nobody_is_taken_for_a_reader() -> None:
    run = TypedRun()
    assert not run.is_a_readers(LABEL, 5, FAST_KEY_MS, ENDING_MS)
    for at in (0, 0, 0):
        run.note(at)
    assert not run.is_a_readers(LABEL, 0, FAST_KEY_MS, ENDING_MS)
    assert not run.is_a_readers(LABEL, 5, FAST_KEY_MS, ENDING_MS)
    run.forget()
    run.note(1_000)
    assert not run.is_a_readers(LABEL, 0, FAST_KEY_MS, ENDING_MS)
    assert run.is_a_readers(LABEL, 1_010, FAST_KEY_MS, ENDING_MS)


@pytest.mark.parametrize("typing", TYPING, ids=[f"{n} {it['typed']}" for n, it in enumerate(TYPING)])
@pytest.mark.parametrize("fast_key_ms", [FAST_KEY_MS, MOST_KEY_MS])
def test_recorded_typing_is_no_readers(typing: dict[str, Any], fast_key_ms: int) -> None:
    run = TypedRun()
    times = [at for edge, *_, at in typing["events"] if edge == "+"]
    for at in times:
        run.note(at)
    ended_at = times[-1] + MOST_KEY_MS + 1
    assert not run.is_a_readers(typing["typed"], ended_at, fast_key_ms, ENDING_MS)
