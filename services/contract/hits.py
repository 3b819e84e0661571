"""What a search of the register answers."""

from dataclasses import dataclass, field
from datetime import date

from services.rules.people.hourly_bounds import Pause


@dataclass(frozen=True, slots=True)
class ToldApart:
    """What tells patrons of the same name apart.

    Attributes:
        town: the address without its numbers.
        branch: where the patron registered.
        birth_date: None where none is registered.
    """

    birth_date: date | None = field(repr=False)
    town: str = field(repr=False)
    branch: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """A patron of whom everything typed is true.

    Attributes:
        alias: the 通称, if there is one.
        apart: for those alone who share their name or kana with another hit.
        has_namesake: another hit has the same name, kana, age group and branch.
    """

    id: int
    name: str = field(repr=False)
    kana: str | None = field(repr=False)
    alias: str | None = field(repr=False)
    apart: ToldApart | None = field(repr=False)
    has_namesake: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found: first those whose surname begins with what was typed, and of each kind the first by kana.

    Attributes:
        more: there are others.
        pause: nothing was searched, since this login read much of people already.
    """

    hits: tuple[Hit, ...] = ()
    more: bool = False
    pause: Pause | None = None
