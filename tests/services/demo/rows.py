"""Rows of a demo library without a database."""

from collections import defaultdict
from datetime import date
from typing import Any

from services.demo.hashes import Hashes
from services.demo.library import FEWEST_PATRONS, make_rows
from services.demo.loading import COLUMNS
from services.demo.world import World
from services.masters.masters import Masters

type Rows = dict[str, list[dict[str, Any]]]


def rows_on(masters: Masters, day: date, *, patrons: int = FEWEST_PATRONS, seed: int = 1) -> Rows:
    """Make a library without a database."""
    hashes = Hashes(*["$argon2id$"] * 3)
    rows: Rows = defaultdict(list)
    for batch in make_rows(World(masters, hashes, today=day, seed=seed), patrons):
        for name, some in batch.items():
            rows[name] += [dict(zip(COLUMNS[name], row, strict=True)) for row in some]
    return rows
