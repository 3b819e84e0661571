"""The one table of how large the arguments of PostgreSQL's functions can be, before anything is stored or compared.

A login may send more than a desk would: a hundred megabytes of a caller's name, or a question that no desk can show.
`services.schema.postgresql.argument_bounds` puts the table into every function that a login may call; a function with
an argument that isn't here can't be made. A text's own rule says what else holds for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from services.rules.passwords import password_recipes
from services.rules.people.registration import LONGEST_NAME, LONGEST_PHONE
from services.rules.people.search_keys import LONGEST_KEY


@dataclass(frozen=True, slots=True)
class Characters:
    """A text of so many characters at most."""

    most: int


@dataclass(frozen=True, slots=True)
class Bytes:
    """JSON that takes so many bytes at most, as the database holds it."""

    most: int


@dataclass(frozen=True, slots=True)
class Elements:
    """A list of so many elements at most.

    Attributes:
        most: how many, in all dimensions together.
        each: how many bytes one may have, as a mean of them all.
    """

    most: int
    each: int = 8


type Size = Characters | Bytes | Elements

_ID: Final = Characters(64)
"""An id, a code or a number: longer than any of those that there are, and short."""
_HASH: Final = Characters(password_recipes.LONGEST)
_PHONE: Final = Characters(LONGEST_PHONE)
_BYTES_OF_CHARACTER: Final = 4
_AT_ONCE: Final = 2_000
"""How many patrons' keys the worker writes at once, and more than the holds that it ends."""
_PARTS: Final = 1_000
"""More parts than a clerk's search can have, in all ways of reading it."""

ARGUMENTS: Final[Mapping[str, Size]] = MappingProxyType(
    {
        **dict.fromkeys(("by_staff", "of_login", "whose", "at_workstation"), _ID),
        **dict.fromkeys(("act_id", "for_act", "of_act", "for_verb", "for_purpose", "on_channel"), _ID),
        **dict.fromkeys(("by_number", "new_number", "by_card", "of_token", "mark", "seen"), _ID),
        **dict.fromkeys(("kind", "came_to", "why_not", "wanted_reason"), _ID),
        "told_kana": Characters(LONGEST_NAME),
        "told_phone": _PHONE,
        "digits": _PHONE,
        "last_digits": _PHONE,
        "told": _HASH,
        "new_hash": _HASH,
        "made": Bytes(8_192),
        "madoguchi_note_password_try.made": _HASH,
        "wanted": Bytes(4_096),
        "reads": Elements(64, each=64),
        "changes": Bytes(65_536),
        "madoguchi_import_masters.changes": Bytes(67_108_864),
        **dict.fromkeys(("parts", "begun"), Elements(_PARTS, each=_BYTES_OF_CHARACTER * LONGEST_KEY)),
        **dict.fromkeys(("lowest", "highest"), Elements(_PARTS)),
        **dict.fromkeys(("holds", "versions", "nexts", "next_versions", "untils"), Elements(_AT_ONCE)),
        **dict.fromkeys(("ids", "orders"), Elements(_AT_ONCE)),
        **dict.fromkeys(
            ("search_keys", "kana_keys", "ends", "made_of", "madoguchi_write_keys.digits"),
            Elements(_AT_ONCE, each=_BYTES_OF_CHARACTER * 2 * LONGEST_KEY),
        ),
    }
)
"""By an argument's name, or by function and argument where other functions have the same name."""


def size_of(function: str, argument: str) -> Size:
    """Give what an argument of a function can be.

    Raises:
        KeyError: the table has no such argument.
    """
    own = f"{function}.{argument}"
    return ARGUMENTS[own if own in ARGUMENTS else argument]
