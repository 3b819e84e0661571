"""Lines break between phrases, keep within their room and lose nothing; on paper they stay as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.slips.line_wrapping import wrap


def _count(text: str) -> float:
    """Every character one wide."""
    return float(len(text))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("パスワードを変更してください。", 10, ("パスワードを", "変更してください。")),
        ("利用カード番号は、9桁で", 9, ("利用カード番号は、", "9桁で")),
        ("番号(例:「123-4」の場合)", 12, ("番号", "(例:「123-4」の", "場合)")),
        ("「利用者のページ」→「変更」", 10, ("「利用者のページ」→", "「変更」")),
        ("Type no spaces.", 9, ("Type no", "spaces.")),
        ("https://a.example/bb/cc?d=1", 20, ("https://a.example/", "bb/cc?d=1")),
        ("abcdefghij", 4, ("abcd", "efgh", "ij")),
        ("川口市立中央図書館", 4, ("川口市立", "中央図書", "館")),
        ("利用カードを読み取って", 8, ("利用カードを読み", "取って")),
        ("利用カードをお持ちのうえ", 8, ("利用カードをお", "持ちのうえ")),
        ("昭和54年4月1日", 6, ("昭和54年", "4月1日")),
        ("", 5, ()),
        ("   ", 5, ()),
    ],
)
def test_breaks_where_a_reader_pauses(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, width, _count) == lines


_texts = st.text(
    st.sampled_from("川口ページをてに、。「」(): 12ab/.-?々ー𠮷") | st.characters(codec="utf-8"), max_size=60
)


@given(_texts, st.integers(0, 9))
def test_what_fits_is_measured_once(text: str, room: int) -> None:
    """Layouts ask at each width; most texts of the screen fit."""
    measured: list[str] = []

    def measure(part: str) -> float:
        measured.append(part)
        return _count(part)

    whole = text.strip()
    assert wrap(text, len(whole) + room, measure) == ((whole,) if whole else ())
    assert measured == [whole]


@given(_texts, st.integers(1, 20))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width, _count)
    assert all(0 < len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
