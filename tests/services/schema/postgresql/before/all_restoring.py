"""予約に戻す by hand: what the cancellation kept comes back and no more, however the SQL is written."""

from typing import Any

import pytest

from services.database.tables import hold_cancellation, loan, patron
from services.rules.vocabulary import Channel, HoldStatus
from tests.helpers.city import City
from tests.helpers.patrons import TODAY, days_ago, in_days
from tests.services.schema.postgresql.before.restoring_scene import AS_KEPT, DENIED, WAITING, Scene, staged

# {names} are a hold's columns, {values} what they get of the cancellation {gone}.
WAYS = {
    "two statements": "INSERT INTO hold ({names}) SELECT {values} FROM hold_cancellation WHERE id = {gone};"
    " DELETE FROM hold_cancellation WHERE id = {gone}",
    "one with a part that deletes": "WITH back AS (DELETE FROM hold_cancellation WHERE id = {gone} RETURNING *)"
    " INSERT INTO hold ({names}) SELECT {values} FROM back",
    "one with a part that inserts": "WITH back AS (INSERT INTO hold ({names}) SELECT {values} FROM hold_cancellation"
    " WHERE id = {gone}) DELETE FROM hold_cancellation WHERE id = {gone}",
    "merging": "MERGE INTO hold USING (SELECT * FROM hold_cancellation WHERE id = {gone}) AS back ON false"
    " WHEN NOT MATCHED THEN INSERT ({names}) VALUES ({values}); DELETE FROM hold_cancellation WHERE id = {gone}",
    "on conflict": "INSERT INTO hold ({names}) SELECT {values} FROM hold_cancellation WHERE id = {gone}"
    " ON CONFLICT (patron_id, bib_record_id) DO UPDATE SET contact = excluded.contact;"
    " DELETE FROM hold_cancellation WHERE id = {gone}",
    "a block of code": "DO $$ BEGIN INSERT INTO hold ({names}) SELECT {values} FROM hold_cancellation"
    " WHERE id = {gone}; DELETE FROM hold_cancellation WHERE id = {gone}; END $$",
    "looked at before the end": "INSERT INTO hold ({names}) SELECT {values} FROM hold_cancellation WHERE id = {gone};"
    " DELETE FROM hold_cancellation WHERE id = {gone}; SET CONSTRAINTS ALL IMMEDIATE",
    "by another clock": "SET TIME ZONE 'Asia/Tokyo'; SET DateStyle = 'German'; INSERT INTO hold ({names})"
    " SELECT {values} FROM hold_cancellation WHERE id = {gone}; DELETE FROM hold_cancellation WHERE id = {gone}",
}
LATER = {
    "written and changed": "INSERT INTO hold ({names}) SELECT {values} FROM hold_cancellation WHERE id = {gone};"
    " DELETE FROM hold_cancellation WHERE id = {gone}; UPDATE hold SET shelf_until = shelf_until + 1"
    " WHERE patron_id = {patron}",
    "changed after a look": "INSERT INTO hold ({names}) SELECT {values} FROM hold_cancellation WHERE id = {gone};"
    " DELETE FROM hold_cancellation WHERE id = {gone}; SET CONSTRAINTS ALL IMMEDIATE; UPDATE hold SET"
    " shelf_extensions = 0 WHERE patron_id = {patron}",
    "the cancellation changed first": "UPDATE hold_cancellation SET shelf_until = '2099-01-01' WHERE id = {gone};"
    " INSERT INTO hold ({names}) SELECT {values} FROM hold_cancellation WHERE id = {gone};"
    " DELETE FROM hold_cancellation WHERE id = {gone}",
    "the cancellation stays": "INSERT INTO hold ({names}) SELECT {values} FROM hold_cancellation WHERE id = {gone}",
    "another cancellation goes": "INSERT INTO hold ({names}) SELECT {values} FROM hold_cancellation WHERE id = {gone};"
    " DELETE FROM hold_cancellation WHERE id = {another_gone}",
    "one goes for another": "DELETE FROM hold_cancellation WHERE id = {another_gone}; SET CONSTRAINTS ALL DEFERRED;"
    " INSERT INTO hold ({names}) SELECT {values} FROM hold_cancellation WHERE id = {gone};"
    " DELETE FROM hold_cancellation WHERE id = {gone}",
}
MORE = {
    "for longer": {"shelf_until": "shelf_until + 1"},
    "to be kept longer once more": {"shelf_extensions": "0"},
    "on another shelf": {"shelf_place": "'x'"},
    "on no shelf": {"shelf_place": "NULL"},
    "with another copy": {"item_id": "{another_copy}"},
    "on its way": {"status": "'in_transit'", "shelf_until": "NULL"},
    "elsewhere": {"branch_id": "{another_branch}"},
    "at a stop": {"mobile_stop_id": "{stop}"},
    "to be told by phone": {"contact": "'phone'"},
    "to be told by no mail": {"contact": "'none'"},
    "waiting for longer": {"wait_until": "wait_until + 1"},
    "earlier in the queue": {"placed_at": "placed_at - interval '1 day'"},
    "of somebody else": {"patron_id": "{another}"},
    "of another title": {"bib_record_id": "{another_title}"},
    "in a version of one's own": {"version": "9"},
}
WAITING_MORE = {
    "with a place on the shelf": {"shelf_place": "'x'"},
    "with an extension": {"shelf_extensions": "1"},
    "elsewhere": {"branch_id": "{another_branch}"},
    "earlier in the queue": {"placed_at": "placed_at - interval '1 day'"},
}


@pytest.fixture
async def scene(city: City) -> Scene:
    return await staged(city)


@pytest.mark.parametrize("columns", [AS_KEPT, WAITING], ids=["as it was", "waiting"])
@pytest.mark.parametrize("way", WAYS)
async def test_what_was_kept_comes_back(scene: Scene, way: str, columns: dict[str, str]) -> None:
    assert await scene.tries(WAYS[way], columns) is None
    (row,) = await scene.holds()
    was_ready = columns is AS_KEPT
    assert (row["status"], row["item_id"]) == (
        (HoldStatus.READY, scene.names["copy"]) if was_ready else (HoldStatus.WAITING, None)
    )
    assert len(await scene.city.town.all_rows(hold_cancellation)) == 1


async def test_by_phone_too_when_the_caller_is_identified(scene: Scene) -> None:
    assert await scene.tries(WAYS["two statements"], AS_KEPT, "phone") == DENIED
    await scene.city.town.identified(scene.names["patron"], scene.city.actor("phone", Channel.PHONE))
    assert await scene.tries(WAYS["two statements"], AS_KEPT, "phone") is None


@pytest.mark.parametrize("more", MORE)
async def test_nothing_more_comes_back(scene: Scene, more: str) -> None:
    came = {way: await scene.tries(script, AS_KEPT | MORE[more]) for way, script in WAYS.items()}
    assert came == dict.fromkeys(WAYS, DENIED)
    assert await scene.holds() == []
    assert len(await scene.city.town.all_rows(hold_cancellation)) == 2


@pytest.mark.parametrize("more", WAITING_MORE)
async def test_nothing_more_waits(scene: Scene, more: str) -> None:
    assert await scene.tries(WAYS["two statements"], WAITING | WAITING_MORE[more]) == DENIED
    assert await scene.holds() == []


@pytest.mark.parametrize("way", LATER)
async def test_nothing_is_changed_on_the_way(scene: Scene, way: str) -> None:
    assert await scene.tries(LATER[way], AS_KEPT) == DENIED
    assert await scene.holds() == []
    assert len(await scene.city.town.all_rows(hold_cancellation)) == 2


@pytest.mark.parametrize(
    "kept",
    [
        {"shelf_until": days_ago(1)},
        {"status": HoldStatus.IN_TRANSIT, "shelf_until": None},
        {"status": HoldStatus.WAITING, "shelf_until": None},
        {"status": None, "shelf_until": None},
    ],
    ids=["its last day is past", "it was on its way", "it waited", "nobody kept it"],
)
async def test_what_may_not_come_back_ready_waits(scene: Scene, kept: dict[str, Any]) -> None:
    await scene.city.town.change(hold_cancellation, hold_cancellation.c.id == scene.names["gone"], **kept)
    until = {"shelf_until": f"'{kept['shelf_until'] or TODAY}'"}
    for status in ("'ready'", "status"):
        forced = AS_KEPT | {"status": status} | (until if status == "'ready'" else {})
        if kept.get("status") is HoldStatus.WAITING and status == "status":
            continue  # no hold waits with a copy: the table itself says so
        assert await scene.tries(WAYS["two statements"], forced) in {DENIED, "23514", "23502"}
    assert await scene.holds() == []
    assert await scene.tries(WAYS["two statements"], WAITING) is None


async def test_a_copy_that_was_lent_does_not_come_back(scene: Scene) -> None:
    town = scene.city.town
    lent = {"item_id": scene.names["copy"], "patron_id": scene.names["another"], "branch_id": town.branch_id}
    loan_id = await town.row(loan, **lent, loaned_on=TODAY, due_on=in_days(14))
    assert await scene.tries(WAYS["two statements"], AS_KEPT) == DENIED
    await town.change(loan, loan.c.id == loan_id, returned_on=TODAY)
    assert await scene.tries(WAYS["two statements"], AS_KEPT) is None


async def test_the_wish_for_mail_goes_where_there_is_no_address(scene: Scene) -> None:
    await scene.city.town.change(patron, patron.c.id == scene.names["patron"], email=None)
    for contact, answer in (("'phone'", DENIED), ("'none'", None)):
        assert await scene.tries(WAYS["two statements"], AS_KEPT | {"contact": contact}) == answer


async def test_none_comes_back_behind_the_record_of_another(scene: Scene) -> None:
    """What an earlier act of the same transaction took away is still remembered when a later one is looked at."""
    conn = await scene.city.connect("counter")
    guards = await conn.fetch(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'hold_cancellation'::regclass AND tgname LIKE 'guard%'"
    )
    await conn.close()
    at_once = f"SET CONSTRAINTS {', '.join(row['tgname'] for row in guards)} IMMEDIATE"
    way = (
        "INSERT INTO hold ({names}) VALUES ({values}); DELETE FROM hold_cancellation WHERE id = {another_gone};"
        f" {at_once}; {RECORD_OF_GONE}; DELETE FROM hold_cancellation WHERE id = {{gone}}"
    )
    (other,) = [
        row
        for row in await scene.city.town.all_rows(hold_cancellation)
        if row["id"] == scene.names["another_gone"]
    ]
    columns = {
        **{name: str(other[name]) for name in ("patron_id", "bib_record_id", "branch_id")},
        "placed_at": f"'{other['placed_at']}'",
        "contact": "'mail'",
        "wait_until": f"'{other['wait_until']}'",
        "status": "'waiting'",
    }
    assert await scene.tries(way, columns, act="hold.acknowledge another_gone") == DENIED
    assert await scene.holds() == []


RECORD_OF_GONE = (
    "INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, subject_id, outcome, details,"
    " sequence, hash) VALUES (gen_random_uuid()::text, now(), session_user, {another_branch}, 'w', 'counter', {patron},"
    " 'hold.undo_cancel', {gone}, 'done', '{{}}', 0, repeat('0', 64))"
)
