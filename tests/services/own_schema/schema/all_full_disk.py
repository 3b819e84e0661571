"""A library that can't be made whole leaves no file, and it is told when the disk is full."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from services.contract.errors import DatabaseNotEmpty, FileNotWritable
from services.own_schema.demo.library import fill
from services.own_schema.schema import seed, upgrade
from tests.helpers.platforms import posix

type Make = Callable[[str], Coroutine[Any, Any, None]]


async def demo_data(url: str) -> None:
    await fill(url, patrons=120, seed=7)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'library.sqlite3'}"


@pytest.fixture
def full_after(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let SQLite find the disk full when a file has so many pages."""
    connect = sqlite3.connect

    def fill_up(pages: int) -> None:
        def limited(*given: Any, **more: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*given, **more)
            connection.execute(f"PRAGMA max_page_count = {pages}")
            return connection

        monkeypatch.setattr(sqlite3, "connect", limited)

    return fill_up


@pytest.mark.parametrize(
    ("make", "pages"),
    [
        *((upgrade.init, pages) for pages in (1, 20, 100)),
        *((demo_data, pages) for pages in (1, 100, 125, 150)),
    ],
)
async def test_a_full_disk_is_told_and_nothing_is_left(
    url: str, tmp_path: Path, make: Make, pages: int, full_after: Callable[[int], None]
) -> None:
    full_after(pages)
    with pytest.raises(FileNotWritable) as caught:
        await make(url)
    assert (caught.value.path, caught.value.is_full) == (str(tmp_path / "library.sqlite3"), True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("make", [upgrade.init, demo_data])
async def test_a_file_that_was_there_stays(
    url: str, tmp_path: Path, make: Make, full_after: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "library.sqlite3").touch()
    full_after(60)
    with pytest.raises(FileNotWritable):
        await make(url)
    monkeypatch.undo()
    assert [it.name for it in tmp_path.iterdir()] == ["library.sqlite3"]
    await make(url)
    await upgrade.check(url)


async def test_a_library_that_was_made_meanwhile_stays(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant = seed.plant
    theirs = tmp_path / "library.sqlite3"

    async def planted(*given: Any) -> None:
        await plant(*given)
        theirs.write_bytes(b"theirs")

    monkeypatch.setattr(seed, "plant", planted)
    with pytest.raises(DatabaseNotEmpty):
        await upgrade.init(url)
    assert [(it.name, it.read_bytes()) for it in tmp_path.iterdir()] == [("library.sqlite3", b"theirs")]


@pytest.mark.parametrize("make", [upgrade.init, demo_data])
@pytest.mark.parametrize("is_there", [False, True])
async def test_a_log_that_lies_there_is_not_thrown_away(
    url: str, tmp_path: Path, make: Make, is_there: bool
) -> None:
    log = tmp_path / "library.sqlite3-wal"
    log.write_bytes(b"acts")
    if is_there:
        (tmp_path / "library.sqlite3").touch()
    with pytest.raises(DatabaseNotEmpty):
        await make(url)
    assert log.read_bytes() == b"acts"


@posix("Windows limits no file's size.")
@pytest.mark.parametrize("size", [0, 4096, 100_000, 300_000])
def test_a_file_that_may_not_grow_leaves_nothing(url: str, tmp_path: Path, size: int) -> None:
    import resource  # Windows has none

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    places = {name: str(tmp_path / "elsewhere") for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME")}
    done = subprocess.run(
        [sys.executable, "-m", "app", "db", "init", "--database", url],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | places,
        preexec_fn=limit,
    )
    assert done.returncode == 1
    assert f"{tmp_path / 'library.sqlite3'} に書き込めません。" in done.stderr
    assert [it.name for it in tmp_path.iterdir() if it.name.startswith("library")] == []
