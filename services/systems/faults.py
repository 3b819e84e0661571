"""Finds every place of a document that isn't as its schema has it, by a library that knows JSON Schema whole."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, Final

from services.contract.errors import RecordFault, RecordFaultKind, SystemDocument
from services.systems.schemas import schema_of
from services.systems.shapes import is_day, is_moment

MOST_FAULTS: Final = 1000
"""Of one document; more say nothing new."""

type FieldPath = Sequence[str | int]

_BY_TYPE: Final = {
    "object": RecordFaultKind.NO_OBJECT,
    "array": RecordFaultKind.NO_ARRAY,
    "string": RecordFaultKind.NO_TEXT,
    "integer": RecordFaultKind.NO_NUMBER,
}
_BY_FORMAT: Final = {"date": RecordFaultKind.NO_DAY, "date-time": RecordFaultKind.NO_MOMENT}
_BY_KEYWORD: Final = {
    "const": RecordFaultKind.OTHER_VERSION,
    "additionalProperties": RecordFaultKind.UNKNOWN_FIELD,
    "maxLength": RecordFaultKind.TOO_LONG,
    "minLength": RecordFaultKind.EMPTY,
    "minimum": RecordFaultKind.OUT_OF_RANGE,
    "maximum": RecordFaultKind.OUT_OF_RANGE,
    "maxItems": RecordFaultKind.TOO_MANY,
}


def faults_of(value: Any, document: SystemDocument) -> tuple[RecordFault, ...]:
    """Name every place at fault once, as far as `MOST_FAULTS`; empty where there is none.

    The library (jsonschema) takes a hundredth of a second to load and milliseconds for a record.
    """
    found = dict.fromkeys(_faults(value, document))
    return tuple(islice(found, MOST_FAULTS))


def written(place: FieldPath) -> str:
    """Write a place as messages have it: `loans[3].due_on`."""
    parts = (f"[{it}]" if isinstance(it, int) else f".{it}" for it in place)
    return "".join(parts).removeprefix(".")


def _faults(value: Any, document: SystemDocument) -> Iterator[RecordFault]:
    for error in _validator(document).iter_errors(value):
        place = list(error.absolute_path)
        if error.validator == "required":
            missing = (name for name in error.validator_value if name not in error.instance)
            yield from (RecordFault(written([*place, it]), RecordFaultKind.MISSING) for it in missing)
        else:
            yield RecordFault(written(place), _kind(error))


def _kind(error: Any) -> RecordFaultKind:
    asked, schema = error.validator, error.schema
    if error.instance is None and asked in {"type", "enum"}:
        return RecordFaultKind.NULL
    if asked == "enum":
        return RecordFaultKind.NO_FLAG if True in schema["enum"] else RecordFaultKind.NO_CODE
    if "format" in schema:
        return _BY_FORMAT[schema["format"]]
    if asked == "type":
        kind = schema["type"]
        return _BY_TYPE[kind if isinstance(kind, str) else kind[0]]
    return _BY_KEYWORD[asked]


@cache
def _validator(document: SystemDocument) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker

    formats = FormatChecker(formats=())
    for name, is_such in (("date", is_day), ("date-time", is_moment)):
        formats.checks(name)(lambda value, is_such=is_such: not isinstance(value, str) or is_such(value))
    return Draft202012Validator(schema_of(document), format_checker=formats)
