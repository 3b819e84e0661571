"""What a test of a desk on a system in memory looks at."""

from dataclasses import dataclass, replace

from services.contract.actor import Actor
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.audit.verification import verify
from services.own_schema.library import Library
from services.rules.vocabulary import Channel
from services.systems.beside.backend import SystemBackend
from tests.helpers.patrons import CARD, Town
from tests.helpers.system_in_memory import SystemInMemory


@dataclass
class Scene:
    """One desk."""

    backend: SystemBackend
    source: SystemInMemory
    library: Library
    town: Town
    actor: Actor

    @property
    def caller(self) -> Actor:
        """The same clerk at the phone."""
        return replace(self.actor, channel=Channel.PHONE)

    async def opened(self, number: str = CARD) -> PatronSnapshot:
        answer = await self.backend.look_ups.by_card(number, self.actor)
        assert isinstance(answer, PatronSnapshot)
        return answer

    async def called(self, number: str = CARD) -> PhoneSummary:
        answer = await self.backend.look_ups.by_card(number, self.caller)
        assert isinstance(answer, PhoneSummary)
        return answer

    async def purposes(self) -> list[str]:
        return [it["purpose"] for it in await self.town.looks()]

    async def holds(self) -> bool:
        """Tell whether the chains of acts are whole."""
        return (await verify(self.town.db)).findings == ()
