"""What the database tells open desks when a patron's rows change: the patron's number, once, and nothing else."""

import asyncio

import pytest

from tests.helpers.city import City
from tests.helpers.patrons import CARD

_SOON = 10
LOOK = "CALL madoguchi_look($1, NULL, false, $2, 1, '2番窓口', 'look_up', NULL, NULL, NULL)"


@pytest.mark.parametrize(
    "change",
    [
        (
            "INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by, version)"
            " VALUES ($1, 'card_lost', true, now(), 'x', 1)"
        ),
        "UPDATE loan SET due_on = due_on + 1 WHERE patron_id = $1",
        "DELETE FROM loan WHERE patron_id = $1",
        "UPDATE patron SET email = 'a@example.jp' WHERE id = $1",
    ],
)
async def test_desks_are_told_whose_rows_changed(city: City, change: str) -> None:
    patron_id = await city.town.patron("123456789")
    await city.town.loan(patron_id)
    desk, other = await city.connect("counter"), await city.connect()
    told: asyncio.Queue[object] = asyncio.Queue()
    await desk.add_listener("madoguchi_patron", lambda *notice: told.put_nowait(notice[-1]))
    try:
        await other.execute(change, patron_id)
        await other.execute("NOTIFY madoguchi_patron, 'the end'")
        heard = []
        while "the end" not in heard:
            heard.append(await asyncio.wait_for(told.get(), _SOON))
        assert heard == [str(patron_id), "the end"]
    finally:
        await desk.close()
        await other.close()


async def test_a_desk_can_not_be_quiet(city: City) -> None:
    patron_id = await city.town.patron(CARD)
    await city.town.password(patron_id)
    desk, other = await city.connect("counter"), await city.connect("other")
    told: asyncio.Queue[object] = asyncio.Queue()
    await desk.add_listener("madoguchi_patron", lambda *notice: told.put_nowait(notice[-1]))
    try:
        await other.execute("SET madoguchi.quiet = 'on'")
        await other.fetch(LOOK, CARD, city.names["other"])
        noted = "SELECT this_try FROM madoguchi_note_password_try($1, 1, 'x')"
        assert await other.fetchval(noted, patron_id)
        await other.execute("NOTIFY madoguchi_patron, 'the end'")
        assert await asyncio.wait_for(told.get(), _SOON) == str(patron_id)
    finally:
        await desk.close()
        await other.close()
