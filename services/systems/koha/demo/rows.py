"""Rows for Koha's tables, collected by table and written many at a time."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any, Final

_AT_ONCE: Final = 500


class KohaRows:
    """Collects rows by table; columns that a row doesn't name get the table's default."""

    def __init__(self) -> None:
        self._by_shape: dict[tuple[str, tuple[str, ...]], list[Sequence[Any]]] = {}

    def add(self, table: str, **values: Any) -> None:
        """Collect a row."""
        self._by_shape.setdefault((table, tuple(values)), []).append(tuple(values.values()))

    def take(self) -> Iterable[tuple[str, Sequence[Sequence[Any]]]]:
        """Give each statement with its rows, and begin anew."""
        taken, self._by_shape = self._by_shape, {}
        for (table, columns), rows in taken.items():
            yield (
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})",
                rows,
            )


async def write(connection: Any, rows: KohaRows) -> None:
    """Write what was collected into the connection's database, as old servers let it: zero dates are dates."""
    async with connection.cursor() as cursor:
        await cursor.execute("SET SESSION sql_mode = ''")
        for statement, values in rows.take():
            for start in range(0, len(values), _AT_ONCE):
                await cursor.executemany(statement, values[start : start + _AT_ONCE])
                await asyncio.sleep(0)
