"""Another desk's act on a demo library that is open elsewhere: a supervisor lifts a patron's suspension.

python -m tools.other_desk URL CARD
"""

import asyncio
import sys

from services.acts.suspensions import Lift
from services.contract.actor import Actor
from services.contract.snapshot import PatronSnapshot
from services.own_schema.demo.hashes import STAFF_PASSWORD
from services.own_schema.library import open_library
from services.rules.people.suspension import CHECKLISTS
from services.rules.secret import Secret
from services.rules.vocabulary import Channel


async def lift(url: str, card: str) -> None:
    """Lift the first suspension of a card."""
    async with open_library(url) as library:
        staff = await library.staff.sign_in("supervisor", Secret(STAFF_PASSWORD))
        branch_id = next(iter(library.masters.current.branches))
        actor = Actor(staff, branch_id, "2番窓口", Channel.COUNTER)
        found = await library.backend.look_ups.by_card(card, actor)
        assert isinstance(found, PatronSnapshot)
        row = found.suspensions[0]
        assert row.reason is not None
        request = Lift(
            actor=actor,
            patron_id=found.patron.id,
            suspension_id=row.id,
            seen_version=row.version,
            checked=frozenset(CHECKLISTS[row.reason]),
        )
        await library.backend.acts.perform(request)


if __name__ == "__main__":
    asyncio.run(lift(*sys.argv[1:]))
