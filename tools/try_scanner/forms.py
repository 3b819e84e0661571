"""Gives the trial's library another form of card numbers, like one that is told."""

import json
import sqlite3
from contextlib import closing
from typing import Final

from services.contract.cards import clean_card_number
from services.contract.errors import CardNumberMalformed
from services.rules.card_numbers import SHORTEST, CardLetters, CardNumbers

KAWAGUCHIS: Final = "12345678-9"
_ITEMS: Final = 10


class CardForms:
    """What becomes of the nine digits of the library's cards.

    Args:
        like: a number as one of its cards has it; `12345678-9` for the cards as they are.
    """

    def __init__(self, like: str) -> None:
        self._like = like
        self.is_kawaguchis = like == KAWAGUCHIS
        self.cards = CardNumbers()
        self._numbers: dict[str, str] = {}
        if not self.is_kawaguchis:
            has_letters = any(it.isalpha() for it in like)
            letters = CardLetters.CAPITALS if has_letters else CardLetters.NONE
            self.cards = CardNumbers(((len(like), len(like)),), letters, ())

    @property
    def reads_items(self) -> bool:
        """Whether items can be told from cards."""
        return not self.cards.fits(_ITEMS)

    @property
    def no_card(self) -> str:
        """Give digits of another length than cards and items have."""
        near = (it for it in (self.cards.longest - 1, self.cards.longest + 1) if it >= SHORTEST)
        length = next(it for it in near if it != _ITEMS or not self.reads_items)
        return ("1234567890" * 4)[:length]

    def number(self, nine: str) -> str:
        """Give the number that the card with these nine digits has now."""
        return self._numbers.get(nine, nine)

    def _in_form(self, place: int) -> str:
        """Write a count in the form, from the right, with zeros in front."""
        digits, told = list(str(place)), ""
        for character in reversed(self._like):
            told += character if not character.isdigit() else digits.pop() if digits else "0"
        return told[::-1]

    def read(self, text: str) -> str:
        """Clean what was heard; what is no number as it is."""
        try:
            return clean_card_number(text, self.cards)
        except CardNumberMalformed:
            return text

    def give_all(self, file: str) -> None:
        """Give each card of a library its number in the form, and the library the values to it."""
        if self.is_kawaguchis:
            return
        length = len(self._like)
        values = {
            "card_lengths": str(length),
            "card_letters": self.cards.letters.value,
            "card_written": "",
            "item_number_digits": _ITEMS if self.reads_items else 0,
        }
        with closing(sqlite3.connect(file)) as library, library:
            nines = [it for (it,) in library.execute("SELECT number FROM card ORDER BY number")]
            self._numbers = {nine: self._in_form(place) for place, nine in enumerate(nines, 1)}
            library.create_function("in_form", 1, self.number)
            library.execute("UPDATE card SET number = in_form(number)")
            library.execute("UPDATE masters_version SET version = version + 1")
            for name, value in values.items():
                library.execute("DELETE FROM circulation_rule WHERE name = ?", (name,))
                library.execute(
                    "INSERT INTO circulation_rule (name, valid_from, value) VALUES (?, '2000-01-01', ?)",
                    (name, json.dumps(value)),
                )
