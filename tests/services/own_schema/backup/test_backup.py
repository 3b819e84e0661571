"""A backup made while desks work is one moment of the library, and a file that can be trusted."""

import asyncio
import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from services.contract.errors import DatabaseDamaged, FileNotWritable, FileThere, RowsDangling, SchemaMismatch
from services.own_schema.backup.backup import back_up
from services.own_schema.database.engine import Database
from services.own_schema.database.library_file import read_header
from services.own_schema.revision import REVISION
from services.own_schema.schema import upgrade
from tests.helpers.files import names, no_room_left
from tests.helpers.next_revision import next_program
from tests.helpers.platforms import posix

TABLES = ("branch", "material_type")


@pytest.fixture
def path(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "library.backup"


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(statement).fetchall()


async def test_a_backup_is_the_library_in_one_file_of_its_owners(
    sqlite_url: str, path: Path, target: Path
) -> None:
    await back_up(sqlite_url, target)
    assert names(target.parent) == [target.name]
    await upgrade.check(f"sqlite:///{target}")
    assert rows(target, "SELECT * FROM code_label") == rows(path, "SELECT * FROM code_label")
    assert sys.platform == "win32" or stat.S_IMODE(target.stat().st_mode) == 0o600
    library, backup = read_header(path), read_header(target)
    assert library is not None
    assert backup is not None
    assert library.mark != backup.mark


async def test_desks_write_while_it_is_made_and_it_is_of_one_moment(sqlite_url: str, target: Path) -> None:
    db = Database.open(sqlite_url)
    saved = asyncio.Event()
    begun = asyncio.Event()

    async def write() -> int:
        written = 0
        while not saved.is_set() or written < 20:
            async with db.transaction() as conn:
                for table in TABLES:
                    await conn.exec_driver_sql(f"UPDATE {table} SET name = '{written}'")
            written += 1
            begun.set()
        return written

    writing = asyncio.create_task(write())
    await begun.wait()
    for number in range(5):
        await back_up(sqlite_url, target.with_name(str(number)))
    saved.set()
    assert await writing >= 20
    await db.dispose()
    for number in range(5):
        backup = target.with_name(str(number))
        names = [{name for (name,) in rows(backup, f"SELECT name FROM {table}")} for table in TABLES]
        assert names[0] == names[1]
        assert len(names[0]) == 1


@pytest.mark.parametrize(
    "what",
    [
        "file",
        pytest.param("link", marks=posix("Windows lets hardly anybody make links, nor does Wine.")),
    ],
)
async def test_nothing_is_overwritten(what: str, sqlite_url: str, target: Path) -> None:
    if what == "file":
        target.write_text("mine", encoding="utf-8")
    else:
        target.symlink_to(target.with_name("elsewhere"))
    with pytest.raises(FileThere):
        await back_up(sqlite_url, target)
    assert names(target.parent) == [target.name]
    assert target.is_symlink() or target.read_text(encoding="utf-8") == "mine"


async def test_a_folder_that_is_not_there(sqlite_url: str, target: Path) -> None:
    with pytest.raises(FileNotWritable):
        await back_up(sqlite_url, target.parent / "nowhere" / "x")


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        for page in range(4, 40):
            file.seek(page * 4096)
            file.write(b"\xff" * 512)


async def test_a_damaged_library_gives_no_backup_and_no_check_passes(
    sqlite_url: str, path: Path, target: Path
) -> None:
    damage(path)
    for tried in (back_up(sqlite_url, target), upgrade.check(sqlite_url)):
        with pytest.raises(DatabaseDamaged):
            await tried
    assert names(target.parent) == []


async def test_rows_that_refer_to_nothing_are_told(sqlite_url: str, path: Path, target: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(
            "INSERT INTO closed_day (branch_id, day, open, special, note) VALUES (404, '2026-11-24', 1, 1, '')"
        )
        conn.commit()
    for tried in (back_up(sqlite_url, target), upgrade.check(sqlite_url)):
        with pytest.raises(RowsDangling) as caught:
            await tried
        assert (caught.value.rows, caught.value.table) == (1, "closed_day")
    assert names(target.parent) == []


async def test_a_library_of_before_is_backed_up_as_it_is(
    sqlite_url: str, tmp_path: Path, target: Path
) -> None:
    with next_program(tmp_path):
        await back_up(sqlite_url, target)
    assert rows(target, "SELECT version_num FROM alembic_version") == [(REVISION,)]


async def test_something_else_is_no_library(tmp_path: Path, target: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other")) as conn:
        conn.execute("CREATE TABLE recipe (name)")
    with pytest.raises(SchemaMismatch):
        await back_up(f"sqlite:///{tmp_path / 'other'}", target)
    assert names(target.parent) == []


@posix("Windows has no limit of a file's size.")
async def test_a_disk_that_is_full_leaves_no_half_a_backup(sqlite_url: str, target: Path) -> None:
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(FileNotWritable):
            await back_up(sqlite_url, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, kept)
    assert names(target.parent) == []


async def test_that_the_disk_is_full_is_told(
    sqlite_url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def limited(*given: Any, **more: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*given, **more)
        if ".part-" in str(given[0]):
            connection.execute("PRAGMA max_page_count = 20")
        return connection

    monkeypatch.setattr(sqlite3, "connect", limited)
    with pytest.raises(FileNotWritable) as caught:
        await back_up(sqlite_url, target)
    assert (caught.value.path, caught.value.is_full) == (str(target), True)
    assert names(target.parent) == []


async def test_that_the_disk_is_full_is_told_of_the_last_step_too(
    sqlite_url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", no_room_left)
    with pytest.raises(FileNotWritable) as caught:
        await back_up(sqlite_url, target)
    assert caught.value.is_full
    assert names(target.parent) == []
