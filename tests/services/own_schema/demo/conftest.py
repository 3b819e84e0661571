"""One demo library for all of these tests: they look at it and change nothing that another would see."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from services.contract.actor import Actor, StaffMember
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.engine import Database
from services.own_schema.demo.library import fill
from services.own_schema.demo.opening import DEMO_PATRONS
from services.own_schema.lookup.look_up_sqlite import LookUpsSqlite
from services.own_schema.masters.masters_store import MastersStore
from services.rules.clock import TOKYO
from services.rules.vocabulary import Channel, Role
from tests.helpers.apart import run_apart

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
TODAY = NOW.date()
PATRONS = DEMO_PATRONS


class Demo:
    """The open library, with a supervisor at the counter."""

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self.db = db
        self.masters = masters
        self.look_ups = LookUpsSqlite(db, masters)
        self.actor = Actor(
            StaffMember("supervisor", "責任者", Role.SUPERVISOR), 1, "1番窓口", Channel.COUNTER
        )

    async def look(self, card: int | str) -> PatronSnapshot:
        answer = await self.look_ups.by_card(str(card), self.actor)
        assert isinstance(answer, PatronSnapshot)
        return answer


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "library.sqlite3"
    run_apart(fill(f"sqlite:///{path}", patrons=PATRONS, seed=1, now=NOW))
    return path


@pytest.fixture
async def demo(demo_file: Path) -> AsyncIterator[Demo]:
    db = Database.open(f"sqlite:///{demo_file}")
    yield Demo(db, await MastersStore.load(db))
    await db.dispose()
