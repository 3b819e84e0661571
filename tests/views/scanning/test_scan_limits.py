"""How far apart a scan's keys may be, and that no typing is so fast."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
)

from tests.helpers.keyboard import Keyboard
from tests.views.scanning.desk_widgets import FAST, Desk
from viewmodels.scanning.key_classifier import ENDING_MS, FAST_KEY_MS
from viewmodels.settings.scanner_speed import LEAST_KEY_MS, MOST_ENDING_MS, MOST_KEY_MS
from views.scanning.scan_filter import ScanFilter

LIMITS = [
    (FAST_KEY_MS, ENDING_MS),
    (LEAST_KEY_MS, LEAST_KEY_MS),
    (LEAST_KEY_MS, MOST_ENDING_MS),
    (MOST_KEY_MS, LEAST_KEY_MS),
    (MOST_KEY_MS, MOST_ENDING_MS),
]
"""What a workstation may be set to: the longest gap between two keys of a scan, and its ending's."""

TYPING = json.loads((Path(__file__).parent / "recorded" / "typing.json").read_text(encoding="utf-8"))
"""Key events that `xdotool` made on a real X server: at several speeds, evenly and rolling from key to key."""


@pytest.mark.parametrize(
    ("clock_ms", "limit", "gap", "is_scan"),
    [
        (0, FAST_KEY_MS, FAST_KEY_MS, True),
        (0, FAST_KEY_MS, FAST_KEY_MS + 1, False),
        (16, FAST_KEY_MS, FAST_KEY_MS + 16, True),
        (16, FAST_KEY_MS, FAST_KEY_MS + 17, False),
        (16, 20, 36, True),
        (16, 20, 37, False),
    ],
)
def test_a_coarse_clocks_step_is_added_to_the_longest_gap(
    qapp: QApplication, desk: Desk, *, clock_ms: int, limit: int, gap: int, is_scan: bool
) -> None:
    scan_filter = ScanFilter(clock_ms=clock_ms)
    if limit != FAST_KEY_MS:
        scan_filter.set_limits(limit, ENDING_MS)
    heard: list[str] = []
    scan_filter.scanned.connect(heard.append)
    scan_filter.listen(qapp)
    Keyboard(desk.windowHandle()).type("123456789\r", gap)
    scan_filter.stop(qapp)
    assert (heard == ["123456789"]) is is_scan


def test_key_times_are_told_for_measuring_a_reader(
    desk: Desk, keys: Keyboard, scan_filter: ScanFilter
) -> None:
    times: list[int] = []
    scan_filter.character_pressed.connect(times.append)
    keys.now = 2**31 + 5  # a machine that is up for 25 days
    keys.type("xA123456789\r", 4)

    assert [time - 2**31 for time in times] == [13, 17, 21, 25, 29, 33, 37, 41, 45, 49]


def test_other_limits_hold_from_the_next_key_on(
    desk: Desk, keys: Keyboard, scan_filter: ScanFilter, scans: list[str]
) -> None:
    keys.type("123456789\r", 50)
    assert scans == []

    scan_filter.set_limits(60, 150)
    keys.now += 1_000
    keys.type("123456789\r", 50)
    assert scans == ["123456789"]


def test_an_ending_that_may_come_at_once_tears_no_scan(
    desk: Desk, keys: Keyboard, scan_filter: ScanFilter, scans: list[str]
) -> None:
    scan_filter.set_limits(MOST_KEY_MS, LEAST_KEY_MS)
    keys.type("123456", FAST)
    keys.type("789", MOST_KEY_MS)
    keys.type("\r", LEAST_KEY_MS)
    assert scans == ["123456789"]


@pytest.mark.parametrize("threshold", [FAST_KEY_MS, MOST_KEY_MS])
@pytest.mark.parametrize("typing", TYPING, ids=[f"{n} {it['typed']}" for n, it in enumerate(TYPING)])
def test_recorded_typing_is_never_a_scan(
    *,
    desk: Desk,
    keys: Keyboard,
    scan_filter: ScanFilter,
    scans: list[str],
    typing: dict[str, Any],
    threshold: int,
) -> None:
    scan_filter.set_limits(threshold, MOST_ENDING_MS)
    for edge, text, key, code, at in typing["events"]:
        keys.now = at
        kind = QEvent.Type.KeyPress if edge == "+" else QEvent.Type.KeyRelease
        keys.send(kind, text, Qt.Key(key), code=code)
    keys.now += MOST_ENDING_MS + 1
    keys.press("", Qt.Key.Key_End)  # what is held can be no scan any more
    assert desk.field.text() == typing["typed"]
    assert scans == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(LIMITS),
    st.lists(
        st.tuples(st.sampled_from("0123456789-ABCDabcd\r"), st.just(1) | st.integers(1, 2_000)), max_size=24
    ),
)
def test_no_typing_with_gaps_above_the_threshold_is_a_scan(
    desk: Desk,
    scan_filter: ScanFilter,
    scans: list[str],
    limits: tuple[int, int],
    typed: list[tuple[str, int]],
) -> None:
    scan_filter.set_limits(*limits)
    keys = Keyboard(desk.windowHandle())
    keys.now += 10_000
    for character, above in typed:
        keys.type(character, limits[0] + above)
    keys.type("x", 1_000)
    assert scans == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    limits=st.sampled_from(LIMITS),
    text=st.text("0123456789-abcd", min_size=6, max_size=14),
    below=st.lists(st.just(0) | st.integers(0, MOST_KEY_MS), min_size=14, max_size=14),
    ending=st.sampled_from(["\r", "\t", "\r\r"]),
)
def test_no_scan_with_gaps_up_to_the_threshold_is_typing(
    *,
    desk: Desk,
    scan_filter: ScanFilter,
    scans: list[str],
    limits: tuple[int, int],
    text: str,
    below: list[int],
    ending: str,
) -> None:
    scan_filter.set_limits(*limits)
    gaps = [max(0, limits[0] - each) for each in below]
    desk.field.clear()
    scans.clear()
    keys = Keyboard(desk.windowHandle())
    keys.now += 10_000
    for character, gap in zip(text, gaps, strict=False):
        keys.type(character, gap)
    keys.type(ending, 1)
    assert scans == [text]
    assert desk.state == ("", -1, 0)
    keys.type("x", 1_000)
