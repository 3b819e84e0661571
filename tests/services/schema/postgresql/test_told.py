"""What the database tells open desks when a patron's rows change: the patron's number, once, and nothing else."""

import asyncio

import pytest

from tests.helpers.city import City

_SOON = 10


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
