"""The statement that lists the reports (申し出) that nobody settled."""

from typing import Any

from sqlalchemy import Select, func, select

from services.database.tables import card, patron_report
from services.lookup.look_up_rows import staff_name
from services.lookup.look_up_statement import IN_USE


def unsettled_reports(most: Any) -> Select[Any]:
    """Build the statement: the oldest first, each with how many there are altogether.

    Args:
        most: how many are listed.
    """
    return (
        select(
            patron_report.c.id,
            card.c.number,
            patron_report.c.kind,
            patron_report.c.reported_at,
            staff_name(patron_report.c.reported_by).label("reported_by"),
            patron_report.c.channel,
            func.count().over().label("total"),
        )
        .join_from(patron_report, card, card.c.patron_id == patron_report.c.patron_id)
        .where(patron_report.c.settled_at.is_(None), IN_USE)
        .order_by(patron_report.c.reported_at, patron_report.c.id)
        .limit(most)
    )
