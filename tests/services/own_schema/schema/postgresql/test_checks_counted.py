"""Tries of callers are counted one after the other."""

import asyncio
from datetime import date

import pytest

from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.own_schema.schema.postgresql.calling import Connect
from tests.services.own_schema.schema.postgresql.checks_scene import NOTE, Desk, looked_up, until_it_waits

WRONG = date(1980, 4, 3)
ONE_MISS = "INSERT INTO circulation_rule (name, valid_from, value) VALUES ('{}', '2020-01-01', '1')"


@pytest.mark.parametrize("ending", ["COMMIT", "ROLLBACK"])
@pytest.mark.parametrize(
    ("rule", "second"),
    [("identity_misses", "other"), ("identity_misses_of_login", "counter")],
    ids=["of a patron", "of a login"],
)
async def test_a_try_waits_for_the_one_before_and_counts_it_once_it_is_committed(
    city: City, connect: Connect, rule: str, second: str, ending: str
) -> None:
    patron = await city.town.patron(CARD)
    another = patron if second == "other" else await city.town.patron("223456789")
    admin = await city.connect()
    await admin.execute(ONE_MISS.format(rule))
    for who in ("counter", "other"):
        for whose in {patron, another}:
            await looked_up(city, whose, who)
    one = Desk(city, await connect("counter"), "counter")
    two = Desk(city, await connect(second), second)
    await one.conn.execute("BEGIN")
    await one.notes(patron, None, WRONG, None)
    waiting = asyncio.ensure_future(two.conn.fetchrow(NOTE, another, None, WRONG, None, *two.place))
    await until_it_waits(admin)
    await one.conn.execute(ending)
    row = await waiting
    assert row is not None
    assert (row["opens_at"] is not None) == (ending == "COMMIT")
    await admin.close()
