"""The masters with which a city is made."""

from datetime import datetime

import pytest

from services.clock import TOKYO
from services.demo.library import opened, prepare
from services.masters.masters import Masters

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
TODAY = NOW.date()


@pytest.fixture
async def masters(sqlite_url: str) -> Masters:
    async with opened(sqlite_url) as db, db.transaction() as conn:
        return await prepare(conn, NOW)
