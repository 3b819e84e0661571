"""Reads the texts that a library system hands over: whole, as the contract has them, or not at all."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from services.contract.errors import RecordFault, RecordFaultKind, RecordUnfit, SystemDocument
from services.systems.faults import faults_of, written
from services.systems.shapes import fits

type Document = Mapping[str, Any]
"""What a text said, as the schema has it."""

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
    value = _read(text, document)
    found = _unwritable(value, text)
    if not fits(document)(value):
        found += faults_of(value, document) or (_NOT_WHOLE,)
    found = found or tuple(_repeated(value, document))
    if found:
        raise RecordUnfit(document, found)
    read: Document = value
    return read


def read_record(text: str, row_key: str | None = None) -> Document:
    """Read a patron's record.

    Args:
        text: the JSON.
        row_key: of the row that it came in.

    Raises:
        RecordUnfit: see `read_document`; or it is another patron's than the row's.
    """
    record = read_document(text, SystemDocument.RECORD)
    if row_key is not None and record["key"] != row_key:
        raise RecordUnfit(SystemDocument.RECORD, (RecordFault("key", RecordFaultKind.OTHER_KEY),))
    return record


def _read(text: str, document: SystemDocument) -> Any:
    try:
        text.encode()
        return json.loads(text, parse_float=_number, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise RecordUnfit(document, (_NOT_WHOLE,)) from None


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
