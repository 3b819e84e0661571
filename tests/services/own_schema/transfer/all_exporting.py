"""Tables into files, and back: another library is the same afterwards."""

import stat
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Date

from services.contract.actor import StaffMember
from services.contract.errors import FileNotWritable, FolderNotEmpty
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import metadata
from services.own_schema.demo.library import fill
from services.own_schema.transfer.columns import load_codes
from services.own_schema.transfer.comparing import RowCounts
from services.own_schema.transfer.exporting import export_folder
from services.own_schema.transfer.importing import import_folder
from services.own_schema.transfer.master_files import export_masters, import_masters
from services.own_schema.transfer.table_formats import formats_of
from services.rules.clock import TOKYO
from services.rules.vocabulary import Role
from tests.helpers.platforms import posix
from tests.helpers.rights import is_open_to_others
from tests.services.own_schema.transfer.conftest import EVERYDAY, Folder, all_rows

_NOW = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)


async def test_a_whole_library_goes_out_and_comes_in_again(
    empty_url: str, other_url: str, tmp_path: Path
) -> None:
    await fill(empty_url, patrons=400, seed=4, now=_NOW)
    first, second, masters = (tmp_path / name for name in ("first", "second", "masters"))
    rows = await export_folder(empty_url, first)
    await _carry_masters(empty_url, other_url, masters)

    done = await import_folder(other_url, first)

    assert done.faults.kept == ()
    assert done.counts == {name: RowCounts(count, 0, 0) for name, count in rows.items()}
    assert min(rows.values()) > 0
    await export_folder(other_url, second)
    for name in rows:
        assert (second / f"{name}.tsv").read_bytes() == (first / f"{name}.tsv").read_bytes()
    # Keys to find patrons by are in no file, and are the demo's own.
    there, here = await all_rows(empty_url, "patron"), await all_rows(other_url, "patron")
    assert here == there

    again = await import_folder(other_url, first)
    assert again.counts == {name: RowCounts(0, 0, count) for name, count in rows.items()}


async def _carry_masters(url: str, other_url: str, folder: Path) -> None:
    source, target = Database.open(url), Database.open(other_url)
    await export_masters(source, folder)
    done = await import_masters(target, folder, StaffMember("chief", "責任者", Role.SUPERVISOR), 1)
    assert done.faults.kept == ()
    await source.dispose()
    await target.dispose()


@pytest.mark.parametrize("suffix", [".tsv", ".csv"])
async def test_either_format_comes_in_unchanged(filled: Folder, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / "out"
    rows = await export_folder(filled.url, out, suffix=suffix)
    done = await import_folder(filled.url, out)

    assert sorted(path.name for path in out.iterdir()) == sorted(f"{name}{suffix}" for name in EVERYDAY)
    assert done.counts == {name: RowCounts(0, 0, count) for name, count in rows.items()}


async def test_nobody_else_can_read_an_export(filled: Folder, tmp_path: Path) -> None:
    out = tmp_path / "out"
    await export_folder(filled.url, out)

    assert not is_open_to_others(out)


@posix("Windows has no file modes: who may open a folder may open what is in it.")
async def test_nobody_else_can_read_what_is_exported_into_an_open_folder(
    filled: Folder, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o755)
    await export_folder(filled.url, out)

    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}


async def test_nothing_is_overwritten(filled: Folder, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "patron.tsv").write_text("mine", encoding="utf-8")

    with pytest.raises(FolderNotEmpty):
        await export_folder(filled.url, out)
    assert (out / "patron.tsv").read_text(encoding="utf-8") == "mine"


async def test_a_folder_that_can_not_be_made_is_told(filled: Folder, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileNotWritable):
        await export_folder(filled.url, tmp_path / "file" / "out")


async def test_half_an_export_is_removed(filled: Folder, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def fail(what: str, _done: int, _of: int) -> None:
        if what == "write loan":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await export_folder(filled.url, out, progress=fail)
    assert list(out.iterdir()) == []


async def test_every_column_is_in_a_file_or_made(db: Database) -> None:
    """A column added to a table later has its place in the file, or says here why it has none."""
    async with db.reading() as conn:
        known = formats_of(await load_codes(conn))
    for table_format in known:
        existing = {column.name for column in metadata.tables[table_format.name].columns}
        placed = {column.target for column in table_format.columns} | set(table_format.derived) | {"version"}
        # No file tells of another system's patrons, of whom only the key is here.
        elsewhere = {"system_key"} if table_format.name == "patron" else set()
        made = {"id"} if table_format.key == "number" else set()
        assert existing - placed <= made | elsewhere, table_format.name
        for column in table_format.columns:
            if isinstance(table_format.target(column.target).type, Date):
                assert isinstance(column.kind.type, Date)
