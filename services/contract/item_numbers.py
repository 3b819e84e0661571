"""Item numbers (資料番号): distinguished from card numbers by their number of digits and their beginning."""

from dataclasses import dataclass

from services.contract.cards import clean_digits, parse_card_number
from services.contract.errors import CardNumberMalformed, ItemNumberRead
from services.rules.card_numbers import CARD_DIGITS
from services.rules.policy import DEFAULT_POLICY, Policy


@dataclass(frozen=True, slots=True)
class ItemNumbers:
    """How the library's item numbers look ◇.

    Attributes:
        digits: how many they have, those of `prefix` included; 0 where no number is to be taken for an item's.
        prefix: the digits that each begins with; empty where they begin in any way.
    """

    digits: int = DEFAULT_POLICY.item_number_digits
    prefix: str = DEFAULT_POLICY.item_number_prefix

    @classmethod
    def of(cls, policy: Policy) -> "ItemNumbers":
        """Take them from the library's values."""
        return cls(policy.item_number_digits, policy.item_number_prefix)

    def read(self, text: str) -> str | None:
        """Clean what was typed or scanned to an item number; None for what isn't one.

        Without a prefix, a number with as many digits as a card's is a card's.
        """
        if self.digits == CARD_DIGITS and not self.prefix:
            return None
        try:
            number = clean_digits(text)
        except CardNumberMalformed:
            return None
        return number if len(number) == self.digits and number.startswith(self.prefix) else None


def read_card_number(text: str, items: ItemNumbers) -> str:
    """Clean a card number where a card is asked for.

    Raises:
        ItemNumberRead: it is an item's number.
        CardNumberMalformed: it can't be a card number; see `parse_card_number`.
    """
    if items.read(text) is not None:
        raise ItemNumberRead
    return parse_card_number(text)
