"""Puts a card together that was scanned into the card field with a pause among its keys.

The first piece of such a card is taken for typing, or for a scan of too few digits. It can't be told from what a
clerk types, so what is put together counts as typed. It is put together in the card field alone: elsewhere what was
typed has another meaning.
"""

from typing import Final

from services.contract.cards import parse_card_number
from services.contract.errors import CardNumberMalformed
from services.rules.card_numbers import CardNumbers
from viewmodels.scanning.keys import Scanned
from viewmodels.scanning.moved_scan import UNKNOWN

JOINED_MS: Final = 300
"""How long before a scan its first piece may have been typed."""


class JustTyped:
    """The characters of a card that were typed one after the other in the last moments."""

    def __init__(self) -> None:
        self._keys: list[tuple[str, int]] = []

    def note(self, character: str, at: int) -> None:
        """Take one more character, which went down at a time in milliseconds."""
        self._keys = [*self._within(at), (character, at)]

    def before(self, at: int) -> str:
        """Give what was typed in the moments before a time in milliseconds."""
        return "".join(character for character, _ in self._within(at))

    def forget(self) -> None:
        """Begin anew: a scan was told, or another key or the mouse came."""
        self._keys = []

    def _within(self, at: int) -> list[tuple[str, int]]:
        return [key for key in self._keys if 0 <= at - key[1] <= JOINED_MS]


def put_together(scan: Scanned, field: str, cards: CardNumbers) -> str | None:
    """Give the card number of which a scan is the last piece; None unless all pieces are exactly one number.

    Args:
        scan: the last piece, with what came before it.
        field: what the card field holds. Typed pieces have to be all of it: what else is there was meant otherwise.
        cards: how the library's numbers look.
    """
    if not scan.before and not scan.typed:
        return None
    if scan.typed and scan.typed != field:
        return None
    return _whole((scan.typed, *scan.before, scan.text), cards)


def texts_of(scan: Scanned, cards: CardNumbers) -> tuple[str, ...]:
    """Give what is told of a scan where no field puts it together: each piece, none of which is another card.

    Where cards have several lengths, a piece may be a shorter number. Scanned pieces are then told as one, and pieces
    that others are missing of as what is no card.
    """
    if not cards.vary or not any(number_of(piece, cards) for piece in scan.texts):
        return scan.texts
    if scan.is_piece:
        return (UNKNOWN + "".join(scan.texts),)
    return ("".join(scan.texts),) if number_of("".join(scan.texts), cards) else scan.texts


def _whole(pieces: tuple[str, ...], cards: CardNumbers) -> str | None:
    """Read all pieces as one number; None where one of them is that number alone."""
    number = number_of("".join(pieces), cards)
    return None if number in {number_of(piece, cards) for piece in pieces} else number


def number_of(text: str, cards: CardNumbers) -> str | None:
    """Read a text as a card's number; None if it is none."""
    try:
        return parse_card_number(text, cards)
    except CardNumberMalformed:
        return None
