"""Reads what another library system says of a loan's renewal, or what one of its rules lets foresee."""

from datetime import date

from services.contract.decode.json_row import JsonRow
from services.contract.masters import Masters
from services.rules.circulation.foreseen_renewal import ClosedDays, ForeseenFacts, PlainRule, foresee
from services.rules.decision import Allowed, Decision, Origin, PageAndCounter, Reason, refused_by_system


def renewal_of_system(
    loan: JsonRow, told: JsonRow, *, today: date, stopped: Reason | None, masters: Masters
) -> PageAndCounter:
    """Read the decision, which is the same for the patron's page and for the counter: the system has one.

    Args:
        loan: the row.
        told: its `renewal`: a `verdict` of the system's now, a `rule`, or neither.
        today: the day at the counters.
        stopped: why restrictions stop renewals, if they do.
        masters: for the calendar.
    """
    verdict = told.maybe_row("verdict")
    decision = _foreseen(loan, told, today, stopped, masters) if verdict is None else _decided(verdict)
    return PageAndCounter(decision, decision)


def _decided(verdict: JsonRow) -> Decision:
    said = verdict.maybe_text("said")
    if verdict.flag("renewable"):
        return Allowed(verdict.maybe_day("new_due_on"), origin=Origin.SYSTEM, code=said)
    return refused_by_system(said)


def _foreseen(
    loan: JsonRow, told: JsonRow, today: date, stopped: Reason | None, masters: Masters
) -> Decision:
    facts = ForeseenFacts(
        today=today,
        due_on=loan.maybe_day("due_on"),
        renewals=loan.number("renewals"),
        waiting=told.maybe_number("waiting"),
        stopped=stopped,
        calendar=masters.calendar(told.key("branch_id")),
    )
    rule = told.maybe_row("rule")
    return foresee(None if rule is None else _rule(rule), facts)


def _rule(row: JsonRow) -> PlainRule:
    return PlainRule(
        renewals=row.number("renewals"),
        days=row.number("days"),
        from_due=row.flag("from_due"),
        closed_days=ClosedDays(row.text("closed_days")),
        holds_stop=row.flag("holds_stop"),
    )
