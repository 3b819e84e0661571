from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.circulation.calendar import BranchCalendar, DayOverride
from services.rules.decision import Decision, Refused
from services.rules.people.contacts import (
    RESULTS,
    WORKED_ON,
    Attempt,
    ContactFacts,
    NextStep,
    awaits_contact,
    days_late,
    may_be_contacted_about,
    may_be_contacted_about_hold,
    may_say,
    next_step,
    standing_step,
)
from services.rules.policy import Policy
from services.rules.vocabulary import ContactMeans, ContactResult, ContactStep, HoldStatus, SuspensionReason

TODAY = date(2026, 11, 24)
POLICY = Policy()
CALENDAR = BranchCalendar()
LOST, UNREACHABLE, OVERDUE, ADDRESS, WANTED = SuspensionReason
HOLD = None
PHONE, LETTER, POSTCARD, MAIL, COUNTER = ContactMeans

type Tried = tuple[ContactMeans, ContactResult]
SILENT: Tried = (PHONE, ContactResult.NO_ANSWER)
MESSAGE: Tried = (PHONE, ContactResult.MESSAGE_LEFT)
UNUSED: Tried = (PHONE, ContactResult.NUMBER_UNUSED)
REACHED: Tried = (PHONE, ContactResult.REACHED)
TOLD: Tried = (PHONE, ContactResult.TOLD)
DECLINED: Tried = (PHONE, ContactResult.REFUSED)
CARD_SENT: Tried = (POSTCARD, ContactResult.SENT)
CARD_BACK: Tried = (POSTCARD, ContactResult.CAME_BACK)
MAIL_SENT: Tried = (MAIL, ContactResult.SENT)
MAIL_BACK: Tried = (MAIL, ContactResult.CAME_BACK)


def facts(reason: SuspensionReason | None, *tried: Tried, overdue: int = 0) -> ContactFacts:
    """Make facts; what was tried is told the oldest first."""
    attempts = tuple(Attempt(means=means, result=result) for means, result in reversed(tried))
    return ContactFacts(reason=reason, today=TODAY, overdue_days=overdue, tried=attempts)


def reasons(decision: Decision) -> set[str]:
    return {it.name for it in decision.reasons} if isinstance(decision, Refused) else set()


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        # The first step.
        (facts(UNREACHABLE), ("call", 0)),
        (facts(WANTED), ("call", 0)),
        (facts(HOLD), ("call", 0)),
        (facts(LOST), None),
        (facts(ADDRESS), None),
        (facts(ADDRESS, SILENT), None),
        # ③ goes through the stages.
        (facts(OVERDUE), None),
        (facts(OVERDUE, SILENT), None),
        (facts(OVERDUE, overdue=1), ("mail", 7)),
        (facts(OVERDUE, overdue=8), ("mail", 0)),
        (facts(OVERDUE, overdue=14), ("mail", 0)),
        (facts(OVERDUE, overdue=15), ("mail_no_renewal", 0)),
        (facts(OVERDUE, overdue=30), ("call", 0)),
        (facts(OVERDUE, overdue=400), ("call", 0)),
        (facts(OVERDUE, TOLD, overdue=20), ("call", 10)),
        (facts(OVERDUE, MAIL_SENT, overdue=8), ("call", 3)),
        (facts(OVERDUE, MAIL_SENT, overdue=14), ("mail_no_renewal", 1)),
        (facts(OVERDUE, SILENT, overdue=12), ("mail_no_renewal", 3)),
        (facts(OVERDUE, TOLD, overdue=60), ("call", 3)),
        (facts(OVERDUE, SILENT, SILENT, overdue=60), ("call", 3)),
        (facts(OVERDUE, SILENT, SILENT, SILENT, overdue=60), ("postcard", 3)),
        # Calls.
        (facts(WANTED, SILENT), ("call", 3)),
        (facts(WANTED, SILENT, MESSAGE), ("call", 3)),
        (facts(WANTED, SILENT, MESSAGE, SILENT), ("postcard", 3)),
        (facts(WANTED, SILENT, SILENT, REACHED, SILENT), ("call", 3)),
        (facts(WANTED, CARD_BACK, SILENT, SILENT, SILENT), ("call", 3)),
        (facts(WANTED, UNUSED), ("postcard", 0)),
        (facts(WANTED, REACHED), ("call", 3)),
        (facts(UNREACHABLE, REACHED), None),
        (facts(HOLD, REACHED), None),
        (facts(WANTED, TOLD), None),
        (facts(HOLD, TOLD), None),
        (facts(WANTED, DECLINED), ("letter", 3)),
        (facts(WANTED, CARD_BACK, DECLINED), None),
        # Letters and mails.
        (facts(WANTED, CARD_SENT), ("call", 3)),
        (facts(WANTED, UNUSED, CARD_SENT), None),
        (facts(WANTED, CARD_BACK), ("call", 0)),
        (facts(WANTED, MAIL_BACK), ("call", 0)),
        (facts(WANTED, UNUSED, MAIL_BACK), ("postcard", 0)),
        # Neither post nor telephone arrives.
        (facts(WANTED, UNUSED, CARD_BACK), ("propose_suspension", 0)),
        (facts(WANTED, CARD_BACK, UNUSED), ("propose_suspension", 0)),
        (facts(OVERDUE, CARD_BACK, UNUSED, overdue=90), ("propose_suspension", 0)),
        (facts(UNREACHABLE, CARD_BACK, UNUSED), None),
        (facts(HOLD, CARD_BACK, UNUSED), None),
    ],
)
def test_the_next_step(case: ContactFacts, expected: tuple[str, int] | None) -> None:
    found = next_step(case, POLICY, CALENDAR)
    assert (None if found is None else (found.step, (found.on - TODAY).days)) == expected


def test_the_library_says_its_stages_days_and_calls() -> None:
    policy = Policy(overdue_stages="10 letter, 20 postcard", contact_again_days=7, contact_calls=1)
    days = TODAY + timedelta(days=7)
    assert next_step(facts(OVERDUE, overdue=5), policy, CALENDAR) == NextStep(
        ContactStep.LETTER, TODAY + timedelta(days=5)
    )
    assert next_step(facts(OVERDUE, SILENT, overdue=25), policy, CALENDAR) == NextStep(
        ContactStep.POSTCARD, days
    )
    none = replace(policy, overdue_stages="")
    assert next_step(facts(OVERDUE, overdue=25), none, CALENDAR) == NextStep(ContactStep.CALL, TODAY)
    assert next_step(facts(OVERDUE, TOLD, overdue=25), none, CALENDAR) == NextStep(ContactStep.CALL, days)


def test_a_day_on_which_nobody_works_moves_to_the_next_open_one() -> None:
    closed = {TODAY + timedelta(days=days): DayOverride(open=False) for days in (3, 4)}
    assert next_step(facts(WANTED, SILENT), POLICY, BranchCalendar(overrides=closed)) == NextStep(
        ContactStep.CALL, TODAY + timedelta(days=5)
    )


def test_what_staff_decided_stands_before_any_proposal() -> None:
    decided = NextStep(ContactStep.LETTER, TODAY - timedelta(days=1))
    tried = Attempt(means=PHONE, result=ContactResult.NO_ANSWER, next=decided)
    case = replace(facts(WANTED), tried=(tried,))
    assert standing_step(case, POLICY, CALENDAR) == decided
    assert standing_step(replace(case, tried=(replace(tried, next=None),)), POLICY, CALENDAR) is None
    assert standing_step(facts(WANTED), POLICY, CALENDAR) == next_step(facts(WANTED), POLICY, CALENDAR)


@pytest.mark.parametrize(
    ("reason", "days", "expected"),
    [
        *((reason, "untried", reason in WORKED_ON) for reason in SuspensionReason),
        (WANTED, -1, True),
        (WANTED, 0, True),
        (WANTED, 1, False),
        (WANTED, None, False),
        (ADDRESS, 0, False),
    ],
)
def test_what_awaits_contact(reason: SuspensionReason, days: int | str | None, expected: bool) -> None:
    after = NextStep(ContactStep.CALL, TODAY + timedelta(days=days)) if isinstance(days, int) else None
    older = Attempt(means=PHONE, result=ContactResult.NO_ANSWER, next=NextStep(ContactStep.CALL, TODAY))
    newest = Attempt(means=PHONE, result=ContactResult.NO_ANSWER, next=after)
    tried = () if days == "untried" else (newest, older)
    assert awaits_contact(reason, tried, TODAY) is expected


def test_what_attempts_are_recorded_about() -> None:
    assert [it for it in SuspensionReason if not reasons(may_be_contacted_about(it))] == list(WORKED_ON)
    assert reasons(may_be_contacted_about(LOST)) == {"NOT_FOR_CONTACTS"}
    allowed = [it for it in HoldStatus if not reasons(may_be_contacted_about_hold(it))]
    assert allowed == [HoldStatus.READY]


def test_every_result_is_some_means_and_each_means_has_its_own() -> None:
    assert set(RESULTS) == set(ContactMeans)
    assert {it for results in RESULTS.values() for it in results} == set(ContactResult)
    for means, result in product(ContactMeans, ContactResult):
        refused = reasons(may_say(means, result, None, TODAY))
        assert refused == (set() if result in RESULTS[means] else {"CODE_NOT_OFFERED"})


@pytest.mark.parametrize(("days", "expected"), [(-1, {"DAY_IS_OVER"}), (0, set()), (400, set())])
def test_a_next_day_is_not_over(days: int, expected: set[str]) -> None:
    after = NextStep(ContactStep.CALL, TODAY + timedelta(days=days))
    assert reasons(may_say(PHONE, ContactResult.NO_ANSWER, after, TODAY)) == expected


@pytest.mark.parametrize(("days", "late"), [(-7, 7), (-1, 1), (0, 0), (3, 0)])
def test_a_day_that_is_over_is_late(days: int, late: int) -> None:
    set_then = Attempt(
        means=PHONE,
        result=ContactResult.NO_ANSWER,
        next=NextStep(ContactStep.CALL, TODAY + timedelta(days=days)),
    )
    nothing_set = replace(set_then, next=None)
    assert days_late((set_then, nothing_set), TODAY) == late
    assert days_late((nothing_set, set_then), TODAY) == days_late((), TODAY) == 0


ATTEMPTS = st.sampled_from([(means, result) for means, results in RESULTS.items() for result in results])
CASES = st.builds(
    lambda reason, tried, overdue: facts(reason, *tried, overdue=overdue),
    st.sampled_from([HOLD, *SuspensionReason]),
    st.lists(ATTEMPTS, max_size=6),
    st.integers(0, 100),
)
POLICIES = st.builds(
    Policy,
    overdue_stages=st.sampled_from(["", POLICY.overdue_stages, "60 propose_suspension", "9999 letter"]),
    contact_again_days=st.sampled_from([1, 3, 10_000]),
    contact_calls=st.integers(1, 4),
)


@given(CASES, POLICIES)
def test_whatever_was_tried_a_proposal_is_one_that_may_be_recorded(
    case: ContactFacts, policy: Policy
) -> None:
    found = next_step(case, policy, CALENDAR)
    if found is None:
        return
    assert case.reason is HOLD or case.reason in WORKED_ON
    assert not reasons(may_say(PHONE, ContactResult.NO_ANSWER, found, TODAY))


@given(CASES, POLICIES)
def test_nobody_calls_an_unused_number_or_writes_where_post_comes_back(
    case: ContactFacts, policy: Policy
) -> None:
    found = next_step(case, policy, CALENDAR)
    if found is None or case.reason is OVERDUE:  # whose stages are the library's
        return
    results = [it.result for it in case.tried]
    if found.step is ContactStep.CALL:
        assert (
            ContactResult.NUMBER_UNUSED not in results
            or results[0] is ContactResult.REACHED
            or (results[0] in {ContactResult.NO_ANSWER, ContactResult.MESSAGE_LEFT})
        ), "but for a number that was of use since"
    if found.step in {ContactStep.POSTCARD, ContactStep.LETTER}:
        assert not any(
            it.means in {LETTER, POSTCARD} and it.result is ContactResult.CAME_BACK for it in case.tried
        )


@given(CASES)
def test_who_was_told_is_left_alone_but_for_what_is_overdue(case: ContactFacts) -> None:
    told = Attempt(means=COUNTER, result=ContactResult.TOLD)
    found = next_step(replace(case, tried=(told, *case.tried)), POLICY, CALENDAR)
    assert (found is not None) == (case.reason is OVERDUE and case.overdue_days > 0)
