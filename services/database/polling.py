"""Seeing changes on SQLite: the file's version tells that somebody wrote, not what."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import closing, suppress
from pathlib import Path

from services.changes import Changed, Connected, Lost, Report

_EVERY = 0.2  # seconds; some ten microseconds of work each
_AGAIN = 1.0  # seconds


async def poll(path: Path) -> AsyncGenerator[Report]:
    """Tell that the file was changed, by any connection of any program, and when it goes and comes back.

    A thread of its own looks at it: as long as nothing changes, the desk isn't woken.
    """
    loop = asyncio.get_running_loop()
    seen: asyncio.Queue[Report] = asyncio.Queue()
    stop = threading.Event()

    def tell(report: Report) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody listens any more
            loop.call_soon_threadsafe(seen.put_nowait, report)

    thread = threading.Thread(target=_watch, args=(path, stop, tell), name="madoguchi-changes", daemon=True)
    thread.start()
    try:
        while True:
            yield await seen.get()
    finally:
        stop.set()
        await asyncio.to_thread(thread.join)


def _watch(path: Path, stop: threading.Event, tell: Callable[[Report], None]) -> None:
    lost = False
    while not stop.is_set():
        with suppress(sqlite3.Error, OSError), closing(_open(path)) as conn:
            version = _version(conn)
            lost = False
            tell(Connected())
            while path.is_file() and not stop.wait(_EVERY):
                now = _version(conn)
                if now != version:
                    version = now
                    tell(Changed(None))
        if not lost and not stop.is_set():
            lost = True
            tell(Lost())
        stop.wait(_AGAIN)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)  # a file that is gone is no new empty one


def _version(conn: sqlite3.Connection) -> int:
    (version,) = conn.execute("PRAGMA data_version").fetchone()
    return int(version)
