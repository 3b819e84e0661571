"""Which reports wait for a supervisor, and whose they are: what the list and its number have in common."""

from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, case, or_

from services.own_schema.database.tables import card, patron, patron_report
from services.own_schema.lookup.look_up_statement import IN_USE, IS_BARE

BRANCH: Final[ColumnElement[Any]] = case((~IS_BARE, patron.c.branch_id))
"""The branch that the patron belongs to; of another system's patron it isn't known here."""


def reported() -> FromClause:
    """Join each report to its patron and to the patron's card in use; another system's patron has none here."""
    c = patron_report.c
    return patron_report.join(patron, patron.c.id == c.patron_id).outerjoin(
        card, (card.c.patron_id == c.patron_id) & IN_USE
    )


def waits() -> tuple[ColumnElement[bool], ...]:
    """Build which wait; a patron without a card in use can't be opened."""
    return patron_report.c.settled_at.is_(None), or_(card.c.id.is_not(None), IS_BARE)
