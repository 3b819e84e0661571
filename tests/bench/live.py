"""From another desk's change to the painted panel, and what a desk at rest costs."""

import asyncio
import os
import time

import asyncpg
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop
from sqlalchemy.engine import make_url

from app.appearance import Looks, apply, remove
from app.desk.composition import OpenDesk, build_desk
from app.settings.settings_files import Settings
from app.support.gui_thread_gc import collect_in_this_thread
from services.contract.actor import StaffMember
from services.contract.snapshot import LookUpAnswer
from services.own_schema.library import Library, open_library
from services.rules.vocabulary import Role
from tests.bench.figures import Figure
from tests.bench.look_up import USUAL, Pictures
from tests.helpers.patrons import CARD, Town
from tests.helpers.postgres import left_out_because, running_server
from viewmodels.desk.desk import DeskLocation
from views.style.theme import ARGUMENTS

WANTED_MS = 300.0
_LOANS = 20
_REST_S = 10.0
_QUIET_S = 0.03
_HOPELESS = 20
_STAFF = StaffMember("bench", "窓口 担当", Role.COUNTER)


def measure(count: int) -> list[Figure]:
    """Measure on PostgreSQL; nothing where there is no server to be had."""
    if left_out_because() is not None:
        return []
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(list(ARGUMENTS))
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    app.setCursorFlashTime(0)
    with running_server() as server, server.library() as url:
        return asyncio.run(_measure(app, url, count), loop_factory=lambda: QEventLoop(app))


async def _measure(app: QApplication, url: str, count: int) -> list[Figure]:
    async with open_library(url) as library:
        town = await Town.found(library.db)
        patron_id = await town.patron()
        for number in range(_LOANS):
            await town.loan(patron_id, f"本{number}")
        looks = apply(app, Settings())
        collect_anywhere = collect_in_this_thread()
        desk = _desk(library, town, looks)
        other = await asyncpg.connect(make_url(url).set(drivername="postgresql").render_as_string(False))
        try:
            desk.window.resize(USUAL)
            desk.window.show()
            desk.desk.scanned(CARD)
            await desk.desk.look_up.settled()
            return [
                Figure(
                    "change elsewhere → painted here, 1366 × 768",
                    "ms",
                    await _follow(desk, other, patron_id, count),
                    WANTED_MS,
                    WANTED_MS,
                ),
                Figure("a desk at rest, share of one core", "%", (await _rest(),)),
            ]
        finally:
            await other.close()
            await desk.aclose()
            desk.window.let_close()
            remove(app, looks)
            collect_anywhere()


def _desk(library: Library, town: Town, looks: Looks) -> OpenDesk:
    return build_desk(
        library.backend,
        library.records,
        staff=_STAFF,
        place=DeskLocation(town.branch_id, "中央図書館", "bench"),
        settings=Settings(),
        looks=looks,
        report_bug=_no_bugs,
    )


async def _follow(desk: OpenDesk, other: asyncpg.Connection, patron_id: int, count: int) -> tuple[float, ...]:
    """Change a loan as another program would; the time runs from before its statement is sent."""
    lists = desk.window.inquiry.lists
    pictures = Pictures(desk.window, {it.table.viewport(): it.accessibleName() for it in lists})
    changed = asyncio.Event()

    def note(_answer: LookUpAnswer | None) -> None:
        changed.set()

    forget = desk.desk.answer.subscribe(note)
    await asyncio.sleep(1)  # the desk has begun to listen
    samples = []
    for _ in range(count):
        changed.clear()
        pictures.painted.clear()
        start = time.perf_counter()
        await other.execute("UPDATE loan SET due_on = due_on + 1 WHERE patron_id = $1", patron_id)
        await asyncio.wait_for(changed.wait(), _HOPELESS)
        before = 0.0
        while pictures.finished_at != before:
            before = pictures.finished_at
            await asyncio.sleep(_QUIET_S)
        assert desk.window.inquiry.loans.accessibleName() in pictures.painted
        samples.append((pictures.finished_at - start) * 1000)
    forget()
    pictures.stop()
    return tuple(samples)


async def _rest() -> float:
    """Tell how much of a core the process takes while nobody does anything."""
    start = time.process_time()
    await asyncio.sleep(_REST_S)
    return 100 * (time.process_time() - start) / _REST_S


def _no_bugs(error: BaseException) -> str:
    raise AssertionError from error
