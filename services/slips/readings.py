"""Groups a password and gives its reading aloud, so that nobody mistakes its characters.

domain.md, "Fonts and names": each character's reading stands under it. Where every letter is lower case that is
said once for all and the letters carry their bare names; otherwise each letter says its case.
"""

from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

GROUP: Final = 4
"""Characters read in one breath; a longer password is split into groups of at most this many."""

_NAMES_IN_ORDER: Final = (
    "エー ビー シー ディー イー エフ ジー エイチ アイ ジェー ケー エル エム "
    "エヌ オー ピー キュー アール エス ティー ユー ブイ ダブリュー エックス ワイ ゼット"
)
_LETTER_NAMES: Final = dict(zip(ascii_lowercase, _NAMES_IN_ORDER.split(), strict=True))


@dataclass(frozen=True, slots=True)
class Reading:
    """One character's reading.

    Attributes:
        kind: 「大文字」, 「小文字」 or 「数字の」; empty where all letters are lower case.
        name: the character's name: 「エー」, or the digit itself.
    """

    kind: str
    name: str


def all_letters_lower(password: str) -> bool:
    """Tell whether lower case can be said once for the whole password."""
    return password == password.lower()


def read(password: str) -> tuple[Reading, ...]:
    """Give the reading of every character, in order.

    Args:
        password: ASCII letters and digits, as the password rule wants them.

    Raises:
        ValueError: a character that no password can have; the message doesn't tell which.
    """
    lower_said_once = all_letters_lower(password)
    return tuple(_read_one(character, lower_said_once=lower_said_once) for character in password)


def _read_one(character: str, *, lower_said_once: bool) -> Reading:
    if character.isascii() and character.isdigit():
        return Reading("数字の", character)
    name = _LETTER_NAMES.get(character.lower())
    if name is None or not character.isascii():
        raise ValueError("a password holds ASCII letters and digits only")
    if character.isupper():
        return Reading("大文字", name)
    return Reading("" if lower_said_once else "小文字", name)


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
