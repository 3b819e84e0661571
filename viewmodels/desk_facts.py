"""What a desk knows of itself and of the cards it is shown."""

from dataclasses import dataclass
from datetime import datetime

from services.snapshot import LookUpAnswer


@dataclass(frozen=True, slots=True)
class Place:
    """Where this desk stands.

    Attributes:
        branch: the branch's name as staff read it.
        workstation: the workstation's own name.
    """

    branch_id: int
    branch: str
    workstation: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The scan that opened the patron on screen.

    Attributes:
        card_number: nine digits.
        at: the database server's time of it, so that a drifting desk clock doesn't matter.
    """

    card_number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """A card, or a patron who was found without one, somebody wants to see.

    Attributes:
        card_number: nine digits; blank for who was found.
        scanned: by a scanner, not by fingers.
        tick: the desk's monotonic seconds when it came.
        found: the patron's key, for who was found.
    """

    card_number: str
    scanned: bool
    tick: float
    found: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """The open patron's state turned out to be another one, without an act of this desk."""

    before: LookUpAnswer
    after: LookUpAnswer
