"""Writes the tables of docs/counter-contract.md from the schemas: `python -m tools.contract_tables`."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from services.contract.errors import SystemDocument
from services.systems.schemas import schema_of

PAGE: Final = Path(__file__).parents[1] / "docs" / "counter-contract.md"
HEAD: Final = "| field | type | example | panel | what it is | without it |\n|---|---|---|---|---|---|\n"
_FORMATS: Final = {"date": "day", "date-time": "moment"}


def tables(document: SystemDocument) -> str:
    """Write the tables of one document: its own fields, then those of each object within it."""
    return "\n".join(_tables(schema_of(document), f"`{document.value}`"))


def written(page: str) -> str:
    """Put the tables into a page."""
    for document in SystemDocument:
        before, begins, rest = page.partition(f"<!-- tables of {document.value} -->\n")
        _, ends, after = rest.partition(f"<!-- end of {document.value} -->")
        page = f"{before}{begins}\n{tables(document)}\n{ends}{after}"
    return page


def fields_of(schema: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """Name every field by its place: `loans[].due_on`."""
    for name, part in schema["properties"].items():
        yield f"{before}{name}"
        inner, step = _inner(part)
        if inner is not None:
            yield from fields_of(inner, f"{before}{name}{step}.")


def _tables(schema: Mapping[str, Any], title: str) -> Iterator[str]:
    about = schema["description"]
    rows = "".join(
        _row(name, part, name in schema["required"]) for name, part in schema["properties"].items()
    )
    yield f"**{title}**: {about}\n\n{HEAD}{rows}"
    for name, part in schema["properties"].items():
        inner, step = _inner(part)
        if inner is not None:
            yield from _tables(inner, f"`{name}{step}`")


def _inner(part: Mapping[str, Any]) -> tuple[Mapping[str, Any] | None, str]:
    if part.get("type") == "array":
        item = part["items"]
        return (item, "[]") if "properties" in item else (None, "")
    return (part, "") if "properties" in part else (None, "")


def _row(name: str, part: Mapping[str, Any], is_required: bool) -> str:
    told = [name, _type(part), _example(part), part.get("x-panel", "–"), part["description"]]
    without = part.get("x-without", "– (required)" if is_required else "–")
    return f"| `{told[0]}` | {' | '.join(told[1:])} | {without} |\n"


def _type(part: Mapping[str, Any]) -> str:
    if "const" in part:
        return f"`{part['const']}`"
    if "enum" in part:
        values = [it for it in part["enum"] if it is not None]
        return "flag" if True in values else ", ".join(f"`{it}`" for it in values)
    kind = part["type"] if isinstance(part["type"], str) else part["type"][0]
    match kind:
        case "string":
            return _FORMATS.get(part.get("format", "")) or _text(part)
        case "integer":
            return f"{part['minimum']} to {part['maximum']}"
        case "array":
            item = part["items"]
            return f"up to {part['maxItems']} {'objects' if 'properties' in item else 'of ' + _type(item)}"
        case _:
            return "object"


def _text(part: Mapping[str, Any]) -> str:
    least = part.get("minLength", 0)
    return f"text, {least} to {part['maxLength']}" if least else f"text, to {part['maxLength']}"


def _example(part: Mapping[str, Any]) -> str:
    if "examples" not in part or "properties" in part:
        return ""
    shown = part["examples"][0]
    return (
        ""
        if shown is None
        else f"`{shown if isinstance(shown, str) else json.dumps(shown, ensure_ascii=False)}`"
    )


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
