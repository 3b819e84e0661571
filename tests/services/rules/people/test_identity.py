from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.people.identity import (
    CallerFacts,
    FactFault,
    FactKind,
    FactsNeeded,
    check_facts,
    facts_needed,
    placed,
    read_facts,
)

KNOWN = {"kana": "カワグチハナコ", "birth_date": date(1979, 4, 1), "phone": "0480000001"}
RIGHT = {"kana": "カワグチ ハナコ", "birth_date": "1979/4/1", "phone": "048-000-0001"}
KANA, BIRTH, PHONE = FactKind.KANA, FactKind.BIRTH_DATE, FactKind.PHONE


def outcome(**typed: str) -> dict[FactKind, bool]:
    """Tell of each fact that was told whether it is read as the registered one is kept."""
    read = asdict(read_facts(CallerFacts(**typed)))
    return {FactKind(name): said == KNOWN[name] for name, said in read.items() if said is not None}


@pytest.mark.parametrize(
    "kana",
    [
        "カワグチ ハナコ",
        "カワグチハナコ",
        "かわぐち はなこ",
        "ｶﾜｸﾞﾁ　ﾊﾅｺ",
        " カワグチ\u3000ハナコ ",
        "カワク\u3099チ ハナコ",
    ],
)
def test_a_kana_name_in_any_writing_form(kana: str) -> None:
    assert outcome(kana=kana) == {KANA: True}


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"kana": "カ" * 120}, FactFault.ON_THE_CARD),
        ({"kana": "カ" * 121}, FactFault.KANA_UNREADABLE),
        ({"kana": "㌀" * 31}, FactFault.KANA_UNREADABLE),
        ({"phone": "0" * 20}, None),
        ({"phone": "0" * 21}, FactFault.PHONE_UNREADABLE),
    ],
)
def test_what_is_longer_than_anything_registered_is_no_try(
    typed: dict[str, str], fault: FactFault | None
) -> None:
    found = check_facts(CallerFacts(**typed), opened_by_number=True)
    assert found == (() if fault is None else (fault,))


@pytest.mark.parametrize("kana", ["カワグチ ハナコ", "", None])
@pytest.mark.parametrize("phone", ["048-000-0001", "なし", None])
def test_who_has_a_birth_date_needs_one_more_fact_whatever_else_is_registered(
    kana: str | None, phone: str | None
) -> None:
    assert facts_needed(kana=kana, has_birth_date=True, phone=phone) is FactsNeeded.ANY


@pytest.mark.parametrize("kana", ["カワグチ ハナコ", "川口第三小学校", "", " \u3000", None])
@pytest.mark.parametrize(
    "phone", ["048-000-0001", "+81 48 000 0001", "048-000-0001 048-000-0002 1", "なし", "-", "", None]
)
def test_without_a_birth_date_both_others_are_needed(kana: str | None, phone: str | None) -> None:
    needed = facts_needed(kana=kana, has_birth_date=False, phone=phone)
    comparable = kana == "カワグチ ハナコ" and phone in {"048-000-0001", "+81 48 000 0001"}
    assert needed is (FactsNeeded.KANA_AND_PHONE if comparable else FactsNeeded.NONE_ENOUGH)


@given(
    st.fixed_dictionaries({name: st.sampled_from(["", text]) for name, text in RIGHT.items()}),
    st.sampled_from(FactsNeeded),
    st.booleans(),
)
def test_what_is_too_little_without_a_birth_date(
    typed: dict[str, str], needed: FactsNeeded, more_than_the_card: bool
) -> None:
    found = check_facts(
        CallerFacts(**typed), opened_by_number=True, more_than_the_card=more_than_the_card, needed=needed
    )
    if needed is FactsNeeded.NONE_ENOUGH:
        assert found == (FactFault.NONE_ENOUGH,)
    elif needed is FactsNeeded.KANA_AND_PHONE:
        assert (found == ()) == bool(typed["kana"] and typed["phone"])
    else:
        assert (found == ()) == bool(
            typed["birth_date"] or typed["phone"] or (typed["kana"] and not more_than_the_card)
        )


@pytest.mark.parametrize(
    "kana", ["カワグチ", "カワグチ ハナ", "カワグチ ハナコサン", "カワクチ ハナコ", "川口 花子", "Kawaguchi"]
)
def test_another_or_partial_kana_name(kana: str) -> None:
    assert outcome(kana=kana) == {KANA: False}


@pytest.mark.parametrize(
    "birth_date",
    [
        "19790401",
        "1979/4/1",
        "1979/04/01",
        "1979-4-1",
        "1979.4.1",
        "1979年4月1日",
        "１９７９／４／１",
        " 1979 / 4 / 1 ",
        "S54.4.1",
        "s54/4/1",
        "Ｓ５４．４．１",
        "S540401",
        "昭和54年4月1日",
        "昭54.4.1",
        "昭和５４年４月１日",
        "㍼54年4月1日",
        "1979ー4ー1",
    ],
)
def test_a_birth_date_in_any_writing_form(birth_date: str) -> None:
    assert outcome(birth_date=birth_date) == {BIRTH: True}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("明治元年1月25日", date(1868, 1, 25)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("T15.12.25", date(1926, 12, 25)),
        ("S64.1.7", date(1989, 1, 7)),
        ("H1.1.8", date(1989, 1, 8)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R8/2/28", date(2026, 2, 28)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("M45.7.30", date(1912, 7, 30)),
        ("大正1年7月30日", date(1912, 7, 30)),
        ("20000229", date(2000, 2, 29)),
    ],
)
def test_years_of_an_era(typed: str, day: date) -> None:
    assert read_facts(CallerFacts(birth_date=typed)).birth_date == day


@pytest.mark.parametrize(
    "typed",
    [
        "1979",
        "4/1",
        "79/4/1",
        "1979/13/1",
        "1979/2/29",
        "M1.1.24",
        "M45.7.31",
        "T1.7.29",
        "T15.12.26",
        "S1.12.24",
        "S64.1.8",
        "H1.1.7",
        "H31.5.1",
        "R1.4.30",
        "S0.1.1",
        "X54.4.1",
        "1979041",
        "1979/4/1x",
        "あした",
        "S元",
        "99999/1/1",
    ],
)
def test_what_is_no_birth_date_is_a_fault_of_the_form(typed: str) -> None:
    facts = CallerFacts(kana="カワグチ ハナコ", birth_date=typed)
    assert check_facts(facts, opened_by_number=True) == (FactFault.BIRTH_DATE_UNREADABLE,)


@pytest.mark.parametrize(
    "typed", ["川口花子", "カワグチ 花子", "100000001", "１０００", "カワグチ1", "佐々木", "𠮷田"]
)
def test_what_is_no_kana_is_a_fault_of_the_form(typed: str) -> None:
    facts = CallerFacts(kana=typed, birth_date="1979/4/1")
    assert check_facts(facts, opened_by_number=True) == (FactFault.KANA_UNREADABLE,)


@pytest.mark.parametrize(
    "typed", ["かわぐち はなこ", "ｶﾜｸﾞﾁ ﾊﾅｺ", "オーウチ・アン", "D'ANGELO アンナ", "ヴァン"]
)
def test_what_may_be_registered_as_kana_is_compared(typed: str) -> None:
    facts = CallerFacts(kana=typed, birth_date="1979/4/1")
    assert check_facts(facts, opened_by_number=True) == ()


@pytest.mark.parametrize("birth_date", ["1979/4/2", "1979/1/4", "S54.4.11", "2979/4/1"])
def test_another_birth_date(birth_date: str) -> None:
    assert outcome(birth_date=birth_date) == {BIRTH: False}


@pytest.mark.parametrize(
    "phone",
    [
        "0480000001",
        "048-000-0001",
        "048(000)0001",
        "０４８－０００－０００１",
        "048 000 0001",
        "048ー000ー0001",
        "+81 48-000-0001",
    ],
)
def test_a_phone_number_in_any_writing_form(phone: str) -> None:
    assert outcome(phone=phone) == {PHONE: True}


@pytest.mark.parametrize("phone", ["0001", "000-0001", "480000001", "048-000-00011", "048-000-0002"])
def test_another_or_partial_phone_number(phone: str) -> None:
    assert outcome(phone=phone) == {PHONE: False}


@pytest.mark.parametrize("phone", ["048-000-000x", "自宅", "-", "048+0000001"])
def test_what_is_no_phone_number_is_a_fault_of_the_form(phone: str) -> None:
    facts = CallerFacts(phone=phone)
    assert check_facts(facts, opened_by_number=True) == (FactFault.PHONE_UNREADABLE,)


@pytest.mark.parametrize(
    ("typed", "opened_by_number", "faults"),
    [
        ((), True, (FactFault.TOO_FEW,)),
        (("kana",), True, (FactFault.ON_THE_CARD,)),
        (("kana", "birth_date"), True, ()),
        (("birth_date",), True, ()),
        (("phone",), True, ()),
        ((), False, (FactFault.TOO_FEW,)),
        (("kana",), False, (FactFault.TOO_FEW,)),
        (("kana", "phone"), False, ()),
        (("kana", "birth_date", "phone"), False, ()),
    ],
)
def test_two_facts_of_which_the_number_is_one(
    typed: tuple[str, ...], opened_by_number: bool, faults: tuple[FactFault, ...]
) -> None:
    facts = CallerFacts(**{name: RIGHT[name] for name in typed})
    assert check_facts(facts, opened_by_number=opened_by_number) == faults


def test_where_the_library_says_so_the_kana_name_is_enough_beside_the_number() -> None:
    kana = CallerFacts(kana=RIGHT["kana"])
    assert check_facts(kana, opened_by_number=True, more_than_the_card=False) == ()
    assert check_facts(kana, opened_by_number=False, more_than_the_card=False) == (FactFault.TOO_FEW,)


def test_blanks_are_no_fact() -> None:
    facts = CallerFacts(kana=" \u3000", birth_date=" ", phone="\u3000")
    assert check_facts(facts, opened_by_number=True) == (FactFault.TOO_FEW,)
    assert outcome(kana=" \u3000", birth_date=" ", phone="\u3000") == {}


def test_every_fault_is_told_in_the_order_of_the_form() -> None:
    facts = CallerFacts(kana="花子", birth_date="きのう", phone="自宅")
    assert check_facts(facts, opened_by_number=False) == (
        FactFault.KANA_UNREADABLE,
        FactFault.BIRTH_DATE_UNREADABLE,
        FactFault.PHONE_UNREADABLE,
    )


def test_what_was_typed_is_in_no_representation() -> None:
    values: dict[str, Any] = RIGHT
    said = repr(CallerFacts(**values)) + repr(read_facts(CallerFacts(**values)))
    assert not any(part in said for part in ("カワグチ", "1979", "0001"))


@pytest.mark.parametrize(
    ("typed", "placed_as"),
    [
        (("", "", "S54.4.1"), ("", "S54.4.1", "")),
        (("", "", "1979/4/1"), ("", "1979/4/1", "")),
        (("", "", "19790401"), ("", "19790401", "")),
        (("昭和54年4月1日", "", ""), ("", "昭和54年4月1日", "")),
        (("", "048-000-1234", ""), ("", "", "048-000-1234")),
        (("ミホン ハナコ", "0480001234", "1979.4.1"), ("ミホン ハナコ", "1979.4.1", "0480001234")),
        (("0480001234", "", "S54.4.1"), ("", "S54.4.1", "0480001234")),
    ],
)
def test_what_stands_in_a_wrong_field_is_understood(
    typed: tuple[str, str, str], placed_as: tuple[str, str, str]
) -> None:
    facts = placed(CallerFacts(kana=typed[0], birth_date=typed[1], phone=typed[2]))
    assert (facts.kana, facts.birth_date, facts.phone) == placed_as


@pytest.mark.parametrize(
    "typed",
    [
        ("ミホン", "1979/4/1", "048-000-1234"),
        ("ミホン", "S54.4.1", "1979/4/2"),  # which of the two is meant?
        ("", "きのう", "1979/4/1"),
        ("", "", "000-1234"),  # no whole number, nor a day
        ("048-000-1234", "", "048-000-9999"),
        ("", "", "0480-12-12"),
        ("", "", ""),
    ],
)
def test_nothing_else_is_moved(typed: tuple[str, str, str]) -> None:
    facts = CallerFacts(kana=typed[0], birth_date=typed[1], phone=typed[2])
    assert placed(facts) == facts
