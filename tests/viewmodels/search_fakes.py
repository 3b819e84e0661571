"""Stand-ins for searching."""

import asyncio
from datetime import date

from services.actor import Actor
from services.rules.people.search import SearchText
from services.search.hits import Hit, Hits, ToldApart

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
