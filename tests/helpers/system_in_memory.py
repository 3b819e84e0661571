"""A library system in memory: it notes what it is asked, and fails when a test wants it to."""

import json
import unicodedata
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from services.contract.errors import ServiceError, SystemViewsUnfit
from services.systems.record_source import CardRow, ViewRow

READ_AT: Final = "2026-11-24T10:00:00+09:00"


def masters(**changed: Any) -> dict[str, Any]:
    """Give masters of two branches."""
    return {
        "version": 1,
        "system": "見本図書館システム 3.2",
        "fills": ["password", "cancelled_holds", "requests"],
        "branches": [
            {"key": "CPL", "name": "中央図書館", "short_name": "中央"},
            {"key": "FPL", "name": "南図書館", "short_name": "南"},
        ],
        "material_types": [{"key": "BK", "name": "図書"}],
        "restriction_types": [{"key": "MANUAL", "words": "手動の制限"}],
        "labels": [],
        **changed,
    }


def record(key: str, card: str | None, **changed: Any) -> dict[str, Any]:
    """Give the record of a patron with one loan, and one hold that is ready."""
    patron = {
        "name": "川口 花子",
        "kana": "カワグチ ハナコ",
        "birth_date": "1980-04-02",
        "phone": "048-222-1111",
        "branch": "CPL",
        "registered_on": "2020-04-01",
        "expires_on": "2030-03-31",
    }
    loan = {"key": "71", "title": "坊っちゃん", "material_type": "BK", "branch": "CPL", "renewals": 0}
    loan |= {"loaned_on": "2026-11-13", "due_on": "2026-11-27", "waiting": 0}
    hold = {"key": "81", "title": "三四郎", "status": "ready", "branch": "FPL", "shelf_until": "2026-12-01"}
    return {
        "version": 1,
        "read_at": READ_AT,
        "key": key,
        "patron": patron,
        "card": None if card is None else {"number": card},
        "restrictions": [],
        "password": None,
        "loans": [loan],
        "holds": [hold],
        "cancelled_holds": [],
        "requests": [],
        **changed,
    }


@dataclass
class SystemInMemory:
    """A `RecordSource`.

    Attributes:
        people: records by key.
        own: the masters.
        fails: what each question is answered with.
        lacks: the kinds of questions whose view isn't there.
        asked: what was asked, in order, with the key or number.
        before_record: is awaited before a record is read.
        before_mark: is called before a mark is read.
        found_by: tells whom the system takes a number for, in the place of a collation.
        cut_at: where a record's text ends.
    """

    people: dict[str, dict[str, Any]]
    own: dict[str, Any] = field(default_factory=masters)
    fails: ServiceError | None = None
    lacks: Collection[str] = ()
    asked: list[tuple[str, str]] = field(default_factory=list)
    before_record: Callable[[str], Awaitable[None]] | None = None
    before_mark: Callable[[], None] | None = None
    found_by: Callable[[str], Collection[str]] | None = None
    cut_at: int | None = None

    @property
    def kinds(self) -> list[str]:
        """What was asked, without whom."""
        return [kind for kind, _ in self.asked]

    def card_of(self, key: str) -> str | None:
        """Give the number of a patron's card."""
        card = self.people[key]["card"]
        return None if card is None else card["number"]

    async def masters(self) -> str:
        self._ask("masters", "")
        return json.dumps(self.own, ensure_ascii=False)

    async def cards(self, card_number: str) -> Sequence[CardRow]:
        self._ask("cards", card_number)
        found = self._compared(card_number) if self.found_by is None else self.found_by(card_number)
        return [CardRow(key, self.card_of(key)) for key in found]

    def _compared(self, card_number: str) -> list[str]:
        """Compare as a collation does."""
        wanted = _as_compared(card_number)
        return [key for key in self.people if _as_compared(self.card_of(key) or "") == wanted]

    async def by_key(self, key: str) -> ViewRow | None:
        if self.before_record is not None:
            await self.before_record(key)
        self._ask("record", key)
        found = self.people.get(key)
        return None if found is None else ViewRow(key, self.card_of(key), json.dumps(found)[: self.cut_at])

    async def mark(self, key: str) -> str | None:
        if self.before_mark is not None:
            self.before_mark()
        self._ask("mark", key)
        found = self.people.get(key)
        return None if found is None else str(hash(json.dumps(found)))

    async def sample(self, count: int) -> Sequence[str]:
        return list(self.people)[:count]

    def _ask(self, kind: str, of: str) -> None:
        self.asked.append((kind, of))
        if self.fails is not None:
            raise self.fails
        if kind in self.lacks:
            raise SystemViewsUnfit(())


def _as_compared(number: str) -> str:
    """Compare as a collation does that takes width, case, accents and blanks at the end for nothing."""
    plain = unicodedata.normalize("NFKD", number).rstrip()
    return "".join(it for it in plain if not unicodedata.combining(it)).casefold()
