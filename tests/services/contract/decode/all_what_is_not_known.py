"""A look-up of what a library system doesn't know, or no master has: it is told as unknown, or by its code."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_decode import decode_snapshot
from services.contract.masters import Masters
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.engine import Database
from services.own_schema.library import Library, build_library
from services.own_schema.lookup.look_up_statement import LookUpKey, full
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.password_hashing import PasswordHasher
from services.rules.decision import Allowed
from services.rules.vocabulary import HoldStatus, SuspensionReason
from tests.helpers.patrons import CARD, Town, clerk, in_days, open_card

# Masters that lack something, on every database


class Lacking(MastersStore):
    """Masters without some of their rows."""

    def __init__(self, db: Database, current: Masters, lacking: dict[str, Any]) -> None:
        super().__init__(db, current)
        self._lacking = lacking

    async def fresh(self, version: int, day: date, conn: AsyncConnection | None = None) -> Masters:
        return replace(await super().fresh(version, day, conn), **self._lacking)


def types_of(shown: PatronSnapshot) -> set[str | None]:
    rows = (shown.loans, shown.holds, shown.cancelled_holds)
    return {row.material_type for each in rows for row in each}


async def everything(town: Town) -> int:
    """Make a patron with a row on each list, of the central library and the mobile one."""
    patron_id = await town.patron()
    await town.suspend(patron_id, SuspensionReason.UNREACHABLE)
    await town.loan(patron_id)
    await town.loan(patron_id, branch_id=town.mobile_id)
    await town.hold(patron_id, branch_id=town.mobile_id, mobile_stop_id=town.stop_id)
    await town.hold(patron_id, status=HoldStatus.READY)
    await town.cancelled(patron_id)
    await town.request(patron_id)
    return patron_id


@pytest.mark.parametrize("lacks", ["branches", "stops", "material_types", "labels", "calendars", "all"])
async def test_a_master_that_is_missing_ends_no_look_up(
    library: Library, town: Town, cheap_hasher: PasswordHasher, lacks: str
) -> None:
    await everything(town)
    whole = await open_card(library.backend.look_ups)
    every = ("branches", "stops", "material_types", "labels", "calendars")
    lacking: dict[str, Any] = {name: {} for name in (every if lacks == "all" else (lacks,))}
    store = Lacking(library.db, library.masters.current, lacking)
    look_ups = build_library(library.db, store, cheap_hasher).backend.look_ups

    shown = await open_card(look_ups)

    everything_lacks = lacks == "all"
    without = lacks == "branches" or everything_lacks
    central, mobile = str(town.branch_id), str(town.mobile_id)
    assert {row.branch for row in shown.loans} == ({central, mobile} if without else {"中央", "あおぞら号"})
    assert {row.branch for row in shown.holds} == ({central, mobile} if without else {"中央", "あおぞら号"})
    assert (shown.patron.branch, shown.cancelled_holds[0].branch, shown.requests[0].branch) == (
        (central if without else "中央",) * 3
    )
    stops = {row.stop for row in shown.holds}
    assert stops == {None, str(town.stop_id) if lacks == "stops" or everything_lacks else "テスト停留所"}
    labels = lacks == "labels" or everything_lacks
    assert shown.cancelled_holds[0].reason == ("by_patron" if labels else "利用者取消")
    assert shown.requests[0].status == ("received" if labels else "受付")
    known, named = types_of(whole), types_of(shown)
    assert (named == known) is not (lacks == "material_types" or everything_lacks)
    assert all(name and name.isdigit() for name in named - known)
    assert [row.due_on for row in shown.loans] == [row.due_on for row in whole.loans]
    ready = next(row for row in shown.holds if row.status is HoldStatus.READY)
    assert ready.contacts is not None
    assert ready.extend == Allowed(in_days(12))


async def test_without_a_calendar_no_day_is_closed(
    library: Library, town: Town, cheap_hasher: PasswordHasher
) -> None:
    await town.loan(await town.patron(), loaned_on=date(2026, 11, 6), due_on=date(2026, 11, 21))
    assert (await open_card(library.backend.look_ups)).loans[0].closure is not None
    store = Lacking(library.db, library.masters.current, {"calendars": {}})
    (row,) = (await open_card(build_library(library.db, store, cheap_hasher).backend.look_ups)).loans
    assert (row.due_on, row.closure) == (date(2026, 11, 21), None)


# Records in which something is missing


@pytest.fixture
async def record(library: Library, town: Town) -> dict[str, Any]:
    """What the database answers of a patron with a row on each list."""
    await everything(town)
    async with library.db.reading() as conn:
        row = (await conn.execute(full(LookUpKey.CARD_NUMBER), {"card_number": CARD})).one()
    fields: dict[str, Any] = row.record
    return fields


NULLED = (
    ("loans", "title"),
    ("loans", "item_number"),
    ("loans", "due_on"),
    ("loans", "loaned_on"),
    ("loans", "material_type_id"),
    ("loans", "branch_id"),
    ("holds", "title"),
    ("holds", "contact"),
    ("holds", "place"),
    ("holds", "queue"),
    ("holds", "placed_at"),
    ("holds", "material_type_id"),
    ("holds", "branch_id"),
    ("holds", "shelf_until"),
    ("holds", "item_id"),
    ("cancelled", "title"),
    ("cancelled", "contact"),
    ("cancelled", "material_type_id"),
    ("cancelled", "branch_id"),
    ("cancelled", "reason"),
    ("requests", "title"),
    ("requests", "received_on"),
    ("requests", "branch_id"),
    ("requests", "status"),
)
LIST_OF = {"loans": "loans", "holds": "holds", "cancelled": "cancelled_holds", "requests": "requests"}


def without(record: dict[str, Any], *missing: tuple[str, str]) -> dict[str, Any]:
    made = dict(record)
    for list_, field in missing:
        made[list_] = [row | {field: None} for row in made[list_]]
    return made


@pytest.mark.parametrize(
    "missing", [*((it,) for it in NULLED), NULLED], ids=lambda it: " ".join(map(".".join, it))
)
async def test_what_is_missing_is_told_as_missing(
    library: Library, record: dict[str, Any], missing: tuple[tuple[str, str], ...]
) -> None:
    masters = library.masters.current
    whole = decode_snapshot(JsonRow(record), masters, clerk())
    shown = decode_snapshot(JsonRow(without(record, *missing)), masters, clerk())
    fields = {
        "material_type_id": "material_type",
        "branch_id": "branch",
        "placed_at": "placed_on",
        "place": "position",
        "queue": "position",
    }
    for list_, field in missing:
        rows = getattr(shown, LIST_OF[list_])
        assert rows
        assert len(rows) == len(getattr(whole, LIST_OF[list_]))
        assert {getattr(row, fields.get(field, field)) or None for row in rows} == {None}
    assert "None" not in shown.loans[0].branch + shown.holds[0].branch + shown.requests[0].branch


async def test_codes_that_no_master_has_are_shown(library: Library, record: dict[str, Any]) -> None:
    codes = {"branch_id": "CPL", "material_type_id": "MAP"}
    record["loans"] = [row | codes for row in record["loans"]]
    record["holds"] = [row | codes | {"mobile_stop_id": "BUS-3"} for row in record["holds"]]
    shown = decode_snapshot(JsonRow(record), library.masters.current, clerk())
    assert {(row.branch, row.material_type) for row in shown.loans} == {("CPL", "MAP")}
    assert {(row.branch, row.branch_id, row.stop, row.stop_id) for row in shown.holds} == {
        ("CPL", None, "BUS-3", None)
    }


async def test_a_cancelled_hold_without_a_day_is_shown_to_nobody(
    library: Library, record: dict[str, Any]
) -> None:
    none = without(record, ("cancelled", "cancelled_at"))
    assert decode_snapshot(JsonRow(none), library.masters.current, clerk()).cancelled_holds == ()


async def test_a_hold_that_is_paused_or_prepared(library: Library, record: dict[str, Any]) -> None:
    first, second = record["holds"]
    holds = [
        first | {"id": 1, "paused": True, "paused_until": "2026-12-20"},
        first | {"id": 2, "paused": 1, "paused_until": None},
        second | {"id": 3, "status": "in_transit", "preparing": True},
        second | {"id": 4, "paused": None, "preparing": None},
    ]
    shown = decode_snapshot(JsonRow(record | {"holds": holds}), library.masters.current, clerk())
    assert {(row.id, row.paused, row.paused_until, row.preparing) for row in shown.holds} == {
        (1, True, date(2026, 12, 20), False),
        (2, True, None, False),
        (3, False, None, True),
        (4, False, None, False),
    }
