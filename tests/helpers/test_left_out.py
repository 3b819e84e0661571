import re
from pathlib import Path

import pytest

from tests.helpers import left_out
from tests.helpers.left_out import why_left_out

ROOT = Path(__file__).parents[2]
BY_NAME = re.compile(r"collect_ignore|pytest_ignore_collect|--ignore|--deselect")


def test_no_test_is_left_out_by_its_files_name() -> None:
    """A name is wrong, and nobody is told, as soon as the file moves; a mark moves with the test."""
    files = [ROOT / "pyproject.toml", *(ROOT / "tests").rglob("conftest.py")]
    assert [str(file) for file in files if BY_NAME.search(file.read_text(encoding="utf-8"))] == []


def test_what_is_marked_posix_is_left_out_on_windows_alone(request: pytest.FixtureRequest) -> None:
    assert why_left_out(request.node, "win32") is None
    request.node.add_marker(pytest.mark.posix("It forks."))
    assert why_left_out(request.node, "win32") == "It forks."
    assert why_left_out(request.node, "linux") is None


def test_a_mark_without_a_reason_is_a_fault_everywhere(request: pytest.FixtureRequest) -> None:
    request.node.add_marker(pytest.mark.posix)
    with pytest.raises(pytest.UsageError, match="wants a reason"):
        why_left_out(request.node, "linux")


@pytest.mark.parametrize("fixture", ["postgres", "cluster", "sealed"])
def test_a_test_without_its_server_is_left_out(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, fixture: str
) -> None:
    for programs in ("binaries", "sealing_binaries"):
        monkeypatch.setattr(left_out, programs, lambda: None)
    monkeypatch.setattr(left_out, "left_out_because", lambda: "no server")
    assert why_left_out(request.node) is None
    monkeypatch.setattr(request.node, "fixturenames", [fixture])
    assert why_left_out(request.node)


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_of_the_databases_the_one_that_is_missing_is_left_out(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, dialect: str
) -> None:
    monkeypatch.setattr(left_out, "left_out_because", lambda: "no server")
    assert why_left_out(request.node) == {"sqlite": None, "postgresql": "no server"}[dialect]
