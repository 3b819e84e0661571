"""Servers of their own, that are killed, frozen, stopped, and started again, or are no such server."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.contract import errors
from services.systems.koha.demo.server import prepare, serving
from services.systems.mariadb import connections
from tests.helpers.in_memory import folder_in_memory
from tests.helpers.mariadb import MariaDb


@pytest.fixture
def folder(mariadb_there: None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="madoguchi-mariadb-", dir=folder_in_memory()) as made:
        prepare(Path(made))
        yield Path(made)


async def test_a_desk_comes_back_after_its_server_was_killed(folder: Path) -> None:
    with serving(folder) as server:
        koha = await MariaDb(server).make_koha(patrons=1)
        async with koha.opened() as views:
            assert await views.by_key("1") is not None
            os.kill(server.process, signal.SIGKILL)
            with pytest.raises(errors.SystemUnreachable):
                await views.by_key("1")
            with serving(folder):
                assert await views.by_key("1") is not None
            with pytest.raises(errors.SystemUnreachable):
                await views.masters()


async def test_a_server_that_says_nothing_is_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(folder) as server:
        koha = await MariaDb(server).make_koha(patrons=1)
        async with koha.opened() as views:
            assert await views.by_key("1") is not None
            monkeypatch.setattr(connections, "_PATIENCE_S", 0.5)
            os.kill(server.process, signal.SIGSTOP)
            try:
                with pytest.raises(errors.SystemUnreachable):
                    await views.by_key("1")
                with pytest.raises(errors.SystemUnreachable):
                    async with koha.opened():
                        pass
            finally:
                os.kill(server.process, signal.SIGCONT)
            monkeypatch.undo()
            assert await views.by_key("1") is not None


async def test_another_product_is_refused_by_name(folder: Path) -> None:
    with serving(folder, ["--version=8.0.36"]) as server:
        koha = await MariaDb(server).make_koha()
        with pytest.raises(errors.SystemVersionUnfit) as refused:
            async with koha.opened():
                pass
    assert (refused.value.found, refused.value.wanted) == ("MySQL 8.0.36", "MariaDB 10.6")


async def test_a_server_that_is_too_old_is_refused_by_its_version(folder: Path) -> None:
    with serving(folder, ["--version=10.5.29-MariaDB"]) as server:
        koha = await MariaDb(server).make_koha()
        with pytest.raises(errors.SystemVersionUnfit) as refused:
            async with koha.opened():
                pass
    assert refused.value.found == "10.5.29-MariaDB"
