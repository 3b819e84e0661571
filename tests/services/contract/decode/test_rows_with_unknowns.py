"""What rows of a look-up tell of what isn't known, how they stand, and what is decided without it."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_decode import decode_glimpse, decode_snapshot
from services.contract.decode.report_entries import decode_reports
from services.contract.decode.suspension_entries import decode_list
from services.contract.masters import Branch, Masters, MaterialType
from services.contract.snapshot import PatronSnapshot
from services.contract.today.report_list import ReportFilter
from services.contract.today.suspension_list import SuspensionFilter
from services.rules.circulation.calendar import BranchCalendar, DayOverride
from services.rules.decision import Allowed, Reason, Refused
from services.rules.policy import Policy
from services.rules.vocabulary import BranchKind, LoanClass, Role
from tests.helpers.patrons import CARD, TODAY, at, clerk, days_ago, in_days, reasons
from tests.helpers.snapshots import facts_of

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


def listed(**fields: Any) -> JsonRow:
    """What a system answers of one report or suspension; each list reads its own of it."""
    entry = {
        "id": 1,
        "version": 1,
        "patron_id": 1,
        "card_number": CARD,
        "name": "見本 花子",
        "branch_id": 1,
        "kind": "returned",
        "reported_at": at(TODAY).isoformat(),
        "reported_by": "clerk",
        "channel": "counter",
        "elsewhere": False,
        "in_force": [],
        "reason": "card_lost",
        "started_at": at(TODAY).isoformat(),
        "note_code": None,
        "overdue_items": 0,
        "due_first": None,
        "address_changed_on": None,
        "phone_changed_on": None,
        "card_issued_on": str(TODAY),
        "card_replaced": False,
        "told": False,
        "others": [],
        "reports": [],
        "contacts": [],
    }
    return JsonRow({"now": at(TODAY).isoformat(), "total": 1, "ready": 0, "entries": [entry | fields]})


@pytest.mark.parametrize(("branch_id", "shown"), [(1, "中央"), (7, "7"), ("CPL", "CPL"), (None, "")])
def test_a_report_at_a_branch_that_no_master_has_shows_its_code(
    branch_id: int | str | None, shown: str
) -> None:
    (told,) = decode_reports(listed(branch_id=branch_id), ReportFilter(), MASTERS).entries
    assert told.branch == shown


def test_a_report_of_a_patron_without_a_card_is_listed() -> None:
    (told,) = decode_reports(listed(card_number=None), ReportFilter(), MASTERS).entries
    assert (told.card_number, told.name) == (None, "見本 花子")


@pytest.mark.parametrize(
    ("missing", "known"),
    [
        (("card_number", "card_issued_on"), (None, None)),
        (("card_issued_on",), (CARD, None)),
        ((), (CARD, TODAY)),
    ],
)
def test_a_suspension_of_a_patron_without_a_card_is_listed(
    missing: tuple[str, ...], known: tuple[Any, Any]
) -> None:
    found = listed(**dict.fromkeys(missing))
    (told,) = decode_list(found, SuspensionFilter(), MASTERS, clerk(Role.SUPERVISOR)).entries
    assert (told.card_number, told.card_issued_on) == known
