"""The statement behind 臨時休館, run by SQLite, and made a function of on PostgreSQL. It answers counts."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, func, literal_column, select, union_all

from services.own_schema.database.json import json_array_of, json_object
from services.own_schema.database.tables import hold, loan
from services.rules.vocabulary import HoldStatus


def dates_at_branch(
    branch_id: ColumnElement[int], first: ColumnElement[date], last: ColumnElement[date]
) -> Select[Any]:
    """Build how many loans are due and how many holds leave the shelf on each day, as one JSON array.

    Args:
        branch_id: the lending branch of the loans, the pick-up branch of the holds.
        first: the first day that is counted.
        last: the last one.
    """
    one: ColumnElement[int] = literal_column("1", Integer)
    none: ColumnElement[int] = literal_column("0", Integer)
    due = select(loan.c.due_on.label("day"), one.label("due"), none.label("shelved")).where(
        loan.c.branch_id == branch_id,
        loan.c.returned_on.is_(None),
        loan.c.due_on.between(first, last),
    )
    shelved = select(hold.c.shelf_until, none, one).where(
        hold.c.branch_id == branch_id,
        hold.c.status == HoldStatus.READY,
        hold.c.shelf_until.between(first, last),
    )
    each = union_all(due, shelved).subquery("dated")
    counted = (
        select(each.c.day, func.sum(each.c.due).label("due"), func.sum(each.c.shelved).label("shelved"))
        .group_by(each.c.day)
        .subquery("counted")
    )
    rows = select(json_object(day=counted.c.day, due=counted.c.due, shelved=counted.c.shelved))
    return select(json_array_of(rows).label("dates"))
