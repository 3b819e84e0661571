"""What the guards' scripts take from the program itself: its statements, compiled, and its numbers.

A script leaves a place for each, `{name}`; guards.py fills them. What is read is so written once, for both databases.
"""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import BigInteger, Dialect, Integer, column, func, literal_column
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.elements import ClauseElement

from services.database.json import json_array_of
from services.database.tables import patron
from services.rules.people.search import FEWEST, MOST_SHOWN
from services.rules.people.search_keys import BEGINNING, GRAMS, LAST_ORDER, SPOKEN
from services.search.search_statement import PURPOSE, SIZE_THAT_IS_ENOUGH, SIZE_THAT_IS_FEW, hits_of

_DIALECT: Dialect = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]


@cache
def compiled_places() -> Mapping[str, str]:
    """Give what stands in each place, by the place's name."""
    return {
        "beginning": BEGINNING,
        "spoken": SPOKEN,
        "fewest_letters": str(FEWEST),
        "longest_piece": str(GRAMS[-1]),
        "last_order": str(LAST_ORDER),
        "most_shown": str(MOST_SHOWN),
        "search_purpose": PURPOSE,
        "size_that_is_enough": str(SIZE_THAT_IS_ENOUGH),
        "size_that_is_few": str(SIZE_THAT_IS_FEW),
        "hits_of_whom": _hits_of_whom(),
    }


def _hits_of_whom() -> str:
    those = func.unnest(literal_column("whom")).table_valued(column("id", BigInteger))
    those = those.render_derived(name="those")
    place = func.madoguchi_place(patron.c.search_key, literal_column("begun_anywhere"), type_=Integer)
    return compiled(json_array_of(hits_of(those, place)))


def compiled(statement: ClauseElement) -> str:
    """Write a statement for PostgreSQL; what it binds stands as `:name`."""
    return str(statement.compile(dialect=_DIALECT))
