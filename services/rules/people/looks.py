"""Says what a look that is on record opens, by its purpose, and for how long: nothing is read by another one."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from services.rules.people.approvals import OPEN_FOR


class Purpose(StrEnum):
    """What somebody looked for.

    LOOK_UP and READ_AGAIN: a patron; IDENTIFIED and FOUND_BY_FACTS: a caller who was checked; UNKNOWN and RETIRED: a
    number that opens nobody; SEARCH: patrons without a card; LIST and LIST_FILE: a list of patrons, on the screen and
    as a file; APPROVAL: the suspensions that a request for an approval is about.
    """

    LOOK_UP = "look_up"
    READ_AGAIN = "read_again"
    IDENTIFIED = "identified"
    FOUND_BY_FACTS = "found_by_facts"
    UNKNOWN = "unknown"
    RETIRED = "retired"
    SEARCH = "search"
    LIST = "list"
    LIST_FILE = "list_file"
    APPROVAL = "approval"


class Opens(StrEnum):
    """What a look opens: the whole patron, or nobody at all; a request's suspensions; a list; a list's file."""

    PATRON = "patron"
    REQUEST = "request"
    LIST = "list"
    FILE = "file"


_DAY: Final = timedelta(days=1)
"""Whoever served a patron once doesn't follow them from then on."""
_OF_PATRONS: Final = (
    Purpose.LOOK_UP,
    Purpose.READ_AGAIN,
    Purpose.IDENTIFIED,
    Purpose.FOUND_BY_FACTS,
    Purpose.UNKNOWN,
    Purpose.RETIRED,
)

OPENED_BY: Final[Mapping[Opens, Mapping[Purpose, timedelta]]] = MappingProxyType(
    {
        Opens.PATRON: dict.fromkeys(_OF_PATRONS, _DAY),
        Opens.REQUEST: {Purpose.APPROVAL: 2 * OPEN_FOR},  # it waits, and is used: what was sent is sent again
        Opens.LIST: {Purpose.LIST: _DAY},
        Opens.FILE: {Purpose.LIST_FILE: timedelta(minutes=1)},
    }
)
"""Which looks open it, and how long each does."""

OF_NOBODY: Final = (Purpose.SEARCH, Purpose.LIST, Purpose.LIST_FILE, Purpose.UNKNOWN, Purpose.RETIRED)
"""The purposes of looks that name no patron."""
SAYS_WHAT: Final = (Purpose.SEARCH, Purpose.LIST, Purpose.LIST_FILE, Purpose.APPROVAL)
"""The purposes of looks whose record says what was looked at."""
NOT_IDENTIFIED: Final = "not_identified"
"""Names, among looks, a caller of whom something told isn't what is registered."""
