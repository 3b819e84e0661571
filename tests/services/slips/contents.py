"""Slip contents for the tests."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from services.rules.card_numbers import CardLetters, CardNumbers
from services.rules.secret import Secret
from services.slips.content import SlipContent

CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def content(**changes: Any) -> SlipContent:
    fields: dict[str, Any] = {
        "library": "川口市立図書館",
        "branch": "中央図書館",
        "issued_on": date(2026, 11, 24),
        "card_number": "123456789",
        "password": Secret("k7rmh4ytp3na"),
        "expires_on": date(2027, 1, 23),
        "must_change": True,
        "portal_name": "利用者のページ",
        "portal_url": "https://library.example/patron/",
        "qr": True,
    }
    return SlipContent(**(fields | changes))


passwords = st.text(st.sampled_from(CHARACTERS), min_size=8, max_size=32)

_names = st.text(st.sampled_from("川口市立鳩ヶ谷図書館あおぞら号スキップシティ分室12ABab・() "), max_size=90)

contents = st.builds(
    content,
    library=_names,
    branch=_names,
    card_number=st.sampled_from(["123456789", "AB-0123456789-0123456789-0123456"]),
    cards=st.sampled_from([CardNumbers(), CardNumbers(((32, 32),), CardLetters.CAPITALS, ())]),
    password=passwords.map(Secret),
    expires_on=st.none() | st.dates(),
    must_change=st.booleans(),
    portal_name=_names,
    portal_url=st.just("")
    | st.text(st.sampled_from("abc/.?=&%-0"), max_size=300).map("https://library.example/".__add__),
    qr=st.booleans(),
    patron_name=st.none() | _names,
)
