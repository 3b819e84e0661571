"""What a clerk types, read as what is looked for."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.rules.people.search import Query, SearchFault, SearchText, read_search
from services.rules.people.search_keys import find_key

BORN = date(1979, 4, 1)


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("かわぐち", Query((("カワクチ",),))),
        ("カワグチ　ハナコ", Query((("カワクチ",), ("ハナコ",)))),
        ("川口", Query((("川口",),))),
        ("髙﨑", Query((("高崎",),))),
        ("ミツヅカ", Query((("ミツツカ", "ミツスカ"),))),
        ("ウオウ", Query((("ウオオ", "ウオウ"),))),  # it may begin within the ヨウ of ヨウオウ
        ("カオウ", Query((("カオオ",),))),
        ("kawagu", Query((("カワク", "kawagu"),))),
        ("Sato Hanako", Query((("サト", "sato"), ("ハナコ", "hanako")))),
        ("li", Query((("li",),))),
        ("smith", Query((("smith",),))),
        ("林 一", Query((("林一",),))),
        ("サトウ 一", Query((("サトオ一",),))),
        ("19790401", Query(birth_date=BORN)),
        ("1979/4/1", Query(birth_date=BORN)),
        ("1979-04-01", Query(birth_date=BORN)),
        ("S54.4.1", Query(birth_date=BORN)),
        ("ｓ５４．４．１", Query(birth_date=BORN)),
        ("昭和54年4月1日", Query(birth_date=BORN)),
        ("昭和元年12月25日", Query(birth_date=date(1926, 12, 25))),
        ("平成元年", SearchFault.BIRTH_DATE_UNREADABLE),
        ("カワグチ 元年", SearchFault.BIRTH_DATE_UNREADABLE),
        ("048-000-0001", Query(phone="0480000001")),
        ("09000000001", Query(phone="09000000001")),
        ("０００１", Query(phone_end="0001")),
        ("林 S54.4.1", Query((("林",),), BORN)),
        ("カワグチ 0001 19790401", Query((("カワクチ",),), BORN, phone_end="0001")),
        ("川", SearchFault.TOO_SHORT),
        ("s", SearchFault.TOO_SHORT),
        ("ー", SearchFault.TOO_SHORT),
        ("  ", SearchFault.TOO_SHORT),
        ("1979/4", SearchFault.BIRTH_DATE_UNREADABLE),
        ("19791301", SearchFault.NUMBER_UNREADABLE),
        ("123456789", SearchFault.NUMBER_UNREADABLE),
        ("川口1", SearchFault.BIRTH_DATE_UNREADABLE),
    ],
)
def test_one_field_for_everything(words: str, query: Query | SearchFault) -> None:
    assert read_search(SearchText(words=words)) == query


def test_fields_of_their_own() -> None:
    typed = SearchText(words="カワグチ", birth_date="Ｓ５４．４．１", phone="048 000 0001")
    assert read_search(typed) == Query((("カワクチ",),), BORN, "0480000001")
    assert read_search(SearchText(birth_date="S54")) is SearchFault.BIRTH_DATE_UNREADABLE
    assert read_search(SearchText(phone="S54.4.1")) is SearchFault.NUMBER_UNREADABLE
    assert read_search(SearchText(phone="00")) is SearchFault.NUMBER_UNREADABLE


def test_nothing_typed() -> None:
    assert SearchText(words=" 　", phone=" ").is_blank
    assert not SearchText(phone="0").is_blank


@given(
    st.lists(
        st.text(alphabet="アイウエオカガシジチヂツヅノハミヤユヨラワン", min_size=2, max_size=5),
        min_size=1,
        max_size=3,
    )
)
def test_a_patron_is_found_by_their_own_kana_in_any_order(words: list[str]) -> None:
    key = find_key(name="-", kana=" ".join(words), alias=None, romaji="")
    for typed in (" ".join(words), " ".join(reversed(words)), "".join(words), words[-1]):
        query = read_search(SearchText(words=typed))
        assert isinstance(query, Query)
        assert all(any(reading in key for reading in term) for term in query.terms), (typed, key)


@given(st.text(), st.text(), st.text())
def test_whatever_is_typed_is_read_or_told(words: str, birth_date: str, phone: str) -> None:
    read = read_search(SearchText(words=words, birth_date=birth_date, phone=phone))
    assert isinstance(read, Query | SearchFault)


WORDS = st.sampled_from(["カワグチ", "林", "一", "sato", "S54.4.1", "0001", "048-000-0001", "ー", "・"])


@given(
    st.lists(WORDS | st.text("カワーン川口sh ・", max_size=6), max_size=4).map(" ".join),
    st.sampled_from(["", " ", "S54.4.1"]),
    st.sampled_from(["", "0001"]),
)
def test_what_is_read_is_looked_for_by_something(words: str, birth_date: str, phone: str) -> None:
    read = read_search(SearchText(words=words, birth_date=birth_date, phone=phone))
    assume(isinstance(read, Query))
    assert isinstance(read, Query)
    assert read.terms or read.birth_date or read.phone or read.phone_end
    assert all(reading.strip() for term in read.terms for reading in term)
