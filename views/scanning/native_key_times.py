"""Reads when keys went down from the window system's own messages, also of keys that an input method takes.

What an input method composes of a key arrives later, without a time of its own, and in lumps when the method is busy.
Only the key's own time tells a scanner from fingers then.
"""

import ctypes
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter

from viewmodels.scanning.keys import Press


def clock_step_ms(platform: str) -> int:
    """Tell how far apart two times may be by which a window system stamps keys, in whole milliseconds, at least 0.

    Windows' message times come from a clock that goes on 64 times a second: a gap may look that much longer than it is.

    Args:
        platform: as `sys.platform` names it.
    """
    return 16 if platform == "win32" else 0


def character_at(code: int, platform: str) -> str:
    """Tell the small letter, digit or hyphen at a key's place on a keyboard of Japan or the USA; empty for other keys.

    Args:
        code: the key's, as `NativeKeys` tells it.
        platform: as `sys.platform` names it.
    """
    return _PLACES.get(code if platform == "win32" else code - _X_OFFSET, "")


class NativeKeys(QAbstractNativeEventFilter):
    """Hears of each key before an input method does, on X11 and on Windows, and lets everything through.

    Args:
        pressed: is told what went down, when, and the code of the key on the keyboard.
    """

    def __init__(self, pressed: Callable[[Press, int, int], None]) -> None:
        super().__init__()
        self._pressed = pressed
        self._released: tuple[int, int] | None = None

    def nativeEventFilter(self, kind: Any, message: Any) -> Any:  # noqa: D102 - Qt's contract
        if kind == b"xcb_generic_event_t":
            self._x11(int(message))
        elif sys.platform == "win32" and kind == b"windows_generic_MSG":
            self._windows(int(message))
        return False, 0

    def _x11(self, address: int) -> None:
        kind = ctypes.c_uint8.from_address(address).value & 0x7F
        if kind not in _X_KEYS:
            return
        event = _XKeyEvent.from_address(address)
        if kind == _X_RELEASE:
            self._released = (event.code, event.time)
            return
        if event.code in _X_SHIFTS:
            return
        repeats = self._released == (event.code, event.time)
        is_command = bool(event.state & _X_COMMANDS)
        press = _kind(event.code in _X_ENDINGS, repeats=repeats, is_command=is_command)
        self._pressed(press, event.time, event.code)

    def _windows(self, address: int) -> None:
        message = _Message.from_address(address)
        if message.message not in _WINDOWS_PRESSES:
            return
        code = message.lparam >> 16 & 0xFF
        if code not in _WINDOWS_SHIFTS:
            repeats = bool(message.lparam & _WINDOWS_WAS_DOWN)
            press = _kind(code in _WINDOWS_ENDINGS, repeats=repeats, is_command=False)
            self._pressed(press, message.time, code)


def _kind(is_ending: bool, *, repeats: bool, is_command: bool) -> Press:
    if is_command:
        return Press.FOREIGN
    if is_ending:
        return Press.ENDING
    return Press.REPEAT if repeats else Press.CHARACTER


class _XKeyEvent(ctypes.Structure):
    """`xcb_key_press_event_t`, as far as it is needed."""

    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("code", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("time", ctypes.c_uint32),
        ("windows", ctypes.c_uint32 * 3),
        ("positions", ctypes.c_int16 * 4),
        ("state", ctypes.c_uint16),
    )


class _Message(ctypes.Structure):
    """Windows' `MSG`, as far as it is needed."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("wparam", ctypes.c_size_t),
        ("lparam", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
    )


# Scan codes of the rows of a PC's keyboard and of its numeric keypad. Those of X11 are higher by 8.
_PLACES = {
    first + place: character
    for first, row in (
        (2, "1234567890-"),
        (16, "qwertyuiop"),
        (30, "asdfghjkl"),
        (44, "zxcvbnm"),
        (71, "789-456"),
        (79, "1230"),
    )
    for place, character in enumerate(row)
}
_X_OFFSET = 8

_X_RELEASE = 3
_X_KEYS = frozenset({2, _X_RELEASE})
_X_COMMANDS = 0x4 | 0x8 | 0x40  # Ctrl, Alt, Super
# Codes of the evdev keyboard, which every X server of today has: Return, Enter, Tab; both Shifts and Caps Lock.
_X_ENDINGS = frozenset({36, 104, 23})
_X_SHIFTS = frozenset({50, 62, 66})

_WINDOWS_PRESSES = frozenset({0x100, 0x104})  # WM_KEYDOWN, WM_SYSKEYDOWN
_WINDOWS_ENDINGS = frozenset({0x1C, 0x0F})  # scan codes: an input method hides the virtual key
_WINDOWS_SHIFTS = frozenset({0x2A, 0x36, 0x3A})
_WINDOWS_WAS_DOWN = 1 << 30
