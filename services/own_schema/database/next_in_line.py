"""The order of a title's line, as one expression: the hold that gets a free copy.

`services.rules.circulation.freed_copy.next_in_line` is the rule; a test compares both.
"""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, literal_column, select

from services.own_schema.database.json import json_object
from services.own_schema.database.tables import hold
from services.own_schema.database.tables.types import server_day


def next_in_line(title: ColumnElement[int]) -> ScalarSelect[int]:
    """Build the key of the hold whose turn it is: placed first, and its 予約待ち期限日 isn't over."""
    waiting = hold.alias()
    in_time = waiting.c.wait_until.is_(None) | (waiting.c.wait_until >= server_day())
    return (
        select(waiting.c.id)
        .where(waiting.c.bib_record_id == title, waiting.c.status == literal_column("'waiting'"), in_time)
        .order_by(waiting.c.placed_at, waiting.c.id)
        .limit(1)
        .scalar_subquery()
    )


def next_in_line_facts(title: ColumnElement[int]) -> ColumnElement[Any]:
    """Build what the counter needs of that hold, as JSON with the names of `NextInLine`; null where no hold waits."""
    fields = json_object(
        key=hold.c.id, version=hold.c.version, branch_id=hold.c.branch_id, contact=hold.c.contact
    )
    return select(fields).where(hold.c.id == next_in_line(title)).scalar_subquery()
