"""The manual of a desk names nothing that the desk hasn't."""

import re

import pytest

from services.acts.as_offered import EVERYTHING, with_places
from services.contract.offers import Offers, SystemPart
from services.systems.beside.backend import KEPT_ACTS, KEPT_PARTS
from views.help.offered_manual import ABOUT, manual_of
from views.manual.manual import (
    HOLDS,
    INDEX,
    KEYS,
    LOANS,
    PASSWORD,
    PHONE,
    REGISTRATION,
    SEARCH,
    START,
    Manual,
)

ALL = {english: Manual.find(english=english) for english in (False, True)}
BESIDE = with_places(Offers(KEPT_ACTS, KEPT_PARTS | {SystemPart.PASSWORD_STATE, SystemPart.CANCELLED_HOLDS}))
LACKING = {
    **{part.name: Offers(EVERYTHING.acts, EVERYTHING.parts - {part}) for part in SystemPart},
    **{
        act.__name__: Offers(EVERYTHING.acts - {act}, EVERYTHING.parts)
        for act in sorted(EVERYTHING.acts, key=lambda it: it.__name__)
    },
    "beside a system": BESIDE,
    "all": Offers(frozenset()),
}
KEY = re.compile(r"F[0-9]{1,2}")


def texts(manual: Manual) -> dict[str, str]:
    return {page.file: manual.text(page.file) for page in manual.pages()}


@pytest.mark.parametrize("english", [False, True])
def test_a_desk_with_everything_has_the_manual_as_it_is(english: bool) -> None:
    assert manual_of(ALL[english], EVERYTHING) == ALL[english]


def test_each_place_that_may_be_left_out_is_there() -> None:
    shown = texts(ALL[False])
    for place in ABOUT:
        page, _, heading = place.partition("#")
        assert page in shown, place
        assert not heading or ALL[False].anchor(page, heading), place


@pytest.mark.parametrize(
    ("english", "words"),
    [
        (False, ("F3", "F4", "氏名の欄", "カードなしで", "カード番号なし")),
        (True, ("F3", "F4", "or-name", "without a card")),
    ],
)
def test_beside_a_system_nobody_is_told_to_search(english: bool, words: tuple[str, ...]) -> None:
    manual = manual_of(ALL[english], BESIDE)
    told, whole = ("".join(texts(it).values()) for it in (manual, ALL[english]))
    assert [it for it in words if it not in whole] == []
    assert [it for it in words if it in told] == []
    assert not {SEARCH, REGISTRATION} & texts(manual).keys()
    _, _, slip, _, refused = ALL[english].headings(LOANS)
    assert manual.headings(LOANS) == (slip, refused)
    for kept in ("F2", "F9", "システムが決めます" if not english else "system decides"):
        assert kept in told


@pytest.mark.parametrize(
    ("english", "buttons"),
    [
        (
            False,
            (
                "「ロック解除」",
                "「パスワード確認」",
                "「臨時休館」",
                "「解除できる貸出禁止」",
                "「連絡待ち」",
            ),
        ),
        (True, ("Unlock", "Check", "Closed days", "Ready to lift", "To be contacted")),
    ],
)
def test_beside_a_system_nobody_is_told_to_press_what_isnt_there(
    english: bool, buttons: tuple[str, ...]
) -> None:
    told, whole = ("".join(texts(it).values()) for it in (manual_of(ALL[english], BESIDE), ALL[english]))
    assert [it for it in buttons if f"**{it}**" not in whole] == []
    assert [it for it in buttons if f"**{it}**" in told] == []
    where = "別の図書館システムにつないだ窓口" if not english else "On another library system"
    assert where in manual_of(ALL[english], BESIDE).text(PASSWORD)


@pytest.mark.parametrize("lack", LACKING)
@pytest.mark.parametrize("english", [False, True])
def test_whatever_is_lacking_is_neither_a_key_nor_a_link(lack: str, english: bool) -> None:
    manual = manual_of(ALL[english], LACKING[lack])
    shown = texts(manual)
    keys = {it for it in KEY.findall(shown[KEYS]) if f"| {it} |" in shown[KEYS]}
    for file, text in shown.items():
        assert set(KEY.findall(text)) <= keys, file
        links = re.findall(r"\]\(([\w-]+\.md)(#[^)]*)?\)", text)
        assert {page for page, _ in links} <= shown.keys(), file
        assert text.count("**") % 2 == 0, file


def test_of_a_page_only_what_is_lacking_goes() -> None:
    manual = manual_of(ALL[False], BESIDE)
    whole, left = ALL[False].headings(PHONE), manual.headings(PHONE)
    assert [it for it in whole if it not in left] == ["番号が分からない人", "電話でできること、できないこと"]
    told = manual.text(PHONE)
    assert "別の窓口や別の職員でも同じです。その時刻に" in told
    assert "- 合わなかった回数は、その利用者の分と" in told
    assert manual.anchor(PHONE, "番号が分からない人") == ""
    assert manual_of(ALL[True], BESIDE).anchor(PHONE, "終わる") == ALL[True].anchor(PHONE, "終わる") != ""


def test_what_is_left_out_leads_to_the_index() -> None:
    manual = manual_of(ALL[False], BESIDE)
    assert (manual.there(SEARCH), manual.there(START)) == (INDEX, START)


def test_of_a_table_a_row_that_says_more_stays() -> None:
    manual = manual_of(ALL[False], LACKING[SystemPart.CONTACTS.name])
    whole, told = ALL[False].text(HOLDS), manual.text(HOLDS)
    for row in ("| **「ご用意できました」** |", "**「取置延長」**、**「変更」**。"):
        assert row in whole
        assert row in told
    assert "連絡を記録" in whole
    assert "連絡を記録" not in told
