"""Who makes, puts back and drops the databases of tests."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg
from sqlalchemy.engine import URL

_ALONE = 4711
_PUTTING_BACK = {"lock_timeout": "2s", "session_replication_role": "replica", "madoguchi.quiet": "on"}


class Administrator:
    """Works on databases between the tests, with a loop and a thread of its own.

    Its connection to each stays open: a new one has no plans and knows no tables, which costs ten times the work.
    """

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql")
        self._connections: dict[str | None, asyncpg.Connection] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def ask(self, database: str | None, statement: str) -> Any:
        """Run one statement, in a database or in the one that a server always has, and give its first value."""
        return self._wait_for(self._asked(database, statement))

    def execute(self, database: str | None, script: str) -> None:
        """Run statements."""
        self._wait_for(self._executed(database, script))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let other workers on the same server wait: roles are the server's, not a database's."""
        self.execute(None, f"SET lock_timeout = 0; SELECT pg_advisory_lock({_ALONE}); RESET lock_timeout")
        try:
            yield
        finally:
            self.execute(None, f"SELECT pg_advisory_unlock({_ALONE})")

    def leave(self, database: str) -> None:
        """Close the connection to a database."""
        self._wait_for(self._left(database))

    def close(self) -> None:
        """Close everything."""
        for database in list(self._connections):
            self._wait_for(self._left(database))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _wait_for[T](self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _asked(self, database: str | None, statement: str) -> Any:
        return await (await self._connection(database)).fetchval(statement)

    async def _executed(self, database: str | None, script: str) -> None:
        await (await self._connection(database)).execute(script)

    async def _left(self, database: str | None) -> None:
        connection = self._connections.pop(database, None)
        if connection is not None:
            await connection.close()

    async def _connection(self, database: str | None) -> asyncpg.Connection:
        known = self._connections.get(database)
        if known is None or known.is_closed():
            url = self._url.set(database=database or self._url.database)
            known = await asyncpg.connect(
                url.render_as_string(hide_password=False), server_settings=_PUTTING_BACK
            )
            self._connections[database] = known
        return known
