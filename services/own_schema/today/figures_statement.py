"""The statements behind 統計, written once: SQLite runs them, PostgreSQL's functions are made of them.

Months are numbered from April of the year before, 0 to 23. Zeros are left out.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from services.own_schema.database.json import json_array_of, json_object
from services.own_schema.database.tables import (
    access_log,
    act,
    approval,
    branch,
    clearing,
    identity_check,
    patron,
    suspension,
)
from services.own_schema.database.tables.types import ago, april_and, month_number, server_now
from services.rules.figures import MONTHS, FigureLine
from services.rules.people.approvals import OPEN_FOR
from services.rules.people.looks import Purpose
from services.rules.vocabulary import Channel, CheckOutcome, Clearing, SuspensionReason

OPENED: Final = (Purpose.LOOK_UP, Purpose.IDENTIFIED, Purpose.FOUND_BY_FACTS)
"""The looks that open a patron; reading the open one again is none."""
BEFORE: Final = -1
"""The month of all that was before the first one."""

type _Kind = tuple[FigureLine, str, str | None, Channel | None]

_ACTS: Final[tuple[_Kind, ...]] = (
    (FigureLine.PASSWORDS_ISSUED, "password.issue", None, None),
    (FigureLine.PASSWORDS_REISSUED, "password.reissue", None, None),
    (FigureLine.PASSWORDS_UNLOCKED, "password.unlock", None, None),
    (FigureLine.LOANS_RENEWED, "loan.renew", None, None),
    (FigureLine.HOLDS_CHANGED, "hold.change", None, None),
    (FigureLine.HOLDS_CHANGED, "hold.extend_shelf", None, None),
    (FigureLine.HOLDS_CANCELLED, "hold.cancel", None, None),
    (FigureLine.HOLDS_CANCELLED, "hold.staff_cancel", None, None),
    (FigureLine.HOLDS_RESTORED, "hold.undo_cancel", None, None),
    (FigureLine.EMAILS, "email.change", "registered", None),
    (FigureLine.EMAILS, "email.change", "changed", None),
    (FigureLine.EMAILS, "email.change", "deleted", None),
    (FigureLine.QUESTIONS_AT_COUNTER, "question.ask", None, Channel.COUNTER),
    (FigureLine.QUESTIONS_BY_PHONE, "question.ask", None, Channel.PHONE),
    (FigureLine.REGISTRATIONS_RENEWED, "registration.renew", "renewed", None),
    (FigureLine.CARDS_LOST, "card.report_lost", None, None),
    (FigureLine.CARDS_REPLACED, "card.replace", None, None),
    (FigureLine.REPORTS, "report.take", None, None),
    (FigureLine.CONTACTS, "contact.record", None, None),
)
"""Which acts a line counts: the verb, and where it doesn't count all of them the outcome or the channel."""


def figures_of(year: ColumnElement[int]) -> Select[Any]:
    """Build the counts of a fiscal year and of the one before, without looks, as one JSON object.

    Args:
        year: in which the fiscal year begins.
    """
    span, months = _Span(year), _months(year)
    counted = union_all(
        _acts(months),
        *_suspensions_by_acts(span),
        _changes_in_force(span),
        *_approvals(span),
        *_callers(span),
    ).subquery("counted")
    row = json_object({name: counted.c[name] for name in ("line", "part", "branch_id", "month", "many")})
    return select(
        json_object(
            now=server_now(),
            elsewhere=exists().where(patron.c.system_key.is_not(None)),
            branches=json_array_of(select(json_object(id=branch.c.id))),
            counted=json_array_of(select(row).where(counted.c.many != _number(0))),
        ).label("figures")
    )


def looks_of(year: ColumnElement[int]) -> Select[Any]:
    """Build the counts of the looks of a fiscal year and of the one before, as one JSON object.

    Args:
        year: in which the fiscal year begins.
    """
    c, months = access_log.c, _months(year)
    counted = (
        select(c.branch_id, months.c.month, func.count().label("many"))
        .join_from(months, access_log, and_(c.at >= months.c.begins, c.at < months.c.ends))
        .where(c.purpose.in_([_text(it) for it in OPENED]))
        .group_by(c.branch_id, months.c.month)
        .subquery("counted")
    )
    row = json_object({name: counted.c[name] for name in ("branch_id", "month", "many")})
    cleared = select(func.max(clearing.c.due_before)).where(clearing.c.kind == _text(Clearing.ACCESS_LOG))
    return select(
        json_object(cleared_before=cleared.scalar_subquery(), counted=json_array_of(select(row))).label(
            "looks"
        )
    )


class _Span:
    """The two years. SQLite works a sub-select out once, and an expression for every row."""

    def __init__(self, year: ColumnElement[int]) -> None:
        begins = april_and(year, _number(-MONTHS))
        self.begins = select(begins).scalar_subquery()
        self._ends = select(april_and(year, _number(MONTHS))).scalar_subquery()
        self._first = select(month_number(begins)).scalar_subquery()

    def has(self, at: ColumnElement[datetime]) -> ColumnElement[bool]:
        """Build whether a moment is in them."""
        return and_(at >= self.begins, at < self._ends)

    def month(self, at: ColumnElement[datetime]) -> ColumnElement[int]:
        """Build the number of a moment's month; all before them are one."""
        return case((at < self.begins, _number(BEFORE)), else_=month_number(at) - self._first)

    def is_over(self, at: ColumnElement[datetime]) -> ColumnElement[bool]:
        """Build whether a moment is after them."""
        return at >= self._ends

    def counted(
        self,
        line: FigureLine,
        at: Any,
        branch_id: Any,
        *where: ColumnElement[bool],
        part: ColumnElement[Any] | None = None,
    ) -> Select[Any]:
        """Count rows by branch and month, and by part where there is one."""
        found = select(
            (_nothing() if part is None else part).label("part"),
            branch_id.label("branch_id"),
            self.month(at).label("month"),
        ).where(self.has(at), *where)
        return _added_up(line, found.subquery(), _number(1))


def _added_up(line: FigureLine, found: Any, each: ColumnElement[int]) -> Select[Any]:
    groups = (found.c.part, found.c.branch_id, found.c.month)
    return select(_text(line).label("line"), *groups, func.sum(each).label("many")).group_by(*groups)


def _acts(months: CTE) -> Select[Any]:
    """Count by an index alone, for each verb, branch and month: to group two million acts takes seconds."""
    kinds = union_all(
        *(
            select(
                _text(line).label("line"),
                _text(verb).label("verb"),
                _text_or_null(outcome).label("outcome"),
                _text_or_null(channel).label("channel"),
            )
            for line, verb, outcome, channel in _ACTS
        )
    ).cte("kinds")
    many = select(func.count()).where(
        act.c.verb == kinds.c.verb,
        act.c.branch_id == branch.c.id,
        act.c.at >= months.c.begins,
        act.c.at < months.c.ends,
        or_(kinds.c.outcome.is_(None), act.c.outcome == kinds.c.outcome),
        or_(kinds.c.channel.is_(None), act.c.channel == kinds.c.channel),
    )
    return select(
        kinds.c.line,
        _nothing().label("part"),
        branch.c.id.label("branch_id"),
        months.c.month,
        many.correlate(kinds, branch, months).scalar_subquery().label("many"),
    ).select_from(kinds.join(branch, true()).join(months, true()))


def _months(year: ColumnElement[int]) -> CTE:
    numbers = union_all(*(select(_number(it).label("month")) for it in range(2 * MONTHS))).subquery("numbers")
    month = numbers.c.month
    begins, ends = april_and(year, month - _number(MONTHS)), april_and(year, month - _number(MONTHS - 1))
    return select(month, begins.label("begins"), ends.label("ends")).cte("months")


def _suspensions_by_acts(span: _Span) -> Iterator[Select[Any]]:
    """Count by what acts did; a lost card's suspension is set by its report, and lifted with a new card."""
    a = act.c
    reason, lost = a.details["reason"].as_string(), _text(SuspensionReason.CARD_LOST)
    for line, verb, where, part in (
        (FigureLine.SUSPENSIONS_SET, "suspension.set", true(), reason),
        (FigureLine.SUSPENSIONS_SET, "card.report_lost", a.details["suspended"].as_boolean(), lost),
        (FigureLine.SUSPENSIONS_LIFTED, "suspension.lift", true(), reason),
        (FigureLine.SUSPENSIONS_LIFTED, "card.replace", a.details["lifted"].as_string().is_not(None), lost),
    ):
        yield span.counted(line, a.at, a.branch_id, a.verb == _text(verb), where, part=part)


def _changes_in_force(span: _Span) -> Select[Any]:
    """Count how many more are in force after each month, from before the first one, by the patron's branch."""
    c = suspension.c
    changes = union_all(
        *(
            select(c.reason, c.patron_id, span.month(at).label("month"), _number(one).label("one")).where(
                at.is_not(None), ~span.is_over(at)
            )
            for at, one in ((c.started_at, 1), (c.lifted_at, -1))
        )
    ).subquery("changes")
    found = (
        select(changes.c.reason.label("part"), patron.c.branch_id, changes.c.month, changes.c.one)
        .join_from(changes, patron, patron.c.id == changes.c.patron_id)
        .subquery("found")
    )
    return _added_up(FigureLine.SUSPENSIONS_IN_FORCE, found, found.c.one)


def _approvals(span: _Span) -> Iterator[Select[Any]]:
    c = approval.c
    nobody_decided = and_(c.decided_at.is_(None), c.withdrawn_at.is_(None), c.asked_at <= ago(OPEN_FOR))
    for line, where in (
        (FigureLine.APPROVALS_ASKED, true()),
        (FigureLine.APPROVALS_GIVEN, c.approved.is_(True)),
        (FigureLine.APPROVALS_REFUSED, c.approved.is_(False)),
        (FigureLine.APPROVALS_RUN_OUT, nobody_decided),
    ):
        yield span.counted(line, c.asked_at, c.branch_id, where)


def _callers(span: _Span) -> Iterator[Select[Any]]:
    c = identity_check.c
    for line, outcome in (
        (FigureLine.CALLERS_IDENTIFIED, CheckOutcome.PASSED),
        (FigureLine.CALLERS_NOT_IDENTIFIED, CheckOutcome.FAILED),
    ):
        yield span.counted(line, c.at, c.branch_id, c.outcome == _text(outcome))


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(value), Integer())


def _text(value: str) -> ColumnElement[str]:
    return literal_column(f"'{value}'", String())


def _text_or_null(value: str | None) -> ColumnElement[Any]:
    return _nothing() if value is None else _text(value)


def _nothing() -> ColumnElement[Any]:
    return literal_column("CAST(NULL AS VARCHAR)", String())
