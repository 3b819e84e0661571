"""The schemas of the contract (`resources/contract/`), and a document that is as each of them has it."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from services.contract.errors import SystemDocument
from services.files.resources import resource_bytes


@cache
def schema_of(document: SystemDocument) -> Mapping[str, Any]:
    """Read the schema of a document."""
    schema: Mapping[str, Any] = json.loads(resource_bytes(f"contract/{document.value}.schema.json"))
    return schema


def example(document: SystemDocument) -> Any:
    """Put the first examples of a document's fields together: an invented one that fits its schema."""
    return _example(schema_of(document))


def _example(schema: Mapping[str, Any]) -> Any:
    if "examples" in schema:
        return schema["examples"][0]
    if schema["type"] == "array":
        return [_example(schema["items"])]
    return {name: _example(part) for name, part in schema["properties"].items()}
