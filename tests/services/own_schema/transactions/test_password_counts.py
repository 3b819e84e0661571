"""How wrong logins are counted, and when they lock: by table on both databases, and whatever the numbers in a file."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, insert, select, update

from services.own_schema.database.calls import GivenParameters
from services.own_schema.database.tables import clock_offset, metadata, password_credential
from services.own_schema.database.tables.types import server_now
from services.own_schema.library import Library
from services.own_schema.transactions.password_try_statements import counted
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import CredentialKind
from tests.helpers.patrons import NOW, Town
from tests.services.acts.password_scene import OTHER, changed, credential, stored, with_password

__all__ = ["stored"]

NOBODY, MOST = 4711, DEFAULT_POLICY.wrong_logins_to_lock


@pytest.mark.parametrize(("before", "after"), [(0, 1), (3, 4), (4, 5), (5, 1), (7, 1)])
async def test_the_fifth_wrong_one_locks_and_the_count_begins_anew_after_it(
    library: Library, town: Town, stored: str, before: int, after: int
) -> None:
    await with_password(town, stored, wrong_logins=before, locked_until=NOW if before >= MOST else None)
    done = await changed(library, OTHER)
    kept = await credential(town)
    assert (kept["wrong_logins"], kept["locked_until"] is not None) == (after, after == MOST)
    assert done.result.until_lock == MOST - after


@pytest.fixture(scope="module")
def in_memory() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine, tables=[password_credential, clock_offset])
    with engine.connect() as conn:
        issued = {
            "patron_id": NOBODY,
            "hash": "$argon2id$x",
            "kind": CredentialKind.PATRON,
            "must_change": False,
        }
        conn.execute(insert(password_credential).values(issued_at=NOW, **issued))
        yield conn
    engine.dispose()


@given(st.integers(0, 8), st.integers(1, 6), st.integers(1, 60))
def test_a_count_at_the_limit_begins_anew(
    in_memory: Connection, before: int, most: int, minutes: int
) -> None:
    in_memory.execute(update(password_credential).values(wrong_logins=before, locked_until=None))
    now: datetime = in_memory.execute(select(server_now())).scalar_one()
    values = {"of_patron": NOBODY, "most": most, "lock_minutes": minutes}
    wrong, until = in_memory.execute(counted(GivenParameters()), values).one()
    assert wrong == (before + 1 if before < most else 1)
    assert (until is not None) == (wrong >= most)
    if until is not None:
        assert timedelta(minutes=minutes) <= until - now < timedelta(minutes=minutes, seconds=30)
