"""The other system's desk, on a file and on a server."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from services.contract.actor import StaffMember
from services.own_schema.library import open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.vocabulary import Role
from tests.helpers.beside_system import BesideSystem
from tests.helpers.city import founded
from tests.helpers.patrons import Town, clerk
from tests.services.contract.recording_scene import HER, Scene


@pytest.fixture
async def scene(database_url: str, dialect: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Scene]:
    """On a server the worker's login knows the system; a clerk and a supervisor record by their own."""
    async with AsyncExitStack() as stack:
        if dialect == "sqlite":
            library = await stack.enter_async_context(open_library(database_url, hasher=cheap_hasher))
            town = await Town.found(library.db)
            knows = boss_library = library
            actor, boss = (
                clerk(),
                replace(clerk(Role.SUPERVISOR), staff=StaffMember("boss", "責任者", Role.SUPERVISOR)),
            )
        else:
            city = await stack.enter_async_context(founded(database_url, cheap_hasher))
            town = city.town
            knows, library, boss_library = [
                await stack.enter_async_context(city.open(who)) for who in ("worker", "counter", "supervisor")
            ]
            actor, boss = city.actor("counter"), city.actor("supervisor")
        system = BesideSystem(library.masters, knows.recording, library.recording, [replace(HER)])
        yield Scene(system, library, town, actor, boss, boss_library)
