"""A library with a backup of an earlier state, for the tests of restoring."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.acts.contact import ChangeEmail
from services.files.durable import beside
from services.own_schema.backup.backup import back_up
from services.own_schema.database.library_file import read_header
from services.own_schema.library import open_library
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.patrons import Town, clerk

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
KEPT = "library.sqlite3.replaced-20261124-100000"


class Scene:
    """A library with acts, a backup of it as it was before the last ones, and what each of them holds."""

    def __init__(self, url: str, backup: Path) -> None:
        self.url, self.backup = url, backup
        self.path = Path(url.removeprefix("sqlite:///"))

    def acts(self, path: Path | None = None) -> int:
        with closing(sqlite3.connect(path or self.path)) as conn:
            return int(conn.execute("SELECT count(*) FROM act").fetchone()[0])

    @property
    def kept(self) -> Path:
        return self.path.with_name(KEPT)

    def leave_log(self) -> None:
        """Let the log stand beside the file, as a killed desk leaves it, with an act that is nowhere else."""
        with closing(sqlite3.connect(self.path)) as conn:
            conn.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
            conn.execute("PRAGMA journal_mode = WAL")
            turn = conn.execute("PRAGMA user_version").fetchone()[0]
            conn.execute(f"PRAGMA user_version = {turn + 1}")
            conn.execute("UPDATE patron SET phone = 'in the log'")
            conn.commit()
        assert beside(self.path)[1].stat().st_size > 0

    def phones(self, path: Path) -> set[str]:
        with closing(sqlite3.connect(path)) as conn:
            return {phone for (phone,) in conn.execute("SELECT phone FROM patron")}


def mark_of(path: Path) -> int:
    """Tell which library a file is."""
    header = read_header(path)
    assert header is not None
    return header.mark


@pytest.fixture
async def scene(sqlite_url: str, cheap_hasher: PasswordHasher, tmp_path: Path) -> Scene:
    backup = tmp_path / "backups" / "monday"
    backup.parent.mkdir()
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        patron_id = await (await Town.found(library.db)).patron()
        for version in (1, 2):
            if version == 2:
                await back_up(sqlite_url, backup)
            await library.backend.acts.perform(
                ChangeEmail(
                    actor=clerk(), patron_id=patron_id, address=f"n{version}@example.jp", seen_version=version
                )
            )
    return Scene(sqlite_url, backup)
