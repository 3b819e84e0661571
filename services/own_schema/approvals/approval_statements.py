"""The statements of approvals, written once: SQLite runs them, PostgreSQL's functions are made of them.

`services/own_schema/schema/postgresql/desk/approvals.sql` has these functions. A supervisor lets a clerk do one act
that is a supervisor's. The clerk's login asks and acts, the supervisor's own login decides: a login can't decide its
own request.
Values have the names that `services.own_schema.database.calls` gives them by:

- `of_approval`, `for_act`: the number of a request, and the id of its act;
- `for_verb`, `of_patron`, `asked_for`: what is asked for; `seen`: what it is about, as another system tells it;
- `why_not`: the reason of a refusal, null where it is approved;
- `by_staff`, `at_branch`, `at_workstation`: the desk.
"""

from datetime import date
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Insert,
    Select,
    String,
    Update,
    and_,
    case,
    cast,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from services.own_schema.database.calls import Given
from services.own_schema.database.guarded_queries import look_opens
from services.own_schema.database.json import json_object
from services.own_schema.database.tables import access_log, approval
from services.own_schema.database.tables.types import Json, ago, server_day, server_now
from services.own_schema.lookup.look_up_rows import staff_name
from services.own_schema.today.recent_approvals import approvable_state, is_elsewhere, state_of_request
from services.own_schema.today.suspensions_statement import suspended_patron
from services.rules.people.approvals import MOST_OPEN, OPEN_FOR, ApprovalState
from services.rules.people.looks import Opens, Purpose

ALREADY: Final = "already "
"""Prefix of the state of a request that waits no more."""

_A: Final = approval.c


def asked(given: Given) -> Insert:
    """Write a request down, once, unless as many of this login wait as may."""
    by_staff, of_patron = given("by_staff", String()), given("of_patron", BigInteger())
    waiting = (
        select(func.count())
        .where(
            _A.asked_by == by_staff,
            _A.asked_at > ago(OPEN_FOR),
            state_of_request() == ApprovalState.WAITING.value,
        )
        .scalar_subquery()
    )
    values = {
        "act_id": given("for_act", String()),
        "verb": given("for_verb", String()),
        "patron_id": of_patron,
        "wanted": given("asked_for", Json),
        "state": case((is_elsewhere(of_patron), given("seen", String())), else_=approvable_state(of_patron)),
        "asked_at": server_now(),
        "asked_by": by_staff,
        "branch_id": given("at_branch", BigInteger()),
        "workstation": given("at_workstation", String()),
    }
    request = select(*values.values()).where(~exists().where(*_of_act(given)), waiting < MOST_OPEN)
    return insert(approval).from_select(list(values), request)


def number_of_act(given: Given) -> Select[Any]:
    """Answer the number of this login's request for an act."""
    return select(_A.id).where(*_of_act(given))


def own(given: Given) -> Select[Any]:
    """Answer the state of this login's request, by its number or its act."""
    looks = exists().where(access_log.c.patron_id == _A.patron_id, *_look())
    known = json_object(
        state=state_of_request(),
        refusal=_A.refusal,
        decided_at=_A.decided_at,
        is_seen=looks,
        decided_by=staff_name(_A.decided_by),
    )
    which = or_(_A.id == given("of_approval", BigInteger()), _A.act_id == given("for_act", String()))
    return select(known).where(which, _A.asked_by == given("by_staff", String()))


def withdrawn(given: Given) -> Update:
    """Withdraw this login's request; a refused or used one stays so."""
    open_ones = (_A.withdrawn_at.is_(None), _A.used_at.is_(None), _A.approved.is_not(False))
    return update(approval).where(*_own(given), *open_ones).values(withdrawn_at=server_now())


def widened(given: Given) -> Update:
    """Show this login's waiting request to the supervisors of the whole library."""
    open_ones = (_A.widened_at.is_(None), _A.withdrawn_at.is_(None), _A.decided_at.is_(None))
    return update(approval).where(*_own(given), *open_ones).values(widened_at=server_now())


def looked_at(given: Given) -> Insert:
    """Record that a supervisor looks at another login's request."""
    values = {
        "at": server_now(),
        "staff_id": given("by_staff", String()),
        "branch_id": given("at_branch", BigInteger()),
        "workstation": given("at_workstation", String()),
        "channel": literal_column("'counter'", String()),
        "patron_id": _A.patron_id,
        "purpose": literal_column(f"'{Purpose.APPROVAL}'", String()),
        "listed": json_object(kind=literal_column("'approval'", String()), number=_A.id),
    }
    return insert(access_log).from_select(list(values), select(*values.values()).where(*_of_another(given)))


def case_of(given: Given, today: ColumnElement[date] | None = None) -> Select[Any]:
    """Answer the content of a request that this login looked at: the patron's suspensions, no more of the patron."""
    whose = literal_column("approval.patron_id", BigInteger())
    about = suspended_patron(whose, server_day() if today is None else today)
    found = json_object(
        id=_A.id,
        verb=_A.verb,
        workstation=_A.workstation,
        branch_id=_A.branch_id,
        asked_at=_A.asked_at,
        asked_by=staff_name(_A.asked_by),
        wanted=_A.wanted,
        state=state_of_request(),
        patron_id=_A.patron_id,
        seen=_A.state,
        patron=about.scalar_subquery(),
    )
    return select(found).where(*_of_another(given), _has_looked(given))


def decided(given: Given) -> Update:
    """Approve or refuse a waiting request that this login looked at; a changed one can only be refused."""
    why_not = given("why_not", _A.refusal.type)
    changed = case((why_not.is_not(None), ApprovalState.CHANGED.value))
    still_open = (_A.decided_at.is_(None), state_of_request().in_([ApprovalState.WAITING.value, changed]))
    values = {
        "decided_at": server_now(),
        "decided_by": given("by_staff", String()),
        "approved": why_not.is_(None),
        "refusal": why_not,
    }
    return update(approval).where(*_of_another(given), _has_looked(given), *still_open).values(values)


def decision(given: Given) -> Select[Any]:
    """Answer this login's decision, also if it is sent twice; of other requests `ALREADY` and the state."""
    this = (
        select(_A.decided_by, _A.refusal, state_of_request().label("state_of_row"))
        .where(*_of_another(given), _has_looked(given))
        .subquery()
    ).c
    so_decided = and_(
        this.decided_by == given("by_staff", String()),
        this.refusal.is_not_distinct_from(given("why_not", _A.refusal.type)),
        this.state_of_row.in_([ApprovalState.APPROVED.value, ApprovalState.REFUSED.value]),
    )
    return select(case((so_decided, ""), else_=ALREADY) + this.state_of_row)


def given_back(given: Given) -> Update:
    """Let the approval of an act count again of which nothing was done."""
    return update(approval).where(*_of_act(given), _A.used_at.is_not(None)).values(used_at=None)


def approver(given: Given) -> Select[Any]:
    """Answer who approved an act that used its approval."""
    return select(_A.decided_by).where(*_of_act(given), _A.used_at.is_not(None))


def used(given: Given, is_as_asked: ColumnElement[bool]) -> Any:
    """Consume the approval of an act, in its transaction and before anything changes.

    It answers the request if its approval is valid.

    Args:
        given: see above.
        is_as_asked: the act is for what was asked for.
    """
    this = (
        *_of_act(given),
        _A.verb == given("for_verb", String()),
        _A.patron_id == given("of_patron", BigInteger()),
        is_as_asked,
        state_of_request() == ApprovalState.APPROVED.value,
    )
    return (
        update(approval)
        .where(*this)
        .values(used_at=server_now())
        .returning(_A.id, _A.verb, _A.wanted, _A.decided_by)
    )


def _of_act(given: Given) -> tuple[ColumnElement[bool], ...]:
    return _A.act_id == given("for_act", String()), _A.asked_by == given("by_staff", String())


def _own(given: Given) -> tuple[ColumnElement[bool], ...]:
    return _A.id == given("of_approval", BigInteger()), _A.asked_by == given("by_staff", String())


def _of_another(given: Given) -> tuple[ColumnElement[bool], ...]:
    return _A.id == given("of_approval", BigInteger()), _A.asked_by != given("by_staff", String())


def _look() -> tuple[ColumnElement[bool], ...]:
    log = access_log.c
    this = log.listed["number"].as_string() == cast(_A.id, String)
    return log.purpose == literal_column(f"'{Purpose.APPROVAL}'"), log.at >= _A.asked_at, this


def _has_looked(given: Given) -> ColumnElement[bool]:
    """Build whether this login looked at this very request, and that look still opens it."""
    log = access_log.c
    own_look = (log.staff_id == given("by_staff", String()), log.listed.is_not(None), *_look())
    return exists().where(*own_look, look_opens(Opens.REQUEST, log))
