"""The patron page counts without the patron's lock: an act that waits for it on the password begins anew."""

import asyncio
from typing import Any

from sqlalchemy import event
from sqlalchemy.util import await_only

from services.acts.password_use import CheckPassword
from services.own_schema.database.tables import password_credential
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.secret import Secret
from tests.helpers.city import City
from tests.helpers.patrons import open_card
from tests.services.acts.password_scene import OTHER, SHOWN, stored, with_password
from tests.services.own_schema.schema.postgresql.checks_scene import until_it_waits

__all__ = ["stored"]

ONE_MORE = "UPDATE password_credential SET wrong_logins = wrong_logins + 1"


async def test_a_count_that_changes_under_an_act_is_kept(city: City, stored: str) -> None:
    town = city.town
    patron_id = await with_password(town, stored)
    page, watching = await city.connect(), await city.connect()
    counting = page.transaction()
    began: list[Any] = []
    async with city.open("counter") as library:
        await open_card(library.backend.look_ups, actor=city.actor("counter"))

        def count_once(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if "madoguchi_carry_out" in statement and not began:
                await_only(counting.start())
                began.append(await_only(page.execute(ONE_MORE)))

        event.listen(library.db.engines[0].sync_engine, "before_cursor_execute", count_once)
        request = CheckPassword(
            actor=city.actor("counter"), patron_id=patron_id, password=Secret(OTHER), **SHOWN
        )
        act = asyncio.create_task(library.backend.acts.perform(request))
        await until_it_waits(watching)
        await counting.commit()
        assert (await act).result.outcome is LogInOutcome.WRONG
    await page.close()
    await watching.close()
    (row,) = await town.all_rows(password_credential)
    assert row["wrong_logins"] == 1
