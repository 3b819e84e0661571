"""Whatever is typed or pasted into a form is read, or told to be unfit; it is never a bug."""

import contextlib
from collections.abc import Callable
from dataclasses import fields
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contract.cards import clean_digits, parse_card_number
from services.contract.errors import ServiceError
from services.contract.staff_ids import clean_staff_id
from services.rules.card_numbers import CardNumbers
from services.rules.people import email, identity, names, reference, registration, romaji, search, search_keys

HOSTILE = (
    "\0",
    "\ud800",
    "\udfff",
    "0001-01-01",
    "9999/12/31",
    "00010101",
    "明治1.1.1",
    "令和9999.1.1",
    "R8000年12月31日",
    "平成" + "9" * 4400 + "年1月1日",
    "9" * 5001,
    "²",
    "፩",
    "１２",
    "\u202e",
    "\u2028",
    "ﾞ",
    "ー",
    "𠮷",
    "a@\ud800.jp",
)
TEXTS = st.one_of(
    st.text(st.characters(), max_size=12),
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from([*HOSTILE, "-", "/", " ", "1", "カ"]), max_size=4).map("".join),
)
REGISTERED = registration.RegistrationForm(kana="カナ", alias="", phone="", postal_code="", address="")


def form(kind: type[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind, **{it.name: TEXTS for it in fields(kind)})


READERS: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], object]]] = {
    "search": (form(search.SearchText), search.read_search),
    "caller": (form(identity.CallerFacts), identity.read_facts),
    "caller is checked": (
        form(identity.CallerFacts),
        lambda facts: identity.check_facts(facts, opened_by_number=False),
    ),
    "registration": (
        form(registration.RegistrationForm),
        lambda typed: registration.check_registration(typed, REGISTERED),
    ),
    "keys": (
        st.tuples(TEXTS, TEXTS, TEXTS),
        lambda it: registration.derived(name=it[0], kana=it[1], alias=None, romaji=it[2], phone=it[0]),
    ),
    "question": (
        form(reference.QuestionForm),
        reference.check_question,
    ),
    "address": (TEXTS, email.check_address),
    "domain": (TEXTS, email.meant_domain),
    "card": (TEXTS, partial(parse_card_number, cards=CardNumbers())),
    "digits": (TEXTS, clean_digits),
    "staff id": (TEXTS, clean_staff_id),
    "fold": (TEXTS, search_keys.fold),
    "latin": (TEXTS, lambda it: (romaji.latin_key(it), romaji.kana_of(it, whole=True))),
    "town": (TEXTS, names.town_of),
    "print": (TEXTS, names.for_print),
}


@pytest.mark.parametrize(("texts", "read"), READERS.values(), ids=READERS)
def test_anything_can_be_typed(texts: st.SearchStrategy[Any], read: Callable[[Any], object]) -> None:
    @settings(max_examples=25)
    @given(texts)
    def typed(value: Any) -> None:
        with contextlib.suppress(ServiceError):
            read(value)

    typed()
