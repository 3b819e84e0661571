"""Puts the bounds of arguments into the functions that logins may call, as the first that each of them does.

The place is ahead of the function's own variables, whose values are worked out before its first statement.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, Date, String
from sqlalchemy.types import TypeEngine

from services.own_schema.schema.postgresql.bounds import fits
from services.rules.argument_bounds import Elements, Json, bound_of_argument

_GRANTED: Final = re.compile(r"\b(madoguchi_\w+)\(")
_FUNCTION: Final = re.compile(
    r"^CREATE OR REPLACE FUNCTION (?P<name>madoguchi_\w+)\((?P<arguments>[^$()]*)\)(?:\n|\s+RETURNS )"
    r"(?:(?!^CREATE)[^$])*?^LANGUAGE plpgsql(?:(?!^CREATE)[^$])*?AS \$\$\n(?:#.*\n)?(?P<declares>DECLARE\n)?",
    re.MULTILINE,
)
_ARGUMENT: Final = re.compile(r"^(?!OUT\b)(?:IN\s+)?(\w+)\s+([a-z ]+(?:\[\])?)")
_OF_THEMSELVES: Final = ("bigint", "boolean", "integer", "uuid")
"""Types whose values are keys, versions, flags and marks: rows have them, or don't."""
_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {"text": String(), "date": Date(), "bigint": BigInteger()}
_HEAD: Final = 64
"""More bytes than a list's header has."""
_OF_ELEMENT: Final = 8
"""Bytes of an element's own length, and of the way to the next one."""


def granted(grants: str) -> frozenset[str]:
    """Name the functions and procedures that scripts of grants name."""
    return frozenset(_GRANTED.findall(grants))


def with_bounds(script: str, names: frozenset[str]) -> str:
    """Put the bounds into a script's functions of these names."""
    return _FUNCTION.sub(lambda found: _bounded(found) if found["name"] in names else found[0], script)


def _bounded(found: re.Match[str]) -> str:
    given = (_ARGUMENT.match(it.strip()) for it in found["arguments"].split(","))
    asked = [
        f"({it[1]} IS NULL OR {_fits(found['name'], it[1], it[2].strip())})"
        for it in given
        if it is not None and it[2].strip() not in _OF_THEMSELVES
    ]
    if not asked:
        return found[0]
    declared = f"    within_bounds CONSTANT boolean := madoguchi_within_bounds({' AND '.join(asked)});\n"
    return found[0] + ("" if found["declares"] else "DECLARE\n") + declared


def _fits(function: str, argument: str, kind: str) -> str:
    """Ask for the size first: what is asked then reads the whole."""
    match bound_of_argument(function, argument):
        case Json(most=most, of=of) if kind == "jsonb":
            size = f"pg_column_size({argument}) <= {most}"
            if of is None:
                return size
            once = f"SELECT {argument}::json AS said OFFSET 0"
            return _then(size, f"(SELECT {fits('said', of, JSON())} FROM ({once}) AS it)")  # noqa: S608 - our own names
        case Elements(most=most, each=each, of=of) if kind.endswith("[]"):
            room = f"{_HEAD} + {each + _OF_ELEMENT}::bigint * cardinality({argument})"
            size = f"cardinality({argument}) <= {most} AND pg_column_size({argument}) <= {room}"
            if of is None:
                return size
            unfit = f"each IS NOT NULL AND ({fits('each', of, _TYPES[kind.removesuffix('[]')])}) IS NOT TRUE"
            return _then(size, f"NOT EXISTS (SELECT FROM unnest({argument}) AS each WHERE {unfit})")
        case Json() | Elements():
            raise TypeError(kind)
        case bound:
            return fits(argument, bound, _TYPES[kind])


def _then(size: str, asked: str) -> str:
    return f"CASE WHEN {size} THEN {asked} ELSE false END"
