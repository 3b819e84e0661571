"""Who works while files come in: a dry run is in nobody's way, and on PostgreSQL an import is in few."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update

from services.own_schema.database.engine import Database
from services.own_schema.database.tables import hold, patron, reference_question
from services.own_schema.library import open_library
from services.own_schema.transfer.comparing import RowCounts
from services.own_schema.transfer.importing import import_folder
from services.rules.vocabulary import ContactMethod
from tests.helpers.apart import run_apart
from tests.helpers.patrons import open_card
from tests.services.own_schema.transfer.conftest import EVERYDAY, Folder, all_rows, varied

_ONE_WAITS = text(
    "SELECT count(*) FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid"
)
"""Whether somebody waits for the end of this transaction, which isn't idle while it asks."""


async def test_a_dry_run_keeps_nobody_waiting(filled: Folder) -> None:
    filled.write({"item": [varied("item", number=f"{number:09}") for number in range(1, 20)]})
    wrote: list[str] = []

    async def write() -> None:
        db = Database.open(filled.url, patience=0.0)
        async with db.transaction() as conn:
            await conn.execute(insert(reference_question).values(**_QUESTION))
        await db.dispose()

    def told(what: str, _done: int, _of: int) -> None:
        if what == "compare item":
            run_apart(write())
            wrote.append(what)

    await import_folder(filled.url, filled.path, dry_run=True, progress=told)

    assert wrote == ["compare item"]
    assert len((await all_rows(filled.url, "reference_question"))["reference_question"]) == 2


_QUESTION = {
    "patron_id": 7,
    "name": "x",
    "email": "x@example.jp",
    "question": "?",
    "status": "received",
    "received_at": datetime(2026, 11, 24, tzinfo=UTC),
}


@pytest.fixture
async def beside(postgres_url: str, tmp_path: Path) -> Folder:
    """Files that change a patron, for a library on PostgreSQL that has everyday rows."""
    folder = Folder(tmp_path, postgres_url)
    folder.write(EVERYDAY)
    await folder.brought()
    folder.clear()
    folder.write({"patron": [varied("patron", address="川口市朝日2-2-2")], "hold": EVERYDAY["hold"]})
    return folder


async def test_look_ups_go_on_while_rows_are_written(beside: Folder) -> None:
    seen: list[str | None] = []

    async def look_up() -> None:
        async with open_library(beside.url) as library:
            seen.append((await open_card(library.backend.look_ups)).patron.address)

    def told(what: str, _done: int, _of: int) -> None:
        if what == "write":
            run_apart(look_up())

    await import_folder(beside.url, beside.path, progress=told)
    await look_up()
    assert seen == ["川口市朝日1-1-1", "川口市朝日2-2-2"]


async def test_an_act_that_began_before_ends_and_the_import_follows(beside: Folder) -> None:
    """An act holds its patron and then wants other tables: an import that had those would wait for it in vain."""
    db = Database.open(beside.url)
    async with db.transaction() as conn:
        await conn.execute(select(patron.c.id).where(patron.c.id == 7).with_for_update(key_share=True))
        task = asyncio.create_task(beside.imported())
        while not task.done() and not (await conn.execute(_ONE_WAITS)).scalar_one():
            pass
        changed = update(hold).where(hold.c.id == 9).values(contact=ContactMethod.PHONE)
        await conn.execute(changed)
    done = await task
    await db.dispose()

    assert done.counts == {"patron": RowCounts(0, 1, 0), "hold": RowCounts(0, 1, 0)}
