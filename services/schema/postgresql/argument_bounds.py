"""Puts the bounds of arguments into the functions that logins may call, as the first that each of them does.

The place is ahead of the function's own variables, whose values are worked out before its first statement.
"""

import re
from typing import Final

from services.rules.argument_bounds import Bytes, Characters, Elements, size_of

_GRANTED: Final = re.compile(r"\b(madoguchi_\w+)\(")
_FUNCTION: Final = re.compile(
    r"^CREATE OR REPLACE FUNCTION (?P<name>madoguchi_\w+)\((?P<arguments>[^$()]*)\)(?:\n|\s+RETURNS )"
    r"(?:(?!^CREATE)[^$])*?^LANGUAGE plpgsql(?:(?!^CREATE)[^$])*?AS \$\$\n(?:#.*\n)?(?P<declares>DECLARE\n)?",
    re.MULTILINE,
)
_ARGUMENT: Final = re.compile(r"^(?!OUT\b)(?:IN\s+)?(\w+)\s+([a-z ]+(?:\[\])?)")
_OF_A_SIZE: Final = ("bigint", "boolean", "date", "integer", "uuid", "timestamptz")
_HEAD: Final = 64
"""More bytes than what stands before a list's elements."""
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
        _too_large(found["name"], it[1], it[2].strip())
        for it in given
        if it is not None and it[2].strip() not in _OF_A_SIZE
    ]
    if not asked:
        return found[0]
    declared = f"    within_bounds CONSTANT boolean := madoguchi_within_bounds({' OR '.join(asked)});\n"
    return found[0] + ("" if found["declares"] else "DECLARE\n") + declared


def _too_large(function: str, argument: str, kind: str) -> str:
    size = size_of(function, argument)
    match size:
        case Characters(most=most) if kind == "text":
            return f"length({argument}) > {most}"
        case Bytes(most=most) if kind == "jsonb":
            return f"pg_column_size({argument}) > {most}"
        case Elements(most=most, each=each) if kind.endswith("[]"):
            room = f"{_HEAD} + {each + _OF_ELEMENT}::bigint * cardinality({argument})"
            return f"cardinality({argument}) > {most} OR pg_column_size({argument}) > {room}"
    raise TypeError(size, kind)
