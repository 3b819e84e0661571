"""A record without what a library system may not know is read as it is: nothing is invented, and nothing raises."""

from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_decode import decode_glimpse, decode_snapshot
from services.contract.masters import Branch
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Allowed, Decision, Reason, Refused
from services.rules.people.identity import FactsNeeded
from services.rules.vocabulary import BranchKind, Role
from tests.helpers.masters import masters_of
from tests.helpers.patrons import clerk

MASTERS: Final = masters_of(branches=[Branch(1, "chuo", "中央図書館", "中央", BranchKind.LIBRARY)])
OF_PATRON: Final = ("kana", "romaji", "birth_date", "registered_on", "expires_on", "postal_code", "address")
OF_PASSWORD: Final = ("kind", "issued_at")
BLANK: Final = frozenset({"kana", "romaji", "postal_code", "address"})
"""What an empty text says nothing of."""
NOW: Final = "2026-11-24T01:00:00+00:00"
PATRON: Final[dict[str, Any]] = {
    "id": 7,
    "version": 1,
    "name": "川口読書会",
    "kana": "カワグチドクショカイ",
    "alias": None,
    "romaji": "Kawaguchi Dokushokai",
    "birth_date": "1980-04-02",
    "branch_id": 1,
    "registered_on": "2019-06-11",
    "expires_on": "2022-06-11",
    "email": None,
    "phone": None,
    "postal_code": "332-0001",
    "address": "川口市朝日1-1-1",
    "address_changed_on": None,
    "phone_changed_on": None,
}
PASSWORD: Final[dict[str, Any]] = {
    "kind": "patron",
    "must_change": False,
    "issued_at": NOW,
    "expires_on": None,
    "locked_until": None,
    "disabled_at": None,
    "version": 1,
}
CARD: Final[dict[str, Any]] = {
    "number": "123456789",
    "status": "active",
    "issued_on": "2019-06-11",
    "replaces": 0,
}
LISTS: Final = ("suspensions", "reports", "contacts", "loans", "holds", "cancelled", "requests", "questions")


def read(
    missing: frozenset[str] = frozenset(), *, has_card: bool = True, locked_until: str | None = None
) -> PatronSnapshot:
    """Read a record without some values."""
    record: dict[str, Any] = {
        "now": NOW,
        "patron": PATRON | dict.fromkeys(missing & set(OF_PATRON)),
        "password": PASSWORD | dict.fromkeys(missing & set(OF_PASSWORD)) | {"locked_until": locked_until},
        "card": CARD if has_card else None,
        "has_namesake": False,
        "email_notice": None,
        **{name: [] for name in LISTS},
    }
    return decode_snapshot(JsonRow(record), MASTERS, clerk(Role.SUPERVISOR))


def reasons(decision: Decision) -> tuple[Reason, ...]:
    return decision.reasons if isinstance(decision, Refused) else ()


@given(st.frozensets(st.sampled_from(OF_PATRON + OF_PASSWORD)), st.booleans())
def test_what_is_missing_is_none_and_all_else_is_as_it_was(missing: frozenset[str], has_card: bool) -> None:
    whole, found = read(), read(missing, has_card=has_card)
    for name in OF_PATRON:
        expected = None if name in missing else getattr(whole.patron, name)
        assert getattr(found.patron, name) == expected, name
    assert (found.patron.age_group is None) == ("birth_date" in missing)
    assert found.password is not None
    assert (found.password.kind is None) == ("kind" in missing)
    assert (found.password.issued_on is None) == ("issued_at" in missing)
    assert (found.card_number is None) is (found.patron.card_status is None) is not has_card
    assert bool(found.notices) == ("expires_on" not in missing)


def test_a_blank_text_says_nothing() -> None:
    patron = PATRON | dict.fromkeys(BLANK, "")
    record = {"now": NOW, "patron": patron, "password": None, "card": CARD, "has_namesake": False}
    lists: dict[str, Any] = {name: [] for name in LISTS}
    header = decode_snapshot(
        JsonRow(record | lists | {"email_notice": None}), MASTERS, clerk(Role.COUNTER)
    ).patron
    assert [getattr(header, name) for name in sorted(BLANK)] == [None] * len(BLANK)


def test_a_lock_without_an_end_is_one() -> None:
    password = read(locked_until="infinity").password
    assert password is not None
    assert (password.locked, password.locked_until) == (True, None)
    offers = read(locked_until="infinity").password_use
    assert reasons(offers.change) == reasons(offers.check) == (Reason.LOCK_WITHOUT_END,)
    assert isinstance(offers.unlock, Allowed)


def test_without_a_card_nothing_is_begun_that_wants_one() -> None:
    found = read(has_card=False)
    begun = (
        found.issue_password,
        found.password_use.change,
        found.password_use.check,
        found.registration_use.renew,
        found.registration_use.report_lost,
        found.registration_use.replace_card,
    )
    assert [reasons(it) for it in begun] == [(Reason.NO_CARD,)] * len(begun)
    assert isinstance(found.password_use.disable, Allowed)
    assert isinstance(found.registration_use.take_report, Allowed)


def test_the_phones_record_may_have_no_card() -> None:
    counts = dict.fromkeys(("patron_id", "loans", "holds", "requests", "questions"), 1)
    record: dict[str, Any] = {
        "now": NOW,
        "card_number": None,
        "needed": "none_enough",
        "closed": None,
        "cancelled": [],
    }
    summary = decode_glimpse(JsonRow(record | counts), MASTERS)
    assert (summary.card_number, summary.needed) == (None, FactsNeeded.NONE_ENOUGH)
