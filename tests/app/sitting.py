"""A desk as the program puts it together, over a library that a test has opened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from app.appearance import Looks
from app.desk.composition import OpenDesk, build_desk
from app.settings.settings_files import Settings
from services.contract.actor import StaffMember
from services.contract.backend import Backend, CounterRecords
from services.own_schema.library import Library
from tests.helpers.patrons import clerk
from viewmodels.approvals.approvers import Approvers
from viewmodels.desk.desk_state import DeskLocation

_CLERK: Final = clerk().staff
_AS_IT_IS: Final = Settings()


def sit_down(
    library: Library,
    looks: Looks,
    staff: StaffMember = _CLERK,
    *,
    backend: Backend | None = None,
    records: CounterRecords | None = None,
    settings: Settings = _AS_IT_IS,
    workstation: str = "2番窓口",
    approvers: Approvers | None = None,
) -> OpenDesk:
    """Open a desk's window; a bug in it fails the test.

    Args:
        library: gives the backend and the records, unless others are given.
        looks: theme, icons and scans.
        staff: who sits there.
        backend: stands in the library's place.
        records: stand in the library's place.
        settings: of the workstation.
        workstation: its name.
        approvers: let a supervisor approve at this desk.
    """
    desk = build_desk(
        backend or library.backend,
        records or library.records,
        staff=staff,
        place=DeskLocation(1, "中央図書館", workstation),
        settings=settings,
        looks=looks,
        report_bug=_fail,
        approvers=approvers,
    )
    desk.window.resize(1366, 768)
    desk.window.show()
    desk.window.activateWindow()
    return desk


async def leave(desk: OpenDesk) -> None:
    """Close a desk for good."""
    await desk.aclose()
    desk.window.let_close()
    desk.window.deleteLater()


@asynccontextmanager
async def sitting(
    library: Library,
    looks: Looks,
    staff: StaffMember = _CLERK,
    *,
    backend: Backend | None = None,
    records: CounterRecords | None = None,
) -> AsyncIterator[OpenDesk]:
    """Sit down at a desk, and leave it."""
    desk = sit_down(library, looks, staff, backend=backend, records=records)
    try:
        yield desk
    finally:
        await leave(desk)


def _fail(error: Exception) -> str:
    raise error
