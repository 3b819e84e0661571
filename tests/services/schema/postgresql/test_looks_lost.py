"""A desk that has a patron open goes on when the record of its look is gone."""

import pytest
from sqlalchemy import delete

from services.database.tables import access_log
from services.lookup.snapshot import PatronSnapshot, PhoneSummary
from services.rules.vocabulary import Channel
from tests.helpers.city import City
from tests.helpers.patrons import CARD


@pytest.mark.parametrize(("who", "seen"), [("counter", PatronSnapshot), ("phone", PhoneSummary)])
async def test_a_refresh_whose_look_a_server_lost_is_recorded_as_another_look(
    city: City, who: str, seen: type[object]
) -> None:
    """When a server falls, its last looks' records may be lost; the worker clears old ones."""
    patron_id = await city.town.patron(CARD)
    actor = city.actor(who, Channel.PHONE if who == "phone" else Channel.COUNTER)
    async with city.open(who) as library:
        await library.backend.look_ups.by_card(CARD, actor)
        async with city.library.db.transaction() as conn:
            await conn.execute(delete(access_log))
        assert isinstance(await library.backend.look_ups.refresh(patron_id, actor), seen)
    (look,) = await city.town.looks()
    assert (look["staff_id"], look["patron_id"], look["purpose"]) == (
        city.names[who],
        patron_id,
        "read_again",
    )
