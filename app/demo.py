"""The demo: a fresh invented library in a temporary folder, which is gone when the desk closes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from app.library_access import Opener
from services.own_schema.demo.accounts import DEMO_STAFF
from services.own_schema.demo.hashes import STAFF_PASSWORD
from viewmodels.sign_in.sign_in import DemoStaff

if TYPE_CHECKING:
    from services.own_schema.library import Library

WORKSTATION = "デモ窓口"

TOUR_CARD = "100000001"
"""The everyday patron, with whom the tour is taken."""

STAFF = tuple(DemoStaff(staff_id, role, STAFF_PASSWORD) for staff_id, _, role in DEMO_STAFF)
"""Who can be tried out."""


def find_staff(wanted: str) -> DemoStaff | None:
    """Find one of the demo's staff by id or role; None if there is none."""
    return next((staff for staff in STAFF if wanted in {staff.id, staff.role.value}), None)


def demo_opener(now: datetime | None) -> Opener:
    """Make and open a demo library; leaving it deletes its folder.

    Args:
        now: the library's time; the computer's when left out.
    """

    @asynccontextmanager
    async def opened() -> AsyncIterator["Library"]:
        await asyncio.to_thread(_load)
        from services.own_schema.demo.opening import demo_library, remove_left_behind
        from services.own_schema.library import open_library

        await asyncio.to_thread(remove_left_behind)
        async with demo_library(now, has_reader=False) as url, open_library(url, on_any_disk=True) as library:
            yield library

    return opened


def demo_beside_opener() -> Opener:
    """Make a demo library without patrons and an invented Koha beside it, and open both; leaving ends both.

    Raises:
        ProgramMissing: there is no MariaDB here.
    """

    @asynccontextmanager
    async def opened() -> AsyncIterator["Library"]:
        await asyncio.to_thread(_load)
        from app.beside_system import standing_beside
        from app.koha_demo import DemoInventions
        from services.own_schema.demo.opening import DEMO_SEED, demo_library, remove_left_behind
        from services.own_schema.library import open_library
        from services.systems.koha.demo.opening import demo_koha
        from services.systems.sources import open_source

        await asyncio.to_thread(remove_left_behind)
        async with (
            demo_library(patrons=0, has_reader=False) as url,
            open_library(url, on_any_disk=True) as library,
        ):
            today = library.masters.current.day
            async with (
                demo_koha(DemoInventions(DEMO_SEED, today), today) as koha,
                open_source(koha.address, koha.password) as source,
            ):
                yield await standing_beside(library, source)

    return opened


def _load() -> None:
    from services.own_schema.bare_packages import load_sqlalchemy

    load_sqlalchemy()
    import services.own_schema.demo.opening
    import services.own_schema.library  # noqa: F401 - for the next imports to be quick
