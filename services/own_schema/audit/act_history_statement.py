"""The statement that lists the acts on a patron."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, func, literal_column, select, union_all

from services.contract.recorded_acts import UNKNOWN
from services.own_schema.database.tables import act, act_intent, branch, staff

MOST_SHOWN: Final = 200
"""So many acts are listed, the latest."""

_ALIKE: Final = ("at", "staff_id", "branch_id", "workstation", "channel", "verb", "subject", "subject_id")


def acts_on(of_patron: Any, by_staff: ColumnElement[str] | str | None) -> Select[Any]:
    """Build the statement: the latest acts first, each with how many there are altogether.

    What another system was asked to do, and hasn't an end yet, is among them: its outcome is unknown.

    Args:
        of_patron: the patron's id.
        by_staff: whose acts; all staff's when null.
    """

    def of(table: Table, *more: ColumnElement[Any]) -> Select[Any]:
        seen = [table.c.patron_id == of_patron]
        if by_staff is not None:
            seen.append(table.c.staff_id == by_staff)
        return select(*(table.c[name] for name in _ALIKE), *more).where(*seen)

    unknown = literal_column(f"'{UNKNOWN}'", act.c.outcome.type)
    in_its_turn = literal_column(str(2**62), act.c.sequence.type)
    done = union_all(
        of(act, act.c.outcome, act.c.details, act.c.sequence),
        of(act_intent, unknown.label("outcome"), act_intent.c.wanted, in_its_turn.label("sequence")),
    ).subquery("done")
    return (
        select(
            done.c.at,
            done.c.staff_id,
            staff.c.name.label("staff_name"),
            branch.c.short_name.label("branch"),
            done.c.workstation,
            done.c.channel,
            done.c.verb,
            done.c.subject,
            done.c.subject_id,
            done.c.outcome,
            done.c.details,
            func.count().over().label("total"),
        )
        .select_from(
            done.join(branch, branch.c.id == done.c.branch_id).outerjoin(staff, staff.c.id == done.c.staff_id)
        )
        .order_by(done.c.at.desc(), done.c.staff_id.desc(), done.c.sequence.desc())
        .limit(MOST_SHOWN)
    )
