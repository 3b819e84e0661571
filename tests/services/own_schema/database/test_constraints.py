"""What must never be in the database is refused by the database itself, on both kinds."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from services.own_schema.database.engine import Database
from services.own_schema.database.tables import (
    card,
    clock_offset,
    code_label,
    loan,
    masters_version,
    outgoing_mail,
    staff,
)
from services.rules.vocabulary import CardStatus, HoldStatus, Role, SuspensionReason
from tests.helpers.patrons import TODAY, Town, at, days_ago, in_days

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
async def town(db: Database) -> Town:
    return await Town.found(db)


async def test_a_card_number_is_given_once(town: Town) -> None:
    await town.patron("100000001")
    with pytest.raises(IntegrityError):
        await town.patron("100000001")


@pytest.mark.parametrize("number", ["ab00123", "AB-0012x", ""])
async def test_a_card_number_has_capitals_alone(town: Town, number: str) -> None:
    with pytest.raises(IntegrityError):
        await town.patron(number)


async def test_a_patron_has_one_card_in_use(town: Town) -> None:
    patron_id = await town.patron("100000001")
    for status in (CardStatus.ACTIVE, CardStatus.LOST):
        with pytest.raises(IntegrityError):
            await town.row(card, number="100000002", patron_id=patron_id, status=status, issued_on=TODAY)


async def test_a_card_is_retired_only_by_another(town: Town) -> None:
    with pytest.raises(IntegrityError):
        await town.patron("100000001", CardStatus.RETIRED)


async def test_a_card_needs_its_patron(town: Town) -> None:
    with pytest.raises(IntegrityError):
        await town.row(card, number="100000002", patron_id=404, status=CardStatus.ACTIVE, issued_on=TODAY)


@pytest.mark.parametrize(
    "changed",
    [
        {"expires_on": days_ago(1), "registered_on": TODAY},
        {"email": ""},
        {"branch_id": 404},
        {"name": None},
    ],
)
async def test_a_patron_makes_sense(town: Town, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        await town.patron(**changed)


@pytest.mark.parametrize(
    "changed",
    [{"hash_": "plain"}, {"wrong_logins": -1}, {"patron_id": 404}],
)
async def test_a_password_is_a_slow_hash_of_a_patron(town: Town, changed: dict[str, Any]) -> None:
    patron_id = await town.patron()
    with pytest.raises(IntegrityError):
        await town.password(**({"patron_id": patron_id} | changed))


async def test_a_patron_has_one_password(town: Town) -> None:
    patron_id = await town.patron()
    await town.password(patron_id)
    with pytest.raises(IntegrityError):
        await town.password(patron_id)


async def test_an_item_is_out_once(town: Town) -> None:
    patron_id = await town.patron()
    bib = await town.title()
    item_id = await town.item(bib)
    first = await town.loan(patron_id, item_id=item_id)
    with pytest.raises(IntegrityError):
        await town.loan(patron_id, item_id=item_id)
    await town.change(loan, loan.c.id == first, returned_on=TODAY)
    await town.loan(patron_id, item_id=item_id)


@pytest.mark.parametrize(
    "changed",
    [{"due_on": days_ago(8)}, {"renewals": 1}, {"renewed_on": TODAY}, {"item_id": 404}, {"patron_id": 404}],
)
async def test_a_loan_makes_sense(town: Town, changed: dict[str, Any]) -> None:
    patron_id = await town.patron()
    with pytest.raises(IntegrityError):
        await town.loan(**({"patron_id": patron_id} | changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"status": HoldStatus.READY, "shelf_until": None},
        {"status": HoldStatus.WAITING, "shelf_until": in_days(3)},
        {"status": HoldStatus.IN_TRANSIT, "item_id": None},
        {"mobile_stop_id": 404},
    ],
)
async def test_a_hold_makes_sense(town: Town, changed: dict[str, Any]) -> None:
    patron_id = await town.patron()
    with pytest.raises(IntegrityError):
        await town.hold(patron_id, **changed)


async def test_a_title_is_held_once_and_a_copy_for_one(town: Town) -> None:
    one, other = await town.patron("100000001"), await town.patron("100000002")
    bib = await town.title()
    await town.hold(one, bib=bib, status=HoldStatus.READY, item_id=(item_id := await town.item(bib)))
    with pytest.raises(IntegrityError):
        await town.hold(one, bib=bib)
    with pytest.raises(IntegrityError):
        await town.hold(other, bib=bib, status=HoldStatus.READY, item_id=item_id)


async def test_a_suspension_is_in_force_once_for_each_reason(town: Town) -> None:
    patron_id = await town.patron()
    await town.suspend(patron_id, SuspensionReason.UNREACHABLE, lifted_at=NOW, lifted_by="supervisor")
    await town.suspend(patron_id, SuspensionReason.UNREACHABLE)
    await town.suspend(patron_id, SuspensionReason.LONG_OVERDUE)
    with pytest.raises(IntegrityError):
        await town.suspend(patron_id, SuspensionReason.UNREACHABLE)


@pytest.mark.parametrize(
    ("reason", "changed"),
    [
        (SuspensionReason.UNREACHABLE, {"lifted_at": NOW}),
        (SuspensionReason.UNREACHABLE, {"lifted_by": "supervisor"}),
        (SuspensionReason.CARD_LOST, {"with_consent": False}),
    ],
)
async def test_a_suspension_makes_sense(
    town: Town, reason: SuspensionReason, changed: dict[str, Any]
) -> None:
    patron_id = await town.patron()
    with pytest.raises(IntegrityError):
        await town.suspend(patron_id, reason, **changed)


async def test_a_question_is_told_at_a_time(town: Town) -> None:
    patron_id = await town.patron()
    with pytest.raises(IntegrityError):
        await town.question(patron_id, status="told")
    with pytest.raises(IntegrityError):
        await town.question(patron_id, told_at=NOW)


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "lost"},
        {"status": "sent"},
        {"settled_at": NOW},
        {"erased_at": NOW},
        {"kind": "overdue"},
        {"kind": "overdue", "status": "sending"},
        {"kind": ""},
    ],
)
async def test_a_mail_makes_sense(town: Town, changed: dict[str, Any]) -> None:
    patron_id = await town.patron()
    values = {
        "kind": "question_received",
        "recipient": "a@example.jp",
        "body": "…",
        "status": "waiting",
        "queued_at": NOW,
    }
    await town.row(outgoing_mail, patron_id=patron_id, **values)
    with pytest.raises(IntegrityError):
        await town.row(outgoing_mail, patron_id=patron_id, **(values | changed))


@pytest.mark.parametrize(
    "statement",
    [
        insert(masters_version).values(id=2, version=1),
        insert(masters_version).values(id=1, version=2),
        insert(clock_offset).values(id=2, seconds=1),
        insert(code_label).values(kind="weather", code="x", label="x", position=1, ends=False),
        insert(staff).values(id="a", name="a", role=Role.COUNTER, branch_id=1, hash="plain"),
        insert(staff).values(id="a", name="a", role=Role.COUNTER, branch_id=404),
        text("UPDATE branch SET kind = 'castle'"),
        text("UPDATE material_type SET loan_class = 'castle'"),
        text("UPDATE branch SET code = 'chuo'"),
        text(
            "INSERT INTO closed_day (branch_id, day, open, special, note) VALUES (1, '2026-11-24', true, false, ''),"
            " (1, '2026-11-24', true, false, '')"
        ),
    ],
    ids=str,
)
async def test_masters_make_sense(town: Town, statement: Any) -> None:
    with pytest.raises(IntegrityError):
        async with town.db.transaction() as conn:
            await conn.execute(statement)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("card", "status"),
        ("password_credential", "kind"),
        ("suspension", "reason"),
        ("hold", "status"),
        ("hold", "contact"),
        ("hold_cancellation", "contact"),
    ],
)
async def test_a_code_is_of_its_vocabulary(town: Town, table: str, column: str) -> None:
    patron_id = await town.patron()
    await town.password(patron_id)
    await town.suspend(patron_id, SuspensionReason.UNREACHABLE)
    await town.hold(patron_id)
    await town.cancelled(patron_id)
    with pytest.raises(DBAPIError):
        async with town.db.transaction() as conn:
            await conn.execute(text(f"UPDATE {table} SET {column} = 'castle'"))


async def test_naive_times_are_refused(town: Town) -> None:
    patron_id = await town.patron()
    with pytest.raises(Exception, match="time zone"):
        await town.hold(patron_id, placed_at=at(TODAY).replace(tzinfo=None))


async def test_the_masters_version_is_a_number(town: Town) -> None:
    with pytest.raises(DBAPIError):
        async with town.db.transaction() as conn:
            await conn.execute(text("UPDATE masters_version SET version = 'x'"))
