"""How a table's width is shared out among its columns."""

from typing import Any

from views.panels.table_model import Column


def shared_out(columns: tuple[Column[Any], ...], bases: list[int], width: int) -> list[int]:
    """Give what is left over to the growing columns, by their shares and to the last pixel.

    Args:
        columns: the table's.
        bases: how wide each of them is at least.
        width: the table's.
    """
    spare = max(0, width - sum(bases))
    shares = sum(column.width.grow for column in columns) or 1
    given = [spare * column.width.grow // shares for column in columns]
    growing = [place for place, column in enumerate(columns) if column.width.grow]
    if growing:
        given[growing[-1]] += spare - sum(given)
    return [base + more for base, more in zip(bases, given, strict=True)]
