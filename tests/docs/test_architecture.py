"""The picture and the tables of docs/architecture.md are true to the tree, and the two counts that it states hold."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tools import drawing
from tools.drawing import BANDS, LAYERS, PICTURE, ROOT, Circle, Graph, reached

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MOST_WORDS = 10
"""In the glossary."""

MOST_FILES = 20
"""In a folder of the program, `__init__.py` aside."""

MOST_LINES = 400
"""In a file of the program or of its tests."""

EDGE = re.compile(r"<title>([\w/]+) → ([\w/]+)</title>")
BOX = re.compile(r'<text class="name"[^>]*>(\w+)</text>')


def sources(*kinds: str) -> list[Path]:
    """Name every source file of the program that is of one of these kinds."""
    return sorted(path for layer in LAYERS for kind in kinds for path in (ROOT / layer).rglob(f"*.{kind}"))


@cache
def tree() -> tuple[Graph, dict[str, Graph]]:
    """Read the imports, which takes a second, once."""
    return drawing.read()


def all_imports() -> Graph:
    """Name what each band and each folder imports; a folder stands under its band (`views/desk`)."""
    layers, folders = tree()
    below = {
        f"{layer}/{folder}": frozenset(f"{layer}/{it}" for it in imported)
        for layer, graph in folders.items()
        for folder, imported in graph.items()
    }
    return {**layers, **below}


def drawn(picture: str, nodes: frozenset[str]) -> Graph:
    """Read the picture's arrows, with the boxes that only the picture has, too."""
    edges = EDGE.findall(picture)
    nodes |= {node for edge in edges for node in edge}
    return {node: frozenset(below for above, below in edges if above == node) for node in nodes}


def too_long(lines: dict[str, int]) -> list[str]:
    """Name the files that are longer than any may be."""
    return [name for name, count in lines.items() if count > MOST_LINES]


def too_full(files: list[str]) -> list[str]:
    """Name the folders that hold more files than any may hold."""
    counted = Counter(name.rpartition("/")[0] for name in files if not name.endswith("/__init__.py"))
    return [folder for folder, count in counted.items() if count > MOST_FILES]


def first_column(heading: str) -> list[str]:
    """Give the first cells of the page's table whose first heading this is."""
    table = re.search(rf"(?m)^\| {heading} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE)
    return [] if table is None else re.findall(r"(?m)^\| ([^|]+?) \|", table[1])


def names(paths: list[Path]) -> list[str]:
    """Name files as they stand in the repository."""
    return [path.relative_to(ROOT).as_posix() for path in paths]


@pytest.mark.parametrize("band", BANDS)
def test_every_folder_has_its_line(band: str) -> None:
    _, folders = tree()
    assert first_column(f"folder of {band}") == sorted(folders[band])


def test_the_glossary_stays_short() -> None:
    assert {"act", "snapshot", "phone channel"} <= set(first_column("word"))
    assert len(first_column("word")) <= MOST_WORDS


def test_a_table_that_is_not_there_has_no_lines() -> None:
    assert first_column("folder of nothing") == []


def test_the_picture_shows_every_folder() -> None:
    picture = PICTURE.read_text(encoding="utf-8")
    _, folders = tree()
    assert sorted(BOX.findall(picture)) == sorted(it for graph in folders.values() for it in graph)


def test_every_arrow_of_the_picture_is_an_import() -> None:
    imports = all_imports()
    arrows = EDGE.findall(PICTURE.read_text(encoding="utf-8"))
    assert len(arrows) > len(LAYERS)
    assert [(above, below) for above, below in arrows if below not in imports.get(above, ())] == []


def test_every_import_between_folders_can_be_followed_in_the_picture() -> None:
    """An import that no way of arrows shows wants `make drawing`."""
    imports = all_imports()
    arrows = drawn(PICTURE.read_text(encoding="utf-8"), frozenset(imports))
    missing = [(above, it) for above, below in imports.items() for it in below - reached(arrows, above)]
    assert missing == []


def test_the_reader_of_imports_finds_those_within_functions_and_for_types_alone() -> None:
    source = """
import services.own_schema.library
from views.desk import wiring
if TYPE_CHECKING:
    from viewmodels.desk.desk import DeskViewModel
def add() -> None:
    from services.acts import loans
"""
    assert set(drawing.imports_in(source)) == {
        "services.own_schema.library",
        "views.desk.wiring",
        "viewmodels.desk.desk.DeskViewModel",
        "services.acts.loans",
    }
    assert drawing.folder_of("views.desk.wiring") == ("views", "desk")
    assert drawing.folder_of("services.own_schema.library") == ("services/own_schema", None)
    assert drawing.folder_of("services.own_schema.lookup.look_up") == ("services/own_schema", "lookup")
    assert drawing.folder_of("services.acts") == ("services", "acts")
    assert drawing.folder_of("sqlalchemy.ext") is None


def test_what_follows_from_other_arrows_is_left_out() -> None:
    graph = {
        "page": frozenset({"panels", "text"}),
        "panels": frozenset({"text"}),
        "text": frozenset[str](),
    }
    assert drawing.reduced(graph) == {**graph, "page": frozenset({"panels"})}
    assert drawing.rows_of(graph) == [["page"], ["panels"], ["text"]]


def test_a_circle_is_told_and_not_drawn() -> None:
    graph = {"desk": frozenset({"panels"}), "panels": frozenset({"desk"})}
    with pytest.raises(Circle, match=r"desk → panels → desk|panels → desk → panels"):
        drawing.reduced(graph)


def test_no_file_is_longer_than_it_may_be() -> None:
    files = [*sources("py", "sql"), *(ROOT / "tests").rglob("*.py")]
    lines = {
        name: len(path.read_text(encoding="utf-8").splitlines())
        for name, path in zip(names(files), files, strict=True)
    }
    assert too_long(lines) == []


def test_no_folder_holds_more_files_than_it_may() -> None:
    assert too_full(names(sources("py", "sql", "toml", "qss"))) == []


def test_a_file_and_a_folder_past_their_counts_would_be_found() -> None:
    lines = {"views/a.py": 401, "views/b.py": 400, "tests/views/test_a.py": 401}
    assert too_long(lines) == ["views/a.py", "tests/views/test_a.py"]
    fit = [f"views/desk/{number}.py" for number in range(MOST_FILES)]
    assert too_full([*fit, "views/desk/__init__.py"]) == []
    assert too_full([*fit, "views/desk/one_more.py"]) == ["views/desk"]
