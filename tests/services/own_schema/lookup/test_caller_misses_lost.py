"""Misses of callers that aren't written, or whose answer nobody hears."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import event, text

from services.contract.errors import IdentityCheckEnded, IdentityNotConfirmed
from services.own_schema.database.tables import identity_check
from services.own_schema.library import Library
from tests.helpers.patrons import Town
from tests.services.own_schema.lookup.test_caller_misses import CALLER, TWO_WRONG, WRONG, by_number, patron_id

__all__ = ["patron_id"]

NEVER = "CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no disk'; END $$"
NEVER_COMMITTED = """
CREATE CONSTRAINT TRIGGER never AFTER INSERT ON identity_check DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION never()
"""


@asynccontextmanager
async def failing_commits(library: Library) -> AsyncIterator[None]:
    """Let no try be committed; on PostgreSQL it is the server itself that commits."""
    if library.db.dialect == "postgresql":
        async with library.db.transaction() as conn:
            await conn.execute(text(NEVER))
            await conn.execute(text(NEVER_COMMITTED))
        yield
        async with library.db.transaction() as conn:
            await conn.execute(text("DROP FUNCTION never CASCADE"))
        return
    engine = library.db.engines[0].sync_engine

    def fail(conn: Any) -> None:
        conn.exec_driver_sql("ROLLBACK")
        raise ConnectionResetError

    event.listen(engine, "commit", fail)
    yield
    event.remove(engine, "commit", fail)


@pytest.mark.parametrize("way", ["by number", "without"])
async def test_a_miss_that_is_not_written_is_not_told(
    library: Library, town: Town, patron_id: int, way: str
) -> None:
    identity = library.backend.identity
    async with failing_commits(library):
        trying = (
            identity.find(TWO_WRONG, CALLER) if way == "without" else identity.check(patron_id, WRONG, CALLER)
        )
        with pytest.raises(Exception) as caught:  # noqa: PT011 - the kind is the driver's business
            await trying
    assert not isinstance(caught.value, IdentityNotConfirmed | IdentityCheckEnded)
    assert await town.all_rows(identity_check) == []


async def test_what_is_cancelled_is_counted_or_was_not_answered(
    library: Library, town: Town, patron_id: int
) -> None:
    for _ in range(5):
        trying = asyncio.ensure_future(library.backend.identity.check(patron_id, WRONG, CALLER))
        await asyncio.sleep(0)
        trying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await trying
    counted = len(await town.all_rows(identity_check))
    assert counted <= 3
    expected = "patron until 10:15" if counted >= 2 else 2 - counted
    assert await by_number(library, patron_id) == expected
