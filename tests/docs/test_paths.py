"""Every file, folder and class of the repository that a document names is there, in the letters it is named with."""

import ast
import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from tests.helpers.sources import nodes_of, text_of
from tools.screenshots.named import ROOT

TOP = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))
DOCUMENTS = (
    *(ROOT / name for name in ("README.md", "README.ja.md", "CONTRIBUTING.md", "THIRD_PARTY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
)
DEVELOPERS = tuple(
    path
    for path in DOCUMENTS
    if path.name == "CONTRIBUTING.md" or path.parent in {ROOT / "docs", ROOT / "docs" / "decisions"}
)
MADE = ("build", "dist", "tests/bench/results")
"""Folders that `make` makes, or that measuring leaves."""

BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
OF_TREE = re.compile(rf"(?:{'|'.join(TOP)})/[\w./*-]*")
FILE_ALONE = re.compile(r"\w+\.(?:py|sql|md)")
CLASS = re.compile(r"([A-Z][a-z]+\w*)(?:\.(\w+))?(?:\([^)]*\))?")
FOREIGN = frozenset(
    {
        # Windows
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
        "EnumJobs",
        "ExcludeClipboardContentFromMonitorProcessing",
        "GetPrinter",
        "LocalDumps",
        "OpenPrinter",
        "WcsCreateIccProfile",
        # Qt and Python
        "NotImplementedError",
        "ProactorEventLoop",
        "QtAsyncio",
        "Qt",
        "SystemExit",
        "ThreadPoolExecutor",
        "UpdateRequest",
    }
)
"""Words that look like a class of the program and are somebody else's."""


@cache
def members() -> dict[str, frozenset[str]]:
    """Name the members of every class and type that the program defines; those of one name are taken together."""
    found: dict[str, set[str]] = {}
    files = (
        path for layer in ("app", "views", "viewmodels", "services") for path in (ROOT / layer).rglob("*.py")
    )
    for file in files:
        for node in nodes_of(file):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, set()).update(_members(node))
            elif isinstance(node, ast.TypeAlias):
                found.setdefault(node.name.id, set())
    return {name: frozenset(those) for name, those in found.items()}


def _members(node: ast.ClassDef) -> set[str]:
    """Name what a class defines: methods, annotated attributes, and what its methods set on `self`."""
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(part.name)
        elif isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store):
            found.add(part.attr)
        elif isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            found.add(part.id)
    return found


def unknown_classes(text: str) -> set[str]:
    """Name what a document quotes as a class, or as a class's member, and the program hasn't."""
    quoted = {(word, match) for word in QUOTED.findall(text) if (match := CLASS.fullmatch(word))}
    own = ((word, match[1], match[2]) for word, match in quoted if not _foreign(match[1]))
    return {
        word
        for word, name, member in own
        if name not in members() or (member is not None and member not in members()[name])
    }


def _foreign(name: str) -> bool:
    return name in FOREIGN or re.fullmatch(r"Q[A-Z]\w+", name) is not None


def paths_in(text: str) -> set[str]:
    """Name what looks like a file or folder of the repository in a document's quotes.

    A name with a folder in front counts where the folder is one of the tree's; a test after `::` isn't looked at here.
    A file's name alone counts where it is one of Python, SQL or Markdown.
    """
    words = {word for quoted in QUOTED.findall(text) for word in quoted.split()}
    return {
        path for word in words if (path := word.partition("::")[0].rstrip(".,")) and looks_like_path(path)
    }


def looks_like_path(word: str) -> bool:
    """Tell whether a word names something of the repository."""
    if word.startswith(MADE):
        return False
    return OF_TREE.fullmatch(word) is not None or FILE_ALONE.fullmatch(word) is not None


def is_there(path: str) -> bool:
    """Tell whether the repository has it; a star stands for letters in a path, a lone name for a file anywhere."""
    if "/" not in path:
        return path in all_names()
    return any(True for _ in ROOT.glob(path.rstrip("/")))


@cache
def all_names() -> frozenset[str]:
    """Name every file of the tree, without its folder: looking for each name anew takes seconds."""
    below = (names for top in TOP for _, _, names in (ROOT / top).walk())
    return frozenset({it.name for it in ROOT.iterdir()}.union(*below))


def told(gone: Mapping[Path, Collection[str]]) -> dict[str, list[str]]:
    """Leave out the files in which nothing is gone."""
    return {file.relative_to(ROOT).as_posix(): sorted(words) for file, words in gone.items() if words}


def missing_links(document: Path) -> list[str]:
    """Name the links and pictures of a document that lead to no file here."""
    text = BLOCK.sub("", text_of(document))
    found = (*LINK.findall(text), *PICTURE.findall(text))
    own = (link.partition("#")[0] for link in found if "://" not in link and not link.startswith("mailto:"))
    return [link for link in own if link and not (document.parent / link).exists()]


def test_every_path_that_a_document_names_is_there() -> None:
    named = {it: paths_in(text_of(it)) for it in DOCUMENTS}
    assert told({it: [path for path in paths if not is_there(path)] for it, paths in named.items()}) == {}


def test_every_class_that_a_document_names_is_there() -> None:
    assert told({it: unknown_classes(text_of(it)) for it in DEVELOPERS}) == {}


def test_a_class_that_is_gone_would_be_found() -> None:
    text = "`AsyncCommand`, `Acts.perform`, `Allowed`, `QWidget`; `Acting`, `Acts.do`, `Deeds(reasons)`."
    assert unknown_classes(text) == {"Acting", "Acts.do", "Deeds(reasons)"}


def test_every_link_of_a_document_leads_to_a_file() -> None:
    assert told({it: missing_links(it) for it in DOCUMENTS}) == {}


def test_a_document_that_names_what_is_gone_would_be_found() -> None:
    text = "In `views/phone.py` and `views/spooler*.py`, not in `a / b`, `make test`, `it.py` or `services/errors.py`."
    assert paths_in(text) == {"views/phone.py", "views/spooler*.py", "it.py", "services/errors.py"}
    assert not is_there("views/phone.py")
    assert not is_there("views/spooler*.py")
    assert is_there("views/printing/spooler*.py")
    assert not is_there("it.py")
    assert is_there("architecture.md")
