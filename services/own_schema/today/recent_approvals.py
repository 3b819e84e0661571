"""Requests for an approval, as supervisors' desks follow them, without data of a patron."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, case, cast, exists, func, literal_column, or_, select

from services.contract.decode.json_row import JsonRow
from services.contract.today.counts import WaitingApproval
from services.own_schema.database.json import json_object
from services.own_schema.database.tables import approval, branch, card, patron, suspension
from services.own_schema.database.tables.types import ago
from services.own_schema.lookup.look_up_rows import staff_name
from services.own_schema.lookup.look_up_statement import IN_USE, IS_BARE
from services.rules.clock import to_tokyo
from services.rules.people.approvals import OPEN_FOR, ApprovalState

_FOLLOWED_FOR: Final = 2 * OPEN_FOR + timedelta(minutes=1)
"""How long a request is followed: it may be approved in its last second, and the act may take as long again."""
_HALF: Final = 32
"""Bits of a half of a key."""


def approvable_state(patron_id: ColumnElement[int]) -> ColumnElement[str]:
    """Build what a request is about: the suspensions in force, and the card in use.

    How many, the sum of their keys and the sum of their versions tell every change: keys and versions only grow, so
    that another set of as many suspensions has a larger sum of keys, and the same set another sum of versions. Keys are
    added up in two halves: SQLite has no sum of two that an import may bring.
    """
    in_force = (suspension.c.patron_id == patron_id, suspension.c.lifted_at.is_(None))
    key = suspension.c.id
    summed = (key.bitwise_rshift(_HALF), key.bitwise_and(2**_HALF - 1), suspension.c.version)
    many, high, low, versions = (cast(it, String) for it in (func.count(), *map(func.sum, summed)))
    stopped = select(many + ":" + high + ":" + low + ":" + versions).where(*in_force).scalar_subquery()
    own = select(cast(card.c.id, String) + ":" + card.c.status).where(card.c.patron_id == patron_id, IN_USE)
    return func.coalesce(stopped, "") + " " + func.coalesce(own.scalar_subquery(), "")


def is_elsewhere(patron_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Build whether a patron is another system's: what a request is about is compared with what that tells."""
    return exists().where(patron.c.id == patron_id, IS_BARE)


def state_of_request() -> ColumnElement[str]:
    """Build a request's present `ApprovalState`."""
    c, state = approval.c, ApprovalState
    return case(
        (c.used_at.is_not(None), _literal(state.USED)),
        (c.withdrawn_at.is_not(None), _literal(state.WITHDRAWN)),
        (c.approved.is_(False), _literal(state.REFUSED)),
        (func.coalesce(c.decided_at, c.asked_at) <= ago(OPEN_FOR), _literal(state.OVER)),
        (~is_elsewhere(c.patron_id) & (c.state != approvable_state(c.patron_id)), _literal(state.CHANGED)),
        (c.approved.is_(True), _literal(state.APPROVED)),
        else_=_literal(state.WAITING),
    )


def _literal(state: ApprovalState) -> ColumnElement[str]:
    return literal_column(f"'{state}'", String())


def recent_approvals(branch_id: ColumnElement[int], by_staff: ColumnElement[str]) -> Select[Any]:
    """Build the requests of a branch or to all, and those that a supervisor approved, in any state.

    A desk of another branch is named with it: each branch has its own 1番窓口.
    """
    where = select(branch.c.short_name).where(branch.c.id == approval.c.branch_id).scalar_subquery()
    elsewhere = where + " " + approval.c.workstation
    found = json_object(
        id=approval.c.id,
        verb=approval.c.verb,
        workstation=case((approval.c.branch_id == branch_id, approval.c.workstation), else_=elsewhere),
        asked_by=staff_name(approval.c.asked_by),
        asked_at=approval.c.asked_at,
        decided_at=approval.c.decided_at,
        state=state_of_request(),
        is_mine=func.coalesce(approval.c.approved & (approval.c.decided_by == by_staff), False),
    )
    return select(found).where(
        approval.c.asked_at > ago(_FOLLOWED_FOR),
        or_(
            approval.c.branch_id == branch_id,
            approval.c.widened_at.is_not(None),
            approval.c.decided_by == by_staff,
        ),
    )


def read_approvals(found: JsonRow) -> tuple[WaitingApproval, ...]:
    """Read them, oldest first."""
    return tuple(sorted(map(_read, found.rows("approvals")), key=lambda it: (it.asked_at, it.id)))


def _read(row: JsonRow) -> WaitingApproval:
    decided_at = row.maybe_instant("decided_at")
    return WaitingApproval(
        id=row.number("id"),
        verb=row.text("verb"),
        workstation=row.text("workstation"),
        asked_by=row.text("asked_by"),
        asked_at=to_tokyo(row.instant("asked_at")),
        decided_at=None if decided_at is None else to_tokyo(decided_at),
        state=ApprovalState(row.text("state")),
        is_mine=row.flag("is_mine"),
    )
