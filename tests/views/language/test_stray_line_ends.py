"""The program's own Japanese sentences hardly ever end a line where a reader stumbles."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import pytest

from tests.helpers.sources import nodes_of
from tests.views.text.test_marked_texts import AS_IT_IS, ROOT, TRANSLATED, sources
from views.language.line_breaks import broken

WIDTHS = range(12, 25)
"""Of labels and columns, in characters."""

STRAY = {12: 3}
"""Of all sentences, by width: three words are longer than a line of twelve characters. Elsewhere there are none."""

HIRAGANA = re.compile("[ぁ-ん]")
PLACE = re.compile(r"%(?:\d|n)|\{\w+\}")
NEVER_FIRST = frozenset("、。,.・:;?!)〕]}〉》」』】’”ー々ぁぃぅぇぉっゃゅょゎんァィゥェォッャュョヮン…")
NEVER_LAST = frozenset("(〔[{〈《「『【‘“")
TORN = re.compile(
    r"[一-鿿][一-鿿]|[ァ-ヺー][ァ-ヺー]"  # within a compound or a foreign word
    r"|[A-Za-z0-9][A-Za-z0-9]"  # within a Latin word or a number; an address may end at its joints
    r"|(?:[一-鿿ァ-ヺーA-Za-z0-9]|[ぁ-ゖ](?<![はがをにでともへやのてら]))(?![おご][一-鿿])[ぁ-ゖ]"  # before an ending
    r"|(?<!な)[おご][一-鿿]"  # after お and ご
    r"|(?<=[一-鿿])[きぎしじちびみりいえけげせべめれ][一-鿿]"  # between the two parts of a verb
)


@cache
def sentences() -> tuple[str, ...]:
    """Give every Japanese paragraph of the screen, of the slip and of the mails, its places filled in."""
    texts = [text for path in sources() for text in marked(nodes_of(path))]
    for path in (ROOT / "resources" / "wording").rglob("*.toml"):
        texts += (
            it for it in tomllib.loads(path.read_text(encoding="utf-8")).values() if isinstance(it, str)
        )
    paragraphs = {PLACE.sub("12", line) for text in texts for line in text.split("\n")}
    return tuple(sorted(line for line in paragraphs if HIRAGANA.search(line)))


def marked(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Give the texts that are translated, or that patrons read."""
    for node in nodes:
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            parts = node.args if called in TRANSLATED | AS_IT_IS else ()
            yield from (
                it.value for it in parts if isinstance(it, ast.Constant) and isinstance(it.value, str)
            )


def stray(text: str, lines: Sequence[str]) -> list[str]:
    """Give the lines of a text, but the first, that begin where no line should."""
    found = []
    end = len(lines[0])
    for line in lines[1:]:
        start = text.index(line, end)
        alone = len(line.rstrip("、。」)")) == 1
        edge = line[0] in NEVER_FIRST or text[:start].rstrip()[-1] in NEVER_LAST
        if alone or edge or (start == end and TORN.match(text, start - 1)):
            found.append(line)
        end = start + len(line)
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_ends_astray_that_need_not(width: int) -> None:
    found = [it for text in sentences() for it in stray(text, broken(text, width, len))]
    assert len(found) <= STRAY.get(width, 0), found


def test_the_sentences_are_those_of_the_program() -> None:
    assert {
        "利用カードを読み取ってください。",
        "パスワードの英字は、大文字と小文字を区別して入力してください。",
    } <= set(sentences())
    assert len(sentences()) > 500


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (("利用カードを", "読み取ってください。"), []),
        (("利用カードを読み", "取ってください。"), ["取ってください。"]),
        (("利用カードを読", "み取ってください。"), ["み取ってください。"]),
        (("利用カー", "ドを読み取ってください。"), ["ドを読み取ってください。"]),
        (("利用カードを読み取ってくださ", "い。"), ["い。"]),
        (("利用カードを読み取ってください", "。"), ["。"]),
        (("予約を", "お取り消し"), []),
        (("予約をお", "取り消し"), ["取り消し"]),
        (("予約は「", "取置済」です"), ["取置済」です"]),
        (("もう一度", "お試しください"), []),
        (("まだあり", "ません"), ["ません"]),
        (("することが", "あります"), []),
        (("mada", "naimono"), ["naimono"]),
        (("library@", "example.jp"), []),
        (("番号は12", "3です"), ["3です"]),
    ],
)
def test_a_stray_line_would_be_found(lines: tuple[str, ...], left: list[str]) -> None:
    assert stray("".join(lines), lines) == left
