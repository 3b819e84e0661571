"""Usage: what is understood, what isn't, and how that is told."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__
from app.cli.parser import parse
from app.support import about
from services.own_schema.revision import REVISION
from tests.app.cli.conftest import Run
from tests.helpers.platforms import posix

ROOT = Path(__file__).parents[3]


def test_no_command_is_the_desk() -> None:
    assert parse([]).run is parse(["desk"]).run
    assert parse(["--demo", "--as", "supervisor"]).enter_as == "supervisor"


def test_version_revision_and_licences_are_told(run: Run) -> None:
    outcome = run("--version")
    assert (outcome.code, outcome.err) == (0, "")
    first, second, *parts = outcome.out.splitlines()
    assert first == f"madoguchi {__version__}"
    assert second == f"database revision {REVISION}"
    assert "MIT License" in parts[0]
    assert any("PySide6-Essentials" in it and "LGPL" in it for it in parts)


def test_a_packaged_program_tells_what_it_was_made_of(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        about, "resource_bytes", lambda name: b"4f2a90c1b7d3\n" if name == "commit.txt" else b""
    )
    assert f"revision {REVISION}, commit 4f2a90c1b7d3\n" in run("--version").out


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("desk", "--help"),
        ("db", "--help"),
        ("db", "check", "--help"),
        ("demo-data", "--help"),
        ("staff", "add", "--help"),
        ("slip", "--help"),
        ("worker", "--help"),
        ("import", "--help"),
        ("export", "--help"),
        ("master", "import", "--help"),
        ("audit", "verify", "--help"),
    ],
)
def test_help_is_no_failure(run: Run, words: tuple[str, ...]) -> None:
    outcome = run(*words)

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("usage: madoguchi")


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("--nonsense",),
        ("db",),
        ("db", "drop"),
        ("audit",),
        ("audit", "mend"),
        ("staff", "add", "x"),
        ("staff", "add", "x", "--role", "boss", "--name", "n", "--branch", "central"),
        ("slip", "--output", "x.pdf"),
        ("slip", "--sample", "--paper", "a5", "--output", "x.pdf"),
        ("demo-data", "--patrons", "0", "--database", "sqlite:///x"),
        ("demo-data", "--patrons", "many", "--database", "sqlite:///x"),
        ("demo-data", "--patrons", "5", "--database", "sqlite:///x"),
        ("demo-data", "--patrons", "500"),
        ("import",),
        ("export", "x", "--format", "xlsx"),
        ("master", "import", "x"),
        ("desk", "--now", "yesterday", "--demo"),
        ("desk", "--now", "9999-12-31T10:00", "--demo"),
        ("desk", "--now", "0001-01-01T00:00+14:00", "--demo"),
        ("desk", "--as", "supervisor"),
        ("desk", "--now", "2026-11-24T10:00"),
        ("desk", "--demo", "--as", "director"),
        ("desk", "--demo", "--database", "sqlite:///x"),
    ],
)
def test_wrong_usage_is_told_in_one_line(run: Run, words: tuple[str, ...]) -> None:
    outcome = run(*words)

    assert outcome.code == 2
    assert outcome.err.startswith("madoguchi")
    assert outcome.err.count("\n") == 1
    assert outcome.out == ""


def test_python_m_app_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "--version"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"madoguchi {__version__}\n")


def test_the_command_line_alone_loads_nothing_heavy() -> None:
    script = (
        "import sys; from app.__main__ import main; main(['--version']);"
        "print(sorted({'PySide6', 'sqlalchemy', 'reportlab', 'alembic', 'argon2'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize("word", ["a\0b", "\ud800"], ids=ascii)
@pytest.mark.parametrize(
    "words",
    [
        ("staff", "disable"),
        ("import",),
        ("export",),
        ("master", "check"),
        ("worker", "--settings"),
        ("desk", "--as"),
    ],
    ids="-".join,
)
def test_bytes_that_are_no_text_are_told(run: Run, words: tuple[str, ...], word: str) -> None:
    outcome = run(*words, word)
    assert outcome.code == 2
    assert f"argument {len(words) + 1} is no text in this system's encoding" in outcome.err
    assert word.encode("utf-8", "backslashreplace").decode() not in outcome.err
    assert repr(word)[1:-1] not in outcome.err


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(
            "sqlite:///~nobody_is_called_so/x",
            marks=posix("On Windows ~name is a folder beside the user's own, whoever has that name."),
        ),
        "sqlite:///" + "x" * 5000,
        "postgresql://u@a..b/x",
    ],
)
@pytest.mark.parametrize(
    "words", [("db", "check"), ("doctor",), ("db", "init"), ("worker", "--once")], ids="-".join
)
def test_an_address_that_is_nowhere_is_told(run: Run, words: tuple[str, ...], url: str) -> None:
    outcome = run(*words, "--database", url)
    assert outcome.code == 1
    assert "不具合" not in outcome.err + outcome.out


@pytest.mark.parametrize(
    "now", ["\n", "0001-01-01", "9999-12-31T23:59:59-12:00", "2026-11-24T10:00\n\n", "9" * 5001]
)
def test_a_time_that_is_none_is_told_in_one_line(run: Run, now: str) -> None:
    assert run("desk", "--demo", "--now", now).code == 2
