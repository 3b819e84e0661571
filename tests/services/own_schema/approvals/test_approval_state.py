"""How a request stands, on both databases: whatever was done with it, and when."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from services.own_schema.database.tables import approval
from services.own_schema.library import Library
from services.rules.people.approvals import OPEN_FOR, ApprovalState
from tests.helpers.patrons import NOW, Town
from tests.services.own_schema.approvals.approvals_scene import (
    APPROVED,
    CHANGED,
    OVER,
    REFUSED,
    USED,
    WAITING,
    WITHDRAWN,
    accounts,
    state,
    suspended,
)

__all__ = ["accounts"]

NO_YES = (False, True)
JUST, LONG = OPEN_FOR - timedelta(minutes=2), OPEN_FOR
"""Ago: still open, and no more."""


def by_hand(
    approved: bool | None, ago: timedelta, *, withdrawn: bool, used: bool, changed: bool
) -> ApprovalState:
    if used:
        return USED
    if withdrawn:
        return WITHDRAWN
    if approved is False:
        return REFUSED
    if ago >= OPEN_FOR:
        return OVER
    if changed:
        return CHANGED
    return APPROVED if approved else WAITING


@pytest.mark.parametrize("approved", [None, True, False])
async def test_what_was_done_says_how_a_request_stands(
    library: Library, town: Town, accounts: None, approved: bool | None
) -> None:
    number = await library.records.approvals.ask(await suspended(library, town))
    (as_asked,) = await town.all_rows(approval)
    found, expected = [], []
    for withdrawn, used, changed, ago in product(NO_YES, NO_YES, NO_YES, (JUST, LONG)):
        if used and not approved:
            continue  # the table has no such row
        row: dict[str, Any] = {
            "state": "another" if changed else as_asked["state"],
            "asked_at": NOW - (ago if approved is None else LONG),
            "withdrawn_at": NOW if withdrawn else None,
            "used_at": NOW if used else None,
        }
        if approved is not None:
            row |= {"decided_at": NOW - ago, "decided_by": "okada", "approved": approved}
        await town.change(approval, approval.c.id == number, **row)
        found.append(await state(library, number))
        expected.append(by_hand(approved, ago, withdrawn=withdrawn, used=used, changed=changed))
    assert found == expected
