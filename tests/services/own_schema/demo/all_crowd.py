"""Any patron can be looked up, and what they have is what the rules allow."""

from collections import Counter
from itertools import product

import pytest
from sqlalchemy import Select, exists, func, select

from services.contract.snapshot import PatronSnapshot
from services.contract.today.suspension_list import SuspensionFilter
from services.own_schema.database.tables import (
    bib_record,
    card,
    hold,
    item,
    loan,
    material_type,
    patron,
    suspension,
)
from services.own_schema.today.today_sqlite import TodaySqlite
from services.rules.decision import Allowed, Reason
from services.rules.vocabulary import CardStatus, ContactMethod, HoldStatus, LoanClass, SuspensionReason
from tests.helpers.snapshots import facts_of
from tests.services.own_schema.demo.conftest import NOW, TODAY, Demo

OUT = loan.c.returned_on.is_(None)


async def count(demo: Demo, statement: Select[int]) -> int:
    async with demo.db.reading() as conn:
        return (await conn.execute(statement)).scalar_one()


async def all_cards(demo: Demo) -> list[str]:
    async with demo.db.reading() as conn:
        wanted = select(card.c.number).where(card.c.status != "retired")
        return list((await conn.execute(wanted)).scalars())


async def test_every_patron(demo: Demo) -> None:
    classes = {kind.name: kind.loan_class for kind in demo.masters.current.material_types.values()}
    for number in await all_cards(demo):
        snapshot = await demo.look(number)
        assert snapshot.card_number == number
        check_limits(snapshot, classes, demo)
        check_loans(snapshot)
        check_holds(snapshot)
        check_the_rest(snapshot)


def check_limits(snapshot: PatronSnapshot, classes: dict[str, LoanClass], demo: Demo) -> None:
    policy = demo.masters.current.policy
    for rows, limits in ((snapshot.loans, policy.loan_limits), (snapshot.holds, policy.hold_limits)):
        counts = Counter(classes[row.material_type or ""] for row in rows)
        assert all(counts[kind] <= limits[kind] for kind in counts)


def check_loans(snapshot: PatronSnapshot) -> None:
    for row in snapshot.loans:
        assert row.loaned_on is not None
        assert row.due_on is not None
        assert row.loaned_on <= TODAY
        assert row.overdue_days == max(0, (TODAY - row.due_on).days)
        page = row.renewal.page
        if isinstance(page, Allowed):
            assert page.new_day is not None
            assert page.new_day > row.due_on
            assert not row.waiting
        elif snapshot.suspensions:
            assert page.reasons[0] is Reason.SUSPENDED
        # Nobody who waits for it has it, and what others wait for was not renewed.
        assert not (row.waiting and row.renewed_today)


def check_holds(snapshot: PatronSnapshot) -> None:
    for row in snapshot.holds:
        waits = row.status is HoldStatus.WAITING
        assert (row.position is not None) == waits == isinstance(row.change.page, Allowed)
        assert (row.stop is not None) == (row.branch == "あおぞら号")
        assert row.contact is not ContactMethod.MAIL or snapshot.patron.email is not None
        if row.position is not None:
            assert 1 <= row.position[0] <= row.position[1]


def check_the_rest(snapshot: PatronSnapshot) -> None:
    header = snapshot.patron
    assert header.registered_on is not None
    assert header.registered_on <= TODAY
    assert str(header.phone).startswith(("048-000-", "090-0000-"))
    assert str(header.address).startswith("川口市")
    assert header.email is None or header.email.endswith("@example.jp")
    assert snapshot.now.date() == NOW.date()
    for row in snapshot.suspensions:
        lost = header.card_status is CardStatus.LOST
        assert row.reason is not SuspensionReason.CARD_LOST or lost or facts_of(row).card_replaced


async def test_suspensions_of_each_reason_are_in_each_state(demo: Demo) -> None:
    found = await TodaySqlite(demo.db, demo.masters).suspensions_for_file(SuspensionFilter(), demo.actor)
    states = {(entry.reason, entry.ready) for entry in found.entries}
    assert states == set(product(SuspensionReason, (False, True)))


async def test_whoever_waits_waits_for_what_is_out(demo: Demo) -> None:
    other = hold.alias("other")
    lent = exists().where(loan.c.item_id == item.c.id, OUT)
    kept = exists().where(other.c.item_id == item.c.id)
    free = select(func.count()).select_from(hold.join(item, item.c.bib_record_id == hold.c.bib_record_id))

    assert await count(demo, free.where(hold.c.status == "waiting", ~lent, ~kept)) == 0


async def test_nobody_waits_for_what_they_have(demo: Demo) -> None:
    joined = hold.join(loan, loan.c.patron_id == hold.c.patron_id).join(item, item.c.id == loan.c.item_id)
    both = select(func.count()).select_from(joined).where(OUT, item.c.bib_record_id == hold.c.bib_record_id)

    assert await count(demo, both) == 0


async def test_no_copy_is_in_two_places(demo: Demo) -> None:
    both = select(func.count()).select_from(hold.join(loan, loan.c.item_id == hold.c.item_id)).where(OUT)

    assert await count(demo, both) == 0


async def test_items_from_other_libraries_are_lent(demo: Demo) -> None:
    foreign = select(func.count()).where(item.c.interlibrary)
    lent = select(func.count()).select_from(item.join(loan)).where(item.c.interlibrary, OUT)

    assert await count(demo, foreign) == await count(demo, lent) >= 3


async def test_long_overdue_has_a_loan_behind_it(demo: Demo) -> None:
    reason = suspension.c.reason == SuspensionReason.LONG_OVERDUE
    behind = exists().where(loan.c.patron_id == suspension.c.patron_id)
    without = select(func.count()).where(reason, suspension.c.lifted_at.is_(None), ~behind)

    assert await count(demo, without) == 0


async def test_due_dates_are_open_days(demo: Demo) -> None:
    masters = demo.masters.current
    async with demo.db.reading() as conn:
        rows = (await conn.execute(select(loan.c.branch_id, loan.c.due_on))).all()
        shelves = (
            await conn.execute(select(hold.c.branch_id, hold.c.shelf_until).where(hold.c.status == "ready"))
        ).all()

    assert all(masters.calendar(branch_id).is_open(day) for branch_id, day in [*rows, *shelves])


@pytest.mark.parametrize("loan_class", list(LoanClass))
async def test_every_class_is_lent(demo: Demo, loan_class: LoanClass) -> None:
    tables = loan.join(item).join(bib_record, bib_record.c.id == item.c.bib_record_id)
    of_class = material_type.c.id == bib_record.c.material_type_id
    lent = select(func.count()).select_from(tables.join(material_type, of_class))

    assert await count(demo, lent.where(material_type.c.loan_class == loan_class)) >= 5


async def test_names_are_found_by_their_keys(demo: Demo) -> None:
    blank = select(func.count()).where((patron.c.search_key == "") | (patron.c.kana_key == ""))

    assert await count(demo, blank) == 0
