"""The manual as it is about a desk: without the pages and the keys of what the library system lacks."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from services.acts.as_offered import EVERYTHING
from services.acts.passwords import IssuePassword
from services.contract.offers import Offers, Request, SystemPart
from views.desk.shortcuts import keys_of
from views.manual.manual import KEYS, PASSWORD, PHONE, RECORDS, REFERENCE, SEARCH, SUPERVISOR, Manual

_ABOUT: Final[Mapping[str, tuple[SystemPart | Request, ...]]] = MappingProxyType(
    {
        SEARCH: (SystemPart.SEARCH,),
        PHONE: (SystemPart.PHONE,),
        REFERENCE: (SystemPart.QUESTIONS,),
        RECORDS: (SystemPart.ACT_HISTORY,),
        PASSWORD: (SystemPart.PASSWORD_STATE, IssuePassword),
        SUPERVISOR: (SystemPart.SUSPENSION_LIST, SystemPart.REPORTS, SystemPart.APPROVALS),
    }
)
"""What a page is about: it is there while one of these is."""


def manual_of(manual: Manual, offers: Offers) -> Manual:
    """Leave out what isn't on a desk; where everything is, it is the same."""
    if offers == EVERYTHING:
        return manual
    without = frozenset(page for page, about in _ABOUT.items() if not offers.has(*about))
    return replace(manual, tables={KEYS: keys_of(offers)}, without=without)
