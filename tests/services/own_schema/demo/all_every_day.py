"""The named patrons are what they stand for on any day: at New Year, at a month's end, in a leap year."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from services.contract.masters import Masters
from services.own_schema.database.engine import Database
from services.own_schema.demo.library import FEWEST_PATRONS
from services.own_schema.demo.opening import DEMO_PATRONS
from services.own_schema.masters.masters_store import MastersStore
from services.rules.circulation import renewal
from services.rules.clock import tokyo_day, tokyo_midnight
from services.rules.decision import Reason, Refused
from services.rules.vocabulary import BranchKind, Channel, SuspensionReason
from tests.helpers.apart import run_apart
from tests.services.own_schema.demo.conftest import TODAY
from tests.services.own_schema.demo.rows import (
    Rows,
    over_the_limit,
    renewed_titles,
    rows_on,
    wanted_copies_left,
    wanted_titles,
    with_narrow_limits,
)

DAYS = [
    *[date(2026, 12, 24) + timedelta(days=step) for step in range(16)],
    *[date(2026, 11, 16) + timedelta(days=step) for step in range(8)],
    *[date(2027, 4, 28) + timedelta(days=step) for step in range(10)],
    date(2028, 2, 28),
    date(2028, 2, 29),
    date(2028, 3, 1),
    date(2027, 9, 30),
]


def person(rows: Rows, number: int) -> dict[str, Any]:
    patron_id = next(row["patron_id"] for row in rows["card"] if row["number"] == str(number))
    return next(row for row in rows["patron"] if row["id"] == patron_id)


def page_reasons(masters: Masters, rows: Rows, number: int, day: date) -> list[tuple[Reason, ...]]:
    """Decide on the renewal of each of a patron's loans, as the page would."""
    patron = person(rows, number)
    loans = [row for row in rows["loan"] if row["patron_id"] == patron["id"] and row["returned_on"] is None]
    items = {row["id"]: row for row in rows["item"]}
    waiting = [row["bib_record_id"] for row in rows["hold"] if row["status"] == "waiting"]
    decided = []
    for loan in loans:
        facts = renewal.RenewalFacts(
            today=day,
            loaned_on=loan["loaned_on"],
            due_on=loan["due_on"],
            renewals=loan["renewals"],
            waiting=waiting.count(items[loan["item_id"]]["bib_record_id"]),
            interlibrary=items[loan["item_id"]]["interlibrary"],
            mobile=masters.branches[loan["branch_id"]].kind is BranchKind.MOBILE,
            stopped=None,
            expires_on=patron["expires_on"],
            oldest_due_on=min(row["due_on"] for row in loans),
            calendar=masters.calendar(loan["branch_id"]),
        )
        decision = renewal.decide(facts, masters.policy, Channel.COUNTER).page
        decided.append(decision.reasons if isinstance(decision, Refused) else ())
    return decided


@pytest.fixture(scope="module")
def masters(demo_file: Path) -> Masters:
    async def loaded() -> Masters:
        db = Database.open(f"sqlite:///{demo_file}")
        try:
            return (await MastersStore.load(db)).current
        finally:
            await db.dispose()

    return run_apart(loaded())


@pytest.fixture(scope="module", params=DAYS, ids=str)
def day(request: pytest.FixtureRequest) -> date:
    day: date = request.param
    return day


@pytest.fixture(scope="module")
def rows(masters: Masters, day: date) -> Rows:
    """Everything that a demo library of this day holds."""
    return rows_on(masters, day, patrons=300)


def test_everyday_and_late_loans(masters: Masters, rows: Rows, day: date) -> None:
    assert page_reasons(masters, rows, 100000001, day) == [
        (),
        (Reason.LENT_TODAY,),
        (Reason.ALREADY_RENEWED,),
        (Reason.HOLD_WAITING,),
        (Reason.INTERLIBRARY,),
    ]
    assert page_reasons(masters, rows, 100000004, day) == [(Reason.REGISTRATION_EXPIRED,)]
    assert page_reasons(masters, rows, 100000011, day) == [(Reason.PAST_DUE,), ()]


def test_dates_that_the_cards_stand_for(rows: Rows, day: date) -> None:
    def lateness(number: int) -> list[int]:
        owner = person(rows, number)["id"]
        own = [row for row in rows["loan"] if row["patron_id"] == owner and row["returned_on"] is None]
        return [(day - row["due_on"]).days for row in own]

    first, second = lateness(100000006)
    assert (first, second < 0) == (60, True)
    assert lateness(100000007) == []
    assert lateness(100000011)[0] == 3
    assert lateness(100000020)[1] == 0
    assert max(lateness(100000021)) == 60
    assert person(rows, 100000003)["expires_on"] == day + timedelta(days=20)
    assert person(rows, 100000004)["expires_on"] == day - timedelta(days=40)


def test_everything_happened_in_order(rows: Rows, day: date) -> None:
    registered = {row["id"]: row["registered_on"] for row in rows["patron"]}
    for row in rows["patron"]:
        assert row["birth_date"] <= row["registered_on"] <= day
        assert row["registered_on"] <= row["expires_on"]
    for row in rows["loan"]:
        happened = [row["loaned_on"], row["renewed_on"] or row["loaned_on"], row["returned_on"] or day, day]
        assert all(one <= other for one, other in pairwise(happened))
        assert registered[row["patron_id"]] <= row["loaned_on"] <= row["due_on"]
    for row in rows["hold"]:
        assert registered[row["patron_id"]] <= row["placed_at"].date() <= day
        assert row["shelf_until"] is None or row["shelf_until"] >= day
        assert row["wait_until"] is None or row["wait_until"] >= day
    for row in rows["suspension"]:
        assert row["lifted_at"] is None or row["lifted_at"] > row["started_at"]
    begun = {row["patron_id"]: row["started_at"] for row in rows["suspension"] if row["lifted_at"] is None}
    for row in rows["loan"]:
        assert row["patron_id"] not in begun or row["loaned_on"] <= tokyo_day(begun[row["patron_id"]])


def test_the_smallest_demo_has_each_reason_in_both_states(masters: Masters, day: date) -> None:
    rows = rows_on(masters, day)
    named = {row["patron_id"] for row in rows["card"] if row["number"] < "11"}
    in_force = [row for row in rows["suspension"] if row["lifted_at"] is None]
    reasons = Counter(row["reason"] for row in in_force if row["patron_id"] not in named)
    assert all(reasons[reason] >= 2 for reason in SuspensionReason)


def test_no_moment_is_of_today(masters: Masters) -> None:
    """The day may just have begun."""
    rows = rows_on(masters, TODAY, patrons=1000)
    moments = [
        value
        for some in rows.values()
        for row in some
        for name, value in row.items()
        if isinstance(value, datetime) and name != "locked_until"
    ]

    assert max(moments) < tokyo_midnight(TODAY)


@pytest.mark.parametrize("patrons", [FEWEST_PATRONS, DEMO_PATRONS, 3000])
def test_what_others_wait_for_was_not_renewed(masters: Masters, patrons: int) -> None:
    rows = rows_on(masters, TODAY, patrons=patrons)

    assert renewed_titles(rows)
    assert not renewed_titles(rows) & wanted_titles(rows)


def test_narrow_limits_hold_and_leave_no_wanted_copy(masters: Masters) -> None:
    rows = rows_on(with_narrow_limits(masters), TODAY, patrons=2000)

    assert over_the_limit(masters, rows) == set()
    assert wanted_titles(rows)
    assert wanted_copies_left(rows) == set()
