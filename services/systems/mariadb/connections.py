"""Connections to a MariaDB whose views are read: the only module that loads its driver.

Statements are prepared on the server, once a connection: to read the text of views anew costs most of a look. Values
never stand in a statement, so that neither the SQL mode nor a `%` or quote in them has a say.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Final
from weakref import WeakKeyDictionary

from services.contract.errors import SystemUnreachable
from services.rules.secret import Secret
from services.systems.mariadb.address import ViewsAddress
from services.systems.mariadb.errors import LOST, number, translate

STATEMENT_S: Final = 5
"""Seconds that a statement may take; the server ends a longer one."""
MOST_JSON: Final = 64 * 1024 * 1024
"""Bytes of one list of a record."""

_PATIENCE_S: Final = STATEMENT_S + 3.0
"""Seconds after which a server that says nothing isn't there."""
_CONNECT_S: Final = 5.0
_MOST: Final = 4
_TOKYO: Final = "+09:00"
_SESSION: Final = (
    f"SET SESSION time_zone = '{_TOKYO}', group_concat_max_len = {MOST_JSON}, max_statement_time = {STATEMENT_S},"
    " sql_mode = 'STRICT_TRANS_TABLES'; SET SESSION TRANSACTION READ ONLY"
)
"""The library's time, whatever the server's is."""

type FetchedRows = Sequence[Sequence[Any]]


class Connections:
    """A few connections of one login, made when they are needed; one that is lost is replaced by the next."""

    def __init__(self, address: ViewsAddress, password: Secret) -> None:
        self._address = address
        self._password = password
        self._pool: Any = None
        self._prepared: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()

    async def read(self, statement: str, *values: str) -> FetchedRows:
        """Run one statement that reads, once more if the connection was lost.

        Args:
            statement: with `?` for each value.
            values: each without half of a character.

        Raises:
            ServiceError: as `services.systems.mariadb.errors` has them.
        """
        with translate():
            try:
                return await self._once(statement, values)
            except Exception as error:
                if number(error) not in LOST:
                    raise
            return await self._once(statement, values)

    async def read_plainly(self, statement: str) -> FetchedRows:
        """Run a statement on a connection of its own, without the session's settings, which another product lacks."""
        with translate():
            from asyncmy import connect

            async with asyncio.timeout(_PATIENCE_S):
                connection = await connect(**self._options(), autocommit=True)
                try:
                    async with connection.cursor() as cursor:
                        await cursor.execute(statement)
                        found: FetchedRows = await cursor.fetchall()
                    await connection.ensure_closed()  # which the server's log takes for an end in order
                finally:
                    connection.close()
                return found

    async def close(self) -> None:
        """Close all connections; one that is still used is broken off."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        pool.terminate()
        with suppress(Exception):  # a server that is gone takes no leave
            async with asyncio.timeout(1):
                await pool.wait_closed()

    async def _once(self, statement: str, values: Sequence[str]) -> FetchedRows:
        if self._pool is None:
            from asyncmy.pool import Pool

            options = self._options()
            self._pool = Pool(0, _MOST, autocommit=True, init_command=_SESSION, **options)
        pool = self._pool
        try:
            async with asyncio.timeout(_PATIENCE_S):
                connection = await pool.acquire()
                try:
                    return await self._rows(connection, statement, values)
                except BaseException as error:
                    if number(error) is None or number(error) in LOST:
                        connection.close()  # what is still under way would be the next one's answer
                    raise
                finally:
                    pool.release(connection)
        except TimeoutError:
            raise SystemUnreachable from None

    async def _rows(self, connection: Any, statement: str, values: Sequence[str]) -> FetchedRows:
        prepared = self._prepared.setdefault(connection, {})
        if statement not in prepared:
            prepared[statement] = await connection.prepare(statement)
        result = await prepared[statement].execute(tuple(values))
        found: FetchedRows = result.rows
        return found

    def _options(self) -> dict[str, Any]:
        it = self._address
        options: dict[str, Any] = {
            "user": it.login,
            "password": self._password.reveal().encode(),  # the driver would take a text for Latin-1
            "database": it.database,
            "connect_timeout": _CONNECT_S,
            "program_name": "madoguchi",
        }
        if it.socket is not None:
            return {**options, "unix_socket": str(it.socket)}
        return {**options, "host": it.host, "port": it.port, "ssl": it.tls}


@asynccontextmanager
async def connected(address: ViewsAddress, password: Secret) -> AsyncIterator[Connections]:
    """Give the connections, and close them afterwards."""
    connections = Connections(address, password)
    try:
        yield connections
    finally:
        await connections.close()
