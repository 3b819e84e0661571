"""Connections to PostgreSQL: their settings, and which are this pool's and still usable, without a round trip."""

import asyncio
import time
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Final

import asyncpg
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor, ExecutionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from services.own_schema.database.address import Address
from services.own_schema.database.errors import is_limit_of_login
from services.own_schema.database.json import told
from services.own_schema.revision import REVISION

_ALONE_WITHIN = 10.0
_EACH_WITHIN = 3.0
_FAREWELL = 1.0
_OPENED, _PROCESS = "madoguchi_opened", "madoguchi_process"
_SINCE_17: Final = MappingProxyType({"transaction_timeout": "0"})
"""Start-up settings that PostgreSQL 16 doesn't know, and refuses."""
_OLD_STATEMENT: Final = asyncpg.SerializationError.sqlstate
_PASSED_OVER = (
    OSError,  # no server listens, the network is down; TimeoutError is a subclass
    asyncpg.TargetServerAttributeNotMatched,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)

SESSION = MappingProxyType(
    {
        "application_name": f"madoguchi {REVISION}",
        "timezone": "UTC",
        "jit": "off",  # compiling a snapshot's statement takes longer than running it
        # Settings that a login may have stored in its own role, where they would spoil each later connection. A
        # start-up setting overrides a role's.
        "default_transaction_isolation": "read committed",
        "default_transaction_read_only": "off",
        "idle_session_timeout": "0",
        "local_preload_libraries": "",
        "search_path": "public",
        "standard_conforming_strings": "on",
        "statement_timeout": "0",
    }
)
"""What each connection to PostgreSQL starts with."""


class _NotWanted(ConnectionError):
    """A server accepts the login, but isn't of the kind that the address asks for."""


class Hosts:
    """Connects to the first of several hosts that answers and is what the address asks for.

    The driver gives all hosts together one time limit, so that a first one that doesn't answer (a power cut) would keep
    every desk from the second. Here each host has its own limit, and the host that was used last is tried first. A
    login that one host refuses is tried at the others, and is refused if all refuse it.
    """

    def __init__(self) -> None:
        self._good = 0
        self._left: set[asyncio.Task[asyncpg.Connection]] = set()
        self._password: str | None = None
        self._offered: list[str] = []
        self._is_older = False

    def offer_password(self, password: str) -> None:
        """Also try this password where the one in use is refused: it may come into force at any moment."""
        self._offered.append(password)

    def use_password(self, password: str) -> None:
        """Use another password than the caller's from now on."""
        self._password = password
        self._offered.clear()

    async def connect_for_pool(self, **arguments: Any) -> asyncpg.Connection:
        """Do as `connect`, but let the next caller, with the same arguments, take over a cancelled attempt.

        Otherwise cards scanned one after the other would begin to connect again and again, and never finish.
        """
        task = self._take_over() or asyncio.ensure_future(self.connect(**arguments))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if not task.cancelled():
                self._left.add(task)
            raise

    async def end(self) -> None:
        """Close abandoned connections that no caller took over."""
        left, self._left = self._left, set()
        for task in left:
            task.cancel()
        for made in await asyncio.gather(*left, return_exceptions=True):
            if isinstance(made, asyncpg.Connection):
                made.terminate()

    def _take_over(self) -> "asyncio.Task[asyncpg.Connection] | None":
        while self._left:
            task = self._left.pop()
            if not task.done() or _is_good(task):
                return task
        return None

    async def connect(self, **arguments: Any) -> asyncpg.Connection:
        """Connect, as `asyncpg.connect` does, with the password that is in force.

        Raises:
            OSError: no host answers, or none is what the address asks for.
            asyncpg.PostgresError: one refuses the login or the database, and none lets it in.
        """
        given = arguments.pop("password", None)
        refused: list[str | None] = []
        while True:
            password = next(each for each in self._known(given) if each not in refused)
            try:
                connection = await self._reach(**arguments, password=password)
            except asyncpg.InvalidPasswordError:
                refused.append(password)
                if all(each in refused for each in self._known(given)):
                    raise
            else:
                if refused:
                    self._password = password
                return connection

    def _known(self, given: str | None) -> tuple[str | None, ...]:
        return (self._password or given, *self._offered)

    async def check(self, **arguments: Any) -> None:
        """Connect with the given password alone, and close at once; raises as `connect`."""
        connection = await self._reach(**arguments)
        try:
            await connection.close(timeout=_FAREWELL)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            connection.terminate()

    async def _reach(
        self, *, host: str | Sequence[str] = "", port: int | Sequence[int] = 5432, **arguments: Any
    ) -> asyncpg.Connection:
        if isinstance(host, str):
            where = {"host": host, "port": port} if host else {}
            return await self._connect(_ALONE_WITHIN, **where, **arguments)
        assert isinstance(port, Sequence)
        places = list(enumerate(zip(host, port, strict=True)))
        trouble: Exception = ConnectionError()
        refusal: asyncpg.PostgresError | None = None
        let_in = False
        for number, (name, its_port) in places[self._good :] + places[: self._good]:
            try:
                connection = await self._connect(_EACH_WITHIN, host=name, port=its_port, **arguments)
            except _PASSED_OVER as error:
                trouble = trouble if is_limit_of_login(trouble) else error
                let_in = let_in or isinstance(error, _NotWanted)
            except asyncpg.PostgresError as error:
                refusal = refusal or error  # a standby that is behind knows no new login and no new password
            else:
                self._good = number
                return connection
        raise trouble if let_in or refusal is None else refusal

    async def _connect(self, within: float, **arguments: Any) -> asyncpg.Connection:
        settings = dict(arguments.pop("server_settings", {}))
        newer = {} if self._is_older else _SINCE_17
        try:
            made: asyncpg.Connection = await asyncpg.connect(
                **arguments, server_settings={**settings, **newer}, timeout=within
            )
        except asyncpg.TargetServerAttributeNotMatched as error:
            raise _NotWanted from error
        except asyncpg.UndefinedObjectError:
            if self._is_older:
                raise
            self._is_older = True
            return await self._connect(within, server_settings=settings, **arguments)
        return made


def _is_good(ended: "asyncio.Task[asyncpg.Connection]") -> bool:
    return not ended.cancelled() and ended.exception() is None and not ended.result().is_closed()


class ListeningConnection(asyncpg.Connection):
    """Hands notices on as they are read.

    The driver makes a callback of the loop for each, which on Qt's is a timer: ten thousand of them, which any login
    may send, would take a tenth of a second of the processor at once.
    """

    __slots__ = ()

    def _process_notification(self, pid: int, channel: str, payload: str) -> None:
        """Call the listeners; the driver's protocol calls this."""
        for listener in tuple(self._listeners.get(channel, ())):  # type: ignore[attr-defined]
            listener.cb(self, pid, channel, payload)


class OwnConnections:
    """Knows the connections of a program's pool.

    After a server's end every kept connection is dead, and each would fail one look or act. Those that the driver knows
    to be closed, and those that are invalidated, are replaced at checkout.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._processes: set[int] = set()
        self._good_since = float("-inf")
        event.listen(engine.sync_engine, "connect", self._opened)
        event.listen(engine.sync_engine, "checkout", self._wanted)
        event.listen(engine.sync_engine, "close", self._closed)

    def served_by(self, process: int) -> bool:
        """Tell whether one of the server's processes, by its number, serves one of these connections."""
        return process in self._processes

    def invalidate(self) -> None:
        """Use none of the present connections again: their network may be dead without an error."""
        self._good_since = time.monotonic()

    def _opened(self, connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        entry.info[_OPENED] = time.monotonic()
        entry.info[_PROCESS] = _driver(connection).get_server_pid()
        self._processes.add(entry.info[_PROCESS])

    def _wanted(
        self, connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection
    ) -> None:
        driver = _driver(connection)
        if driver.is_closed() or entry.info[_OPENED] < self._good_since:
            driver.terminate()  # an orderly close would wait for a server that may not answer
            raise DisconnectionError

    def _closed(self, _connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        self._processes.discard(entry.info.get(_PROCESS, 0))


def engine_postgresql(
    address: Address, hosts: Hosts, *, patience: float, answer_within: float | None, pool_size: int
) -> AsyncEngine:
    """Make the engine for a server; see `services.own_schema.database.engine.Database.open`.

    Args:
        address: the library's.
        hosts: makes its connections.
        patience: seconds to wait for a lock.
        answer_within: seconds within which the server answers, None for work of any length.
        pool_size: how many connections there may be.
    """
    settings = {
        **SESSION,
        "lock_timeout": str(round(patience * 1000)),
        "idle_in_transaction_session_timeout": "30000",
    }
    if answer_within is not None:
        # A desk's calls read few rows by an index. So they have one plan for all values, however small a table is when
        # it is made: five of their own ahead of it cost more than they save. Functions that want others say so.
        settings |= {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"}
    return create_async_engine(
        address.url,
        isolation_level="READ COMMITTED",
        json_deserializer=told,
        hide_parameters=True,  # an error's text names no title and no password
        pool_size=pool_size,
        max_overflow=0,
        pool_use_lifo=True,  # one connection does nearly all, and knows all statements; each takes the server memory
        pool_timeout=patience,
        connect_args={
            **address.connect_args,
            "server_settings": settings,
            "command_timeout": answer_within,
            "async_creator_fn": hosts.connect_for_pool,
        },
    )


def send_old_ones_again(engine: AsyncEngine) -> None:
    """Send a call once more that the server refuses because its statement looks old there (`calls.sql`).

    Its clock leapt meanwhile, or its machine stood still, and the call did nothing. In a transaction nothing is sent
    again: what was done in it before is gone.
    """
    event.listen(engine.sync_engine, "do_execute", _executed)


def _executed(cursor: DBAPICursor, statement: str, parameters: Any, context: ExecutionContext) -> bool:
    """Execute a statement, as the dialect does; it has no more to do then."""
    try:
        cursor.execute(statement, parameters)
    except Exception as error:
        is_alone = context.execution_options.get("isolation_level") == "AUTOCOMMIT"
        if not is_alone or getattr(error, "sqlstate", None) != _OLD_STATEMENT:
            raise
        cursor.execute(statement, parameters)
    return True


def _driver(connection: DBAPIConnection) -> Any:
    adapted: Any = connection
    return adapted.driver_connection
