"""What the tests of suspensions have in common: orders that are allowed, and a patron who was suspended."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, update

from services.acts.suspensions import Lift, Suspend
from services.contract.act_result import ActResult
from services.contract.errors import ActRefused
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import circulation_rule, masters_version
from services.own_schema.library import Library
from services.rules.decision import Reason
from services.rules.people.suspension import CHECKLISTS
from services.rules.vocabulary import Role, SuspensionReason
from tests.helpers.patrons import CARD, Town, clerk, days_ago, open_card

LOST, UNREACHABLE, OVERDUE, ADDRESS, CONTACT = SuspensionReason
SUPERVISOR = clerk(Role.SUPERVISOR)
NEW_CARD = "234567890"


def set_order(patron_id: int, reason: SuspensionReason, **changed: Any) -> Suspend:
    return replace(Suspend(actor=SUPERVISOR, patron_id=patron_id, reason=reason), **changed)


async def lift_order(library: Library, reason: SuspensionReason, **changed: Any) -> Lift:
    """Lift with everything ticked off, as `seen_by` sees it."""
    before = await open_card(
        library.backend.look_ups, changed.pop("number", CARD), changed.pop("seen_by", SUPERVISOR)
    )
    (row,) = (row for row in before.suspensions if row.reason is reason)
    order = Lift(
        actor=SUPERVISOR,
        patron_id=before.patron.id,
        suspension_id=row.id,
        seen_version=row.version,
        checked=frozenset(CHECKLISTS[reason]),
    )
    return replace(order, **changed)


async def allow_overriding(town: Town) -> None:
    await allow(town, "lifting_against_facts_with_override")


async def allow(town: Town, name: str) -> None:
    """Have the library allow what it doesn't by itself."""
    async with town.db.transaction() as conn:
        value = {
            "name": name,
            "valid_from": days_ago(1),
            "value": True,
        }
        await conn.execute(insert(circulation_rule).values(value))
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))


def shown(performed: ActResult[Any]) -> PatronSnapshot:
    assert isinstance(performed.answer, PatronSnapshot)
    return performed.answer


def refused_with(error: pytest.ExceptionInfo[ActRefused]) -> tuple[Reason, ...]:
    return error.value.refusal.reasons


async def nothing(_town: Town, _patron_id: int) -> None:
    return None


async def suspended(
    town: Town, reason: SuspensionReason, happened: Callable[[Town, int], Awaitable[None]] = nothing
) -> None:
    patron_id = await town.patron()
    await town.suspend(patron_id, reason)
    await happened(town, patron_id)
