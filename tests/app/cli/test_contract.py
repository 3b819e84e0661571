"""`madoguchi contract`: the examples fit, faults are named and counted, and nothing of a value is said."""

import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from app.settings import system_keyring
from services.contract.errors import SystemDocument, SystemPasswordMissing
from services.rules.secret import Secret
from services.systems import sources
from services.systems.documents import read_document
from services.systems.folder_source import FolderSource
from services.systems.schemas import example
from tests.app.cli.conftest import Run
from tests.helpers.contract_documents import MASTERS, RECORD, Document, masters, record, text_of

type Change = Callable[[Document], Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a vendor makes first: the examples as files."""
    found = tmp_path / "documents"
    found.mkdir()
    (found / "masters.json").write_text(text_of(masters()), encoding="utf-8")
    for number in range(3):
        text = text_of(record(key=str(number)))
        (found / f"record-{number}.json").write_text(text, encoding="utf-8")
    return found


@pytest.mark.parametrize("document", list(SystemDocument))
def test_an_example_fits_its_schema(run: Run, document: SystemDocument) -> None:
    outcome = run("contract", "example", document.value)
    assert (outcome.code, outcome.err) == (0, "")
    assert read_document(outcome.out, document) == example(document)


def test_one_of_each_is_printed(run: Run) -> None:
    shown = json.loads(run("contract", "example").out)
    assert list(shown) == [it.value for it in SystemDocument]


def test_a_folder_of_examples_has_no_fault(run: Run, folder: Path) -> None:
    outcome = run("contract", "check", str(folder))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("system: 見本図書館システム 3.2\nrecords: 3\nshown by its key")
    told = json.loads(run("contract", "check", str(folder), "--json", "--records", "2").out)
    assert (told["ok"], told["records"], told["faults"]) == (True, 2, [])
    assert set(told["milliseconds"]) >= {
        "reading masters",
        "reading a record, median",
        "decoding a record, slowest",
    }


def put(name: str, value: Any, *path: str | int) -> Change:
    def change(document: Document) -> None:
        at: Any = document
        for step in path:
            at = at[step]
        at[name] = value

    return change


def without(name: str, *path: str | int) -> Change:
    def change(document: Document) -> None:
        at: Any = document
        for step in path:
            at = at[step]
        del at[name]

    return change


TWENTY: tuple[tuple[SystemDocument, Change, str], ...] = (
    (RECORD, put("due_on", "0000-00-00", "loans", 0), "record loans[0].due_on: no day"),
    (RECORD, put("loaned_on", "2026/11/20", "loans", 0), "record loans[0].loaned_on: no day"),
    (RECORD, put("renewals", None, "loans", 0), "record loans[0].renewals: null"),
    (RECORD, put("renewals", "0", "loans", 0), "record loans[0].renewals: no whole number"),
    (RECORD, put("waiting", -1, "loans", 0), "record loans[0].waiting: out of range"),
    (RECORD, put("interlibrary", "no", "loans", 0), "record loans[0].interlibrary: no flag"),
    (RECORD, put("key", 7001, "loans", 0), "record loans[0].key: no text"),
    (RECORD, put("title", "ひみつ" * 400, "loans", 0), "record loans[0].title: too long"),
    (RECORD, without("key", "holds", 0), "record holds[0].key: missing"),
    (RECORD, put("status", "W", "holds", 0), "record holds[0].status: no such code"),
    (RECORD, put("place", 0, "holds", 0), "record holds[0].place: out of range"),
    (RECORD, put("holds", None), "record holds: null"),
    (RECORD, put("restrictions", {}), "record restrictions: no array"),
    (RECORD, put("stops_loans", None, "restrictions", 0), "record restrictions[0].stops_loans: null"),
    (RECORD, put("hash", "$2a$08$ひみつ", "password"), "record password: a field that isn't in the contract"),
    (RECORD, put("cancelled_on", None, "cancelled_holds", 0), "record cancelled_holds[0].cancelled_on: null"),
    (RECORD, without("requests"), "record requests: missing"),
    (RECORD, put("read_at", "2026-11-30 10:00:00"), "record read_at: no moment"),
    (RECORD, put("version", 2), "record version: another version"),
    (MASTERS, put("name", "", "branches", 0), "masters branches[0].name: empty"),
    (MASTERS, put("reason", "ひみつ", "restriction_types", 0), "masters restriction_types[0].reason: no such code"),
    (MASTERS, put("day", "2026-02-30", "closed_days", 0), "masters closed_days[0].day: no day"),
)  # fmt: skip


@pytest.mark.parametrize(("document", "change", "fault"), TWENTY)
def test_a_fault_put_in_is_named(
    run: Run, folder: Path, document: SystemDocument, change: Change, fault: str
) -> None:
    name = "masters.json" if document is MASTERS else "record-1.json"
    shown = json.loads((folder / name).read_text(encoding="utf-8"))
    change(shown)
    (folder / name).write_text(json.dumps(shown), encoding="utf-8")
    outcome = run("contract", "check", str(folder))
    assert outcome.code == 1
    assert outcome.err == "madoguchi: not as the contract has it: 1 kinds of faults\n"
    assert [it for it in outcome.out.splitlines() if it.startswith(("record ", "masters "))] == [fault]
    assert "ひみつ" not in outcome.out
    told = json.loads(run("contract", "check", str(folder), "--json").out)
    assert (told["ok"], len(told["faults"]), told["faults"][0]["records"]) == (False, 1, 1)


def test_a_file_that_was_cut_is_not_whole(run: Run, folder: Path) -> None:
    text = (folder / "record-0.json").read_bytes()
    (folder / "record-0.json").write_bytes(text[:-40])
    (folder / "record-1.json").write_bytes(text[:200])
    outcome = run("contract", "check", str(folder))
    assert "record not whole (2 records)\n" in outcome.out
    (folder / "record-2.json").write_bytes("氏名".encode("shift_jis"))
    assert "not whole" in run("contract", "check", str(folder)).out


@pytest.mark.parametrize(
    "words",
    [
        ("contract",),
        ("contract", "example", "loans"),
        ("contract", "check"),
        ("contract", "check", ".", "--records", "0"),
        ("contract", "check", ".", "--records", "many"),
    ],
)
def test_a_wrong_usage_is_told_by_its_code(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).code == 2


def test_what_cant_be_read_fails(run: Run, tmp_path: Path) -> None:
    assert run("contract", "check", str(tmp_path / "nowhere")).code == 1
    assert run("contract", "check", str(tmp_path)).code == 1


ADDRESS = "mysql://reader@localhost/views"


@dataclass
class Way:
    """A way to a system, which is a folder here.

    Attributes:
        kept: the keyring's password.
        used: those that the system was opened with.
    """

    kept: str | None = None
    used: list[str] = field(default_factory=list)


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Way:
    found = Way()

    @asynccontextmanager
    async def open_source(_: str, password: Secret) -> AsyncIterator[FolderSource]:
        found.used.append(password.reveal())
        yield FolderSource(folder)

    def read_password(address: str) -> Secret:
        assert address == ADDRESS
        if found.kept is None:
            raise SystemPasswordMissing
        return Secret(found.kept)

    monkeypatch.setattr(sources, "open_source", open_source)
    monkeypatch.setattr(system_keyring, "read_password", read_password)
    monkeypatch.setattr(sys, "stdin", StringIO("typed\n"))
    return found


@pytest.mark.parametrize(
    ("kept", "words", "used"),
    [
        ("kept", (), ["kept"]),
        ("kept", ("--password-stdin",), ["typed"]),
        (None, ("--password-stdin",), ["typed"]),
        (None, (), []),  # no keyboard to ask for one
    ],
)
def test_the_password_is_the_keyrings_or_typed(
    run: Run, way: Way, kept: str | None, words: tuple[str, ...], used: list[str]
) -> None:
    way.kept = kept
    outcome = run("contract", "check", ADDRESS, *words)
    assert (outcome.code, way.used) == (0 if used else 2, used)
