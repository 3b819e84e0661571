"""What the program loads until its sign-in can be used: three quarters of a start are imports."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
OURS: Final = ("app", "views", "viewmodels", "services")
MOST: Final = 130
"""Modules of ours; a start has no time for more."""
NEVER: Final = (
    *("sqlalchemy", "aiosqlite", "asyncpg", "alembic", "argon2", "reportlab", "tomlkit", "holidays"),
    *("urllib.parse", "hmac", "email", "PySide6.QtPdf", "PySide6.QtPrintSupport", "PySide6.QtMultimedia"),
    *("app.desk.composition", "app.signed_in", "app.sign_in_attempts"),
    *(
        "views.desk.desk_window",
        "views.panels",
        "views.text.messages",
        "views.circulation",
        "views.language.dates",
    ),
    *("viewmodels.core.notes", "viewmodels.desk"),
    *("services.acts", "services.contract.snapshot", "services.contract.backend", "services.rules.policy"),
    *("services.rules.clock", "services.rules.circulation", "services.rules.people", "services.own_schema"),
)
"""Modules and folders that what stands behind the sign-in needs."""
_SCRIPT: Final = """
import os, sys
from tests.bench import starting

def tell(*_):
    print(*sys.modules, flush=True)
    os._exit(0)

starting.Report.note = tell
import app.lifecycle
app.lifecycle._FIRST_PICTURE = 3600  # nothing is loaded behind the window
starting.desk(sys.argv[1:])
"""


def loaded(*words: str) -> frozenset[str]:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return frozenset(done.stdout.split())


def within(modules: frozenset[str], folders: tuple[str, ...]) -> set[str]:
    return {it for it in modules if any(it == each or it.startswith(f"{each}.") for each in folders)}


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


@pytest.mark.usefixtures("quiet")
def test_the_sign_in_loads_nothing_of_what_stands_behind_it(tmp_path: Path) -> None:
    modules = loaded("--database", f"sqlite:///{tmp_path}/library.sqlite3")
    assert within(modules, NEVER) == set()
    assert len(within(modules, OURS)) <= MOST


@pytest.mark.usefixtures("quiet")
def test_the_demos_sign_in_loads_its_accounts_as_well() -> None:
    modules = loaded("--demo")
    own = {f"services.own_schema{it}" for it in ("", ".demo", ".demo.accounts", ".demo.hashes")}
    assert within(modules, NEVER) <= own
    assert len(within(modules, OURS)) <= MOST + len(own)


def test_no_other_desk_loads_what_reads_a_system() -> None:
    told = (
        "import sys, app.desk.desk_features, app.signed_in, services.own_schema.library;"
        "print({'asyncmy', 'keyring', 'jsonschema', 'services.systems.beside'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"
