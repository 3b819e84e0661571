"""A library with some clerks, each with a login and patrons of their own."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count

from sqlalchemy.engine import make_url

from services.contract.actor import Actor, StaffMember
from services.own_schema.database.engine import Database
from services.own_schema.library import build_library, open_library
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.password_hashing import HashCost, PasswordHasher
from services.own_schema.schema import upgrade
from services.rules.secret import Secret
from services.rules.vocabulary import Channel, Role
from tests.helpers.patrons import Town
from tests.reliability.clerk import Charge, Clerk, enrol
from tests.reliability.ledger import Before, Beside, Ledger, audit, read_before

HASHER = PasswordHasher(HashCost(passes=1, memory=8, lanes=1))
_PASSWORD = "窓口の合言葉です"
CLERKS = 3
_PATRONS = 8
_NUMBERS = 100_000
"""More than a scene gives titles and copies."""


@dataclass(frozen=True)
class Scene:
    """One library.

    Attributes:
        url: an administrator's address.
        actors: a clerk each, with their login.
    """

    url: str
    actors: tuple[Actor, ...]
    charges: tuple[Charge, ...]
    before: Before

    def url_of(self, actor: Actor, url: str | None = None) -> str:
        """Give the address, or another way there, with a clerk's login."""
        place = make_url(url or self.url)
        return place.set(username=actor.staff.id, password=_PASSWORD).render_as_string(hide_password=False)

    async def findings(
        self,
        ledger: Ledger,
        url: str | None = None,
        *,
        server_fell: bool = False,
        beside: Beside | None = None,
    ) -> list[str]:
        """Find what is wrong in the end; see `audit`."""
        db = Database.open(url or self.url, answer_within=None)
        try:
            return await audit(db, ledger, self.before, server_fell=server_fell, beside=beside)
        finally:
            await db.dispose()


async def set_scene(url: str, acts: int) -> Scene:
    """Make the library in an empty database, with loans enough for so many acts."""
    await upgrade.init(url)
    return await people(url, acts)


async def people(url: str, acts: int, first: int = 1) -> Scene:
    """Give a library its clerks and patrons.

    Args:
        url: the library's, as an administrator.
        acts: for how many the patrons' loans have to do.
        first: the first clerk's number; others than 1 come to a library that is at work, whose clock goes on.
    """
    loans = acts // (4 * CLERKS * _PATRONS) + 1
    async with open_library(url, hasher=HASHER) as library:
        if first == 1:
            town = await Town.found(library.db)
        else:
            town = replace(await Town.as_it_is(library.db), numbers=count(first * _NUMBERS))
        actors, charges = [], []
        for number in range(first, first + CLERKS):
            name = f"clerk{number}"
            await library.staff.add(
                name, name="窓口 係", role=Role.COUNTER, branch_id=town.branch_id, password=Secret(_PASSWORD)
            )
            staff = StaffMember(name, "窓口 係", Role.COUNTER)
            actors.append(Actor(staff, town.branch_id, f"{number}番窓口", Channel.COUNTER))
            charges.append(await enrol(town, 200_000_000 + 1000 * number, _PATRONS, loans))
        return Scene(url, tuple(actors), tuple(charges), await read_before(library.db))


@asynccontextmanager
async def clerks(
    scene: Scene,
    ledger: Ledger,
    seed: int,
    way: Callable[[int], str] | None = None,
    answer_within: float = 15.0,
) -> AsyncIterator[list[Clerk]]:
    """Open a library for each clerk.

    Args:
        scene: where they work.
        ledger: what they are told.
        seed: from which everything by chance comes.
        way: gives the address by which a clerk, by number, gets there; the scene's own when left out.
        answer_within: seconds after which a server that says nothing counts as unreachable.
    """
    async with AsyncExitStack() as stack:
        made = []
        for number, (actor, charge) in enumerate(zip(scene.actors, scene.charges, strict=True)):
            url = scene.url_of(actor, None if way is None else way(number))
            db = Database.open(url, answer_within=answer_within)
            stack.push_async_callback(db.dispose)
            library = build_library(db, await MastersStore.load(db), HASHER)
            made.append(Clerk(library, actor, charge, ledger, random.Random(f"{seed} {number}")))
        yield made
