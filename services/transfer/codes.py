"""The masters' codes, which stand in the files for ids."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.database.tables import branch, code_label, material_type, mobile_stop


@dataclass(frozen=True, slots=True)
class Codes:
    """The masters' codes that stand in the files for ids, and those that need a label."""

    branches: Mapping[str, int]
    stops: Mapping[str, int]
    material_types: Mapping[str, int]
    labels: Mapping[str, frozenset[str]]


async def load_codes(conn: AsyncConnection) -> Codes:
    """Read the codes."""

    async def ids(table: Table) -> dict[str, int]:
        return {row.code: row.id for row in await conn.execute(select(table.c.code, table.c.id))}

    labels: dict[str, set[str]] = {}
    for row in await conn.execute(select(code_label.c.kind, code_label.c.code)):
        labels.setdefault(row.kind, set()).add(row.code)
    return Codes(
        await ids(branch),
        await ids(mobile_stop),
        await ids(material_type),
        {kind: frozenset(codes) for kind, codes in labels.items()},
    )
