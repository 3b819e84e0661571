"""Whoever dies in the middle of an act leaves it done, with its record and its mail, or not done at all.

A password that the act tries may have been counted as a wrong one, which is committed before it is compared.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from services.acts.register import REGISTER
from services.contract.act_requests import ActRequest
from services.own_schema.audit.verification import verify
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import password_credential
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.patrons import Town
from tests.helpers.platforms import posix
from tests.services.acts.dying import Death, End, Job, Mortals, mortals
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.staging import Rows, StagedAct, all_rows, changed, records

pytestmark = posix("Windows has neither fork nor the signals to die by.")

MOST_STEPS = 100
PART_OF_A_PAGE = 3000

on_one_loop = pytest.mark.asyncio(loop_scope="module")


each_act = pytest.mark.parametrize("act", EVERY_ACT, ids=lambda act: act.name)


@pytest.fixture(scope="module")
def others() -> Iterator[Mortals]:
    with mortals() as started:
        yield started


class Bereaved:
    """The library whose acts are left by the dead, and what became of them.

    Attributes:
        undone, done: how many deaths left nothing, and the whole act.
    """

    def __init__(self, act: StagedAct, library: Library, town: Town) -> None:
        self._act, self._library, self._town = act, library, town
        self._order: ActRequest[Any] | None = None
        self._before: Rows = {}
        self._passwords: list[tuple[Any, ...]] = []
        self._servers: set[int] = set()
        self.undone = self.done = 0

    async def order(self) -> ActRequest[Any]:
        """Give an order that isn't carried out: the last one, sent again, or a new one."""
        if self._order is None:
            self._order = self._act.ordered(await self._act.staged(self._town, self._library))
            self._before = await all_rows(self._town.db)
            self._passwords = await passwords(self._town.db)
            if self._town.db.dialect == "postgresql":
                self._servers = await servers(self._town.db)
        return self._order

    async def look(self) -> None:
        """Look at what a dead one left."""
        order = await self.order()
        await self._wait_for_the_servers_end()
        found = changed(self._before, await all_rows(self._town.db))
        if not found:
            self.undone += 1
            return
        if found == {"password_credential"} and await passwords(self._town.db) == self._passwords:
            assert REGISTER[self._act.order].tries is not None  # counted and committed before it was compared
            self.undone += 1
            self._order = None  # the next order is of another patron, whose count is none
            return
        self.done += 1
        assert found == self._act.changes | {"act"}
        assert [record["id"] for record in await records(self._town, order)] == [order.act_id]
        self._order = None

    async def _wait_for_the_servers_end(self) -> None:
        """Wait until the database has noticed: what was sent before the death may still be at work."""
        db = self._town.db
        if db.dialect == "postgresql":
            while await servers(db) - self._servers:
                pass
        else:
            # A transaction would write the file's turn, and its log would grow faster than the size to die at.
            async with db.reading() as conn:
                assert (await conn.execute(text("PRAGMA integrity_check"))).scalars().all() == ["ok"]


async def passwords(db: Database) -> list[tuple[Any, ...]]:
    """Give every password there is, without the count of its wrong log-ins."""
    kept = password_credential.c
    statement = select(kept.patron_id, kept.hash, kept.version, kept.disabled_at).order_by(kept.patron_id)
    async with db.reading() as conn:
        return [tuple(row) for row in await conn.execute(statement)]


async def servers(db: Database) -> set[int]:
    """Give the numbers of the server's processes that serve this database; each ends when its client is dead."""
    statement = """
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""
    async with db.reading() as conn:
        return set((await conn.execute(text(statement))).scalars())


@on_one_loop
@each_act
async def test_killed_at_any_step_an_act_is_done_or_not(
    act: StagedAct, others: Mortals, shared_url: str, shared_library: Library, shared_town: Town
) -> None:
    left = Bereaved(act, shared_library, shared_town)
    for step in range(1, MOST_STEPS):
        job = Job(shared_url, act.name, await left.order(), Death(step=step))
        end = others.perform(job)
        await left.look()
        if end is End.DONE:
            break
    assert left.undone > 5
    assert left.done > 1
    assert (await verify(shared_town.db)).findings == ()


@pytest.fixture
async def file_library(sqlite_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Library]:
    async with open_library(sqlite_url, hasher=cheap_hasher) as opened:
        yield opened


@each_act
async def test_killed_in_a_write_to_the_disk_an_act_is_not_done(
    act: StagedAct, others: Mortals, sqlite_url: str, file_library: Library
) -> None:
    left = Bereaved(act, file_library, await Town.found(file_library.db))
    log = Path(f"{sqlite_url.removeprefix('sqlite:///')}-wal")
    begun, last = 0, None
    for size in range(0, MOST_STEPS * PART_OF_A_PAGE, PART_OF_A_PAGE):
        order = await left.order()
        if order is not last:
            begun, last = log.stat().st_size, order
        end = others.perform(Job(sqlite_url, act.name, order, Death(file_size=begun + size)))
        await left.look()
        if end is End.DONE:
            break
        assert left.done == 0
    assert left.undone > 5
    assert left.done == 1
