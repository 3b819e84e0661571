"""Cities that stay founded from one test to the next; their rows are put back in between, as libraries' are."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count

from services.own_schema.library import build_library, open_library
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.apart import run_apart
from tests.helpers.city import City, new_names, settle
from tests.helpers.kept_libraries import Kept, OnServer
from tests.helpers.kept_loop import KeptLoop
from tests.helpers.patrons import NOW, TODAY, Town
from tests.helpers.postgres import Server


class SettledOnServer(OnServer):
    """A library in a database of the tests' server, with logins.

    Attributes:
        names: the logins' names by role.
        town: what patrons need; without connections of its own.
    """

    def __init__(self, server: Server, hasher: PasswordHasher) -> None:
        super().__init__(server)
        self.names = new_names()
        self.town = run_apart(self._settle(hasher))
        server.remember(self._name)
        self._logins = server.logins(self._name, self.names.values())
        self._mending = server.mending(self.names.values())

    async def _settle(self, hasher: PasswordHasher) -> Town:
        async with open_library(self.url, hasher=hasher) as library:
            city = City(self.url, library, await Town.found(library.db), hasher, self.names)
            admin = await city.connect()
            await settle(city, admin)
            await admin.close()
        return city.town

    def put_back(self) -> bool:
        """Make rows and logins as they were; False where a test changed the tables, or who a login is."""
        if not super().put_back():
            return False
        if self._are_logins_back():
            return True
        self._server.mend(self._mending)
        return self._are_logins_back()

    def _are_logins_back(self) -> bool:
        return self._server.logins(self._name, self.names.values()) == self._logins

    def drop(self) -> None:
        """Drop database and logins."""
        super().drop()
        self._server.drop_logins(self.names.values())


@asynccontextmanager
async def opened_city(kept: Kept, hasher: PasswordHasher) -> AsyncIterator[City]:
    """Give a city with the administrator's connections, which were made for this test or an earlier one."""
    place = kept.place
    assert isinstance(place, SettledOnServer)
    async with kept.opened() as db:
        masters = MastersStore(db, await kept.masters(db, TODAY))
        town = replace(place.town, db=db, numbers=count(1))
        await town.set_time(NOW)  # the clock went on since the city was founded
        sessions = kept.sessions if isinstance(asyncio.get_running_loop(), KeptLoop) else None
        yield City(place.url, build_library(db, masters, hasher), town, hasher, place.names, sessions)
