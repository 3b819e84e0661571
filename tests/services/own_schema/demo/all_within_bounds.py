"""What the demo library has is within the one table's bounds: what real libraries have is like it."""

from typing import Any

import pytest
from sqlalchemy import select

from services.own_schema.database.bound_columns import bound_of
from services.own_schema.database.tables import code_label, metadata
from services.rules.bounds import Label
from services.rules.table_of_bounds import CELLS
from tests.services.own_schema.demo.conftest import Demo


@pytest.mark.parametrize("table", CELLS)
async def test_each_cell_is_within_its_bounds(demo: Demo, table: str) -> None:
    async with demo.db.reading() as conn:
        rows = (await conn.execute(select(metadata.tables[table]))).mappings().all()
        labels = {(it.kind, it.code) for it in await conn.execute(select(code_label))}

    def fits(name: str, value: Any) -> bool:
        column = metadata.tables[table].c[name]
        bound = bound_of(column)
        if bound is None or (value is None and column.nullable):
            return True
        return bound.fits(value) and (not isinstance(bound, Label) or (bound.kind, value) in labels)

    assert [(name, row[name]) for row in rows for name in CELLS[table] if not fits(name, row[name])] == []
