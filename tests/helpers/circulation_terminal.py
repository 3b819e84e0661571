"""A terminal of the circulation system at which somebody serves one patron after the other, and what it was told."""

import contextlib
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import asyncpg

from tests.helpers.circulation_system import CirculationSystem, NotLentError

_KEPT = """
    SELECT c.number AS card, i.number AS copy FROM hold h JOIN item i ON i.id = h.item_id
    JOIN card c ON c.patron_id = h.patron_id AND c.status = 'active'
    WHERE h.status = 'ready' ORDER BY random() LIMIT 1
"""


@dataclass(frozen=True)
class Stock:
    """What is lent to whom: cards, titles and their copies' numbers."""

    cards: Sequence[str]
    titles: Sequence[int]
    copies: Sequence[str]


@dataclass
class Told:
    """What terminals were told, by the ids of loans and holds.

    Attributes:
        moved: how often each hold was moved on.
    """

    lent: set[int] = field(default_factory=set)
    returned: set[int] = field(default_factory=set)
    placed: set[int] = field(default_factory=set)
    collected: set[int] = field(default_factory=set)
    cancelled: set[int] = field(default_factory=set)
    moved: Counter[int] = field(default_factory=Counter)


class Terminal:
    """Lends, returns, places and cancels by chance, whatever others do meanwhile."""

    def __init__(
        self, conn: asyncpg.Connection, branch_id: int, stock: Stock, told: Told, rng: random.Random
    ) -> None:
        self._conn = conn
        self._system = CirculationSystem(conn, branch_id, told.moved)
        self._stock = stock
        self._told = told
        self._rng = rng

    async def serve(self) -> None:
        """Do one thing, if the system's rules let it be done."""
        ways: tuple[Callable[[], Awaitable[None]], ...] = (
            *(self._lend, self._lend, self._collect, self._collect),
            *(self._take_back, self._take_back, self._place, self._place, self._cancel),
        )
        with contextlib.suppress(NotLentError):
            await self._rng.choice(ways)()

    async def _lend(self) -> None:
        await self._lend_to(self._rng.choice(self._stock.cards), self._rng.choice(self._stock.copies))

    async def _collect(self) -> None:
        kept = await self._conn.fetchrow(_KEPT)
        if kept is not None:
            await self._lend_to(kept["card"], kept["copy"])

    async def _lend_to(self, card: str, copy: str) -> None:
        lent = await self._system.lend(card, copy)
        self._told.lent.add(lent.loan_id)
        if lent.hold_id is not None:
            self._told.collected.add(lent.hold_id)

    async def _take_back(self) -> None:
        returned = await self._system.take_back(self._rng.choice(self._stock.copies))
        self._told.returned.add(returned.loan_id)

    async def _place(self) -> None:
        hold_id = await self._system.place_hold(
            self._rng.choice(self._stock.cards), self._rng.choice(self._stock.titles)
        )
        if hold_id is not None:
            self._told.placed.add(hold_id)

    async def _cancel(self) -> None:
        hold_id = await self._conn.fetchval("SELECT id FROM hold ORDER BY random() LIMIT 1")
        if hold_id is not None and await self._system.cancel_hold(hold_id):
            self._told.cancelled.add(hold_id)
