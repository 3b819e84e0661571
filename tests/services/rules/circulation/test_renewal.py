from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.circulation.calendar import DayOverride
from services.rules.circulation.renewal import RenewalFacts, decide
from services.rules.decision import UNFORESEEN, Allowed, Closure, Decision, PageAndCounter, Reason, Refused
from services.rules.policy import Policy
from services.rules.vocabulary import Channel
from tests.services.rules.circulation.calendars import calendars, make

POLICY = Policy()
RENEWAL_REASONS = list(Reason)[: list(Reason).index(Reason.RESTRICTED) + 1]
STOPPED = (Reason.SUSPENDED, Reason.RESTRICTED)
BEHIND_THE_ELEVEN = {reason.name for reason in RENEWAL_REASONS[11:]}
CENTRAL = make()


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def facts(**changes: Any) -> RenewalFacts:
    """A loan of 中央 on 11/14, in its second week on 11/24, that can be renewed, with changes."""
    usual = RenewalFacts(
        today=day("11-24"),
        loaned_on=day("11-14"),
        due_on=day("11-28"),
        renewals=0,
        waiting=0,
        interlibrary=False,
        mobile=False,
        stopped=None,
        expires_on=day("12-11"),
        oldest_due_on=day("11-28"),
        calendar=CENTRAL,
    )
    return replace(usual, **changes)


def reasons(decision: Decision) -> tuple[str, ...]:
    return tuple(it.name for it in decision.reasons) if isinstance(decision, Refused) else ()


def works_from(decision: Decision) -> date | None:
    assert isinstance(decision, Refused)
    return decision.works_from


def on_page(it: RenewalFacts, policy: Policy = POLICY) -> Decision:
    return decide(it, policy, Channel.COUNTER).page


def counter(it: RenewalFacts, policy: Policy = POLICY) -> Decision:
    return decide(it, policy, Channel.COUNTER).counter


def phone(it: RenewalFacts, policy: Policy = POLICY) -> Decision:
    return decide(it, policy, Channel.PHONE).counter


def test_a_loan_in_time_is_renewed_for_two_weeks_from_today() -> None:
    assert on_page(facts()) == Allowed(day("12-08"))
    assert counter(facts()) == Allowed(day("12-08"))
    assert reasons(phone(facts())) == ("BY_PHONE",)


def test_both_sides_are_decided_at_once() -> None:
    two = decide(facts(interlibrary=True), POLICY, Channel.COUNTER)
    assert reasons(two.page) == ("INTERLIBRARY",)
    assert two.counter == Allowed(day("12-08"), item_in_hand=True)


def test_a_loan_without_a_due_day_is_not_foreseen() -> None:
    unknown = facts(due_on=None)
    assert decide(unknown, POLICY, Channel.COUNTER) == PageAndCounter(UNFORESEEN, UNFORESEEN)
    lent_to_us = counter(replace(unknown, interlibrary=True))
    assert lent_to_us == replace(UNFORESEEN, item_in_hand=True)


def test_a_new_date_on_a_closed_day_moves_to_the_branchs_next_open_day() -> None:
    closed = make(overrides={day("12-08"): DayOverride(open=False), day("12-09"): DayOverride(open=False)})
    assert on_page(facts(calendar=closed)) == Allowed(day("12-10"), closure=Closure.SINGLE)


@pytest.mark.parametrize(
    ("changes", "page", "at_counter"),
    [
        ({"stopped": Reason.SUSPENDED}, ("SUSPENDED",), ("SUSPENDED",)),
        ({"stopped": Reason.RESTRICTED}, ("RESTRICTED",), ("RESTRICTED",)),
        ({"expires_on": day("11-23")}, ("REGISTRATION_EXPIRED",), ("REGISTRATION_EXPIRED",)),
        ({"expires_on": day("11-24")}, (), ()),
        ({"oldest_due_on": day("11-09")}, ("LONG_OVERDUE",), ("LONG_OVERDUE",)),
        ({"oldest_due_on": day("11-10")}, (), ()),
        ({"oldest_due_on": None}, (), ()),
        ({"due_on": day("11-23")}, ("PAST_DUE",), ("PAST_DUE",)),
        ({"due_on": day("11-24")}, (), ()),
        ({"renewals": 1}, ("ALREADY_RENEWED",), ("ALREADY_RENEWED",)),
        ({"waiting": 1}, ("HOLD_WAITING",), ("HOLD_WAITING",)),
        ({"loaned_on": day("11-24"), "due_on": day("12-08")}, ("LENT_TODAY",), ("LENT_TODAY",)),
        ({"loaned_on": day("11-23"), "due_on": day("12-07")}, (), ()),
        ({"interlibrary": True}, ("INTERLIBRARY",), ()),
        ({"mobile": True}, ("MOBILE_LIBRARY",), ()),
        ({"due_on": day("12-08")}, ("NOT_LATER",), ("NOT_LATER",)),
        ({"due_on": day("12-07")}, (), ()),
        # What isn't known speaks against nothing.
        ({"due_on": None}, (), ()),
        ({"due_on": None, "loaned_on": day("11-24")}, ("LENT_TODAY",), ("LENT_TODAY",)),
        ({"due_on": None, "waiting": 1}, ("HOLD_WAITING",), ("HOLD_WAITING",)),
        ({"loaned_on": None}, (), ()),
        ({"loaned_on": None, "due_on": day("12-08")}, ("NOT_LATER",), ("NOT_LATER",)),
        ({"loaned_on": None, "due_on": None, "interlibrary": True}, ("INTERLIBRARY",), ()),
        # What can't be later on the day of renewing is no news beside ALREADY_RENEWED.
        ({"renewals": 1, "due_on": day("12-08")}, ("ALREADY_RENEWED",), ("ALREADY_RENEWED",)),
        (
            {"waiting": 2, "due_on": day("12-08")},
            ("HOLD_WAITING", "NOT_LATER"),
            ("HOLD_WAITING", "NOT_LATER"),
        ),
    ],
)
def test_each_reason(changes: dict[str, Any], page: tuple[str, ...], at_counter: tuple[str, ...]) -> None:
    assert reasons(on_page(facts(**changes))) == page
    assert reasons(counter(facts(**changes))) == at_counter
    by_phone = (
        *(it for it in at_counter if it not in BEHIND_THE_ELEVEN),
        "BY_PHONE",
        *(it for it in at_counter if it in BEHIND_THE_ELEVEN),
    )
    assert reasons(phone(facts(**changes))) == by_phone


STOCK_TAKING = make(overrides={day(f"11-{n}"): DayOverride(open=False, special=True) for n in (25, 26, 27)})


@pytest.mark.parametrize(
    ("today", "expected"),
    [("11-23", ()), ("11-24", ("CLOSURE",)), ("11-27", ("CLOSURE",)), ("11-28", ("CLOSURE",)), ("11-29", ())],
)
def test_a_special_closure_and_the_days_around_it(today: str, expected: tuple[str, ...]) -> None:
    it = facts(today=day(today), due_on=day("11-30"), calendar=STOCK_TAKING)
    assert reasons(on_page(it)) == reasons(counter(it)) == expected


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Policy(closure_min_days=4), ()),
        (Policy(closure_margin_days=0), ()),
        (Policy(closure_min_days=3, closure_margin_days=1), ("CLOSURE",)),
    ],
)
def test_what_counts_as_a_closure_is_the_librarys(policy: Policy, expected: tuple[str, ...]) -> None:
    assert reasons(on_page(facts(calendar=STOCK_TAKING), policy)) == expected


def test_everything_that_applies_is_told_in_order() -> None:
    worst = facts(
        loaned_on=day("11-24"),
        due_on=day("11-24") - timedelta(days=1),
        renewals=1,
        waiting=3,
        interlibrary=True,
        mobile=True,
        stopped=Reason.SUSPENDED,
        expires_on=day("01-01"),
        oldest_due_on=day("01-01"),
        calendar=STOCK_TAKING,
    )
    eleven = [reason.name for reason in RENEWAL_REASONS[:11]]
    assert list(reasons(on_page(worst))) == [it for it in eleven if it != "BY_PHONE"]
    without_mobile = Policy(renewal_of_mobile_loans_at_counter=False)
    assert list(reasons(phone(worst, without_mobile))) == [it for it in eleven if it != "INTERLIBRARY"]


@pytest.mark.parametrize(
    ("policy", "changes", "page", "at_counter"),
    [
        (Policy(renewal_refused_when_expired=False), {"expires_on": day("01-01")}, (), ()),
        (Policy(renewal_stops_when_overdue_days=16), {"oldest_due_on": day("11-09")}, (), ()),
        (Policy(renewal_limit=2), {"renewals": 1}, (), ()),
        (Policy(renewal_limit=2), {"renewals": 2}, ("ALREADY_RENEWED",), ("ALREADY_RENEWED",)),
        (Policy(renewal_first_day_after_loan=11), {}, ("LENT_TODAY",), ("LENT_TODAY",)),
        (
            Policy(renewal_of_mobile_loans_at_counter=False),
            {"mobile": True},
            ("MOBILE_LIBRARY",),
            ("MOBILE_LIBRARY",),
        ),
    ],
)
def test_the_librarys_own_values(
    policy: Policy, changes: dict[str, Any], page: tuple[str, ...], at_counter: tuple[str, ...]
) -> None:
    assert reasons(on_page(facts(**changes), policy)) == page
    assert reasons(counter(facts(**changes), policy)) == at_counter


def test_the_renewal_period_is_the_librarys() -> None:
    assert on_page(facts(), Policy(renewal_days=21)) == Allowed(day("12-15"))


@pytest.mark.parametrize(
    ("changes", "in_hand"),
    [
        ({}, False),
        ({"interlibrary": True}, True),
        ({"due_on": day("11-24")}, True),
        ({"mobile": True}, False),
    ],
)
def test_when_the_item_must_be_shown(changes: dict[str, Any], in_hand: bool) -> None:
    decision = counter(facts(**changes))
    assert isinstance(decision, Allowed)
    assert decision.item_in_hand is in_hand
    by_phone = phone(facts(**changes), Policy(renewal_by_phone=True))
    assert reasons(by_phone) == (("BY_PHONE",) if in_hand else ())


def test_the_page_never_asks_for_the_item() -> None:
    assert on_page(facts(due_on=day("11-24"))) == Allowed(day("12-08"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"loaned_on": day("11-24"), "due_on": day("12-08")}, day("11-25")),
        ({"due_on": day("12-08")}, day("11-25")),
        ({"calendar": STOCK_TAKING, "due_on": day("11-30")}, day("11-29")),
        ({"calendar": STOCK_TAKING, "due_on": day("11-29")}, day("11-29")),
        # The closure lasts until the due date is over.
        ({"calendar": STOCK_TAKING, "due_on": day("11-28")}, None),
        # Time heals one reason, not the other.
        ({"loaned_on": day("11-24"), "due_on": day("12-08"), "waiting": 1}, None),
        ({"stopped": Reason.SUSPENDED}, None),
        ({"due_on": day("11-23")}, None),
        ({"due_on": None, "loaned_on": day("11-24")}, day("11-25")),
        ({"calendar": STOCK_TAKING, "due_on": None}, day("11-29")),
        ({"due_on": None, "waiting": 1}, None),
        # Before it would work, the registration runs out.
        ({"calendar": STOCK_TAKING, "due_on": day("11-30"), "expires_on": day("11-28")}, None),
    ],
)
def test_from_when_it_will_work(changes: dict[str, Any], expected: date | None) -> None:
    decision = on_page(facts(**changes))
    assert works_from(decision) == expected


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        # The first day after the closure is the due date, on which the item has to be shown.
        ("11-29", None),
        ("11-30", day("11-29")),
    ],
)
def test_by_phone_no_loan_will_work_on_its_due_date(due_on: str, expected: date | None) -> None:
    loan = facts(calendar=STOCK_TAKING, due_on=day(due_on))
    assert works_from(phone(loan, Policy(renewal_by_phone=True))) == expected
    assert works_from(counter(loan)) == day("11-29")


def test_waiting_doesnt_make_a_phone_a_counter() -> None:
    assert works_from(phone(facts(loaned_on=day("11-24"), due_on=day("12-08")))) is None


@st.composite
def loans(draw: st.DrawFn) -> RenewalFacts:
    """Draw any loan, most of them near a state in which it can be renewed."""
    today = draw(st.dates(day("10-01"), day("12-31")))
    rarely = st.integers(0, 7).map(lambda number: number == 0)
    return RenewalFacts(
        today=today,
        loaned_on=None if draw(rarely) else today - timedelta(days=draw(st.integers(0, 20))),
        due_on=None if draw(rarely) else today + timedelta(days=draw(st.integers(-2, 20))),
        renewals=int(draw(rarely)),
        waiting=2 * draw(rarely),
        interlibrary=draw(rarely),
        mobile=draw(rarely),
        stopped=draw(st.sampled_from([*STOPPED, *[None] * 6])),
        expires_on=today + timedelta(days=draw(st.integers(-1, 20))),
        oldest_due_on=draw(st.none() | st.integers(-16, 20).map(lambda days: today + timedelta(days=days))),
        calendar=draw(calendars | st.sampled_from([STOCK_TAKING, CENTRAL])),
    )


any_facts = loans()
any_policy = st.builds(
    Policy,
    renewal_by_phone=st.booleans(),
    renewal_of_mobile_loans_at_counter=st.booleans(),
    renewal_first_day_after_loan=st.integers(0, 12),
    renewal_limit=st.sampled_from([0, 1, 1, 1, 2]),
    closure_min_days=st.integers(1, 4),
    closure_margin_days=st.integers(0, 10),
)
sides = st.sampled_from([None, *Channel])


def decide_on(side: Channel | None, it: RenewalFacts, policy: Policy) -> Decision:
    return on_page(it, policy) if side is None else decide(it, policy, side).counter


@given(any_facts, any_policy, sides)
def test_an_allowed_renewal_brings_a_later_date(
    it: RenewalFacts, policy: Policy, side: Channel | None
) -> None:
    decision = decide_on(side, it, policy)
    if isinstance(decision, Refused):
        return
    if it.due_on is None:
        assert replace(decision, item_in_hand=False) == UNFORESEEN
        return
    assert decision.new_day is not None
    assert it.today <= it.due_on < decision.new_day
    earliest = it.today + timedelta(days=policy.renewal_days)
    assert decision.new_day == earliest or not it.calendar.is_open(earliest)
    assert it.calendar.is_open(decision.new_day) or it.calendar.next_open(earliest) == earliest


@given(any_facts, any_policy, sides)
def test_reasons_are_renewals_in_their_order(it: RenewalFacts, policy: Policy, side: Channel | None) -> None:
    decision = decide_on(side, it, policy)
    if isinstance(decision, Refused):
        assert list(decision.reasons) == [it for it in RENEWAL_REASONS if it in decision.reasons]


@given(any_facts, any_policy, sides)
def test_a_day_that_is_not_known_speaks_against_nothing(
    it: RenewalFacts, policy: Policy, side: Channel | None
) -> None:
    known = set(reasons(decide_on(side, it, policy)))
    without_due = set(reasons(decide_on(side, replace(it, due_on=None), policy)))
    assert known - without_due <= {"PAST_DUE", "NOT_LATER", "BY_PHONE"}
    assert without_due <= known
    without_loaned = set(reasons(decide_on(side, replace(it, loaned_on=None), policy)))
    assert known - without_loaned <= {"LENT_TODAY"}
    assert without_loaned - known <= {"NOT_LATER"}


@given(any_facts, any_policy)
def test_the_counter_may_all_that_the_page_may(it: RenewalFacts, policy: Policy) -> None:
    page, at_counter = on_page(it, policy), counter(it, policy)
    assert set(reasons(at_counter)) <= set(reasons(page))
    assert set(reasons(phone(it, policy))) - {"BY_PHONE"} == set(reasons(at_counter))


@given(any_facts, any_policy, sides)
def test_works_from_is_the_first_day_on_which_it_works(
    it: RenewalFacts, policy: Policy, side: Channel | None
) -> None:
    decision = decide_on(side, it, policy)
    if isinstance(decision, Allowed):
        return
    left = 366 if it.due_on is None else (it.due_on - it.today).days
    later = [it.today + timedelta(days=step) for step in range(1, left + 1)]
    working = [
        when for when in later if isinstance(decide_on(side, replace(it, today=when), policy), Allowed)
    ]
    assert decision.works_from == (working[0] if working else None)


@given(any_facts, any_policy, sides)
def test_one_more_thing_against_it_never_helps(
    it: RenewalFacts, policy: Policy, side: Channel | None
) -> None:
    before = set(reasons(decide_on(side, it, policy)))
    for worse in (
        *(replace(it, stopped=it.stopped or why) for why in STOPPED),
        replace(it, waiting=9),
        replace(it, renewals=9),
    ):
        assert before - {"NOT_LATER"} <= set(reasons(decide_on(side, worse, policy)))


@given(any_facts, any_policy, sides)
def test_what_never_expires_is_decided_as_what_is_far_from_expiring(
    it: RenewalFacts, policy: Policy, side: Channel | None
) -> None:
    never, far = replace(it, expires_on=None), replace(it, expires_on=date.max)
    assert decide_on(side, never, policy) == decide_on(side, far, policy)
