"""What a snapshot holds of the attempts to reach a patron (連絡の記録); staff only."""

from dataclasses import dataclass
from datetime import datetime

from services.rules.decision import Decision
from services.rules.people.contacts import Attempt, ContactFacts, NextStep


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One attempt to reach the patron (staff only).

    Attributes:
        tried_at: shown in Tokyo.
        tried_by: a name of staff; the id where the account is gone.
        attempt: means and result, and what was to be done next.
    """

    id: int
    tried_at: datetime
    tried_by: str
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Contacts:
    """How staff tried to reach the patron about one suspension or hold (連絡の記録).

    Attributes:
        rows: the newest first.
        facts: what a proposal of the next step is made of.
        next: the present next step; None for nothing more.
        record: 連絡を記録.
    """

    rows: tuple[ContactRow, ...]
    facts: ContactFacts
    next: NextStep | None
    record: Decision
