"""A circulation system's terminals work beside desks on the same titles: nothing is lost, and the line is kept."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from services.acts.holds import CancelHold, ChangeHold, StaffCancelHold
from services.acts.loans import RenewLoan
from services.contract.act_requests import ActRequest
from services.contract.errors import ActRefused, RowChanged
from services.own_schema.audit.verification import verify
from services.own_schema.database.tables import act, hold, hold_cancellation, loan
from services.own_schema.library import Library
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers.circulation_terminal import Stock, Terminal, Told
from tests.helpers.city import City
from tests.helpers.patrons import open_card
from tests.services.own_schema.schema.postgresql.calling import connected

TERMINALS = 3
TIMES = 40
CARDS = tuple(f"{200_000_000 + number}" for number in range(8))
BROKEN = """
    SELECT 'a copy is kept and lent' FROM hold h JOIN loan l ON l.item_id = h.item_id AND l.returned_on IS NULL
    UNION ALL
    SELECT 'somebody later has a copy' FROM hold found JOIN hold waits USING (bib_record_id)
    WHERE found.status <> 'waiting' AND waits.status = 'waiting'
      AND (waits.placed_at, waits.id) < (found.placed_at, found.id)
    UNION ALL
    SELECT 'another title''s copy' FROM hold h JOIN item i ON i.id = h.item_id WHERE i.bib_record_id <> h.bib_record_id
"""


@dataclass
class Acted:
    """What desks were told: their acts by id, and what was refused for what others had done."""

    acts: dict[str, ActRequest[Any]] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)


async def test_terminals_and_desks_at_once_lose_nothing_and_keep_the_line(city: City) -> None:
    """Whoever is in a deadlock is told an error, which would end this: nothing is tried again."""
    titles = [await city.town.title() for _ in range(3)]
    copies = tuple(f"8{place}000000{number}" for place in range(3) for number in range(2))
    for copy in copies:
        await city.town.item(titles[int(copy[1])], number=copy)
    for number in CARDS:
        await city.town.loan(await city.town.patron(number))
    before = {row["id"] for row in await city.town.all_rows(loan)}
    stock, done, desks = Stock(CARDS, titles, copies), Told(), Acted()
    async with AsyncExitStack() as stack:
        work = []
        for terminal in range(TERMINALS):
            conn = await stack.enter_async_context(connected(city, "circulation"))
            rng = random.Random(f"terminal {terminal}")
            work.append(_again(Terminal(conn, city.town.branch_id, stock, done, rng).serve))
        for who in ("counter", "other"):
            library = await stack.enter_async_context(city.open(who))
            work.append(_act(city, library, who, desks, random.Random(who)))
        async with asyncio.TaskGroup() as group:
            for each in work:
                group.create_task(each)
    told = (done.lent, done.returned, done.placed, done.collected, done.cancelled, desks.acts)
    assert all(told), told
    admin = await city.connect()
    try:
        assert [row[0] for row in await admin.fetch(BROKEN)] == []
        assert await admin.fetchval("SELECT count(*) FROM madoguchi.lent") == 0
    finally:
        await admin.close()
    rows = {row["id"]: row for row in await city.town.all_rows(loan)}
    assert rows.keys() == before | done.lent
    assert {its for its, row in rows.items() if row["returned_on"] is not None} == done.returned
    records = {row["id"]: row for row in await city.town.all_rows(act)}
    assert records.keys() == desks.acts.keys()
    by_desks = {
        row["subject_id"] for row in records.values() if row["verb"] in {"hold.cancel", "hold.staff_cancel"}
    }
    left = {row["id"] for row in await city.town.all_rows(hold)}
    assert done.placed == left | done.collected | done.cancelled | by_desks
    assert len(done.placed) == len(left) + len(done.collected) + len(done.cancelled) + len(by_desks)
    assert await city.town.how_many(hold_cancellation) == len(done.cancelled) + len(by_desks)
    assert (await verify(city.library.db)).findings == ()


async def _again(step: Callable[[], Awaitable[None]]) -> None:
    for _ in range(TIMES):
        await step()


async def _act(city: City, library: Library, who: str, desks: Acted, rng: random.Random) -> None:
    actor = city.actor(who)
    for _ in range(TIMES):
        snapshot = await open_card(library.backend.look_ups, rng.choice(CARDS), actor)
        orders: list[ActRequest[Any]] = [
            RenewLoan(
                actor=actor,
                patron_id=snapshot.patron.id,
                loan_id=row.id,
                seen_version=row.version,
                item_checked=True,
            )
            for row in snapshot.loans
        ]
        for row in snapshot.holds:
            about: dict[str, Any] = {"actor": actor, "patron_id": snapshot.patron.id}
            about |= {"hold_id": row.id, "seen_version": row.version}
            if row.status is HoldStatus.WAITING:
                there: dict[str, Any] = {"branch_id": row.branch_id, "stop_id": row.stop_id}
                orders.append(CancelHold(**about))
                orders.append(ChangeHold(**about, contact=ContactMethod.MAIL, **there))
            else:
                orders.append(StaffCancelHold(**about, reason="item_unavailable"))
        request = rng.choice(orders) if orders else None
        if request is None:
            continue
        try:
            await library.backend.acts.perform(request)
        except (ActRefused, RowChanged) as error:
            desks.refused[type(error).__name__] += 1
        else:
            desks.acts[request.act_id] = request
