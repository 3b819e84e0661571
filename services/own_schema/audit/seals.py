"""Seals: the ends of all logins' chains of acts at one moment; the seals are chained themselves.

A chain alone can't show that records were cut off its end, or that it was made anew from some record on. A seal that
was written before can (`services.own_schema.audit.verification`).
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, func, literal_column, select, tuple_

from services.own_schema.database.engine import Database
from services.own_schema.database.hash_encoding import digest, microseconds
from services.own_schema.database.tables import act, chain_seal

type Heads = Mapping[str, tuple[int, str]]
"""The last record of each login: its sequence and its hash."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One seal.

    Attributes:
        sequence: 1 for the library's first.
        hash: covers the seal and, through the hash of the seal before it, all earlier ones. Noted outside of the
            database it proves later on that none of them was made anew.
    """

    sequence: int
    at: datetime
    heads: Heads
    hash: str

    @property
    def noted(self) -> str:
        """The text that is noted outside of the database and given to `audit verify`."""
        return f"{self.sequence}:{self.hash}"


SEALED_EVERY: Final = timedelta(hours=24)
"""How long after a seal the worker writes the next one."""


class Sealing(ABC):
    """Seals the chains of one library. Several workers may run: of two at once, one writes the seal."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def seal_if_due(self) -> Seal | None:
        """Write a seal if the last one is a day old, or there is none, and acts were recorded since.

        Returns:
            The new seal; None if none was due.
        """
        return await self._seal(only_when_due=True)

    async def seal(self) -> Seal | None:
        """Write a seal now, unless nothing was recorded since the last one.

        Returns:
            The new seal; None if nothing was to be sealed.
        """
        return await self._seal(only_when_due=False)

    @abstractmethod
    async def last(self) -> Seal | None:
        """Read the last seal."""

    @abstractmethod
    async def _seal(self, *, only_when_due: bool) -> Seal | None:
        """Write a seal, if there is anything to seal, and if it is due where that is asked for."""


def following(last: Seal | None, at: datetime, heads: Heads) -> Seal:
    """Make the seal that comes after another one; the library's first after None."""
    sequence = 1 if last is None else last.sequence + 1
    return Seal(sequence, at, heads, seal_hash(None if last is None else last.hash, sequence, at, heads))


def seal_hash(previous: str | None, sequence: int, at: datetime, heads: Heads) -> str:
    """Make a seal's hash.

    Args:
        previous: the hash of the seal before it; None for the first.
        sequence: the seal's.
        at: the seal's.
        heads: in any order.
    """
    logins = [part for login in sorted(heads) for part in (login, str(heads[login][0]), heads[login][1])]
    return digest((previous, str(sequence), microseconds(at), *logins))


def read_heads(value: Any) -> Heads:
    """Read heads as the database keeps them.

    Raises:
        TypeError, ValueError: the value holds no heads.
    """
    heads = {login: (sequence, hash_) for login, (sequence, hash_) in dict(value).items()}
    if not all(type(sequence) is int and isinstance(hash_, str) for sequence, hash_ in heads.values()):
        msg = "a head is a number and a hash"
        raise TypeError(msg)
    return heads


def last_seal() -> Select[Any]:
    """Read the newest seal."""
    return select(chain_seal).order_by(chain_seal.c.sequence.desc()).limit(1)


def chain_heads() -> Select[Any]:
    """Read the last record of each login."""
    newest = select(act.c.staff_id, func.max(act.c.sequence)).group_by(act.c.staff_id)
    key = tuple_(act.c.staff_id, act.c.sequence)
    return select(act.c.staff_id, act.c.sequence, act.c.hash).where(key.in_(newest))


def seal_state() -> Select[Any]:
    """Read when the last seal was written, and since when an act is recorded that it doesn't cover."""
    sealed = select(func.max(chain_seal.c.at)).scalar_subquery()
    unsealed = select(func.min(act.c.at)).where(
        act.c.at > func.coalesce(sealed, literal_column("'0001-01-01'"))
    )
    return select(sealed.label("sealed_at"), unsealed.scalar_subquery().label("unsealed_since"))
