"""Whether a reader wrote what stands in a field."""

import json
from pathlib import Path
from typing import Any

import pytest

from viewmodels.scanning.key_classifier import FAST_KEY_MS
from viewmodels.scanning.typed_run import TypedRun
from viewmodels.settings.scanner_speed import MOST_KEY_MS

RECORDED = Path(__file__).parents[2] / "views" / "scanning" / "recorded" / "typing.json"
TYPING = json.loads(RECORDED.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("gaps", "enter", "is_a_readers"),
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
def test_a_readers_keys(gaps: list[int], enter: int, is_a_readers: bool) -> None:
    run, at = TypedRun(), 1_000
    run.note(at)
    for gap in gaps:
        at += gap
        run.note(at)
    assert run.is_a_readers(at + enter, FAST_KEY_MS) is is_a_readers


def test_without_times_nobody_is_taken_for_a_reader() -> None:
    run = TypedRun()
    assert not run.is_a_readers(5, FAST_KEY_MS)
    for at in (0, 0, 0):
        run.note(at)
    assert not run.is_a_readers(0, FAST_KEY_MS)
    assert not run.is_a_readers(5, FAST_KEY_MS)
    run.forget()
    run.note(1_000)
    assert not run.is_a_readers(0, FAST_KEY_MS)
    assert run.is_a_readers(1_010, FAST_KEY_MS)


@pytest.mark.parametrize("typing", TYPING, ids=[f"{n} {it['typed']}" for n, it in enumerate(TYPING)])
@pytest.mark.parametrize("fast_key_ms", [FAST_KEY_MS, MOST_KEY_MS])
def test_recorded_typing_is_no_readers(typing: dict[str, Any], fast_key_ms: int) -> None:
    run = TypedRun()
    times = [at for edge, *_, at in typing["events"] if edge == "+"]
    for at in times:
        run.note(at)
    assert not run.is_a_readers(times[-1] + MOST_KEY_MS + 1, fast_key_ms)
