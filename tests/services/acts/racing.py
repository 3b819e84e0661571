"""Two desks that act at the same moment, and what a patron has afterwards."""

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.util import await_only

from services.own_schema.database.engine import Database
from services.own_schema.database.tables import access_log, act, metadata, patron
from services.own_schema.database.tables.types import Instant
from tests.helpers.waiting import HOPELESS

_ACTS = ("BEGIN IMMEDIATE", "madoguchi_carry_out")
_LOCKS_OF_A_TRY = 2  # in a file one transaction counts, the next one compares
_CLEARS_OR_READS = ("BEGIN IMMEDIATE", "madoguchi_facts", "madoguchi_clear(", "madoguchi_end_shelves(")
# Which row it is, and by whom, differs from race to race; what it says doesn't.
_KEYS = frozenset(
    {
        "id",
        "patron_id",
        "bib_record_id",
        "item_id",
        "freed_item_id",
        "replaced_by_id",
        "suspension_id",
        "hold_id",
    }
)
_PERSONAL = frozenset({"hash", "number", "started_by", "lifted_by", "reported_by", "settled_by", "tried_by"})


async def at_once(
    databases: tuple[Database, Database],
    works: tuple[Awaitable[Any], Awaitable[Any]],
    *,
    tries: tuple[bool, bool] = (False, False),
    clears: bool = False,
) -> tuple[Any, Any]:
    """Do two works on a connection each; both go for the lock of their act when both have come to it.

    Args:
        databases: a connection's each.
        works: two acts, both planned on the facts before either.
        tries: which of them try a password, which is counted and compared before the lock of its act.
        clears: one of them is the worker's; the act, which may be refused before any lock, waits for its facts.

    Returns:
        Their answers, or what they raised.
    """
    barrier = asyncio.Barrier(2)
    async with asyncio.timeout(HOPELESS):
        words = _CLEARS_OR_READS if clears else _ACTS
        with ExitStack() as held:
            for db, a_try in zip(databases, tries, strict=True):
                before = _LOCKS_OF_A_TRY if a_try and db.dialect == "sqlite" else 0
                held.enter_context(_held(db, barrier, words, before))
            outcomes = await asyncio.gather(*works, return_exceptions=True)
    return outcomes[0], outcomes[1]


@contextmanager
def _held(db: Database, barrier: asyncio.Barrier, words: tuple[str, ...], before: int) -> Iterator[None]:
    """Hold a desk at the first statement with one of these words after so many that pass."""
    left = before + 1

    def wait(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        nonlocal left
        if left and any(word in statement for word in words):
            left -= 1
            if not left:
                await_only(barrier.wait())

    event.listen(db.engines[0].sync_engine, "before_cursor_execute", wait)
    try:
        yield
    finally:
        event.remove(db.engines[0].sync_engine, "before_cursor_execute", wait)
    assert not left, "this desk never came to a lock"


async def state_of(db: Database, patron_id: int) -> dict[str, list[dict[str, Any]]]:
    """Read what a patron's rows say, in every table: no keys and moments, by which one patron differs from another."""
    state = {}
    async with db.reading() as conn:
        for table in metadata.sorted_tables:
            owner = table.c.id if table is patron else table.c.get("patron_id")
            if owner is None or table in {act, access_log}:
                continue
            rows = (await conn.execute(select(table).where(owner == patron_id))).mappings()
            said = [
                {
                    column.name: (value is not None) if isinstance(column.type, Instant) else value
                    for column, value in zip(table.c, row.values(), strict=True)
                    if column.name not in _KEYS | _PERSONAL
                }
                for row in rows
            ]
            state[table.name] = sorted(said, key=repr)
    return state
