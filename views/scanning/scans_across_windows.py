"""Cards that are read while the keyboard moves from one window to another.

For a moment after a dialog has opened, the window system goes on sending keys to the window under it, and Qt drops them
before any filter sees them: a card that is read then arrives without its beginning, and what is left of it would be
typing. Its keys are known all the same, by when they went down and which they were
(`views/scanning/native_key_times.py`).
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWindow

from views.scanning.input_method_scans import FEWEST_CHARACTERS
from views.scanning.native_key_times import Press

UNKNOWN = "?"
"""Stands for a key that no window ever got, so that nobody knows what it writes; no card has it."""


class MovedScan:
    """The keys that went down one after the other faster than fingers, if the keyboard moved meanwhile.

    Which keys they were is forgotten with the next one that is slow. What a key writes is learned from those that
    arrive.

    Attributes:
        moved: a window that can't have keys got one of them, or more than one window did.

    Args:
        fast_key_ms: the longest gap between two keys of one scan.
        ending_ms: how long a scan's Enter or Tab may take to follow.
    """

    def __init__(self, fast_key_ms: int, ending_ms: int) -> None:
        self.fast_key_ms = fast_key_ms
        self.ending_ms = ending_ms
        self.moved = False
        self._keys: list[tuple[int, int]] = []
        self._last_at = 0
        self._window: QWindow | None = None
        self._ended, self._ended_at = False, 0
        self._taken = False
        self._gone = (0, 0)
        self._writes: dict[int, str] = {}

    @property
    def is_card(self) -> bool:
        """Tell whether this is a scan of which some keys may be lost."""
        return self.moved and not self._taken and len(self._keys) >= FEWEST_CHARACTERS

    def learn(self, code: int, text: str) -> None:
        """Note what a key wrote in a window; nothing for a key that no card has."""
        if code and (text or code not in self._writes):
            self._writes[code] = text

    def goes_on_with(self, press: Press, at: int) -> bool:
        """Tell whether a key belongs to these, and doesn't begin anew."""
        is_fast = 0 <= at - self._last_at <= self.fast_key_ms
        return press is Press.ENDING or (bool(self._keys) and not self._ended and is_fast)

    def pressed(self, press: Press, at: int, code: int) -> None:
        """Hear of a key that went down, wherever it went."""
        if press is Press.ENDING:
            self.moved = self.moved or (bool(self._keys) and self._is_moving())
            self._ended, self._ended_at = True, at
            return
        if not self.goes_on_with(press, at) or self._taken:
            self.forget()
        if press is Press.FOREIGN or self._writes.get(code) == "":
            self.forget()
            return
        if not self._keys:
            self._window = QGuiApplication.focusWindow()
        self._keys.append((code, at))
        self._last_at = at
        self.moved = self.moved or self._is_moving()

    def begins_after(self, at: int) -> None:
        """Leave out what went down until then: a key that no card has."""
        self._keys = [(code, when) for code, when in self._keys if when > at]

    def holds(self, before: int, at: int) -> bool:
        """Tell whether two keys, by when they went down, are both of these, whatever was dropped between them."""
        return self.moved and self.has(before) and self.has(at)

    def ends_at(self, at: int) -> bool:
        """Tell whether an Enter or Tab belongs to these, also to those that were already taken."""
        return (self.is_card or self._taken) and 0 <= at - self._last_at <= self.ending_ms

    def has(self, at: int) -> bool:
        """Tell whether a key that went down then is one of these."""
        return bool(self._keys) and self._keys[0][1] <= at <= self._last_at

    def is_gone(self, at: int) -> bool:
        """Tell whether a key that a window gets only now went with a card that was taken."""
        return 0 < self._gone[0] <= at <= self._gone[1]

    def take(self) -> str:
        """Give the whole card, and forget it."""
        if self._keys:
            self._gone = (self._keys[0][1], max(self._last_at, self._ended_at))
        text = "".join(self._writes.get(code, UNKNOWN) for code, _ in self._keys)
        self._keys.clear()
        self._taken = True
        return text

    def forget(self) -> None:
        """Let go of them: they are over, and not wanted any more."""
        self._keys.clear()
        self._window = None
        self.moved = self._ended = self._taken = False
        self._ended_at = 0

    def _is_moving(self) -> bool:
        now = QGuiApplication.focusWindow()
        return now is not self._window or _is_blocked(now)


def _is_blocked(window: QWindow | None) -> bool:
    """Tell whether Qt drops the keys of a window, since a dialog is over it; without a window it drops all."""
    if window is None:
        return True
    modal = QGuiApplication.modalWindow()
    if modal is None or window.type() == Qt.WindowType.Popup:
        return False
    around: QWindow | None = window
    while around is not None and around is not modal:
        around = around.transientParent()
    return around is None
