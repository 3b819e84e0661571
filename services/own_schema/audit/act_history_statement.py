"""The statement that lists the acts on a patron."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select

from services.own_schema.database.tables import act, branch, staff

MOST_SHOWN: Final = 200
"""So many acts are listed, the latest."""


def acts_on(of_patron: Any, by_staff: ColumnElement[str] | str | None) -> Select[Any]:
    """Build the statement: the latest acts first, each with how many there are altogether.

    Args:
        of_patron: the patron's id.
        by_staff: whose acts; all staff's when null.
    """
    seen = [act.c.patron_id == of_patron]
    if by_staff is not None:
        seen.append(act.c.staff_id == by_staff)
    return (
        select(
            act.c.at,
            act.c.staff_id,
            staff.c.name.label("staff_name"),
            branch.c.short_name.label("branch"),
            act.c.workstation,
            act.c.channel,
            act.c.verb,
            act.c.subject,
            act.c.subject_id,
            act.c.outcome,
            act.c.details,
            func.count().over().label("total"),
        )
        .select_from(
            act.join(branch, branch.c.id == act.c.branch_id).outerjoin(staff, staff.c.id == act.c.staff_id)
        )
        .where(*seen)
        .order_by(act.c.at.desc(), act.c.staff_id.desc(), act.c.sequence.desc())
        .limit(MOST_SHOWN)
    )
