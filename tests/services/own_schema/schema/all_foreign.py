"""What stands in a library's file that this program didn't make is named, and nothing that SQLite keeps by itself."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.contract.errors import BackupFault, BackupUnfit, SchemaForeign, SchemaMismatch
from services.own_schema.backup.backup import back_up
from services.own_schema.backup.restore import restore
from services.own_schema.schema import upgrade
from tests.helpers.next_revision import next_program

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SPY = "CREATE TRIGGER spy AFTER UPDATE ON patron BEGIN DELETE FROM access_log; END"
FOREIGN = {
    SPY: ("trigger spy",),
    "CREATE VIEW late AS SELECT * FROM loan": ("view late",),
    "CREATE TABLE mine (x)": ("table mine",),
    "CREATE VIRTUAL TABLE mine USING fts5 (x)": (
        "table mine",
        "table mine_config",
        "table mine_content",
        "table mine_data",
        "table mine_docsize",
        "table mine_idx",
    ),
    'CREATE VIEW "a\nb\x1b[2J" AS SELECT 1': ("view a?b?[2J",),
    f"DROP TRIGGER patron_gram_taken; {SPY.replace('spy', 'patron_gram_taken')}": (
        "trigger patron_gram_taken",
    ),
    "CREATE VIEW b AS SELECT 1; CREATE VIEW a AS SELECT 1": ("view a", "view b"),
}
SQLITES_OWN = {
    "counted": "CREATE TABLE aside (id INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE aside",
    "analysed": "ANALYZE",
    "packed": "VACUUM",
    "as it is": "SELECT 1",
}


@pytest.fixture
def path(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def changed(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(script)


@pytest.mark.parametrize("script", FOREIGN)
async def test_what_is_foreign_is_named_by_db_check_and_by_db_restore(
    script: str, sqlite_url: str, path: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    await back_up(sqlite_url, backup)
    for file in (path, backup):
        changed(file, script)
    with pytest.raises(SchemaForeign) as found:
        await upgrade.check(sqlite_url)
    assert found.value.things == FOREIGN[script]

    there = path.read_bytes()
    with pytest.raises(BackupUnfit) as unfit:
        await restore(sqlite_url, backup, NOW)
    assert (unfit.value.fault, unfit.value.things) == (BackupFault.FOREIGN, FOREIGN[script])
    assert path.read_bytes() == there


async def test_without_it_a_copy_of_the_backup_is_restored(sqlite_url: str, tmp_path: Path) -> None:
    """As docs/operations.md tells it."""
    backup = tmp_path / "backup"
    await back_up(sqlite_url, backup)
    changed(backup, f"CREATE VIEW late AS SELECT * FROM loan; {SPY}")
    with pytest.raises(BackupUnfit):
        await restore(sqlite_url, backup, NOW)
    changed(backup, "DROP VIEW late; DROP TRIGGER spy")
    await restore(sqlite_url, backup, NOW)
    await upgrade.check(sqlite_url)


@pytest.mark.parametrize("script", SQLITES_OWN.values(), ids=SQLITES_OWN)
async def test_what_sqlite_keeps_by_itself_is_not_foreign(
    script: str, sqlite_url: str, path: Path, tmp_path: Path
) -> None:
    changed(path, script)
    await upgrade.check(sqlite_url)
    await back_up(sqlite_url, tmp_path / "backup")
    await restore(sqlite_url, tmp_path / "backup", NOW)
    await upgrade.check(sqlite_url)


async def test_a_trigger_that_is_missing_is_told(sqlite_url: str, path: Path) -> None:
    changed(path, "DROP TRIGGER patron_gram_taken")
    with pytest.raises(SchemaMismatch) as caught:
        await upgrade.check(sqlite_url)
    assert caught.value.differences == 1


async def test_a_library_of_before_that_was_upgraded_has_nothing_foreign(
    sqlite_url: str, tmp_path: Path
) -> None:
    """SQLite writes the name of a table that was made anew in quotes."""
    with next_program(tmp_path):
        await upgrade.upgrade(sqlite_url)
        await upgrade.check(sqlite_url)
