"""Key times, read from the bytes in which window systems send them."""

import ctypes
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewmodels.scanning.keys import Press
from views.scanning.native_key_times import NativeKeys, character_at, clock_step_ms

PRESS, RELEASE, MOTION = 2, 3, 6
RETURN, KEYPAD_ENTER, TAB, ONE, SHIFT, CAPS_LOCK = 36, 104, 23, 10, 50, 66
CONTROL_DOWN, SHIFT_DOWN, NUM_LOCK_ON = 0x4, 0x1, 0x10


class XServer:
    """Sends key events as an X server does."""

    def __init__(self) -> None:
        self.heard: list[tuple[Press, int]] = []
        self.keys = NativeKeys(lambda press, at, _code: self.heard.append((press, at)))

    def send(
        self, kind: int, code: int, at: int, *, state: int = 0, family: bytes = b"xcb_generic_event_t"
    ) -> None:
        event = struct.pack("<BBHIIIIhhhhHBx", kind, code, 7, at, 1, 2, 3, 0, 0, 0, 0, state, 1)
        held = ctypes.create_string_buffer(event, len(event))
        assert self.keys.nativeEventFilter(family, ctypes.addressof(held)) == (False, 0)


@pytest.mark.parametrize(
    ("code", "state", "press"),
    [
        (ONE, 0, Press.CHARACTER),
        (ONE, SHIFT_DOWN | NUM_LOCK_ON, Press.CHARACTER),
        (ONE, CONTROL_DOWN, Press.FOREIGN),
        (RETURN, 0, Press.ENDING),
        (KEYPAD_ENTER, NUM_LOCK_ON, Press.ENDING),
        (TAB, 0, Press.ENDING),
        (TAB, CONTROL_DOWN, Press.FOREIGN),
    ],
)
def test_a_key_of_x11(code: int, state: int, press: Press) -> None:
    server = XServer()
    server.send(PRESS, code, 2**31 + 5, state=state)
    server.send(PRESS | 0x80, code, 2**31 + 9, state=state)  # as another client sends it
    assert server.heard == [(press, 2**31 + 5), (press, 2**31 + 9)]


def test_a_key_let_go_and_pressed_within_a_millisecond_looks_held_down() -> None:
    server = XServer()
    for kind, at in ((PRESS, 100), (RELEASE, 103), (PRESS, 103), (RELEASE, 105), (PRESS, 106)):
        server.send(kind, ONE, at)
    assert server.heard == [(Press.CHARACTER, 100), (Press.REPEAT, 103), (Press.CHARACTER, 106)]


def test_what_is_no_press_of_a_key_is_let_through_unheard() -> None:
    server = XServer()
    server.send(PRESS, SHIFT, 1)
    server.send(PRESS, CAPS_LOCK, 2)
    server.send(RELEASE, ONE, 3)
    server.send(MOTION, 0, 4)
    server.send(PRESS, ONE, 5, family=b"another_window_system")
    assert server.heard == []


@pytest.mark.parametrize(
    ("scan_code", "character"),
    [
        (2, "1"), (11, "0"), (12, "-"), (16, "q"), (30, "a"), (48, "b"), (50, "m"),
        (79, "1"), (82, "0"), (74, "-"), (13, ""), (28, ""), (57, ""), (78, ""), (0, ""),
    ],
)  # fmt: skip
def test_what_stands_at_a_keys_place(scan_code: int, character: str) -> None:
    assert character_at(scan_code, "win32") == character
    assert character_at(scan_code + 8, "linux") == character
    assert character_at(ONE, "linux") == "1"


@pytest.mark.parametrize(("platform", "step"), [("win32", 16), ("linux", 0), ("darwin", 0)])
def test_how_coarse_a_platforms_clock_is(platform: str, step: int) -> None:
    assert clock_step_ms(platform) == step


@given(phase=st.integers(0, 15_624), gap=st.integers(0, 60_000))
def test_no_gap_looks_longer_on_windows_than_by_the_step(phase: int, gap: int) -> None:
    """Microseconds on a clock of 64 ticks a second, whose times are told in whole milliseconds."""

    def stamped(at: int) -> int:
        return at // 15_625 * 15_625 // 1_000

    assert stamped(phase + gap) - stamped(phase) <= gap / 1_000 + clock_step_ms("win32")
