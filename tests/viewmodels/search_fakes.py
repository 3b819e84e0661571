"""Stand-ins for searching."""

import asyncio
from datetime import date

from services.contract.actor import Actor
from services.contract.hits import Hit, Hits, ToldApart
from services.rules.people.search import SearchText
from services.rules.vocabulary import Role
from tests.viewmodels.fakes import Bench
from viewmodels.search import SearchViewModel

HANAKO = Hit(11, "川口 花子", "カワグチ ハナコ", None, None)
JIRO = Hit(12, "川田 次郎", "カワタ ジロウ", "河田", ToldApart(date(1979, 4, 1), "川口市朝日", "中央図書館"))


def words(text: str) -> SearchText:
    """Make what stands in the first field."""
    return SearchText(words=text)


class GatedSearches:
    """Searches that answer when the test says so, by what stands in the first field."""

    def __init__(self) -> None:
        self.asked: list[SearchText] = []
        self.actors: list[Actor] = []
        self.cancelled: list[str] = []
        self._answers: dict[str, asyncio.Future[Hits]] = {}

    def answer(self, text: str, answer: Hits | Exception) -> None:
        """Let the search for a text be answered."""
        if isinstance(answer, Exception):
            self._gate(text).set_exception(answer)
        else:
            self._gate(text).set_result(answer)

    async def find(self, text: SearchText, actor: Actor) -> Hits:
        self.asked.append(text)
        self.actors.append(actor)
        try:
            return await asyncio.shield(self._gate(text.words))
        except asyncio.CancelledError:
            self.cancelled.append(text.words)
            raise

    def _gate(self, text: str) -> asyncio.Future[Hits]:
        return self._answers.setdefault(text, asyncio.get_running_loop().create_future())


class Scene:
    """A desk at which somebody searches."""

    def __init__(self, role: Role = Role.COUNTER) -> None:
        self.bench = Bench(role=role)
        self.desk = self.bench.desk
        self.searches = GatedSearches()
        self.search = SearchViewModel(self.desk, self.searches, self.bench.bugs, pause=0)
        self.chosen = 0
        self.search.choosing.subscribe(self._choose)

    @property
    def is_open(self) -> bool:
        return self.search.open.value

    @property
    def hits(self) -> Hits | None:
        return self.search.hits.value

    def _choose(self, _: None) -> None:
        self.chosen += 1

    async def type(self, text: str) -> None:
        """Type, and let the search be asked for."""
        self.search.typed(words(text))
        await asyncio.sleep(0)

    async def find(self, text: str, answer: Hits | Exception) -> None:
        self.searches.answer(text, answer)
        await self.type(text)
        await self.search.search.settled()

    async def opened(self) -> None:
        await self.desk.look_up.settled()
