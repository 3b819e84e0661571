"""Why an act is refused tells nothing of a row that is another patron's: nobody looked that one up."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table

from services.own_schema.database.tables import card, hold, hold_cancellation, loan, outgoing_mail
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import (
    CardStatus,
    ContactMethod,
    HoldStatus,
    MailKind,
    PatronReport,
    SuspensionReason,
)
from tests.helpers.city import City
from tests.helpers.patrons import NOW, TODAY, Town, in_days
from tests.services.own_schema.schema.postgresql.acting_scene import Hostile, hostile
from tests.services.own_schema.schema.postgresql.calling import Connect

__all__ = ["hostile"]

NEXT_WEEK = in_days(7).isoformat()
READY: dict[str, Any] = {"status": HoldStatus.READY, "shelf_place": "A"}
WENT = {"status": "sent", "settled_at": NOW - timedelta(hours=1)}
OFTEN = {"due_on": in_days(3), "renewals": DEFAULT_POLICY.renewal_limit, "renewed_on": TODAY}
UNTIL = [{**READY, "shelf_until": in_days(days)} for days in (5, 9)]
WISHES = [{"contact": ContactMethod.NONE}, {"contact": ContactMethod.PHONE}]
CARDS = [{"status": CardStatus.ACTIVE}, {"status": CardStatus.LOST}]
type Case = tuple[str, str, str, Table, list[dict[str, Any]]]
CASES: tuple[Case, ...] = (
    ("loan.renew", "SetLoanDueDate", "loan_id", loan, [{"due_on": in_days(3)}, {"due_on": in_days(20)}]),
    ("loan.renew", "SetLoanDueDate", "loan_id", loan, [{"due_on": in_days(3)}, OFTEN]),
    ("hold.cancel", "MoveHoldToCancelled", "hold_id", hold, [{}, READY]),
    ("hold.staff_cancel", "MoveHoldToCancelled", "hold_id", hold, [{}, READY]),
    ("hold.change", "SetHoldHandover", "hold_id", hold, [{}, READY]),
    ("hold.extend_shelf", "SetShelfUntil", "hold_id", hold, UNTIL),
    ("hold.undo_cancel", "MoveHoldBack", "cancellation_id", hold_cancellation, WISHES),
    ("card.report_lost", "SetCardLost", "card_id", card, CARDS),
    ("email.change", "DeleteMail", "mail_id", outgoing_mail, [{}, WENT]),
)
"""Somebody else's rows, each in two states that an act asks about."""


async def made(town: Town, table: Table, patron_id: int, row: dict[str, Any]) -> int:
    """Register a row of a patron, and give its key."""
    if table is loan:
        return await town.loan(patron_id, **row)
    if table is hold:
        return await town.hold(patron_id, bib=await town.title(), **row)
    if table is hold_cancellation:
        return await town.cancelled(patron_id, **row)
    if table is outgoing_mail:
        told = {"kind": MailKind.EMAIL_REGISTERED, "status": "waiting", "queued_at": NOW, "next_try_at": NOW}
        return await town.row(outgoing_mail, patron_id=patron_id, **{**told, **row})
    await town.change(card, card.c.patron_id == patron_id, **row)
    return int(next(it["id"] for it in await town.all_rows(card) if it["patron_id"] == patron_id))


@pytest.fixture
async def supervisor(city: City, connect: Connect, hostile: Hostile) -> Hostile:
    made = Hostile(await connect("supervisor"), city.names["supervisor"], hostile.patron_id)
    await made.look()
    return made


def change_of(town: Town, kind: str, key: str, row: int) -> dict[str, Any]:
    said = {
        "version": 1,
        "contact": "none",
        "branch_id": town.mobile_id,
        "stop_id": town.stop_id,
        "reason": "by_staff",
        "shelf_until": NEXT_WEEK,
        "due_on": NEXT_WEEK,
        "ready": False,
        "override": None,
    }
    return {**said, "change": kind, key: row}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
async def test_a_refusal_is_the_same_however_anothers_row_is(
    city: City, hostile: Hostile, case: Case
) -> None:
    verb, kind, key, table, ways = case
    said = set()
    for number, way in zip(("223456789", "323456789"), ways, strict=True):
        row = await made(city.town, table, await city.town.patron(number), way)
        change = change_of(city.town, kind, key, row)
        said.add(await hostile.refused(verb, change, subject="x", subject_id=row))
    assert len(said) == 1


async def test_no_refusal_tells_the_supervisor_why_somebody_is_suspended(
    city: City, supervisor: Hostile
) -> None:
    town = city.town
    (old,) = await town.all_rows(card)
    lost = [
        await town.suspend(await town.patron(number), reason)
        for number, reason in (
            ("223456789", SuspensionReason.CARD_LOST),
            ("323456789", SuspensionReason.UNREACHABLE),
        )
    ]
    asked = "SELECT madoguchi_facts($1, $2, 'w', 'a', '{NEW_CARD}', NULL, NULL, '987654321') #>> '{extra,NEW_CARD,key}'"
    new_id = int(await supervisor.conn.fetchval(asked, supervisor.patron_id, supervisor.name))
    new = {"change": "InsertReplacementCard", "card_id": old["id"], "new_id": new_id, "number": "987654321"}
    said = {
        await supervisor.refused(
            "card.replace",
            new,
            {"change": "SetSuspensionLifted", "suspension_id": key, "override": None},
            subject="card",
            subject_id=old["id"],
            details={"lifted": key},
        )
        for key in lost
    }
    assert len(said) == 1


async def test_no_refusal_tells_the_supervisor_what_somebody_reported(
    city: City, supervisor: Hostile
) -> None:
    town = city.town
    key = await town.suspend(supervisor.patron_id, SuspensionReason.LONG_OVERDUE)
    lift = {"change": "SetSuspensionLifted", "suspension_id": key, "override": None}
    said = set()
    for number, kind in (("223456789", PatronReport.RETURNED), ("323456789", PatronReport.CARD_FOUND)):
        report = await town.report(await town.patron(number), kind=kind)
        settle = {"change": "SetReportSettled", "report_id": report}
        about: dict[str, Any] = {"subject": "suspension", "subject_id": key}
        details = {"settled": PatronReport.RETURNED}
        said.add(await supervisor.refused("suspension.lift", lift, settle, details=details, **about))
    assert len(said) == 1
