"""An act whose answer was lost is asked for by its id."""

import asyncio

from sqlalchemy import select

from services.acts.contact import ChangeEmail
from services.contract.errors import SystemBusy
from services.contract.recorded_acts import Outcome
from services.own_schema.audit.act_outcomes import Outcomes
from services.own_schema.database.act_records import chain_lock
from services.own_schema.database.engine import Database
from services.own_schema.library import Library
from tests.helpers.city import City
from tests.helpers.patrons import Town, clerk
from tests.helpers.waiting import HOPELESS


def request(patron_id: int) -> ChangeEmail:
    return ChangeEmail(actor=clerk(), patron_id=patron_id, address="neu@example.jp", seen_version=1)


async def test_what_was_done_and_what_was_not(library: Library, town: Town) -> None:
    wanted = request(await town.patron())
    staff_id = wanted.actor.staff.id
    assert await library.backend.outcomes.of(wanted.act_id, staff_id) is None
    await library.backend.acts.perform(wanted)
    assert await library.backend.outcomes.of(wanted.act_id, staff_id) == Outcome("email.change", "changed")
    assert await library.backend.outcomes.of(request(1).act_id, staff_id) is None


async def test_each_role_may_ask_for_its_own(city: City) -> None:
    patron_id = await city.town.patron()
    async with city.open("counter") as desk:
        actor = city.actor("counter")
        wanted = ChangeEmail(actor=actor, patron_id=patron_id, address="neu@example.jp", seen_version=1)
        await desk.backend.acts.perform(wanted)
        assert await desk.backend.outcomes.of(wanted.act_id, actor.staff.id) == Outcome(
            "email.change", "changed"
        )
    async with city.open("phone") as phone:
        assert await phone.backend.outcomes.of(wanted.act_id, city.names["phone"]) is None


async def test_an_act_that_is_still_being_committed_is_waited_for(postgres_url: str) -> None:
    held, asking = Database.open(postgres_url), Database.open(postgres_url, patience=0.2)
    try:
        async with held.transaction() as conn:
            await conn.execute(select(chain_lock("staff01")))
            try:
                await asyncio.wait_for(Outcomes(asking).of("no such act", "staff01"), HOPELESS)
            except SystemBusy:
                waited = True
            else:
                waited = False
        assert waited
        assert await Outcomes(asking).of("no such act", "staff01") is None
    finally:
        await held.dispose()
        await asking.dispose()
