"""Folders of files, and a second library to bring them into."""

import csv
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import select

from services.contract.file_faults import Cause
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import metadata
from services.own_schema.transfer.importing import Imported, import_folder
from tests.helpers.apart import run_apart
from tests.helpers.postgres import Server

type Rows = Sequence[Mapping[str, str]]

EVERYDAY: Mapping[str, Rows] = {
    "bib_record": [
        {
            "id": "1",
            "title": "坊っちゃん",
            "author": "夏目 漱石",
            "publisher": "架空書房",
            "year": "1906",
            "material_type": "book",
        },
        {
            "id": "2",
            "title": "門",
            "author": "",
            "publisher": "",
            "year": "",
            "material_type": "magazine",
        },
    ],
    "item": [
        {
            "number": number,
            "bib_record": "1",
            "branch": "chuo",
            "interlibrary": "false",
            "shelf_mark": "913.6",
        }
        for number in ("000000001", "000000002")
    ],
    "patron": [
        {
            "id": "7",
            "name": "髙橋 花子",
            "kana": "たかはし ハナコ",
            "alias": "",
            "romaji": "Takahashi Hanako",
            "birth_date": "1980-04-02",
            "phone": "048-000-0001",
            "postal_code": "332-0001",
            "address": "川口市朝日1-1-1",
            "email": "hanako@example.jp",
            "branch": "chuo",
            "registered_on": "2024-06-11",
            "expires_on": "2027-06-11",
            "address_changed_on": "",
        }
    ],
    "card": [
        {
            "number": "123456789",
            "patron": "7",
            "status": "active",
            "issued_on": "2024-06-11",
            "replaced_by": "",
        }
    ],
    "suspension": [
        {
            "id": "3",
            "patron": "7",
            "reason": "long_overdue",
            "note_code": "",
            "with_consent": "false",
            "started_at": "2026-10-01T09:00:00+09:00",
            "started_by": "ils",
            "lifted_at": "",
            "lifted_by": "",
            "override_code": "",
        }
    ],
    "loan": [
        {
            "id": "5",
            "item": "000000001",
            "patron": "7",
            "branch": "chuo",
            "loaned_on": "2026-11-10",
            "due_on": "2026-11-24",
            "renewals": "",
            "renewed_on": "",
            "returned_on": "",
        }
    ],
    "hold": [
        {
            "id": "9",
            "patron": "7",
            "bib_record": "2",
            "item": "",
            "status": "waiting",
            "placed_at": "2026-11-20T09:00:00+09:00",
            "branch": "chuo",
            "mobile_stop": "",
            "contact": "none",
            "wait_until": "",
            "shelf_until": "",
            "shelf_place": "",
            "shelf_extensions": "",
        }
    ],
    "hold_cancellation": [
        {
            "id": "4",
            "patron": "7",
            "bib_record": "1",
            "reason": "by_patron",
            "cancelled_at": "2026-11-22T09:00:00+09:00",
            "placed_at": "2026-11-01T09:00:00+09:00",
            "branch": "chuo",
            "mobile_stop": "",
            "contact": "none",
            "wait_until": "",
            "freed_item": "000000002",
        }
    ],
    "purchase_request": [
        {
            "id": "2",
            "patron": "7",
            "title": "三四郎",
            "status": "received",
            "received_on": "2026-11-01",
            "branch": "chuo",
        }
    ],
    "reference_question": [
        {
            "id": "6",
            "patron": "7",
            "name": "髙橋 花子",
            "email": "hanako@example.jp",
            "phone": "",
            "question": "川口の鋳物は\nいつからか",
            "status": "received",
            "received_at": "2026-11-20T09:00:00+09:00",
            "told_at": "",
        }
    ],
}


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of files for one library."""

    path: Path
    url: str

    def write(self, tables: Mapping[str, Rows], *, suffix: str = ".tsv") -> None:
        """Write each table's file, well-formed."""
        for name, rows in tables.items():
            with (self.path / f"{name}{suffix}").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, delimiter="\t" if suffix == ".tsv" else ",")
                writer.writerow(rows[0])
                writer.writerows(row.values() for row in rows)

    def put(self, name: str, content: str | bytes) -> None:
        """Write a file as it is."""
        data = content.encode() if isinstance(content, str) else content
        (self.path / name).write_bytes(data)

    def clear(self) -> None:
        for path in self.path.iterdir():
            path.unlink()

    async def imported(self, *, dry_run: bool = False) -> Imported:
        return await import_folder(self.url, self.path, dry_run=dry_run)

    async def brought(self) -> Imported:
        """Import, and make sure that nothing was wrong."""
        done = await self.imported()
        assert done.faults.kept == ()
        return done

    async def told(self) -> list[tuple[str, int, str, Cause]]:
        """Import, and give what was wrong."""
        done = await self.imported()
        return [(fault.file, fault.line, fault.column, fault.cause) for fault in done.faults]


def varied(table: str, row: int = 0, /, **changed: str) -> dict[str, str]:
    """Give an everyday row with other values here and there."""
    values = dict(EVERYDAY[table][row])
    assert set(changed) <= set(values)
    return values | changed


@pytest.fixture
def folder(tmp_path: Path, database_url: str) -> Folder:
    """An empty folder, for a fresh library."""
    path = tmp_path / "files"
    path.mkdir()
    return Folder(path, database_url)


@pytest.fixture
def sqlite_folder(tmp_path: Path, sqlite_url: str) -> Folder:
    """An empty folder, for a fresh library in a file."""
    path = tmp_path / "files"
    path.mkdir()
    return Folder(path, sqlite_url)


async def bring_everyday_rows(url: str) -> None:
    """Import the everyday rows into a library."""
    with TemporaryDirectory() as place:
        folder = Folder(Path(place), url)
        folder.write(EVERYDAY)
        await folder.brought()


@pytest.fixture(scope="session")
def filled_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library in a file after everyday rows came in, to be copied."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("filled") / "library.sqlite3"))
    run_apart(bring_everyday_rows(f"sqlite:///{path}"))
    return path


@pytest.fixture
def filled(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Folder]:
    """An empty folder, for a library of its own into which everyday rows came before."""
    path = tmp_path / "files"
    path.mkdir()
    with ExitStack() as stack:
        if dialect == "sqlite":
            template: Path = request.getfixturevalue("filled_template")
            url = f"sqlite:///{shutil.copy(template, tmp_path / 'library.sqlite3')}"
        else:
            server: Server = request.getfixturevalue("postgres")
            url = stack.enter_context(server.library(bring_everyday_rows))
        yield Folder(path, url)


@pytest.fixture
def other_url(
    dialect: str, sqlite_template: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A second fresh library."""
    with ExitStack() as stack:
        if dialect == "sqlite":
            path = tmp_path / "other.sqlite3"
            path.write_bytes(sqlite_template.read_bytes())
            yield f"sqlite:///{path}"
        else:
            server: Server = request.getfixturevalue("postgres")
            yield stack.enter_context(server.library())


async def all_rows(url: str, *names: str) -> dict[str, list[dict[str, Any]]]:
    """Read whole tables, every row in the order of its key."""
    db = Database.open(url)
    try:
        async with db.reading() as conn:
            found = {}
            for name in names or tuple(EVERYDAY):
                table = metadata.tables[name]
                statement = select(table).order_by(*table.primary_key)
                found[name] = [dict(row) for row in (await conn.execute(statement)).mappings()]
            return found
    finally:
        await db.dispose()
