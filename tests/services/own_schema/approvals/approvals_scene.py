"""A clerk whose patron is suspended, and a supervisor elsewhere, on a real database."""

from dataclasses import replace
from typing import Any

import pytest

from services.acts.suspensions import Lift
from services.contract.actor import Actor, StaffMember
from services.contract.errors import ActRefused, ApprovalClosed, NotPermitted
from services.own_schema.database.tables import suspension
from services.own_schema.library import Library
from services.rules.people.approvals import ApprovalState
from services.rules.people.suspension import CHECKLISTS
from services.rules.vocabulary import Channel, Role, SuspensionReason
from tests.helpers.patrons import CARD, Town, clerk, open_card
from tests.services.acts.suspension_scene import OVERDUE

CLERK = clerk()
APPROVER = Actor(StaffMember("okada", "岡田 裕樹", Role.SUPERVISOR), 1, "責任者席", Channel.COUNTER)
WAITING, APPROVED, REFUSED, WITHDRAWN, OVER, CHANGED, USED = ApprovalState


@pytest.fixture
async def accounts(town: Town) -> None:
    await town.account("okada", "岡田 裕樹")
    await town.account("staff01", "窓口 太郎")


async def suspended(library: Library, town: Town, reason: SuspensionReason = OVERDUE, **changed: Any) -> Lift:
    """Suspend a patron, open them, and make the clerk's request to lift it."""
    patron_id = await town.patron()
    key = await town.suspend(patron_id, reason)
    await open_card(library.backend.look_ups, CARD, CLERK)
    request = Lift(
        actor=CLERK,
        patron_id=patron_id,
        suspension_id=key,
        seen_version=1,
        checked=frozenset(CHECKLISTS[reason]),
    )
    return replace(request, **changed)


async def approve(library: Library, number: int) -> None:
    await library.records.approvals.look_at(number, APPROVER)
    assert await library.records.approvals.decide(number, APPROVER, None) is APPROVED


async def state(library: Library, number: int) -> ApprovalState:
    return (await library.records.approvals.state(number, CLERK)).state


async def not_done(library: Library, town: Town, request: Any) -> None:
    """Send a request as an approved one: nothing comes of it."""
    before = await town.all_rows(suspension)
    with pytest.raises((ApprovalClosed, ActRefused, NotPermitted)):
        await library.backend.acts.perform(replace(request, approved=True))
    assert await town.all_rows(suspension) == before
    assert await town.acts() == []
