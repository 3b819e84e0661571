"""Lines end where a reader pauses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.language.line_breaks import REMARKS, SENTENCES, broken, run_on


def test_sentences_stay_whole_where_they_fit() -> None:
    assert broken("あいう。えお。かきくけ。", 8, len, SENTENCES) == ["あいう。えお。", "かきくけ。"]


def test_a_sentence_doesnt_end_before_its_bracket() -> None:
    assert broken("(あ。)い。うえ", 6, len, SENTENCES) == ["(あ。)い。", "うえ"]


def test_remarks_break_after_their_dot() -> None:
    assert broken("延滞3日・貸出禁止中・休館期間", 8, len, REMARKS) == [
        "延滞3日・",
        "貸出禁止中・",
        "休館期間",
    ]


def test_words_of_latin_letters_stay_whole() -> None:
    assert broken("相互貸借, Check the item", 14, len, REMARKS) == ["相互貸借,", "Check the item"]
    assert broken("Take it back to the shelf. Then lift it.", 12, len, SENTENCES) == [
        "Take it back",
        "to the",
        "shelf.",
        "Then lift",
        "it.",
    ]


def test_a_line_ends_with_a_comma_if_that_is_near() -> None:
    assert broken("窓口で、ほかの職員は、自分で入れます", 13, len, SENTENCES) == [
        "窓口で、ほかの職員は、",
        "自分で入れます",
    ]
    assert broken("はい、ほかの職員は自分で入れます", 12, len, SENTENCES)[0] == "はい、ほかの職員は自分で"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("パスワードはもう表示も印刷もできません", 16, ["パスワードはもう表示も", "印刷もできません"]),
        ("この職員のIDは使えません", 7, ["この職員の", "IDは使えませ", "ん"]),
        ("予約の申し込みの取り消しをした", 10, ["予約の申し込みの", "取り消しをした"]),  # not 取り/消し
        ("予約の取り消しをした", 6, ["予約の取り消", "しをした"]),  # what would be given away is too much
        ("票をお渡しする方のお名前", 10, ["票をお渡しする方の", "お名前"]),
        ("画面の票をお見せください", 6, ["画面の票を", "お見せくださ", "い"]),  # not お/見せ
        ("利用者のご都合で返す", 5, ["利用者の", "ご都合で", "返す"]),  # not ご/都合
    ],
)
def test_a_line_ends_before_a_word_rather_than_within_one(text: str, width: int, lines: list[str]) -> None:
    assert broken(text, width, len, SENTENCES) == lines


def test_no_line_begins_with_a_full_stop_nor_ends_with_an_opening_bracket() -> None:
    assert broken("閉じてください。", 7, len, SENTENCES) == ["閉じてくださ", "い。"]
    assert broken("渡したら「渡した」を押す", 5, len, SENTENCES) == ["渡したら", "「渡した」", "を押す"]
    assert broken("ユーザー", 3, len, SENTENCES) == ["ユー", "ザー"]


@given(text=st.text("あい。・)( ab,.'", max_size=40), width=st.integers(1, 12))
def test_nothing_is_lost_and_every_line_fits(text: str, width: int) -> None:
    for pauses in (SENTENCES, REMARKS):
        lines = broken(text, width, len, pauses)

        assert all(len(line) <= width for line in lines)
        assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("sentences", "line"),
    [
        (("登録しました。", "続けてください。"), "登録しました。続けてください。"),
        (("It was changed.", "Go on."), "It was changed. Go on."),
        (("It was changed.", ""), "It was changed."),
        ((), ""),
    ],
)
def test_sentences_run_on_as_their_language_writes_them(sentences: tuple[str, ...], line: str) -> None:
    assert run_on(*sentences) == line
