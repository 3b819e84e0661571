"""The library's form of a card number ◇: its lengths, its letters, and how it is written and masked.

What was typed or scanned is cleaned by `services.contract.cards`, which asks this.
"""

import re
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import cache
from itertools import accumulate, pairwise
from typing import Final, Protocol

LONGEST: Final = 32
"""As many characters as `card.number` can hold."""
SHORTEST: Final = 6
"""Fewer fast keys than these are typing, so that no scan would be heard."""
KEPT: Final = f"[0-9A-Z](?:[0-9A-Z-]{{0,{LONGEST - 2}}}[0-9A-Z])?"
"""Matches every number that the table can hold, whatever the library's values are or were."""

_LENGTH = "(?:[6-9]|[12][0-9]|3[0-2])"
_RANGE = f"{_LENGTH}(?:-{_LENGTH})?"
LENGTHS_TEXT: Final = f"{_RANGE}(?: {_RANGE})*"
_GROUP = "(?:[1-9]|[12][0-9]|3[01])"
_GROUPS = f"{_GROUP}(?:-{_GROUP})+"
WRITTEN_TEXT: Final = f"(?:{_GROUPS}(?: {_GROUPS})*)?"

_SHOWN: Final = 4
_MASK: Final = "●"
_COUNTED: Final = "1234567890"


class NumberValues(Protocol):
    """The library's values about numbers, as `services.rules.policy` has them."""

    @property
    def card_lengths(self) -> str:
        """Lengths of new cards, and ranges of them: `9`, `7-10`, `8 13`."""

    @property
    def card_letters(self) -> str:
        """One of `CardLetters`."""

    @property
    def card_written(self) -> str:
        """The groups in which numbers are written: `8-1`, one for each length, or none."""

    @property
    def card_check_digit(self) -> str | None:
        """How the last digit checks the others."""

    @property
    def item_number_digits(self) -> int:
        """How many digits an item's number has; 0 where none is read."""

    @property
    def item_number_prefix(self) -> str:
        """The digits that it begins with."""


class CardLetters(StrEnum):
    """Which letters are in card numbers. Capital and small ones are the same wherever a number is read at a desk."""

    NONE = "none"
    CAPITALS = "capitals"
    """A file with small ones is at fault."""
    ANY = "any"


@dataclass(frozen=True, slots=True)
class CardNumbers:
    """How the library's card numbers look.

    Attributes:
        lengths: the lengths of new cards, from the first through the second of each pair, in order.
        letters: which letters are in them.
        written: the groups in which a number is written with hyphens between them; one of another length than theirs
            together is written as it is. Empty: a hyphen is one of the number's own characters.
        there: the lengths of cards that the library has already; these are read, too.
    """

    lengths: tuple[tuple[int, int], ...] = ((9, 9),)
    letters: CardLetters = CardLetters.NONE
    written: tuple[tuple[int, ...], ...] = ((8, 1),)
    there: frozenset[int] = frozenset()

    @classmethod
    def of(cls, policy: NumberValues, there: frozenset[int] = frozenset()) -> "CardNumbers":
        """Take them from the library's values; see the attributes for `there`."""
        return _form(policy.card_lengths, policy.card_letters, policy.card_written, there)

    @property
    def has_letters(self) -> bool:
        """Whether letters are in them."""
        return self.letters is not CardLetters.NONE

    @property
    def keeps_hyphens(self) -> bool:
        """Whether a hyphen is one of a number's own characters."""
        return not self.written

    @property
    def has_written_hyphens(self) -> bool:
        """Whether some new ones are written with hyphens that aren't a number's own characters."""
        return any(self.fits(sum(groups)) for groups in self.written)

    @property
    def shortest(self) -> int:
        """How many characters the shortest number has that is read."""
        return min((self.lengths[0][0], *self.there))

    @property
    def longest(self) -> int:
        """How many characters the longest number has that is read."""
        return max((*(most for _, most in self.lengths), *self.there))

    @property
    def vary(self) -> bool:
        """Whether they have several lengths, so that a piece of one may be another."""
        return self.shortest != self.longest

    def fits(self, length: int) -> bool:
        """Tell whether a new card can have so many characters."""
        return any(least <= length <= most for least, most in self.lengths)

    def reads(self, length: int) -> bool:
        """Tell whether a card can have so many characters, be it new or there already."""
        return length in self.there or self.fits(length)

    def write(self, number: str) -> str:
        """Write a number as it is printed on the card, such as `12345678-9`."""
        for groups in self.written:
            if sum(groups) == len(number):
                return "-".join(number[start:end] for start, end in pairwise((0, *accumulate(groups))))
        return number

    def mask(self, number: str) -> str:
        """Write a number with all but its last four characters hidden, or of four and fewer all but the last."""
        shown = _SHOWN if len(number) > _SHOWN else 1
        hidden = max(0, len(number) - shown)
        return self.write(_MASK * hidden + number[hidden:])

    def example(self) -> str:
        """Give a number of digits, one that is written in groups where there is such a one."""
        grouped = (sum(groups) for groups in self.written)
        length = next((it for it in grouped if self.fits(it)), self.lengths[0][0])
        return _counted(length)


DEFAULT_CARDS: Final = CardNumbers()
"""The program's own form, which is Kawaguchi's."""


class Clash(Enum):
    """Why values of the library don't go together."""

    CARDS_AND_ITEMS = auto()
    """A number would be a new card's and an item's."""
    CARDS_THERE_AND_ITEMS = auto()
    """A number would be an item's and has as many characters as a card that is there, whatever new ones have."""
    CHECK_DIGIT_OF_LETTERS = auto()
    """No check digit counts letters."""


def clashes(policy: NumberValues, there: frozenset[int] = frozenset()) -> tuple[tuple[Clash, str], ...]:
    """Tell which values about numbers don't go together: an example for a number, else the value that can't be.

    Args:
        policy: the library's values.
        there: the lengths of cards that the library has already.
    """
    cards, items, prefix = CardNumbers.of(policy, there), policy.item_number_digits, policy.item_number_prefix
    found: list[tuple[Clash, str]] = []
    for item in _scans(prefix + _counted(items - len(prefix)), cards) if 0 < items >= len(prefix) else ():
        if cards.reads(len(item)):
            kind = Clash.CARDS_AND_ITEMS if cards.fits(len(item)) else Clash.CARDS_THERE_AND_ITEMS
            found.append((kind, item))
    if cards.has_letters and policy.card_check_digit is not None:
        found.append((Clash.CHECK_DIGIT_OF_LETTERS, policy.card_check_digit))
    return tuple(found)


def _scans(item: str, cards: CardNumbers) -> tuple[str, ...]:
    """Give an item's number as readers send it: bare, and between NW-7's letters, which cards may have, too."""
    return (item, f"A{item}B") if cards.has_letters else (item,)


def _counted(length: int) -> str:
    return (_COUNTED * (length // len(_COUNTED) + 1))[:length]


@cache
def _form(lengths: str, letters: str, written: str, there: frozenset[int]) -> CardNumbers:
    return CardNumbers(
        lengths=tuple(sorted(map(_range, lengths.split()))),
        letters=CardLetters(letters),
        written=tuple(tuple(map(int, groups.split("-"))) for groups in written.split()),
        there=there,
    )


def _range(text: str) -> tuple[int, int]:
    ends = sorted(map(int, re.findall("[0-9]+", text)))
    return ends[0], ends[-1]
