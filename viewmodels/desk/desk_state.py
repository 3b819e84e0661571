"""What a desk knows of itself and of the cards it is shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.contract.errors import (
    CardNumberMalformed,
    CardRetired,
    CardUnknown,
    IdentityCheckEnded,
    PatronGone,
)
from services.contract.snapshot import LookUpAnswer

OF_CARDS: Final = (CardRetired, CardUnknown, IdentityCheckEnded, PatronGone)
"""What is told of a card with nobody open, in the middle of the desk."""


@dataclass(frozen=True, slots=True)
class DeskLocation:
    """Where this desk stands.

    Attributes:
        branch: the branch's name as staff read it.
        workstation: the workstation's own name.
    """

    branch_id: int
    branch: str
    workstation: str


@dataclass(frozen=True, slots=True)
class OpeningScan:
    """The scan that opened the patron on screen.

    Attributes:
        card_number: as it was cleaned.
        at: the database server's time of it, so that a drifting desk clock doesn't matter.
    """

    card_number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Misread:
    """A scan that is neither a card nor an item: it opens no patron, and closes the open one.

    Attributes:
        text: what the scanner sent.
        why: why it is no card number.
    """

    text: str
    why: CardNumberMalformed


@dataclass(frozen=True, slots=True)
class LookUpRequest:
    """What the desk is to look up: a card, a patron who was found without one, or a scan that is neither.

    Attributes:
        card_number: as it was cleaned; blank for who was found, and for what is no card.
        scanned: by a scanner, not by fingers.
        tick: the desk's monotonic seconds when it came.
        found: the patron's key, for who was found.
        misread: what was scanned, if it is no card.
    """

    card_number: str
    scanned: bool
    tick: float
    found: int | None = None
    misread: Misread | None = None


@dataclass(frozen=True, slots=True)
class SnapshotChanged:
    """The open patron's state turned out to be another one, without an act of this desk."""

    before: LookUpAnswer
    after: LookUpAnswer
