"""Detects the last piece of a card whose keys came fast but for a pause or two that are longer than a scan's.

Fingers don't type so: with two pauses a card has 64 ms from key to key at most, on average; the fastest of 168,000
people had 100 ms (Dhakal, Feit, Kristensson and Oulasvirta, "Observations on Typing from 136 Million Keystrokes", CHI
2018). What came before the pause was sent on as typing, and the card isn't put together again, but in the card field
(`viewmodels.scanning.torn_scan`): a clerk may have typed that. Its last piece is a scan, and its Enter must not answer
what is asked where the keyboard is.
"""

from collections.abc import Callable
from typing import Final

from services.rules.card_numbers import CardNumbers
from viewmodels.scanning.card_characters import count_of_number

LONGEST_TEAR_MS: Final = 150
MOST_TEARS: Final = 2
"""So many pauses among the characters of a card of nine leave six gaps of eight that are faster than fingers."""


class InterruptedScan:
    """Counts the card characters of the last moments, as long as they may be one card.

    Args:
        fast_key_ms: the longest gap between two keys of a scan; a longer one is a pause.
        cards: tells how the library's numbers look.
    """

    def __init__(self, fast_key_ms: int, cards: Callable[[], CardNumbers]) -> None:
        self.fast_key_ms = fast_key_ms
        self._cards = cards
        self._count = 0
        self._last_at = 0
        self._tears = 0
        self._is_taken = False

    def pressed(self, character: str, at: int) -> None:
        """Take one more character, which went down at a time in milliseconds."""
        gap = at - self._last_at
        if not 0 <= gap <= LONGEST_TEAR_MS:
            self.forget()
        elif gap > self.fast_key_ms:
            self._tears += 1
        self._count += self._count_of(character)
        self._last_at = at

    def are_ended_by(self, characters: str, then: str = "") -> bool:
        """Tell whether the last characters are the last piece of a card.

        Of a card that is taken as far as one can be, the letter that stops it is still a piece; what is typed after it
        isn't.

        Args:
            characters: the last ones, without a pause among them.
            then: what follows them after a pause of a tear at most; if that is of a number, they aren't the last piece.
        """
        missing = 0 if self._is_taken else self._cards().longest - 1
        is_card = self._count >= self._cards().shortest and not self._count_of(then)
        return (
            is_card
            and self._tears <= MOST_TEARS
            and bool(characters)
            and self._count_of(characters) <= missing
        )

    def has_more_than(self, text: str) -> bool:
        """Tell whether other characters of a number came just before these."""
        return self._count > self._count_of(text)

    def take(self, text: str) -> bool:
        """Note that a scan is taken; tell whether there is anything to tell of it."""
        count = self._count_of(text)
        is_rest = self._is_taken and count == 0
        self._is_taken = self._is_taken or count >= self._cards().longest
        return not is_rest

    def forget(self) -> None:
        """Begin anew: a card has ended, or another key came."""
        self._count = 0
        self._tears = 0
        self._is_taken = False

    def _count_of(self, text: str) -> int:
        return count_of_number(text, self._cards())
