"""Rows of a demo library without a database."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from services.contract.masters import Masters
from services.own_schema.demo.hashes import Hashes
from services.own_schema.demo.library import FEWEST_PATRONS, make_rows
from services.own_schema.demo.named import NAMED_PATRONS
from services.own_schema.demo.named_circulation import HELPERS
from services.own_schema.demo.tray import COLUMNS, Batch
from services.own_schema.demo.world import World
from services.rules.vocabulary import LoanClass

type Rows = dict[str, list[dict[str, Any]]]


def rows_on(masters: Masters, day: date, *, patrons: int = FEWEST_PATRONS, seed: int = 1) -> Rows:
    """Make a library without a database."""
    world = World(masters, Hashes(*["$argon2id$"] * 3), today=day, seed=seed)
    make_rows(world, patrons)
    return by_name((world.tray.take(),))


def by_name(batches: Iterable[Batch]) -> Rows:
    """Name the columns of a library's rows."""
    rows: Rows = defaultdict(list)
    for batch in batches:
        for name, some in batch.items():
            rows[name] += [dict(zip(COLUMNS[name], row, strict=True)) for row in some]
    return rows


def with_narrow_limits(masters: Masters) -> Masters:
    """Have nobody borrow or wait for more than one of a class."""
    narrow = dict.fromkeys(LoanClass, 1)
    return replace(masters, policy=replace(masters.policy, loan_limits=narrow, hold_limits=narrow))


def over_the_limit(masters: Masters, rows: Rows) -> set[int]:
    """Tell who has more than narrow limits allow, of all but the named patrons and those in their queues."""
    kinds = {it["id"]: masters.material_types[it["material_type_id"]].loan_class for it in rows["bib_record"]}
    titles = _titles(rows)
    lent = Counter((row["patron_id"], kinds[titles[row["item_id"]]]) for row in _out(rows))
    held = Counter((row["patron_id"], kinds[row["bib_record_id"]]) for row in rows["hold"])
    first = NAMED_PATRONS + HELPERS
    return {whose for (whose, _), count in [*lent.items(), *held.items()] if whose > first and count > 1}


def wanted_titles(rows: Rows) -> set[int]:
    """Tell for which titles somebody waits."""
    return {row["bib_record_id"] for row in rows["hold"] if row["status"] == "waiting"}


def wanted_copies_left(rows: Rows) -> set[int]:
    """Tell which of their copies nobody has."""
    wanted = wanted_titles(rows)
    copies = {item_id for item_id, title in _titles(rows).items() if title in wanted}
    return copies - {row["item_id"] for row in _out(rows)}


def renewed_titles(rows: Rows) -> set[int]:
    """Tell which titles were renewed."""
    titles = _titles(rows)
    return {titles[row["item_id"]] for row in rows["loan"] if row["renewals"]}


def _titles(rows: Rows) -> dict[int, int]:
    return {row["id"]: row["bib_record_id"] for row in rows["item"]}


def _out(rows: Rows) -> list[dict[str, Any]]:
    return [row for row in rows["loan"] if row["returned_on"] is None]
