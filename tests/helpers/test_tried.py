"""A test that passed with the same files isn't run again, any other is."""

from pathlib import Path
from typing import Literal

import pytest

from tests.helpers import tried
from tests.helpers.left_out import why_left_out


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv(tried.VARIABLE, raising=False)
    monkeypatch.setattr(tried, "_ROOT", tmp_path)
    monkeypatch.setattr(tried, "_KEPT", tmp_path / ".venv" / ".tried")
    (tmp_path / ".venv").mkdir()
    (tmp_path / "setup.sh").write_text("first")
    return tmp_path


@pytest.fixture
def item(files: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> pytest.Item:
    """A test in another folder, of which setup.sh is one of the files."""
    made: pytest.Item = request.node
    monkeypatch.setattr(made, "path", files / "test_setup.py")
    made.path.write_text("assert True")
    made.add_marker(pytest.mark.tried("*.sh"))
    return made


def report(when: Literal["call", "teardown"], outcome: Literal["passed", "failed"]) -> pytest.TestReport:
    return pytest.TestReport("it", ("it", None, "it"), {}, outcome=outcome, longrepr=None, when=when)


def test_what_passed_is_left_out_until_a_file_changes(item: pytest.Item, files: Path) -> None:
    assert why_left_out(item) is None
    tried.keep([item])
    assert "make try-setup" in str(why_left_out(item))
    for file, words in (("setup.sh", "second"), ("test_setup.py", "assert False"), ("other.sh", "")):
        (files / file).write_text(words)
        assert why_left_out(item) is None, file
        tried.keep([item])
        assert why_left_out(item) is not None


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), (tried.VARIABLE, "all")])
def test_who_asks_for_it_has_everything_tried_again(
    item: pytest.Item, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    tried.keep([item])
    monkeypatch.setenv(name, value)
    assert why_left_out(item) is None


def test_what_is_not_marked_is_always_run(files: Path, request: pytest.FixtureRequest) -> None:
    assert why_left_out(request.node) is None
    assert not tried.has_passed(request.node, report("call", "passed"))
    assert not tried.has_passed(request.node, report("teardown", "passed"))


@pytest.mark.parametrize(
    ("call", "teardown", "passed"),
    [("passed", "passed", True), ("failed", "passed", False), ("passed", "failed", False)],
)
def test_only_what_passes_as_a_whole_is_kept(
    item: pytest.Item,
    call: Literal["passed", "failed"],
    teardown: Literal["passed", "failed"],
    *,
    passed: bool,
) -> None:
    assert not tried.has_passed(item, report("call", call))
    assert tried.has_passed(item, report("teardown", teardown)) is passed


def test_an_environment_that_takes_no_files_is_no_fault(item: pytest.Item, files: Path) -> None:
    (files / ".venv" / ".tried").write_text("in the way")
    tried.keep([item])
    assert why_left_out(item) is None
