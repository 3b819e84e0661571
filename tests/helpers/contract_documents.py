"""Documents of the counter contract, whole and faulty: by hand, and by hypothesis over the schemas."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from hypothesis import strategies as st

from services.contract.errors import SystemDocument
from services.contract.masters import Masters
from services.contract.snapshot import PatronSnapshot
from services.systems.documents import read_record
from services.systems.record_fields import nothing_kept, snapshot_of
from services.systems.record_source import ViewRow
from services.systems.schemas import example, schema_of
from services.systems.system_masters import SystemMasters, read_masters, system_masters
from tests.helpers.masters import masters_of
from tests.helpers.patrons import NOW, clerk

type Document = dict[str, Any]
MASTERS: Final = SystemDocument.MASTERS
RECORD: Final = SystemDocument.RECORD
OWN: Final[Masters] = masters_of()
KEPT: Final = nothing_kept(NOW)
HOSTILE: Final = (
    "",
    " ",
    "\n",
    "'; DROP TABLE loan; --",
    '"',
    "\t書\r\n名",
    "\u202e前後",
    "𠮷野家",
    "葛󠄀",
    "\u200b",
    "\u00ad",
    "٣",
)
"""What a foreign system may have in a text."""

KEYS: Final = ("CENTRAL", "BOOK", "ADULT", "OVERDUE", "ASKED")
"""Of the example, so that records and masters name the same things."""
_LETTERS: Final = st.characters(codec="utf-8", exclude_characters="\0")


def masters(**other: Any) -> Document:
    """Give the contract's example of masters, with other values."""
    return {**deepcopy(example(MASTERS)), **other}


def record(**other: Any) -> Document:
    """Give the contract's example of a record, with other values."""
    return {**deepcopy(example(RECORD)), **other}


def text_of(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False)


def system(document: Document | None = None, own: Masters = OWN) -> SystemMasters:
    return system_masters(read_masters(text_of(document or masters())), own)


def row_of(document: Document, **other: Any) -> ViewRow:
    """Give the row that a record comes in, with other values."""
    card = document.get("card") or {}
    return replace(ViewRow(document["key"], card.get("number"), text_of(document)), **other)


def opened(document: Document, of: SystemMasters | None = None, patron_id: int = 7) -> PatronSnapshot:
    """Read a record as a desk would."""
    read = read_record(row_of(document))
    return snapshot_of(read, of or system(), patron_id=patron_id, kept=KEPT, actor=clerk())


def with_row(name: str, **values: Any) -> Document:
    """Give a record whose list has one row, with other values than the example's."""
    return record(**{name: [{**example(RECORD)[name][0], **values}]})


def documents(of: SystemDocument) -> st.SearchStrategy[Any]:
    """Make any document that is as a schema has it."""
    return _of(schema_of(of))


def _of(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema["type"]
    if isinstance(kind, list):
        return st.none() | _MAKERS[kind[0]](schema)
    return _MAKERS[kind](schema)


def _object(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    parts = {name: _of(part) for name, part in schema["properties"].items()}
    need = {name: parts[name] for name in schema["required"]}
    return st.fixed_dictionaries(need, optional={it: parts[it] for it in parts if it not in need})


def _array(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    return st.lists(_of(schema["items"]), max_size=min(schema["maxItems"], 3))


def _text(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if schema.get("format") == "date":
        return (st.dates() | st.sampled_from([date.min, date.max])).map(date.isoformat)
    if schema.get("format") == "date-time":
        return st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)
    least, most = schema.get("minLength", 0), schema["maxLength"]
    if (least, most) == (1, 64):
        return st.sampled_from(KEYS) | st.text(_LETTERS, min_size=1, max_size=64)
    odd = st.sampled_from([it for it in HOSTILE if least <= len(it) <= most])
    return odd | st.text(_LETTERS, min_size=least, max_size=min(most, 12)) | st.just("あ" * most)


def _number(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    return st.integers(schema["minimum"], schema["maximum"])


_MAKERS: Final[Mapping[str, Callable[[Mapping[str, Any]], st.SearchStrategy[Any]]]] = {
    "object": _object,
    "array": _array,
    "string": _text,
    "integer": _number,
}
