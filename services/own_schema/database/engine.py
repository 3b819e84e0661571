"""Connections: one for looks, one for plain reading, one for acts, alike on SQLite and PostgreSQL."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.contract.errors import (
    NotPermitted,
    OutcomeUnknown,
    SchemaMismatch,
    SystemLoginRefused,
    SystemReadOnly,
    SystemUnreachable,
)
from services.own_schema.database.address import Address, parse
from services.own_schema.database.engine_sqlite import (
    changed_by_others,
    engine_sqlite,
    in_thread,
    is_in_transaction,
    only_row,
)
from services.own_schema.database.errors import (
    is_connection_loss,
    is_unknown_there,
    service_error,
    translate,
    translate_connecting,
)
from services.own_schema.database.frozen import DriverStatement
from services.own_schema.database.library_file import OpenFile
from services.own_schema.database.tables.revision import require_revision, revision_of
from services.own_schema.revision import REVISION
from services.rules.secret import Secret

if TYPE_CHECKING:
    import asyncpg

_POOL_SIZE = (
    3  # a look-up, an act and a refresh at the same moment, which is rare: two hundred desks share the server
)
ANSWER_WITHIN = 15.0
"""Seconds in which a server answers: longer than any wait for a lock."""


class Database:
    """The ILS database of one running program.

    Every error that leaves `autocommit`, `reading` or `transaction` has been through
    `services.own_schema.database.errors`: it is a `ServiceError`, an `IntegrityError` for the act to explain, or a bug.

    Attributes:
        dialect: `sqlite` or `postgresql`.
        path: the SQLite file; None on PostgreSQL.
        file: detects that the file was replaced; None on PostgreSQL.
    """

    def __init__(self, address: Address, *, patience: float, answer_within: float | None) -> None:
        self.dialect = address.dialect
        self._address = address
        self.path = address.path
        self.file = None if address.path is None else OpenFile(address.path)
        self._sqlite = self.file is not None
        if self.file is not None:
            # An act is on the disk before its slip is printed (FULL). A power cut may cost the last looks' records,
            # never the database (NORMAL): that halves what a look-up takes.
            made = partial(engine_sqlite, address, self.file, patience=patience, pool_size=_POOL_SIZE)
            self._acts = made(synchronous="FULL")
            self._looks = made(synchronous="NORMAL", skip_autocommit_rollback=True)
        else:
            from services.own_schema.database.connections_postgresql import (  # a driver that SQLite doesn't need
                Hosts,
                OwnConnections,
                engine_postgresql,
                send_old_ones_again,
            )

            self._hosts = Hosts()
            self._acts = engine_postgresql(
                address, self._hosts, patience=patience, answer_within=answer_within, pool_size=_POOL_SIZE
            )
            # Shares the acts' connections; with AUTOCOMMIT a look-up is one round trip without BEGIN and COMMIT.
            self._looks = self._acts.execution_options(isolation_level="AUTOCOMMIT")
            self._own = OwnConnections(self._acts)
            send_old_ones_again(self._acts)
        self._keeps_to_revision = False
        self._kept: set[asyncio.Task[Any]] = set()
        self._refused = asyncio.Event()
        self._refusal = SystemLoginRefused()

    @classmethod
    def open(
        cls, url: str, *, patience: float = 5.0, answer_within: float | None = ANSWER_WITHIN
    ) -> "Database":
        """Make the engines for an address; nothing is connected yet.

        Args:
            url: see `services.own_schema.database.address.parse`.
            patience: seconds to wait for a lock that another program holds.
            answer_within: seconds after which a server that doesn't answer is `SystemUnreachable`. None for work of
                any length. SQLite has no network.

        Raises:
            DatabaseUrlBad: the address can't be understood.
        """
        return cls(parse(url), patience=patience, answer_within=answer_within)

    @property
    def engines(self) -> tuple[AsyncEngine, ...]:
        """The engines whose events tell of every statement: that of acts first, on SQLite then that of looks.

        On PostgreSQL looks share the connections and the events of acts.
        """
        return (self._acts, self._looks) if self._sqlite else (self._acts,)

    def keep_to_revision(self) -> None:
        """Work with the library as long as it is of this program's revision: `db upgrade` may run while it is open.

        From then on `autocommit`, `transaction` and `calling` raise `SchemaMismatch` on another revision, and do
        nothing. On PostgreSQL the called functions check it (madoguchi_begin_reading).
        """
        self._keeps_to_revision = True

    @asynccontextmanager
    async def autocommit(self) -> AsyncIterator[AsyncConnection]:
        """Connect for one statement: a look, which reads and writes its access record, or a question.

        There is no transaction around it. On PostgreSQL that is one round trip instead of three; on SQLite each BEGIN,
        COMMIT or ROLLBACK would be another wait for the driver's thread.
        """
        async with self._connected(self._looks) as conn:
            if self._sqlite and self._keeps_to_revision:
                await in_thread(conn, require_revision)
            yield conn

    async def only_row(self, statement: DriverStatement, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Do as `autocommit` for one statement in a file, in one go of the driver's thread; give its row, if any.

        Its engine tells of the statement as of any other. To be run to its end.
        """
        assert self.file is not None
        with translate():
            self.file.check()
            return await only_row(self._looks, statement, values, self._require_own_revision)

    async def changed_by_others(self, asker: object) -> bool:
        """Tell whether more than this program's own looks was written into the file since the same one asked last.

        Two looks at the same moment have two connections, and count as others'. To be run to its end.
        """
        assert self.file is not None
        with translate():
            self.file.check()
            return await changed_by_others(self._looks, asker)

    def _require_own_revision(self, driver: sqlite3.Connection) -> None:
        if self._keeps_to_revision:
            require_revision(driver)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Connect for reading only; all statements in the block see the same moment."""
        async with self._connected(self._acts) as conn:
            if self._sqlite:
                await conn.exec_driver_sql("BEGIN DEFERRED")
            else:
                await conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield conn
            await conn.rollback()

    @asynccontextmanager
    async def transaction(self, act_id: str | None = None) -> AsyncIterator[AsyncConnection]:
        """Connect for an act: committed when the block ends normally, rolled back otherwise.

        PostgreSQL runs it in READ COMMITTED: lock first, then read the facts in the next statement. SQLite holds the
        only write lock from the start.

        Args:
            act_id: with it, a connection lost while committing is `OutcomeUnknown`: the act may have happened.

        Raises:
            OutcomeUnknown: see `act_id`.
            DatabaseReplaced: the SQLite file is another one; while committing, what was written is in the old one or
                in its log.
        """
        async with self._connected(self._acts) as conn:
            if self.file is not None:
                await conn.exec_driver_sql("BEGIN IMMEDIATE")
                turn = await in_thread(conn, self._begin_turn)
            yield conn
            counts = self.file is not None and await is_in_transaction(conn)  # else the block took it back
            try:
                await conn.commit()
            except Exception as error:
                if act_id is not None and is_connection_loss(error):
                    raise OutcomeUnknown(act_id) from error
                raise
            if self.file is not None and counts:
                self.file.end_turn(turn)
                self._check_committed(self.file, act_id)

    @asynccontextmanager
    async def calling(self, act_id: str) -> AsyncIterator[AsyncConnection]:
        """Connect for one call that does an act whole, on PostgreSQL.

        Raises:
            OutcomeUnknown: the connection was lost in the block: the act may have happened.
        """
        async with self._connected(self._looks) as conn:
            try:
                yield conn
            except Exception as error:
                if is_connection_loss(error):
                    raise OutcomeUnknown(act_id) from error
                raise

    def _begin_turn(self, conn: sqlite3.Connection) -> int:
        self._require_own_revision(conn)
        assert self.file is not None
        return self.file.begin_turn(conn)

    def _check_committed(self, file: OpenFile, act_id: str | None) -> None:
        """Make sure that the file still holds what was just committed, before success is reported."""
        try:
            file.check()
        except SystemUnreachable as error:
            if act_id is not None:
                raise OutcomeUnknown(act_id) from error
            raise

    async def run_to_end[T](self, work: Coroutine[Any, Any, T]) -> T:
        """Run a whole `autocommit`, `reading` or `transaction` that may be cancelled.

        On SQLite cancelling then waits for its end, and the answer is thrown away: the driver's thread can't be
        stopped, and a statement that isn't read to its end keeps the write lock until Python collects it. PostgreSQL
        cancels the statement itself.
        """
        if not self._sqlite:
            return await work
        # Eager: on an idle connection `only_row` has given the driver its statement before the caller goes on.
        task = asyncio.Task(work, loop=asyncio.get_running_loop(), eager_start=True)
        self._kept.add(task)
        task.add_done_callback(self._let_go)
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            await asyncio.wait({task})
            raise
        return task.result()

    async def refusal(self) -> SystemLoginRefused:
        """Wait until the server refuses this login, on any connection; give how it refused."""
        await self._refused.wait()
        return self._refusal

    @property
    def _place(self) -> dict[str, Any]:
        """What the driver connects with, for a connection beside the pool."""
        from services.own_schema.database.connections_postgresql import SESSION

        _, place = self._acts.dialect.create_connect_args(self._address.url)
        return {**place, **self._address.connect_args, "server_settings": dict(SESSION)}

    def note_refusal(self, error: SystemLoginRefused) -> None:
        """Note that the server refused this login; the first refusal counts. Each connection made here calls this."""
        if not self._refused.is_set():
            self._refusal = error
            self._refused.set()

    async def connect_apart(self) -> "asyncpg.Connection":
        """Connect to PostgreSQL beside the pool, for what stays connected.

        Raises:
            OSError, asyncpg.PostgresError: as the driver says it.
        """
        try:
            from services.own_schema.database.connections_postgresql import ListeningConnection

            return await self._hosts.connect(**self._place, connection_class=ListeningConnection)
        except Exception as error:
            refused = service_error(error)
            if isinstance(refused, SystemLoginRefused):
                self.note_refusal(refused)
            elif isinstance(refused, NotPermitted):
                self.note_refusal(SystemLoginRefused())
            raise

    async def check_password(self, password: Secret) -> None:
        """Let PostgreSQL check a password of this login's, on a connection that is closed at once.

        Raises:
            SystemLoginRefused: it is wrong; the login that is connected stays so.
            SystemLoginClosed: the login is closed.
            SystemUnreachable, DatabaseUntrusted: it wasn't checked.
        """
        with translate_connecting():
            await self._hosts.check(**self._place | {"password": password.reveal()})

    @contextmanager
    def changing_password(self, new: Secret) -> Iterator[None]:
        """Let PostgreSQL's connections use another password as soon as it is in force, when the block gives it one.

        A connection may be made at any moment: before the server has the new one, after it, or after its answer got
        lost. So both are tried from now on, and the new one alone after an orderly end.
        """
        self._hosts.offer_password(new.reveal())
        yield
        self._hosts.use_password(new.reveal())

    def is_served_by(self, process: int) -> bool:
        """Tell whether a PostgreSQL server process, by its number, serves one of the pool's connections."""
        return self._own.served_by(process)

    def invalidate_connections(self) -> None:
        """Use none of the present connections again: their server may be gone without an error."""
        if not self._sqlite:
            self._own.invalidate()

    def _let_go(self, task: "asyncio.Task[Any]") -> None:
        self._kept.discard(task)
        if not task.cancelled():
            task.exception()  # looked at, so that asyncio doesn't report what was cancelled

    async def dispose(self) -> None:
        """Close every connection; the end of a program or test waits for it."""
        if self._kept:
            await asyncio.wait(self._kept)
        await self._looks.dispose()
        await self._acts.dispose()
        if not self._sqlite:
            await self._hosts.end()

    @asynccontextmanager
    async def _connected(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        with translate():
            if self.file is not None:
                # Before the driver connects: after a failure its thread may call a closed loop.
                self.file.check()
            try:
                with translate_connecting():
                    conn = await self._connection(engine)
            except SystemLoginRefused as error:
                self.note_refusal(error)
                raise
            try:
                yield conn
            except Exception as error:
                if isinstance(error.__cause__ or error, TimeoutError):
                    self.invalidate_connections()
                    await conn.invalidate()  # a ROLLBACK would wait for the same silent server
                elif isinstance(service_error(error), SystemReadOnly):
                    self.invalidate_connections()  # another server may have taken over
                elif self._keeps_to_revision and is_unknown_there(error):
                    await self._require_revision(error)
                raise
            finally:
                await conn.close()  # rolls back what wasn't committed

    async def _require_revision(self, error: Exception) -> None:
        """Raise SchemaMismatch if another revision is why the server lacks what this program asks for."""
        async with self._acts.connect() as conn:
            found = await revision_of(conn)
        if found != REVISION:
            raise SchemaMismatch(found, REVISION) from error

    async def _connection(self, engine: AsyncEngine) -> AsyncConnection:
        """Connect; on SQLite to the end, for a connection given up half-way stays open in the driver's thread."""
        if not self._sqlite:
            return await engine.connect().start()
        connecting = asyncio.ensure_future(engine.connect().start())
        try:
            return await asyncio.shield(connecting)
        except asyncio.CancelledError:
            await asyncio.wait({connecting})
            if connecting.exception() is None:
                await connecting.result().close()
            raise
