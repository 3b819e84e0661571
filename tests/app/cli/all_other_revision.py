"""What each command says and does where library and program are of different revisions."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.own_schema.revision import REVISION
from services.own_schema.schema import upgrade
from tests.app.cli.conftest import Run
from tests.helpers.next_revision import NEXT, next_program

NEWER = (
    f"データベース(版 {NEXT})が、このプログラム(版 {REVISION})より新しくなっています。"
    "何も行われません。プログラムを終了し、新しいものにして、もう一度始めてください。"
)
OLDER = (
    f"データベース(版 {REVISION})が、このプログラム(版 {NEXT})より古いままです。"
    "何も行われません。管理者が、このプログラムで madoguchi db upgrade を実行してください。"
)
REFUSED = (
    ("worker", "--once"),
    ("export", "{folder}"),
    ("import", "{folder}"),
    ("master", "export", "{folder}"),
    ("audit", "verify"),
    ("staff", "list"),
    ("db", "check"),
)


def words(command: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    return tuple(word.format(folder=folder / "files") for word in command)


@pytest.fixture
def newer(url: str, tmp_path: Path) -> None:
    """The library is the next program's."""
    with next_program(tmp_path):
        asyncio.run(upgrade.upgrade(url))


@pytest.fixture
def older(url: str, tmp_path: Path) -> Iterator[None]:
    """The program is the next one, and the library today's."""
    with next_program(tmp_path):
        yield


@pytest.mark.usefixtures("newer")
@pytest.mark.parametrize("command", [*REFUSED, ("db", "upgrade"), ("db", "backup", "{folder}")])
def test_a_newer_library_is_left_alone(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    outcome = run(*words(command, tmp_path))
    assert (outcome.code, outcome.out, outcome.err) == (1, "", f"madoguchi: {NEWER}\n")
    assert not (tmp_path / "files").exists()


@pytest.mark.usefixtures("older")
@pytest.mark.parametrize("command", REFUSED)
def test_an_older_library_waits_for_db_upgrade(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    outcome = run(*words(command, tmp_path))
    assert (outcome.code, outcome.out, outcome.err) == (1, "", f"madoguchi: {OLDER}\n")
    assert not (tmp_path / "files").exists()


@pytest.mark.usefixtures("older")
def test_an_older_library_is_backed_up_and_upgraded(run: Run, tmp_path: Path) -> None:
    assert run("db", "backup", str(tmp_path / "backup")).code == 0
    assert run("db", "upgrade").out == "up to date\n"
    assert run("db", "check").out == "ok\n"


@pytest.mark.usefixtures("newer")
def test_doctor_says_that_the_library_is_newer(run: Run) -> None:
    assert (
        f"データベース(版 {NEXT})が、このプログラム(版 {REVISION})より新しくなっています。"
        in run("doctor").out
    )


@pytest.mark.usefixtures("older")
def test_doctor_says_that_the_library_is_older(run: Run) -> None:
    assert f"データベース(版 {REVISION})が、このプログラム(版 {NEXT})より古いままです。" in run("doctor").out
