"""予約に戻す of a hold that had its copy: as it was while nobody else got it, or waiting, as the clerk read before."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from services.acts.holds import CancelHold, ExtendShelf, StaffCancelHold, UndoCancel
from services.contract.errors import ActRefused, RowChanged
from services.contract.snapshot import CancelledHoldRow, PatronSnapshot
from services.own_schema.database.tables import (
    circulation_rule,
    hold,
    hold_cancellation,
    loan,
    masters_version,
)
from services.own_schema.library import Library
from services.rules.circulation.restoring import Comeback, WaitsBecause
from services.rules.decision import Allowed, Reason, Refused
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers.patrons import NOW, TODAY, Town, at, clerk, days_ago, in_days, open_card

OTHER = "987654321"
KEPT = ("item_id", "status", "placed_at", "branch_id", "mobile_stop_id", "contact", "wait_until")
SHELF = ("shelf_until", "shelf_place", "shelf_extensions")


async def cancelled(library: Library) -> CancelledHoldRow:
    (row,) = (await open_card(library.backend.look_ups)).cancelled_holds
    return row


async def taken_off(library: Library) -> CancelledHoldRow:
    """Do 窓口取消 of the one hold that the patron has."""
    snapshot = await open_card(library.backend.look_ups)
    (row,) = snapshot.holds
    order: dict[str, Any] = {
        "actor": clerk(),
        "patron_id": snapshot.patron.id,
        "hold_id": row.id,
        "seen_version": row.version,
    }
    await library.backend.acts.perform(StaffCancelHold(**order, reason="by_staff"))
    return await cancelled(library)


async def undone(
    library: Library, row: CancelledHoldRow, **changed: Any
) -> tuple[HoldStatus, PatronSnapshot]:
    snapshot = await open_card(library.backend.look_ups)
    order = UndoCancel(
        actor=clerk(),
        patron_id=snapshot.patron.id,
        cancellation_id=row.id,
        seen_version=row.version,
        comes_back=row.comes_back.status,
    )
    done = await library.backend.acts.perform(replace(order, **changed))
    assert isinstance(done.answer, PatronSnapshot)
    assert (await library.backend.acts.perform(replace(order, **changed))).result is done.result
    return done.result, done.answer


async def the_one(town: Town, table: Any) -> dict[str, Any]:
    (row,) = await town.all_rows(table)
    return row


async def test_a_ready_hold_comes_back_as_it_was(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.hold(
        patron_id,
        status=HoldStatus.READY,
        shelf_until=in_days(3),
        shelf_place="予約棚B",
        shelf_extensions=1,
        contact=ContactMethod.MAIL,
        wait_until=in_days(90),
        branch_id=town.mobile_id,
        mobile_stop_id=town.stop_id,
    )
    before = await the_one(town, hold)
    row = await taken_off(library)
    assert row.comes_back == Comeback(HoldStatus.READY, in_days(3))
    result, answer = await undone(library, row)
    assert result is HoldStatus.READY
    after = await the_one(town, hold)
    assert {name: after[name] for name in (*KEPT, *SHELF)} == {name: before[name] for name in (*KEPT, *SHELF)}
    assert after["version"] == 1
    assert answer.cancelled_holds == ()
    assert answer.holds[0].extend == Refused((Reason.SHELF_ALREADY_EXTENDED,))
    assert [(record["verb"], record["details"].get("status")) for record in await town.acts()] == [
        ("hold.staff_cancel", None),
        ("hold.undo_cancel", "ready"),
    ]


async def test_one_that_was_extended_is_not_extended_anew_by_it(library: Library, town: Town) -> None:
    await town.hold(await town.patron(), status=HoldStatus.READY, shelf_until=in_days(1))
    snapshot = await open_card(library.backend.look_ups)
    (row,) = snapshot.holds
    order: dict[str, Any] = {
        "actor": clerk(),
        "patron_id": snapshot.patron.id,
        "hold_id": row.id,
        "seen_version": row.version,
    }
    longer = (await library.backend.acts.perform(ExtendShelf(**order))).result
    _, answer = await undone(library, await taken_off(library))
    assert answer.holds[0].shelf_until == longer
    assert isinstance(answer.holds[0].extend, Refused)


async def test_a_ready_hold_comes_back_without_mail_when_the_address_is_gone(
    library: Library, town: Town
) -> None:
    patron_id = await town.patron(email=None)
    await town.hold(patron_id, status=HoldStatus.READY, contact=ContactMethod.MAIL)
    _, answer = await undone(library, await taken_off(library))
    (row,) = answer.holds
    assert (row.status, row.contact) == (HoldStatus.READY, ContactMethod.NONE)


async def test_on_its_last_day_it_is_ready_and_afterwards_it_waits(library: Library, town: Town) -> None:
    await town.hold(await town.patron(), status=HoldStatus.READY, shelf_until=TODAY)
    row = await taken_off(library)
    assert row.comes_back.status is HoldStatus.READY
    await town.change(circulation_rule, circulation_rule.c.name == "hold_undo_days", value=1)
    async with town.db.transaction() as conn:
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))
    await town.set_time(NOW + timedelta(days=1))
    with pytest.raises(RowChanged):  # the clerk was told that it comes back ready
        await undone(library, row)
    row = await cancelled(library)
    assert row.comes_back == Comeback(because=WaitsBecause.SHELF_TIME_OVER)
    result, answer = await undone(library, row)
    assert (result, answer.holds[0].status) == (HoldStatus.WAITING, HoldStatus.WAITING)
    after = await the_one(town, hold)
    assert [after[name] for name in ("item_id", *SHELF)] == [None, None, None, 0]


async def test_one_whose_time_to_wait_is_over_still_comes_back_to_the_shelf(
    library: Library, town: Town
) -> None:
    await town.hold(
        await town.patron(), status=HoldStatus.READY, shelf_until=in_days(3), wait_until=days_ago(1)
    )
    row = await taken_off(library)
    assert (row.comes_back, row.undo) == (Comeback(HoldStatus.READY, in_days(3)), Allowed())
    assert (await undone(library, row))[0] is HoldStatus.READY


async def test_one_that_would_wait_does_not_come_back_once_its_time_to_wait_is_over(
    library: Library, town: Town
) -> None:
    await town.hold(await town.patron(), status=HoldStatus.IN_TRANSIT, wait_until=days_ago(1))
    row = await taken_off(library)
    assert row.undo == Refused((Reason.WAIT_TIME_OVER,))
    with pytest.raises(ActRefused):
        await undone(library, row)


async def test_one_in_transit_waits(library: Library, town: Town) -> None:
    await town.hold(await town.patron(), status=HoldStatus.IN_TRANSIT)
    row = await taken_off(library)
    assert row.comes_back == Comeback(because=WaitsBecause.IN_TRANSIT)
    result, answer = await undone(library, row)
    assert (result, answer.holds[0].position) == (HoldStatus.WAITING, (1, 1))


async def test_one_cancelled_before_the_upgrade_waits(library: Library, town: Town) -> None:
    bib = await town.title()
    copy = await town.item(bib)
    await town.cancelled(await town.patron(), bib_record_id=bib, cancelled_at=at(TODAY), freed_item_id=copy)
    row = await cancelled(library)
    assert row.comes_back == Comeback(because=WaitsBecause.NOT_KEPT)
    result, _ = await undone(library, row)
    assert result is HoldStatus.WAITING


async def test_one_that_waited_waits_again_without_a_word(library: Library, town: Town) -> None:
    bib = await town.title()
    await town.item(bib)
    patron_id = await town.patron()
    hold_id = await town.hold(patron_id, bib=bib)
    order = CancelHold(actor=clerk(), patron_id=patron_id, hold_id=hold_id, seen_version=1)
    await library.backend.acts.perform(order)
    assert (await the_one(town, hold_cancellation))["status"] is HoldStatus.WAITING
    row = await cancelled(library)
    assert row.comes_back == Comeback()
    assert (await undone(library, row))[0] is HoldStatus.WAITING


@pytest.mark.parametrize("gone", ["lent", "held"])
async def test_a_copy_that_somebody_else_got_does_not_come_back(
    library: Library, town: Town, gone: str
) -> None:
    patron_id, other = await town.patron(), await town.patron(OTHER)
    await town.hold(patron_id, status=HoldStatus.READY)
    row = await taken_off(library)
    left = await the_one(town, hold_cancellation)
    copy = {"item_id": left["freed_item_id"], "patron_id": other}
    if gone == "lent":
        await town.row(loan, **copy, branch_id=town.branch_id, loaned_on=TODAY, due_on=in_days(14))
    else:
        await town.hold(bib=left["bib_record_id"], status=HoldStatus.READY, **copy)
    with pytest.raises(ActRefused) as refused:
        await undone(library, row)
    assert refused.value.refusal.reasons == (Reason.COPY_GONE,)
    # A copy that was lent and has come back since is nobody's.
    if gone == "lent":
        await town.change(loan, loan.c.patron_id == other, returned_on=TODAY)
        assert (await undone(library, row))[0] is HoldStatus.READY


async def test_who_waits_meanwhile_waits_on(library: Library, town: Town) -> None:
    bib = await town.title()
    await town.hold(await town.patron(), bib=bib, status=HoldStatus.READY)
    row = await taken_off(library)
    other = await town.patron(OTHER)
    await town.hold(other, bib=bib, placed_at=at(days_ago(9)))
    assert (await undone(library, row))[0] is HoldStatus.READY
    waiting = next(it for it in await town.all_rows(hold) if it["patron_id"] == other)
    assert waiting["status"] is HoldStatus.WAITING


async def test_the_worker_keeps_what_a_hold_was_and_its_day_is_past(library: Library, town: Town) -> None:
    await town.hold(await town.patron(), status=HoldStatus.READY, shelf_until=days_ago(1), shelf_place="A3")
    await library.housekeeping().run()
    left = await the_one(town, hold_cancellation)
    kept = (left["status"], left["shelf_until"], left["shelf_place"], left["shelf_extensions"])
    assert kept == (HoldStatus.READY, days_ago(1), "A3", 0)
    row = await cancelled(library)
    assert row.comes_back == Comeback(because=WaitsBecause.SHELF_TIME_OVER)
    assert (await undone(library, row))[0] is HoldStatus.WAITING
