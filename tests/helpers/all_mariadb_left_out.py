"""Where MariaDB can't be had, a run's last lines say that its tests were left out."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests import conftest
from tests.helpers import mariadb
from tests.helpers.platforms import posix

pytestmark = posix("Windows has no users by number, and no MariaDB for the tests.")


def told(monkeypatch: pytest.MonkeyPatch, *, user: int, there: bool, apt: bool) -> list[str]:
    monkeypatch.setattr(mariadb, "find_program", lambda: "mariadbd" if there else None)
    monkeypatch.setattr("os.geteuid", lambda: user)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if apt else None)
    lines: list[str] = []
    reporter: Any = SimpleNamespace(stats={}, write_line=lines.append)
    conftest.pytest_terminal_summary(reporter)
    return lines[1:]


@pytest.mark.parametrize(
    ("user", "there", "apt", "left_out"),
    [
        (1000, True, True, False),
        (0, True, True, False),
        (1000, False, True, True),
        (0, False, True, False),  # it could have been installed: a failure
        (0, False, False, True),
    ],
)
def test_a_run_without_mariadb_says_so_in_its_last_lines(
    monkeypatch: pytest.MonkeyPatch, *, user: int, there: bool, apt: bool, left_out: bool
) -> None:
    said = told(monkeypatch, user=user, there=there, apt=apt)

    assert said == (["skipped: MariaDB (Debian's mariadb-server-core isn't installed)"] if left_out else [])
