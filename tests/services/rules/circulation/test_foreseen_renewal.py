"""What is foreseen of a renewal that another system decides: by its one plain rule, and by nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.circulation.calendar import BranchCalendar, DayOverride
from services.rules.circulation.foreseen_renewal import ClosedDays, ForeseenFacts, PlainRule, foresee
from services.rules.decision import UNFORESEEN, Allowed, Origin, Reason, Refused

TODAY = date(2026, 11, 24)
RULE = PlainRule(renewals=2, days=14, from_due=False, closed_days=ClosedDays.COUNTED, holds_stop=True)
FACTS = ForeseenFacts(
    today=TODAY,
    due_on=TODAY + timedelta(days=3),
    renewals=0,
    waiting=0,
    stopped=None,
    calendar=BranchCalendar(
        (), {date(2026, 12, 8): DayOverride(open=False), date(2026, 12, 1): DayOverride(open=False)}
    ),
)


@pytest.mark.parametrize(
    ("rule", "facts", "day"),
    [
        ({}, {}, "2026-12-08"),
        ({"closed_days": ClosedDays.MOVED_ON}, {}, "2026-12-09"),
        ({"closed_days": ClosedDays.LEFT_OUT}, {}, "2026-12-10"),
        ({"from_due": True}, {}, "2026-12-11"),
        ({"from_due": True, "closed_days": ClosedDays.LEFT_OUT}, {}, "2026-12-13"),
        ({"days": 0}, {}, "2026-11-24"),
        ({"holds_stop": False}, {"waiting": 3}, "2026-12-08"),
        ({"holds_stop": False}, {"waiting": None}, "2026-12-08"),
        ({}, {"renewals": 1}, "2026-12-08"),
        ({}, {"due_on": None}, "2026-12-08"),
        ({}, {"due_on": date(2020, 1, 1)}, "2026-12-08"),  # late, which no rule of the system's asks for
        ({}, {"today": date.max, "calendar": BranchCalendar()}, "9999-12-31"),
    ],
)
def test_a_day_is_foreseen(rule: dict[str, Any], facts: dict[str, Any], day: str) -> None:
    decision = foresee(replace(RULE, **rule), replace(FACTS, **facts))
    assert decision == Allowed(date.fromisoformat(day), origin=Origin.FORESEEN)


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({"renewals": 2}, (Reason.ALREADY_RENEWED,)),
        ({"waiting": 1}, (Reason.HOLD_WAITING,)),
        ({"stopped": Reason.SUSPENDED, "waiting": 1}, (Reason.SUSPENDED, Reason.HOLD_WAITING)),
        ({"stopped": Reason.RESTRICTED, "waiting": None}, (Reason.RESTRICTED,)),
    ],
)
def test_a_refusal_is_foreseen_with_every_reason(facts: dict[str, Any], reasons: tuple[Reason, ...]) -> None:
    assert foresee(RULE, replace(FACTS, **facts)) == Refused(reasons, origin=Origin.FORESEEN)


def test_what_is_never_renewed_was_not_renewed_already() -> None:
    decision = foresee(replace(RULE, renewals=0), replace(FACTS, renewals=0))
    assert decision == Refused((Reason.SYSTEM_REFUSES,), origin=Origin.FORESEEN)


def test_nobody_can_tell_without_a_rule_or_what_it_asks() -> None:
    assert foresee(None, replace(FACTS, renewals=99, waiting=9)) == UNFORESEEN
    assert foresee(RULE, replace(FACTS, waiting=None)) == UNFORESEEN
    assert foresee(replace(RULE, from_due=True), replace(FACTS, due_on=None)) == UNFORESEEN


RULES = st.builds(
    PlainRule,
    renewals=st.integers(0, 1000),
    days=st.integers(0, 3660),
    from_due=st.booleans(),
    closed_days=st.sampled_from(ClosedDays),
    holds_stop=st.booleans(),
)


@given(rule=RULES, due_on=st.none() | st.dates(), waiting=st.none() | st.integers(0, 5))
def test_a_decision_is_never_ours_and_none_raises(
    rule: PlainRule, due_on: date | None, waiting: int | None
) -> None:
    decision = foresee(rule, replace(FACTS, due_on=due_on, waiting=waiting))
    assert decision.origin in {Origin.FORESEEN, Origin.UNFORESEEN}
