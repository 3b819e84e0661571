"""What patrons reported (申し出) and no supervisor settled yet, in the whole library."""

from dataclasses import dataclass
from datetime import datetime

from services.rules.vocabulary import Channel, PatronReport


@dataclass(frozen=True, slots=True)
class UnsettledReport:
    """One report that waits for a supervisor.

    Attributes:
        card_number: nine digits: the patron's card in use.
        reported_at: shown in Tokyo.
        reported_by: a name of staff; the id where the account is gone.
    """

    id: int
    card_number: str
    kind: PatronReport
    reported_at: datetime
    reported_by: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class UnsettledReports:
    """What waits.

    Attributes:
        rows: the oldest ones, oldest first.
        total: how many there are altogether.
    """

    rows: tuple[UnsettledReport, ...]
    total: int
