"""What an act's change says, which no rule of the program judged, stays within the library's bounds."""

import json
from datetime import date
from typing import Any

import pytest

from services.own_schema.database.tables import (
    branch,
    card,
    contact_attempt,
    hold,
    hold_cancellation,
    loan,
    mobile_stop,
    password_credential,
    patron,
    patron_report,
)
from services.rules.policy import DEFAULT_POLICY
from services.rules.secret import Secret
from services.rules.vocabulary import BranchKind, HoldStatus, SuspensionReason
from tests.helpers.city import City
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import CARD, NOW, TODAY, in_days
from tests.services.own_schema.schema.postgresql.acting_scene import NO_ROW, WITHIN, Hostile, hostile
from tests.services.own_schema.schema.postgresql.calling import Connect

__all__ = ["hostile"]

KEPT_LONGER = "madoguchi: an item is kept longer once, by its own act"
RENEWED = "madoguchi: a loan is renewed, today and to a later day, or left as it is"
REGISTERED = "madoguchi: a registration is renewed for as long as the library lets it"
HANDED_OVER = "madoguchi: a hold is handed over at a branch, or at a stop of the mobile library"
RESTORED = "madoguchi: a hold comes back as it was cancelled"
NEXT = "madoguchi: a copy that became free goes to the next in line"
NEVER = "infinity"
"""A day that no desk can read: whoever is shown with it opens no more."""


async def extends(hostile: Hostile, hold_id: int, until: str, version: int = 1) -> str:
    change = {"change": "SetShelfUntil", "hold_id": hold_id, "version": version, "shelf_until": until}
    row = await hostile.call("hold.extend_shelf", change, subject="hold", subject_id=hold_id)
    return str(row["came"])


async def test_an_item_is_kept_longer_as_often_as_the_library_lets_it(city: City, hostile: Hostile) -> None:
    hold_id = await city.town.hold(hostile.patron_id, status=HoldStatus.READY)
    for longer in range(DEFAULT_POLICY.shelf_extensions):
        assert await extends(hostile, hold_id, in_days(20 + longer).isoformat(), 1 + longer) == "done"
    (kept,) = await city.town.all_rows(hold)
    change = {"change": "SetShelfUntil", "hold_id": hold_id, "version": kept["version"]}
    said = await hostile.refused(
        "hold.extend_shelf",
        {**change, "shelf_until": in_days(40).isoformat()},
        subject="hold",
        subject_id=hold_id,
    )
    assert said == KEPT_LONGER


async def test_a_loan_is_renewed_as_often_as_the_library_lets_it(city: City, hostile: Hostile) -> None:
    loan_id = await city.town.loan(hostile.patron_id)
    change = {"change": "SetLoanDueDate", "loan_id": loan_id}
    about: dict[str, Any] = {"subject": "loan", "subject_id": loan_id}
    for longer in range(DEFAULT_POLICY.renewal_limit):
        until = in_days(20 + longer).isoformat()
        assert (await hostile.call("loan.renew", {**change, "due_on": until}, **about))["came"] == "done"
    until = in_days(40).isoformat()
    assert await hostile.refused("loan.renew", {**change, "due_on": until}, **about) == RENEWED


async def test_a_loan_that_was_returned_is_renewed_no_more(city: City, hostile: Hostile) -> None:
    loan_id = await city.town.loan(hostile.patron_id, returned_on=TODAY)
    change = {"change": "SetLoanDueDate", "loan_id": loan_id, "due_on": in_days(14).isoformat()}
    assert await hostile.refused("loan.renew", change, subject="loan", subject_id=loan_id) == NO_ROW


@pytest.mark.parametrize("until", [in_days(7), in_days(6), in_days(367)])
async def test_a_loan_is_renewed_to_a_later_day_within_a_year(
    city: City, hostile: Hostile, until: date
) -> None:
    loan_id = await city.town.loan(hostile.patron_id, due_on=in_days(7))
    change = {"change": "SetLoanDueDate", "loan_id": loan_id, "due_on": until.isoformat()}
    assert await hostile.refused("loan.renew", change, subject="loan", subject_id=loan_id) == RENEWED


@pytest.mark.parametrize("until", [in_days(5), in_days(4), date(9999, 12, 31), NEVER])
async def test_an_item_is_kept_until_a_later_day_no_longer_than_a_branch_is_closed(
    city: City, hostile: Hostile, until: date | str
) -> None:
    hold_id = await city.town.hold(hostile.patron_id, status=HoldStatus.READY, shelf_until=in_days(5))
    change = {"change": "SetShelfUntil", "hold_id": hold_id, "version": 1, "shelf_until": str(until)}
    said = await hostile.refused("hold.extend_shelf", change, subject="hold", subject_id=hold_id)
    assert said == (WITHIN if until == NEVER else KEPT_LONGER)


@pytest.mark.parametrize(
    ("at", "stop"), [("mobile", None), ("branch", "stop"), ("mobile", "other"), ("second", "stop")]
)
async def test_a_hold_is_handed_over_where_that_is_possible(
    city: City, hostile: Hostile, at: str, stop: str | None
) -> None:
    town = city.town
    closed = {"branch_id": town.mobile_id, "code": "s9", "name": "前の停留所", "position": 9, "active": False}
    places = {
        "mobile": town.mobile_id,
        "branch": town.branch_id,
        "second": await town.row(
            branch, code="98", name="移動2号", short_name="移2", kind=BranchKind.MOBILE, position=98
        ),
        "stop": town.stop_id,
        "other": await town.row(mobile_stop, **closed),
    }
    hold_id = await town.hold(hostile.patron_id)
    change = {"change": "SetHoldHandover", "hold_id": hold_id, "version": 1, "contact": "none"}
    about: dict[str, Any] = {"subject": "hold", "subject_id": hold_id}
    told = {**change, "branch_id": places[at], "stop_id": stop and places[stop]}
    assert await hostile.refused("hold.change", told, **about) == HANDED_OVER
    honest = {**change, "branch_id": places["mobile"], "stop_id": places["stop"]}
    assert (await hostile.call("hold.change", honest, **about))["came"] == "done"


@pytest.mark.parametrize("until", ["9999-12-31", NEVER])
async def test_a_freed_copy_is_kept_for_the_next_no_longer(city: City, hostile: Hostile, until: str) -> None:
    title = await city.town.title()
    hold_id = await city.town.hold(hostile.patron_id, bib=title, status=HoldStatus.READY)
    other = await city.town.hold(await city.town.patron("223456789"), bib=title)
    (held,) = [row for row in await city.town.all_rows(hold) if row["id"] == hold_id]
    assigned = {
        "change": "AssignItem",
        "item_id": held["item_id"],
        "expected": other,
        "version": 1,
        "status": "ready",
        "shelf_place": "予約棚A",
    }
    cancelled = {"change": "MoveHoldToCancelled", "hold_id": hold_id, "version": 1, "reason": "by_staff"}
    about: dict[str, Any] = {"subject": "hold", "subject_id": hold_id}
    said = await hostile.refused("hold.staff_cancel", cancelled, {**assigned, "shelf_until": until}, **about)
    assert said == (WITHIN if until == NEVER else NEXT)
    honest = {**assigned, "shelf_until": in_days(9).isoformat()}
    assert (await hostile.call("hold.staff_cancel", cancelled, honest, **about))["came"] == "done"


async def test_a_copy_that_was_free_before_goes_to_nobody(city: City, hostile: Hostile) -> None:
    town = city.town
    title = await town.title()
    before = await town.cancelled(
        hostile.patron_id, bib_record_id=title, freed_item_id=await town.item(title)
    )
    (gone,) = [row for row in await town.all_rows(hold_cancellation) if row["id"] == before]
    hold_id = await town.hold(hostile.patron_id, status=HoldStatus.READY)
    other = await town.hold(await town.patron("223456789"), bib=title)
    assigned = {"change": "AssignItem", "item_id": gone["freed_item_id"], "expected": other, "version": 1}
    moved = {**assigned, "status": "in_transit", "shelf_until": None, "shelf_place": None}
    cancelled = {"change": "MoveHoldToCancelled", "hold_id": hold_id, "version": 1, "reason": "by_staff"}
    about: dict[str, Any] = {"subject": "hold", "subject_id": hold_id}
    assert await hostile.refused("hold.staff_cancel", cancelled, moved, **about) == NO_ROW


async def test_a_freed_copy_that_is_lent_goes_to_nobody(city: City, hostile: Hostile) -> None:
    town = city.town
    title = await town.title()
    copy = await town.item(title)
    hold_id = await town.hold(hostile.patron_id, bib=title, status=HoldStatus.READY, item_id=copy)
    other = await town.hold(await town.patron("223456789"), bib=title)
    lent = {"item_id": copy, "patron_id": await town.patron("323456789"), "branch_id": town.branch_id}
    loan_id = await town.row(loan, **lent, loaned_on=TODAY, due_on=in_days(14))
    assigned = {"change": "AssignItem", "item_id": copy, "expected": other, "version": 1, "shelf_until": None}
    moved = {**assigned, "status": "in_transit", "shelf_place": None}
    cancelled = {"change": "MoveHoldToCancelled", "hold_id": hold_id, "version": 1, "reason": "by_staff"}
    about: dict[str, Any] = {"subject": "hold", "subject_id": hold_id}
    assert await hostile.refused("hold.staff_cancel", cancelled, moved, **about) == NEXT
    await town.change(loan, loan.c.id == loan_id, returned_on=TODAY)
    assert (await hostile.call("hold.staff_cancel", cancelled, moved, **about))["came"] == "done"


async def test_a_hold_does_not_come_back_ready_with_a_copy_that_was_lent(
    city: City, hostile: Hostile
) -> None:
    town = city.town
    title = await town.title()
    copy = await town.item(title)
    kept: dict[str, Any] = {
        "status": HoldStatus.READY,
        "shelf_until": in_days(5),
        "shelf_place": "予約棚A",
        "freed_item_id": copy,
    }
    gone = await town.cancelled(hostile.patron_id, bib_record_id=title, **kept)
    lent = {"item_id": copy, "patron_id": await town.patron("223456789"), "branch_id": town.branch_id}
    loan_id = await town.row(loan, **lent, loaned_on=TODAY, due_on=in_days(14))
    change = {"change": "MoveHoldBack", "cancellation_id": gone, "contact": "none", "ready": True}
    about: dict[str, Any] = {"subject": "hold_cancellation", "subject_id": gone}
    assert await hostile.refused("hold.undo_cancel", change, **about) == RESTORED
    await town.change(loan, loan.c.id == loan_id, returned_on=TODAY)
    assert (await hostile.call("hold.undo_cancel", change, **about))["came"] == "done"


async def test_a_copy_that_is_handed_on_locks_no_line_but_its_own(city: City, hostile: Hostile) -> None:
    """Who names a hold of another title waits for nobody there, and keeps nobody waiting."""
    hold_id = await city.town.hold(hostile.patron_id, status=HoldStatus.READY)
    other = await city.town.hold(await city.town.patron("223456789"), bib=await city.town.title("こころ"))
    (held, elsewhere) = sorted(await city.town.all_rows(hold), key=lambda row: row["id"] != hold_id)
    assigned = {
        "change": "AssignItem",
        "item_id": held["item_id"],
        "expected": other,
        "version": 1,
        "status": "ready",
        "shelf_until": in_days(9).isoformat(),
        "shelf_place": "予約棚A",
    }
    cancelled = {"change": "MoveHoldToCancelled", "hold_id": hold_id, "version": 1, "reason": "by_staff"}
    admin = await city.connect()
    held_up = admin.transaction()
    await held_up.start()
    await admin.fetch("SELECT FROM bib_record WHERE id = $1 FOR NO KEY UPDATE", elsewhere["bib_record_id"])
    await hostile.conn.execute("SET lock_timeout = 2000")
    said = await hostile.refused("hold.staff_cancel", cancelled, assigned, subject="hold", subject_id=hold_id)
    await held_up.rollback()
    await admin.close()
    assert said == NO_ROW


@pytest.mark.parametrize("until", [NEVER, "9999-12-31", TODAY.isoformat(), None])
async def test_a_registration_ends_on_a_day_that_its_renewal_can_come_to(
    city: City, hostile: Hostile, until: str | None
) -> None:
    change = {"change": "SetRegistration", "corrected": None, "found_by": None, "moved": False}
    (before,) = await city.town.all_rows(patron)
    said = await hostile.refused("registration.renew", {**change, "expires_on": until})
    assert said == (WITHIN if until in {NEVER, None} else REGISTERED)
    (row,) = await city.town.all_rows(patron)
    assert row["expires_on"] == before["expires_on"] > TODAY
    honest = date(TODAY.year + DEFAULT_POLICY.registration_years, TODAY.month, TODAY.day).isoformat()
    assert (await hostile.call("registration.renew", {**change, "expires_on": honest}))["came"] == "done"


@pytest.mark.parametrize("until", [NEVER, "9999-12-31"])
async def test_a_first_password_ends_in_its_days(city: City, hostile: Hostile, until: str) -> None:
    change = {
        "change": "SetPassword",
        "hashed": CHEAP_HASHER.hash_now(Secret("Kingyo2026")),
        "kind": "initial",
        "must_change": True,
        "expires_on": until,
        "version": 1,
    }
    said = await hostile.refused("password.issue", change)
    assert said == (WITHIN if until == NEVER else "madoguchi: a password ends within the library's days")
    assert await city.town.all_rows(password_credential) == []


async def test_a_report_came_by_the_channel_of_its_act(city: City, hostile: Hostile) -> None:
    change = {"change": "InsertReport", "kind": "returned", "channel": "phone"}
    said = await hostile.refused("report.take", change)
    assert said == BY_CHANNEL
    assert await city.town.all_rows(patron_report) == []


CONTACTED = "madoguchi: an attempt is about the row that its record names"
BY_CHANNEL = "madoguchi: what was said came by the channel of its act"
STILL_TO_COME = "madoguchi: what is done next is still to come"


def attempt(**changed: Any) -> dict[str, Any]:
    """Say that nobody answered."""
    return {
        "change": "InsertContactAttempt",
        "means": "phone",
        "result": "no_answer",
        "channel": "counter",
        **changed,
    }


@pytest.mark.parametrize(
    ("reason", "said"), [("contact_wanted", None), ("address_change", NO_ROW), ("card_lost", NO_ROW)]
)
async def test_attempts_are_about_suspensions_that_are_worked_on(
    city: City, hostile: Hostile, reason: str, said: str | None
) -> None:
    key = await city.town.suspend(hostile.patron_id, SuspensionReason(reason))
    about: dict[str, Any] = {"subject": "suspension", "subject_id": key}
    change = attempt(about_suspension=key)
    if said is None:
        assert (await hostile.call("contact.record", change, **about))["came"] == "done"
    else:
        assert await hostile.refused("contact.record", change, **about) == said
    assert await city.town.how_many(contact_attempt) == (said is None)


@pytest.mark.parametrize("status", HoldStatus)
async def test_attempts_are_about_holds_that_are_ready(
    city: City, hostile: Hostile, status: HoldStatus
) -> None:
    key = await city.town.hold(hostile.patron_id, status=status)
    about: dict[str, Any] = {"subject": "hold", "subject_id": key}
    change = attempt(about_hold=key)
    if status is HoldStatus.READY:
        assert (await hostile.call("contact.record", change, **about))["came"] == "done"
    else:
        assert await hostile.refused("contact.record", change, **about) == NO_ROW


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"channel": "phone"}, BY_CHANNEL),
        ({"next_step": "call", "next_on": "2020-01-01"}, STILL_TO_COME),
        ({"about_hold": 1}, "madoguchi: the call could not be carried out"),
        ({"next_step": "call"}, "madoguchi: the call could not be carried out"),
        ({"means": "letter", "result": "told"}, "madoguchi: the call could not be carried out"),
        ({"about_suspension": None, "about_hold": "own"}, CONTACTED),
    ],
)
async def test_what_an_attempt_says_is_held(
    city: City, hostile: Hostile, changed: dict[str, Any], said: str
) -> None:
    key = await city.town.suspend(hostile.patron_id, SuspensionReason.CONTACT_WANTED)
    own = await city.town.hold(hostile.patron_id, status=HoldStatus.READY)
    change = attempt(**{"about_suspension": key, **changed})
    if change.get("about_hold") == "own":
        change["about_hold"] = own
    about: dict[str, Any] = {"subject": "suspension", "subject_id": key}
    assert await hostile.refused("contact.record", change, **about) == said
    assert await city.town.how_many(contact_attempt) == 0


async def test_attempts_are_about_the_patron_of_their_record(city: City, hostile: Hostile) -> None:
    other = await city.town.patron("987654321")
    key = await city.town.suspend(other, SuspensionReason.CONTACT_WANTED)
    lifted = await city.town.suspend(
        hostile.patron_id, SuspensionReason.CONTACT_WANTED, lifted_at=NOW, lifted_by="supervisor"
    )
    for each in (key, lifted):
        change = attempt(about_suspension=each)
        said = await hostile.refused("contact.record", change, subject="suspension", subject_id=each)
        assert said == NO_ROW


async def test_a_new_card_takes_no_id_that_is_still_to_come(city: City, connect: Connect) -> None:
    patron_id = await city.town.patron(CARD)
    made = Hostile(await connect("supervisor"), city.names["supervisor"], patron_id)
    await made.look()
    (old,) = await city.town.all_rows(card)
    change = {
        "change": "InsertReplacementCard",
        "card_id": old["id"],
        "new_id": old["id"] + 1,
        "number": "987654321",
    }
    about: dict[str, Any] = {"subject": "card", "subject_id": old["id"]}
    said = await made.refused("card.replace", change, **about)
    assert said == "madoguchi: a new card takes an id that was given out"
    assert len(await city.town.all_rows(card)) == 1


@pytest.mark.parametrize(("who", "told"), [("counter", None), ("supervisor", "active")])
async def test_whether_a_card_has_a_number_is_told_to_who_replaces_cards(
    city: City, connect: Connect, who: str, told: str | None
) -> None:
    """Whoever else asks would go through all numbers, and leave no record of a look."""
    made = Hostile(await connect(who), city.names[who], await city.town.patron(CARD))
    await city.town.patron("987654321")
    await made.look()
    asked = "SELECT madoguchi_facts($1, $2, '2番窓口', 'an-act', '{NEW_CARD}', NULL, NULL, '987654321')"
    facts = json.loads(await made.conn.fetchval(asked, made.patron_id, made.name))
    assert facts["extra"]["NEW_CARD"]["taken_by"] == told
