"""A backup takes a library's place only when it is one, whole, and nobody works on the library; nothing is lost."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.contract.errors import BackupFault, BackupUnfit, DatabaseInUse, FileUnreadable
from services.files.durable import beside
from services.own_schema.backup.restore import restore
from services.own_schema.backup.swapping import put_in_place
from services.own_schema.library import open_library
from services.own_schema.revision import REVISION
from services.own_schema.schema import upgrade
from tests.helpers.files import names
from tests.helpers.next_revision import NEXT, next_program
from tests.helpers.platforms import posix
from tests.services.own_schema.backup.dying_restore import deaths
from tests.services.own_schema.backup.restore_scene import KEPT, NOW, Scene, scene

__all__ = ["scene"]


async def test_the_log_of_before_goes_with_its_file(scene: Scene) -> None:
    scene.leave_log()
    await restore(scene.url, scene.backup, NOW)
    assert "in the log" not in scene.phones(scene.path)
    assert scene.phones(scene.kept) == {"in the log"}


async def test_a_backup_whose_log_ends_in_a_write_is_restored_with_all_that_was_committed(
    scene: Scene,
) -> None:
    """Killed after a frame was begun: its page is what an earlier round left there, or nothing."""
    backup = Scene(f"sqlite:///{scene.backup}", scene.backup)
    backup.leave_log()
    log = beside(scene.backup)[1]
    frames = log.read_bytes()
    log.write_bytes(frames + frames[32:56] + bytes(4096))
    await restore(scene.url, scene.backup, NOW)
    assert scene.phones(scene.path) == {"in the log"}


async def test_two_restores_in_a_second_keep_two_files(scene: Scene) -> None:
    await restore(scene.url, scene.backup, NOW)
    second = await restore(scene.url, scene.kept, NOW)
    assert second.kept == scene.path.with_name(f"{KEPT}-2")
    assert (scene.acts(), scene.acts(second.kept)) == (2, 1)


async def test_where_no_library_is_one_is_put(scene: Scene, tmp_path: Path) -> None:
    new = Scene(f"sqlite:///{tmp_path / 'new' / 'library.sqlite3'}", scene.backup)
    new.path.parent.mkdir()
    assert (await restore(new.url, scene.backup, NOW)).kept is None
    assert new.acts() == 1


@contextmanager
def program(scene: Scene, statement: str) -> Iterator[None]:
    """Let another program have the library open."""
    code = (
        "import sqlite3, sys\nconn = sqlite3.connect(sys.argv[1])\n"
        f"conn.execute('PRAGMA journal_mode = WAL')\nconn.execute({statement!r}).fetchall()\n"
        "print(flush=True)\nsys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(scene.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield
        process.communicate()


async def test_not_while_a_desk_is_open_be_it_at_rest(scene: Scene) -> None:
    async with open_library(scene.url):
        with pytest.raises(DatabaseInUse):
            await restore(scene.url, scene.backup, NOW)
    with program(scene, "SELECT count(*) FROM act"):
        with pytest.raises(DatabaseInUse):
            await restore(scene.url, scene.backup, NOW)
        assert names(scene.path.parent)[:2] == ["backups", scene.path.name]
    assert scene.acts() == 2
    await restore(scene.url, scene.backup, NOW)
    assert scene.acts() == 1


def overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"x" * 5000)


async def test_not_while_a_desk_has_a_file_open_that_was_damaged_meanwhile(scene: Scene) -> None:
    with program(scene, "SELECT count(*) FROM act"):
        overwrite(scene.path)
        with pytest.raises(DatabaseInUse):
            await restore(scene.url, scene.backup, NOW)
    await restore(scene.url, scene.backup, NOW)
    assert scene.acts() == 1
    assert scene.kept.read_bytes()[:16] == b"x" * 16


async def test_a_log_that_is_another_ones_is_kept_with_the_file(scene: Scene) -> None:
    """Somebody copied a backup over the library by hand; the log beside it holds the last acts of before."""
    scene.leave_log()
    log = beside(scene.path)[1].read_bytes()
    shutil.copyfile(scene.backup, scene.path)
    await restore(scene.url, scene.backup, NOW)
    assert scene.acts() == 1
    assert beside(scene.kept)[1].read_bytes() == log
    assert scene.kept.read_bytes() == scene.backup.read_bytes()
    await upgrade.check(scene.url)


async def test_an_older_backup_is_brought_up_to_date(scene: Scene, tmp_path: Path) -> None:
    with next_program(tmp_path):
        await restore(scene.url, scene.backup, NOW)
        await upgrade.check(scene.url)
    for file, revision in ((scene.path, NEXT), (scene.backup, REVISION)):
        with closing(sqlite3.connect(file)) as conn:
            assert conn.execute("SELECT version_num FROM alembic_version").fetchall() == [(revision,)]


def changed(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as conn:
        for statement in statements:
            conn.execute(statement)
        conn.commit()


def torn(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xff" * 4096 * 20)


def dangling(path: Path) -> None:
    changed(path, "UPDATE card SET patron_id = 404")


def nameless(path: Path) -> None:
    changed(path, "DROP TABLE alembic_version")


def newer(path: Path) -> None:
    changed(path, "UPDATE alembic_version SET version_num = '9999'")


def foreign(path: Path) -> None:
    changed(path, "CREATE TRIGGER spy AFTER UPDATE ON patron BEGIN DELETE FROM access_log; END")


def altered(path: Path) -> None:
    changed(path, "UPDATE act SET outcome = 'other'")


UNFIT = {
    BackupFault.DAMAGED: torn,
    BackupFault.DANGLING: dangling,
    BackupFault.NO_LIBRARY: nameless,
    BackupFault.NEWER: newer,
    BackupFault.FOREIGN: foreign,
    BackupFault.RECORDS: altered,
}


@pytest.mark.parametrize("fault", BackupFault)
async def test_what_is_no_whole_library_takes_nobodys_place(fault: BackupFault, scene: Scene) -> None:
    UNFIT[fault](scene.backup)
    with pytest.raises(BackupUnfit) as caught:
        await restore(scene.url, scene.backup, NOW)
    assert (caught.value.fault, caught.value.path) == (fault, str(scene.backup))
    assert scene.acts() == 2
    assert names(scene.path.parent) == ["backups", scene.path.name]


async def test_altered_records_are_restored_when_that_is_said(scene: Scene) -> None:
    UNFIT[BackupFault.RECORDS](scene.backup)
    await restore(scene.url, scene.backup, NOW, altered_records=True)
    assert scene.acts() == 1


async def test_a_text_is_no_backup(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("拝啓 " * 900, encoding="utf-8")
    with pytest.raises(BackupUnfit):
        await restore(scene.url, tmp_path / "letter", NOW)


@pytest.mark.parametrize("which", ["nowhere", "backups", "library.sqlite3"])
async def test_a_backup_that_can_not_be_read(which: str, scene: Scene) -> None:
    with pytest.raises(FileUnreadable):
        await restore(scene.url, scene.path.parent / which, NOW)
    assert scene.acts() == 2


mortal = posix("Windows has neither fork nor the signals to die by.")
each_state = pytest.mark.parametrize("state", ["whole", "mixed"])


class Deaths:
    """The same library again and again, and what each dead restore left of it."""

    def __init__(self, scene: Scene, state: str) -> None:
        scene.leave_log()
        if state == "mixed":
            shutil.copyfile(scene.backup, scene.path)
        self._scene, self._state = scene, state
        self._before = {file: file.read_bytes() for file in beside(scene.path)[:2]}
        self.ends = set[str]()

    def look(self) -> None:
        """See that nothing is lost: what was there before is at the library's name or kept, with its log."""
        scene = self._scene
        kept = sorted(scene.path.parent.glob("library.sqlite3.replaced-*[0-9]"))
        end = "none" if not scene.path.exists() else "before"
        if self._state == "mixed":
            assert self._before[beside(scene.path)[1]] in [
                it.read_bytes() for it in scene.path.parent.glob("library.sqlite3*-wal")
            ]
            if end == "before" and kept:
                end = "after"
        elif scene.phones(scene.path) == {"in the log"}:
            assert scene.acts() == 2
        else:
            end = "after"
            assert scene.phones(kept[0]) == {"in the log"}
        self.ends.add(end)

    def anew(self) -> None:
        """Put the library there as it was at first."""
        for left in self._scene.path.parent.glob("library.sqlite3*"):
            left.unlink()
        for file, content in self._before.items():
            file.write_bytes(content)


@mortal
@each_state
def test_killed_while_files_change_places_nothing_is_lost(state: str, scene: Scene, tmp_path: Path) -> None:
    new = tmp_path / "new"
    life = Deaths(scene, state)
    shutil.copyfile(scene.backup, new)
    for _ in deaths(new, scene.path):
        life.look()
        shutil.copyfile(scene.backup, new)
        put_in_place(new, scene.path, NOW)  # the next one comes to its end
        assert scene.acts() == 1
        life.anew()
        shutil.copyfile(scene.backup, new)
    assert {"before", "after"} <= life.ends


@mortal
@each_state
async def test_killed_at_any_step_nothing_is_lost(state: str, scene: Scene) -> None:
    life = Deaths(scene, state)
    for _ in deaths(scene.url, scene.backup):
        life.look()
        await restore(scene.url, scene.backup, datetime.now(UTC))  # the next one comes to its end
        assert scene.acts() == 1
        assert not scene.path.with_name(f".{scene.path.name}.restoring").exists()
        await upgrade.check(scene.url)
        life.anew()
    assert {"before", "after"} <= life.ends
