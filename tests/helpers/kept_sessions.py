"""Connections of logins that stay open from one test to the next: a new one knows no tables and has no plans, which
takes a server longer than most of what a test asks."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

type Connect = Callable[[str | None], Awaitable[asyncpg.Connection]]

_AS_NEW = """
    RESET SESSION AUTHORIZATION; RESET ALL; RESET ROLE; CLOSE ALL; UNLISTEN *; DISCARD SEQUENCES; DISCARD TEMP
"""
_UNLOCKED = "; SELECT pg_advisory_unlock_all()"  # which a login of the staff may not; nor may it lock so


class KeptSessions:
    """Those of one library, at most one for each login; what runs beside it has one of its own."""

    def __init__(self) -> None:
        self._free: dict[str | None, asyncpg.Connection] = {}

    @asynccontextmanager
    async def lent(self, who: str | None, connect: Connect) -> AsyncIterator[asyncpg.Connection]:
        """Give a connection while the block runs; it is closed if it isn't as good as new then.

        Args:
            who: whose; the administrator's when nobody is named.
            connect: makes one.
        """
        conn = self._free.pop(who, None)
        if conn is None or conn.is_closed():
            conn = await connect(who)
        try:
            yield conn
        finally:
            if who not in self._free and await made_as_new(conn, may_lock=who is None):
                self._free[who] = conn
            else:
                await conn.close()

    async def close(self) -> None:
        """Close them all."""
        for conn in self._free.values():
            await conn.close()
        self._free.clear()


async def made_as_new(conn: Any, *, may_lock: bool = True) -> bool:
    """Take back what a session can set, but for its plans; False where it has ended, or is at something."""
    if conn.is_closed() or conn.is_in_transaction() or conn._listeners or conn._log_listeners:
        return False
    try:
        await conn.execute(_AS_NEW + _UNLOCKED * may_lock)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError):
        return False
    return True
