"""Stand-ins for identifying callers."""

import asyncio

from services.contract.actor import Actor
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.rules.people.identity import CallerFacts
from tests.viewmodels.fakes import CARD_A, NOW, Bench, patron


def phone_summary(card: str = CARD_A) -> PhoneSummary:
    """Make what the phone sees of the patron whose id is the card's last two digits."""
    return PhoneSummary(NOW, card, int(card[-2:]), 5, 3, 1, 1, 2)


class Checks:
    """Checks that answer what the test says: the patron of `card`, or why not."""

    def __init__(self) -> None:
        self.card = CARD_A
        self.failure: Exception | None = None
        self.asked: list[tuple[int | None, CallerFacts, Actor]] = []
        self.ended: list[int] = []
        self.gate: asyncio.Event | None = None
        self.ending_gate: asyncio.Event | None = None
        self.ending_failure: Exception | None = None

    async def check(self, patron_id: int, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        return await self._compared(patron_id, facts, actor)

    async def find(self, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        return await self._compared(None, facts, actor)

    async def end(self, patron_id: int, actor: Actor) -> None:
        if self.ending_gate is not None:
            await self.ending_gate.wait()
        if self.ending_failure is not None:
            raise self.ending_failure
        self.ended.append(patron_id)

    async def _compared(self, patron_id: int | None, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        self.asked.append((patron_id, facts, actor))
        if self.gate is not None:
            await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        return patron(self.card)


async def on_the_phone(bench: Bench) -> None:
    """Switch a counter desk to the phone channel."""
    bench.desk.switch_channel.start()
    await bench.desk.switch_channel.settled()


async def open_phone_summary(bench: Bench, card: str = CARD_A) -> None:
    """Open a card of which the phone sees number and counts."""
    bench.look_ups.answer(card, phone_summary(card))
    bench.desk.typed(card)
    await bench.desk.look_up.settled()
