"""A user's own folders, away from those of whoever runs the tests, and a demo to work in."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.settings.folders import SETTINGS_VARIABLE
from app.settings.settings_files import DATABASE_VARIABLE
from services.own_schema.demo.hashes import STAFF_PASSWORD
from services.own_schema.demo.library import FEWEST_PATRONS, fill
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
