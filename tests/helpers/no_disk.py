"""SQLite that doesn't wait for the disk: a test's process may die, but its computer has power to the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import ConnectionPoolEntry, Pool

_TOLD = "doesn't wait"


def _forgo(connection: Any, entry: ConnectionPoolEntry, _proxy: Any) -> None:
    """Take back what the program set when it connected, before anybody works with the connection."""
    if _TOLD not in entry.info:
        entry.info[_TOLD] = True
        if hasattr(getattr(connection, "driver_connection", None), "executescript"):  # a library's on SQLite
            connection.run_async(lambda driver: driver.executescript("PRAGMA synchronous = OFF"))


def forgo_the_disk() -> None:
    """Have no SQLite connection of this process wait until the disk has what it wrote."""
    event.listen(Pool, "checkout", _forgo)


@contextmanager
def as_the_program_does() -> Iterator[None]:
    """Leave new connections as the program sets them."""
    event.remove(Pool, "checkout", _forgo)
    try:
        yield
    finally:
        forgo_the_disk()
