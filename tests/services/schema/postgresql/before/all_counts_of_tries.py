"""While the tables are open, no update of a password passes for the count of a try."""

from collections.abc import Sequence

import asyncpg
import pytest

from services.database.tables import password_credential
from tests.services.schema.postgresql.trying_passwords_scene import (
    OUTCOME,
    UNRECORDED,
    WRONG,
    Counter,
    counter,
)

__all__ = ["counter"]


@pytest.mark.parametrize(
    "statements",
    [
        ("SELECT madoguchi_note_password_try({patron}, 1, 'x')", "UPDATE {count} wrong_logins = 0"),
        ("UPDATE {count} wrong_logins = 0", "SELECT madoguchi_note_password_try({patron}, 1, 'x')"),
        (
            "SELECT madoguchi_note_password_try({patron}, 1, 'x')",
            "SELECT madoguchi_note_password_try({patron}, 1, 'x')",
            "UPDATE {count} wrong_logins = wrong_logins - 1",
        ),
        (
            "SELECT madoguchi_password_outcome({wrong})",
            "UPDATE {count} wrong_logins = 0, locked_until = NULL",
        ),
    ],
)
async def test_no_count_is_taken_back_behind_a_try(counter: Counter, statements: Sequence[str]) -> None:
    await counter.tries(WRONG)
    names = {
        "patron": counter.patron,
        "wrong": await counter.notes(WRONG),
        "count": "password_credential SET",
    }
    before = await counter.count()
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match=UNRECORDED):
        async with counter.conn.transaction():
            for statement in statements:
                await counter.conn.execute(statement.format(**names))
    assert await counter.count() == before


async def test_nothing_else_is_changed_behind_a_count(counter: Counter) -> None:
    """A change that counts as a try did, and puts another password in force."""
    this_try = await counter.notes(counter.right)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match=UNRECORDED):
        async with counter.conn.transaction():
            await counter.conn.fetch(OUTCOME, this_try)
            await counter.notes(WRONG)
            await counter.conn.execute(
                "UPDATE password_credential SET wrong_logins = 0, hash = '$argon2id$x'"
            )
    (row,) = await counter.city.town.all_rows(password_credential)
    assert (row["hash"], row["wrong_logins"]) == (counter.right, 1)
