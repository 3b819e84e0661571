"""How tries of callers are counted: as the rule counts, and one after the other."""

import asyncio
import random
from datetime import UTC, date, datetime, timedelta

import pytest

from services.rules.people.identity_tries import tries
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.schema.postgresql.calling import Connect
from tests.services.schema.postgresql.checks_scene import NOTE, Desk, until_it_waits

WRONG = date(1980, 4, 3)
ONE_MISS = "INSERT INTO circulation_rule (name, valid_from, value) VALUES ('{}', '2020-01-01', '1')"


async def test_the_database_counts_as_the_rule_does(city: City) -> None:
    """Whatever the misses: the rule stands in two languages, and has to be one."""
    dice = random.Random(2026)
    now = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    conn = await city.connect()
    try:
        for _ in range(300):
            most, minutes = dice.randint(1, 4), dice.randint(1, 20)
            misses = [now - timedelta(minutes=dice.randint(0, 45)) for _ in range(dice.randint(0, 8))]
            (row,) = await conn.fetch(
                "SELECT * FROM madoguchi_tries($1, $2, $3, $4)", misses, now, most, timedelta(minutes=minutes)
            )
            said = tries(misses, now, most, minutes)
            assert (row["tries_left"], row["opens"]) == (said.left, said.opens_at), (misses, most, minutes)
    finally:
        await conn.close()


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
