"""Item numbers (資料番号): distinguished from card numbers by their number of digits and their beginning."""

from dataclasses import dataclass

from services.contract.cards import clean_digits, parse_card_number
from services.contract.errors import CardNumberMalformed, ItemNumberRead
from services.rules.card_numbers import DEFAULT_CARDS, CardNumbers
from services.rules.policy import DEFAULT_POLICY, Policy


@dataclass(frozen=True, slots=True)
class ItemNumbers:
    """How the library's item numbers look ◇, beside its card numbers.

    Attributes:
        digits: how many they have, those of `prefix` included; 0 where no number is to be taken for an item's.
        prefix: the digits that each begins with; empty where they begin in any way.
        cards: how card numbers look. What could be both is a card's; masters don't let that be.
    """

    digits: int = DEFAULT_POLICY.item_number_digits
    prefix: str = DEFAULT_POLICY.item_number_prefix
    cards: CardNumbers = DEFAULT_CARDS

    @classmethod
    def of(cls, policy: Policy, cards: CardNumbers | None = None) -> "ItemNumbers":
        """Take them from the library's values, and card numbers, too, if they aren't given."""
        return cls(policy.item_number_digits, policy.item_number_prefix, cards or CardNumbers.of(policy))

    def read(self, text: str) -> str | None:
        """Clean what was typed or scanned to an item number; None for what isn't one."""
        try:
            number = clean_digits(text)
        except CardNumberMalformed:
            return None
        is_item = len(number) == self.digits and number.startswith(self.prefix)
        return number if is_item and not self.reads_card(text) else None

    def reads_card(self, text: str) -> bool:
        """Tell whether what was typed or scanned is a card's number."""
        try:
            parse_card_number(text, self.cards)
        except CardNumberMalformed:
            return False
        return True


def read_card_number(text: str, items: ItemNumbers) -> str:
    """Clean a card number where a card is asked for, be it new or there already.

    Raises:
        ItemNumberRead: it is an item's number.
        CardNumberMalformed: it can't be a card number; see `parse_card_number`.
    """
    if items.read(text) is not None:
        raise ItemNumberRead
    return parse_card_number(text, items.cards)
