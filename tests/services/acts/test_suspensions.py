"""貸出禁止 and 解除 on real databases: each reason by what the database knows, one at a time, by supervisors alone."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from services.acts.performing import Performed
from services.acts.suspensions import Lift, Suspend
from services.database.tables import card, circulation_rule, code_label, masters_version, patron, suspension
from services.errors import ActRefused, DoneAlready, RowChanged
from services.library import Library
from services.rules.decision import Allowed, Reason
from services.rules.suspension import CHECKLISTS, SET_BY_SUPERVISORS
from services.rules.vocabulary import CardStatus, Channel, Role, SuspensionReason
from services.snapshot import PatronSnapshot, SuspensionRow
from tests.helpers.patrons import CARD, TODAY, Town, clerk, days_ago, open_card, reasons
from tests.services.acts.staging import colleague

LOST, UNREACHABLE, OVERDUE, ADDRESS, CONTACT = SuspensionReason
SUPERVISOR = clerk(Role.SUPERVISOR)
NEW_CARD = "234567890"


def set_order(patron_id: int, reason: SuspensionReason, **changed: Any) -> Suspend:
    return replace(Suspend(actor=SUPERVISOR, patron_id=patron_id, reason=reason), **changed)


async def lift_order(library: Library, reason: SuspensionReason, **changed: Any) -> Lift:
    """Lift with everything ticked off."""
    before = await open_card(library.look_ups, changed.pop("number", CARD), SUPERVISOR)
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
    async with town.db.transaction() as conn:
        value = {
            "name": "lifting_against_facts_with_override",
            "valid_from": days_ago(1),
            "value": True,
        }
        await conn.execute(insert(circulation_rule).values(value))
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))


def shown(performed: Performed[Any]) -> PatronSnapshot:
    assert isinstance(performed.answer, PatronSnapshot)
    return performed.answer


def refused_with(error: pytest.ExceptionInfo[ActRefused]) -> tuple[Reason, ...]:
    return error.value.refusal.reasons


# 貸出禁止


@pytest.mark.parametrize("reason", SET_BY_SUPERVISORS)
async def test_a_supervisor_suspends(library: Library, town: Town, reason: SuspensionReason) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id)
    done = await library.suspensions.suspend(set_order(patron_id, reason, note="reminded"))
    (row,) = shown(done).suspensions
    assert (row.reason, row.started_on, row.started_by) == (reason, TODAY, "staff01")
    assert (row.note, row.version) == ("督促済み", 1)
    assert reasons(shown(done).loans[0].renewal.page) == (Reason.SUSPENDED,)
    (record,) = await town.acts()
    assert (record["verb"], record["details"]) == (
        "suspension.set",
        {"reason": reason.value, "note": "reminded"},
    )


async def test_a_reason_in_force_is_not_set_again(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.suspend(patron_id, OVERDUE)
    with pytest.raises(ActRefused) as refused:
        await library.suspensions.suspend(set_order(patron_id, OVERDUE))
    assert refused_with(refused) == (Reason.ALREADY_IN_FORCE,)
    await library.suspensions.suspend(set_order(patron_id, ADDRESS))
    assert await town.how_many(suspension) == 2


async def test_a_loss_is_the_patrons_to_report(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    with pytest.raises(ActRefused) as refused:
        await library.suspensions.suspend(set_order(patron_id, LOST))
    assert refused_with(refused) == (Reason.NO_CONSENT,)


async def test_a_note_is_one_of_the_librarys_codes(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    with pytest.raises(ActRefused) as refused:
        await library.suspensions.suspend(set_order(patron_id, CONTACT, note="言いたいこと"))
    assert refused_with(refused) == (Reason.CODE_NOT_OFFERED,)
    assert await town.acts() == []


async def test_a_library_without_notes_suspends_all_the_same(library: Library, town: Town) -> None:
    async with town.db.transaction() as conn:
        await conn.execute(delete(code_label).where(code_label.c.kind == "suspension_note"))
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))
    patron_id = await town.patron()
    done = await library.suspensions.suspend(set_order(patron_id, CONTACT))
    assert shown(done).suspensions[0].note is None


# 解除: what the database knows


async def _nothing(_town: Town, _patron_id: int) -> None:
    return None


async def _overdue(town: Town, patron_id: int) -> None:
    await town.loan(patron_id, due_on=days_ago(1))


async def _due_today(town: Town, patron_id: int) -> None:
    await town.loan(patron_id, due_on=TODAY)


async def _returned_late(town: Town, patron_id: int) -> None:
    await town.loan(patron_id, loaned_on=days_ago(40), due_on=days_ago(20), returned_on=TODAY)


async def _moved_before(town: Town, patron_id: int) -> None:
    await town.change(patron, patron.c.id == patron_id, address_changed_on=days_ago(31))


async def _moved_since(town: Town, patron_id: int) -> None:
    await town.change(patron, patron.c.id == patron_id, address_changed_on=days_ago(30))


async def _replaced(town: Town, patron_id: int) -> None:
    await town.replace_card(patron_id, CARD, NEW_CARD)


async def _replaced_before(town: Town, patron_id: int) -> None:
    await _replaced(town, patron_id)
    await town.change(card, card.c.number == NEW_CARD, issued_on=days_ago(31))


async def _replaced_and_lost_again(town: Town, patron_id: int) -> None:
    await _replaced(town, patron_id)
    await town.change(card, card.c.number == NEW_CARD, status=CardStatus.LOST)


@dataclass(frozen=True)
class Known:
    """Suspended a month ago; then something happened, and it speaks against lifting, or doesn't."""

    reason: SuspensionReason
    happened: Callable[[Town, int], Awaitable[None]]
    number: str
    against: Reason | None


KNOWN = [
    (LOST, _nothing, CARD, Reason.CARD_NOT_REPLACED),
    (LOST, _replaced, NEW_CARD, None),
    (LOST, _replaced_before, NEW_CARD, Reason.CARD_NOT_REPLACED),
    (LOST, _replaced_and_lost_again, NEW_CARD, Reason.CARD_NOT_REPLACED),
    (UNREACHABLE, _overdue, CARD, None),
    (OVERDUE, _nothing, CARD, None),
    (OVERDUE, _overdue, CARD, Reason.ITEMS_STILL_OVERDUE),
    (OVERDUE, _due_today, CARD, None),
    (OVERDUE, _returned_late, CARD, None),
    (ADDRESS, _nothing, CARD, Reason.ADDRESS_NOT_CHANGED),
    (ADDRESS, _moved_before, CARD, Reason.ADDRESS_NOT_CHANGED),
    (ADDRESS, _moved_since, CARD, None),
    (CONTACT, _overdue, CARD, None),
]
each_fact = pytest.mark.parametrize(
    "known", [Known(*it) for it in KNOWN], ids=lambda it: f"{it.reason}{it.happened.__name__}"
)


async def _suspended(
    town: Town, reason: SuspensionReason, happened: Callable[[Town, int], Awaitable[None]] = _nothing
) -> None:
    patron_id = await town.patron()
    await town.suspend(patron_id, reason)
    await happened(town, patron_id)


@each_fact
async def test_what_the_database_knows_decides(library: Library, town: Town, known: Known) -> None:
    await _suspended(town, known.reason, known.happened)
    (row,) = (await open_card(library.look_ups, known.number, SUPERVISOR)).suspensions
    order = await lift_order(library, known.reason, number=known.number)
    if known.against is None:
        assert row.lift == Allowed()
        answer = shown(await library.suspensions.lift(order))
        assert (answer.suspensions, answer.notices) == ((), ())
        (past,) = answer.past_suspensions
        assert (past.lifted_on, past.lifted_by, past.override) == (TODAY, "staff01", None)
        assert (past.started_by, past.version) == ("supervisor", 2)
    else:
        assert reasons(row.lift) == (known.against,)
        with pytest.raises(ActRefused) as refused:
            await library.suspensions.lift(order)
        assert refused_with(refused) == (known.against,)
        assert await town.acts() == []


@each_fact
async def test_an_override_goes_past_the_facts_where_the_library_allows_it(
    library: Library, town: Town, known: Known
) -> None:
    await _suspended(town, known.reason, known.happened)
    code = "library_decision"
    order = await lift_order(library, known.reason, number=known.number, override=code)
    if known.against is not None:
        with pytest.raises(ActRefused) as refused:
            await library.suspensions.lift(order)
        assert refused_with(refused) == (known.against,)
    await allow_overriding(town)
    (past,) = shown(await library.suspensions.lift(order)).past_suspensions
    assert past.override == ("館の判断" if known.against else None)
    (record,) = await town.acts()
    assert record["details"] == {"reason": known.reason.value, "override": code if known.against else None}


async def test_an_override_is_one_of_the_librarys_codes(library: Library, town: Town) -> None:
    await _suspended(town, OVERDUE, _overdue)
    await allow_overriding(town)
    with pytest.raises(ActRefused) as refused:
        await library.suspensions.lift(await lift_order(library, OVERDUE, override="because"))
    assert refused_with(refused) == (Reason.CODE_NOT_OFFERED,)


async def test_a_card_found_again_is_no_longer_lost(library: Library, town: Town) -> None:
    patron_id = await town.patron(status=CardStatus.LOST)
    await town.suspend(patron_id, LOST)
    await allow_overriding(town)
    answer = shown(await library.suspensions.lift(await lift_order(library, LOST, override="card_found")))
    assert answer.patron.card_status is CardStatus.ACTIVE
    assert answer.issue_password == Allowed()


async def test_another_reason_leaves_a_lost_card_lost(library: Library, town: Town) -> None:
    patron_id = await town.patron(status=CardStatus.LOST)
    for reason in (LOST, CONTACT):
        await town.suspend(patron_id, reason)
    answer = shown(await library.suspensions.lift(await lift_order(library, CONTACT)))
    assert answer.patron.card_status is CardStatus.LOST


@pytest.mark.parametrize("reason", SuspensionReason)
async def test_each_item_of_the_checklist_has_to_be_ticked(
    library: Library, town: Town, reason: SuspensionReason
) -> None:
    patron_id = await town.patron(address_changed_on=TODAY)
    await town.suspend(patron_id, reason)
    await town.replace_card(patron_id, CARD, NEW_CARD)
    for item in CHECKLISTS[reason]:
        checked = frozenset(CHECKLISTS[reason]) - {item}
        with pytest.raises(ActRefused) as refused:
            await library.suspensions.lift(
                await lift_order(library, reason, number=NEW_CARD, checked=checked)
            )
        assert refused_with(refused) == (Reason.CHECKLIST_OPEN,)
    await library.suspensions.lift(await lift_order(library, reason, number=NEW_CARD))


# 解除: one at a time


async def test_one_of_two_is_lifted_and_renewing_stays_refused(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id)
    for reason in (UNREACHABLE, CONTACT):
        await town.suspend(patron_id, reason)
    first = shown(await library.suspensions.lift(await lift_order(library, UNREACHABLE)))
    assert [row.reason for row in first.suspensions] == [CONTACT]
    assert reasons(first.loans[0].renewal.page) == (Reason.SUSPENDED,)
    second = shown(await library.suspensions.lift(await lift_order(library, CONTACT)))
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
        library.suspensions.lift(await lift_order(library, CONTACT, actor=actor)),
        library.suspensions.suspend(set_order(patron_id, OVERDUE, actor=actor)),
    ):
        with pytest.raises(ActRefused) as refused:
            await attempt
        assert reason in refused_with(refused)
    assert await town.acts() == []


async def test_two_lift_the_same_and_one_is_told(library: Library, town: Town) -> None:
    await _suspended(town, CONTACT)
    orders = [await lift_order(library, CONTACT, actor=who) for who in (SUPERVISOR, colleague(SUPERVISOR))]
    outcomes = await asyncio.gather(*map(library.suspensions.lift, orders), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DoneAlready", "Performed"]
    assert issubclass(DoneAlready, RowChanged)
    assert len(await town.acts()) == 1


async def test_what_changed_meanwhile_is_not_lifted(library: Library, town: Town) -> None:
    await _suspended(town, CONTACT)
    with pytest.raises(RowChanged):
        await library.suspensions.lift(await lift_order(library, CONTACT, seen_version=7))


async def test_the_same_orders_act_once(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    setting = set_order(patron_id, CONTACT)
    assert [(await library.suspensions.suspend(setting)).repeated for _ in range(2)] == [False, True]
    lifting = await lift_order(library, CONTACT)
    assert [(await library.suspensions.lift(lifting)).repeated for _ in range(2)] == [False, True]
    assert len(await town.acts()) == 2


async def test_a_reason_can_be_set_again_after_it_was_lifted(library: Library, town: Town) -> None:
    await _suspended(town, CONTACT)
    order = await lift_order(library, CONTACT)
    await library.suspensions.lift(order)
    answer = shown(await library.suspensions.suspend(set_order(order.patron_id, CONTACT)))
    rows: tuple[SuspensionRow, ...] = (*answer.suspensions, *answer.past_suspensions)
    assert [row.lifted_on for row in rows] == [None, TODAY]
    assert [row.started_on for row in rows] == [TODAY, days_ago(30)]
