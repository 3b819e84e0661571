"""What isn't in the core (`all_*.py`) isn't imported by it (docs/decisions/tests-in-two-tiers.md)."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
MODULES = frozenset(it.stem for it in TESTS.rglob("all_*.py"))


def of_the_core() -> list[str]:
    """Name the modules that a run of the core may import: neither the rest nor what is started by its name."""
    names = sorted(path.relative_to(TESTS).as_posix() for path in TESTS.rglob("*.py"))
    return [it for it in names if not Path(it).name.startswith(("all_", "try_", "__main__"))]


def rest_imported(source: str) -> set[str]:
    """Name the modules of the rest that a source imports, whole or something out of them."""
    found = set[str]()
    if MODULES.isdisjoint(
        re.findall(r"\ball_\w+", source)
    ):  # reading the syntax of every module takes seconds
        return found
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(it.name for it in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update((node.module, *(f"{node.module}.{it.name}" for it in node.names)))
    files = {it: Path(*it.split(".")).with_suffix(".py") for it in found if it.startswith("tests.")}
    return {
        it for it, file in files.items() if file.name.startswith("all_") and (TESTS.parent / file).exists()
    }


def test_the_core_imports_nothing_of_the_rest() -> None:
    imported = {it: rest_imported((TESTS / it).read_text(encoding="utf-8")) for it in of_the_core()}
    assert {it: rest for it, rest in imported.items() if rest} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from tests.tools.all_setup import it", {"tests.tools.all_setup"}),
        ("from tests.tools import all_setup", {"tests.tools.all_setup"}),
        ("def f():\n    import tests.tools.all_setup", {"tests.tools.all_setup"}),
        ("from tests.services.acts.staging import all_rows", set()),
    ],
)
def test_an_import_of_the_rest_would_be_found(source: str, found: set[str]) -> None:
    assert rest_imported(source) == found
