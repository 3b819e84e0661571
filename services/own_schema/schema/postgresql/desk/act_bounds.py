"""Puts the bounds of an act's changes in front of their statements: `act_bounds.sql` beside it says them."""

from functools import cache
from importlib.resources import files
from typing import Any

from services.acts import act_changes


def bounds(kind: type[Any], fit: str) -> str:
    """Write what stands in front of the statement of a kind of change; the owner may do everything.

    Args:
        kind: it.
        fit: asks whether its fields are within the one table's bounds; empty where none has any.
    """
    whys = [("what is told is within its bounds", fit)] if fit else []
    whys += [(why, holds) for kinds, why, holds in _bounds() if kind in kinds]
    asked = "".join(f"WHEN (\n{holds}\n) IS NOT TRUE THEN madoguchi_refuse('{why}')\n" for why, holds in whys)
    return asked and f"refused := CASE WHEN NOT is_staff THEN NULL\n{asked}END;\n"


@cache
def _bounds() -> tuple[tuple[frozenset[type[Any]], str, str], ...]:
    """Read each bound: of which changes it is, why it refuses, and what holds where it doesn't."""
    script = files(__package__).joinpath("act_bounds.sql").read_text(encoding="utf-8")
    return tuple(_bound(*paragraph.split("\n", 1)) for paragraph in script.split("\n\n")[1:])


def _bound(header: str, holds: str) -> tuple[frozenset[type[Any]], str, str]:
    names, why = header.removeprefix("-- ").split(": ", 1)
    kinds = frozenset(getattr(act_changes, name) for name in names.split(", "))
    return kinds, why.replace("'", "''"), holds.rstrip("\n")
