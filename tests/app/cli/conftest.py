"""Running commands as the shell does, on a library of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.__main__ import main


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command answered."""

    code: int
    out: str
    err: str


FORMULAS = (
    "madoguchi: spreadsheets run cells that begin with =, +, - or @ as formulas:"
    " let yours read every column as text\n"
)
"""What each export says."""

type Run = Callable[..., Outcome]


@pytest.fixture
def run(home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a terminal whose language is English; every failure is told in one line."""
    monkeypatch.setenv("LANGUAGE", "en")

    def run(*words: str) -> Outcome:
        capfd.readouterr()
        code = main(words)
        said = capfd.readouterr()
        assert said.err.count("\n") <= 1, said.err
        assert "Traceback" not in said.err
        return Outcome(code, said.out, said.err)

    return run


@pytest.fixture
def url(home: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A fresh library that the environment names."""
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", sqlite_url)
    return sqlite_url
