"""What vanishes or moves by itself: at its time, to the right place, with a proof, and once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from services.acts.holds import StaffCancelHold
from services.own_schema.database.tables import (
    access_log,
    circulation_rule,
    clearing,
    contact_attempt,
    hold,
    hold_cancellation,
    masters_version,
    outgoing_mail,
)
from services.own_schema.library import Library
from services.rules.clock import tokyo_midnight
from services.rules.vocabulary import Channel, Clearing, ContactMethod, HoldStatus, SuspensionReason
from tests.helpers.patrons import NOW, TODAY, Town, at, clerk, days_ago, in_days, open_card
from tests.helpers.waiting import HOPELESS


async def clear(library: Library) -> dict[Clearing, int]:
    return await library.housekeeping(clock_is_right=True).run()


async def proofs(town: Town) -> list[tuple[Clearing, int]]:
    return [(row["kind"], row["rows"]) for row in await town.all_rows(clearing)]


async def holds(town: Town) -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in await town.all_rows(hold)}


@pytest.mark.parametrize(("days", "gone"), [(90, False), (91, True)])
async def test_attempts_to_reach_a_patron_go_some_days_after_the_lift(
    library: Library, town: Town, days: int, gone: bool
) -> None:
    patron_id = await town.patron()
    wanted = SuspensionReason.CONTACT_WANTED
    lifted = await town.suspend(
        patron_id,
        wanted,
        started_at=at(days_ago(200)),
        lifted_at=at(days_ago(days), 23),
        lifted_by="supervisor",
    )
    in_force = await town.suspend(patron_id, wanted, started_at=at(days_ago(300)))
    for key in (lifted, lifted, in_force):
        await town.attempt(patron_id, suspension_id=key, tried_at=at(days_ago(190)))
    assert await clear(library) == ({Clearing.CONTACT: 2} if gone else {})
    assert await clear(library) == {}
    left = [row["suspension_id"] for row in await town.all_rows(contact_attempt)]
    assert left == [in_force] if gone else left == [lifted, lifted, in_force]
    assert await proofs(town) == ([(Clearing.CONTACT, 2)] if gone else [])


async def test_attempts_about_a_hold_go_when_it_is_gone_and_they_are_old(
    library: Library, town: Town
) -> None:
    patron_id = await town.patron()
    there = await town.hold(patron_id, status=HoldStatus.READY)
    old, recent = at(days_ago(91)), at(days_ago(90), 0)
    for key, moment in ((there, old), (there + 100, old), (there + 100, recent)):
        await town.attempt(patron_id, hold_id=key, tried_at=moment)
    assert await clear(library) == {Clearing.CONTACT: 1}
    left = [(row["hold_id"], row["tried_at"]) for row in await town.all_rows(contact_attempt)]
    assert left == [(there, old), (there + 100, recent)]


async def test_nothing_due_is_nothing_done(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.hold(patron_id, "一", wait_until=TODAY)
    await town.hold(patron_id, "二", status=HoldStatus.READY, shelf_until=TODAY)
    await town.cancelled(patron_id, cancelled_at=at(days_ago(6), 0))
    assert await clear(library) == {}
    assert await proofs(town) == []
    assert (await town.how_many(hold), await town.how_many(hold_cancellation)) == (2, 1)


async def test_a_wait_that_is_over_moves_to_the_cancelled_holds(library: Library, town: Town) -> None:
    over = days_ago(1)
    await town.hold(await town.patron(), wait_until=over, contact=ContactMethod.MAIL)
    assert await clear(library) == {Clearing.HOLD_WAIT_OVER: 1}
    assert await clear(library) == {}
    assert await holds(town) == {}
    (row,) = await town.all_rows(hold_cancellation)
    assert (row["reason"], row["wait_until"], row["freed_item_id"]) == ("wait_time_over", over, None)
    assert (row["placed_at"], row["contact"]) == (at(days_ago(3)), ContactMethod.MAIL)
    (proof,) = await town.all_rows(clearing)
    assert (proof["kind"], proof["rows"]) == (Clearing.HOLD_WAIT_OVER, 1)
    assert proof["due_before"] == tokyo_midnight(TODAY)


async def test_a_copy_not_collected_goes_to_who_waits_longest_and_still_waits(
    library: Library, town: Town
) -> None:
    bib = await town.title("こころ")
    first = await town.hold(
        await town.patron(), bib=bib, status=HoldStatus.READY, shelf_until=days_ago(1), shelf_place="A3"
    )
    copy = (await holds(town))[first]["item_id"]
    gave_up = await town.hold(
        await town.patron("200000001"), bib=bib, placed_at=at(days_ago(9)), wait_until=days_ago(1)
    )
    later = await town.hold(await town.patron("200000002"), bib=bib, placed_at=at(days_ago(5)))
    longest = await town.hold(await town.patron("200000003"), bib=bib, placed_at=at(days_ago(8)))
    assert await clear(library) == {Clearing.HOLD_WAIT_OVER: 1, Clearing.HOLD_SHELF_OVER: 1}
    assert await clear(library) == {}
    left = await holds(town)
    assert set(left) == {later, longest}
    assert left[later]["status"] is HoldStatus.WAITING
    given = left[longest]
    assert (given["status"], given["item_id"], given["shelf_place"]) == (HoldStatus.READY, copy, "A3")
    assert given["shelf_until"] > in_days(6)
    assert given["version"] == 2
    gone = {row["reason"]: row["freed_item_id"] for row in await town.all_rows(hold_cancellation)}
    assert gone == {"shelf_time_over": copy, "wait_time_over": None}
    assert gave_up not in left


async def test_a_copy_wanted_elsewhere_travels(library: Library, town: Town) -> None:
    bib = await town.title()
    await town.hold(
        await town.patron(), bib=bib, status=HoldStatus.READY, shelf_until=days_ago(1), shelf_place="A3"
    )
    waiting = await town.hold(await town.patron("200000001"), bib=bib, branch_id=town.mobile_id)
    await clear(library)
    given = (await holds(town))[waiting]
    assert (given["status"], given["shelf_until"], given["shelf_place"]) == (
        HoldStatus.IN_TRANSIT,
        None,
        None,
    )


async def test_more_than_one_round_can_take(
    library: Library, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.own_schema.worker.clearing_statements.AT_ONCE", 2)
    patron_id = await town.patron()
    for number in range(5):
        await town.hold(patron_id, f"本{number}", wait_until=days_ago(2))
    assert await clear(library) == {Clearing.HOLD_WAIT_OVER: 5}
    assert sum(rows for _, rows in await proofs(town)) == 5


async def test_a_cancelled_hold_is_deleted_after_its_week(library: Library, town: Town) -> None:
    await town.cancelled(await town.patron(), cancelled_at=at(days_ago(7), 23, 59))
    assert await clear(library) == {Clearing.CANCELLED_HOLD: 1}
    assert await town.how_many(hold_cancellation) == 0
    assert await proofs(town) == [(Clearing.CANCELLED_HOLD, 1)]


@pytest.mark.parametrize("status", ["sent", "failed"])
async def test_what_a_mail_said_and_to_whom_is_erased_after_thirty_days(
    library: Library, town: Town, status: str
) -> None:
    values: dict[str, Any] = {
        "patron_id": await town.patron(),
        "kind": "email_registered",
        "recipient": "hanako@example.jp",
        "body": "登録を受け付けました。",
        "queued_at": NOW - timedelta(days=40),
    }
    old, fresh = NOW - timedelta(days=30, minutes=1), NOW - timedelta(days=29, hours=23)
    await town.row(outgoing_mail, status=status, settled_at=old, **values)
    await town.row(outgoing_mail, status=status, settled_at=fresh, **values)
    await town.row(outgoing_mail, status="waiting", **values)
    assert await clear(library) == {Clearing.MAIL_CONTENT: 1}
    assert await clear(library) == {}
    erased, *kept = sorted(await town.all_rows(outgoing_mail), key=lambda mail: mail["id"])
    assert (erased["recipient"], erased["body"]) == (None, None)
    assert erased["erased_at"] >= NOW
    assert all(mail["recipient"] and mail["body"] for mail in kept)


async def looked(town: Town, days: int) -> None:
    await town.row(
        access_log,
        at=at(days_ago(days), 12),
        staff_id="staff01",
        branch_id=1,
        workstation="2番窓口",
        channel=Channel.COUNTER,
        patron_id=await town.patron(f"3000000{days:02}"),
        purpose="look_up",
    )


async def test_records_of_looks_are_kept_unless_the_library_sets_days(library: Library, town: Town) -> None:
    for days in (89, 90, 91):
        await looked(town, days)
    assert await clear(library) == {}
    async with town.db.transaction() as conn:
        rule = {"name": "access_log_kept_days", "valid_from": days_ago(1), "value": 90}
        await conn.execute(insert(circulation_rule).values(rule))
    await town.change(masters_version, masters_version.c.id == 1, version=2)
    assert await clear(library) == {Clearing.ACCESS_LOG: 1}
    assert sorted(row["at"] for row in await town.looks()) == [at(days_ago(90), 12), at(days_ago(89), 12)]
    assert await proofs(town) == [(Clearing.ACCESS_LOG, 1)]


async def test_a_clerk_and_the_worker_on_one_title_each_hand_on_their_own_copy(
    library: Library, town: Town
) -> None:
    bib = await town.title()
    kept = await town.hold(await town.patron(), bib=bib, status=HoldStatus.READY, shelf_until=in_days(3))
    await town.hold(await town.patron("200000001"), bib=bib, status=HoldStatus.READY, shelf_until=days_ago(1))
    copies = {row["item_id"] for row in (await holds(town)).values()}
    waiting = {
        await town.hold(await town.patron(f"20000001{n}"), bib=bib, placed_at=at(days_ago(5 + n)))
        for n in range(2)
    }
    patron = await open_card(library.backend.look_ups)
    request = StaffCancelHold(
        actor=clerk(),
        patron_id=patron.patron.id,
        hold_id=kept,
        seen_version=patron.holds[0].version,
        reason="item_unavailable",
    )
    async with asyncio.timeout(HOPELESS):
        _, cleared = await asyncio.gather(library.backend.acts.perform(request), clear(library))
    assert cleared == {Clearing.HOLD_SHELF_OVER: 1}
    left = await holds(town)
    assert set(left) == waiting
    assert {row["item_id"] for row in left.values()} == copies
    gone = sorted(row["reason"] for row in await town.all_rows(hold_cancellation))
    assert gone == ["item_unavailable", "shelf_time_over"]
