"""Reads how a stored password was hashed, and holds it to bounds before anything is hashed.

A stored hash is argon2's text: `$argon2id$v=19$m=65536,t=3,p=4$SALT$HASH`, both last parts in Base64 without padding.
Other programs write hashes, too (docs/ils-contract.md), and a hash's parameters set the work of checking a password: a
hash that asks for more than the bounds, or that can't be read, fits no password.
"""

import base64
import re
from dataclasses import dataclass
from typing import Final

MOST_MEMORY: Final = 262_144
"""KiB."""
MOST_PASSES: Final = 16
MOST_LANES: Final = 16
MOST_WORK: Final = 1_048_576
"""KiB × passes: five times what this program's own hashes cost."""
SALT_BYTES: Final = (8, 64)
HASH_BYTES: Final = (16, 64)
LONGEST: Final = 255
"""Characters of the whole text, as many as the database's columns take."""
BYTES: Final = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048])?"
"""Base64 without padding as a pattern: the last character's unused bits are zero."""

_VERSIONS: Final = frozenset({16, 19})
_LEAST_MEMORY_OF_A_LANE: Final = 8
_MADE = r"\$argon2id\$v=([0-9]{2})\$m=([1-9][0-9]{0,6}),t=([1-9][0-9]?),p=([1-9][0-9]?)\$(" + BYTES + ")"
_RECIPE: Final = re.compile(_MADE + r"\$([1-9][0-9]{0,2})")
_STORED: Final = re.compile(_MADE + r"\$(" + BYTES + ")")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a hash was made, within the bounds.

    Attributes:
        version: of argon2.
        memory: in KiB.
        passes: runs over the memory.
        lanes: threads.
        salt: as bytes.
        length: of the hash, in bytes.
    """

    version: int
    memory: int
    passes: int
    lanes: int
    salt: bytes
    length: int


def read_stored(text: str) -> tuple[Recipe, bytes] | None:
    """Read a stored hash: how it was made, and the hash itself.

    Returns:
        None for a text that is no hash of argon2id, or asks for more than the bounds.
    """
    found = _match(_STORED, text)
    if found is None:
        return None
    kept = _decoded(found[6])
    recipe = _recipe(found, len(kept))
    return None if recipe is None else (recipe, kept)


def read_recipe(text: str) -> Recipe | None:
    """Read how a hash was made, from a text with the hash's length in characters in the hash's place.

    Returns:
        None as `read_stored`.
    """
    found = _match(_RECIPE, text)
    if found is None:
        return None
    characters = int(found[6])
    return None if characters % 4 == 1 else _recipe(found, characters * 3 // 4)


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return None if len(text) > LONGEST else pattern.fullmatch(text)


def _recipe(found: re.Match[str], length: int) -> Recipe | None:
    version, memory, passes, lanes = (int(found[place]) for place in range(1, 5))
    salt = _decoded(found[5])
    fits = (
        version in _VERSIONS
        and lanes <= MOST_LANES
        and _LEAST_MEMORY_OF_A_LANE * lanes <= memory <= MOST_MEMORY
        and passes <= MOST_PASSES
        and memory * passes <= MOST_WORK
        and SALT_BYTES[0] <= len(salt) <= SALT_BYTES[1]
        and HASH_BYTES[0] <= length <= HASH_BYTES[1]
    )
    return Recipe(version, memory, passes, lanes, salt, length) if fits else None


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4))
