"""What patrons are found by."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.people.search import Query, SearchText, beginnings, read_search
from services.rules.people.search_keys import (
    BEGINNING,
    LONGEST_KEY,
    NOTHING,
    SPOKEN,
    ends,
    find_key,
    kana_order,
    kana_span,
    phone_end,
)
from tests.helpers.grams import grams

KANA = st.text(
    alphabet="アイウエオカガキギクグシジスズチヂツヅテトドノハバパフマミムヤャユュヨョラルワヲヱンッー",
    min_size=1,
)


def key(**names: str | None) -> str:
    known: dict[str, str | None] = {
        "name": "川口 花子",
        "kana": "カワグチ ハナコ",
        "alias": None,
        "romaji": "",
    }
    known |= names
    return find_key(**known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("names", "made"),
    [
        ({"romaji": "Kawaguchi Hanako"}, "^カワクチハナコ ^川口花子 ~カワクチハナコ"),
        ({"romaji": "KAWAGUTI HANAKO"}, "^カワクチハナコ ^川口花子 ~カワクチハナコ"),
        ({"name": "かわぐち はなこ", "romaji": "Kawaguchi Hanako"}, "^カワクチハナコ ~カワクチハナコ"),
        (
            {"name": "髙﨑\U000e0100 花子", "kana": "タカサキ ハナコ"},
            "^タカサキハナコ ^高崎花子 ~タカサキハナコ",
        ),
        (
            {"name": "佐藤 修", "kana": "サトウ オサム", "romaji": "Sato Osamu"},
            "^サトオオサム ^佐藤修 ~サトサム ^サトウオサム",
        ),
        (
            {"name": "NGUYEN THI LAN", "kana": "グエン", "alias": "阮 蘭", "romaji": "Nguyen Thi Lan"},
            "^クエン ^nguyenthilan ^阮蘭 ~クエン",
        ),
        ({"name": "千鶴", "kana": "チヅル", "romaji": "Chizuru"}, "^チツル ^千鶴 ~チツル ~チスル ^チスル"),
        ({"name": "大野", "kana": "オオノ", "romaji": "Ono"}, "^オオノ ^大野 ~オノ"),
        ({"name": "・", "kana": "ー"}, NOTHING),
    ],
)
def test_keys(names: dict[str, str], made: str) -> None:
    assert key(**names) == made


@pytest.mark.parametrize(
    "same",
    [
        ("オオノ", "おおの", "ｵｵﾉ", "オーノ", "オウノ", "ヲヲノ"),
        ("カワグチ", "カワクチ", "かわぐち", "ｶﾜｸﾞﾁ", "ガワグヂ"),
        ("ジョン", "ジヨン", "シヨン", "ｼﾞｮﾝ"),
        ("ケイコ", "ケーコ", "ケエコ", "ゲイコ"),
        ("ヰノウヱ", "イノウエ", "イノーエ"),
        ("ハット", "ハツト"),
        ("パー", "ハア"),
    ],
)
def test_what_sounds_the_same_is_folded_into_one(same: tuple[str, ...]) -> None:
    assert len({key(kana=kana, name="").split()[0] for kana in same}) == 1


@given(KANA)
def test_any_part_of_a_kana_name_of_two_or_more_is_found(kana: str) -> None:
    made = key(kana=kana, name="")
    for begin in range(len(kana) - 1):
        for end in range(begin + 2, len(kana) + 1):
            query = read_search(SearchText(words=kana[begin:end]))
            if kana[begin] != "ー" and isinstance(query, Query):
                (term,) = query.terms
                assert any(reading in made for reading in term), kana[begin:end]


@given(KANA)
def test_any_beginning_of_a_kana_name_is_known_as_one(kana: str) -> None:
    made = key(kana=kana, name="")
    for end in range(2, len(kana) + 1):
        query = read_search(SearchText(words=kana[:end]))
        if kana[0] != "ー" and isinstance(query, Query):
            (term,) = query.terms
            assert any(BEGINNING + reading in made for reading in term), kana[:end]


@pytest.mark.parametrize(
    ("kana", "romaji"),
    [
        ("オオノ ハジメ", "Ono Hajime"),
        ("オノ ハジメ", "Ono Hajime"),
        ("イイダ ケイ", "Iida Kei"),
        ("サトウ", "Satou"),
        ("レ ティ", "Le Thi"),
    ],
)
def test_the_beginning_of_romaji_is_known_as_one(kana: str, romaji: str) -> None:
    made = key(kana=kana, name="", romaji=romaji)
    for end in (4, len(romaji)):
        query = read_search(SearchText(words=romaji[:end].replace(" ", "")))
        assert isinstance(query, Query)
        (term,) = query.terms
        assert any(begun in made for begun in beginnings(term)), romaji[:end]


def test_a_beginning_in_kana_is_none_of_a_name_with_a_long_vowel() -> None:
    made = key(kana="オオノ", name="", romaji="Ono")
    assert not any(begun in made for begun in beginnings(("オノ",)))
    assert any(begun in made for begun in beginnings(("オノ", "ono")))


@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=120), st.text(max_size=120))
def test_a_key_is_one_line_that_fits_its_column(name: str, kana: str, alias: str, romaji: str) -> None:
    made = key(name=name, kana=kana, alias=alias, romaji=romaji)
    assert 0 < len(made) <= LONGEST_KEY
    assert made == " ".join(made.split())
    assert not set(made) & set(string.punctuation) - {NOTHING, BEGINNING, SPOKEN}
    assert made == NOTHING or all(_is_marked(text) for text in made.split())


def _is_marked(text: str) -> bool:
    return text[0] in {BEGINNING, SPOKEN} and not {BEGINNING, SPOKEN} & set(text[1:])


def test_pieces_never_reach_into_the_next_name() -> None:
    assert grams("アイウ 川口 ア") == {"アイ", "イウ", "アイウ", "川口"}
    assert grams("ア") == grams("") == frozenset()


@given(st.text(alphabet="アイウエオ 川口", max_size=20), st.integers(0, 20), st.integers(2, 6))
def test_the_pieces_that_a_part_is_looked_up_by_are_among_those_of_the_key(
    text: str, begin: int, length: int
) -> None:
    part = text[begin : begin + length]
    if len(part) == length and " " not in part:
        assert set(ends(part)) <= grams(text)


def test_names_are_numbered_in_the_order_of_their_kana() -> None:
    ordered = [
        "アイ",
        "アオ",
        "イ",
        "カ",
        "カア",
        "カーイ",
        "カイ",
        "カワグチ",
        "カワクチアキ",
        "サ",
        "ジ",
        "ジャ",
        "シュ",
        "ンン",
        "漢",
        "漢漢",
    ]
    numbers = [kana_order(kana) for kana in ordered]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)


@given(KANA)
def test_a_name_stands_among_those_that_begin_as_it_does(kana: str) -> None:
    for text in key(kana=kana, name="").split():
        if text != NOTHING and kana_order(kana) > 0:
            for end in range(3, len(text) + 1):
                least, most = kana_span(text[:end])
                assert least <= kana_order(kana) <= most, text[:end]


def test_few_names_stand_where_a_beginning_may() -> None:
    least, most = kana_span("^サトミ")
    assert not least <= kana_order("サトウ オサム") <= most
    assert least <= kana_order("サトミ ハナ") <= most
    assert kana_span("^佐藤") == kana_span("^nguyen") == (0, 2**60 - 1)


@pytest.mark.parametrize("other", ["かわぐち", "カワクチ", "ｶﾜｸﾞﾁ", "カワ グチ"])
def test_a_name_has_one_place_however_it_is_written(other: str) -> None:
    assert kana_order(other) == kana_order("カワグチ")


@given(st.text())
def test_a_place_fits_the_databases_largest_number(text: str) -> None:
    assert 0 < kana_order(text) < 2**60


@pytest.mark.parametrize(
    ("digits", "end"), [("0480000001", "0001"), ("0001", "0001"), ("001", None), (None, None)]
)
def test_phone_ends(digits: str | None, end: str | None) -> None:
    assert phone_end(digits) == end
