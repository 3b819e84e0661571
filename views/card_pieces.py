"""A card whose keys came fast but for a pause or two, longer than a scan has: no fingers type so, either.

What came before the pause was sent on as typing and can't be taken back. But the card is known, and its Enter must not
answer what is asked where the keyboard is.
"""

from typing import Final

from services.cards import CARD_DIGITS

LONGEST_TEAR_MS: Final = 150
MOST_TEARS: Final = 2
"""So many pauses among the characters of a card leave six gaps of eight that are faster than fingers."""


class CardPieces:
    """The card characters of the last moments, as long as they may be one card.

    Args:
        fast_key_ms: the longest gap between two keys of a scan; a longer one is a pause.
    """

    def __init__(self, fast_key_ms: int) -> None:
        self.fast_key_ms = fast_key_ms
        self._text = ""
        self._last_at = 0
        self._tears = 0
        self._is_taken = False

    def pressed(self, text: str, at: int) -> None:
        """Take one more character, which went down at a time in milliseconds."""
        gap = at - self._last_at
        if not 0 <= gap <= LONGEST_TEAR_MS:
            self.forget()
        elif self._text and gap > self.fast_key_ms:
            self._tears += 1
        self._text += text
        self._last_at = at

    def with_last(self, piece: str) -> str:
        """Give the whole card if these characters are its last piece, else only them.

        Of a card whose digits are all taken, the letter that stops it is still a piece; what is typed after it isn't.
        """
        missing = 0 if self._is_taken else CARD_DIGITS - 1
        is_whole = piece and self._tears <= MOST_TEARS and _digits(self._text) >= CARD_DIGITS
        return self._text if is_whole and _digits(piece) <= missing and self._text.endswith(piece) else piece

    def take(self, text: str) -> bool:
        """Note that a scan is taken; tell whether it is more than the rest of one that was."""
        is_rest = self._is_taken and text == self._text
        self._is_taken = _digits(text) >= CARD_DIGITS
        return not is_rest

    def forget(self) -> None:
        """Let go of them: a card has ended, or another key came."""
        self._text = ""
        self._tears = 0
        self._is_taken = False


def _digits(text: str) -> int:
    return sum(it.isdigit() for it in text)
