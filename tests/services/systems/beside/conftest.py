"""A desk on a system in memory, which records at a real counter's library in a file."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from services.own_schema.library import open_library
from services.own_schema.password_hashing import PasswordHasher
from services.systems.beside.backend import stand_beside
from tests.helpers.patrons import CARD, Town, clerk
from tests.helpers.system_in_memory import SystemInMemory, record
from tests.services.systems.beside.beside_scene import Scene


@pytest.fixture
async def scene(sqlite_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Scene]:
    source = SystemInMemory({"51": record("51", CARD)})
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        town = await Town.found(library.db)
        backend = await stand_beside(source, library.backend, library.recording)
        source.asked.clear()
        here = next(iter(backend.masters.current.branches))
        yield Scene(backend, source, library, town, replace(clerk(), branch_id=here))
