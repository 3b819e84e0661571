"""Tells in SQL how staff tried to reach patrons, for lists of suspensions: which wait, next day, and patron told.

What each means is said in `services.rules.people.contacts`; a test compares both on both databases.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal_column, or_, select

from services.own_schema.database.tables import contact_attempt
from services.rules.people.contacts import WORKED_ON
from services.rules.vocabulary import ContactResult

_TRIED = contact_attempt.alias("tried")
_NEWER = contact_attempt.alias("newer")


def next_contact_on(suspension_id: ColumnElement[int]) -> ColumnElement[Any]:
    """Give the day of the next step after the newest attempt; null for none, and without an attempt.

    A list that picks its rows first, and asks this for those alone, reads few attempts.
    """
    return select(_TRIED.c.next_on).where(_is_newest(suspension_id)).scalar_subquery()


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
