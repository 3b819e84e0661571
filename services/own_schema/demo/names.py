"""The names of the demo's people, put together from a small list: a family's and a given one, or one from abroad.

Two people may well be called the same, as in life. One patron in twelve is a foreign resident with a Latin-letter name,
many of them with a 通称.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Final

FOREIGN_SHARE: Final = 1 / 12
ALIAS_SHARE: Final = 0.4
_VARIANT_SHARE = 1 / 12

VARIANTS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "高橋": ("髙橋",),
        "山崎": ("山﨑",),
        "渡辺": ("渡邉", "渡邊", "渡邉\U000e0101"),
        "斎藤": ("齋藤", "齊藤"),
        "斉藤": ("齋藤", "齊藤\U000e0101"),
        "中島": ("中嶋", "中嶌"),
    }
)
"""Variants that registers hold beside the common form; the last ones carry a variation selector (IVS)."""


@dataclass(frozen=True, slots=True)
class Name:
    """One person's name in every form the register keeps."""

    name: str
    kana: str
    romaji: str
    alias: str | None = None


class Names:
    """Draws names: of families, those at the head of the list are the more frequent ones."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._families, self._given, self._abroad = map(listed_names, ("family", "given", "abroad"))

    def draw(self) -> Name:
        """Draw a name as frequent as it is among the city's people."""
        if self._rng.random() < FOREIGN_SHARE:
            return self.foreign()
        return self.japanese()

    def japanese(self) -> Name:
        """Draw a Japanese name, now and then in a variant form."""
        rng, families = self._rng, self._families
        far = rng.random()
        family = families[int(far * far * len(families))]
        given = self._given[int(rng.random() * len(self._given))]
        kanji = family.name
        if kanji in VARIANTS and rng.random() < _VARIANT_SHARE:
            kanji = rng.choice(VARIANTS[kanji])
        return Name(f"{kanji} {given.name}", f"{family.kana} {given.kana}", f"{family.romaji} {given.romaji}")

    def foreign(self) -> Name:
        """Draw a foreign resident's name as a residence card writes it, with a 通称 for four in ten."""
        drawn = self._abroad[int(self._rng.random() * len(self._abroad))]
        alias = self.japanese().name if self._rng.random() < ALIAS_SHARE else None
        return Name(drawn.name, drawn.kana, drawn.romaji, alias)


def listed_names(part: str) -> Sequence[Name]:
    """Read the names of a part of the list: `family`, `given`, or `abroad`, which are whole."""
    text = files("resources").joinpath("demo", "names.tsv").read_text("utf-8")
    lines = [line.split("\t") for line in text.splitlines()[1:]]
    return [Name(*forms) for kind, *forms in lines if kind == part]
