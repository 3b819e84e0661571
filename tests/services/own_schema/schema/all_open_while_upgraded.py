"""A library that is upgraded while a program has it open: that is told at its next look or act, and nothing is done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.acts.contact import ChangeEmail
from services.contract.actor import Actor
from services.contract.errors import SchemaMismatch
from services.own_schema.database.tables import metadata, patron_gram
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.revision import REVISION
from services.own_schema.schema import upgrade
from services.own_schema.schema.connected import connected
from services.rules.people.search import SearchText
from tests.helpers.city import City
from tests.helpers.next_revision import NEXT, next_program
from tests.helpers.patrons import CARD, Town, clerk
from tests.services.own_schema.worker.test_worker import worker


@dataclass
class Open:
    """A program's open library, and the tests' own way to its rows."""

    url: str
    library: Library
    town: Town
    actor: Actor
    patron_id: int

    async def rows(self) -> dict[str, list[dict[str, Any]]]:
        return {
            table.name: await self.town.all_rows(table)
            for table in metadata.sorted_tables
            if table is not patron_gram
        }

    async def is_told(self, tmp_path: Path) -> None:
        """Upgrade under it, and do all that a desk does."""
        with next_program(tmp_path):
            await upgrade.upgrade(self.url)
        before = await self.rows()
        backend, records = self.library.backend, self.library.records
        request = ChangeEmail(
            actor=self.actor, patron_id=self.patron_id, address="neu@example.jp", seen_version=1
        )
        for attempt in (
            lambda: backend.look_ups.by_card(CARD, self.actor),
            lambda: backend.look_ups.refresh(self.patron_id, self.actor),
            lambda: backend.searches.find(SearchText(words="カワグチ"), self.actor),
            lambda: backend.acts.perform(request),
            lambda: records.today.own_work(self.actor),
        ):
            with pytest.raises(SchemaMismatch) as caught:
                await attempt()
            assert (caught.value.found, caught.value.wanted) == (NEXT, REVISION)
        assert await self.rows() == before


@asynccontextmanager
async def on_file(url: str, hasher: PasswordHasher) -> AsyncIterator[Open]:
    async with open_library(url, hasher=hasher) as own, open_library(url, hasher=hasher) as library:
        own.db._keeps_to_revision = False  # noqa: SLF001 - the tests' own
        town = await Town.found(own.db)
        yield Open(url, library, town, clerk(), await town.patron(CARD))


@asynccontextmanager
async def on_server(city: City, who: str = "counter") -> AsyncIterator[Open]:
    async with city.open(who) as library:
        yield Open(city.url, library, city.town, city.actor(who), await city.town.patron(CARD))


async def test_a_desk_on_a_file_is_told(
    sqlite_url: str, tmp_path: Path, cheap_hasher: PasswordHasher
) -> None:
    async with on_file(sqlite_url, cheap_hasher) as desk:
        await desk.library.backend.look_ups.by_card(CARD, desk.actor)
        await desk.is_told(tmp_path)


async def test_a_desk_on_a_server_is_told(city: City, tmp_path: Path) -> None:
    async with on_server(city) as desk:
        await desk.library.backend.look_ups.by_card(CARD, desk.actor)
        await desk.is_told(tmp_path)


async def test_what_the_library_does_not_know_any_more_is_why(city: City, tmp_path: Path) -> None:
    async with on_server(city) as desk:
        look_up = desk.library.backend.look_ups.by_card
        await look_up(CARD, desk.actor)
        admin = await city.connect()
        await admin.execute("ALTER PROCEDURE madoguchi_look RENAME TO madoguchi_look_2")
        with pytest.raises(DBAPIError):  # a bug, as long as the revision is the program's
            await look_up(CARD, desk.actor)
        await admin.execute(f"UPDATE alembic_version SET version_num = '{NEXT}'")
        with pytest.raises(SchemaMismatch) as caught:
            await look_up(CARD, desk.actor)
        assert caught.value.found == NEXT
        await admin.execute("ALTER PROCEDURE madoguchi_look_2 RENAME TO madoguchi_look")
        await admin.execute(f"UPDATE alembic_version SET version_num = '{REVISION}'")
        await admin.close()


async def ends(library: Library, url: str, tmp_path: Path) -> None:
    await worker(library, None).once()
    with next_program(tmp_path):
        await upgrade.upgrade(url)
    with pytest.raises(SchemaMismatch):
        await worker(library, None).until(asyncio.Event())


async def test_a_worker_on_a_file_ends(sqlite_url: str, tmp_path: Path) -> None:
    async with open_library(sqlite_url) as library:
        await ends(library, sqlite_url, tmp_path)


async def test_a_worker_on_a_server_ends(city: City, tmp_path: Path) -> None:
    async with city.open("worker") as library:
        await ends(library, city.url, tmp_path)


async def test_who_is_connected_is_named(city: City) -> None:
    assert await connected(city.url) == ()
    async with on_server(city) as desk, city.open("phone"):
        await desk.library.backend.look_ups.by_card(CARD, desk.actor)
        portal = await city.connect("portal")
        told = {it.login: it.program for it in await connected(city.url)}
        await portal.close()
    assert told == {
        city.names["counter"]: f"madoguchi {REVISION}",
        city.names["phone"]: f"madoguchi {REVISION}",
        city.names["portal"]: "",
    }


async def test_another_systems_program_says_no_revision_and_goes_on(city: City) -> None:
    """Only who names another revision is told."""
    patron_id = await city.town.patron(CARD)
    conn = await city.connect("counter")
    call = f"CALL madoguchi_look(NULL, {patron_id}, false, session_user, 1, 'w', 'look_up', NULL, NULL, NULL)"
    for program in ("psql", f"madoguchi {REVISION}"):
        await conn.execute(f"SET application_name = '{program}'")
        await conn.execute(call)
    await conn.execute("SET application_name = 'madoguchi 9999'")
    with pytest.raises(asyncpg.PostgresError) as caught:
        await conn.execute(call)
    assert caught.value.sqlstate == f"M{REVISION}"
    await conn.close()


async def test_a_transaction_with_the_connection_is_left_clean(
    sqlite_url: str, tmp_path: Path, cheap_hasher: PasswordHasher
) -> None:
    async with on_file(sqlite_url, cheap_hasher) as desk:
        with next_program(tmp_path):
            await upgrade.upgrade(desk.url)
        for _ in range(5):
            with pytest.raises(SchemaMismatch):
                async with desk.library.db.transaction():
                    pytest.fail("it began")
        async with desk.town.db.transaction() as conn:
            await conn.execute(text("UPDATE patron SET email = NULL"))
