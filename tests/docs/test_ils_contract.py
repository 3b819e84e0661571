"""The ILS contract names every table and column, so that a foreign writer finds who writes it."""

import re

import pytest
from sqlalchemy import Table

from services.own_schema.database.tables import metadata
from services.rules.passwords import password_recipes as bounds
from tools.screenshots.named import ROOT

CONTRACT = (ROOT / "docs" / "ils-contract.md").read_text(encoding="utf-8")
NAMED = frozenset(re.findall(r"`(\w+)`", CONTRACT))


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_column_is_named(table: Table) -> None:
    wanted = {table.name, *(column.name for column in table.columns if column.name != "id")}
    assert wanted - NAMED == set()


def test_what_is_not_there_would_be_found_out() -> None:
    assert "shelf_until" in NAMED
    assert "shelf_untill" not in NAMED


@pytest.mark.parametrize(
    "row",
    [
        f"| `m`, memory in KiB | 8 × `p` | {bounds.MOST_MEMORY} (256 MiB) |",
        f"| `t`, passes | 1 | {bounds.MOST_PASSES} |",
        f"| `m` × `t` | | {bounds.MOST_WORK} |",
        f"| `p`, lanes | 1 | {bounds.MOST_LANES} |",
        f"| salt, bytes | {bounds.SALT_BYTES[0]} | {bounds.SALT_BYTES[1]} |",
        f"| hash, bytes | {bounds.HASH_BYTES[0]} | {bounds.HASH_BYTES[1]} |",
        f"| the whole text, characters | | {bounds.LONGEST} |",
    ],
)
def test_the_bounds_of_hashes_are_those_that_are_held(row: str) -> None:
    assert row in CONTRACT
