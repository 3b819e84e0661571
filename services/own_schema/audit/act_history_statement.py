"""The statements that list the acts on a patron, and who looked at them."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    Table,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)

from services.contract.recorded_acts import UNKNOWN
from services.own_schema.database.tables import access_log, act, act_intent, branch, identity_check, staff
from services.own_schema.database.tables.types import Instant, Json
from services.own_schema.lookup.look_up_rows import staff_name
from services.rules.people.looks import NOT_IDENTIFIED
from services.rules.vocabulary import Channel, CheckOutcome

MOST_SHOWN: Final = 200
"""So many acts are listed, the latest."""

_WHO: Final = staff.alias("who")
_ALIKE: Final = ("at", "staff_id", "branch_id", "workstation", "channel", "verb", "subject", "subject_id")


type _Moment = ColumnElement[datetime] | datetime


def acts_on(
    of_patron: Any, by_staff: ColumnElement[str] | str | None, since: _Moment, until: _Moment
) -> Select[Any]:
    """Build the statement: the latest acts first, each with how many there are altogether.

    What another system was asked to do, and hasn't an end yet, is among them: its outcome is unknown.

    Args:
        of_patron: the patron's id.
        by_staff: whose acts; all staff's when null.
        since: from when on.
        until: before when.
    """

    def of(table: Table, *more: ColumnElement[Any]) -> Select[Any]:
        seen = _seen(table, of_patron, by_staff, since, until)
        return select(*(table.c[name] for name in _ALIKE), *more).where(*seen)

    unknown = literal_column(f"'{UNKNOWN}'", act.c.outcome.type)
    in_its_turn = literal_column(str(2**62), act.c.sequence.type)
    return _latest(
        union_all(
            of(act, act.c.outcome, act.c.details, act.c.sequence),
            of(act_intent, unknown.label("outcome"), act_intent.c.wanted, in_its_turn.label("sequence")),
        )
    )


def looks_at(
    of_patron: Any, by_staff: ColumnElement[str] | str | None, since: _Moment, until: _Moment
) -> Select[Any]:
    """Build the statement: who looked at a patron, and callers who weren't found to be them, as `acts_on` lists acts.

    Args:
        of_patron: as of `acts_on`.
        by_staff: whose looks; all staff's when null.
        since: as of `acts_on`.
        until: as there.
    """

    def of(table: Table, verb: ColumnElement[Any], channel: ColumnElement[Any], details: Any) -> Select[Any]:
        own = {"verb": verb, "channel": channel, "subject": null(), "subject_id": null()}
        seen = _seen(table, of_patron, by_staff, since, until)
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


def _seen(
    table: Table, of_patron: Any, by_staff: ColumnElement[str] | str | None, since: _Moment, until: _Moment
) -> list[ColumnElement[bool]]:
    from_, before = (literal(it, Instant()) if isinstance(it, datetime) else it for it in (since, until))
    seen = [table.c.patron_id == of_patron, table.c.at >= from_, table.c.at < before]
    return seen if by_staff is None else [*seen, table.c.staff_id == by_staff]


def _latest(rows: CompoundSelect[Any]) -> Select[Any]:
    done = rows.subquery("done")
    return (
        select(
            done.c.at,
            done.c.staff_id,
            _WHO.c.name.label("staff_name"),
            branch.c.short_name.label("branch"),
            done.c.workstation,
            done.c.channel,
            done.c.verb,
            done.c.subject,
            done.c.subject_id,
            done.c.outcome,
            done.c.details,
            staff_name(done.c.details["approved_by"].as_string()).label("approver"),
            func.count().over().label("total"),
        )
        .select_from(
            done.join(branch, branch.c.id == done.c.branch_id).outerjoin(_WHO, _WHO.c.id == done.c.staff_id)
        )
        .order_by(done.c.at.desc(), done.c.staff_id.desc(), done.c.sequence.desc())
        .limit(MOST_SHOWN)
    )
