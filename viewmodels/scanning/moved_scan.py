"""Puts a card together that was read while the keyboard moved from one window to another.

For a moment after a dialog has opened, the window system goes on sending keys to the window under it. Qt drops them
before any filter sees them: the card arrives without its beginning, and the rest of it would be typing. Its keys are
known all the same, by when they went down and by their scan codes (`NativePress`).
"""

from viewmodels.scanning.card_characters import FEWEST_CHARACTERS
from viewmodels.scanning.keys import NativePress, Press

UNKNOWN = "?"
"""Stands for a key that no window ever got, so that it isn't known what it writes; no card has it."""


class MovedScan:
    """Keeps the keys that went down one after the other faster than fingers, if the keyboard moved meanwhile.

    The keys are forgotten with the next slow one. What a key writes is learned from those that arrive.

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
        self._window: object = None
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

    def written_by(self, key: NativePress) -> str:
        """Tell what a key writes: as it did in a window, else by its place; nothing if neither is known."""
        return self._writes.get(key.code) or key.character

    def goes_on_with(self, press: Press, at: int) -> bool:
        """Tell whether a key belongs to these, and doesn't begin anew."""
        is_fast = 0 <= at - self._last_at <= self.fast_key_ms
        return press is Press.ENDING or (bool(self._keys) and not self._ended and is_fast)

    def pressed(self, key: NativePress) -> None:
        """Note a key that went down in any window."""
        if key.press is Press.ENDING:
            self.moved = self.moved or (bool(self._keys) and self._is_moving(key))
            self._ended, self._ended_at = True, key.at
            return
        if not self.goes_on_with(key.press, key.at) or self._taken:
            self.forget()
        if key.press is Press.FOREIGN or self._writes.get(key.code) == "":
            self.forget()
            return
        if not self._keys:
            self._window = key.window
        self._keys.append((key.code, key.at))
        self._last_at = key.at
        self.moved = self.moved or self._is_moving(key)

    def begins_after(self, at: int) -> None:
        """Leave out what went down until then: a key that no card has."""
        self._keys = [(code, when) for code, when in self._keys if when > at]

    def holds(self, before: int, at: int) -> bool:
        """Tell whether two keys, by when they went down, are both of these; keys between them may have been dropped."""
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
        """Begin anew: these keys are over, and are used no more."""
        self._keys.clear()
        self._window = None
        self.moved = self._ended = self._taken = False
        self._ended_at = 0

    def _is_moving(self, key: NativePress) -> bool:
        return key.window is not self._window or key.is_blocked
