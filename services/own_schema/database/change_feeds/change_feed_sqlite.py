"""Sees changes on SQLite: the file's version shows that it was written to, not what."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import closing, suppress
from pathlib import Path

from services.contract.change_events import Changed, Connected, Lost, Replaced, Report
from services.contract.errors import DatabaseMixed, DatabaseReplaced, SystemUnreachable
from services.own_schema.database.library_file import OpenFile

_EVERY = 0.2  # seconds; some hundred microseconds of work each
_AGAIN = 1.0  # seconds


async def poll(file: OpenFile) -> AsyncGenerator[Report]:
    """Tell that the file was changed, by any connection of any program, and when it goes and comes back.

    Once the file was replaced, no further change is reported.

    A separate thread polls the file, so that an unchanged file doesn't wake the desk.
    """
    loop = asyncio.get_running_loop()
    seen: asyncio.Queue[Report] = asyncio.Queue()
    stop = threading.Event()

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
            yield report
    finally:
        stop.set()
        await asyncio.to_thread(thread.join)


def _watch(file: OpenFile, stop: threading.Event, tell: Callable[[Report], None]) -> None:
    lost = False
    while not stop.is_set():
        try:
            with suppress(sqlite3.Error, OSError, SystemUnreachable):
                file.check()
                with closing(_open(file.path)) as conn:
                    version = _version(conn)
                    lost = False
                    tell(Connected())
                    while not stop.wait(_EVERY):
                        file.check()
                        now = _version(conn)
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


def _version(conn: sqlite3.Connection) -> int:
    (version,) = conn.execute("PRAGMA data_version").fetchone()
    return int(version)
