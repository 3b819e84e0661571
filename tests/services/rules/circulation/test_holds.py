from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.circulation import holds
from services.rules.circulation.holds import (
    PickUp,
    ShelfFacts,
    UndoFacts,
    cancel,
    cancelled_delete_on,
    change,
    change_offered,
    extend_shelf,
    is_shown,
    needs_warning,
    shelf_expired,
    shelf_until,
    undo,
    wait_expired,
)
from services.rules.decision import Allowed, Decision, Reason, Refused
from services.rules.policy import Policy
from services.rules.vocabulary import ContactMethod, HoldStatus, LoanClass
from tests.services.rules.circulation.calendars import calendars, central, days, maekawa, shibakita

POLICY = Policy()
WAITING, IN_TRANSIT, READY = HoldStatus
MAIL, NONE, PHONE = ContactMethod
MAEKAWA, TOTSUKA, AOZORA = 2, 5, 10
AT_MAEKAWA = PickUp(contact=NONE, branch_id=MAEKAWA, mobile=False)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def reasons(decision: Decision) -> set[str]:
    return {it.name for it in decision.reasons} if isinstance(decision, Refused) else set()


@pytest.mark.parametrize(
    ("status", "page"), [(WAITING, set()), (IN_TRANSIT, {"NOT_WAITING"}), (READY, {"NOT_WAITING"})]
)
def test_the_page_offers_its_buttons_only_while_waiting(status: HoldStatus, page: set[str]) -> None:
    for two in (change_offered(status), cancel(status)):
        assert reasons(two.page) == page
        assert two.counter == Allowed()


@pytest.mark.parametrize(("status", "warned"), [(WAITING, False), (IN_TRANSIT, True), (READY, True)])
def test_staff_are_warned_before_a_found_item_goes_to_the_next_patron(
    status: HoldStatus, warned: bool
) -> None:
    assert needs_warning(status) is warned


@pytest.mark.parametrize(
    ("status", "now", "changes", "page", "counter"),
    [
        (WAITING, AT_MAEKAWA, {}, set(), set()),
        (WAITING, AT_MAEKAWA, {"contact": MAIL}, set(), set()),
        (WAITING, AT_MAEKAWA, {"contact": PHONE}, {"CONTACT_NOT_OFFERED"}, set()),
        (WAITING, AT_MAEKAWA, {"branch_id": TOTSUKA}, set(), set()),
        (WAITING, AT_MAEKAWA, {"branch_id": AOZORA, "mobile": True, "stop_id": 3}, set(), set()),
        (WAITING, AT_MAEKAWA, {"branch_id": AOZORA, "mobile": True}, {"STOP_NEEDED"}, {"STOP_NEEDED"}),
        (WAITING, AT_MAEKAWA, {"stop_id": 3}, {"STOP_ONLY_FOR_MOBILE"}, {"STOP_ONLY_FOR_MOBILE"}),
        # A hold with 電話 keeps it while its place changes, and can give it up.
        (WAITING, replace(AT_MAEKAWA, contact=PHONE), {"branch_id": TOTSUKA}, set(), set()),
        (WAITING, replace(AT_MAEKAWA, contact=PHONE), {"contact": NONE}, set(), set()),
        (IN_TRANSIT, AT_MAEKAWA, {"contact": MAIL}, {"NOT_WAITING"}, set()),
        (READY, AT_MAEKAWA, {"contact": PHONE}, {"NOT_WAITING", "CONTACT_NOT_OFFERED"}, set()),
        (READY, AT_MAEKAWA, {"branch_id": TOTSUKA}, {"NOT_WAITING"}, {"NOT_WAITING"}),
        (
            IN_TRANSIT,
            PickUp(contact=NONE, branch_id=AOZORA, mobile=True, stop_id=3),
            {"stop_id": 4},
            {"NOT_WAITING"},
            {"NOT_WAITING"},
        ),
        (
            READY,
            AT_MAEKAWA,
            {"stop_id": 3},
            {"NOT_WAITING", "STOP_ONLY_FOR_MOBILE"},
            {"NOT_WAITING", "STOP_ONLY_FOR_MOBILE"},
        ),
        # A stop that got lost is chosen again while the hold waits.
        (
            WAITING,
            PickUp(contact=NONE, branch_id=AOZORA, mobile=True),
            {"contact": MAIL},
            {"STOP_NEEDED"},
            {"STOP_NEEDED"},
        ),
        # It is no reason against another 連絡方法 once the item was found.
        (
            READY,
            PickUp(contact=NONE, branch_id=AOZORA, mobile=True),
            {"contact": MAIL},
            {"NOT_WAITING"},
            set(),
        ),
    ],
)
def test_changes(
    status: HoldStatus, now: PickUp, changes: dict[str, Any], page: set[str], counter: set[str]
) -> None:
    two = change(status, now, replace(now, **changes), has_mail=True, policy=POLICY)
    assert reasons(two.page) == page
    assert reasons(two.counter) == counter


@pytest.mark.parametrize("now", [AT_MAEKAWA, replace(AT_MAEKAWA, contact=MAIL)])
def test_mail_needs_an_address(now: PickUp) -> None:
    two = change(WAITING, now, replace(now, contact=MAIL), has_mail=False, policy=POLICY)
    assert reasons(two.page) == reasons(two.counter) == {"NO_MAIL_ADDRESS"}


def test_without_mail_no_address_is_needed() -> None:
    two = change(WAITING, AT_MAEKAWA, replace(AT_MAEKAWA, branch_id=TOTSUKA), has_mail=False, policy=POLICY)
    assert two.page == two.counter == Allowed()


def test_whether_staff_may_set_phone_is_the_librarys() -> None:
    never = Policy(staff_may_set_phone_contact=False)
    by_phone = replace(AT_MAEKAWA, contact=PHONE)
    assert reasons(change(WAITING, AT_MAEKAWA, by_phone, has_mail=True, policy=never).counter) == {
        "CONTACT_NOT_OFFERED"
    }
    assert change(WAITING, by_phone, by_phone, has_mail=True, policy=never).counter == Allowed()


pick_ups = st.builds(
    PickUp,
    contact=st.sampled_from((*ContactMethod, None)),
    branch_id=st.sampled_from((1, 2, 3, None)),
    mobile=st.booleans(),
    stop_id=st.none() | st.integers(1, 2),
)


@given(st.sampled_from(HoldStatus), pick_ups, st.booleans())
def test_what_is_not_known_stays_and_nothing_is_said_of_it(
    status: HoldStatus, now: PickUp, has_mail: bool
) -> None:
    unknown = replace(now, contact=None, branch_id=None, mobile=now.stop_id is not None)
    assert change(status, unknown, unknown, has_mail=has_mail, policy=Policy()).counter == Allowed()


@given(st.sampled_from(HoldStatus), pick_ups, pick_ups, st.booleans(), st.booleans())
def test_the_counter_may_all_that_the_page_may(
    status: HoldStatus, now: PickUp, wanted: PickUp, has_mail: bool, set_phone: bool
) -> None:
    policy = Policy(staff_may_set_phone_contact=set_phone)
    two = change(status, now, wanted, has_mail=has_mail, policy=policy)
    assert reasons(two.counter) <= reasons(two.page)
    if status is not WAITING:
        assert "NOT_WAITING" in reasons(two.page)
    if two.page == Allowed():
        assert wanted.contact is now.contact or wanted.contact is not PHONE
        assert wanted.mobile == (wanted.stop_id is not None)


def on_shelf(**changes: Any) -> ShelfFacts:
    """A hold that stands at 中央 until 12/1, with changes."""
    usual = ShelfFacts(
        today=day("11-24"), status=READY, shelf_until=day("12-01"), extensions=0, calendar=central()
    )
    return replace(usual, **changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": WAITING, "shelf_until": None}, {"STILL_WAITING"}),
        ({"status": IN_TRANSIT, "shelf_until": None}, {"NOT_ON_SHELF"}),
        ({"status": IN_TRANSIT}, {"NOT_ON_SHELF"}),
        ({"shelf_until": None}, {"NOT_ON_SHELF"}),
        ({"extensions": 1}, {"SHELF_ALREADY_EXTENDED"}),
        ({"today": day("12-02")}, {"SHELF_TIME_OVER"}),
        ({"today": day("12-02"), "extensions": 1}, {"SHELF_ALREADY_EXTENDED", "SHELF_TIME_OVER"}),
        ({"today": day("12-01")}, set()),
    ],
)
def test_when_the_shelf_time_can_be_extended(changes: dict[str, Any], expected: set[str]) -> None:
    assert reasons(extend_shelf(on_shelf(**changes), POLICY)) == expected


def test_an_extension_gives_seven_more_open_days() -> None:
    assert extend_shelf(on_shelf(), POLICY) == Allowed(day("12-08"))
    assert extend_shelf(on_shelf(calendar=maekawa()), POLICY) == Allowed(day("12-09"))
    assert extend_shelf(on_shelf(), Policy(shelf_open_days=3)) == Allowed(day("12-04"))


def test_how_often_is_the_librarys() -> None:
    assert extend_shelf(on_shelf(extensions=1), Policy(shelf_extensions=2)) == Allowed(day("12-08"))


@pytest.mark.parametrize(
    ("calendar", "ready_on", "until"),
    [(central(), "11-17", "11-25"), (maekawa(), "11-20", "11-29"), (shibakita(), "11-10", "11-28")],
)
def test_shelf_until_counts_the_pick_up_branchs_open_days(calendar: Any, ready_on: str, until: str) -> None:
    assert shelf_until(day(ready_on), calendar, POLICY) == day(until)


def cancelled(**changes: Any) -> UndoFacts:
    """A hold cancelled today, with changes."""
    usual = UndoFacts(
        today=day("11-24"),
        cancelled_on=day("11-24"),
        comes_back=HoldStatus.WAITING,
        wait_until=None,
        held_again=False,
        loan_class=LoanClass.BOOK,
        holds_in_class=19,
        copy_gone=False,
        stopped=None,
    )
    return replace(usual, **changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, set()),
        ({"cancelled_on": day("11-23")}, {"UNDO_DAY_OVER"}),
        ({"held_again": True}, {"HELD_AGAIN"}),
        ({"holds_in_class": 20}, {"HOLD_LIMIT_REACHED"}),
        ({"loan_class": LoanClass.AV, "holds_in_class": 4}, set()),
        ({"loan_class": LoanClass.AV, "holds_in_class": 5}, {"HOLD_LIMIT_REACHED"}),
        ({"copy_gone": True}, {"COPY_GONE"}),
        ({"stopped": Reason.SUSPENDED}, {"SUSPENDED"}),
        ({"stopped": Reason.RESTRICTED}, {"RESTRICTED"}),
        ({"wait_until": day("11-24")}, set()),
        ({"wait_until": day("11-23")}, {"WAIT_TIME_OVER"}),
        ({"wait_until": day("11-23"), "comes_back": HoldStatus.READY}, set()),
        (
            {
                "cancelled_on": day("11-22"),
                "held_again": True,
                "holds_in_class": 30,
                "copy_gone": True,
                "wait_until": day("11-22"),
            },
            {"UNDO_DAY_OVER", "HELD_AGAIN", "HOLD_LIMIT_REACHED", "COPY_GONE", "WAIT_TIME_OVER"},
        ),
    ],
)
def test_when_a_cancellation_can_be_undone(changes: dict[str, Any], expected: set[str]) -> None:
    assert reasons(undo(cancelled(**changes), POLICY)) == expected


def test_how_long_and_how_many_is_the_librarys() -> None:
    longer = Policy(hold_undo_days=2)
    assert undo(cancelled(cancelled_on=day("11-22")), longer) == Allowed()
    assert reasons(undo(cancelled(cancelled_on=day("11-21")), longer)) == {"UNDO_DAY_OVER"}
    assert undo(cancelled(holds_in_class=99), Policy(hold_limits={})) == Allowed()


@pytest.mark.parametrize(
    ("today", "shown"), [("11-22", True), ("11-28", True), ("11-29", False), ("12-31", False)]
)
def test_a_cancelled_hold_is_shown_for_its_week_only(today: str, shown: bool) -> None:
    assert cancelled_delete_on(day("11-22"), POLICY) == day("11-29")
    assert is_shown(day("11-22"), day(today), POLICY) is shown


def test_the_week_is_the_librarys() -> None:
    assert cancelled_delete_on(day("11-22"), Policy(cancelled_kept_days=3)) == day("11-25")


@pytest.mark.parametrize(
    ("until", "expired"), [(None, False), ("11-25", False), ("11-24", False), ("11-23", True)]
)
def test_a_hold_expires_on_the_day_after(until: str | None, expired: bool) -> None:
    last = None if until is None else day(until)
    assert wait_expired(last, day("11-24")) is expired
    assert shelf_expired(last, day("11-24")) is expired


@given(calendars, days, st.integers(0, 14), st.integers(0, 14))
def test_an_extension_never_shortens_the_time(calendar: Any, until: date, left: int, more: int) -> None:
    it = on_shelf(today=until - timedelta(days=left), shelf_until=until, calendar=calendar)
    decision = extend_shelf(it, Policy(shelf_open_days=more))
    assert isinstance(decision, Allowed)
    assert decision.new_day is not None
    assert decision.new_day >= until + timedelta(days=more)


@pytest.mark.parametrize(
    ("status", "reason", "refused"),
    [
        (HoldStatus.READY, "by_staff", ()),
        (HoldStatus.IN_TRANSIT, "library", ()),
        (HoldStatus.WAITING, "by_staff", (Reason.STILL_WAITING,)),
        (HoldStatus.READY, holds.BY_PATRON, (Reason.CANCEL_REASON_NOT_OFFERED,)),
        (HoldStatus.READY, holds.SHELF_TIME_OVER, (Reason.CANCEL_REASON_NOT_OFFERED,)),
        (HoldStatus.READY, holds.WAIT_TIME_OVER, (Reason.CANCEL_REASON_NOT_OFFERED,)),
        (HoldStatus.READY, "not in the master", (Reason.CANCEL_REASON_NOT_OFFERED,)),
    ],
)
def test_staff_cancel_with_a_reason_of_the_master(
    status: HoldStatus, reason: str, refused: tuple[Reason, ...]
) -> None:
    codes = ("by_patron", "by_staff", "shelf_time_over", "wait_time_over", "library")
    decision = holds.staff_cancel(status, reason, codes)
    assert (decision.reasons if isinstance(decision, Refused) else ()) == refused
