"""Patrons in every state that an entry of 貸出禁止一覧 is decided on, each suspended for all five reasons."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from services.own_schema.database.tables import card
from services.rules.vocabulary import CardStatus, PatronReport, SuspensionReason
from tests.helpers.patrons import TODAY, Town, at, days_ago

STARTED = at(days_ago(30), 0, 10)
"""Ten minutes after the day began: in UTC it is the day before."""
_DAYS = (None, days_ago(31), days_ago(30), days_ago(3))
_REPORTED: tuple[tuple[PatronReport, datetime] | None, ...] = (
    None,
    (PatronReport.REACHED, STARTED - timedelta(seconds=1)),
    (PatronReport.REACHED, STARTED),
    (PatronReport.REACHED, at(days_ago(2))),
    (PatronReport.RETURNED, at(days_ago(2))),
)
_LOANS: tuple[dict[str, Any] | None, ...] = (
    None,
    {"loaned_on": days_ago(40), "due_on": TODAY},
    {"loaned_on": days_ago(40), "due_on": days_ago(1)},
    {"loaned_on": days_ago(40), "due_on": days_ago(20), "returned_on": TODAY},
)
_CARDS: tuple[tuple[dict[str, Any], ...], ...] = (
    (),
    ({"issued_on": days_ago(31)},),
    ({"issued_on": days_ago(30)},),
    ({"issued_on": days_ago(1), "status": CardStatus.LOST},),
    ({"issued_on": days_ago(3)}, {"issued_on": days_ago(1), "status": CardStatus.LOST}),
)
"""The cards that took the place of the first one, one after the other."""


def _numbers() -> Iterator[str]:
    return (f"{number:09}" for number in range(300_000_001, 300_001_000))


async def everybody(town: Town) -> int:
    """Write them; answers how many there are."""
    numbers, many = _numbers(), 0
    for (address, phone), reported, loaned, carded in _states():
        number = next(numbers)
        patron_id = await town.patron(number, address_changed_on=address, phone_changed_on=phone)
        for reason in SuspensionReason:
            await town.suspend(patron_id, reason, started_at=STARTED)
        if reported is not None:
            await town.report(patron_id, kind=reported[0], reported_at=reported[1])
        if loaned is not None:
            await town.loan(patron_id, **loaned)
        for values in carded:
            old, number = number, next(numbers)
            await town.replace_card(patron_id, old, number)
            await town.change(card, card.c.number == number, **values)
        many += 1
    return many


def _states() -> Iterator[tuple[Any, Any, Any, Any]]:
    """Go through each state of one thing while the others change along, none of them in step."""
    days = list(product(_DAYS, _DAYS))
    for place, day in enumerate(days):
        yield day, _REPORTED[place % 5], _LOANS[place % 3], _CARDS[(place * 3 + place // 4) % 5]
    for place, carded in enumerate(_CARDS):
        yield days[place], _REPORTED[0], _LOANS[place % 4], carded
