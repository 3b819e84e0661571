"""Every function goes by the clock of its call: a statement's own time stands still while a client keeps it going."""

import re
from typing import Final

from tests.helpers.city import City
from tests.services.own_schema.schema.postgresql.calling import connected

_TEXTS = """
SELECT proname AS name, coalesce(pg_get_function_sqlbody(oid), prosrc) AS text FROM pg_proc
WHERE pronamespace IN ('public'::regnamespace, 'madoguchi'::regnamespace)
"""
_STANDING = re.compile(
    r"\b(?:madoguchi_now|statement_timestamp|transaction_timestamp|now)\(\)|\b(?:current|local)_?(?:date|time)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"--[^\n]*")
MAY: Final = {
    "madoguchi_now": "says the statement's time, to who writes rows with statements",
    "madoguchi_moment": "makes the clock's of it",
    "madoguchi_begin_reading": "asks how old the statement is",
    "madoguchi_chain_act": "asks how long the transaction is open already",
}
"""The functions in whose text a time stands that stands still, and what it is for."""


async def test_no_function_goes_by_a_time_that_stands_still(city: City) -> None:
    async with connected(city) as admin:
        texts = {row["name"]: row["text"] for row in await admin.fetch(_TEXTS)}
    assert len(texts) > 100
    assert {name for name, text in texts.items() if _STANDING.search(_COMMENT.sub("", text))} == MAY.keys()
