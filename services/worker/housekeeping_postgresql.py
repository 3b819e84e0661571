"""Calls what clears on PostgreSQL (`services/schema/postgresql/worker/clearing.sql`), each outside of a transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Date, Integer, Select, String, column, func, literal, select

from services.database.tables.types import Json
from services.rules.circulation.freed_copy import Assignment
from services.rules.vocabulary import Clearing


@dataclass(frozen=True, slots=True)
class EndedShelf:
    """A hold whose time on the shelf is over, as it was read.

    Attributes:
        to: who gets the copy; None when nobody waits.
    """

    hold_id: int
    version: int
    to: Assignment | None


def clear(kind: Clearing) -> Select[Any]:
    """Clear what of one kind is due; answers how many there were."""
    return select(func.madoguchi_clear(literal(kind.value, String)))


def shelves_over() -> Select[Any]:
    """Read the holds whose time on the shelf is over, and who is next for each copy."""
    return select(
        func.madoguchi_shelves_over().table_valued(
            column("id", BigInteger),
            column("version", Integer),
            column("branch_id", BigInteger),
            column("next_in_line", Json),
        )
    )


def end_shelves(ended: Sequence[EndedShelf]) -> Select[Any]:
    """End such holds and give each copy to the next in line; answers how many ended."""
    to = [it.to for it in ended]
    return select(
        func.madoguchi_end_shelves(
            literal([it.hold_id for it in ended], ARRAY(BigInteger)),
            literal([it.version for it in ended], ARRAY(Integer)),
            literal([None if it is None else it.turn.key for it in to], ARRAY(BigInteger)),
            literal([None if it is None else it.turn.version for it in to], ARRAY(Integer)),
            literal([None if it is None else it.shelf_until for it in to], ARRAY(Date)),
        )
    )
