"""The statements behind 「今日の仕事」, written once: SQLite runs them, PostgreSQL's functions are made of them.

`how_many` is PostgreSQL's alone, which counts a list for its record before it reads it.

What is ready stands here as SQL, for counts and order. `services.rules.people.suspension.is_ready` is the rule, which
decides on the rows shown; a test compares both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    case,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
)

from services.own_schema.database.json import json_array, json_array_of, json_object
from services.own_schema.database.tables import (
    card,
    contact_attempt,
    loan,
    masters_version,
    patron,
    patron_report,
    suspension,
)
from services.own_schema.database.tables.types import day_of, days_past, server_now
from services.own_schema.lookup.contact_expressions import (
    awaits_contact,
    next_contact_on,
    next_day_is_over,
    was_told,
)
from services.own_schema.lookup.look_up_rows import count, named
from services.own_schema.lookup.look_up_statement import CONTACT_COLUMNS, IN_USE
from services.own_schema.today.recent_approvals import recent_approvals
from services.own_schema.today.reported import BRANCH, reported, waits
from services.rules.vocabulary import CardStatus, PatronReport, SuspensionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedColumns:
    """A filter as SQL.

    Attributes:
        reason, branch_id, days: as of `SuspensionFilter`; null where any will do.
        ready_only, to_contact, late_only: as there; never null.
        today: the day at the counters.
    """

    reason: ColumnElement[str]
    branch_id: ColumnElement[int]
    days: ColumnElement[int]
    ready_only: ColumnElement[bool]
    to_contact: ColumnElement[bool]
    late_only: ColumnElement[bool]
    today: ColumnElement[date]


_STARTED = day_of(suspension.c.started_at)
_IN_FORCE = suspension.c.lifted_at.is_(None)
_OUT = loan.c.returned_on.is_(None)
_HAS_CARD = exists().where(card.c.patron_id == suspension.c.patron_id, IN_USE)
"""A patron without a card in use can't be opened. Most reasons need nothing else: PostgreSQL reads an index alone."""
_OF_PATRONS = (SuspensionReason.UNREACHABLE, SuspensionReason.ADDRESS_CHANGE)
"""The reasons for which `ready` reads the patron's row."""
_FENCE: ColumnElement[int] = literal_column("0")
"""Ends a subquery so that neither database evaluates its columns at each use."""


def ready(today: ColumnElement[date]) -> ColumnElement[bool]:
    """Build whether all that a suspension waits for has happened; it names `suspension` and `patron`."""
    moved = func.coalesce(patron.c.address_changed_on >= _STARTED, false())
    has_new_number = func.coalesce(patron.c.phone_changed_on >= _STARTED, false())
    by_reason: Mapping[SuspensionReason, ColumnElement[bool]] = {
        SuspensionReason.CARD_LOST: _is_replaced(),
        SuspensionReason.UNREACHABLE: or_(moved, has_new_number),
        SuspensionReason.LONG_OVERDUE: ~exists().where(
            loan.c.patron_id == suspension.c.patron_id, _OUT, loan.c.due_on < today
        ),
        SuspensionReason.ADDRESS_CHANGE: moved,
        SuspensionReason.CONTACT_WANTED: told(),
    }
    return case(
        *((suspension.c.reason == _literal(reason), is_so) for reason, is_so in by_reason.items()),
        else_=false(),
    )


def told() -> ColumnElement[bool]:
    """Build whether the patron was reached since the suspension began: staff told them, or they reported so.

    It names `suspension`.
    """
    reported = exists().where(
        patron_report.c.patron_id == suspension.c.patron_id,
        patron_report.c.kind == _literal(PatronReport.REACHED),
        patron_report.c.reported_at >= suspension.c.started_at,
    )
    return or_(was_told(suspension.c.id), reported)


def how_many(wanted: WantedColumns) -> Select[Any]:
    """Build how many suspensions a list has."""
    found = _found(wanted)
    return select(func.count()).select_from(found).where(_fits(wanted, found))


def suspension_list(wanted: WantedColumns, most: ColumnElement[int]) -> Select[Any]:
    """Build a list: one row with its time, the masters' version, the entries as one array, and two counts.

    Args:
        wanted: the filter.
        most: how many entries are answered: those that are ready first, of both the longest in force first; of those to
            contact the ones for which a day was set first, the oldest day before the others.
    """
    found = _found(wanted)
    counted = select(
        found.c.id,
        found.c.is_ready,
        func.sum(case((found.c.is_ready, 1), else_=0)).over().label("all_ready"),
        func.count().over().label("total"),
    ).where(_fits(wanted, found))
    in_order = counted.order_by(
        found.c.is_ready.desc(),
        found.c.contact_on.is_(None),
        found.c.contact_on,
        found.c.started_at,
        found.c.id,
    )
    those = in_order.limit(most).cte("those")
    entries = select(json_array(json_object(_entry(wanted.today)))).select_from(
        _people().join(those, those.c.id == suspension.c.id)
    )
    return select(
        json_object(
            now=server_now(),
            masters_version=select(masters_version.c.version).scalar_subquery(),
            ready=func.coalesce(select(func.max(those.c.all_ready)).scalar_subquery(), 0),
            total=func.coalesce(select(func.max(those.c.total)).scalar_subquery(), 0),
            entries=entries.scalar_subquery(),
        ).label("list")
    )


def suspended_patron(patron_id: ColumnElement[int], today: ColumnElement[date]) -> Select[Any]:
    """Build what a request for an approval shows of its patron, as one JSON object.

    Args:
        patron_id: whose suspensions.
        today: the day at the counters.
    """
    entries = (
        select(json_array(json_object(_entry(today))))
        .select_from(_people())
        .where(_IN_FORCE, suspension.c.patron_id == patron_id)
    )
    own = card.alias("own")
    who = patron.alias("who")
    return (
        select(
            json_object(
                now=server_now(),
                masters_version=select(masters_version.c.version).scalar_subquery(),
                card_number=own.c.number,
                name=who.c.name,
                entries=entries.scalar_subquery(),
            ).label("patron")
        )
        .select_from(own.join(who, who.c.id == own.c.patron_id))
        .where(own.c.patron_id == patron_id, own.c.status != _literal(CardStatus.RETIRED))
    )


def counts(
    branch_id: ColumnElement[int],
    by_staff: ColumnElement[str],
    today: ColumnElement[date],
    busy: ColumnElement[Any],
) -> Select[Any]:
    """Build what `TodayCounts` says, as one JSON object.

    Args:
        branch_id: the desk's, whose requests for an approval are read.
        by_staff: the reading supervisor.
        today: the day at the counters.
        busy: an array of what `services.own_schema.today.busy_logins` asks for.
    """
    each = (
        select(
            patron.c.id,
            patron.c.branch_id,
            ready(today).label("is_ready"),
            awaits_contact(suspension.c.id, suspension.c.reason, today).label("awaits"),
            next_day_is_over(suspension.c.id, today).label("is_late"),
        )
        .select_from(_suspended())
        .where(_IN_FORCE, _HAS_CARD)
        .offset(_FENCE)
        .subquery("each")
    )
    to_contact = each.c.awaits & each.c.is_ready.is_(false())
    stopped = select(
        each.c.branch_id,
        func.count(each.c.id.distinct()).label("suspended"),
        _how_often(each.c.is_ready).label("ready"),
        _how_often(to_contact).label("to_contact"),
        _how_often(to_contact & each.c.is_late).label("contact_late"),
    ).group_by(each.c.branch_id)
    waiting = (
        select(
            BRANCH.label("branch_id"),
            func.count().label("reports"),
            func.min(patron_report.c.reported_at).label("oldest_report"),
        )
        .select_from(reported())
        .where(*waits())
        .group_by(BRANCH)
    )
    return select(
        json_object(
            now=server_now(),
            suspended=_rows_of(stopped),
            reported=_rows_of(waiting),
            approvals=json_array_of(recent_approvals(branch_id, by_staff)),
            busy=busy,
        ).label("counts")
    )


def waiting_desks(branch_id: ColumnElement[int], by_staff: ColumnElement[str]) -> Select[Any]:
    """Build what `WaitingDesks` says, as one JSON object; nothing is counted for it."""
    approvals = json_array_of(recent_approvals(branch_id, by_staff))
    return select(json_object(now=server_now(), approvals=approvals).label("desks"))


def _to_contact(today: ColumnElement[date]) -> ColumnElement[bool]:
    """Build whether the patron is to be contacted now; not about a suspension that is ready to be lifted."""
    return awaits_contact(suspension.c.id, suspension.c.reason, today) & ready(today).is_(false())


def _rows_of(statement: Select[Any]) -> ColumnElement[Any]:
    rows = statement.cte()
    return json_array_of(select(json_object({column.name: column for column in rows.c})))


def _how_often(is_so: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((is_so, 1), else_=0)), 0)


def _found(wanted: WantedColumns) -> FromClause:
    """Build the suspensions that the filter names but for being ready, each with whether it is.

    Patrons are read only where the filter or the reason asks for them: of 30,000 here and there that takes longest.
    """
    asked = or_(wanted.branch_id.is_not(None), suspension.c.reason.in_([_literal(it) for it in _OF_PATRONS]))
    people = suspension.outerjoin(patron, patron.c.id == case((asked, suspension.c.patron_id)))
    return (
        select(
            suspension.c.id,
            suspension.c.started_at,
            ready(wanted.today).label("is_ready"),
            case((wanted.to_contact, next_contact_on(suspension.c.id))).label("contact_on"),
        )
        .select_from(people)
        .where(
            _IN_FORCE,
            _HAS_CARD,
            or_(wanted.reason.is_(None), suspension.c.reason == wanted.reason),
            or_(wanted.branch_id.is_(None), patron.c.branch_id == wanted.branch_id),
            or_(wanted.days.is_(None), days_past(wanted.today, _STARTED) >= wanted.days),
            or_(wanted.to_contact.is_(false()), _to_contact(wanted.today)),
            or_(wanted.late_only.is_(false()), next_day_is_over(suspension.c.id, wanted.today)),
        )
        .offset(_FENCE)
        .subquery("found")
    )


def _fits(wanted: WantedColumns, found: FromClause) -> ColumnElement[bool]:
    return or_(wanted.ready_only.is_(false()), found.c.is_ready)


def _suspended() -> FromClause:
    """Join each suspension to its patron."""
    return suspension.join(patron, patron.c.id == suspension.c.patron_id)


def _people() -> FromClause:
    """Join each suspension to its patron and to the patron's card in use."""
    return _suspended().join(card, (card.c.patron_id == suspension.c.patron_id) & IN_USE)


def _entry(today: ColumnElement[date]) -> dict[str, ColumnElement[Any]]:
    other, late = suspension.alias("other"), loan.alias("late")
    own_loans = (
        late.c.patron_id == suspension.c.patron_id,
        late.c.returned_on.is_(None),
        late.c.due_on < today,
    )
    reports = select(
        json_object(
            {name: patron_report.c[name] for name in ("id", "version", "kind", "reported_at", "channel")}
        )
    ).where(patron_report.c.patron_id == suspension.c.patron_id, patron_report.c.settled_at.is_(None))
    others = select(json_object(reason=other.c.reason)).where(
        other.c.patron_id == suspension.c.patron_id,
        other.c.lifted_at.is_(None),
        other.c.id != suspension.c.id,
    )
    contacts = select(json_object(named(contact_attempt, CONTACT_COLUMNS))).where(
        contact_attempt.c.suspension_id == suspension.c.id
    )
    return {
        "id": suspension.c.id,
        "version": suspension.c.version,
        "patron_id": suspension.c.patron_id,
        "card_number": card.c.number,
        "name": patron.c.name,
        "branch_id": patron.c.branch_id,
        "reason": suspension.c.reason,
        "started_at": suspension.c.started_at,
        "note_code": suspension.c.note_code,
        "overdue_items": count(late, *own_loans),
        "due_first": select(func.min(late.c.due_on)).where(*own_loans).scalar_subquery(),
        "address_changed_on": patron.c.address_changed_on,
        "phone_changed_on": patron.c.phone_changed_on,
        "card_issued_on": card.c.issued_on,
        "card_replaced": _is_replaced(),
        "told": told(),
        "others": json_array_of(others),
        "reports": json_array_of(reports),
        "contacts": json_array_of(contacts),
    }


def _is_replaced() -> ColumnElement[bool]:
    """Build whether the card in use took another's place since the loss, and wasn't lost itself.

    It names `suspension`. A card that is neither retired nor lost is in use.
    """
    old, new = card.alias("old"), card.alias("new")
    return exists().where(
        new.c.patron_id == suspension.c.patron_id,
        new.c.status != _literal(CardStatus.RETIRED),
        new.c.status != _literal(CardStatus.LOST),
        new.c.issued_on >= _STARTED,
        exists().where(old.c.replaced_by_id == new.c.id),
    )


def _literal(value: str) -> ColumnElement[Any]:
    return literal_column(f"'{value}'")
