"""What a city's people are called: Faker's matching kanji, kana and romaji, as varied as Kawaguchi's."""

import random
from importlib import import_module
from typing import Any

from services.own_schema.demo.names import ALIAS_SHARE, VARIANTS, Name, Names
from services.own_schema.demo.people import Weighted
from tests.bench.city.latin import to_ascii, to_kana

_VARIANT_SHARE = 8 / 100


class CityNames(Names):
    """Draws names from thousands."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        japanese = _provider("ja_JP")
        self._family = Weighted(list(japanese.last_name_pairs.items()))
        self._given_names: list[tuple[str, str, str]] = [
            *japanese.first_name_male_pairs,
            *japanese.first_name_female_pairs,
        ]
        self._pools = _names_from_abroad()

    def japanese(self) -> Name:
        """Draw a Japanese name, now and then in a variant form."""
        rng = self._rng
        family, family_kana, family_romaji = self._family.draw(rng)
        given, given_kana, given_romaji = self._given_names[int(rng.random() * len(self._given_names))]
        if family in VARIANTS and rng.random() < _VARIANT_SHARE:
            family = rng.choice(VARIANTS[family])
        return Name(f"{family} {given}", f"{family_kana} {given_kana}", f"{family_romaji} {given_romaji}")

    def foreign(self) -> Name:
        """Draw a foreign resident's name as a residence card writes it, with a 通称 for four in ten."""
        rng = self._rng
        pools, weight = self._pools, rng.random()
        families, middles, givens = pools[int(weight * weight * len(pools))]
        chosen = [rng.choice(families), *([rng.choice(middles)] if middles else []), rng.choice(givens)]
        alias = self.japanese().name if rng.random() < ALIAS_SHARE else None
        latin = " ".join(name for name, _ in chosen)
        return Name(latin.upper(), " ".join(kana for _, kana in chosen), latin.title(), alias)


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
