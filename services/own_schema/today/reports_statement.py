"""The statements behind 申し出の一覧, written once: SQLite runs them, PostgreSQL's functions are made of them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from services.contract.today.report_list import MOST_SHOWN
from services.own_schema.database.json import json_array, json_array_of, json_object
from services.own_schema.database.tables import card, masters_version, patron, patron_report, suspension
from services.own_schema.database.tables.types import server_now
from services.own_schema.lookup.look_up_rows import staff_name
from services.own_schema.lookup.look_up_statement import IS_BARE
from services.own_schema.today.reported import BRANCH, reported, waits
from services.own_schema.today.suspensions_statement import ready


def how_many_reports(branch_id: ColumnElement[int]) -> Select[Any]:
    """Build how many reports a list has; `branch_id` is as of `ReportFilter`."""
    return select(func.count()).select_from(reported()).where(*_listed(branch_id))


def report_list(branch_id: ColumnElement[int], today: ColumnElement[date]) -> Select[Any]:
    """Build a list: a row with its time, the masters' version, the oldest entries as one array, and how many there are.

    Args:
        branch_id: as of `ReportFilter`; null where any will do.
        today: the day at the counters.
    """
    c = patron_report.c
    found = (
        select(c.id, func.count().over().label("total")).select_from(reported()).where(*_listed(branch_id))
    )
    those = found.order_by(c.reported_at, c.id).limit(MOST_SHOWN).cte("those")
    in_force = select(json_object(reason=suspension.c.reason, is_ready=ready(today))).where(
        suspension.c.patron_id == c.patron_id, suspension.c.lifted_at.is_(None)
    )
    entry = {
        **{name: c[name] for name in ("id", "patron_id", "kind", "reported_at", "channel")},
        "reported_by": staff_name(c.reported_by),
        "card_number": card.c.number,
        "name": patron.c.name,
        "branch_id": BRANCH,
        "elsewhere": IS_BARE,
        "in_force": json_array_of(in_force),
    }
    entries = select(json_array(json_object(entry))).select_from(reported().join(those, those.c.id == c.id))
    return select(
        json_object(
            now=server_now(),
            masters_version=select(masters_version.c.version).scalar_subquery(),
            total=func.coalesce(select(func.max(those.c.total)).scalar_subquery(), 0),
            entries=entries.scalar_subquery(),
        ).label("list")
    )


def _listed(branch_id: ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
    """Build which are listed; of whom the branch isn't known, the report is in every branch's list."""
    return *waits(), or_(branch_id.is_(None), patron.c.branch_id == branch_id, BRANCH.is_(None))
