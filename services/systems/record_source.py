"""What is read of another library system: texts of JSON, as docs/counter-contract.md has them, not looked into yet.

Each way to a system (SQL views on a kind of server, HTTPS) is one `RecordSource`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One row of the view `counter_record`.

    Attributes:
        key: the patron's, up to 64 characters.
        card_number: of the card in use, as the system writes it; None where there is none.
        text: the record's JSON, whole, but neither read nor checked.
    """

    key: str
    card_number: str | None = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardRow:
    """Whose a card is: the first two columns of a `ViewRow`, which say nothing of the person."""

    key: str
    card_number: str | None = field(repr=False)


class RecordSource(Protocol):
    """A library system, to be read.

    Every method answers whole texts and raises typed errors alone: SystemBusy, SystemUnreachable (LoginLimitReached),
    SystemReaderRefused, SystemReadOnly, SystemUntrusted as of any system, and RecordUnfit (`NOT_WHOLE`) for a text
    that was cut on its way.
    """

    async def masters(self) -> str:
        """Read the masters' JSON."""

    async def cards(self, card_number: str) -> Sequence[CardRow]:
        """Read whose a card's number is: all rows that the system takes for it, without their records.

        A system may take other spellings for the same: the caller cleans the numbers by our own rules and compares.
        """

    async def by_key(self, key: str) -> ViewRow | None:
        """Read a patron's row; None where the system has no such patron (any more)."""

    async def mark(self, key: str) -> str | None:
        """Read what changes whenever the patron's record does; None where there is no such patron."""

    async def sample(self, count: int) -> Sequence[str]:
        """Draw the keys of some patrons, for `madoguchi contract check`.

        Args:
            count: how many at most.
        """
