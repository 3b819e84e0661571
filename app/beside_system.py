"""The library system that a desk's settings name: opened beside the library, whose staff and records go on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.library_access import Opener
from services.contract.errors import (
    SettingsUnreadable,
    SystemAddressBad,
    SystemAddressHoldsPassword,
    SystemBesideServer,
)

if TYPE_CHECKING:
    from services.own_schema.library import Library
    from services.systems.record_source import RecordSource
    from viewmodels.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class SystemPlace:
    """Where a library system is, without its password."""

    address: str


def system_place(settings: "Settings") -> SystemPlace:
    """Tell which system the settings name.

    Raises:
        SettingsUnreadable: a kind without an address, or an address without a kind (with the key that is missing).
        SystemAddressBad, SystemAddressHoldsPassword: it can't be used.
    """
    kind, address = settings.ils_kind, settings.ils_views
    if kind is None or address is None:
        raise SettingsUnreadable(key="ils.kind" if kind is None else "ils.views")
    from urllib.parse import (
        urlsplit,
    )  # which reads addresses of networks, too: a start without it has no time for that

    try:
        parts = urlsplit(address)
        has_password = parts.password is not None
    except ValueError:
        raise SystemAddressBad from None
    if has_password:
        raise SystemAddressHoldsPassword
    if not parts.username:
        raise SystemAddressBad
    return SystemPlace(address)


def beside_opener(opener: Opener, place: SystemPlace) -> Opener:
    """Open a library with the system beside it, whose patrons it then shows."""

    @asynccontextmanager
    async def opened() -> AsyncIterator["Library"]:
        async with opener() as library, opened_source(place) as source:
            yield await standing_beside(library, source)

    return opened


@asynccontextmanager
async def opened_source(place: SystemPlace) -> AsyncIterator["RecordSource"]:
    """Open the way to a system, with the password that the keyring has; a keyring may ask its user first.

    Raises:
        KeyringMissing, SystemPasswordMissing: there is no password for it.
        ServiceError: it can't be read.
    """
    from app.settings.system_keyring import read_password
    from services.systems.sources import open_source

    password = await asyncio.to_thread(read_password, place.address)
    async with open_source(place.address, password) as source:
        yield source


async def standing_beside(library: "Library", source: "RecordSource") -> "Library":
    """Give an open library that shows a system's patrons.

    Raises:
        SystemBesideServer: the library is on a server.
        LibraryHasPatrons: it has patrons of its own.
        ServiceError: the system's masters can't be read.
    """
    if library.db.path is None:
        raise SystemBesideServer
    from services.systems.beside.backend import stand_beside

    backend = await stand_beside(source, library.backend, library.recording)
    return replace(library, backend=backend)
