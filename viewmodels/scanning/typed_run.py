"""Tells whether a barcode reader wrote what stands in a field, from the times of its keys.

`viewmodels.scanning.key_classifier` takes cards out of the keys. What it lets through may still be a reader's: the
barcode of something else, with letters, or a piece of a card. What no barcode holds was typed, however fast.
"""

from itertools import pairwise
from typing import Final

from services.rules.people.search import Fact, written_fact

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

    def is_a_readers(self, text: str, ended_at: int, fast_key_ms: int, ending_ms: int) -> bool:
        """Tell whether a reader wrote it: its Enter, or most of its characters, came faster than fingers.

        Fingers roll over two keys, but not most of them. Those that do type a name are believed once their Enter is
        later than a scan's; a barcode without a digit that a clerk ends by hand is the price.

        Args:
            text: what stands in the field.
            ended_at: when Enter came, in milliseconds; 0 where nobody knows.
            fast_key_ms: the longest gap between two keys of one scan.
            ending_ms: how long a scan's Enter may take to follow.
        """
        if not self._times or not ended_at or not all(self._times) or not may_be_a_barcode(text):
            return False
        gaps = [after - before for before, after in pairwise((*self._times, ended_at))]
        fast = [0 <= gap <= fast_key_ms for gap in gaps]
        mostly = len(self._times) >= _FEWEST_TO_TELL and 2 * sum(fast[:-1]) > len(fast) - 1
        has_digits = any(it.isdigit() for it in text)
        return fast[-1] or (mostly and (has_digits or gaps[-1] <= ending_ms))


def may_be_a_barcode(text: str) -> bool:
    """Tell whether a reader's keys can have written a text.

    They write no Japanese. Other barcodes than a library's may hold any ASCII, but no date with its signs, and no words
    that are names and what is written with them.
    """
    if not text.isascii():
        return False
    words = text.split()
    if len(words) > 1:
        return not all(word.isalpha() or written_fact(word) for word in words)
    has_signs = "/" in text or "." in text
    return not (has_signs and written_fact(text) is Fact.BIRTH_DATE)
