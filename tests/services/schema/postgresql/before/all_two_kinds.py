"""While the tables are open, a login of two kinds is guarded as staff's."""

import asyncpg
import pytest

from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.schema.postgresql.calling import Connect, refused
from tests.services.schema.postgresql.test_one_kind import admin, mix

__all__ = ["admin"]

UNRECORDED = "a change needs the record of its act"


@pytest.mark.parametrize(
    ("who", "group"), [("counter", "worker"), ("phone", "portal"), ("supervisor", "portal")]
)
async def test_it_changes_nothing_without_the_record_of_an_act(
    city: City, connect: Connect, admin: asyncpg.Connection, who: str, group: str
) -> None:
    patron = await city.town.patron(CARD)
    await mix(city, admin, who, group)
    conn = await connect(who)
    assert await conn.fetchval("SELECT madoguchi_is_staff()")
    if who != "phone":  # which a policy keeps from the row
        assert (
            await refused(conn, "UPDATE patron SET email = 'x@example.com' WHERE id = $1", patron)
            == UNRECORDED
        )
