"""Tells in SQL how staff tried to reach patrons, for lists of suspensions: last attempt, how many, and the next step.

What each means is said in `services.rules.people.contacts`; a test holds both to each other on both databases.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal_column, or_, select

from services.database.tables import contact_attempt
from services.rules.people.contacts import WORKED_ON
from services.rules.vocabulary import ContactResult

_TRIED = contact_attempt.alias("tried")
_NEWER = contact_attempt.alias("newer")


@dataclass(frozen=True, slots=True)
class ContactColumns:
    """What a list shows of the attempts about one suspension; each null where nobody tried, but for `attempts`.

    Attributes:
        attempts: how many there were.
        tried_at, means, result: the newest one's.
        next_step, next_on: what is to be done after it, and from which day; null for nothing more.
    """

    attempts: ColumnElement[int]
    tried_at: ColumnElement[Any]
    means: ColumnElement[Any]
    result: ColumnElement[Any]
    next_step: ColumnElement[Any]
    next_on: ColumnElement[Any]


def contact_columns(suspension_id: ColumnElement[int]) -> ContactColumns:
    """Build the columns for a statement that names `suspension_id`, each a scalar sub-select.

    A list that picks its rows first, and asks for these of those alone, reads a few attempts of each.
    """

    def newest(name: str) -> ColumnElement[Any]:
        return select(_TRIED.c[name]).where(_is_newest(suspension_id)).scalar_subquery()

    return ContactColumns(
        attempts=select(func.count()).where(_TRIED.c.suspension_id == suspension_id).scalar_subquery(),
        tried_at=newest("tried_at"),
        means=newest("means"),
        result=newest("result"),
        next_step=newest("next_step"),
        next_on=newest("next_on"),
    )


def awaits_contact(
    suspension_id: ColumnElement[int], reason: ColumnElement[Any], today: ColumnElement[date]
) -> ColumnElement[bool]:
    """Tell suspensions that wait for staff to try now (連絡待ち): ②③⑤, never tried, or the next day has come.

    The statement asks by itself whether the suspension is in force.
    """
    worked_on = or_(*(reason == literal_column(f"'{it}'") for it in WORKED_ON))
    tried = exists().where(_TRIED.c.suspension_id == suspension_id)
    due = exists().where(_is_newest(suspension_id), _TRIED.c.next_on <= today)
    return and_(worked_on, or_(~tried, due))


def next_day_is_over(suspension_id: ColumnElement[int], today: ColumnElement[date]) -> ColumnElement[bool]:
    """Tell suspensions of which the newest attempt names a day that is over (次の連絡日を過ぎた)."""
    return exists().where(_is_newest(suspension_id), _TRIED.c.next_on < today)


def was_told(suspension_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Tell suspensions of which the patron was told, as ⑤ waits for."""
    return exists().where(_TRIED.c.suspension_id == suspension_id, _TRIED.c.result == ContactResult.TOLD)


def _is_newest(suspension_id: ColumnElement[int]) -> ColumnElement[bool]:
    # Of the row itself: the statement around it is two levels up, where a sub-select correlates with nothing by itself.
    newest = select(func.max(_NEWER.c.id)).where(_NEWER.c.suspension_id == _TRIED.c.suspension_id)
    return and_(_TRIED.c.suspension_id == suspension_id, _TRIED.c.id == newest.scalar_subquery())
