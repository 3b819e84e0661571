"""A list on SQLite beside other desks: nobody waits while it is read, and it is recorded before it is answered."""

import sqlite3
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from services.contract.errors import SystemBusy
from services.contract.today.suspension_list import SuspensionFilter
from services.own_schema.database.engine import Database
from services.own_schema.library import Library, build_library
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.password_hashing import PasswordHasher
from services.rules.vocabulary import SuspensionReason
from tests.helpers.kept_libraries import Kept
from tests.helpers.patrons import Town, clerk
from tests.services.acts.suspension_scene import SUPERVISOR

EVERY = SuspensionFilter()
LISTS: tuple[Callable[[Library], Coroutine[Any, Any, Any]], ...] = (
    lambda library: library.backend.suspension_lists.suspensions(EVERY, SUPERVISOR),
    lambda library: library.backend.suspension_lists.suspensions_for_file(EVERY, SUPERVISOR),
    lambda library: library.records.today.own_work(clerk()),
)

on_every_list = pytest.mark.parametrize("opened", LISTS, ids=["screen", "file", "own_work"])
pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


@pytest.fixture
async def library(kept_library: Kept, db: Database, cheap_hasher: PasswordHasher) -> Library:
    """One that waits half a second for a lock."""
    return build_library(db, MastersStore(db, await kept_library.masters(db)), cheap_hasher)


@contextmanager
def when_read(library: Library, act: Callable[[], None]) -> Iterator[None]:
    """Do something once, when the rows of a list have been read and its reading isn't ended yet."""
    acts = [act]

    def read(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(("WITH", "SELECT")) and "patron" in statement and acts:
            acts.pop()()

    engines = [engine.sync_engine for engine in library.db.engines]
    for engine in engines:
        event.listen(engine, "after_cursor_execute", read)
    try:
        yield
    finally:
        for engine in engines:
            event.remove(engine, "after_cursor_execute", read)
    assert not acts


def connected(library: Library) -> closing[sqlite3.Connection]:
    assert library.db.path is not None
    return closing(sqlite3.connect(library.db.path, timeout=0, isolation_level=None))


@on_every_list
async def test_another_desk_writes_while_a_list_is_read(
    library: Library, town: Town, opened: Callable[[Library], Coroutine[Any, Any, Any]]
) -> None:
    await town.suspend(await town.patron(), SuspensionReason.LONG_OVERDUE)
    refused: list[sqlite3.Error] = []
    with connected(library) as other:

        def write() -> None:
            try:
                other.execute("UPDATE patron SET version = version + 1")
            except sqlite3.Error as error:
                refused.append(error)

        with when_read(library, write):
            await opened(library)
    assert (refused, len(await town.looks())) == ([], 1)


@on_every_list
async def test_a_list_whose_record_cannot_be_written_is_not_answered(
    library: Library, town: Town, opened: Callable[[Library], Coroutine[Any, Any, Any]]
) -> None:
    await town.suspend(await town.patron(), SuspensionReason.LONG_OVERDUE)
    with connected(library) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SystemBusy):
            await opened(library)
    assert await town.looks() == []
