"""The slip says what the content says, and nothing more."""

from datetime import date

import pytest

from services.files.wording import own_texts
from services.rules.card_numbers import CardLetters, CardNumbers
from services.rules.wording import TEXTS
from services.slips.words import SlipWording, SlipWords, say, shorten, slip_wording
from tests.services.slips.contents import content


@pytest.fixture(scope="module")
def wording() -> SlipWording:
    return slip_wording(own_texts())


def _all(words: SlipWords) -> str:
    sections = [line for part in (*words.sections, words.english) for line in (part.heading, *part.sentences)]
    return "\n".join(
        [
            words.title,
            *words.header,
            words.beneath,
            words.deadline,
            *sections,
            words.address_label,
            words.address,
        ]
    )


def test_header_tells_place_day_and_masked_card(wording: SlipWording) -> None:
    words = say(content(), wording)
    assert words.title == "パスワードのお知らせ"
    assert words.header == ("川口市立図書館 中央図書館", "2026/11/24", "利用カード ●●●●●678-9")
    assert "12345" not in "".join(words.header)


def test_a_branch_that_names_the_library_is_not_doubled(wording: SlipWording) -> None:
    assert say(content(branch="川口市立図書館鳩ヶ谷館"), wording).header[0] == "川口市立図書館鳩ヶ谷館"


def test_name_only_where_wanted_and_without_selectors(wording: SlipWording) -> None:
    assert say(content(patron_name="渡邉\U000e0101 花子"), wording).header[3] == "渡邉 花子 様"
    assert len(say(content(patron_name=None), wording).header) == 3
    assert len(say(content(patron_name=""), wording).header) == 3


@pytest.mark.parametrize(
    ("expires_on", "must_change", "japanese", "english"),
    [
        (
            date(2027, 1, 3),
            True,
            "2027/1/3 までに「利用者のページ」でログインし、パスワードを変更してください。",
            "Log in to the patron page (利用者のページ) by 2027/1/3 and change the password.",
        ),
        (
            date(2027, 1, 3),
            False,
            "このパスワードは 2027/1/3 まで使えます。",
            "This password can be used until 2027/1/3.",
        ),
        (
            None,
            True,
            "はじめてのログインで、パスワードを変更してください。",
            "Change the password when you first log in.",
        ),
    ],
)
def test_validity_and_change_as_the_settings_say(
    wording: SlipWording, expires_on: date | None, must_change: bool, japanese: str, english: str
) -> None:
    words = say(content(expires_on=expires_on, must_change=must_change), wording)
    assert words.deadline == japanese
    assert english in words.english.sentences


def test_nothing_on_validity_when_there_is_none(wording: SlipWording) -> None:
    words = say(content(expires_on=None, must_change=False), wording)
    assert words.deadline == ""
    assert "" not in words.english.sentences
    assert "2027" not in _all(words)


def test_lower_case_is_said_once_for_all_letters(wording: SlipWording) -> None:
    words = say(content(), wording)
    assert words.beneath == "英字はすべて小文字、空白は入れません。"
    assert words.english.sentences[0] == "All letters are lower case. Type no spaces."


def test_says_what_the_guide_says(wording: SlipWording) -> None:
    told = _all(say(content(), wording))
    assert "「-」(ハイフン)を除いて9桁で入力してください。" in told
    assert "(例:「12345678-9」の場合は、「123456789」と入力。)" in told
    assert "パスワードの英字は、大文字と小文字を区別して入力してください。" in told
    assert "英数字を組み合わせて8文字以上にしてください。" in told
    assert "「利用者のページ」→「パスワード変更」" in told


def test_the_password_stands_in_no_sentence_and_in_no_repr(wording: SlipWording) -> None:
    words = say(content(), wording)
    assert words.password == "k7rmh4ytp3na"
    assert words.password not in _all(words)
    assert words.password not in repr(words)


def test_qr_holds_the_whole_address_where_wanted(wording: SlipWording) -> None:
    address = "https://library.example/" + "p" * 300
    words = say(content(portal_url=address), wording)
    assert words.qr == address
    assert len(words.address) < len(address)
    assert words.address.endswith("…")
    assert say(content(qr=False), wording).qr == ""
    assert say(content(qr=False), wording).address == "https://library.example/patron/"


def test_names_with_braces_are_only_names(wording: SlipWording) -> None:
    words = say(content(portal_name="{0}{date}", library="{x}", patron_name="{name}"), wording)
    assert "「{0}{date}」" in words.deadline
    assert words.header[0].startswith("{x} ")
    assert words.header[3] == "{name} 様"


def test_every_sentence_is_used(wording: SlipWording) -> None:
    contents = [
        content(patron_name="川口 花子"),
        content(must_change=False),
        content(expires_on=None),
    ]
    told = [_all(say(each, wording)) for each in contents]

    def used(sentence: str) -> bool:
        start = sentence.split("{", 1)[0]
        return any(start in each for each in told)

    sentences = {**{f"ja {k}": v for k, v in wording.japanese.items()}, **wording.english}
    assert [key for key, sentence in sentences.items() if not used(sentence)] == []


def test_the_librarys_words_stand_in_the_programs_stead() -> None:
    own = {
        "slip.ja.title": "新しい題",
        "slip.ja.change_by": "{date} までに{library}の{portal}で変えてください。({portal})",
        "slip.ja.card": "カード番号 {number}",
        "slip.en.change_by": "{library}: by {date}.",
    }
    words = say(content(library="{date}図書館"), slip_wording({**own_texts(), **own}))
    assert words.title == "新しい題"
    assert words.deadline == "2027/1/23 までに{date}図書館の利用者のページで変えてください。(利用者のページ)"
    assert "カード番号 ●●●●●678-9" in words.header
    assert "{date}図書館: by 2027/1/23." in words.english.sentences
    assert words.english.heading == "Your library password"


@pytest.mark.parametrize("place", ["library", "portal"])
def test_every_place_of_a_sentence_is_filled_in(place: str) -> None:
    named = {name: f"{text}<{{{place}}}>" for name, text in own_texts().items() if place in TEXTS[name].may}
    for slip in (
        content(),
        content(must_change=False),
        content(expires_on=None),
    ):
        told = _all(say(slip, slip_wording({**own_texts(), **named})))
        assert not set("{}") & set(told)
        assert {"library": "<川口市立図書館>", "portal": "<利用者のページ>"}[place] in told


def test_a_long_name_of_the_library_does_not_crowd_a_sentence() -> None:
    texts = {**own_texts(), "slip.ja.case": "{library}"}
    words = say(content(library="館" * 64), slip_wording(texts))
    assert words.sections[0].sentences[1] == "館" * 23 + "…"


def test_what_is_cut_shows_it() -> None:
    assert shorten("川口市立図書館", 5) == "川口市立…"
    assert shorten("川口市立図書館", 7) == "川口市立図書館"


HYPHENS = "利用カード番号は、「-」(ハイフン)を除いて"


@pytest.mark.parametrize(
    ("cards", "number", "told"),
    [
        (
            CardNumbers(),
            "123456789",
            (
                "利用カード ●●●●●678-9",
                f"{HYPHENS}9桁で入力してください。(例:「12345678-9」の場合は、「123456789」と入力。)",
                "Card number: type the 9 digits without the hyphen.",
            ),
        ),
        (
            CardNumbers(((8, 8), (10, 10)), written=()),
            "12345678",
            (
                "利用カード ●●●●5678",
                "利用カード番号は、8桁か10桁で入力してください。",
                "Card number: type the 8 digits or 10 digits.",
            ),
        ),
        (
            CardNumbers(((10, 10),)),
            "0012345678",
            (
                "利用カード ●●●●●●5678",
                "利用カード番号は、10桁で入力してください。",
                "Card number: type the 10 digits.",
            ),
        ),
        (
            CardNumbers(((7, 8),), CardLetters.ANY, ((2, 5),)),
            "AB00123",
            (
                "利用カード ●●-●0123",
                f"{HYPHENS}7文字から8文字で入力してください。(例:「12-34567」の場合は、「1234567」と入力。)",
                "Card number: type the 7 to 8 characters without the hyphen.",
            ),
        ),
    ],
)
def test_a_card_number_is_masked_and_typed_as_the_library_writes_it(
    wording: SlipWording, cards: CardNumbers, number: str, told: tuple[str, str, str]
) -> None:
    words = say(content(card_number=number, cards=cards), wording)
    header, japanese, english = told
    assert words.header[2] == header
    assert words.sections[0].sentences[0] == japanese
    assert english in words.english.sentences
