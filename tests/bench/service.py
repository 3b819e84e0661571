"""What is measured of the services: acts, and beside look-ups the same statement in plain sqlite3."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Final

from sqlalchemy.dialects import sqlite

from services.acts.contact import ChangeEmail
from services.contract.actor import Actor, StaffMember
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.act_records import access_insert, access_values
from services.own_schema.library import Library
from services.own_schema.lookup.look_up_recording import reading_by_record
from services.own_schema.lookup.look_up_statement import LookUpKey, full
from services.rules.people.looks import Purpose
from services.rules.vocabulary import Channel, Role

ACTOR: Final = Actor(StaffMember("bench", "窓口 担当", Role.COUNTER), 1, "bench", Channel.COUNTER)
_PATRONS = 5
_PRAGMAS = """
    PRAGMA foreign_keys = ON;
    PRAGMA synchronous = NORMAL;
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = ON;
"""


@contextmanager
def plain_looks(path: Path) -> Iterator[Callable[[str], None]]:
    """Give what reads the patron of a card and commits the record of it, by a look-up's statement and nothing else."""
    key = LookUpKey.CARD_NUMBER
    statement = reading_by_record(full(key), access_insert(key))
    compiled = statement.compile(dialect=sqlite.dialect(paramstyle="named"))
    values = {**compiled.params, **access_values(ACTOR, Purpose.LOOK_UP)}
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(_PRAGMAS)

        def look(card: str) -> None:
            assert len(connection.execute(compiled.string, {**values, key.value: card}).fetchall()) == 1

        yield look


class Acting:
    """Changes the addresses of a few patrons in turn; each is looked up once, at their first turn."""

    def __init__(self, opened: Library, numbers: Sequence[str], actor: Actor = ACTOR) -> None:
        self._actor = actor
        self._opened = opened
        self._numbers = cycle(numbers[:_PATRONS])
        self._count = 0
        self._open: dict[str, PatronSnapshot] = {}

    async def act(self) -> None:
        """Carry out one act; each answers the next one's version."""
        number = next(self._numbers)
        shown = self._open.get(number)
        if shown is None:
            found = await self._opened.backend.look_ups.by_card(number, self._actor)
            assert isinstance(found, PatronSnapshot)
            shown = found
        self._count += 1
        address = f"patron{self._count}-{time.monotonic_ns()}@example.jp"
        request = ChangeEmail(
            actor=self._actor, patron_id=shown.patron.id, address=address, seen_version=shown.patron.version
        )
        answer = (await self._opened.backend.acts.perform(request)).answer
        assert isinstance(answer, PatronSnapshot)
        self._open[number] = answer
