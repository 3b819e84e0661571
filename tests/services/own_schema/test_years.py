"""Rows of the years 1 and 9999, as other programs write "always" and "never", are looked up like any other."""

from datetime import UTC, date, datetime

import pytest

from services.own_schema.lookup.look_up import LookUps
from services.rules.vocabulary import HoldStatus, SuspensionReason
from tests.helpers.patrons import Town, open_card

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
FIRST_MOMENT, LAST_MOMENT = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("day", [FIRST, LAST], ids=str)
async def test_a_patron_of_any_year(look_ups: LookUps, town: Town, day: date) -> None:
    moment = FIRST_MOMENT if day is FIRST else LAST_MOMENT
    patron_id = await town.patron(birth_date=day, registered_on=day, expires_on=day)
    await town.loan(patron_id, loaned_on=day, due_on=day)
    await town.hold(patron_id, wait_until=day, placed_at=moment)
    await town.hold(patron_id, status=HoldStatus.READY, shelf_until=day, placed_at=moment)
    await town.cancelled(patron_id, cancelled_at=moment)
    await town.request(patron_id)
    await town.suspend(patron_id, SuspensionReason.CARD_LOST, started_at=moment)
    await town.password(patron_id, expires_on=day)
    found = await open_card(look_ups)
    assert len(found.loans) == 1
    assert len(found.holds) == 2
