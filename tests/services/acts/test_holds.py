"""Acts on holds on real databases: what the screen offered is what happens, once, and the item goes on."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from services.acts.holds import (
    Acknowledge,
    CancelHold,
    ChangeHold,
    ExtendShelf,
    StaffCancelHold,
    UndoCancel,
)
from services.acts.item_handover import ItemRoute
from services.contract.errors import ActRefused, HoldMoved, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import branch, hold, hold_cancellation, loan
from services.own_schema.library import Library
from services.rules.decision import Reason
from services.rules.vocabulary import Channel, ContactMethod, HoldStatus, Role
from tests.helpers.patrons import TODAY, Town, at, clerk, days_ago, in_days, open_card

OTHER = "222222222"


async def held(library: Library) -> dict[str, Any]:
    """Give what every order on the patron's first hold carries."""
    snapshot = await open_card(library.backend.look_ups)
    row = snapshot.holds[0]
    return {
        "actor": clerk(),
        "patron_id": snapshot.patron.id,
        "hold_id": row.id,
        "seen_version": row.version,
    }


async def gone(library: Library) -> dict[str, Any]:
    """Give what every order on the patron's first cancelled hold carries."""
    snapshot = await open_card(library.backend.look_ups)
    row = snapshot.cancelled_holds[0]
    return {
        "actor": clerk(),
        "patron_id": snapshot.patron.id,
        "cancellation_id": row.id,
        "seen_version": row.version,
    }


async def undoing(library: Library) -> UndoCancel:
    """Order what the clerk sees."""
    snapshot = await open_card(library.backend.look_ups)
    return UndoCancel(**await gone(library), comes_back=snapshot.cancelled_holds[0].comes_back.status)


async def other_branch(town: Town) -> int:
    async with town.db.reading() as conn:
        wanted = select(branch.c.id).where(branch.c.id.not_in([town.branch_id, town.mobile_id])).limit(1)
        return int((await conn.execute(wanted)).scalar_one())


async def the_hold(town: Town, hold_id: int) -> dict[str, Any]:
    return next(row for row in await town.all_rows(hold) if row["id"] == hold_id)


def why(error: pytest.ExceptionInfo[ActRefused]) -> tuple[Reason, ...]:
    return error.value.refusal.reasons


# 予約変更


async def test_a_change_is_written_and_recorded(library: Library, town: Town) -> None:
    hold_id = await town.hold(await town.patron())
    made = await held(library)
    wanted = ChangeHold(**made, contact=ContactMethod.MAIL, branch_id=town.mobile_id, stop_id=town.stop_id)
    done = await library.backend.acts.perform(wanted)
    assert isinstance(done.answer, PatronSnapshot)
    (row,) = done.answer.holds
    assert (row.contact, row.branch_id, row.stop_id) == (ContactMethod.MAIL, town.mobile_id, town.stop_id)
    assert (await library.backend.acts.perform(wanted)).repeated
    (record,) = await town.acts()
    assert (record["verb"], record["subject"], record["subject_id"]) == ("hold.change", "hold", hold_id)
    assert record["details"]["contact"] == "mail"
    assert record["details"]["branch_before"] == town.branch_id


async def test_mail_needs_an_address_and_a_stop_the_mobile_library(library: Library, town: Town) -> None:
    await town.hold(await town.patron(email=None))
    made = await held(library)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(
            ChangeHold(**made, contact=ContactMethod.MAIL, branch_id=town.branch_id, stop_id=town.stop_id)
        )
    assert why(refused) == (Reason.NO_MAIL_ADDRESS, Reason.STOP_ONLY_FOR_MOBILE)


@pytest.mark.parametrize("known", [True, False])
async def test_the_mobile_library_needs_a_stop_of_its_own(library: Library, town: Town, known: bool) -> None:
    await town.hold(await town.patron())
    made = await held(library)
    stop_id = 999_999 if known else None
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(
            ChangeHold(**made, contact=ContactMethod.NONE, branch_id=town.mobile_id, stop_id=stop_id)
        )
    assert why(refused) == (Reason.STOP_NEEDED,)


async def test_a_hold_that_left_waiting_is_refused_with_its_new_state(library: Library, town: Town) -> None:
    hold_id = await town.hold(await town.patron(), bib=(bib := await town.title()))
    made = await held(library)
    await town.change(
        hold, hold.c.id == hold_id, status=HoldStatus.IN_TRANSIT, item_id=await town.item(bib), version=2
    )
    with pytest.raises(HoldMoved) as moved:
        await library.backend.acts.perform(
            ChangeHold(**made, contact=ContactMethod.NONE, branch_id=town.mobile_id, stop_id=town.stop_id)
        )
    assert moved.value.status is HoldStatus.IN_TRANSIT
    with pytest.raises(HoldMoved):
        await library.backend.acts.perform(CancelHold(**made))
    assert await town.acts() == []


async def test_of_a_ready_hold_only_the_contact_changes(library: Library, town: Town) -> None:
    await town.hold(await town.patron(), status=HoldStatus.READY)
    made = await held(library)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(
            ChangeHold(**made, contact=ContactMethod.NONE, branch_id=await other_branch(town), stop_id=None)
        )
    assert why(refused) == (Reason.NOT_WAITING,)
    told = ChangeHold(**made, contact=ContactMethod.PHONE, branch_id=town.branch_id, stop_id=None)
    answer = (await library.backend.acts.perform(told)).answer
    assert isinstance(answer, PatronSnapshot)
    assert answer.holds[0].contact is ContactMethod.PHONE


# 予約解除 and 予約に戻す


async def test_a_cancelled_hold_moves_and_comes_back_to_its_place(library: Library, town: Town) -> None:
    bib = await town.title("こころ")
    other = await town.patron(OTHER)
    await town.hold(other, bib=bib, placed_at=at(days_ago(1)))
    await town.hold(await town.patron(), bib=bib, contact=ContactMethod.MAIL, wait_until=in_days(90))
    await town.item(bib)
    cancelled = await library.backend.acts.perform(CancelHold(**await held(library)))
    assert isinstance(cancelled.answer, PatronSnapshot)
    assert cancelled.answer.holds == ()
    (row,) = cancelled.answer.cancelled_holds
    assert (row.reason, row.cancelled_on, row.title) == ("窓口取消", TODAY, "こころ")

    back = await library.backend.acts.perform(await undoing(library))
    assert isinstance(back.answer, PatronSnapshot)
    assert back.answer.cancelled_holds == ()
    (again,) = back.answer.holds
    assert (again.position, again.placed_on, again.contact) == ((1, 2), days_ago(3), ContactMethod.MAIL)
    assert again.wait_until == in_days(90)
    assert [record["verb"] for record in await town.acts()] == ["hold.cancel", "hold.undo_cancel"]


async def test_the_buttons_power_ends_with_waiting(library: Library, town: Town) -> None:
    await town.hold(await town.patron(), status=HoldStatus.IN_TRANSIT)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(CancelHold(**await held(library)))
    assert why(refused) == (Reason.NOT_WAITING,)


async def test_a_hold_comes_back_without_mail_when_the_address_is_gone(library: Library, town: Town) -> None:
    bib = await town.title()
    await town.item(bib)
    patron_id = await town.patron(email=None)
    await town.cancelled(patron_id, bib_record_id=bib, cancelled_at=at(TODAY), contact=ContactMethod.MAIL)
    back = await library.backend.acts.perform(await undoing(library))
    assert isinstance(back.answer, PatronSnapshot)
    assert back.answer.holds[0].contact is ContactMethod.NONE


async def test_no_way_back_to_a_title_held_again_or_an_item_that_went(library: Library, town: Town) -> None:
    patron_id, other = await town.patron(), await town.patron(OTHER)
    bib = await town.title()
    kept = await town.item(bib)
    await town.cancelled(patron_id, bib_record_id=bib, cancelled_at=at(TODAY), freed_item_id=kept)
    await town.row(
        loan, item_id=kept, patron_id=other, branch_id=town.branch_id, loaned_on=TODAY, due_on=in_days(14)
    )
    await town.hold(patron_id, bib=bib)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(await undoing(library))
    assert why(refused) == (Reason.HELD_AGAIN, Reason.COPY_GONE)


# 窓口取消


async def staff_cancelled(library: Library, reason: str = "by_staff") -> ItemRoute:
    return (await library.backend.acts.perform(StaffCancelHold(**await held(library), reason=reason))).result


async def test_an_item_nobody_waits_for_goes_back(library: Library, town: Town) -> None:
    await town.hold(await town.patron(), status=HoldStatus.READY)
    order = StaffCancelHold(**await held(library), reason="item_unavailable")
    done = await library.backend.acts.perform(order)
    assert done.result == ItemRoute()
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.cancelled_holds[0].reason == "資料都合"
    again = await library.backend.acts.perform(order)
    assert (again.result, again.repeated) == (done.result, True)
    assert await town.how_many(hold) == 0


async def test_the_item_is_ready_for_the_next_at_the_same_branch(library: Library, town: Town) -> None:
    bib = await town.title()
    patrons = [await town.patron(f"30000000{n}") for n in range(3)]
    await town.hold(patrons[0], bib=bib, placed_at=at(days_ago(5)), wait_until=days_ago(1))
    first = await town.hold(patrons[1], bib=bib, placed_at=at(days_ago(2)), contact=ContactMethod.PHONE)
    later = await town.hold(patrons[2], bib=bib, placed_at=at(days_ago(1)), wait_until=in_days(9))
    await town.hold(await town.patron(), bib=bib, status=HoldStatus.READY, shelf_place="予約棚B")
    order = StaffCancelHold(**await held(library), reason="by_staff")
    done = await library.backend.acts.perform(order)
    goes = done.result
    assert goes.branch_id == town.branch_id
    assert isinstance(goes.shelf_until, date)
    assert goes.contact is ContactMethod.PHONE
    assert goes.shelf_until >= in_days(7)
    row = await the_hold(town, first)
    (left,) = await town.all_rows(hold_cancellation)
    assert (row["status"], row["shelf_until"], row["shelf_place"], row["version"]) == (
        HoldStatus.READY,
        goes.shelf_until,
        "予約棚B",
        2,
    )
    assert row["item_id"] == left["freed_item_id"]
    assert (await the_hold(town, later))["status"] is HoldStatus.WAITING
    assert (await library.backend.acts.perform(order)).result == goes


@pytest.mark.parametrize("status", [HoldStatus.READY, HoldStatus.IN_TRANSIT])
async def test_the_item_travels_to_the_next_elsewhere(
    library: Library, town: Town, status: HoldStatus
) -> None:
    bib, there = await town.title(), await other_branch(town)
    next_one = await town.hold(await town.patron(OTHER), bib=bib, branch_id=there)
    place = "予約棚B" if status is HoldStatus.READY else None
    await town.hold(await town.patron(), bib=bib, status=status, shelf_place=place)
    assert await staff_cancelled(library) == ItemRoute(there)
    row = await the_hold(town, next_one)
    assert (row["status"], row["shelf_until"], row["shelf_place"]) == (HoldStatus.IN_TRANSIT, None, None)


async def test_the_cancelled_hold_has_no_way_back_once_its_item_went_on(library: Library, town: Town) -> None:
    bib = await town.title()
    await town.hold(await town.patron(OTHER), bib=bib)
    await town.hold(await town.patron(), bib=bib, status=HoldStatus.READY)
    await staff_cancelled(library)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(await undoing(library))
    assert why(refused) == (Reason.COPY_GONE,)


@pytest.mark.parametrize("reason", ["by_patron", "wait_time_over", "nonsense"])
async def test_staff_give_reasons_of_their_own(library: Library, town: Town, reason: str) -> None:
    await town.hold(await town.patron(), status=HoldStatus.READY)
    with pytest.raises(ActRefused) as refused:
        await staff_cancelled(library, reason)
    assert why(refused) == (Reason.CANCEL_REASON_NOT_OFFERED,)


async def test_a_waiting_hold_is_not_taken_off_a_shelf(library: Library, town: Town) -> None:
    await town.hold(await town.patron())
    with pytest.raises(ActRefused) as refused:
        await staff_cancelled(library)
    assert why(refused) == (Reason.STILL_WAITING,)


# 取置延長 and 確認済


async def test_the_shelf_time_is_extended_once(library: Library, town: Town) -> None:
    await town.hold(await town.patron(), status=HoldStatus.READY, shelf_until=in_days(2))
    order = ExtendShelf(**await held(library))
    done = await library.backend.acts.perform(order)
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.holds[0].shelf_until == done.result > in_days(8)
    assert (await library.backend.acts.perform(order)).result == done.result
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(ExtendShelf(**await held(library)))
    assert why(refused) == (Reason.SHELF_ALREADY_EXTENDED,)


async def test_an_acknowledged_hold_is_gone_for_good(library: Library, town: Town) -> None:
    await town.cancelled(await town.patron())
    order = Acknowledge(**await gone(library))
    done = await library.backend.acts.perform(order)
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.cancelled_holds == ()
    assert await town.how_many(hold_cancellation) == 0
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(replace(order, act_id="another"))


# Who may


async def test_a_phone_clerk_needs_the_identity_check(library: Library, town: Town) -> None:
    await town.hold(await town.patron())
    made = await held(library)
    order = CancelHold(**(made | {"actor": clerk(Role.COUNTER, Channel.PHONE)}))
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(order)
    assert why(refused) == (Reason.NOT_IDENTIFIED,)


# Two desks at once


async def outcomes(*tries: Any) -> list[str]:
    done = await asyncio.gather(*tries, return_exceptions=True)
    return sorted(type(each).__name__ for each in done)


async def test_of_cancel_and_change_one_wins(library: Library, town: Town) -> None:
    await town.hold(await town.patron())
    made = await held(library)
    change = ChangeHold(**made, contact=ContactMethod.MAIL, branch_id=town.branch_id, stop_id=None)
    assert await outcomes(
        library.backend.acts.perform(CancelHold(**made)), library.backend.acts.perform(change)
    ) == [
        "ActResult",
        "RowChanged",
    ]
    assert len(await town.acts()) == 1


async def test_of_two_undos_one_wins(library: Library, town: Town) -> None:
    bib = await town.title()
    await town.item(bib)
    await town.cancelled(await town.patron(), bib_record_id=bib, cancelled_at=at(TODAY))
    made = await gone(library)
    tries = [
        library.backend.acts.perform(await undoing(library)),
        library.backend.acts.perform(Acknowledge(**made)),
    ]
    assert await outcomes(*tries) == ["ActResult", "RowChanged"]
    assert len(await town.acts()) == 1


async def test_two_items_freed_at_once_go_to_two_patrons(library: Library, town: Town) -> None:
    bib = await town.title()
    waiting = [
        await town.hold(await town.patron(f"30000000{n}"), bib=bib, placed_at=at(days_ago(2), 9, n))
        for n in range(2)
    ]
    orders = []
    for number, staff in (("400000001", Role.COUNTER), ("400000002", Role.SUPERVISOR)):
        patron_id = await town.patron(number)
        hold_id = await town.hold(patron_id, bib=bib, status=HoldStatus.READY)
        orders.append(
            StaffCancelHold(
                actor=clerk(staff), patron_id=patron_id, hold_id=hold_id, seen_version=1, reason="by_staff"
            )
        )
    assert await outcomes(*map(library.backend.acts.perform, orders)) == ["ActResult", "ActResult"]
    rows = [await the_hold(town, hold_id) for hold_id in waiting]
    assert [row["status"] for row in rows] == [HoldStatus.READY, HoldStatus.READY]
    assert len({row["item_id"] for row in rows}) == 2


async def test_a_hold_whose_turn_comes_while_it_is_cancelled_keeps_no_item(
    library: Library, town: Town
) -> None:
    bib = await town.title()
    next_patron = await town.patron(OTHER)
    next_hold = await town.hold(next_patron, bib=bib)
    await town.hold(await town.patron(), bib=bib, status=HoldStatus.READY)
    passing = StaffCancelHold(**await held(library), reason="by_staff")
    leaving = CancelHold(
        actor=clerk(Role.SUPERVISOR), patron_id=next_patron, hold_id=next_hold, seen_version=1
    )
    seen = await outcomes(library.backend.acts.perform(passing), library.backend.acts.perform(leaving))
    assert seen in (["ActResult", "ActResult"], ["ActResult", "HoldMoved"])
    left = await town.all_rows(hold)
    assert [row["status"] for row in left] == ([HoldStatus.READY] if "HoldMoved" in seen else [])
