from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.rules.people.identity import read_phone
from services.rules.people.registration import (
    RegistrationFault,
    RegistrationField,
    RegistrationForm,
    address_moved,
    check_registration,
    corrected,
    derived,
    rebased,
    renewed_expiry,
)
from services.rules.policy import Policy

POLICY = Policy()


@pytest.mark.parametrize(
    ("old", "today", "new"),
    [
        ("2026-12-11", "2026-11-24", "2029-12-11"),
        ("2026-12-11", "2026-11-11", "2029-12-11"),
        ("2026-12-11", "2026-11-10", "2029-11-10"),
        ("2026-12-11", "2026-12-11", "2029-12-11"),
        ("2026-12-11", "2026-12-12", "2029-12-12"),
        ("2020-01-01", "2026-11-24", "2029-11-24"),
        ("2024-02-29", "2024-02-10", "2027-02-28"),
        ("2020-01-01", "2024-02-29", "2027-02-28"),
        ("2026-03-31", "2026-02-28", "2029-03-31"),
    ],
)
def test_renewed_expiry(old: str, today: str, new: str) -> None:
    answer = renewed_expiry(date.fromisoformat(old), date.fromisoformat(today), POLICY)
    assert answer == date.fromisoformat(new)


def test_the_years_are_the_librarys() -> None:
    five = Policy(registration_years=5)
    assert renewed_expiry(date(2026, 12, 11), date(2026, 12, 1), five) == date(2031, 12, 11)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(-400, 400))
def test_a_renewal_lasts_at_least_its_years_and_a_month_more_at_most(old: date, days: int) -> None:
    today = old + timedelta(days=days)
    new = renewed_expiry(old, today, POLICY)
    assert new is not None
    assert 3 * 365 - 1 <= (new - today).days <= 3 * 365 + 1 + 31


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(-400, 1500))
def test_no_renewal_shortens_a_registration(old: date, days: int) -> None:
    new = renewed_expiry(old, old - timedelta(days=days), POLICY)
    assert new is not None
    assert new >= old


@given(st.dates())
def test_what_never_expires_goes_on_so(today: date) -> None:
    assert renewed_expiry(None, today, POLICY) is None


def test_renewed_again_the_same_day_it_keeps_its_new_day() -> None:
    today = date(2026, 11, 24)
    once = renewed_expiry(date(2026, 12, 11), today, POLICY)
    assert renewed_expiry(once, today, POLICY) == once == date(2029, 12, 11)


REGISTERED = RegistrationForm(
    kana="カワグチ ハナコ",
    alias="",
    phone="048-000-0001",
    postal_code="332-0001",
    address="川口市朝日1-1-1",
)


def form(**changed: str) -> RegistrationForm:
    return replace(REGISTERED, **changed)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"kana": "グエン・ティ・マイ"},
        {"kana": "Nguyễn Thị Mai"},
        {"kana": "O’Brien-Smith Jr."},
        {"kana": "ヴァン ヶ"},
        {"kana": "ア" * 120},
        {"alias": "川口 まい"},
        {"alias": "渡邉\U000e0101"},
        {"alias": "あ" * 120},
        {"phone": ""},
        {"phone": "０９０ー００００－０００１"},
        {"phone": "0900000 0001"},
        {"postal_code": "〒３３２−０００１"},
        {"postal_code": "3320001"},
        {"address": "川口市飯塚2丁目900-1-101"},
        {"address": "川" * 200},
    ],
)
def test_good_forms(changed: dict[str, str]) -> None:
    assert check_registration(form(**changed), REGISTERED) == ()


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"kana": "\u3000 "}, ["KANA_MISSING"]),
        ({"kana": "川口 ハナコ"}, ["KANA_CHARACTER"]),
        ({"kana": "カワグチ1"}, ["KANA_CHARACTER"]),
        ({"kana": "・ー"}, ["KANA_CHARACTER"]),
        ({"kana": "ア" * 121}, ["KANA_TOO_LONG"]),
        ({"kana": "山" * 121}, ["KANA_CHARACTER", "KANA_TOO_LONG"]),
        ({"alias": "あ" * 121}, ["ALIAS_TOO_LONG"]),
        ({"alias": "\ufdfa" * 20}, ["ALIAS_TOO_LONG"]),
        ({"phone": "048-000-000A"}, ["PHONE_CHARACTER"]),
        ({"phone": "048(000)0001"}, ["PHONE_CHARACTER"]),
        ({"phone": "+81-48-000-0001"}, ["PHONE_CHARACTER"]),
        ({"phone": "048-000-001"}, ["PHONE_DIGIT_COUNT"]),
        ({"phone": "090-0000-00011"}, ["PHONE_DIGIT_COUNT"]),
        ({"phone": "-"}, ["PHONE_DIGIT_COUNT"]),
        ({"phone": "0-4-8-0-0-0-0-0-0-1--"}, ["PHONE_TOO_LONG"]),
        ({"postal_code": " "}, ["POSTAL_CODE_MISSING"]),
        ({"postal_code": "332-001"}, ["POSTAL_CODE_MALFORMED"]),
        ({"postal_code": "332-000A"}, ["POSTAL_CODE_MALFORMED"]),
        ({"address": " \t"}, ["ADDRESS_MISSING"]),
        ({"address": "川" * 201}, ["ADDRESS_TOO_LONG"]),
        (
            {"kana": "", "alias": "あ" * 121, "phone": "x", "postal_code": "1", "address": ""},
            [
                "KANA_MISSING",
                "ALIAS_TOO_LONG",
                "PHONE_CHARACTER",
                "POSTAL_CODE_MALFORMED",
                "ADDRESS_MISSING",
            ],
        ),
    ],
)
def test_each_fault_is_told_in_the_forms_order(changed: dict[str, str], faults: list[str]) -> None:
    assert [fault.name for fault in check_registration(form(**changed), REGISTERED)] == faults


def test_what_was_left_as_it_is_is_not_judged() -> None:
    old = form(kana="ｶﾜｸﾞﾁ 1", alias="あ" * 121, phone="内線 12", postal_code="332", address="川" * 201)
    assert check_registration(old, old) == ()
    assert corrected(old, old) == ()
    moved = replace(old, address="川口市飯塚1-1", phone="内線 13")
    assert check_registration(moved, old) == (RegistrationFault.PHONE_CHARACTER,)


def test_what_is_wanted_is_wanted_even_where_it_was_never_there() -> None:
    blank = form(kana="", postal_code="", address="")
    assert [fault.field for fault in check_registration(blank, blank)] == [
        RegistrationField.KANA,
        RegistrationField.POSTAL_CODE,
        RegistrationField.ADDRESS,
    ]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, []),
        ({"kana": "かわぐち\u3000はなこ", "phone": "048−000−0001", "postal_code": "3320001"}, []),
        ({"kana": "カワグチ ハナ", "alias": "川口 はな"}, ["kana", "alias"]),
        (
            {"phone": "", "postal_code": "332-0002", "address": "川口市朝日1-1-2"},
            ["phone", "postal_code", "address"],
        ),
    ],
)
def test_what_would_change(changed: dict[str, str], fields: list[str]) -> None:
    assert list(corrected(form(**changed), REGISTERED)) == fields


@pytest.mark.parametrize(
    ("address", "moved"),
    [
        ("川口市朝日1-1-1", False),
        ("川口市朝日１−１−１", False),
        ("川口市 朝日1-1-1", False),
        ("川口市朝日1-1-2", True),
        ("川口市朝日1-11", True),
    ],
)
def test_another_writing_form_is_no_move(address: str, moved: bool) -> None:
    assert address_moved(form(address=address), REGISTERED) is moved


@given(
    st.builds(
        RegistrationForm, **dict.fromkeys(("kana", "alias", "phone", "postal_code", "address"), st.text())
    )
)
def test_what_is_clean_stays_as_it_is(typed: RegistrationForm) -> None:
    assert typed.clean.clean == typed.clean


def near(longest: int, alphabet: str) -> st.SearchStrategy[str]:
    """Draw texts of any length up to a bit more than the longest that is kept."""
    return st.builds(
        lambda text, times: (text * times)[: longest + 1],
        st.text(alphabet, min_size=1, max_size=9),
        st.integers(1, longest),
    )


@given(
    st.builds(
        RegistrationForm,
        kana=near(120, "ｶﾜｸﾞﾁはなこ・ー \t\n"),
        alias=near(120, "川口A \0\n") | st.just(""),
        phone=st.from_regex(r"0[0-9]{1,4}[-ー−]?[0-9]{1,4}[-ー−]?[0-9]{4}", fullmatch=True) | st.just(""),
        postal_code=st.from_regex(r"[0-9]{3}[-ー−]?[0-9]{4}", fullmatch=True),
        address=near(200, "川口市1-\0\n　"),
    )
)
def test_what_is_kept_fits_the_register(typed: RegistrationForm) -> None:
    kept = typed.clean
    assume(not check_registration(typed, REGISTERED))
    assert not any("\0" in text or "\n" in text for text in (kept.kana, kept.alias, kept.address))
    assert len(kept.kana) <= 120 >= len(kept.alias)
    assert len(kept.phone) <= 20
    assert len(kept.postal_code) <= 8
    assert 0 < len(kept.address) <= 200
    made = derived(
        name="川" * 120, kana=kept.kana, alias=kept.alias or None, romaji="k" * 120, phone=kept.phone or None
    )
    assert len(made.search_key) <= 500
    assert len(made.kana_key) <= 120


def test_what_a_patron_is_found_by() -> None:
    made = derived(
        name="髙橋 マリア",
        kana="たかはし マリア",
        alias="高橋 まり",
        romaji="Takahashi",
        phone="048-000-0001",
    )
    assert (made.search_key, made.kana_key) == (
        "^タカハシマリア ^高橋マリア ^高橋マリ ~タカハシマリア ^takahashi",
        "タカハシマリア",
    )
    assert made.phone_digits == "0480000001"
    assert derived(name="a", kana="ア", alias=None, romaji="", phone=None).phone_digits is None


@pytest.mark.parametrize(
    "phone",
    [
        "048-000-0001",
        "０４８－０００－０００１",
        "048 000 0001",
        "+81 48-000-0001",
        "+81 (0)48-000-0001",
        "＋８１（０）４８－０００－０００１",
    ],
)
def test_a_registered_number_is_found_by_the_digits_that_a_caller_tells(phone: str) -> None:
    made = derived(name="a", kana="ア", alias=None, romaji="", phone=phone)
    assert made.phone_digits == read_phone(phone) == "0480000001"
    assert made.phone_end == "0001"


@given(st.text(alphabet="0９①㍘⒇٠+＋81（0）()-ー 　", max_size=20))
def test_a_registered_numbers_digits_fit_their_column_and_are_a_callers(phone: str) -> None:
    digits = derived(name="a", kana="ア", alias=None, romaji="", phone=phone).phone_digits
    assert digits is None or (len(digits) <= 20 and read_phone(digits) == digits)


def test_what_was_not_touched_follows_a_register_that_changed_meanwhile() -> None:
    typed = form(address="川口市飯塚1-1", phone="")
    new = form(phone="090-0000-0001", alias="はな")
    assert rebased(typed, REGISTERED, new) == form(address="川口市飯塚1-1", phone="", alias="はな")


def test_what_is_typed_is_in_no_representation() -> None:
    assert "朝日" not in repr(REGISTERED)
    assert "カワグチ" not in repr(derived(name="", kana="カワグチ", alias=None, romaji="", phone=None))
