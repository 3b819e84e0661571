"""貸出禁止 and 解除 on real databases: one reason at a time, by supervisors alone."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import delete, update

from services.contract.errors import ActRefused, DoneAlready, RowChanged
from services.contract.snapshot import SuspensionRow
from services.own_schema.database.tables import code_label, masters_version, suspension
from services.own_schema.library import Library
from services.rules.decision import Allowed, Reason
from services.rules.people.suspension import SET_BY_SUPERVISORS
from services.rules.vocabulary import Channel, Role, SuspensionReason
from tests.helpers.patrons import TODAY, Town, clerk, days_ago, reasons
from tests.services.acts.staging import colleague
from tests.services.acts.suspension_scene import (
    ADDRESS,
    CONTACT,
    LOST,
    OVERDUE,
    SUPERVISOR,
    UNREACHABLE,
    lift_order,
    refused_with,
    set_order,
    shown,
    suspended,
)

# 貸出禁止


@pytest.mark.parametrize("reason", SET_BY_SUPERVISORS)
async def test_a_supervisor_suspends(library: Library, town: Town, reason: SuspensionReason) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id)
    order = set_order(patron_id, reason, note="reminded", although_nothing_overdue=reason is OVERDUE)
    done = await library.backend.acts.perform(order)
    (row,) = shown(done).suspensions
    assert (row.reason, row.started_on, row.started_by) == (reason, TODAY, "staff01")
    assert (row.note, row.version) == ("督促済み", 1)
    assert reasons(shown(done).loans[0].renewal.page) == (Reason.SUSPENDED,)
    (record,) = await town.acts()
    assert (record["verb"], record["details"]) == (
        "suspension.set",
        {"reason": reason.value, "note": "reminded"},
    )


async def test_long_overdue_needs_an_overdue_item_or_the_word_that_it_is_meant(
    library: Library, town: Town
) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id, due_on=TODAY)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(set_order(patron_id, OVERDUE))
    assert refused_with(refused) == (Reason.NOTHING_OVERDUE,)
    assert await town.acts() == []
    await town.loan(patron_id, due_on=days_ago(1))
    await library.backend.acts.perform(set_order(patron_id, OVERDUE))
    assert await town.how_many(suspension) == 1


async def test_a_reason_in_force_is_not_set_again(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.suspend(patron_id, OVERDUE)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(set_order(patron_id, OVERDUE))
    assert refused_with(refused) == (Reason.ALREADY_IN_FORCE,)
    await library.backend.acts.perform(set_order(patron_id, ADDRESS))
    assert await town.how_many(suspension) == 2


async def test_a_loss_is_the_patrons_to_report(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(set_order(patron_id, LOST))
    assert refused_with(refused) == (Reason.NO_CONSENT,)


async def test_a_note_is_one_of_the_librarys_codes(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(set_order(patron_id, CONTACT, note="言いたいこと"))
    assert refused_with(refused) == (Reason.CODE_NOT_OFFERED,)
    assert await town.acts() == []


async def test_a_library_without_notes_suspends_all_the_same(library: Library, town: Town) -> None:
    async with town.db.transaction() as conn:
        await conn.execute(delete(code_label).where(code_label.c.kind == "suspension_note"))
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))
    patron_id = await town.patron()
    done = await library.backend.acts.perform(set_order(patron_id, CONTACT))
    assert shown(done).suspensions[0].note is None


# 解除: one at a time


async def test_one_of_two_is_lifted_and_renewing_stays_refused(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id)
    for reason in (UNREACHABLE, CONTACT):
        await town.suspend(patron_id, reason)
    first = shown(await library.backend.acts.perform(await lift_order(library, UNREACHABLE)))
    assert [row.reason for row in first.suspensions] == [CONTACT]
    assert reasons(first.loans[0].renewal.page) == (Reason.SUSPENDED,)
    second = shown(await library.backend.acts.perform(await lift_order(library, CONTACT)))
    assert isinstance(second.loans[0].renewal.page, Allowed)
    assert [row.reason for row in second.past_suspensions] == [CONTACT, UNREACHABLE]


@pytest.mark.parametrize(
    ("actor", "reason"),
    [
        (clerk(Role.COUNTER), Reason.ROLE_MAY_NOT),
        (clerk(Role.PHONE, Channel.PHONE), Reason.ROLE_MAY_NOT),
        (clerk(Role.SUPERVISOR, Channel.PHONE), Reason.NEEDS_VISIT),
    ],
)
async def test_only_a_supervisor_at_the_counter(
    library: Library, town: Town, actor: Any, reason: Reason
) -> None:
    patron_id = await town.patron()
    await town.suspend(patron_id, CONTACT)
    for attempt in (
        library.backend.acts.perform(await lift_order(library, CONTACT, actor=actor)),
        library.backend.acts.perform(set_order(patron_id, OVERDUE, actor=actor)),
    ):
        with pytest.raises(ActRefused) as refused:
            await attempt
        assert reason in refused_with(refused)
    assert await town.acts() == []


async def test_two_lift_the_same_and_one_is_told(library: Library, town: Town) -> None:
    await suspended(town, CONTACT)
    orders = [await lift_order(library, CONTACT, actor=who) for who in (SUPERVISOR, colleague(SUPERVISOR))]
    outcomes = await asyncio.gather(*map(library.backend.acts.perform, orders), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ActResult", "DoneAlready"]
    assert issubclass(DoneAlready, RowChanged)
    assert len(await town.acts()) == 1


async def test_what_changed_meanwhile_is_not_lifted(library: Library, town: Town) -> None:
    await suspended(town, CONTACT)
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(await lift_order(library, CONTACT, seen_version=7))


async def test_the_same_orders_act_once(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    setting = set_order(patron_id, CONTACT)
    assert [(await library.backend.acts.perform(setting)).repeated for _ in range(2)] == [False, True]
    lifting = await lift_order(library, CONTACT)
    assert [(await library.backend.acts.perform(lifting)).repeated for _ in range(2)] == [False, True]
    assert len(await town.acts()) == 2


async def test_a_reason_can_be_set_again_after_it_was_lifted(library: Library, town: Town) -> None:
    await suspended(town, CONTACT)
    order = await lift_order(library, CONTACT)
    await library.backend.acts.perform(order)
    answer = shown(await library.backend.acts.perform(set_order(order.patron_id, CONTACT)))
    rows: tuple[SuspensionRow, ...] = (*answer.suspensions, *answer.past_suspensions)
    assert [row.lifted_on for row in rows] == [None, TODAY]
    assert [row.started_on for row in rows] == [TODAY, days_ago(30)]
