"""A hostile client with a stolen login finds every way closed by the database itself."""

import pytest

from tests.helpers.city import City
from tests.services.acts.staging import all_rows
from tests.services.own_schema.schema.postgresql.attacks import ATTACKS, CALL, LOGINS
from tests.services.own_schema.schema.postgresql.attacks_scene import got_through, staged


@pytest.mark.parametrize("who", LOGINS)
async def test_nothing_of_it_gets_through(city: City, who: str) -> None:
    names = await staged(city, who)
    before = await all_rows(city.library.db)
    conn = await city.connect("phone" if who == CALL else who)
    told = []
    for attack in ATTACKS[who]:
        way = await got_through(city, conn, attack, names, before)
        if way is not None:
            before = await all_rows(city.library.db)
            told.append(f"{way}: {attack.script}")
    await conn.close()
    assert not told, "\n".join(told)


def test_the_list_is_long() -> None:
    assert sum(map(len, ATTACKS.values())) >= 80
