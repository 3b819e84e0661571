"""Nobody stops another login's acts and checks: what each does one after the other is locked by a row of its own."""

import asyncio
from datetime import date

import pytest

from services.acts.holds import StaffCancelHold
from services.acts.reports import TakeReport
from services.contract.act_requests import ActRequest
from services.own_schema.library import Library
from services.rules.vocabulary import HoldStatus, PatronReport
from tests.helpers.city import City
from tests.helpers.patrons import CARD, open_card
from tests.services.own_schema.schema.postgresql.calling import Connect, not_granted, refused
from tests.services.own_schema.schema.postgresql.checks_scene import until_it_waits

BORN = date(1980, 4, 2)
LOCK = "SELECT madoguchi_lock_chain($1)"


@pytest.fixture
async def patron(city: City) -> int:
    return await city.town.patron(CARD)


def report(city: City, patron_id: int) -> ActRequest[None]:
    return TakeReport(actor=city.actor("counter"), patron_id=patron_id, kind=PatronReport.RETURNED)


async def done(library: Library, city: City, patron_id: int) -> bool:
    return not (await library.backend.acts.perform(report(city, patron_id))).repeated


async def test_no_function_waits_for_a_lock_that_everybody_could_take(city: City) -> None:
    """Where the library's maker is no superuser, any login may take advisory locks and keep them."""
    admin = await city.connect()
    named = "SELECT proname FROM pg_proc WHERE proname LIKE 'madoguchi%'"
    taking = f"{named} AND pg_get_functiondef(oid) ~ 'advisory_\\w+\\('"
    assert await admin.fetch(taking) == []
    assert await admin.fetch(taking.replace("advisory_\\w+", "madoguchi_take_turn")) != []
    await admin.close()


async def test_a_chain_is_locked_by_whose_it_is(city: City, connect: Connect) -> None:
    conn = await connect("counter")
    for whose in (city.names["other"], "", None):
        assert await refused(conn, LOCK, whose) == "a chain is locked by whose it is"
    await not_granted(conn, "SELECT madoguchi_take_turn('act', $1)", city.names["other"])
    for who in ("worker", "portal"):
        await not_granted(await connect(who), LOCK, city.names[who])


async def test_what_came_of_an_act_is_told_behind_the_lock_of_its_chain(
    city: City, connect: Connect, patron: int
) -> None:
    """The first of all: there was no row of this login's to be locked."""
    admin = await city.connect()
    name = city.names["counter"]
    async with city.open("counter") as library:
        await open_card(library.backend.look_ups, actor=city.actor("counter"))
        held = admin.transaction()
        await held.start()
        await admin.fetch(LOCK, name)
        asked = asyncio.create_task(library.backend.outcomes.of("none", name))
        acts = asyncio.create_task(done(library, city, patron))
        watching = await city.connect()
        await until_it_waits(watching)
        assert not asked.done()
        assert not acts.done()
        await held.commit()
        assert (await asked, await acts) == (None, True)
        await watching.close()
    await admin.close()


async def test_a_copy_that_becomes_free_waits_for_whoever_gives_another_one(city: City, patron: int) -> None:
    """The act locks the line of its title first; without that it would be refused where it can wait."""
    title = await city.town.title()
    hold_id = await city.town.hold(patron, bib=title, status=HoldStatus.READY)
    await city.town.hold(await city.town.patron("223456789"), bib=title)
    request = StaffCancelHold(
        actor=city.actor("counter"), patron_id=patron, hold_id=hold_id, seen_version=1, reason="by_staff"
    )
    admin, watching = await city.connect(), await city.connect()
    async with city.open("counter") as library:
        await open_card(library.backend.look_ups, actor=city.actor("counter"))
        held = admin.transaction()
        await held.start()
        await admin.fetch("SELECT FROM bib_record WHERE id = $1 FOR NO KEY UPDATE", title)
        act = asyncio.create_task(library.backend.acts.perform(request))
        await until_it_waits(watching)
        assert not act.done()
        await held.commit()
        assert (await act).result is not None
    await watching.close()
    await admin.close()
