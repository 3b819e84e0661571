"""A look-up decodes holds, cancelled holds, requests and questions of a patron."""

from datetime import date
from typing import Any

import pytest

from services.own_schema.lookup.look_up import LookUps
from services.rules.decision import Allowed, Closure, Reason, Refused
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers.patrons import TODAY, Town, at, days_ago, in_days, open_card, reasons

# Holds


async def test_positions_count_those_who_wait_by_place_and_id(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    others = [await town.patron(f"98765432{digit}") for digit in range(5)]
    bib = await town.title()
    await town.hold(others[0], bib=bib, placed_at=at(days_ago(9)), status=HoldStatus.READY)
    await town.hold(others[1], bib=bib, placed_at=at(days_ago(5)))
    await town.hold(others[2], bib=bib, placed_at=at(days_ago(3)))
    await town.hold(patron_id, bib=bib, placed_at=at(days_ago(3)))
    await town.hold(others[3], bib=bib, placed_at=at(days_ago(3)))
    await town.hold(others[4], bib=bib, placed_at=at(days_ago(1)))
    await town.hold(others[4], placed_at=at(days_ago(8)))
    (row,) = (await open_card(look_ups)).holds
    assert row.position == (3, 5)


async def test_holds_by_the_moment_they_were_placed(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    late = await town.hold(patron_id, placed_at=at(days_ago(2), 16))
    early = await town.hold(patron_id, placed_at=at(days_ago(2), 9))
    same = await town.hold(patron_id, placed_at=at(days_ago(2), 16))
    assert [row.id for row in (await open_card(look_ups)).holds] == [early, late, same]


@pytest.mark.parametrize(
    ("until", "extensions", "closure"),
    [
        (date(2027, 1, 6), 0, Closure.NEW_YEAR),
        (date(2027, 1, 11), 0, None),
        (date(2027, 1, 11), 1, Closure.NEW_YEAR),
    ],
)
async def test_a_shelf_until_date_that_a_closure_made_later(
    look_ups: LookUps, town: Town, until: date, extensions: int, closure: Closure | None
) -> None:
    patron_id = await town.patron()
    await town.hold(patron_id, status=HoldStatus.READY, shelf_until=until, shelf_extensions=extensions)
    (row,) = (await open_card(look_ups)).holds
    assert row.closure is closure


async def test_a_waiting_hold_for_the_mobile_library(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    await town.hold(
        patron_id,
        "明暗",
        branch_id=town.mobile_id,
        mobile_stop_id=town.stop_id,
        contact=ContactMethod.PHONE,
        wait_until=in_days(30),
        placed_at=at(days_ago(3), 23, 30),
    )
    (row,) = (await open_card(look_ups)).holds
    assert (row.title, row.status, row.position) == ("明暗", HoldStatus.WAITING, (1, 1))
    assert (row.branch, row.stop, row.contact) == ("あおぞら号", "テスト停留所", ContactMethod.PHONE)
    assert (row.placed_on, row.wait_until, row.shelf_until, row.item_number) == (
        days_ago(3),
        in_days(30),
        None,
        None,
    )
    assert (row.change.page, row.cancel.page) == (Allowed(), Allowed())
    assert reasons(row.extend) == (Reason.STILL_WAITING,)


async def test_a_ready_hold(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    await town.hold(patron_id, status=HoldStatus.READY, shelf_until=TODAY)
    (row,) = (await open_card(look_ups)).holds
    assert (row.position, row.shelf_until, row.shelf_place) == (None, TODAY, "予約棚A")
    assert row.item_number is not None
    assert reasons(row.cancel.page) == (Reason.NOT_WAITING,)
    assert (row.cancel.counter, row.change.counter) == (Allowed(), Allowed())
    # Seven open days from 2026/11/24 at the central library, which closes on third Fridays only.
    assert row.extend == Allowed(in_days(7))


async def test_a_hold_extended_once_is_not_extended_again(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    await town.hold(patron_id, status=HoldStatus.READY, shelf_extensions=1)
    (row,) = (await open_card(look_ups)).holds
    assert reasons(row.extend) == (Reason.SHELF_ALREADY_EXTENDED,)


# Cancelled holds, requests, questions


async def test_a_cancelled_hold_is_shown_for_a_week(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    await town.cancelled(patron_id, "七日目", cancelled_at=at(days_ago(7), 23, 59))
    await town.cancelled(patron_id, "六日目", cancelled_at=at(days_ago(6), 0, 1))
    (row,) = (await open_card(look_ups)).cancelled_holds
    assert (row.title, row.reason, row.branch) == ("六日目", "利用者取消", "中央")
    assert (row.cancelled_on, row.delete_on) == (days_ago(6), in_days(1))


async def test_cancelled_holds_latest_first(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    old = await town.cancelled(patron_id, cancelled_at=at(days_ago(4)))
    new = await town.cancelled(patron_id, cancelled_at=at(days_ago(1)))
    middle = await town.cancelled(patron_id, cancelled_at=at(days_ago(2)))
    assert [row.id for row in (await open_card(look_ups)).cancelled_holds] == [new, middle, old]


async def cancelled_today(town: Town, patron_id: int, bib: int, **changed: Any) -> None:
    await town.cancelled(patron_id, bib_record_id=bib, cancelled_at=at(TODAY), **changed)


async def test_a_hold_cancelled_today_can_be_taken_back(look_ups: LookUps, town: Town) -> None:
    patron_id, bib = await town.patron(), await town.title()
    await town.item(bib)
    await cancelled_today(town, patron_id, bib)
    (row,) = (await open_card(look_ups)).cancelled_holds
    assert row.undo == Allowed()


async def test_why_a_cancelled_hold_can_not_be_taken_back(look_ups: LookUps, town: Town) -> None:
    patron_id, bib = await town.patron(), await town.title()
    await town.hold(patron_id, bib=bib)
    for _ in range(19):
        await town.hold(patron_id)
    await town.cancelled(patron_id, bib_record_id=bib, wait_until=days_ago(1))
    (row,) = (await open_card(look_ups)).cancelled_holds
    assert reasons(row.undo) == (
        Reason.UNDO_DAY_OVER,
        Reason.HELD_AGAIN,
        Reason.HOLD_LIMIT_REACHED,
        Reason.COPY_GONE,
        Reason.WAIT_TIME_OVER,
    )


@pytest.mark.parametrize("taken", ["held", "lent", "returned", "free"])
async def test_the_copy_that_was_kept(look_ups: LookUps, town: Town, taken: str) -> None:
    patron_id, bib, other = await town.patron(), await town.title(), await town.patron("987654321")
    kept = await town.item(bib)
    await cancelled_today(town, patron_id, bib, freed_item_id=kept)
    if taken == "held":
        await town.hold(other, bib=bib, status=HoldStatus.READY, item_id=kept)
    elif taken != "free":
        await town.loan(other, bib=bib, item_id=kept, returned_on=TODAY if taken == "returned" else None)
    (row,) = (await open_card(look_ups)).cancelled_holds
    assert row.undo == (Allowed() if taken in {"free", "returned"} else Refused((Reason.COPY_GONE,)))


async def test_requests_and_questions(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    late = await town.request(patron_id, "道草", received_on=days_ago(1), status="ordered")
    early = await town.request(patron_id)
    await town.question(patron_id, "答えた", status="told", told_at=at(TODAY))
    second = await town.question(patron_id, "あと", received_at=at(days_ago(1)))
    first = await town.question(patron_id, "さき")
    snapshot = await open_card(look_ups)
    assert [(row.id, row.title, row.status) for row in snapshot.requests] == [
        (early, "門", "受付"),
        (late, "道草", "発注中"),
    ]
    assert [(row.id, row.question, row.status) for row in snapshot.questions] == [
        (first, "さき", "受付"),
        (second, "あと", "受付"),
    ]
