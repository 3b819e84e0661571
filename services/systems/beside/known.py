"""The patrons of another system that this process knows: their numbers, keys and cards, and the record read last."""

from typing import Final

from services.contract.backend import PatronKey
from services.contract.recording import KnownPatrons
from services.systems.record_source import ViewRow

REMEMBERED: Final = 1000
"""How many patrons are remembered; with one more all are forgotten, and asked for anew."""


class Known:
    """Remembers what a look found, so that the next one of the same patron asks once.

    What is remembered may be out of date: whoever reads by it compares.
    """

    def __init__(self, patrons: KnownPatrons) -> None:
        self._patrons = patrons
        self._numbers: dict[str, PatronKey] = {}
        self._keys: dict[PatronKey, str] = {}
        self._by_card: dict[str, str] = {}
        self._followed: PatronKey | None = None
        self._held: tuple[PatronKey, str, ViewRow] | None = None

    async def number_of(self, key: str) -> PatronKey:
        """Give a patron's lasting number; see `KnownPatrons`."""
        if key not in self._numbers:
            self._note(await self._patrons.number_of(key), key)
        return self._numbers[key]

    async def key_of(self, number: PatronKey) -> str:
        """Give the system's key of a number; raises PatronGone."""
        if number not in self._keys:
            self._note(number, await self._patrons.key_of(number))
        return self._keys[number]

    def _note(self, number: PatronKey, key: str) -> None:
        if len(self._keys) >= REMEMBERED:
            for remembered in (self._numbers, self._keys, self._by_card):
                remembered.clear()
        self._numbers[key], self._keys[number] = number, key

    def key_of_card(self, card_number: str) -> str | None:
        """Give the key of the patron whom a card opened last."""
        return self._by_card.get(card_number)

    def opened_by(self, card_number: str, key: str) -> None:
        """Remember whom a card opened."""
        self._by_card[card_number] = key

    def forget_card(self, card_number: str) -> None:
        """Forget whom a card opened."""
        self._by_card.pop(card_number, None)

    def hold(self, number: PatronKey, mark: str, row: ViewRow) -> None:
        """Keep the open patron's record, with the mark that it had before; nobody else's, which may come late."""
        if number == self._followed:
            self._held = (number, mark, row)

    def held(self, number: PatronKey) -> tuple[str, ViewRow] | None:
        """Give the mark and the record that are kept of a patron."""
        if self._held is None or self._held[0] != number:
            return None
        _, mark, row = self._held
        return mark, row

    def follow(self, number: PatronKey | None) -> None:
        """Keep no record of anybody else from now on."""
        self._followed = number
        if self._held is not None and self._held[0] != number:
            self._held = None
