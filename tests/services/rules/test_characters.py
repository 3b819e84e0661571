"""One line of a text is what is seen of it, blanks as one, whether it is read the short way or letter by letter."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.characters import ODD, one_line

KINDS = st.text(st.characters() | st.sampled_from("\u3000 \n\t\u200b\u202e\u115f\uffa0\u00ad\U000e0100カ"))


@given(KINDS)
def test_what_isnt_seen_is_left_out_and_blanks_are_one(text: str) -> None:
    unseen = {"Cc", "Cf", "Cs"}
    kept = (
        it
        for it in text
        if it.isspace() or not (unicodedata.category(it) in unseen or re.match(f"[{ODD}]", it))
    )
    assert one_line(text) == re.sub(r"\s+", " ", "".join(kept)).strip()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("川口\u3000花子", "川口 花子"),
        (" 本\r\n\tの\u2028名 ", "本 の 名"),
        ("\u202e前\u200b後\u00ad", "前後"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("ﾊﾝｸﾞﾙ\uffa0\u115f", "ﾊﾝｸﾞﾙ"),
    ],
)
def test_a_text_of_several_lines_is_one(text: str, line: str) -> None:
    assert one_line(text) == line
