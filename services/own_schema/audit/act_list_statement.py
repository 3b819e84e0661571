"""The statements that list what staff did on one day, written once: PostgreSQL's functions are made of them.

A row has codes and numbers: no name of a patron, no title, no question, no address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from services.contract.recorded_acts import APPROVAL, UNKNOWN
from services.own_schema.database.json import json_array, json_array_of, json_object
from services.own_schema.database.tables import (
    access_log,
    act,
    act_intent,
    approval,
    branch,
    card,
    identity_check,
    masters_version,
    staff,
)
from services.own_schema.database.tables.types import Json, later, server_now
from services.own_schema.lookup.look_up_rows import staff_name
from services.own_schema.lookup.look_up_statement import IN_USE
from services.rules.people.approvals import OPEN_FOR, ApprovalState
from services.rules.people.looks import NOT_IDENTIFIED
from services.rules.vocabulary import Channel, CheckOutcome

CARD_DIGITS: Final = 4
"""So many digits of a card stand in a row, the last."""
_WHO: Final = staff.alias("doer")
_OPEN_MINUTES: Final = int(OPEN_FOR.total_seconds()) // 60
_IN_ITS_TURN: Final = str(2**62)
"""The place of what isn't known yet: the latest of its login."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedActs:
    """A filter as SQL.

    Attributes:
        since, until: from when on, and before when.
        staff_id, branch_id, verb, channel: as of `ActFilter`; null where any will do.
        everybodys: the reader is shown who else has an account; never null.
        looks: as there; never null.
    """

    since: ColumnElement[datetime]
    until: ColumnElement[datetime]
    staff_id: ColumnElement[str]
    branch_id: ColumnElement[int]
    verb: ColumnElement[str]
    channel: ColumnElement[str]
    looks: ColumnElement[bool]
    everybodys: ColumnElement[bool]


def how_many_acts(wanted: WantedActs) -> Select[Any]:
    """Build how many rows a list has."""
    counts = (
        source.with_only_columns(func.count(), maintain_column_froms=True) for source in _sources(wanted)
    )
    return select(reduce(add, (count.scalar_subquery() for count in counts)))


def act_list(wanted: WantedActs, most: ColumnElement[int]) -> Select[Any]:
    """Build a list as one JSON object: its time, the masters' version, the rows as an array, how many there are.

    Of each table the newest rows are read alone: a day has thousands of looks.

    Args:
        wanted: the filter.
        most: how many rows are answered, the newest.
    """
    newest = (
        source.order_by(source.selected_columns["at"].desc(), source.selected_columns["place"].desc())
        .limit(most)
        .subquery()
        for source in _sources(wanted)
    )
    each = union_all(*(select(it) for it in newest)).subquery("each_row")
    in_order = select(each).order_by(
        each.c.at.desc(), each.c.rank.desc(), each.c.place.desc(), each.c.staff_id
    )
    those = in_order.limit(most).cte("those")
    entries = select(json_array(json_object(_entry(those)))).select_from(
        those.outerjoin(branch, branch.c.id == those.c.branch_id)
        .outerjoin(_WHO, _WHO.c.id == those.c.staff_id)
        .outerjoin(card, (card.c.patron_id == those.c.patron_id) & IN_USE)
    )
    accounts = select(json_object(id=staff.c.id, name=staff.c.name)).where(
        or_(wanted.everybodys, staff.c.id == wanted.staff_id)
    )
    return select(
        json_object(
            now=server_now(),
            masters_version=select(masters_version.c.version).scalar_subquery(),
            total=how_many_acts(wanted).scalar_subquery(),
            staff=json_array_of(accounts),
            entries=entries.scalar_subquery(),
        ).label("list")
    )


def _entry(those: FromClause) -> Mapping[str, ColumnElement[Any]]:
    number = card.c.number
    approver = func.coalesce(those.c.approver, those.c.details["approved_by"].as_string())
    kept = (
        "at",
        "rank",
        "place",
        "staff_id",
        "workstation",
        "channel",
        "patron_id",
        "verb",
        "subject",
        "subject_id",
        "outcome",
        "details",
    )
    return {
        **{name: those.c[name] for name in kept},
        "staff_name": _WHO.c.name,
        "branch": func.coalesce(branch.c.short_name, ""),
        "card_end": func.substr(number, func.length(number) - (CARD_DIGITS - 1)),
        "approver": staff_name(approver),
    }


def _sources(wanted: WantedActs) -> tuple[Select[Any], ...]:
    return _acts(wanted), _intents(wanted), *_approvals(wanted), _looks(wanted), _misses(wanted)


def _row(
    source: Any,
    wanted: WantedActs,
    *conditions: ColumnElement[bool],
    rank: int,
    place: ColumnElement[int],
    **own: ColumnElement[Any],
) -> Select[Any]:
    """Build the rows of one table, with the columns that all have.

    Args:
        source: its columns.
        wanted: the filter, but for the login.
        conditions: what else a row fulfils.
        rank: which tables' rows stand above others' of the same moment.
        place: which of its own table's do.
        own: columns that the table doesn't have by this name.
    """
    nothing: Mapping[str, ColumnElement[Any]] = {
        "subject": cast(null(), act.c.subject.type),
        "subject_id": cast(null(), act.c.subject_id.type),
        "details": cast(null(), Json),
        "approver": cast(null(), String()),
    }
    names = (
        *("at", "staff_id", "branch_id", "workstation", "channel", "patron_id", "verb"),
        *("subject", "subject_id", "outcome", "details", "approver"),
    )
    columns = {name: own.get(name, nothing.get(name)) for name in names}
    found = {name: source[name] if it is None else it for name, it in columns.items()}
    return select(
        *(it.label(name) for name, it in found.items()),
        literal_column(str(rank)).label("rank"),
        place.label("place"),
    ).where(
        found["at"] >= wanted.since,
        found["at"] < wanted.until,
        or_(wanted.staff_id.is_(None), found["staff_id"] == wanted.staff_id, *_asked_by(own, wanted)),
        or_(wanted.branch_id.is_(None), found["branch_id"] == wanted.branch_id),
        or_(wanted.verb.is_(None), found["verb"] == wanted.verb),
        or_(wanted.channel.is_(None), found["channel"] == wanted.channel),
        *conditions,
    )


def _asked_by(own: Mapping[str, ColumnElement[Any]], wanted: WantedActs) -> tuple[ColumnElement[bool], ...]:
    """Build whether a login asked for what another one decided."""
    return (own["asked_by"] == wanted.staff_id,) if "asked_by" in own else ()


def _acts(wanted: WantedActs) -> Select[Any]:
    c = act.c
    return _row(
        c, wanted, rank=3, place=c.sequence, subject=c.subject, subject_id=c.subject_id, details=c.details
    )


def _intents(wanted: WantedActs) -> Select[Any]:
    c = act_intent.c
    return _row(
        c,
        wanted,
        rank=4,
        place=literal_column(_IN_ITS_TURN),
        subject=c.subject,
        subject_id=c.subject_id,
        outcome=_literal(UNKNOWN),
        details=c.wanted,
    )


def _approvals(wanted: WantedActs) -> tuple[Select[Any], ...]:
    """Build what became of requests for an approval, but for the acts that used one."""
    c, state = approval.c, ApprovalState
    lapsed = later(func.coalesce(c.decided_at, c.asked_at), literal_column(str(_OPEN_MINUTES)))
    open_yet = and_(c.withdrawn_at.is_(None), c.used_at.is_(None), func.coalesce(c.approved, True))
    then: tuple[tuple[ApprovalState, ColumnElement[Any], tuple[ColumnElement[bool], ...]], ...] = (
        (state.WAITING, c.asked_at, ()),
        (state.REFUSED, c.decided_at, (c.approved.is_(False),)),
        (state.WITHDRAWN, c.withdrawn_at, (c.withdrawn_at.is_not(None),)),
        (state.OVER, lapsed, (open_yet, lapsed <= server_now())),
    )
    near = later(wanted.since, literal_column(str(-2 * _OPEN_MINUTES)))
    return tuple(
        _row(
            c,
            wanted,
            c.asked_at >= near,
            c.asked_at < wanted.until,
            *conditions,
            rank=2,
            place=c.id,
            at=at,
            staff_id=c.decided_by if of is state.REFUSED else c.asked_by,
            asked_by=c.asked_by,
            channel=_literal(Channel.COUNTER),
            outcome=_literal(APPROVAL + of),
            approver=cast(null(), String()) if of is state.WAITING else c.decided_by,
        )
        for of, at, conditions in then
    )


def _looks(wanted: WantedActs) -> Select[Any]:
    c = access_log.c
    return _row(
        c, wanted, wanted.looks, rank=1, place=c.id, verb=c.purpose, outcome=_literal(""), details=c.listed
    )


def _misses(wanted: WantedActs) -> Select[Any]:
    """Build the callers who weren't identified; those who were have a look."""
    c = identity_check.c
    return _row(
        c,
        wanted,
        wanted.looks,
        c.outcome == _literal(CheckOutcome.FAILED),
        rank=1,
        place=c.id,
        channel=_literal(Channel.PHONE),
        verb=_literal(NOT_IDENTIFIED),
        outcome=_literal(""),
    )


def _literal(value: str) -> ColumnElement[str]:
    return literal_column(f"'{value}'", String())
