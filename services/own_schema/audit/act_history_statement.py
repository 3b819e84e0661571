"""The statements that list the acts on a patron, and who looked at them."""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    Table,
    cast,
    func,
    literal_column,
    null,
    select,
    union_all,
)

from services.contract.recorded_acts import UNKNOWN
from services.own_schema.database.tables import access_log, act, act_intent, branch, identity_check, staff
from services.own_schema.database.tables.types import Json
from services.rules.people.looks import NOT_IDENTIFIED
from services.rules.vocabulary import Channel, CheckOutcome

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
    return _latest(
        union_all(
            of(act, act.c.outcome, act.c.details, act.c.sequence),
            of(act_intent, unknown.label("outcome"), act_intent.c.wanted, in_its_turn.label("sequence")),
        )
    )


def looks_at(of_patron: Any, by_staff: ColumnElement[str] | str | None) -> Select[Any]:
    """Build the statement: who looked at a patron, and callers who weren't found to be them, as `acts_on` lists acts.

    Args:
        of_patron: as of `acts_on`.
        by_staff: whose looks; all staff's when null.
    """

    def of(table: Table, verb: ColumnElement[Any], channel: ColumnElement[Any], details: Any) -> Select[Any]:
        own = {"verb": verb, "channel": channel, "subject": null(), "subject_id": null()}
        seen = [table.c.patron_id == of_patron]
        if by_staff is not None:
            seen.append(table.c.staff_id == by_staff)
        columns = (
            cast(own[name], act.c[name].type).label(name) if name in own else table.c[name] for name in _ALIKE
        )
        return select(
            *columns,
            cast(literal_column("''"), act.c.outcome.type).label("outcome"),
            details.label("details"),
            table.c.id.label("sequence"),
        ).where(*seen)

    log, check = access_log, identity_check
    missed = of(
        check,
        literal_column(f"'{NOT_IDENTIFIED}'", String()),
        literal_column(f"'{Channel.PHONE}'", String()),
        cast(null(), Json),
    ).where(check.c.outcome == literal_column(f"'{CheckOutcome.FAILED}'"))
    return _latest(union_all(of(log, log.c.purpose, log.c.channel, log.c.listed), missed))


def _latest(rows: CompoundSelect[Any]) -> Select[Any]:
    done = rows.subquery("done")
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
