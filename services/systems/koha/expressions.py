"""Writes the SQL expressions that the views are put together from, for MariaDB 10.6 and later."""

from collections.abc import Mapping
from typing import Final

_NO_NUL: Final = "\0"
_REST: Final = 2**30
"""More letters than a text has."""


def identifier(name: str) -> str:
    """Quote the name of a database, table or column."""
    return "`" + name.replace("`", "``") + "`"


def literal(text: str) -> str:
    """Quote a text, whatever the server's SQL mode says of backslashes.

    Raises:
        ValueError: the text holds NUL or a backslash.
    """
    if _NO_NUL in text or "\\" in text:
        msg = "NUL and backslash can't be quoted in every SQL mode"
        raise ValueError(msg)
    return "'" + text.replace("'", "''") + "'"


def json_object(fields: Mapping[str, str]) -> str:
    """Write an object of expressions."""
    return "JSON_OBJECT(" + ",\n".join(f"{literal(name)}, {value}" for name, value in fields.items()) + ")"


def listed(value: str, rows: str) -> str:
    """Write a sub-select that joins objects by commas; NULL where there is none.

    Texts are put together, not JSON: a list that the server cuts stays cut in the whole text, where it is noticed. As a
    JSON function's argument it would become NULL.

    Args:
        value: an object.
        rows: what stands behind FROM.
    """
    return f"(SELECT GROUP_CONCAT({value} SEPARATOR ',') FROM {rows})"


def array(*lists: str) -> str:
    """Write an array of what `listed` and single objects give, without those that are NULL."""
    return f"CONCAT('[', CONCAT_WS(',', {', '.join(lists)}), ']')"


def text(value: str, most: int) -> str:
    """Write a text without blanks at its ends, NULL if nothing is left; one that is too long ends in a visible mark."""
    return f"NULLIF(INSERT(TRIM({value}), {most}, {_REST}, '…'), '')"


def key(value: str) -> str:
    """Write a code as it is, NULL for an empty one."""
    return f"NULLIF({value}, '')"


def day(value: str) -> str:
    """Write a day, NULL for one that no calendar has (0000-00-00, 2026-11-00, 2026-02-30)."""
    return f"DATE({value} + INTERVAL 0 DAY)"


def day_before(value: str) -> str:
    """Write the day before a day, NULL for the last day that there is, which means never."""
    return f"NULLIF({day(value)}, '9999-12-31') - INTERVAL 1 DAY"


def first(*values: str) -> str:
    """Write the first of some texts that isn't blank."""
    return f"COALESCE({', '.join(f'''NULLIF(TRIM({it}), '')''' for it in values)})"
