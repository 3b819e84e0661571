"""A circulation system's terminals on the clerks' own patrons, and a thief with the same login beside both."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import asyncpg
from sqlalchemy.engine import make_url

from services.own_schema.library import open_library
from services.own_schema.staff.service_accounts import Service, ServiceLogins
from services.rules.secret import Secret
from tests.helpers.circulation_terminal import Stock, Terminal, Told
from tests.helpers.patrons import Town
from tests.reliability.clerk import all_at_work_during
from tests.reliability.kills import more_answered
from tests.reliability.ledger import Beside, Ledger
from tests.reliability.node import node
from tests.reliability.report import Figure
from tests.reliability.scene import HASHER, Scene, clerks, set_scene

_TERMINALS = 3
_TITLES = 4
_LOGIN, _PASSWORD = "circulation", "貸出システムの合言葉"
_THEFTS = (
    "UPDATE loan SET returned_on = NULL WHERE id = (SELECT max(id) FROM loan WHERE returned_on IS NOT NULL)",
    "DELETE FROM hold WHERE id = (SELECT max(id) FROM hold)",
    """
    UPDATE hold SET status = 'in_transit', item_id = i.id FROM item i
    WHERE NOT EXISTS (SELECT FROM loan l WHERE l.item_id = i.id AND l.returned_on IS NULL)
      AND NOT EXISTS (SELECT FROM hold k WHERE k.item_id = i.id)
      AND hold.id = (
          SELECT max(h.id) FROM hold h JOIN hold e USING (bib_record_id)
          WHERE h.status = 'waiting' AND h.bib_record_id = i.bib_record_id AND e.status = 'waiting'
            AND (e.placed_at, e.id) < (h.placed_at, h.id))
    """,
    """
    INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact)
    SELECT p.id, b.id, 'waiting', '2020-01-01', p.branch_id, 'none' FROM patron p, bib_record b
    WHERE NOT EXISTS (SELECT FROM hold h WHERE h.patron_id = p.id AND h.bib_record_id = b.id) LIMIT 1
    """,
)
_BROKEN = """
    SELECT 'a copy is kept and lent: ' || h.item_id FROM hold h
    JOIN loan l ON l.item_id = h.item_id AND l.returned_on IS NULL
    UNION ALL
    SELECT 'another title''s copy: ' || h.id FROM hold h JOIN item i ON i.id = h.item_id
    WHERE i.bib_record_id <> h.bib_record_id
    UNION ALL SELECT 'noted and not forgotten' FROM madoguchi.lent
    UNION ALL SELECT 'noted and not forgotten' FROM madoguchi.taken
"""


@dataclass
class _Thief:
    """Somebody who has the system's login.

    Attributes:
        refused: how often the database said no.
        stolen: what went through.
    """

    conn: asyncpg.Connection
    rng: random.Random
    refused: int = 0
    stolen: list[str] = field(default_factory=list)

    async def steal(self) -> None:
        """Try one thing that is forbidden."""
        theft = self.rng.choice(_THEFTS)
        try:
            done = await self.conn.execute(theft)
        except asyncpg.InsufficientPrivilegeError:
            self.refused += 1
        except asyncpg.UniqueViolationError:
            pass  # its copy went to somebody else meanwhile
        else:
            if not done.endswith(" 0"):
                self.stolen.append(f"went through: {theft}")


async def _stock(scene: Scene) -> Stock:
    """Give the system its login, and titles with two copies each."""
    async with open_library(scene.url, hasher=HASHER) as library:
        logins = ServiceLogins(library.db, library.masters)
        await logins.give(_LOGIN, Service.CIRCULATION, Secret(_PASSWORD))
        town = await Town.found(library.db)
        titles, copies = [], []
        for place in range(_TITLES):
            titles.append(await town.title())
            for number in range(2):
                copies.append(f"8{place}000000{number}")
                await town.item(titles[-1], number=copies[-1])
        cards = [number for charge in scene.charges for number in charge.cards]
        return Stock(cards, titles, copies)


async def _look(scene: Scene, told: Told) -> list[str]:
    """Find loans that were lost or are nobody's, and what can't be so."""
    conn = await asyncpg.connect(make_url(scene.url).set(drivername="postgresql").render_as_string(False))
    try:
        findings = [str(row[0]) for row in await conn.fetch(_BROKEN)]
        lent = {
            row["id"]: row
            for row in await conn.fetch(
                "SELECT id, returned_on FROM loan WHERE item_id IN "
                "(SELECT id FROM item WHERE number LIKE '8%')"
            )
        }
    finally:
        await conn.close()
    back = {its for its, row in lent.items() if row["returned_on"] is not None}
    findings += [f"lost or nobody's loan: {its}" for its in lent.keys() ^ told.lent]
    return findings + [f"lost or nobody's return: {its}" for its in back ^ told.returned]


async def circulation(seed: int, acts: int) -> Figure:
    """Lend, return, place and move holds beside clerks who act on them, while a thief tries what is forbidden."""
    ledger, told = Ledger(), Told()
    async with node("circulation") as server, AsyncExitStack() as stack:
        scene = await set_scene(server.url_of("postgres"), acts)
        stock = await _stock(scene)
        url = server.url.set(drivername="postgresql", username=_LOGIN, password=_PASSWORD)

        async def connected() -> asyncpg.Connection:
            conn = await asyncpg.connect(url.render_as_string(hide_password=False))
            stack.push_async_callback(conn.close)
            return conn

        branch_id = scene.charges[0].branch_id
        chances = [random.Random(f"{seed} circulation {number}") for number in range(_TERMINALS + 1)]
        thief = _Thief(await connected(), chances.pop())
        steps = [Terminal(await connected(), branch_id, stock, told, rng).serve for rng in chances]
        desks = await stack.enter_async_context(clerks(scene, ledger, seed))
        for desk in desks:
            desk.beside_others = True
        await all_at_work_during(desks, _beside([*steps, thief.steal], more_answered(ledger, acts)))
        beside = Beside(len(told.placed), len(told.collected), len(told.cancelled), told.moved)
        findings = await scene.findings(ledger, beside=beside) + await _look(scene, told) + thief.stolen
        done = (
            f"{len(told.lent)} lent, {len(told.returned)} returned, {beside.placed} holds placed, "
            f"{told.moved.total()} moved on, {beside.collected} collected, {beside.cancelled} cancelled, "
            f"{thief.refused} thefts refused"
        )
        return Figure("circulation", done, ledger.told(), findings)


async def _beside(steps: list[Callable[[], Awaitable[None]]], until: Coroutine[Any, Any, None]) -> None:
    """Do each step again and again until something has come about."""
    async with asyncio.TaskGroup() as group:
        enough = group.create_task(until)

        async def again(step: Callable[[], Awaitable[None]]) -> None:
            while not enough.done():
                await step()

        for step in steps:
            group.create_task(again(step))
