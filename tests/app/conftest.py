"""A user's own folders, away from those of whoever runs the tests, and a demo to work in."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.appearance import Looks, apply, remove
from app.settings.folders import SETTINGS_VARIABLE
from app.settings.settings_files import DATABASE_VARIABLE, Settings
from services.own_schema.demo.hashes import STAFF_PASSWORD
from services.own_schema.demo.library import FEWEST_PATRONS, fill
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.secret import Secret
from tests.helpers.apart import run_apart
from tests.helpers.policies import policy_in
from tests.views.printing.printers import FakeSpooler


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, cheap_hasher: PasswordHasher) -> Path:
    """A demo library to be copied, in which checking a staff member's password costs next to nothing."""
    path = tmp_path_factory.mktemp("demo") / "library.sqlite3"
    run_apart(fill(f"sqlite:///{path}", patrons=FEWEST_PATRONS, seed=1))
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE staff SET hash = ?", (cheap_hasher.hash_now(Secret(STAFF_PASSWORD)),))
    return path


@pytest.fixture
async def library(sqlite_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Library]:
    """An open library in a file of its own."""
    async with open_library(sqlite_url, hasher=cheap_hasher) as opened:
        yield opened


@pytest.fixture
def looks(qtbot: object, qapp: QApplication) -> Iterator[Looks]:
    """Theme, icons and scans of the program, while a desk is open; on the loop of Qt."""
    made = apply(qapp, Settings())
    yield made
    remove(qapp, made)


@pytest.fixture(autouse=True)
def queues(monkeypatch: pytest.MonkeyPatch) -> FakeSpooler:
    """The computer's print queues: none, whatever printers stand beside the machine that runs the tests."""
    none = FakeSpooler(queues=())
    monkeypatch.setattr("views.printing.system_spooler.system_spooler", lambda: none)
    return none


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home: `config`, `data`, `log` and `state` are below it, and `site` for the administrator."""
    for method, name in (
        ("user_config_path", "config"),
        ("user_data_path", "data"),
        ("user_log_path", "log"),
        ("user_state_path", "state"),
    ):
        monkeypatch.setattr(f"platformdirs.{method}", lambda *_, folder=tmp_path / name, **__: folder)
    policy = policy_in(tmp_path / "site" / "policy.toml")
    monkeypatch.setattr("app.settings.folders.policy_place", lambda: policy)
    monkeypatch.delenv(SETTINGS_VARIABLE, raising=False)
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
    return tmp_path
