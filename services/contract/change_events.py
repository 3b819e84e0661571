"""Defines the events that tell an open desk of other desks' changes.

`services.own_schema.database.change_feeds.change_feed` tells them: on PostgreSQL by NOTIFY, on SQLite by looking at the
file's version.
"""

from dataclasses import dataclass

from services.contract.errors import ServiceError


@dataclass(frozen=True, slots=True)
class Connected:
    """Every change from now on is reported; earlier ones may have been missed."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Another desk or program changed a patron's record.

    Attributes:
        patron_id: the patron; None when it could be any.
    """

    patron_id: int | None


@dataclass(frozen=True, slots=True)
class Late:
    """Other desks' changes are reported some seconds late from now on, until `InTime` or `Lost`."""


@dataclass(frozen=True, slots=True)
class InTime:
    """Other desks' changes are reported at once again."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The library's system isn't there any more, or never was; it is looked for until it is `Connected`.

    Attributes:
        why: what a desk says of it; None where it is just gone.
    """

    why: ServiceError | None = None


@dataclass(frozen=True, slots=True)
class LoginRefused:
    """The library's system doesn't let this login in any more; no event follows."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """The library's file is another one now, and nothing is written to it any more; no event follows.

    Attributes:
        why: what a desk says of it.
    """

    why: ServiceError


type Report = Connected | Changed | Late | InTime | Lost | LoginRefused | Replaced
