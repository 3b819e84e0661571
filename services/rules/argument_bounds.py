"""What PostgreSQL's functions may be told: the one table of bounds, by their arguments.

A login may send more than a desk would: a hundred megabytes of a caller's name, or a day that no desk can read.
`services.own_schema.schema.postgresql.argument_bounds` puts these into every function that a login may call; a function
with a text, a day, JSON or a list that isn't here can't be made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from services.rules.bounds import Bound, Code, Day, Fields, Maybe, Text
from services.rules.passwords import password_recipes
from services.rules.people.registration import LONGEST_NAME, LONGEST_PHONE
from services.rules.people.search_keys import LONGEST_KEY
from services.rules.table_of_bounds import (
    ACT_ID,
    CELLS,
    HASH,
    KEY,
    OUTCOMES,
    SUBJECTS,
    WORKSTATION,
    any_text,
    codes,
)
from services.rules.vocabulary import Channel


@dataclass(frozen=True, slots=True)
class Json:
    """JSON as an argument.

    Attributes:
        most: how many bytes it takes at most, as the database holds it.
        of: what it is; its function asks that itself when left out.
    """

    most: int
    of: Bound | None = None


@dataclass(frozen=True, slots=True)
class Elements:
    """A list as an argument.

    Attributes:
        most: how many there are at most, in all dimensions together.
        each: how many bytes one may have, as a mean of them all.
        of: what each is, or null; anything of that size when left out.
    """

    most: int
    each: int = 8
    of: Bound | None = None


type Argument = Bound | Json | Elements

_MOST_BYTES: Final = 4
"""That a character takes."""
_AT_ONCE: Final = 2_000
"""How many patrons' keys the worker writes at once, and more than the holds that it ends."""
_PARTS: Final = 1_000
"""More parts than a clerk's search can have, in all ways of reading it."""
_COMPARED: Final = any_text(64)
"""A text that is compared with what is there, and not kept."""
_WHERE: Final[Mapping[str, Bound]] = {"id": ACT_ID, "branch": KEY, "workstation": WORKSTATION}


def _keys(column: str, longest: int = LONGEST_KEY) -> Elements:
    return Elements(_AT_ONCE, each=_MOST_BYTES * longest, of=CELLS["patron"][column])


ARGUMENTS: Final[Mapping[str, Argument]] = MappingProxyType(
    {
        **dict.fromkeys(("by_staff", "of_login", "whose", "for_act", "of_act", "wanted_staff"), _COMPARED),
        "at_workstation": WORKSTATION,
        "act_id": ACT_ID,
        **dict.fromkeys(("for_verb", "for_purpose", "on_channel", "kind", "came_to", "why_not"), _COMPARED),
        **dict.fromkeys(
            (
                "wanted_reason",
                "wanted_verb",
                "wanted_channel",
                "by_number",
                "new_number",
                "by_card",
                "of_token",
                "mark",
                "seen",
            ),
            _COMPARED,
        ),
        "told_kana": any_text(LONGEST_NAME),
        **dict.fromkeys(("told_phone", "digits", "last_digits"), any_text(LONGEST_PHONE)),
        **dict.fromkeys(("told_birth_date", "born", "wanted_day", "first_day", "last_day"), Day()),
        **dict.fromkeys(("told", "madoguchi_note_password_try.made"), any_text(password_recipes.LONGEST)),
        "new_hash": HASH,
        "made": Json(
            8_192,
            Fields(
                {**_WHERE, "channel": codes(Channel), "outcome": Code(OUTCOMES)},
                {"subject": Maybe(Code(SUBJECTS)), "subject_id": Maybe(KEY)},
            ),
        ),
        "madoguchi_import_masters.made": Json(8_192, Fields(_WHERE)),
        "wanted": Json(4_096),
        "madoguchi_intend.made": Json(
            4_096,
            Fields(
                {**_WHERE, "channel": codes(Channel)},
                {"subject": Maybe(Code(SUBJECTS)), "subject_id": Maybe(KEY)},
            ),
        ),
        "came": Code(OUTCOMES),
        "details": Json(4_096),
        "compared": Json(4_096),
        "known_as": Text(longest=64),
        "changes": Json(65_536),
        "madoguchi_import_masters.changes": Json(67_108_864),
        "reads": Elements(64, each=64),
        **dict.fromkeys(("parts", "begun"), Elements(_PARTS, each=_MOST_BYTES * LONGEST_KEY)),
        **dict.fromkeys(("lowest", "highest"), Elements(_PARTS)),
        **dict.fromkeys(("holds", "versions", "nexts", "next_versions", "ids"), Elements(_AT_ONCE)),
        "untils": Elements(_AT_ONCE, of=Day()),
        "orders": Elements(_AT_ONCE, of=CELLS["patron"]["kana_order"]),
        "search_keys": _keys("search_key"),
        "kana_keys": _keys("kana_key"),
        "madoguchi_write_keys.digits": _keys("phone_digits"),
        "ends": _keys("phone_end"),
        "made_of": _keys("keys_of", 2 * LONGEST_KEY),
    }
)
"""By an argument's name, or by function and argument where other functions have the same name."""


def bound_of_argument(function: str, argument: str) -> Argument:
    """Give what an argument of a function can be.

    Raises:
        KeyError: the table has no such argument.
    """
    own = f"{function}.{argument}"
    return ARGUMENTS[own if own in ARGUMENTS else argument]
