"""Calls what finds patrons on PostgreSQL: the search is committed before it is answered.

`services/own_schema/schema/postgresql/desk/searches.sql` has the procedure. It can't be called within a transaction.
"""

from collections.abc import Mapping
from typing import Any, Final, override

from sqlalchemy import ARRAY, BigInteger, Boolean, Column, Date, Integer, String
from sqlalchemy.types import TypeEngine

from services.contract.actor import Actor
from services.contract.hits import Hits
from services.own_schema.database.calls import call
from services.own_schema.database.tables.types import Instant, Json
from services.own_schema.search.search import Searches, hits_of, named
from services.own_schema.search.search_statement import ways_of
from services.rules.clock import tokyo_day
from services.rules.people.hourly_bounds import Pause
from services.rules.people.search import Query
from services.rules.people.search_keys import kana_span

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "parts": ARRAY(String(), dimensions=2),
    "begun": ARRAY(String(), dimensions=2),
    "lowest": ARRAY(BigInteger(), dimensions=2),
    "highest": ARRAY(BigInteger(), dimensions=2),
    "born": Date(),
    "digits": String(),
    "last_digits": String(),
    "by_staff": String(),
    "at_branch": BigInteger(),
    "at_workstation": String(),
}


_SEARCH: Final = call(
    f"CALL madoguchi_search({', '.join(f':{name}' for name in _TYPES)}, NULL, NULL, NULL, NULL)", _TYPES
).columns(
    Column("hits", Json),
    Column("at", Instant),
    Column("goes_on_at", Instant),
    Column("bare_alone", Boolean),
)


_NOTE: Final = call(
    "SELECT CAST(noted AS text) AS noted, goes_on_at, bare_alone FROM madoguchi_note_search(:parts, :begun, :lowest,"
    " :highest, :born, :digits, :last_digits, :by_staff, :at_branch, :at_workstation)",
    _TYPES,
).columns(Column("noted", String), Column("goes_on_at", Instant), Column("bare_alone", Boolean))
_NAMED: Final = call(
    "SELECT madoguchi_note_named(CAST(:noted AS uuid), :many)", {"noted": String(), "many": Integer()}
)


class SearchesPostgresql(Searches):
    """Searches on a server."""

    @override
    async def _find(self, query: Query, actor: Actor) -> Hits:
        async with self._db.autocommit() as conn:
            answer = (await conn.execute(_SEARCH, _values(query, actor))).one()
        if answer.goes_on_at is not None:
            return Hits(pause=Pause(answer.goes_on_at, answer.bare_alone))
        return hits_of(named(answer.hits), tokyo_day(answer.at))

    @override
    async def _noted(self, query: Query, actor: Actor) -> str | Pause:
        async with self._db.autocommit() as conn:
            row = (await conn.execute(_NOTE, _values(query, actor))).one()
        if row.goes_on_at is not None:
            return Pause(row.goes_on_at, row.bare_alone)
        noted: str = row.noted
        return noted

    @override
    async def _named(self, noted: str, many: int) -> None:
        async with self._db.autocommit() as conn:
            await conn.execute(_NAMED, {"noted": noted, "many": many})


def _values(query: Query, actor: Actor) -> dict[str, Any]:
    """Bind of names a row for each way in which all parts can be read, with each part.

    Each part comes with the text with which it stands where a name begins, and the first and the last number that
    a name which begins with it may have.
    """
    ways = ways_of(query.terms)
    spans = [[kana_span(begun) for _, begun in parts] for parts in ways]
    return {
        "parts": [[part for part, _ in parts] for parts in ways],
        "begun": [[begun for _, begun in parts] for parts in ways],
        "lowest": [[lowest for lowest, _ in parts] for parts in spans],
        "highest": [[highest for _, highest in parts] for parts in spans],
        "born": query.birth_date,
        "digits": query.phone,
        "last_digits": query.phone_end,
        "by_staff": actor.staff.id,
        "at_branch": actor.branch_id,
        "at_workstation": actor.workstation,
    }
