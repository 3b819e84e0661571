"""The demo on Koha's tables: what its people and books are called."""

import random
from datetime import date

from services.own_schema.demo.names import Name, Names
from services.own_schema.demo.people import BirthDates, Homes
from services.own_schema.demo.titles import Catalogue


class DemoInventions:
    """Invents as the demo library does, for an invented Koha."""

    def __init__(self, seed: int, today: date) -> None:
        rng = random.Random(f"{seed} {today.isoformat()}")  # noqa: S311 - the same again, nothing secret
        self._names, self._homes, self._births = Names(rng), Homes(rng), BirthDates(rng, today)
        self._titles = Catalogue(rng, self._names, today.year)

    def person(self) -> Name:
        """Invent a name."""
        return self._names.draw()

    def born_on(self) -> date:
        """Invent a birth date."""
        return self._births.draw()

    def address(self) -> tuple[str, str]:
        """Invent a postal code and an address."""
        return self._homes.address()

    def phone(self) -> str:
        """Invent a number that nobody has."""
        return self._homes.phone()

    def title(self) -> str:
        """Invent a title."""
        return self._titles.draw("book").title
