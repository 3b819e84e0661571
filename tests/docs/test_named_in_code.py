"""Every file, folder and name of the repository that code and settings of tools name in words is there."""

import importlib
import re
from functools import reduce
from pathlib import Path

import pytest

from tests.docs.test_paths import TOP, is_there, looks_like_path, told
from tools.drawing import LAYERS, ROOT

KINDS = frozenset({".py", ".sql", ".qss", ".spec", ".ps1", ".wxs", ".sh", ".toml", ".yaml", ".mako", ""})
PLACES = (*LAYERS, "tools", "packaging", "resources", ".ci")
FILES = sorted(
    file
    for place in PLACES
    for file in (ROOT / place).rglob("*")
    if file.is_file() and file.suffix in KINDS and "__pycache__" not in file.parts
) + [ROOT / name for name in ("Makefile", "pyproject.toml", ".pre-commit-config.yaml")]
"""What a move of files has to follow, beside the documents (test_paths.py) and the imports, which mypy follows."""

INSTALLED = ("resources/help", "resources/commit.txt")
"""What an installed program alone has: the manual, which the repository has in docs, and its commit."""

PATH = re.compile(rf"(?<![\w/.*-])(?:{'|'.join(TOP)})/[\w./*-]+")
QUOTED = re.compile(r"`((?:app|views|viewmodels|services|tests|tools)(?:\.\w+)+)")
SAID = re.compile(r"\buse ((?:app|views|viewmodels|services)(?:\.\w+)+)")


def paths_in(text: str) -> set[str]:
    """Name what looks like a file or folder of the repository."""
    found = (path.rstrip("./*-") for path in PATH.findall(text))
    return {path for path in found if looks_like_path(path) and not path.startswith(INSTALLED)}


def names_in(text: str) -> set[str]:
    """Name what is quoted as a module of the program, or as something in one."""
    return {*QUOTED.findall(text), *SAID.findall(text)}


def is_defined(name: str) -> bool:
    """Tell whether there is a module of this name, or something of this name in a module."""
    parts = name.split(".")
    inside = next(
        (count for count in range(len(parts), 0, -1) if _is_module(ROOT.joinpath(*parts[:count]))), 0
    )
    if inside == len(parts):
        return True
    try:
        reduce(getattr, parts[inside:], importlib.import_module(".".join(parts[:inside])))
    except AttributeError:
        return False
    return True


def _is_module(path: Path) -> bool:
    return path.is_dir() or path.with_suffix(".py").is_file()


def test_every_path_that_code_names_is_there() -> None:
    named = {file: paths_in(file.read_text(encoding="utf-8")) for file in FILES}
    assert told({file: [it for it in paths if not is_there(it)] for file, paths in named.items()}) == {}


def test_every_name_that_code_quotes_is_defined() -> None:
    named = {file: names_in(file.read_text(encoding="utf-8")) for file in FILES}
    assert told({file: [it for it in names if not is_defined(it)] for file, names in named.items()}) == {}


@pytest.mark.parametrize("path", ["tools/setup.sh", "docs/manual", "services/own_schema/schema/**/*.sql"])
def test_a_path_that_is_there_is_found(path: str) -> None:
    assert paths_in(f"# see {path}.") == {path}
    assert is_there(path)
