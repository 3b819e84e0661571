"""A record's suspensions stand one below the other, several of one kind, too; each says what it stops."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract.decode import look_up_decode
from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_suspensions import suspension_rows
from services.own_schema.lookup.look_up import LookUps
from services.rules.circulation.calendar import BranchCalendar
from services.rules.circulation.notices import NoticeKind
from services.rules.decision import Decision, Reason, Refused
from services.rules.people.suspension import may_suspend_at_all, place
from services.rules.policy import Policy
from services.rules.vocabulary import CardStatus, Channel, Role, Stopped, SuspensionReason
from tests.helpers.patrons import TODAY, Town, at, clerk, open_card
from tests.helpers.snapshots import restriction
from tests.viewmodels.suspensions import suspension_fakes

MASTERS = replace(suspension_fakes.MASTERS, calendars={clerk().branch_id: BranchCalendar()})
OVERDUE, LOST = SuspensionReason.LONG_OVERDUE, SuspensionReason.CARD_LOST


def suspended(row_id: int, reason: SuspensionReason, **changes: Any) -> dict[str, Any]:
    everyday: dict[str, Any] = {
        "id": row_id,
        "version": 1,
        "reason": reason.value,
        "started_at": "2026-11-01T03:00:00+00:00",
        "started_by": "keeper",
        "lifted_at": None,
        "lifted_by": None,
        "note_code": None,
        "override_code": None,
    }
    return everyday | changes


def record(*suspensions: dict[str, Any]) -> JsonRow:
    return JsonRow(
        {
            "now": "2026-11-24T01:00:00+00:00",
            "patron": {"address_changed_on": None, "phone_changed_on": None},
            "card": {"issued_on": "2024-06-11", "replaces": 0, "status": CardStatus.ACTIVE.value},
            "loans": [],
            "reports": [],
            "contacts": [],
            "suspensions": list(suspensions),
        }
    )


@given(st.lists(st.sampled_from(SuspensionReason), max_size=8))
def test_each_in_force_is_there_in_the_guides_order(reasons: list[SuspensionReason]) -> None:
    kept = record(*(suspended(row_id, reason) for row_id, reason in enumerate(reasons)))
    rows, past = suspension_rows(kept, MASTERS, clerk())
    ordered = sorted(enumerate(reasons), key=lambda it: (place(it[1]), it[0]))
    assert [(row.id, row.reason) for row in rows] == ordered
    assert [row.code for row in rows] == [reason.value for _, reason in ordered]
    assert past == ()


def test_three_of_one_kind_are_three() -> None:
    kept = record(suspended(3, OVERDUE), suspended(1, OVERDUE), suspended(2, OVERDUE), suspended(4, LOST))
    rows, _ = suspension_rows(kept, MASTERS, clerk())
    assert [row.id for row in rows] == [4, 1, 2, 3]


def test_lifted_ones_stand_latest_first_those_of_one_day_too() -> None:
    lifted = {"lifted_at": "2026-11-20T03:00:00+00:00", "lifted_by": "keeper"}
    latest = lifted | {"lifted_at": "2026-11-21T03:00:00+00:00"}
    kept = record(suspended(1, OVERDUE, **lifted), suspended(2, LOST, **latest), suspended(3, LOST, **lifted))
    rows, past = suspension_rows(kept, MASTERS, clerk())
    assert (rows, [row.id for row in past]) == ((), [2, 3, 1])
    assert past[0].lifted_on == date(2026, 11, 21)


@pytest.mark.parametrize("refused", [True, False])
def test_what_each_stops_is_the_librarys_policy(refused: bool) -> None:
    masters = replace(MASTERS, policy=Policy(renewal_refused_when_suspended=refused))
    (row,), _ = suspension_rows(record(suspended(1, OVERDUE)), masters, clerk())
    assert row.stops == ({Stopped.LOANS, Stopped.RENEWALS} if refused else {Stopped.LOANS})
    assert (row.words, row.until) == (None, None)


LOANS, HOLDS, RENEWALS = (frozenset({it}) for it in Stopped)


SUSPENDED, RESTRICTED = Reason.SUSPENDED, Reason.RESTRICTED


def stopped(decision: Decision) -> set[Reason]:
    return {SUSPENDED, RESTRICTED} & set(decision.reasons) if isinstance(decision, Refused) else set()


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("stops", "expected"),
    [
        (frozenset(), (set(), set(), False)),
        (LOANS, (set(), set(), True)),
        (HOLDS, (set(), {RESTRICTED}, False)),
        (RENEWALS, ({RESTRICTED}, set(), False)),
        (HOLDS | RENEWALS, ({RESTRICTED}, {RESTRICTED}, False)),
        (frozenset(Stopped), ({SUSPENDED}, {SUSPENDED}, True)),
    ],
)
async def test_a_row_is_refused_by_what_a_restriction_stops(
    look_ups: LookUps,
    town: Town,
    monkeypatch: pytest.MonkeyPatch,
    stops: frozenset[Stopped],
    expected: tuple[Any, ...],
) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id)
    await town.cancelled(patron_id, cancelled_at=at(TODAY))
    rows = (restriction(1, stops=stops), restriction(2, stops=stops))
    monkeypatch.setattr(look_up_decode, "suspension_rows", lambda *_: (rows, ()))
    snapshot = await open_card(look_ups)
    assert snapshot.suspensions == rows
    assert (
        stopped(snapshot.loans[0].renewal.counter),
        stopped(snapshot.cancelled_holds[0].undo),
        [it.kind for it in snapshot.notices] == [NoticeKind.SUSPENDED],
    ) == expected
    assert snapshot.suspend == may_suspend_at_all((), role=Role.COUNTER, channel=Channel.COUNTER)
