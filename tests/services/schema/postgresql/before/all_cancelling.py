"""Cancelling a hold by hand: among the cancelled ones stands what it was, since it may come back so."""

from typing import Any

import asyncpg
import pytest

from services.database.tables import hold_cancellation
from services.rules.vocabulary import HoldStatus
from tests.helpers.city import City
from tests.services.schema.postgresql.before.restoring_scene import AS_KEPT, DENIED, Scene, staged

CANCELLED = AS_KEPT | {"freed_item_id": "item_id", "reason": "'by_staff'", "cancelled_at": "madoguchi_now()"}
del CANCELLED["item_id"]
CANCELLING = (
    "WITH gone AS (DELETE FROM hold WHERE id = {held} RETURNING *)"
    " INSERT INTO hold_cancellation ({names}) SELECT {values} FROM gone"
)
NOT_KEPT = {
    name: value
    for name, value in CANCELLED.items()
    if name not in {"status", *("shelf_until", "shelf_place", "shelf_extensions")}
}
LIES = {
    "kept for longer": {"shelf_until": "shelf_until + 30"},
    "never kept longer": {"shelf_extensions": "0"},
    "on another shelf": {"shelf_place": "'x'"},
    "half of it": {"status": "NULL", "shelf_until": "NULL"},
    "elsewhere": {"branch_id": "{another_branch}"},
    "to be told by phone": {"contact": "'phone'"},
    "waiting for longer": {"wait_until": "'2099-01-01'"},
    "without the copy": {"freed_item_id": "NULL"},
    "with another copy": {"freed_item_id": "{another_copy}"},
}


@pytest.fixture
async def scene(city: City) -> Scene:
    return await staged(city)


@pytest.mark.parametrize("columns", [CANCELLED, NOT_KEPT], ids=["as it was", "by a desk of before"])
async def test_a_cancellation_keeps_what_the_hold_was(scene: Scene, columns: dict[str, str]) -> None:
    await _held(scene, HoldStatus.READY)
    assert await scene.tries(CANCELLING, columns, act="hold.staff_cancel held") is None


@pytest.mark.parametrize("lie", LIES)
async def test_a_cancellation_keeps_nothing_else(scene: Scene, lie: str) -> None:
    await _held(scene, HoldStatus.READY)
    assert await scene.tries(CANCELLING, CANCELLED | LIES[lie], act="hold.staff_cancel held") == DENIED
    assert len(await scene.holds()) == 1


@pytest.mark.parametrize("copy", ["{another_copy}", "NULL"])
async def test_what_waits_is_not_cancelled_as_ready(scene: Scene, copy: str) -> None:
    await _held(scene, HoldStatus.WAITING)
    lie = {"status": "'ready'", "shelf_until": "'2099-01-01'", "freed_item_id": copy}
    assert await scene.tries(CANCELLING, CANCELLED | lie, act="hold.cancel held") == DENIED
    assert await scene.tries(CANCELLING, CANCELLED, act="hold.cancel held") is None


async def test_the_patrons_page_cancels_what_waits_and_makes_nothing_that_comes_back_ready(
    scene: Scene,
) -> None:
    await _held(scene, HoldStatus.WAITING)
    conn = await scene.city.connect("portal")
    values = "SELECT patron_id, bib_record_id, 'by_patron', madoguchi_now(), placed_at, branch_id, contact"
    names = "patron_id, bib_record_id, reason, cancelled_at, placed_at, branch_id, contact"
    for more, value in (
        ("shelf_until", "date '2099-01-01'"),
        ("shelf_place", "'x'"),
        ("shelf_extensions", "0"),
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute(f"INSERT INTO hold_cancellation ({names}, {more}) {values}, {value} FROM hold")
    with pytest.raises(asyncpg.CheckViolationError):
        await conn.execute(f"INSERT INTO hold_cancellation ({names}, status) {values}, 'ready' FROM hold")
    for more in ("", ", status"):  # a page of before, and one that knows of it
        async with conn.transaction():
            await conn.execute(f"INSERT INTO hold_cancellation ({names}{more}) {values}{more} FROM hold")
            await conn.execute("DELETE FROM hold")
        await _held(scene, HoldStatus.WAITING)
    await conn.close()
    kept = [
        (row["status"], row["freed_item_id"]) for row in await scene.city.town.all_rows(hold_cancellation)
    ]
    assert kept[2:] == [(None, None), (HoldStatus.WAITING, None)]


async def _held(scene: Scene, status: HoldStatus) -> None:
    town = scene.city.town
    title = scene.names["another_title"]
    more: dict[str, Any] = {"shelf_extensions": 1} if status is HoldStatus.READY else {}
    scene.names["held"] = await town.hold(scene.names["patron"], bib=title, status=status, **more)
    scene.names["another_copy"] = await town.item(title)
