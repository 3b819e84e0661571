"""The schemas of the contract (`resources/contract/`), and a document that is as each of them has it."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from services.files.resources import resource_bytes

DOCUMENTS: Final = ("masters", "record", "roster")
"""What the contract has a schema of."""


@cache
def schema_of(name: str) -> Mapping[str, Any]:
    """Read the schema of one of `DOCUMENTS`."""
    schema: Mapping[str, Any] = json.loads(resource_bytes(f"contract/{name}.schema.json"))
    return schema


def example(name: str) -> Any:
    """Put the first examples of a document's fields together: an invented one that fits its schema."""
    return _example(schema_of(name))


def _example(schema: Mapping[str, Any]) -> Any:
    if "examples" in schema:
        return schema["examples"][0]
    if schema["type"] == "array":
        return [_example(schema["items"])]
    return {name: _example(part) for name, part in schema["properties"].items()}
