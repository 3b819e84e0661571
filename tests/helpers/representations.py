"""Tells which texts of a dataclass its `repr` shows, for tests that hold what a log could get to a list."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, get_args, get_type_hints


def texts_shown(kinds: Iterable[type[Any]]) -> set[str]:
    """Name the fields, as `Kind.field`, that hold a text or hold it in some container, and are in the `repr`."""
    return {
        f"{kind.__name__}.{each.name}"
        for kind in kinds
        for each in fields(kind)
        if each.repr and _holds_text(get_type_hints(kind)[each.name])
    }


def _holds_text(hint: Any) -> bool:
    return hint is str or any(_holds_text(each) for each in get_args(hint))
