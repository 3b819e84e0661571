"""What an act of a stolen login does to rows that it may reach, and in which state they may be for it."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest

from services.own_schema.database.tables import (
    card,
    outgoing_mail,
    password_credential,
    patron,
    reference_question,
    suspension,
)
from services.rules.secret import Secret
from services.rules.vocabulary import CardStatus, ContactMethod, CredentialKind, HoldStatus, SuspensionReason
from tests.helpers.city import City
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import NOW, Town, days_ago, in_days
from tests.services.acts.staging import all_rows, changed
from tests.services.own_schema.schema.postgresql.acting_scene import NO_ROW, Hostile, hostile
from tests.services.own_schema.schema.postgresql.calling import Connect

__all__ = ["hostile"]

ADDRESSED = "madoguchi: a mail goes to the address that its act is about"
BEGUN = "madoguchi: a suspension begins by the act of its reason"
ENDED = "madoguchi: a hold that was found ends by an act of its own"
HANDED_OVER = "madoguchi: a hold is handed over at a branch, or at a stop of the mobile library"
NEW_CARD = "SELECT madoguchi_facts($1, $2, 'w', 'a', '{NEW_CARD}', NULL, NULL, '987654321') #> '{extra,NEW_CARD,key}'"
IN_ORDER = "madoguchi: an act makes its own changes, each once"
NAMED = "madoguchi: an act changes the row that its record names"
ONLY_THAT = "madoguchi: an act changes what it is for"
REPORTED = "madoguchi: a card is reported lost; all else is the supervisor's"
RESTORED = "madoguchi: a hold comes back as it was cancelled"
SENT = "madoguchi: what was sent stays"
WITH_THE_ADDRESS = "madoguchi: a wish for mail goes with the address"


async def is_refused(
    city: City, made: Hostile, said: str, verb: str, *changes: dict[str, Any], **about: Any
) -> None:
    """Call for an act: it is refused with these words, and no row is another one."""
    before = await all_rows(city.library.db)
    assert await made.refused(verb, *changes, **about) == said
    assert not changed(before, await all_rows(city.library.db))


@pytest.fixture
async def supervisor(city: City, connect: Connect, hostile: Hostile) -> Hostile:
    made = Hostile(await connect("supervisor"), city.names["supervisor"], hostile.patron_id)
    await made.look()
    return made


@pytest.mark.parametrize(
    ("verb", "status"), [("hold.cancel", HoldStatus.READY), ("hold.staff_cancel", HoldStatus.WAITING)]
)
async def test_a_found_item_is_set_free_by_an_act_of_its_own(
    city: City, hostile: Hostile, verb: str, status: HoldStatus
) -> None:
    hold_id = await city.town.hold(hostile.patron_id, status=status)
    change = {"change": "MoveHoldToCancelled", "hold_id": hold_id, "version": 1, "reason": "by_staff"}
    await is_refused(city, hostile, ENDED, verb, change, subject="hold", subject_id=hold_id)


async def test_the_copy_that_became_free_goes_to_the_next_and_no_other(city: City, hostile: Hostile) -> None:
    town = city.town
    title = await town.title()
    hold_id = await town.hold(hostile.patron_id, bib=title, status=HoldStatus.READY)
    waiting = await town.hold(await town.patron("223456789"), bib=title)
    cancelled = {"change": "MoveHoldToCancelled", "hold_id": hold_id, "version": 1, "reason": "by_staff"}
    assigned = {"change": "AssignItem", "item_id": await town.item(title), "expected": waiting, "version": 1}
    ready = {"status": "ready", "shelf_place": None, "shelf_until": in_days(9).isoformat()}
    about = {"subject": "hold", "subject_id": hold_id}
    await is_refused(city, hostile, NO_ROW, "hold.staff_cancel", cancelled, assigned | ready, **about)


async def test_a_found_item_is_handed_over_where_it_stands(city: City, hostile: Hostile) -> None:
    town = city.town
    hold_id = await town.hold(hostile.patron_id, status=HoldStatus.READY)
    change = {"change": "SetHoldHandover", "hold_id": hold_id, "version": 1, "contact": "none"}
    elsewhere = {"branch_id": town.mobile_id, "stop_id": town.stop_id}
    about = {"subject": "hold", "subject_id": hold_id}
    await is_refused(city, hostile, HANDED_OVER, "hold.change", change | elsewhere, **about)


@pytest.mark.parametrize(
    "kept",
    [
        {"status": HoldStatus.READY, "shelf_until": days_ago(1), "shelf_place": "A"},
        {"status": HoldStatus.IN_TRANSIT, "shelf_until": None},
    ],
    ids=["its last day is past", "it was on its way"],
)
async def test_what_may_not_come_back_ready_waits(city: City, hostile: Hostile, kept: dict[str, Any]) -> None:
    title = await city.town.title()
    gone = await city.town.cancelled(
        hostile.patron_id, bib_record_id=title, freed_item_id=await city.town.item(title), **kept
    )
    change = {"change": "MoveHoldBack", "cancellation_id": gone, "contact": "none"}
    about: dict[str, Any] = {"subject": "hold_cancellation", "subject_id": gone}
    await is_refused(city, hostile, RESTORED, "hold.undo_cancel", {**change, "ready": True}, **about)
    assert (await hostile.call("hold.undo_cancel", {**change, "ready": False}, **about))["came"] == "done"


@pytest.mark.parametrize(
    ("contact", "email"), [("phone", "hanako@example.jp"), ("none", "hanako@example.jp"), ("phone", None)]
)
async def test_a_hold_comes_back_with_its_wish(
    city: City, hostile: Hostile, contact: str, email: str | None
) -> None:
    await city.town.change(patron, patron.c.id == hostile.patron_id, email=email)
    gone = await city.town.cancelled(hostile.patron_id, contact=ContactMethod.MAIL)
    change = {"change": "MoveHoldBack", "cancellation_id": gone, "contact": contact, "ready": False}
    about = {"subject": "hold_cancellation", "subject_id": gone}
    await is_refused(city, hostile, RESTORED, "hold.undo_cancel", change, **about)


async def test_a_wish_for_mail_goes_with_the_address(city: City, hostile: Hostile) -> None:
    await city.town.hold(hostile.patron_id, contact=ContactMethod.MAIL)
    to_none = {"change": "SetMailedHoldsToNone"}
    await is_refused(city, hostile, WITH_THE_ADDRESS, "email.change", to_none)
    no_address = {"change": "SetEmail", "address": None}
    assert (await hostile.call("email.change", no_address, to_none))["came"] == "done"


@pytest.mark.parametrize(
    ("verb", "kind", "others"),
    [
        ("email.resend", "question_received", []),
        ("email.change", "question_received", []),
        ("email.change", "email_registered", [{"change": "SetEmail", "address": None}]),
        (
            "question.ask",
            "email_registered",
            [{"change": "InsertQuestion", "name": "川口", "email": "a@example.jp", "question": "どこですか"}],
        ),
    ],
)
async def test_a_mail_is_about_its_act(
    city: City, hostile: Hostile, verb: str, kind: str, others: list[dict[str, Any]]
) -> None:
    await is_refused(city, hostile, ADDRESSED, verb, *others, {"change": "InsertMail", "kind": kind})


async def test_no_notice_is_queued_for_an_address_that_goes_behind_it(city: City, hostile: Hostile) -> None:
    notice, no_address = (
        {"change": "InsertMail", "kind": "email_registered"},
        {"change": "SetEmail", "address": None},
    )
    await is_refused(city, hostile, IN_ORDER, "email.change", notice, no_address)


async def test_no_notice_goes_where_there_is_no_address(city: City, hostile: Hostile) -> None:
    await city.town.change(patron, patron.c.id == hostile.patron_id, email=None)
    notice = {"change": "InsertMail", "kind": "email_registered"}
    await is_refused(city, hostile, ADDRESSED, "email.resend", notice)


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "email_registered", "status": "sent", "settled_at": NOW - timedelta(minutes=2)},
        {"kind": "question_received", "status": "waiting"},
    ],
    ids=["a notice that went", "a receipt"],
)
async def test_no_other_mail_is_taken_back(city: City, hostile: Hostile, row: dict[str, Any]) -> None:
    mail_id = await city.town.row(
        outgoing_mail, patron_id=hostile.patron_id, queued_at=NOW - timedelta(hours=1), **row
    )
    changes = (
        {"change": "SetEmail", "address": "new@example.jp"},
        {"change": "DeleteMail", "mail_id": mail_id},
    )
    await is_refused(city, hostile, SENT, "email.change", *changes)


async def test_a_question_is_told_once(city: City, hostile: Hostile) -> None:
    question = await city.town.question(hostile.patron_id)
    change = {"change": "SetQuestionTold", "question_id": question}
    about: dict[str, Any] = {"subject": "question", "subject_id": question}
    assert (await hostile.call("question.told", change, **about))["came"] == "done"
    (before,) = await city.town.all_rows(reference_question)
    await is_refused(city, hostile, NO_ROW, "question.told", change, **about)
    assert await city.town.all_rows(reference_question) == [before]


@pytest.mark.parametrize("verb", ["password.disable", "card.report_lost"])
async def test_a_password_is_disabled_once(city: City, hostile: Hostile, verb: str) -> None:
    await city.town.password(hostile.patron_id, disabled_at=NOW - timedelta(days=1))
    (shown,) = await city.town.all_rows(card)
    lost = [{"change": "SetCardLost", "card_id": shown["id"]}] if verb == "card.report_lost" else []
    await is_refused(city, hostile, NO_ROW, verb, *lost, {"change": "SetPasswordDisabled"})


async def test_no_change_of_a_password_opens_a_disabled_one(city: City, hostile: Hostile) -> None:
    """That is done by issuing one, with a proof on record."""
    hashed = CHEAP_HASHER.hash_now(Secret("Fune0815"))
    await city.town.password(hostile.patron_id, disabled_at=NOW - timedelta(days=1))
    first = {"kind": CredentialKind.INITIAL, "must_change": True, "expires_on": in_days(3).isoformat()}
    change = {"change": "SetPassword", "hashed": hashed, "version": 2, **first}
    await is_refused(city, hostile, ONLY_THAT, "password.change", change)
    assert (await hostile.call("password.reissue", change))["came"] == "done"
    (row,) = await city.town.all_rows(password_credential)
    assert row["disabled_at"] is None


@pytest.mark.parametrize(
    ("verb", "kind", "version"),
    [
        ("password.issue", "patron", 1),
        ("password.issue", "initial", 2),
        ("password.reissue", "patron", 2),
        ("password.reissue", "initial", 1),
        ("password.change", "patron", 1),
        ("password.change", "patron", "01"),
        ("password.reissue", "initial", " 1"),
        ("password.change", "initial", 2),
    ],
)
async def test_a_password_comes_in_force_by_the_act_of_its_kind(
    city: City, hostile: Hostile, verb: str, kind: str, version: int | str
) -> None:
    if version == 2:
        await city.town.password(hostile.patron_id)
    hashed = CHEAP_HASHER.hash_now(Secret("Fune0815"))
    told = {"hashed": hashed, "kind": kind, "version": version, "must_change": False, "expires_on": None}
    await is_refused(city, hostile, ONLY_THAT, verb, {"change": "SetPassword", **told})


@pytest.mark.parametrize("version", [-1, 0, 2, 4, 2**31 - 1])
async def test_the_next_password_has_the_next_number(city: City, hostile: Hostile, version: int) -> None:
    """Behind the largest number that there is no other one comes into force."""
    await city.town.password(hostile.patron_id, version=2)
    hashed = CHEAP_HASHER.hash_now(Secret("Fune0815"))
    told = {"hashed": hashed, "kind": "initial", "must_change": True, "expires_on": in_days(3).isoformat()}
    change = {"change": "SetPassword", **told}
    await is_refused(city, hostile, NO_ROW, "password.reissue", {**change, "version": version})
    assert (await hostile.call("password.reissue", {**change, "version": 3}))["came"] == "done"


async def test_with_a_card_nothing_but_its_loss_is_lifted_and_for_no_other_reason(
    city: City, supervisor: Hostile
) -> None:
    town, whose = city.town, supervisor.patron_id
    (old,) = await town.all_rows(card)
    lost = await town.suspend(whose, SuspensionReason.CARD_LOST)
    other = await town.suspend(whose, SuspensionReason.UNREACHABLE)
    new_id = json.loads(await supervisor.conn.fetchval(NEW_CARD, whose, supervisor.name))
    new = {"change": "InsertReplacementCard", "card_id": old["id"], "new_id": new_id, "number": "987654321"}
    about: dict[str, Any] = {"subject": "card", "subject_id": old["id"]}
    for key, override, named in ((other, None, other), (lost, None, other), (lost, "card_found", lost)):
        lifted = {"change": "SetSuspensionLifted", "suspension_id": key, "override": override}
        details = {"lifted": named}
        await is_refused(city, supervisor, NAMED, "card.replace", new, lifted, details=details, **about)
    lifted = {"change": "SetSuspensionLifted", "suspension_id": lost, "override": None}
    done = await supervisor.call("card.replace", new, lifted, details={"lifted": lost}, **about)
    assert done["came"] == "done"


async def test_a_card_is_reported_lost_once(city: City, hostile: Hostile) -> None:
    await city.town.change(card, card.c.patron_id == hostile.patron_id, status=CardStatus.LOST)
    (lost,) = await city.town.all_rows(card)
    change = {"change": "SetCardLost", "card_id": lost["id"]}
    await is_refused(
        city, hostile, REPORTED, "card.report_lost", change, subject="card", subject_id=lost["id"]
    )


@pytest.mark.parametrize("reason", [it for it in SuspensionReason if it is not SuspensionReason.CARD_LOST])
async def test_by_a_lost_card_nothing_else_begins(
    city: City, hostile: Hostile, reason: SuspensionReason
) -> None:
    (shown,) = await city.town.all_rows(card)
    lost = {"change": "SetCardLost", "card_id": shown["id"]}
    suspend = {"change": "InsertSuspension", "reason": reason, "note": None, "with_consent": False}
    await is_refused(city, hostile, BEGUN, "card.report_lost", lost, suspend)


@pytest.mark.parametrize(
    ("reason", "recorded"),
    [("card_lost", "card_lost"), ("contact_wanted", "unreachable"), ("unreachable", None)],
)
async def test_a_suspension_begins_for_the_reason_on_record(
    city: City, supervisor: Hostile, reason: str, recorded: str | None
) -> None:
    with_consent = reason == "card_lost"
    change = {"change": "InsertSuspension", "reason": reason, "note": None, "with_consent": with_consent}
    await is_refused(city, supervisor, BEGUN, "suspension.set", change, details={"reason": recorded})


async def test_a_suspension_is_lifted_once(city: City, supervisor: Hostile) -> None:
    key = await city.town.suspend(
        supervisor.patron_id, SuspensionReason.CONTACT_WANTED, lifted_at=NOW, lifted_by=city.names["other"]
    )
    change = {"change": "SetSuspensionLifted", "suspension_id": key, "override": None}
    about = {"subject": "suspension", "subject_id": key}
    await is_refused(city, supervisor, NO_ROW, "suspension.lift", change, **about)
    (row,) = await city.town.all_rows(suspension)
    assert row["lifted_by"] == city.names["other"]


type Make = Callable[[Town, int], Awaitable[int]]
REASONS = cycle([SuspensionReason.UNREACHABLE, SuspensionReason.CONTACT_WANTED])


def ready(town: Town, patron_id: int) -> Awaitable[int]:
    return town.hold(patron_id, status=HoldStatus.READY)


def suspended(town: Town, patron_id: int) -> Awaitable[int]:
    return town.suspend(patron_id, next(REASONS))


@pytest.mark.parametrize(
    ("verb", "named", "make"),
    [
        ("loan.renew", ("SetLoanDueDate", "loan_id"), Town.loan),
        ("hold.change", ("SetHoldHandover", "hold_id"), Town.hold),
        ("hold.cancel", ("MoveHoldToCancelled", "hold_id"), Town.hold),
        ("hold.staff_cancel", ("MoveHoldToCancelled", "hold_id"), ready),
        ("hold.extend_shelf", ("SetShelfUntil", "hold_id"), ready),
        ("hold.undo_cancel", ("MoveHoldBack", "cancellation_id"), Town.cancelled),
        ("hold.acknowledge", ("DeleteCancellation", "cancellation_id"), Town.cancelled),
        ("question.told", ("SetQuestionTold", "question_id"), Town.question),
        ("report.settle", ("SetReportSettled", "report_id"), Town.report),
        ("suspension.lift", ("SetSuspensionLifted", "suspension_id"), suspended),
    ],
)
async def test_an_act_changes_the_row_that_its_record_names(
    city: City, supervisor: Hostile, verb: str, named: tuple[str, str], make: Make
) -> None:
    town, (change, key) = city.town, named
    row, other = [await make(town, supervisor.patron_id) for _ in "12"]
    said = {
        "override": None,
        "version": 1,
        "contact": "none",
        "branch_id": town.branch_id,
        "stop_id": None,
        "reason": "by_staff",
        "shelf_until": in_days(9).isoformat(),
        "due_on": in_days(20).isoformat(),
        "ready": False,
    }
    made = {**said, "change": change, key: row}
    for subject_id in (None, other):
        await is_refused(city, supervisor, NAMED, verb, made, subject_id=subject_id)
    assert (await supervisor.call(verb, made, subject_id=row))["came"] == "done"


async def test_a_report_is_settled_once(city: City, supervisor: Hostile) -> None:
    report = await city.town.report(supervisor.patron_id, settled_at=NOW, settled_by=city.names["other"])
    change = {"change": "SetReportSettled", "report_id": report}
    about = {"subject": "report", "subject_id": report}
    await is_refused(city, supervisor, NO_ROW, "report.settle", change, **about)


async def test_with_a_suspension_the_report_is_settled_that_is_on_record(
    city: City, supervisor: Hostile
) -> None:
    key = await city.town.suspend(supervisor.patron_id, SuspensionReason.LONG_OVERDUE)
    report = await city.town.report(supervisor.patron_id)
    changes = (
        {"change": "SetSuspensionLifted", "suspension_id": key, "override": None},
        {"change": "SetReportSettled", "report_id": report},
    )
    about: dict[str, Any] = {"subject": "suspension", "subject_id": key}
    for details in ({}, {"settled": "card_found"}):
        await is_refused(city, supervisor, NAMED, "suspension.lift", *changes, details=details, **about)
    done = await supervisor.call("suspension.lift", *changes, details={"settled": "returned"}, **about)
    assert done["came"] == "done"
