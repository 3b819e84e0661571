"""Lines end where a reader pauses."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views import language
from views.language.line_breaks import broken, run_on


def test_sentences_stay_whole_where_they_fit() -> None:
    assert broken("あいう。えお。かきくけ。", 8, len) == ("あいう。えお。", "かきくけ。")


def test_a_sentence_doesnt_end_before_its_bracket() -> None:
    assert broken("(あ。)い。うえ", 6, len) == ("(あ。)い。", "うえ")


def test_english_sentences_stay_whole_where_they_fit() -> None:
    lines = ("Take it back", "to the", "shelf.", "Then lift", "it.")
    assert broken("Take it back to the shelf. Then lift it.", 12, len) == lines


def test_a_blank_text_is_one_line() -> None:
    assert broken("", 8, len) == ("",)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("It’s João Müller", 9, ("It’s João", "Müller")),
        ("library@example.jp に", 10, ("library@", "example.jp", "に")),
        ("「--altered-records」", 11, ("「--altered-", "records」")),
    ],
)
def test_words_of_latin_letters_stay_whole_or_break_at_their_joints(
    text: str, width: int, lines: tuple[str, ...]
) -> None:
    assert broken(text, width, len) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("窓口で、ほかの職員は、自分で入れます", 13, ("窓口で、ほかの職員は、", "自分で入れます")),
        ("パスワードはもう表示も印刷もできません", 16, ("パスワードはもう表示も", "印刷もできません")),
        ("この職員のIDは使えません", 7, ("この職員の", "IDは", "使えません")),
        ("予約の申し込みの取り消しをした", 10, ("予約の申し込みの", "取り消しをした")),  # not 取り/消し
        ("予約の取り消しをした", 6, ("予約の", "取り消しを", "した")),
        ("票をお渡しする方のお名前", 10, ("票をお渡しする方の", "お名前")),
        ("利用者のご都合で返す", 5, ("利用者の", "ご都合で", "返す")),  # not ご/都合
        ("なお予約は昭和54年4月1日です", 6, ("なお予約は", "昭和54年", "4月1日です")),
        ("はい、昭和54年4月1日です", 11, ("はい、", "昭和54年4月1日です")),
        ("押すのは Enter です", 9, ("押すのは", "Enter です")),
    ],
)
def test_a_line_ends_before_a_word(text: str, width: int, lines: tuple[str, ...]) -> None:
    assert broken(text, width, len) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("画面の票をお見せください", 6, ("画面の票を", "お見せ", "ください")),
        ("閉じてください。", 7, ("閉じて", "ください。")),
        ("ログインできないようにします", 12, ("ログインできないように", "します")),
        ("利用者ページパスワード変更画面", 8, ("利用者", "ページパスワード", "変更画面")),
        ("見本 はなこ", 4, ("見本", "はなこ")),
        ("ユーザー", 3, ("ユー", "ザー")),
        ("渡したら「渡した」を押す", 5, ("渡したら", "「渡した」", "を押す")),
        ("保存しています…", 4, ("保存して", "います…")),
    ],
)
def test_a_word_longer_than_a_line_breaks_at_its_parts(text: str, width: int, lines: tuple[str, ...]) -> None:
    assert broken(text, width, len) == lines


@given(text=st.text("あいお取消ーん。・「」)( ab,.'@", max_size=40), width=st.integers(1, 12))
def test_nothing_is_lost_and_every_line_fits(text: str, width: int) -> None:
    lines = broken(text, width, len)

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


def test_no_view_lets_qt_break_running_text_anywhere() -> None:
    views = Path(language.__path__[0]).parent
    assert [
        it.name for it in views.rglob("*.py") if "setWordWrap(True)" in it.read_text(encoding="utf-8")
    ] == []
