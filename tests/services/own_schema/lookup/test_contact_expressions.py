"""What lists ask in SQL of attempts to reach patrons is what the rules say, on both databases."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select

from services.own_schema.database.tables import suspension
from services.own_schema.database.tables.types import server_day
from services.own_schema.lookup.contact_expressions import (
    awaits_contact,
    next_contact_on,
    next_day_is_over,
    was_told,
)
from services.rules.people import contacts
from services.rules.people.contacts import Attempt, NextStep
from services.rules.vocabulary import ContactMeans, ContactResult, ContactStep, SuspensionReason
from tests.helpers.patrons import TODAY, Town, at, days_ago

ONE: Final = suspension.c.id
NO_ANSWER, TOLD = ContactResult.NO_ANSWER, ContactResult.TOLD

HISTORIES: Final[tuple[tuple[tuple[ContactResult, int | None], ...], ...]] = (
    (),
    ((NO_ANSWER, None),),
    ((NO_ANSWER, -1),),
    ((NO_ANSWER, 0),),
    ((NO_ANSWER, 1),),
    ((TOLD, None), (NO_ANSWER, 5)),
    ((NO_ANSWER, -5), (TOLD, None)),
    ((NO_ANSWER, 5), (NO_ANSWER, 0)),
)
"""Attempts, the oldest first: what came of each, and in how many days the next step is due."""


def step(days: int | None) -> NextStep | None:
    return None if days is None else NextStep(ContactStep.CALL, TODAY + timedelta(days=days))


async def read(town: Town, **columns: Any) -> dict[int, Any]:
    statement = select(ONE, *(column.label(name) for name, column in columns.items()))
    async with town.db.reading() as conn:
        return {row.id: row for row in await conn.execute(statement)}


async def test_they_say_what_the_rules_say(town: Town) -> None:
    expected: dict[int, tuple[SuspensionReason, tuple[Attempt, ...]]] = {}
    number = 200_000_000
    for reason in SuspensionReason:
        for history in HISTORIES:
            number += 1
            patron_id = await town.patron(str(number))
            key = await town.suspend(patron_id, reason)
            tried: tuple[Attempt, ...] = ()
            for back, (result, days) in enumerate(history):
                after = step(days)
                said = {} if after is None else {"next_step": after.step, "next_on": after.on}
                moment = at(days_ago(9 - back))
                await town.attempt(patron_id, suspension_id=key, result=result, tried_at=moment, **said)
                tried = (Attempt(means=ContactMeans.PHONE, result=result, next=after), *tried)
            expected[key] = (reason, tried)
    rows = await read(
        town,
        next_on=next_contact_on(ONE),
        waits=awaits_contact(ONE, suspension.c.reason, server_day()),
        is_late=next_day_is_over(ONE, server_day()),
        told=was_told(ONE),
    )
    assert rows.keys() == expected.keys()
    for key, (reason, tried) in expected.items():
        row, after = rows[key], tried[0].next if tried else None
        assert row.next_on == (after.on if after else None)
        assert bool(row.waits) is contacts.awaits_contact(reason, tried, TODAY)
        assert bool(row.is_late) is (contacts.days_late(tried, TODAY) > 0)
        assert bool(row.told) is contacts.was_told(tuple(it.result for it in tried))


async def test_attempts_about_holds_and_others_are_none_of_a_suspension(town: Town) -> None:
    patron_id, other = await town.patron(), await town.patron("987654321")
    key = await town.suspend(patron_id, SuspensionReason.CONTACT_WANTED)
    of_other = await town.suspend(other, SuspensionReason.CONTACT_WANTED)
    await town.attempt(patron_id, hold_id=key, result=TOLD)
    await town.attempt(other, suspension_id=of_other, result=TOLD)
    rows = await read(town, waits=awaits_contact(ONE, suspension.c.reason, server_day()), told=was_told(ONE))
    assert [(bool(rows[it].waits), bool(rows[it].told)) for it in (key, of_other)] == [
        (True, False),
        (False, True),
    ]
