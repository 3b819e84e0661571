"""What lies on this machine, broken piece by piece."""

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from services.contract.diagnosis import CheckResult, Subject
from services.contract.errors import DatabaseDamaged, RowsDangling
from services.files.resources import resource_path
from services.own_schema.database.engine import Database
from services.own_schema.diagnosis import files
from tests.helpers.file_modes import let_everybody_reach
from tests.helpers.platforms import posix


async def test_a_journal_that_lets_looks_and_acts_wait_is_told(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    assert (await files.check_journal(db)).result is CheckResult.JOURNAL_WAL
    await db.dispose()


async def test_another_journal_is_told_by_name(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    async with db.autocommit() as conn:  # as on a network drive, where WAL can't be had
        await conn.execute(text("PRAGMA journal_mode = DELETE"))
    found = await files.check_journal(db)
    await db.dispose()
    assert (found.result, found.values) == (CheckResult.JOURNAL_OTHER, ("delete",))


@posix("Windows has no file modes.")
@pytest.mark.parametrize("ending", ["", "-wal"])
def test_a_file_that_others_can_read_is_told(tmp_path: Path, ending: str) -> None:
    library = tmp_path / "library.sqlite3"
    for name in ("library.sqlite3", "library.sqlite3-wal"):
        (tmp_path / name).touch(mode=0o600)
    assert files.check_file(library).result is CheckResult.FILE_OWN
    (tmp_path / f"library.sqlite3{ending}").chmod(0o640)
    found = files.check_file(library)
    assert (found.result, found.values) == (CheckResult.FILE_OPEN_TO_OTHERS, ("rw-r-----",))


@posix("Windows has no file modes.")
@pytest.mark.parametrize(
    ("mode", "members", "folder", "told"),
    [
        (0o600, {7}, 0o755, ()),
        (0o644, {7}, 0o755, ("rw-r--r--",)),
        (0o644, {7}, 0o700, ()),  # nobody else gets there
        (0o640, {0, 7}, 0o755, ()),  # a group of the service's own; the file is its, or root's
        (0o640, {7, 8}, 0o755, ("rw-r-----",)),
        (0o620, {7, 8}, 0o755, ()),
    ],
)
def test_a_settings_file_with_a_password_that_others_can_read_is_told(
    tmp_path: Path, mode: int, members: set[int], folder: int, told: tuple[str, ...]
) -> None:
    settings = tmp_path / "madoguchi" / "settings.toml"
    settings.parent.mkdir()
    settings.touch()
    settings.chmod(mode)
    let_everybody_reach(settings)
    settings.parent.chmod(folder)
    owner = settings.stat().st_uid or 7  # root counts as nobody
    found = files.check_settings_file(settings, lambda _: {owner if it == 7 else it for it in members})
    assert (found.values if found else ()) == told


@posix("Windows has no groups of this kind.")
def test_the_members_of_a_group_are_those_of_the_system() -> None:
    assert 0 in files.group_members(0)
    assert files.group_members(2**31 - 2) == set()


def test_of_settings_that_are_gone_or_on_windows_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings.toml"
    assert files.check_settings_file(settings) is None
    settings.touch(mode=0o666)
    monkeypatch.setattr("sys.platform", "win32")
    assert files.check_settings_file(settings) is None


def test_windows_tells_modes_that_say_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are rw-rw-rw- for every file, whoever may open it."""
    library = tmp_path / "library.sqlite3"
    library.touch(mode=0o666)
    monkeypatch.setattr("sys.platform", "win32")
    assert files.check_file(library).result is CheckResult.NOT_TOLD


@pytest.mark.parametrize(("free", "result"), [(1_000, CheckResult.DISK_ROOM), (999, CheckResult.DISK_FULL)])
def test_a_disk_is_full_when_less_than_a_gigabyte_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, result: CheckResult
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=free * 1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    found = files.check_disk(Subject.LOG_DISK, tmp_path)
    assert (found.result, found.values) == (result, (free, 1_000))


def test_the_disk_of_a_folder_that_is_not_there_yet_is_its_parents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usages = {tmp_path: shutil.disk_usage(tmp_path)}
    monkeypatch.setattr(shutil, "disk_usage", usages.__getitem__)
    found = files.check_disk(Subject.LOG_DISK, tmp_path / "a" / "b")
    assert found.values == (usages[tmp_path].free // 1_000_000, 1_000)
    assert not (tmp_path / "a").exists()


def test_a_drive_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_path: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", gone)  # a share whose server went away
    found = files.check_disk(Subject.LOG_DISK, tmp_path / "share")
    assert (found.result, found.values) == (CheckResult.DISK_GONE, (f"~{os.sep}share",))


def test_a_drive_without_any_folder_is_not_looked_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda _path: False)  # Z:\\ on a PC that has none
    assert files.check_disk(Subject.LOG_DISK, Path("/z/library")).result is CheckResult.DISK_GONE


def test_a_log_that_cannot_be_written_is_told_without_whose_home_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    fine = files.check_log(tmp_path / "log")
    assert (fine.result, fine.values) == (CheckResult.LOG_WRITTEN, (f"~{os.sep}log",))
    assert list((tmp_path / "log").iterdir()) == []
    (tmp_path / "file").touch()
    broken = files.check_log(tmp_path / "file" / "log")
    assert (broken.result, broken.values) == (
        CheckResult.LOG_NOT_WRITABLE,
        (f"~{os.sep}{Path('file', 'log')}",),
    )


async def test_the_programs_fonts_load() -> None:
    found = await files.check_fonts()
    assert (found.result, found.values) == (CheckResult.FONTS_LOAD, (len(files.FONTS),))


def test_every_font_there_is_is_read() -> None:
    folder = resource_path(files.FONTS[0]).parent
    assert {Path(name).name for name in files.FONTS} == {path.name for path in folder.glob("*.ttf")}


@pytest.mark.parametrize("damage", ["cut", "changed", "missing"])
async def test_a_damaged_font_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    whole = resource_path(files.FONTS[2])
    copy = tmp_path / whole.name
    data = bytearray(whole.read_bytes())
    if damage == "cut":
        data = data[: len(data) // 2]
    if damage == "changed":
        data[len(data) // 2] ^= 0xFF
    if damage != "missing":
        copy.write_bytes(data)

    def elsewhere(name: str) -> Path:
        if not (tmp_path / name).is_file():
            raise FileNotFoundError(name)
        return tmp_path / name

    monkeypatch.setattr(files, "resource_path", elsewhere)
    found = await files.check_fonts((whole.name,))
    assert (found.result, found.values) == (CheckResult.FONTS_BROKEN, (whole.name,))


async def test_the_files_content_is_read_whole(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    assert (await files.check_content(db)).result is CheckResult.CONTENT_SOUND
    assert (await files.check_content(db, patience=0)).result is CheckResult.CONTENT_LARGE
    async with db.transaction() as conn:
        await conn.exec_driver_sql("UPDATE circulation_rule SET value = '\"x\"' WHERE name = 'loan_days'")
        await conn.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        await conn.exec_driver_sql("UPDATE branch SET kind = 'castle' WHERE code = 'chuo'")
        await conn.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
    assert (await files.check_content(db)).result is CheckResult.CONTENT_SOUND
    async with db.autocommit() as conn:
        await conn.execute(text("PRAGMA foreign_keys = OFF"))
        await conn.execute(
            text(
                "INSERT INTO closed_day (branch_id, day, open, special, note) "
                "VALUES (404, '2026-11-24', 1, 1, '')"
            )
        )
    found = await files.check_content(db)
    await db.dispose()
    assert isinstance(found.result, RowsDangling)
    assert found.result.rows == 1


def tear(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xff" * 4096 * 20)


async def test_damage_is_told(sqlite_url: str) -> None:
    tear(Path(sqlite_url.removeprefix("sqlite:///")))
    db = Database.open(sqlite_url)
    found = await files.check_content(db)
    await db.dispose()
    assert isinstance(found.result, DatabaseDamaged)
