"""Reads the texts that a library system hands over: whole, as the contract has them, or not at all."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from services.contract.errors import RecordFault, RecordFaultKind, RecordUnfit, SystemDocument
from services.systems.faults import faults_of, written
from services.systems.record_source import ViewRow
from services.systems.shapes import fits

type Document = Mapping[str, Any]
"""What a text said, as the schema has it."""
type _Object = dict[str, Any]

_NAMES: Final[Mapping[SystemDocument, Mapping[str, tuple[str, ...]]]] = {
    SystemDocument.MASTERS: {
        "branches": ("key",),
        "material_types": ("key",),
        "restriction_types": ("key",),
        "labels": ("kind", "code"),
        "renewal_rules": ("branch", "category", "material_type"),
    },
    SystemDocument.RECORD: dict.fromkeys(
        ("restrictions", "loans", "holds", "cancelled_holds", "requests"), ("key",)
    ),
}
"""The fields that no two rows of a list have alike."""
_NOT_WHOLE: Final = RecordFault("", RecordFaultKind.NOT_WHOLE)


def read_document(text: str, document: SystemDocument) -> Document:
    """Read a whole document.

    Raises:
        RecordUnfit: it isn't whole, or not as the contract has it, with every place at fault.
    """
    value, twice = _read(text, document)
    found = _unwritable(value, text) + _doubtful(value, twice)
    if not fits(document)(value):
        found += faults_of(value, document) or (_NOT_WHOLE,)
    found = found or tuple(_repeated(value, document))
    if found:
        raise RecordUnfit(document, found)
    read: Document = value
    return read


def read_record(row: ViewRow) -> Document:
    """Read a patron's record.

    Args:
        row: the row that it came in.

    Raises:
        RecordUnfit: see `read_document`; or it is another patron's, or has another card, than the row.
    """
    record = read_document(row.text, SystemDocument.RECORD)
    card = record.get("card") or {}
    found = []
    if record["key"] != row.key:
        found.append(RecordFault("key", RecordFaultKind.OTHER_KEY))
    if (card.get("number") or "").strip() != (row.card_number or "").strip():
        found.append(RecordFault("card.number", RecordFaultKind.OTHER_KEY))
    if found:
        raise RecordUnfit(SystemDocument.RECORD, tuple(found))
    return record


def _read(text: str, document: SystemDocument) -> tuple[Any, list[_Object]]:
    """Read a text; gives the objects, too, in which a field is there more than once."""
    twice: list[_Object] = []

    def noted(fields: list[tuple[str, Any]]) -> _Object:
        value = dict(fields)
        if len(value) != len(fields):
            twice.append(value)
        return value

    try:
        text.encode()
        value = json.loads(text, parse_float=_number, parse_constant=_refuse, object_pairs_hook=noted)
    except (ValueError, RecursionError):
        raise RecordUnfit(document, (_NOT_WHOLE,)) from None
    return value, twice


def _number(text: str) -> int | float:
    """Read a number that isn't written as a whole one; 2.0 is one."""
    value = float(text)
    return int(value) if value.is_integer() else value


def _refuse(_: str) -> Any:
    raise ValueError("no JSON")


def _unwritable(value: Any, text: str) -> tuple[RecordFault, ...]:
    """Name the texts with what no database keeps: NUL, and half characters. Both come only by an escape."""
    if "\\u" not in text:
        return ()
    return tuple(RecordFault(written(it), RecordFaultKind.NO_TEXT) for it in _unwritable_places(value, []))


def _unwritable_places(value: Any, place: list[str | int]) -> Iterator[Sequence[str | int]]:
    match value:
        case str() if "\0" in value or any("\ud800" <= it <= "\udfff" for it in value):
            yield place
        case dict():
            for name, it in value.items():
                if not _is_name(name):
                    continue  # a field of another name is at fault as such
                yield from _unwritable_places(it, [*place, name])
        case list():
            for number, it in enumerate(value):
                yield from _unwritable_places(it, [*place, number])
        case _:
            return


def _doubtful(value: Any, twice: Sequence[_Object]) -> tuple[RecordFault, ...]:
    """Name the objects with a field that is there more than once: which of its values counts, nothing says.

    One under a name that is no field's isn't found: that name is at fault as such.
    """
    if not twice:
        return ()
    those = {id(it) for it in twice}
    places = (place for place, it in _objects(value, []) if id(it) in those)
    return tuple(RecordFault(written(it), RecordFaultKind.TWICE) for it in places)


def _objects(value: Any, place: list[str | int]) -> Iterator[tuple[Sequence[str | int], _Object]]:
    match value:
        case dict():
            yield place, value
            for name, it in value.items():
                if _is_name(name):
                    yield from _objects(it, [*place, name])
        case list():
            for number, it in enumerate(value):
                yield from _objects(it, [*place, number])
        case _:
            return


def _is_name(text: str) -> bool:
    return text.isascii() and text.isidentifier()


def _repeated(value: Document, document: SystemDocument) -> Iterator[RecordFault]:
    for name, parts in _NAMES.get(document, {}).items():
        rows = value.get(name) or ()
        names = [tuple(row.get(part) for part in parts) for row in rows]
        if len(set(names)) == len(names):
            continue
        seen = set()
        for number, it in enumerate(names):
            if it in seen:
                yield RecordFault(written([name, number, parts[-1]]), RecordFaultKind.REPEATED)
            seen.add(it)
