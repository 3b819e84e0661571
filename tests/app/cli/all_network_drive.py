"""A library in a file on another computer's disk: nothing works on it, and it can be brought away."""

import io
import json
from pathlib import Path

import pytest

from app.demo import demo_opener
from app.library_access import LibraryDoor, database_opener
from services.contract.errors import DatabaseOnNetwork
from tests.app.cli.conftest import Run

SAID = "共有フォルダーかネットワークのドライブ(nfs4)"


@pytest.fixture
def on_network(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("services.files.file_systems", "services.own_schema.diagnosis.files"):
        monkeypatch.setattr(f"{place}.file_system_of", lambda _: "nfs4")


@pytest.mark.usefixtures("on_network")
@pytest.mark.parametrize(
    "words",
    [
        "worker --once",
        "staff add new01 --name 新人 --role counter --branch chuo --password-stdin",
        "import folder",
        "import folder --dry-run",
        "audit seal",
        "db upgrade",
        "db restore nothing.sqlite3",  # before the backup is read
    ],
)
def test_what_writes_is_refused_and_changes_nothing(
    run: Run, url: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("a-long-password\n"))
    library = Path(url.removeprefix("sqlite:///"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "patron.tsv").write_text("id\n")
    before = library.read_bytes()
    outcome = run(*words.split())
    assert outcome.code == 1
    assert SAID in outcome.err
    assert "PostgreSQL" in outcome.err
    assert library.read_bytes() == before


@pytest.mark.usefixtures("on_network")
@pytest.mark.parametrize("words", ["db init", "demo-data --patrons 120"])
def test_none_is_made_there(run: Run, tmp_path: Path, words: str) -> None:
    outcome = run(*words.split(), "--database", f"sqlite:///{tmp_path / 'new' / 'library.sqlite3'}")
    assert outcome.code == 1
    assert SAID in outcome.err
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("on_network")
async def test_no_desk_opens_it(sqlite_url: str) -> None:
    door = LibraryDoor(database_opener(sqlite_url))
    with pytest.raises(DatabaseOnNetwork):
        await door.prepare()
    await door.aclose()


@pytest.mark.usefixtures("on_network")
async def test_the_demo_is_nobodys_library(home: Path) -> None:
    async with demo_opener(None)() as library:
        assert library.db.path is not None


@pytest.mark.usefixtures("on_network", "url")
@pytest.mark.parametrize(
    "words", ["db backup away.sqlite3", "export away", "master export away", "db check", "audit verify"]
)
def test_what_brings_it_away_or_reads_it_works(
    run: Run, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run(*words.split())
    assert (outcome.code, SAID in outcome.err) == (0, False)


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize(
    ("seen", "code", "values"),
    [("nfs4", "DatabaseOnNetwork", "nfs4"), ("fuse.sshfs", "place_seen", "fuse.sshfs"), ("", "not_told", "")],
)
def test_doctor_says_which_type_it_saw(
    run: Run, seen: str, code: str, values: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.own_schema.diagnosis.files.file_system_of", lambda _: seen)
    (found,) = [it for it in json.loads(run("doctor", "--json").out)["findings"] if it["subject"] == "place"]
    assert found["code"] == code
    (line,) = [it for it in run("doctor").out.splitlines() if "データベースの置き場所" in it]
    assert values in line
