"""A library's file that is replaced, overwritten or restored under an open desk is noticed before anything is written.

Without that the desk goes on writing: what it tells as done is lost, and its log destroys the file that is there now.
"""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from services.acts.contact import ChangeEmail
from services.contract.change_events import Connected, Replaced
from services.contract.errors import DatabaseMixed, DatabaseReplaced, OutcomeUnknown, SystemUnreachable
from services.files.durable import beside
from services.own_schema.backup.backup import back_up
from services.own_schema.database.change_feeds.change_feed_sqlite import poll
from services.own_schema.database.engine import Database
from services.own_schema.database.library_file import check_log, read_header
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.schema import upgrade
from tests.helpers.patrons import Town, clerk
from tests.helpers.platforms import posix

COPIED, RENAMED = shutil.copyfile, os.replace
rename = pytest.param(RENAMED, marks=posix("Windows lets nobody replace a file that is open."))
each_way = pytest.mark.parametrize("put", [COPIED, rename], ids=["overwritten", "replaced"])

type Put = Callable[[Path, Path], object]


@pytest.fixture
def path(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def checkpoint(path: Path) -> None:
    """Bring the log into the file, as SQLite does by itself after a thousand pages."""
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0


class Desk:
    """A desk at work: it changes a patron's address again and again."""

    def __init__(self, library: Library, patron: int) -> None:
        self.library, self._patron = library, patron
        self._version = 1

    @classmethod
    async def at(cls, library: Library) -> "Desk":
        return cls(library, await (await Town.found(library.db)).patron())

    async def act(self) -> None:
        address = f"n{self._version}@example.jp"
        request = ChangeEmail(
            actor=clerk(), patron_id=self._patron, address=address, seen_version=self._version
        )
        await self.library.backend.acts.perform(request)
        self._version += 1

    async def acts(self) -> int:
        return len(await Town(self.library.db).acts())


async def older_file(path: Path, to: Path, desk: Desk) -> None:
    """Keep the file as it is now, and let the desk work on until that is long ago."""
    checkpoint(path)
    shutil.copyfile(path, to)
    for _ in range(3):
        await desk.act()
    checkpoint(path)
    await desk.act()


async def backup_of_it(path: Path, to: Path, desk: Desk) -> None:
    """Back the library up as it is now."""
    checkpoint(path)
    await back_up(f"sqlite:///{path}", to)
    await desk.act()


each_file = pytest.mark.parametrize("made", [older_file, backup_of_it])


@each_way
@each_file
async def test_a_desk_writes_nothing_to_a_file_that_was_put_under_it(
    made: Callable[[Path, Path, Desk], Awaitable[None]],
    put: Put,
    path: Path,
    cheap_hasher: PasswordHasher,
    tmp_path: Path,
) -> None:
    sqlite_url = f"sqlite:///{path}"
    other = tmp_path / "other.sqlite3"
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        desk = await Desk.at(library)
        await desk.act()
        await made(path, other, desk)
        there = other.read_bytes()
        put(other, path)
        for _ in range(2):
            with pytest.raises(DatabaseReplaced):
                await desk.act()
            with pytest.raises(DatabaseReplaced):
                async with library.db.autocommit():
                    pytest.fail("a look would be recorded")
    assert path.read_bytes() == there

    for opens in (
        upgrade.check(sqlite_url),
        upgrade.upgrade(sqlite_url),
    ):  # the old file's log still lies there
        with pytest.raises(DatabaseMixed):
            await opens
    assert path.read_bytes() == there
    for left in beside(path)[1:]:
        left.unlink()
    await upgrade.check(sqlite_url)


@each_way
async def test_what_was_put_there_while_an_act_was_committed_is_not_told_as_done(
    put: Put, path: Path, sqlite_url: str, tmp_path: Path
) -> None:
    await back_up(sqlite_url, tmp_path / "other.sqlite3")
    db = Database.open(sqlite_url)
    with pytest.raises(DatabaseReplaced):
        async with db.transaction("act-1"):
            put(tmp_path / "other.sqlite3", path)
    await db.dispose()


async def test_a_desk_at_rest_hears_of_it(
    path: Path, sqlite_url: str, cheap_hasher: PasswordHasher, tmp_path: Path
) -> None:
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        await back_up(sqlite_url, tmp_path / "other.sqlite3")
        assert library.db.file is not None
        reports = poll(library.db, library.db.file)
        assert await anext(reports) == Connected()
        shutil.copyfile(tmp_path / "other.sqlite3", path)
        told = await anext(reports)
        assert isinstance(told, Replaced)
        assert isinstance(told.why, DatabaseReplaced)
        assert [it async for it in reports] == []


async def test_an_act_that_is_missing_is_noticed_although_the_file_looks_the_same(
    path: Path, sqlite_url: str, cheap_hasher: PasswordHasher
) -> None:
    """The log was emptied: acts that weren't in the file yet are gone."""
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        desk = await Desk.at(library)
        await desk.act()
        with closing(sqlite3.connect(path)) as conn:
            conn.execute("PRAGMA user_version = 1")
            conn.commit()
        with pytest.raises(DatabaseReplaced):
            await desk.act()


async def test_desks_side_by_side_that_checkpoint_and_are_upgraded_notice_nothing(
    path: Path, sqlite_url: str, cheap_hasher: PasswordHasher
) -> None:
    async with (
        open_library(sqlite_url, hasher=cheap_hasher) as one,
        open_library(sqlite_url, hasher=cheap_hasher) as two,
    ):
        desks = [await Desk.at(one), Desk(two, 1)]
        for number in range(12):
            await desks[0].act()
            async with desks[1].library.db.transaction():
                pass
            if number % 3 == 0:
                checkpoint(path)
            if number % 4 == 0:
                await upgrade.upgrade(sqlite_url)
                check_log(path)
        assert await desks[0].acts() == 12
    assert beside(path)[1].exists() is False
    header = read_header(path)
    assert header is not None
    assert header.turn > 24
    await upgrade.check(sqlite_url)


def test_a_library_has_a_mark_of_its_own(sqlite_template: Path) -> None:
    header = read_header(sqlite_template)
    assert header is not None
    assert header.mark > 0


async def test_a_log_without_its_file_is_not_thrown_away(sqlite_url: str, path: Path) -> None:
    async with open_library(sqlite_url) as library:
        await (await Town.found(library.db)).patron()
        async with library.db.transaction():
            pass  # takes a turn, as each act does
        log = beside(path)[1].read_bytes()
    path.write_bytes(b"")
    beside(path)[1].write_bytes(log)
    with pytest.raises(DatabaseMixed):
        await upgrade.check(sqlite_url)
    assert beside(path)[1].read_bytes() == log


@pytest.mark.parametrize("gone", [b"", b"x" * 40, b"\x37\x7f\x06\x82" + b"\0" * 60])
def test_a_log_that_says_nothing_is_sqlites_own_affair(path: Path, gone: bytes) -> None:
    beside(path)[1].write_bytes(gone)
    check_log(path)


def test_a_file_that_is_none_of_sqlites_has_no_numbers(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("拝啓 " * 200, encoding="utf-8")
    assert read_header(tmp_path / "letter") is None
    with pytest.raises(SystemUnreachable):
        read_header(tmp_path / "nothing")


async def test_looking_at_the_file_leaves_sqlites_locks_in_force(sqlite_url: str, path: Path) -> None:
    """Whoever closes a file loses its locks (POSIX); then another program could take the log away under a desk."""
    alone = (
        "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('PRAGMA journal_mode = DELETE')"
    )
    async with open_library(sqlite_url) as library:
        await Town.found(library.db)
        command = [sys.executable, "-c", alone, str(path)]
        other = await asyncio.create_subprocess_exec(*command, stderr=subprocess.PIPE)
        _, said = await other.communicate()
        assert b"database is locked" in said


def test_a_checkpoint_that_was_broken_off_is_no_other_file(path: Path) -> None:
    """A checkpoint writes page 1, which counts the pages, before those that are new."""
    checkpoint(path)
    before = read_header(path)
    with path.open("r+b") as file:
        file.seek(28)
        pages = int.from_bytes(file.read(4))
        file.seek(28)
        file.write((pages + 40).to_bytes(4))
    assert before is not None
    assert read_header(path) == before


@posix("Windows lets nobody rename a file that is open.")
async def test_a_commit_that_cannot_be_looked_at_is_unknown(path: Path) -> None:
    db = Database.open(f"sqlite:///{path}")
    aside = path.with_name("aside")
    try:
        with pytest.raises(OutcomeUnknown):
            async with db.transaction("an-act") as conn:
                await conn.exec_driver_sql("UPDATE masters_version SET version = version + 1")
                path.rename(aside)
        aside.rename(path)
        async with db.transaction("an-act") as conn:
            await conn.exec_driver_sql("UPDATE masters_version SET version = version + 1")
    finally:
        await db.dispose()


async def test_what_a_block_took_back_is_not_missed_later(path: Path) -> None:
    db = Database.open(f"sqlite:///{path}")
    try:
        async with db.transaction() as conn:
            await conn.exec_driver_sql("UPDATE masters_version SET version = version + 1")
            await conn.rollback()
        async with db.transaction() as conn:
            await conn.exec_driver_sql("UPDATE masters_version SET version = version + 1")
    finally:
        await db.dispose()
