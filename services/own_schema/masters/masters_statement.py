"""The statement that reads all of the library's own tables."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, Table, func, select

from services.own_schema.database.json import json_array_of, json_document, json_object
from services.own_schema.database.tables import (
    branch,
    card,
    circulation_rule,
    closed_day,
    closing_rule,
    code_label,
    masters_version,
    material_type,
    mobile_stop,
    public_holiday,
    wording,
)
from services.own_schema.database.tables.types import server_now
from services.own_schema.masters.master_cells import cells


def all_masters() -> Select[tuple[str]]:
    """Build the statement: one JSON document, of each table's rows, the cards' lengths, the time and the version."""
    tables = (
        branch,
        mobile_stop,
        material_type,
        code_label,
        circulation_rule,
        wording,
        closing_rule,
        closed_day,
        public_holiday,
    )
    version = select(masters_version.c.version).scalar_subquery()
    rows = {it.name: _json_of(it) for it in tables}
    lengths = _lengths_of_cards()
    return select(json_document(json_object(rows, now=server_now(), version=version, card_lengths=lengths)))


def time_and_version() -> Select[Any]:
    """Build the question for the library's time and the masters' version, to see whether those held are in force."""
    return select(server_now().label("now"), masters_version.c.version)


def _lengths_of_cards() -> ScalarSelect[Any]:
    """Find each length that a card's number has, one after the other, by their index."""
    length: ColumnElement[int] = func.length(card.c.number)
    first = select(func.min(length).label("length")).cte("card_length", recursive=True)
    longer = select(func.min(length)).where(length > first.c.length).scalar_subquery()
    lengths = first.union_all(select(longer).where(first.c.length.is_not(None)))
    return json_array_of(select(lengths.c.length).where(lengths.c.length.is_not(None)))


def _json_of(table: Table) -> ScalarSelect[Any]:
    return json_array_of(select(json_object(cells(table))))
