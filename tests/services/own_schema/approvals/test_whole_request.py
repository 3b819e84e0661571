"""An approval is for the whole request: what differs from what was asked for is done on no database."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services.acts.cards import ReplaceCard
from services.acts.suspensions import Lift, Suspend
from services.own_schema.library import Library
from services.rules.people.suspension import CheckItem
from services.rules.vocabulary import CardStatus
from tests.helpers.patrons import CARD, Town, open_card
from tests.services.acts.suspension_scene import NEW_CARD, OVERDUE, UNREACHABLE
from tests.services.own_schema.approvals.approvals_scene import (
    APPROVER,
    CLERK,
    accounts,
    approve,
    not_done,
    suspended,
)

__all__ = ["accounts"]


@pytest.mark.parametrize(
    ("make", "changed"),
    [
        (
            lambda key: Suspend(actor=CLERK, patron_id=key, reason=OVERDUE, although_nothing_overdue=True),
            {"although_nothing_overdue": False},
        ),
        (lambda key: Suspend(actor=CLERK, patron_id=key, reason=UNREACHABLE), {"note": "mail_returned"}),
        (
            lambda key: ReplaceCard(actor=CLERK, patron_id=key, card_number=CARD, new_number=NEW_CARD),
            {"damaged": True},
        ),
        (
            lambda key: ReplaceCard(
                actor=CLERK, patron_id=key, card_number=CARD, new_number=NEW_CARD, damaged=True
            ),
            {"new_number": "234567899"},
        ),
    ],
    ids=["although", "note", "damaged", "number"],
)
async def test_what_differs_from_what_was_approved_isnt_done(
    library: Library, town: Town, accounts: None, make: Callable[[int], Any], changed: dict[str, Any]
) -> None:
    patron_id = await town.patron(status=CardStatus.LOST)
    await open_card(library.backend.look_ups, CARD, CLERK)
    request = make(patron_id)
    await approve(library, await library.records.approvals.ask(request))
    await not_done(library, town, replace(request, **changed))
    await library.backend.acts.perform(replace(request, approved=True))


async def test_what_the_clerk_ticked_travels_with_the_request(
    library: Library, town: Town, accounts: None
) -> None:
    request: Lift = await suspended(library, town, UNREACHABLE)
    approvals = library.records.approvals
    number = await approvals.ask(request)
    case = await approvals.look_at(number, APPROVER)
    assert case.wanted.checked == {CheckItem.CONTACT_CONFIRMED}
    await approvals.decide(number, APPROVER, None)
    more = request.checked | {CheckItem.IDENTITY_CHECKED}
    await not_done(library, town, replace(request, checked=more))
    await library.backend.acts.perform(replace(request, approved=True))
