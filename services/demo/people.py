"""The people of the demo library: generated, unreachable, and as varied as Kawaguchi's.

Japanese names come from Faker's matching kanji, kana and romaji; one patron in twelve is a foreign resident with a
Latin-letter name, many of them with a 通称. Phone numbers (048-000-…, 090-0000-…), mail addresses (example.jp) and lot
numbers (from 900) are ones that nobody can have.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from importlib.resources import files
from itertools import accumulate
from typing import Any

from services.demo.latin import to_ascii, to_kana

_FOREIGN_SHARE = 1 / 12
_ALIAS_SHARE = 0.4
_VARIANT_SHARE = 1 / 100

# Variants that registers hold beside the common form; the last ones carry a variation selector (IVS).
_VARIANTS = {
    "高橋": ("髙橋",),
    "山崎": ("山﨑",),
    "渡辺": ("渡邉", "渡邊", "渡邉\U000e0101"),
    "斎藤": ("齋藤", "齊藤"),
    "斉藤": ("齋藤", "齊藤\U000e0101"),
    "中島": ("中嶋", "中嶌"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """One person's name in every form the register keeps."""

    name: str
    kana: str
    romaji: str
    alias: str | None = None


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


class Names:
    """Draws names; two people may well be called the same, as in life."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        japanese = _provider("ja_JP")
        self._family = Weighted(list(japanese.last_name_pairs.items()))
        self._given: list[tuple[str, str, str]] = [
            *japanese.first_name_male_pairs,
            *japanese.first_name_female_pairs,
        ]
        self._abroad = _names_from_abroad()

    def draw(self) -> Name:
        """Draw a name as frequent as it is among the city's people."""
        if self._rng.random() < _FOREIGN_SHARE:
            return self.foreign()
        return self.japanese()

    def japanese(self) -> Name:
        """Draw a Japanese name, now and then in a variant form."""
        rng = self._rng
        family, family_kana, family_romaji = self._family.draw(rng)
        given, given_kana, given_romaji = self._given[int(rng.random() * len(self._given))]
        if family in _VARIANTS and rng.random() < _VARIANT_SHARE * 8:
            family = rng.choice(_VARIANTS[family])
        return Name(f"{family} {given}", f"{family_kana} {given_kana}", f"{family_romaji} {given_romaji}")

    def foreign(self) -> Name:
        """Draw a foreign resident's name as a residence card writes it, with a 通称 for four in ten."""
        rng = self._rng
        pools, weight = self._abroad, rng.random()
        families, middles, givens = pools[int(weight * weight * len(pools))]
        chosen = [rng.choice(families), *([rng.choice(middles)] if middles else []), rng.choice(givens)]
        alias = self.japanese().name if rng.random() < _ALIAS_SHARE else None
        latin = " ".join(name for name, _ in chosen)
        return Name(latin.upper(), " ".join(kana for _, kana in chosen), latin.title(), alias)


class Homes:
    """Draws addresses and phone numbers that nobody can have."""

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
        """Draw a number from the ranges that are given to nobody."""
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


def _provider(locale: str) -> Any:
    """Get Faker's name lists of a locale; its generator isn't needed, and takes long to start."""
    return import_module(f"faker.providers.person.{locale}").Provider


type _Pool = tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]


def _names_from_abroad() -> list[_Pool]:
    """List family, middle and given names by country, the largest of Kawaguchi's communities first."""
    chinese, vietnamese, turkish, indian, brazilian, american = (
        _provider(locale) for locale in ("zh_CN", "vi_VN", "tr_TR", "en_IN", "pt_BR", "en_US")
    )
    names = [
        (chinese.last_romanized_names, (), chinese.first_romanized_names),
        (
            vietnamese.last_names,
            vietnamese.middle_names,
            (*vietnamese.first_names_male, *vietnamese.first_names_female),
        ),
        (turkish.last_names, (), turkish.first_names_female[:200]),
        (indian.last_names, (), indian.first_names),
        (brazilian.last_names, brazilian.last_names, tuple(brazilian.first_names)),
        (tuple(american.last_names)[:300], (), tuple(american.first_names)[:300]),
    ]
    return [tuple([_with_kana(name) for name in pool[:60]] for pool in pools) for pools in names]  # type: ignore[misc]


def _with_kana(name: str) -> tuple[str, str]:
    return to_ascii(name), to_kana(name)
