"""Tells in no time whether a value is as a schema has it; which place is at fault, `services.systems.faults` finds out.

It knows the few keywords that the contract's schemas use, and refuses to be made of any other.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final

from services.contract.errors import SystemDocument
from services.systems.schemas import schema_of

type Fits = Callable[[Any], bool]

_NOTES: Final = frozenset(
    {"$schema", "$id", "title", "description", "examples", "x-panel", "x-without", "pattern"}
)
"""Keywords that ask for nothing; `pattern` stands beside a `format` that says more."""
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)


@cache
def fits(document: SystemDocument) -> Fits:
    """Give the test of a whole document."""
    return _test(schema_of(document))


def is_day(text: str) -> bool:
    """Tell whether a text is a day that there is, from 0001-01-01 to 9999-12-31."""
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_moment(text: str) -> bool:
    """Tell whether a text is a moment with its distance from UTC."""
    try:
        return _MOMENT.fullmatch(text) is not None and bool(datetime.fromisoformat(text).astimezone(UTC))
    except (ValueError, OverflowError):
        return False


_FORMATS: Final[Mapping[str, Callable[[str], bool]]] = {"date": is_day, "date-time": is_moment}


def _test(schema: Mapping[str, Any]) -> Fits:
    asked = set(schema) - _NOTES
    if "const" in asked or "enum" in asked:
        _only(asked, {"const", "enum"})
        return _one_of(schema["enum"] if "enum" in schema else [schema["const"]])
    _only(asked, {"type"} | _KEYWORDS[_kind(schema)])
    test = _TESTS[_kind(schema)](schema)
    return test if isinstance(schema["type"], str) else lambda value: value is None or test(value)


def _kind(schema: Mapping[str, Any]) -> str:
    kind = schema["type"]
    if isinstance(kind, list):
        kind, null = kind
        if null != "null":
            raise ValueError(null)
    return str(kind)


def _only(asked: set[str], known: set[str]) -> None:
    if not asked <= known:
        msg = f"keywords that nothing here asks for: {asked - known}"
        raise ValueError(msg)


def _one_of(values: list[Any]) -> Fits:
    kinds = frozenset((type(it), it) for it in values)
    return lambda value: (type(value), value) in kinds if _is_plain(value) else False


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int)


def _object(schema: Mapping[str, Any]) -> Fits:
    if schema["additionalProperties"] is not False:
        raise ValueError("additionalProperties")
    wanted = tuple(schema["required"])
    parts = {name: _test(part) for name, part in schema["properties"].items()}

    def test(value: Any) -> bool:
        if not isinstance(value, dict) or not all(name in value for name in wanted):
            return False
        for name, it in value.items():
            part = parts.get(name)
            if part is None or not part(it):
                return False
        return True

    return test


def _array(schema: Mapping[str, Any]) -> Fits:
    item, most = _test(schema["items"]), schema["maxItems"]
    return lambda value: isinstance(value, list) and len(value) <= most and all(map(item, value))


def _text(schema: Mapping[str, Any]) -> Fits:
    if "format" in schema:
        is_such = _FORMATS[schema["format"]]
        return lambda value: isinstance(value, str) and is_such(value)
    least, most = schema.get("minLength", 0), schema["maxLength"]
    return lambda value: isinstance(value, str) and least <= len(value) <= most


def _number(schema: Mapping[str, Any]) -> Fits:
    least, most = schema["minimum"], schema["maximum"]
    return lambda value: type(value) is int and least <= value <= most


_KEYWORDS: Final[Mapping[str, set[str]]] = {
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "maxItems"},
    "string": {"minLength", "maxLength", "format"},
    "integer": {"minimum", "maximum"},
}
_TESTS: Final[Mapping[str, Callable[[Mapping[str, Any]], Fits]]] = {
    "object": _object,
    "array": _array,
    "string": _text,
    "integer": _number,
}
