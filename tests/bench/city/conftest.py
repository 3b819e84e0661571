"""The masters with which a city is made."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from services.contract.masters import Masters
from services.own_schema.demo.library import opened, prepare
from services.rules.clock import TOKYO
from tests.helpers.postgres import Server

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
TODAY = NOW.date()


@pytest.fixture
async def masters(sqlite_url: str) -> Masters:
    async with opened(sqlite_url) as db, db.transaction() as conn:
        return await prepare(conn, NOW)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database with nothing in it; on SQLite not even the file is there."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    else:
        server: Server = request.getfixturevalue("postgres")
        with server.empty_database() as url:
            yield url
