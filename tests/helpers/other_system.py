"""A library system for tests: all parts of another one, but for those that are a test's own."""

from dataclasses import dataclass
from typing import Any

from services.contract.backend import (
    Acts,
    Backend,
    Changes,
    IdentityChecks,
    LookUps,
    MastersInForce,
    Outcomes,
    Searches,
    Staff,
)
from services.contract.offers import Offers


@dataclass(kw_only=True)
class OtherSystem:
    """A `Backend` that is put together of parts.

    Attributes:
        can: what it offers.
        asked: how often it was asked for that.
    """

    can: Offers
    masters: MastersInForce
    staff: Staff
    look_ups: LookUps
    searches: Searches
    identity: IdentityChecks
    acts: Acts
    outcomes: Outcomes
    changes: Changes
    asked: int = 0

    @property
    def offers(self) -> Offers:
        self.asked += 1
        return self.can


def other_system(backend: Backend, **own: Any) -> OtherSystem:
    """Take all parts that aren't a test's own from a backend."""
    parts: dict[str, Any] = {
        "can": backend.offers,
        "masters": backend.masters,
        "staff": backend.staff,
        "look_ups": backend.look_ups,
        "searches": backend.searches,
        "identity": backend.identity,
        "acts": backend.acts,
        "outcomes": backend.outcomes,
        "changes": backend.changes,
    }
    return OtherSystem(**(parts | own))
