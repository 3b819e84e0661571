"""Every Japanese text in the sources of the screen is marked: to be translated, or as one that patrons read."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.helpers.sources import nodes_of

ROOT = Path(__file__).parents[3]
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
TRANSLATED = {"tr", "translate", "QT_TRANSLATE_NOOP"}
AS_IT_IS = {"portal"}
MEASURED = {"Width", "horizontalAdvance"}
HEADINGS = {"at"}
"""Names a heading of the manual, which is never shown itself (`views.manual.manual.at`)."""
NOT_OF_THE_SCREEN = {
    "app/cli": "the commands speak Japanese",
    "app/demo.py": "the demo's counter is data",
    "views/panels/cell_measures.py": "a text to measure by",
    "views/widgets/fields/wrapped_tick.py": "a text to measure by",
    "views/language/short_names.py": "what a name ends with",
    "views/help/offered_manual.py": "what the manual calls a field",
    "views/manual/manual_search.py": "the kana that are the same to a search",
    "views/language/screen_language.py": "a language in its own words",
}


def sources() -> Iterator[Path]:
    for path in sorted(it for folder in ("app", "views") for it in (ROOT / folder).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not any(name == it or name.startswith(f"{it}/") for it in NOT_OF_THE_SCREEN):
            yield path


def unmarked(nodes: Sequence[ast.AST]) -> list[str]:
    """Give the Japanese texts that nothing says anything about; documentation is none."""
    marked: set[ast.AST] = set()
    for node in nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            marked.add(node.value)
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in TRANSLATED | AS_IT_IS | MEASURED | HEADINGS:
                marked |= set(ast.walk(node))
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in marked
        and JAPANESE.search(node.value)
    ]


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ('said = "保存する"', ["保存する"]),
        ('said = f"{count}件"', ["件"]),
        ('said = {"yes": "保存する"}', ["保存する"]),
        ('"""窓口."""\nsaid = self.tr("保存する")', []),
        ('said = translate("settings", "保存する") + portal("から")', []),
        ('width = Width("2026/12/28から")', []),
        ('place = at(HOLDS, "予約の変更")', []),
    ],
)
def test_what_is_unmarked_is_found(source: str, left: list[str]) -> None:
    assert unmarked(tuple(ast.walk(ast.parse(source)))) == left


def test_every_text_on_screen_is_marked() -> None:
    left = {path.name: found for path in sources() if (found := unmarked(nodes_of(path)))}

    assert left == {}, "translate it, or mark it `portal` if patrons read it on their page"
