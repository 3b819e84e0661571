"""Holds what the demo library is made from: the day, the masters, the random generator and the tray of rows."""

import random
from datetime import date, datetime, timedelta

from services.contract.masters import Branch, Masters
from services.own_schema.demo.days import BranchDays
from services.own_schema.demo.hashes import Hashes
from services.own_schema.demo.names import Names
from services.own_schema.demo.people import BirthDates, Homes, Weighted
from services.own_schema.demo.titles import Catalogue
from services.own_schema.demo.tray import Tray
from services.rules.clock import tokyo_midnight
from services.rules.vocabulary import BranchKind

_CENTRAL_WEIGHT = 9
_MOBILE_WEIGHT = 0.5
_OPENING_MINUTE = 9 * 60
_OPEN_MINUTES = 11 * 60


class World:
    """One demo library while it is being made. Everything random comes from its one generator.

    Attributes:
        today: the database's day.
        rng: the random generator.
        tray: collects the rows.
        central, mobile: 中央 and the mobile library.
        stops: the ids of the mobile library's stops.
        days: each branch's possible dates.
    """

    def __init__(
        self, masters: Masters, hashes: Hashes, *, today: date, seed: int, names: type[Names] = Names
    ) -> None:
        """Begin without patrons.

        Args:
            masters: the library's.
            hashes: of the demo's passwords.
            today: the database's day.
            seed: any number.
            names: draws what people are called.
        """
        self.today = today
        self.rng = random.Random(f"{seed} {today.isoformat()}")  # noqa: S311 - the same demo again, nothing secret
        self.tray = Tray()
        self.masters = masters
        self.policy = masters.policy
        self.hashes = hashes
        branches = list(masters.branches.values())
        self.central = next(branch for branch in branches if branch.kind is BranchKind.LIBRARY)
        self.mobile = next(branch for branch in branches if branch.kind is BranchKind.MOBILE)
        self.stops = [stop.id for stop in masters.stops.values() if stop.active]
        self.days = {
            branch.id: BranchDays(masters.calendar(branch.id), masters.policy, today) for branch in branches
        }
        self._branches = Weighted([(branch.id, self._weight(branch)) for branch in branches])
        self.names = names(self.rng)
        self.homes = Homes(self.rng)
        self.births = BirthDates(self.rng, today)
        self.catalogue = Catalogue(self.rng, self.names, today.year)
        self._midnight = tokyo_midnight(today)  # Tokyo has no summer time: days are 24 hours
        self._ids = dict.fromkeys(self.tray.add, 0)

    def branch(self) -> int:
        """Draw a branch by how many people use it."""
        return self._branches.draw(self.rng)

    def stop(self, branch_id: int) -> int | None:
        """Draw a 受取ポイント where the pick-up branch is the mobile library."""
        return self.rng.choice(self.stops) if branch_id == self.mobile.id else None

    def number(self, table: str) -> int:
        """Give the next id of a table."""
        self._ids[table] += 1
        return self._ids[table]

    def add(self, table: str, *values: object) -> int:
        """Write a row whose first column is the table's next id, and give that id."""
        number = self.number(table)
        self.tray.add[table]((number, *values))
        return number

    def day(self, back: int) -> date:
        """Tell the day so many days before today."""
        return self.today - timedelta(days=back)

    def moment(self, back: int) -> datetime:
        """Draw a moment of the opening hours so many days before today; never of today, which may have just begun."""
        return self._midnight + timedelta(
            days=-back, minutes=_OPENING_MINUTE + int(self.rng.random() * _OPEN_MINUTES)
        )

    def _weight(self, branch: Branch) -> float:
        if branch is self.central:
            return _CENTRAL_WEIGHT
        return _MOBILE_WEIGHT if branch is self.mobile else 2
