"""Builds what a patron sees of themselves on 「利用者のページ」: one row of JSON, or none without a card in use.

Nothing in it is the staff's: no address, no birth date, no reason of a suspension, no report.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, select

from services.database.json import json_object
from services.database.tables import (
    card,
    masters_version,
    password_credential,
    patron,
    purchase_request,
    reference_question,
    suspension,
)
from services.database.tables.types import server_now
from services.lookup.look_up_rows import cancelled, count, holds, loans, rows
from services.lookup.look_up_statement import IN_USE

_PATRON: Final = ("id", "version", "name", "email", "expires_on")
_CARD: Final = ("number", "status")
_PASSWORD: Final = ("kind", "must_change", "issued_at", "expires_on")
_REQUEST: Final = ("id", "version", "status", "title", "received_on", "branch_id")
_QUESTION: Final = ("id", "version", "question", "status", "received_at")


def own_page(patron_id: ColumnElement[int]) -> Select[Any]:
    """Build the page of one patron, who is named by their id."""
    credential, asked, request = password_credential, reference_question, purchase_request
    of_patron = suspension.c.patron_id == patron.c.id
    fields = {
        "now": server_now(),
        "masters_version": select(masters_version.c.version).scalar_subquery(),
        "patron": json_object({name: patron.c[name] for name in _PATRON}),
        "card": json_object({name: card.c[name] for name in _CARD}),
        "password": select(json_object({name: credential.c[name] for name in _PASSWORD}))
        .where(credential.c.patron_id == patron.c.id)
        .scalar_subquery(),
        "suspensions": count(suspension, of_patron, suspension.c.lifted_at.is_(None)),
        "loans": loans(),
        "holds": holds(),
        "cancelled": cancelled(),
        "requests": rows(
            {name: request.c[name] for name in _REQUEST}, request, request.c.patron_id == patron.c.id
        ),
        "questions": rows(
            {name: asked.c[name] for name in _QUESTION},
            asked,
            asked.c.patron_id == patron.c.id,
            asked.c.told_at.is_(None),
        ),
    }
    in_use = card.join(patron, patron.c.id == card.c.patron_id)
    return (
        select(json_object(fields).label("page")).select_from(in_use).where(patron.c.id == patron_id, IN_USE)
    )
