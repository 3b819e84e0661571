"""The people of the demo library: addresses, telephone numbers and birth dates that are no real person's.

Phone numbers (048-000-…, 090-0000-…), mail addresses (example.jp) and lot numbers (from 900) don't exist.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Town:
    """A town of Kawaguchi by its postal data."""

    postal_code: str
    name: str
    has_chome: bool


def towns() -> list[Town]:
    """Read the towns; the nameless row (for what isn't listed) is left out."""
    text = files("resources").joinpath("demo", "kawaguchi-towns.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return [Town(f"{code[:3]}-{code[3:]}", name, chome == "1") for code, name, _, chome in rows if name]


class Weighted[T]:
    """Draws from choices by weight, a good deal faster than `Random.choices` does one by one."""

    def __init__(self, choices: Sequence[tuple[T, float]], *, places: int = 4096) -> None:
        total = sum(weight for _, weight in choices)
        ends = [round(end / total * places) for end in accumulate(weight for _, weight in choices)]
        self._places: list[T] = []
        for (choice, _), end in zip(choices, ends, strict=True):
            self._places.extend([choice] * (end - len(self._places)))

    def draw(self, rng: random.Random) -> T:
        """Draw one choice."""
        return self._places[int(rng.random() * len(self._places))]


class Homes:
    """Draws addresses and phone numbers that don't exist."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._towns = towns()

    def address(self) -> tuple[str, str]:
        """Draw a postal code and an address; lots are numbered from 900, which no town reaches."""
        draw = self._rng.random
        town = self._towns[int(draw() * len(self._towns))]
        chome = f"{1 + int(draw() * 5)}丁目" if town.has_chome else ""
        room = f"-{101 + int(draw() * 9) * 100 + int(draw() * 8)}" if draw() < 0.45 else ""  # noqa: PLR2004
        lot = f"{900 + int(draw() * 99)}-{1 + int(draw() * 30)}{room}"
        return town.postal_code, f"川口市{town.name}{chome}{lot}"

    def phone(self) -> str:
        """Draw a number from unassigned ranges."""
        four = f"{int(self._rng.random() * 10000):04}"
        return f"090-0000-{four}" if self._rng.random() < 0.7 else f"048-000-{four}"  # noqa: PLR2004


def mail_address(romaji: str, number: int) -> str:
    """Make a mail address under example.jp, a domain that is kept free for examples."""
    return f"{romaji.replace(' ', '.').lower()}.{number}@example.jp"


class BirthDates:
    """Draws birth dates of a city's library users, from babies to people of ninety-nine."""

    _AGES = Weighted[tuple[int, int]](
        [
            ((0, 5), 5),
            ((6, 11), 14),
            ((12, 17), 10),
            ((18, 39), 27),
            ((40, 64), 27),
            ((65, 84), 15),
            ((85, 99), 2),
        ]
    )

    def __init__(self, rng: random.Random, today: date) -> None:
        self._rng = rng
        self._today = today

    def draw(self) -> date:
        """Draw a birth date before today."""
        first, last = self._AGES.draw(self._rng)
        days = (first + self._rng.random() * (last + 1 - first)) * 365.24
        return self._today - timedelta(days=1 + int(days))
