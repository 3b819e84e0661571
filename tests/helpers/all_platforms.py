import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
BY_NAME = re.compile(r"collect_ignore|pytest_ignore_collect|--ignore|--deselect")


def test_no_test_is_left_out_by_its_files_name() -> None:
    """A name is wrong, and nobody is told, as soon as the file moves; a mark moves with the test."""
    files = [ROOT / "pyproject.toml", *(ROOT / "tests").rglob("conftest.py")]
    assert [str(file) for file in files if BY_NAME.search(file.read_text(encoding="utf-8"))] == []
