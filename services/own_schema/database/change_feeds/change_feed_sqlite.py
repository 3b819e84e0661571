"""Sees changes on SQLite: the file's version shows that it was written to, not what."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import closing, suppress
from pathlib import Path

from services.contract.change_events import Changed, Connected, Lost, Replaced, Report
from services.contract.errors import DatabaseMixed, DatabaseReplaced, ServiceError, SystemUnreachable
from services.own_schema.database.engine import Database
from services.own_schema.database.engine_sqlite import data_version
from services.own_schema.database.library_file import OpenFile

_EVERY = 0.2  # seconds; some hundred microseconds of work each
_AGAIN = 1.0  # seconds


async def poll(db: Database, file: OpenFile) -> AsyncGenerator[Report]:
    """Tell that the file was changed, by any program, and when it goes and comes back; not of this program's looks.

    Once the file was replaced, no further change is reported.

    A separate thread polls the file, so that an unchanged file doesn't wake the desk. Its connection notices own looks,
    too; the connection that makes them tells whether there was more.
    """
    loop = asyncio.get_running_loop()
    seen: asyncio.Queue[Report] = asyncio.Queue()
    stop, asker = threading.Event(), object()

    def tell(report: Report) -> None:
        with suppress(RuntimeError):  # the loop is closed, so the desk has ended
            loop.call_soon_threadsafe(seen.put_nowait, report)

    thread = threading.Thread(target=_watch, args=(file, stop, tell), name="madoguchi-changes", daemon=True)
    thread.start()
    try:
        last = False
        while not last:
            report = await seen.get()
            last = isinstance(report, Replaced)
            is_own = isinstance(report, Connected | Changed) and not await _is_by_others(db, asker)
            if not (is_own and isinstance(report, Changed)):
                yield report
    finally:
        stop.set()
        await asyncio.to_thread(thread.join)


async def _is_by_others(db: Database, asker: object) -> bool:
    try:
        return await db.run_to_end(db.changed_by_others(asker))
    except ServiceError:
        return True


def _watch(file: OpenFile, stop: threading.Event, tell: Callable[[Report], None]) -> None:
    lost = False
    while not stop.is_set():
        try:
            with suppress(sqlite3.Error, OSError, SystemUnreachable):
                file.check()
                with closing(_open(file.path)) as conn:
                    version = data_version(conn)
                    lost = False
                    tell(Connected())
                    while not stop.wait(_EVERY):
                        file.check()
                        now = data_version(conn)
                        if now != version:
                            version = now
                            tell(Changed(None))
        except (DatabaseReplaced, DatabaseMixed) as error:
            tell(Replaced(error))
            return
        if not lost and not stop.is_set():
            lost = True
            tell(Lost())
        stop.wait(_AGAIN)


def _open(path: Path) -> sqlite3.Connection:
    # Never make a missing file anew, and never write to it, not even on closing.
    conn = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)
    conn.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
    return conn
