"""Reads what was typed into the desk's one field: a card, an item, what finds a patron, or none of these.

The order decides, so that no text has two meanings: exactly a card's number, a date or a telephone number written as
such, an item's number, names. Other digits may be offered as a date or a telephone number, and are neither by
themselves.
"""

import unicodedata
from dataclasses import dataclass, field, replace
from enum import Enum

from services.contract.cards import clean_card_number
from services.contract.errors import CardNumberMalformed
from services.contract.item_numbers import ItemNumbers
from services.rules.card_numbers import CardNumbers
from services.rules.people.search import Fact, SearchText, fact_in, written_fact

_LONG_VOWEL = "ー"
"""What an input method makes of the hyphen key, too; alone it is no letter of a name."""


class TypedKind(Enum):
    """What a text is."""

    CARD = "card"
    ITEM = "item"
    NAME = "name"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TypedText:
    """What was typed.

    Attributes:
        kind: what it is. A name may have a date or a telephone number beside it.
        search: by what a patron is found; None for a card and an item.
        offered: the fact that digits may be, which are something else by themselves; `search` finds by it.
    """

    kind: TypedKind
    search: SearchText | None = field(default=None, repr=False)
    offered: Fact | None = None

    @property
    def is_searched(self) -> bool:
        """Whether it finds patrons without being asked about."""
        return self.search is not None and self.offered is None


_KINDS = {Fact.BIRTH_DATE: TypedKind.BIRTH_DATE, Fact.PHONE: TypedKind.PHONE}


def read_typed(text: str, items: ItemNumbers) -> TypedText:
    """Tell what a text is.

    A telephone number with its dashes has as many digits as an item's number may have, or a card's. It is a telephone
    number, as a date with its dashes is a date, unless the dashes stand where the library writes them in its cards'.

    Args:
        text: as it was typed or pasted.
        items: how the library's numbers look.
    """
    written = written_fact(text)
    if items.reads_card(text) and (written is None or _is_written_as_card(text, items.cards)):
        return TypedText(TypedKind.CARD)
    if written is not None:
        return TypedText(_KINDS[written], _by_fact(text, written))
    if items.read(text) is not None:
        return TypedText(TypedKind.ITEM)
    words = unicodedata.normalize("NFKC", text).split()
    facts = [written_fact(word) for word in words]
    if any(fact is None and _is_name(word) for word, fact in zip(words, facts, strict=True)):
        return TypedText(TypedKind.NAME, SearchText(words=text))
    if words and None not in facts:  # each of them is written as such
        first = next(fact for fact in facts if fact is not None)
        return TypedText(_KINDS[first], SearchText(words=text))
    digits = "".join(words)
    offered = fact_in(digits) if digits.isascii() and digits.isdigit() else None
    return TypedText(TypedKind.OTHER, None if offered is None else _by_fact(digits, offered), offered)


def _is_written_as_card(text: str, cards: CardNumbers) -> bool:
    """Tell whether a number has no dashes, or has them where the library writes its cards' with some."""
    try:
        typed = clean_card_number(text, replace(cards, written=()))
    except CardNumberMalformed:  # a dash is at an end
        return False
    return "-" not in typed or (not cards.keeps_hyphens and typed == cards.write(typed.replace("-", "")))


def _by_fact(text: str, fact: Fact) -> SearchText:
    return SearchText(birth_date=text) if fact is Fact.BIRTH_DATE else SearchText(phone=text)


def _is_name(word: str) -> bool:
    """Tell whether a word means names: letters, and if digits are among them, letters that no barcode has."""
    letters = [it for it in word if it.isalpha() and it != _LONG_VOWEL]
    has_digits = any(it.isdigit() for it in word)
    return any(not it.isascii() for it in letters) if has_digits else bool(letters)
