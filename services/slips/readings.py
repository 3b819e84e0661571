"""Groups a password and gives its reading aloud, so that no character is mistaken.

domain.md, "Fonts and names": each character's reading stands under it. Initial passwords have no capitals, which is
said once for all: letters carry their bare names.
"""

from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import Final

GROUP: Final = 4
"""Characters read in one breath; a longer password is split into groups of at most this many."""

_NAMES_IN_ORDER: Final = (
    "エー ビー シー ディー イー エフ ジー エイチ アイ ジェー ケー エル エム "
    "エヌ オー ピー キュー アール エス ティー ユー ブイ ダブリュー エックス ワイ ゼット"
)
_LETTER_NAMES: Final = dict(zip(ascii_lowercase, _NAMES_IN_ORDER.split(), strict=True))


@dataclass(frozen=True, slots=True)
class CharacterReading:
    """One character's reading.

    Attributes:
        kind: 「数字の」; empty for a letter.
        name: the character's name: 「エー」, or the digit itself.
    """

    kind: str
    name: str


def read(password: str) -> tuple[CharacterReading, ...]:
    """Give the reading of every character, in order.

    Args:
        password: small letters and digits, of which initial passwords are made.

    Raises:
        ValueError: a character that no initial password has; the message doesn't tell which.
    """
    return tuple(map(_read_one, password))


def _read_one(character: str) -> CharacterReading:
    if character in digits:
        return CharacterReading("数字の", character)
    name = _LETTER_NAMES.get(character)
    if name is None:
        raise ValueError("an initial password has small letters and digits only")
    return CharacterReading("", name)


def group(password: str) -> tuple[str, ...]:
    """Split a password into groups as even as can be, the longer ones first; twelve become 4 + 4 + 4."""
    count = -(-len(password) // GROUP)
    groups: list[str] = []
    start = 0
    for left in range(count, 0, -1):
        end = start + -(-(len(password) - start) // left)
        groups.append(password[start:end])
        start = end
    return tuple(groups)
