"""Tells whether a barcode reader wrote what stands in a field, from the times of its keys.

`viewmodels.scanning.key_classifier` takes cards out of the keys. What it lets through may still be a reader's: the
barcode of something else, with letters, or a piece of a card.
"""

from itertools import pairwise
from typing import Final

_FEWEST_TO_TELL: Final = 3


class TypedRun:
    """The keys of what stands in a field, since it was last written otherwise."""

    def __init__(self) -> None:
        self._times: list[int] = []

    def note(self, at: int) -> None:
        """Take one more character, typed at a time in milliseconds; 0 where nobody knows when."""
        self._times.append(at)

    def forget(self) -> None:
        """Begin anew: what stands in the field wasn't typed key by key."""
        self._times = []

    def is_a_readers(self, ended_at: int, fast_key_ms: int) -> bool:
        """Tell whether a reader wrote it: its Enter, or most of its characters, came faster than fingers.

        Fingers roll over two keys, but not most of them.

        Args:
            ended_at: when Enter came, in milliseconds; 0 where nobody knows.
            fast_key_ms: the longest gap between two keys of one scan.
        """
        if not self._times or not ended_at or not all(self._times):
            return False
        fast = [0 <= after - before <= fast_key_ms for before, after in pairwise((*self._times, ended_at))]
        mostly = len(self._times) >= _FEWEST_TO_TELL and 2 * sum(fast[:-1]) > len(fast) - 1
        return fast[-1] or mostly
