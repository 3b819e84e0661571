"""docs/counter-contract.md says what the schemas say, and the screen says what it promises."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from services.contract.errors import SystemDocument
from services.systems.schemas import schema_of
from tools.contract_tables import PAGE, fields_of, written

ROOT = Path(__file__).parents[2]
TEXT = PAGE.read_text(encoding="utf-8")


def parts_of(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give every schema within a schema."""
    for part in (*schema.get("properties", {}).values(), *filter(None, [schema.get("items")])):
        yield part
        yield from parts_of(part)


EVERYTHING = [(it, part) for it in SystemDocument for part in parts_of(schema_of(it))]


def test_the_tables_are_those_of_the_schemas() -> None:
    assert written(TEXT) == TEXT, "python -m tools.contract_tables"
    assert TEXT.count("<!-- tables of") == len(SystemDocument)


@pytest.mark.parametrize("document", list(SystemDocument))
def test_a_schema_is_one_of_its_draft_and_has_a_version(document: SystemDocument) -> None:
    schema = schema_of(document)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:madoguchi:contract:{document.value}:1"
    assert schema["properties"]["version"]["const"] == 1
    fields = list(fields_of(schema))
    assert len(fields) == len(set(fields)) > 9


def test_each_field_says_what_it_is_and_what_stands_there_without_it() -> None:
    for document, part in EVERYTHING:
        assert part.get("description") or part.get("type") == "string" or "enum" in part, (document, part)
        kind = part.get("type")
        may_lack = None in part["enum"] if "enum" in part else isinstance(kind, list)
        if may_lack:
            assert part.get("x-without"), (document, part)


def test_what_is_quoted_stands_on_the_screen() -> None:
    sources = "".join(it.read_text(encoding="utf-8") for it in (ROOT / "views").rglob("*.py"))
    quoted = {it for _, part in EVERYTHING for it in re.findall("「([^」]+)」", part.get("x-without", ""))}
    assert len(quoted) > 3
    assert {it for it in quoted if f'"{it}"' not in sources} == set()


def test_the_views_are_named_with_their_columns() -> None:
    rows = re.findall(r"(?m)^\| `(counter_\w+)` \| ([^|]+) \|", TEXT)
    assert {name: re.findall(r"`(\w+)`", columns) for name, columns in rows} == {
        "counter_record": ["record_key", "card_number", "record"],
        "counter_masters": ["masters"],
        "counter_mark": ["record_key", "mark"],
    }
