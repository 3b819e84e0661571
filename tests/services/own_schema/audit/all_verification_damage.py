"""Whatever SQLite can hold in the records and seals, checking them tells it and goes on: no damage ends in a bug."""

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.contract.act_requests import ActRequest
from services.own_schema.audit.verification import Verified, verify
from services.own_schema.database.engine import Database
from services.own_schema.library import parts_of
from tests.helpers.chains import CLERK, DETAILS, record
from tests.helpers.patrons import Town
from tests.services.own_schema.audit.test_verification_unreadable import ON_SQLITE, UNREADABLE_JSON

UNLIKE_A_TIME = ("gestern", "", "9999-12-31 23:59:59-23:59", "0001-01-01 00:00:00+14:00", "infinity", "24:00")


@pytest.fixture
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


class Damage:
    """Six records and three seals in tables that hold anything, put back before each damage."""

    TABLES = ("act", "chain_seal")

    def __init__(self, url: str, run: asyncio.Runner) -> None:
        self._run = run
        self._db = Database.open(url)
        self._path = Path(url.removeprefix("sqlite:///"))
        run.run(self._fill())
        self._script(
            *(f"CREATE TABLE whole_{it} AS SELECT * FROM {it}" for it in self.TABLES),
            *(f"DROP TABLE {it}" for it in self.TABLES),
            *(f"CREATE TABLE {it} AS SELECT * FROM whole_{it}" for it in self.TABLES),
        )

    async def _fill(self) -> None:
        patron_id = await (await Town.found(self._db)).patron()
        for number in range(6):
            await record(
                self._db, ActRequest(actor=CLERK, patron_id=patron_id), subject_id=17, details=DETAILS
            )
            if number % 2:
                assert await parts_of(self._db).sealing(self._db).seal() is not None

    def _script(self, *statements: str) -> None:
        with closing(sqlite3.connect(self._path)) as plain, plain:
            for statement in statements:
                plain.execute(statement)

    def do(self, table: str, changes: Mapping[tuple[int, str], Any]) -> Verified:
        """Put everything back, change values by number and column, and check.

        A value is what SQLite stores: None, a number, bytes for a blob, `Raw` for the bytes of a text.
        """
        with closing(sqlite3.connect(self._path)) as plain, plain:
            for it in self.TABLES:
                plain.execute(f"DELETE FROM {it}")
                plain.execute(f"INSERT INTO {it} SELECT * FROM whole_{it}")
            for (number, column), value in changes.items():
                wanted, given_ = ("CAST(? AS TEXT)", value.text) if isinstance(value, Raw) else ("?", value)
                plain.execute(f"UPDATE {table} SET {column} = {wanted} WHERE rowid = ?", (given_, number))
        return self._run.run(verify(self._db))

    def end(self) -> None:
        self._run.run(self._db.dispose())


@dataclass(frozen=True)
class Raw:
    """The bytes of a text, UTF-8 or not."""

    text: bytes


@pytest.fixture
def damage(sqlite_url: str, loop: asyncio.Runner) -> Iterator[Damage]:
    made = Damage(sqlite_url, loop)
    yield made
    made.end()


VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.binary(max_size=12),
    st.builds(Raw, st.binary(max_size=12)),
    st.sampled_from([Raw(it.encode()) for it in (*UNREADABLE_JSON, *ON_SQLITE, *UNLIKE_A_TIME, "0" * 64)]),
)
CONTENT = (
    "id",
    "at",
    "branch_id",
    "workstation",
    "channel",
    "patron_id",
    "verb",
    "subject",
    "outcome",
    "details",
)
ANYWHERE = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def places(*columns: str, last: int = 6) -> st.SearchStrategy[dict[tuple[int, str], Any]]:
    place = st.tuples(st.integers(1, last), st.sampled_from(columns))
    return st.dictionaries(place, VALUES, min_size=1, max_size=6)


def is_as_before(column: str, value: Any) -> bool:
    return (column == "subject" and value is None) or value == {"branch_id": 1, "patron_id": 1}.get(
        column, b""
    )


@ANYWHERE
@given(changes=places(*CONTENT, "hash"))
def test_each_damaged_record_is_told_and_no_other_one(
    damage: Damage, changes: dict[tuple[int, str], Any]
) -> None:
    changes = {place: value for place, value in changes.items() if not is_as_before(place[1], value)}
    told = {it.sequence for it in damage.do("act", changes).findings if it.seal is None}
    damaged = {number for number, _ in changes}
    # Behind a record whose content and hash are both gone nothing tells what the next one followed on.
    lost = {number + 1 for number in damaged if (number, "hash") in changes}
    assert damaged <= told <= damaged | lost


@ANYWHERE
@given(changes=places(*CONTENT, "hash", "staff_id", "sequence", "subject_id"))
def test_damage_anywhere_is_found(damage: Damage, changes: dict[tuple[int, str], Any]) -> None:
    changes = {place: value for place, value in changes.items() if not is_as_before(place[1], value)}
    if any(value != place[0] for place, value in changes.items()):
        assert damage.do("act", changes).findings


@ANYWHERE
@given(changes=places("at", "heads", "hash", "sequence", last=3))
def test_damaged_seals_are_found(damage: Damage, changes: dict[tuple[int, str], Any]) -> None:
    if any(value != place[0] for place, value in changes.items()):
        assert any(it.login is None for it in damage.do("chain_seal", changes).findings)
