"""A look-up of what a library system doesn't know, or no master has: it is told as unknown, or by its code."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_decode import decode_glimpse, decode_snapshot
from services.contract.masters import Branch, Masters, MaterialType
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.engine import Database
from services.own_schema.library import Library, build_library
from services.own_schema.lookup.look_up_statement import LookUpKey, full
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.password_hashing import PasswordHasher
from services.rules.circulation.calendar import BranchCalendar, DayOverride
from services.rules.decision import Allowed, Reason, Refused
from services.rules.policy import Policy
from services.rules.vocabulary import BranchKind, HoldStatus, LoanClass, SuspensionReason
from tests.helpers.patrons import CARD, TODAY, Town, at, clerk, days_ago, in_days, open_card, reasons
from tests.helpers.snapshots import facts_of

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


# Without a database: what rows tell, and how they stand

MASTERS = Masters(
    version=1,
    day=TODAY,
    policy=Policy(),
    branches={1: Branch(1, "01", "中央図書館", "中央", BranchKind.LIBRARY)},
    stops={},
    material_types={1: MaterialType(1, "01", "図書", LoanClass.BOOK)},
    labels={},
    calendars={1: BranchCalendar(overrides={in_days(14): DayOverride(open=False)})},
    wording={},
)
PATRON = {
    "id": 1,
    "version": 1,
    "name": "見本 花子",
    "kana": "ミホン ハナコ",
    "alias": None,
    "romaji": "Mihon Hanako",
    "birth_date": "1984-05-17",
    "branch_id": 1,
    "registered_on": "2024-06-11",
    "expires_on": "2027-06-11",
    "email": None,
    "phone": None,
    "postal_code": "332-0001",
    "address": "川口市朝日1-1-1",
    "address_changed_on": None,
    "phone_changed_on": None,
}


LISTS = ("suspensions", "reports", "contacts", "loans", "holds", "cancelled", "requests", "questions")


def read(**lists: Any) -> PatronSnapshot:
    """Decode a patron with these lists and nothing else."""
    record: dict[str, Any] = {
        "now": at(TODAY).isoformat(),
        "card": {"number": CARD, "status": "active", "issued_on": "2024-06-11", "replaces": 0},
        "patron": PATRON,
        "has_namesake": False,
        "password": None,
        "email_notice": None,
        **{name: [] for name in LISTS},
    }
    return decode_snapshot(JsonRow(record | lists), MASTERS, clerk())


def lent(**changes: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "version": 1,
        "title": "こころ",
        "material_type_id": 1,
        "item_number": "000000001",
        "branch_id": 1,
        "loaned_on": str(days_ago(7)),
        "due_on": str(in_days(7)),
        "interlibrary": False,
        "renewals": 0,
        "renewed_on": None,
        "waiting": 0,
    } | changes


def held(**changes: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "version": 1,
        "status": "waiting",
        "place": 1,
        "queue": 2,
        "bib_record_id": 1,
        "title": "明暗",
        "material_type_id": 1,
        "item_id": None,
        "item_number": None,
        "placed_at": at(days_ago(3)).isoformat(),
        "branch_id": 1,
        "mobile_stop_id": None,
        "contact": "none",
        "wait_until": None,
        "shelf_until": None,
        "shelf_place": None,
        "shelf_extensions": 0,
    } | changes


def test_a_loan_without_a_due_day_is_neither_overdue_nor_due() -> None:
    suspension = {
        "id": 1,
        "version": 1,
        "reason": "long_overdue",
        "started_at": at(days_ago(30)).isoformat(),
        "started_by": "keeper",
        "lifted_at": None,
        "lifted_by": None,
        "note_code": None,
        "override_code": None,
    }
    shown = read(loans=[lent(due_on=None), lent(id=2, due_on=str(days_ago(3)))], suspensions=[suspension])
    assert [(row.id, row.due_on, row.overdue_days, row.days_left) for row in shown.loans] == [
        (2, days_ago(3), 3, -3),
        (1, None, None, None),
    ]
    (row,) = shown.suspensions
    assert facts_of(row).overdue_items == 1
    assert row.contacts is not None
    assert row.contacts.facts.overdue_days == 3
    (alone,) = read(loans=[lent(due_on=None)], suspensions=[suspension]).suspensions
    assert (facts_of(alone).overdue_items, alone.contacts and alone.contacts.facts.overdue_days) == (0, 0)


def test_a_renewal_knows_nothing_of_a_branch_that_no_master_has() -> None:
    (of_mine,) = read(loans=[lent()]).loans
    (of_none,) = read(loans=[lent(branch_id=None)]).loans
    assert of_mine.renewal.counter == Allowed(in_days(15), closure=of_mine.renewal.counter.closure)  # type: ignore[union-attr]
    assert of_none.renewal.counter == Allowed(in_days(14))


def test_holds_of_no_class_are_not_limited() -> None:
    gone = {
        "id": 9,
        "version": 1,
        "reason": "by_patron",
        "bib_record_id": 99,
        "title": None,
        "material_type_id": 1,
        "cancelled_at": at(TODAY).isoformat(),
        "branch_id": 1,
        "contact": None,
        "wait_until": None,
        "status": None,
        "shelf_until": None,
        "had_copy": False,
        "copy_gone": False,
    }
    many = [held(id=it, bib_record_id=it) for it in range(1, 31)]
    (limited,) = read(holds=many, cancelled=[gone]).cancelled_holds
    assert reasons(limited.undo) == (Reason.HOLD_LIMIT_REACHED,)
    unknown = [it | {"material_type_id": None} for it in many]
    (free,) = read(holds=unknown, cancelled=[gone | {"material_type_id": None}]).cancelled_holds
    assert free.undo == Allowed()


def test_a_ready_hold_without_a_last_day_has_none_to_extend() -> None:
    (row,) = read(holds=[held(status="ready", place=None, queue=None, item_id=1)]).holds
    assert (row.shelf_until, row.closure) == (None, None)
    assert row.extend == Refused((Reason.NOT_ON_SHELF,))


MAYBE_DAYS = st.none() | st.integers(-40, 40).map(lambda it: str(TODAY + timedelta(days=it)))


@given(st.lists(MAYBE_DAYS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_is_total_whatever_is_missing(days: list[str | None], random: Any) -> None:
    numbered = list(enumerate(days, start=1))
    loans = [lent(id=it, due_on=day) for it, day in numbered]
    holds = [held(id=it, bib_record_id=it, placed_at=day) for it, day in numbered]
    requests = [
        {"id": it, "version": 1, "status": "received", "title": "門", "received_on": day, "branch_id": 1}
        for it, day in numbered
    ]
    expected = [it for it, _ in sorted(numbered, key=lambda it: (it[1] is None, it[1] or "", it[0]))]
    for rows in (loans, holds, requests):
        random.shuffle(rows)
    shown = read(loans=loans, holds=holds, requests=requests)
    assert [row.id for row in shown.loans] == expected
    assert [row.id for row in shown.holds] == expected
    assert [row.id for row in shown.requests] == expected


def test_a_caller_is_told_of_no_cancelled_hold_without_a_day() -> None:
    counted = {
        "now": at(TODAY).isoformat(),
        "card_number": CARD,
        "patron_id": 1,
        "closed": None,
        "needed": "any",
        "loans": 1,
        "holds": 1,
        "cancelled": [{"cancelled_at": None}, {"cancelled_at": at(TODAY).isoformat()}],
        "requests": 0,
        "questions": 0,
    }
    assert decode_glimpse(JsonRow(counted), MASTERS).cancelled_holds == 1
