"""Every clause in docs/accessibility.md has a proof, and every proof that is named is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.screenshots.named import ROOT

PAGE = ROOT / "docs" / "accessibility.md"
MANUAL = ROOT / "docs" / "manual"
CLAUSES = (
    *(f"8.{number}" for number in range(1, 7)),
    *(f"9.{number}" for number in range(1, 5)),
    *(f"10.{number}" for number in range(1, 10)),
    "11",
)
"""Of ISO 9241-171, as far as their subjects are known."""

CITED = re.compile(r"`((?:tests|tools|views)/[^`]+)`")
TARGET = re.compile(r"`make ([\w-]+)")
LINK = re.compile(r"\]\(([^)]+)\)")
SAID = re.compile(r"Looked at: .+\d{4}-\d{2}-\d{2}|Doesn't apply|Not tried: .+")
PICTURE = re.compile(r"!\[([^\]]*)\]\(")


def clauses(text: str) -> dict[str, list[list[str]]]:
    """Give the cells of each clause's points, by the clause's number."""
    parts = re.split(r"^##+ (\d+(?:\.\d+)?) .*$", text, flags=re.MULTILINE)
    return {
        number: [[cell.strip() for cell in line.strip("|").split("|")] for line in _rows(body)]
        for number, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def _rows(body: str) -> Iterator[str]:
    own = body.split("\n## ", maxsplit=1)[0]
    lines = [line for line in own.splitlines() if line.startswith("|")]
    yield from lines[2:]


def proved(cell: str) -> bool:
    return any(kind.search(cell) for kind in (CITED, TARGET, LINK, SAID))


def missing(cited: str) -> bool:
    """Whether a file isn't there, or a test isn't in it."""
    path, _, test = cited.partition("::")
    file = ROOT / path
    return not file.exists() or (bool(test) and f"def {test}(" not in file.read_text(encoding="utf-8"))


TEXT = PAGE.read_text(encoding="utf-8")
POINTS = clauses(TEXT)


def test_every_clause_is_there_in_order() -> None:
    assert tuple(number for number in POINTS if number not in {"8", "9", "10"}) == CLAUSES


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_point_of_a_clause_has_a_proof(clause: str) -> None:
    points = POINTS[clause]
    assert points
    assert [point for point in points if len(point) != 3 or not proved(point[2])] == []


def test_every_file_and_test_that_is_named_is_there() -> None:
    cited = CITED.findall(TEXT)
    assert len(cited) > len(CLAUSES)
    assert [it for it in cited if missing(it)] == []


def test_every_target_of_make_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(TARGET.findall(TEXT)) - targets == set()


def test_every_page_that_is_linked_is_there() -> None:
    assert [link for link in LINK.findall(TEXT) if not (PAGE.parent / link).is_file()] == []


@pytest.mark.parametrize(
    "page", sorted(MANUAL.rglob("*.md")), ids=lambda it: it.relative_to(MANUAL).as_posix()
)
def test_every_picture_of_the_manual_has_a_text(page: Path) -> None:
    assert "" not in (text.strip() for text in PICTURE.findall(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "cell", ["", "by a test", "Looked at: the window", "`make`", "tests/looks/keys.py", "**Not met**"]
)
def test_a_point_without_a_proof_would_be_found_out(cell: str) -> None:
    assert not proved(cell)


def test_what_is_not_there_would_be_found_out() -> None:
    assert missing("tests/looks/nothing.py")
    assert missing("tests/docs/test_accessibility.py::test_nothing")
    assert not missing("tests/docs/test_accessibility.py::test_every_clause_is_there_in_order")
