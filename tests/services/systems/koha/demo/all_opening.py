"""The invented Koha of one run: it is there, it is read, and nothing of it is left."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app.koha_demo import DemoInventions
from services.contract.errors import ProgramMissing
from services.systems.koha.demo import server
from services.systems.koha.demo.hostile import HOSTILE, key_of
from services.systems.koha.demo.library import FIRST_CARD
from services.systems.koha.demo.opening import FOLDER, demo_koha
from services.systems.mariadb.views import open_views
from tests.helpers.mariadb import MariaDb, today

KILLED = """
import asyncio
from app.koha_demo import DemoInventions
from services.systems.koha.demo.opening import demo_koha
from tests.helpers.mariadb import today
async def run():
    async with demo_koha(DemoInventions(1, today()), today(), patrons=1) as koha:
        print(koha.address, flush=True)
        await asyncio.sleep(600)
asyncio.run(run())
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the demo's folders are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("mariadb")
async def test_it_is_read_and_then_gone(folder: Path) -> None:
    async with demo_koha(DemoInventions(1, today()), today(), patrons=3) as koha:
        assert [it.name[: len(FOLDER)] for it in folder.iterdir()] == [FOLDER]
        async with open_views(koha.address, koha.password) as views:
            assert len(await views.cards(str(FIRST_CARD))) == 1
            for name in HOSTILE:
                assert await views.by_key(str(key_of(name))) is not None
        assert koha.password.reveal() not in repr(koha)

    assert list(folder.iterdir()) == []


async def test_where_no_mariadb_is_that_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "find_program", lambda: None)

    with pytest.raises(ProgramMissing) as missing:
        async with demo_koha(DemoInventions(1, today()), today()):
            pass
    assert missing.value.program == "MariaDB"
    assert list(folder.iterdir()) == []


def test_a_killed_program_leaves_no_server(mariadb: MariaDb, tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", KILLED], stdout=subprocess.PIPE, env=environment, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline().startswith("mysql://")
        (noted,) = tmp_path.glob(f"{FOLDER}*/pid")
        number = int(noted.read_text())
        program.send_signal(signal.SIGKILL)
    while Path(f"/proc/{number}").exists():
        os.sched_yield()
