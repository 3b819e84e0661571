"""Errors of card numbers that were scanned or typed."""

from dataclasses import dataclass
from enum import Enum

from services.contract.errors.base import ServiceError


class CardFault(Enum):
    """What is wrong with a typed or scanned card number."""

    EMPTY = "empty"
    DIGIT_COUNT = "digit_count"
    NO_DIGIT = "no_digit"
    CHARACTER = "character"
    HYPHEN_AT_END = "hyphen_at_end"


@dataclass(eq=False)
class CardNumberMalformed(ServiceError):
    """The text can't be a card number.

    Attributes:
        fault: what is wrong.
        digits: how many characters came that a number can have, hyphens aside.
        character: the first character that can't be in a card number, where that is the fault.
    """

    fault: CardFault
    digits: int = 0
    character: str = ""


class ItemNumberRead(ServiceError):
    """An item was scanned where a card is asked for."""


@dataclass(eq=False)
class CardUnknown(ServiceError):
    """No card has this number."""

    number: str


@dataclass(eq=False)
class CardRetired(ServiceError):
    """The card was replaced after a loss (再発行前のカードです); it opens no patron."""

    number: str


@dataclass(eq=False)
class CardInUse(ServiceError):
    """A patron has a card with this number already; a replacement needs an unused number."""

    number: str
