"""English is complete: every text has a translation that says as much, and the program reads the newest."""

import ast
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.sources import nodes_of
from tools.translations import (
    COMPILED,
    COMPILED_GLOSSES,
    GLOSSES,
    ROOT,
    TEXTS,
    collect,
    collect_glosses,
    compile_to,
    missing,
)

PLACE = re.compile(r"%\d|%n|\{\d+\}")
QUOTED = re.compile(r"「[^」]*」")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
AS_TYPED = {
    "1979/4/1・19790401・S54.4.1・昭和54年4月1日",
    "生年月日は、1979/4/1 か 昭和54年4月1日 のように入力してください。",
}
"""Texts whose English shows what a Japanese keyboard types."""
COUNTED = re.compile(r"(%\d)(?:件|人|回|日|分|秒|通|個|点|か所|桁しか|文字しか)")
MANY = r"\bare {0}\b|{0} are\b|{0} people\b|{0} (?:[a-z-]+ ){{0,2}}[a-z-]{{2,}}s\b"
"""What English may not say of a number where it may be 1."""
NEVER_ONE = {
    "%1人見つかりました。↓ で選び、Enter で開きます。",
    "%1日以上",
    "だれのものでもないカード番号を%1回照会",
    "姓が入力どおりに始まる人を先に、カナの順に%1人を表示しています。",
    "承認を待つ依頼が、もう%1件あります。",
    "検索で%1人を表示(上限 %2人)",
    "生年月日か電話番号だけで%1回検索(上限 %2回)",
    "答えがなければ、%1秒後にロックします。",
    "貸出禁止を%1件解除",
}
"""Texts of what is told only where it is more than one; one patron found has a text of its own."""


def pairs() -> list[tuple[str, str]]:
    return [
        (message.findtext("source", ""), form.text or "")
        for message in ET.parse(TEXTS).getroot().iter("message")
        for form in message.findall("translation/numerusform") or message.findall("translation")
    ]


BOTH = pytest.mark.parametrize(
    ("texts", "compiled", "gather"),
    [(TEXTS, COMPILED, collect), (GLOSSES, COMPILED_GLOSSES, collect_glosses)],
    ids=["texts", "glosses"],
)


@BOTH
def test_every_text_has_a_translation(texts: Path, compiled: Path, gather: Callable[[Path], None]) -> None:
    assert missing(texts) == [], "write the English into the file"


@BOTH
def test_the_texts_are_those_of_the_program(
    tmp_path: Path, texts: Path, compiled: Path, gather: Callable[[Path], None]
) -> None:
    current = tmp_path / texts.name
    shutil.copy(texts, current)
    gather(current)
    assert current.read_text(encoding="utf-8") == texts.read_text(encoding="utf-8"), "make translations"


@BOTH
def test_the_program_reads_the_newest_translations(
    tmp_path: Path, texts: Path, compiled: Path, gather: Callable[[Path], None]
) -> None:
    made = tmp_path / compiled.name
    compile_to(texts, made)
    assert made.read_bytes() == compiled.read_bytes(), "make translations"


def test_what_is_filled_in_is_filled_in_in_english_too() -> None:
    wrong = [pair for pair in pairs() if len({tuple(sorted(PLACE.findall(text))) for text in pair}) != 1]
    assert wrong == []


def test_english_has_japanese_in_quotes_only() -> None:
    left = [
        english
        for japanese, english in pairs()
        if japanese not in AS_TYPED and JAPANESE.search(QUOTED.sub("", english))
    ]
    assert left == []


def test_no_marked_text_is_inside_of_an_f_string() -> None:
    """`lupdate` doesn't look there: the text would stay Japanese, and no test would miss it."""
    hidden = [
        (path.name, inner.args[-1].value)
        for folder in ("app", "views")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in nodes_of(path)
        if isinstance(node, ast.JoinedStr)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call)
        and getattr(inner.func, "attr", getattr(inner.func, "id", "")) in {"tr", "translate"}
        and isinstance(inner.args[-1], ast.Constant)
    ]
    assert hidden == []


def test_cancel_alone_is_the_name_of_one_act() -> None:
    """In English no button that only leaves a question is called like the act of another."""
    messages = [it for texts in (TEXTS, GLOSSES) for it in ET.parse(texts).getroot().iter("message")]
    called = {it.findtext("source") for it in messages if it.findtext("translation") == "Cancel"}
    assert called == {"予約解除可能"}


def test_what_may_be_one_is_not_told_as_several_in_english() -> None:
    """「あと1回」 isn't “1 more wrong tries”: English counts without a plural where 1 may stand."""
    wrong = [
        (japanese, english)
        for japanese, english in pairs()
        if japanese not in NEVER_ONE
        and any(re.search(MANY.format(place), english) for place in COUNTED.findall(japanese))
    ]
    assert wrong == []
