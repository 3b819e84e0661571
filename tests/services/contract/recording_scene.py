"""A desk on another system, which records at a real counter."""

from dataclasses import dataclass

from services.acts.loans import RenewLoan
from services.contract.actor import Actor
from services.contract.snapshot import PatronSnapshot
from services.own_schema.audit.verification import verify
from services.own_schema.library import Library
from tests.helpers.beside_system import BesideSystem, Person
from tests.helpers.patrons import CARD, Town

HER = Person("koha:51", CARD)


@dataclass
class Scene:
    """A desk on the other system.

    Attributes:
        library, boss_library: as the desk's login and a supervisor's opened it.
    """

    system: BesideSystem
    library: Library
    town: Town
    actor: Actor
    boss: Actor
    boss_library: Library

    @property
    def is_file(self) -> bool:
        """Whether nothing but the program asks for a look before it reads what is kept."""
        return self.town.db.file is not None

    async def opened(self, actor: Actor | None = None) -> PatronSnapshot:
        answer = await self.system.by_card(CARD, actor or self.actor)
        assert isinstance(answer, PatronSnapshot)
        return answer

    async def renewal(self) -> RenewLoan:
        opened = await self.opened()
        return RenewLoan(actor=self.actor, patron_id=opened.patron.id, loan_id=7, seen_version=1)

    async def history(self, patron_id: int) -> list[tuple[str, str]]:
        await self.boss_library.recording.looks.looked(patron_id, self.boss, by_number=True)
        records = await self.boss_library.records.act_history.of_patron(patron_id, self.boss)
        return [(row.verb, row.outcome) for row in records.rows]

    async def holds(self) -> bool:
        """Tell whether the chains of acts are whole."""
        return (await verify(self.town.db)).findings == ()
