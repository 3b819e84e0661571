"""A stolen login of the staff that calls for acts in SQL of its own."""

import json
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import pytest

from services.contract.act_requests import new_act_id
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.own_schema.schema.postgresql.calling import Connect

LOOK = "CALL madoguchi_look($1, NULL, false, $2, 1, '2番窓口', 'look_up', NULL, NULL, NULL)"
FACTS = "SELECT madoguchi_facts($1, $2, '2番窓口', $3, $4, NULL, NULL, NULL)"
CARRY_OUT = (
    "SELECT came, facts, status, record FROM madoguchi_carry_out($1, $2, $3, $4, $5, $6, NULL, NULL, NULL)"
)

NO_ROW = "madoguchi: a change finds its row"
WITHIN = "madoguchi: what is told is within its bounds"


@dataclass(frozen=True)
class Hostile:
    """One login that sends what it likes."""

    conn: asyncpg.Connection
    name: str
    patron_id: int
    made: dict[str, Any] = field(default_factory=dict)

    async def look(self) -> None:
        await self.conn.fetch(LOOK, CARD, self.name)

    async def mark(self, patron_id: int | None = None) -> str:
        asked = patron_id or self.patron_id
        facts = json.loads(await self.conn.fetchval(FACTS, asked, self.name, new_act_id(), []))
        return str(facts["mark"])

    def record(self, verb: str, **others: Any) -> dict[str, Any]:
        return {
            "id": new_act_id(),
            "branch": 1,
            "workstation": "2番窓口",
            "channel": "counter",
            "by_phone": False,
            "verb": verb,
            "outcome": "done",
            "subject": None,
            "subject_id": None,
            "details": {},
            **self.made,
            **others,
        }

    async def call(
        self, verb: str, *changes: object, mark: str | None = None, by: str | None = None, **others: Any
    ) -> asyncpg.Record:
        wanted = mark if mark is not None else await self.mark()
        record = json.dumps(self.record(verb, **others))
        made: tuple[Any, ...] = (self.patron_id, by or self.name, record, json.dumps(changes), wanted, [])
        row = await self.conn.fetchrow(CARRY_OUT, *made)
        assert row is not None
        return row

    async def refused(self, verb: str, *changes: object, **others: Any) -> str:
        with pytest.raises(asyncpg.PostgresError) as caught:
            await self.call(verb, *changes, **others)
        assert (caught.value.detail, caught.value.hint) == (None, None)
        return str(caught.value.message)


@pytest.fixture
async def hostile(city: City, connect: Connect) -> Hostile:
    made = Hostile(await connect("counter"), city.names["counter"], await city.town.patron(CARD))
    await made.look()
    return made
