"""A desk that has a patron open goes on when the record of its look is gone."""

import pytest
from sqlalchemy import delete

from services.acts.password_use import CheckPassword
from services.contract.act_requests import ActRequest
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.database.tables import access_log
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.secret import Secret
from services.rules.vocabulary import CardProof, Channel
from tests.helpers.chains import record
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


async def test_a_supervisor_who_lists_acts_is_recorded_as_looking_where_no_look_is(city: City) -> None:
    patron_id = await city.town.patron(CARD)
    await record(city.library.db, ActRequest(actor=city.actor("other"), patron_id=patron_id))
    actor = city.actor("supervisor")
    async with city.open("supervisor") as library:
        history = library.records.act_history
        for _ in range(2):
            assert (await history.of_patron(patron_id, actor)).total == 1
    (look,) = await city.town.looks()
    assert (look["staff_id"], look["patron_id"], look["purpose"]) == (
        city.names["supervisor"],
        patron_id,
        "read_again",
    )


async def test_a_password_is_checked_with_another_look_where_a_server_lost_the_first(city: City) -> None:
    patron_id = await city.town.patron(CARD)
    await city.town.password(patron_id, city.hasher.hash_now(Secret("kingyo2026")))
    actor = city.actor("counter")
    async with city.open("counter") as library:
        await library.backend.look_ups.by_card(CARD, actor)
        async with city.library.db.transaction() as conn:
            await conn.execute(delete(access_log))
        order = CheckPassword(
            actor=actor,
            patron_id=patron_id,
            password=Secret("kingyo2026"),
            proof=CardProof.SCANNED,
            shown_card=CARD,
            shown_at=None,
        )
        assert (await library.backend.acts.perform(order)).result.outcome is LogInOutcome.OK
    (look,) = await city.town.looks()
    assert (look["staff_id"], look["patron_id"], look["purpose"]) == (
        city.names["counter"],
        patron_id,
        "read_again",
    )
