"""Filling a database from the command line."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.app.cli.conftest import Run


def test_an_invented_library_is_made_where_there_was_none(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "demo.sqlite3"
    words = ("demo-data", "--patrons", "120", "--seed", "7", "--now", "2026-11-24T10:00")
    outcome = run(*words, "--database", f"sqlite:///{file}")

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "staff: counter, phone, supervisor; password of each: madoguchi-demo\n"
    with closing(sqlite3.connect(file)) as conn:
        assert conn.execute("SELECT count(*) FROM patron").fetchone() == (120,)
        assert conn.execute("SELECT count(*) FROM clock_offset").fetchone() == (1,)
    assert run("db", "check", "--database", f"sqlite:///{file}").code == 0


def test_a_library_in_use_is_left_alone(run: Run, url: str) -> None:
    assert run("demo-data", "--patrons", "120", "--database", url).code == 0
    outcome = run("demo-data", "--patrons", "120", "--database", url)

    assert outcome.code == 1
    assert outcome.err.startswith("madoguchi: ")
