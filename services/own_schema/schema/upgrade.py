"""Making the database, bringing it up to date, and making sure that it is this program's.

Alembic is loaded only by the commands that need it; opening a library compares one revision name.
"""

import warnings
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Identity, column, create_engine, inspect, select, table, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.errors import DatabaseNotEmpty, SchemaForeign, SchemaMismatch
from services.files.file_systems import require_own_disk
from services.own_schema.database.address import parse
from services.own_schema.database.engine import Database
from services.own_schema.database.engine_sqlite import in_thread
from services.own_schema.database.errors import translate
from services.own_schema.database.library_file import renew_mark
from services.own_schema.database.search_key_rows import KeyProgress, make_missing_keys
from services.own_schema.database.soundness import check_soundness
from services.own_schema.database.tables import metadata
from services.own_schema.database.tables.people import LENGTHS_INDEX
from services.own_schema.database.tables.revision import revision_of
from services.own_schema.database.tables.types import server_now
from services.own_schema.revision import REVISION
from services.own_schema.schema import seed
from services.own_schema.schema.new_file import made_whole
from services.own_schema.schema.postgresql import guards
from services.own_schema.schema.server_version import check_encoding, server_version
from services.own_schema.schema.things import Things, foreign, things_of
from services.rules.clock import tokyo_day

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"
_IDS_GIVEN = table("sqlite_sequence", column("name"), column("seq"))
"""SQLite's own: the last id that it gave in each table."""


async def init(url: str) -> None:
    """Make a library in an empty database: all tables and Kawaguchi's masters, in one transaction.

    Raises:
        DatabaseNotEmpty: there is something in it.
        DatabaseTooOld, DatabaseEncodingUnfit: the server's version or the database's encoding won't do.
        FileNotWritable, DatabaseOnNetwork: its file can't be written there.
        DatabaseUrlBad, SystemUnreachable, SystemBusy, SystemReadOnly: it can't be made there.
    """
    async with made_whole(url) as made:
        await make(made)


async def make(url: str) -> None:
    """Do as `init` in a database that is there, or in a file of no size, wherever it lies."""
    path = parse(url).path
    if path is not None and not path.stat().st_size:
        with translate():
            renew_mark(path)
    async with opened(url) as db:
        scripts = _made_ready(db)
        async with db.transaction() as conn:
            await _check_server(conn)
            if await conn.run_sync(lambda sync: inspect(sync).get_table_names()):
                raise DatabaseNotEmpty
            await _bring_up_to_date(conn, scripts)
            await seed.plant(conn, tokyo_day((await conn.execute(select(server_now()))).scalar_one()))


async def upgrade(url: str, keys_made: KeyProgress | None = None) -> None:
    """Bring the tables up to this program's version; an up-to-date database stays as it is.

    Names that can't be found yet get their keys then, in steps: a stopped upgrade goes on the next time.

    Args:
        url: the database.
        keys_made: called with how many patrons have their keys, and how many there are.

    Raises:
        SchemaMismatch: there is no library in it, or a newer program's.
        DatabaseTooOld, DatabaseEncodingUnfit: the server's version or the database's encoding won't do.
        DatabaseUrlBad, SystemUnreachable, SystemBusy, SystemReadOnly, DatabaseOnNetwork: it can't be done.
    """
    async with opened(url) as db:
        await require_own_disk(db.path)
        scripts = _made_ready(db)
        async with db.transaction() as conn:
            await _check_server(conn)
            found = await revision_of(conn)
            if found is None or not is_known(found):
                raise SchemaMismatch(found, REVISION)
            await _bring_up_to_date(conn, scripts)
        await make_missing_keys(db, keys_made)


async def check(url: str) -> None:
    """Make sure that the database is at this program's revision and has its tables, columns and indexes.

    A file has this program's triggers, too, and no other tables, triggers or views.

    Raises:
        SchemaMismatch: it is at another one, or lacks some.
        SchemaForeign: the file has others.
        DatabaseDamaged, RowsDangling: the file isn't sound.
        DatabaseUrlBad, SystemUnreachable, SystemBusy, DatabaseMixed: it can't be read.
    """
    async with opened(url) as db:
        if db.file is not None:
            async with db.reading() as conn:
                await in_thread(conn, check_soundness)
        await check_revision(db)
        async with db.reading() as conn:
            missing = 0 if db.file is None else await conn.run_sync(_missing_things)
            differences = missing + await conn.run_sync(_differences)
    if differences:
        raise SchemaMismatch(REVISION, REVISION, differences)


async def check_revision(db: Database) -> None:
    """Make sure that the database is at this program's revision.

    Raises:
        SchemaMismatch: it isn't.
    """
    async with db.reading() as conn:
        found = await revision_of(conn)
    if found != REVISION:
        raise SchemaMismatch(found, REVISION)


async def check_known(db: Database) -> str:
    """Make sure that the database is at a revision that this program can bring to its own; answers which.

    Raises:
        SchemaMismatch: it isn't.
    """
    async with db.reading() as conn:
        found = await revision_of(conn)
    if found is None or not is_known(found):
        raise SchemaMismatch(found, REVISION)
    return found


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """Open a database for work that takes as long as it takes."""
    db = Database.open(url, answer_within=None)
    try:
        yield db
    finally:
        await db.dispose()


async def _check_server(conn: AsyncConnection) -> None:
    """Make sure of the server's version and the database's encoding before anything is made there."""
    if conn.dialect.name == "postgresql":
        await server_version(conn)
        await check_encoding(conn)


def _config(conn: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = conn
    return config


def is_known(revision: str) -> bool:
    """Tell whether a revision is one that this program knows how to bring to its own."""
    from alembic.script import ScriptDirectory

    return revision in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _made_ready(db: Database) -> Iterable[str]:
    """Load Alembic and write the guards' scripts, before a transaction: a server hangs up on who is silent in one."""
    import alembic.command  # noqa: F401

    return guards.scripts() if db.dialect == "postgresql" else ()


async def _bring_up_to_date(conn: AsyncConnection, scripts: Iterable[str]) -> None:
    await conn.run_sync(migrate)
    if conn.dialect.name == "postgresql":
        await guards.apply(conn, scripts)


def migrate(conn: Connection, revision: str = "head") -> None:
    """Run the migrations up to a revision, in the transaction of the connection; the guards are left as they are."""
    from alembic import command

    given = conn.execute(select(_IDS_GIVEN)).all() if inspect(conn).has_table(_IDS_GIVEN.name) else []
    command.upgrade(_config(conn), revision)
    for row in given:  # SQLite forgets them where a table is made anew
        is_less = (_IDS_GIVEN.c.name == row.name) & (_IDS_GIVEN.c.seq < row.seq)
        conn.execute(update(_IDS_GIVEN).where(is_less).values(seq=row.seq))


def _missing_things(conn: Connection) -> int:
    """Count the triggers that a file lacks, and make sure that it has nothing foreign."""
    found, own = things_of(conn), _own_things()
    others = foreign(found, own)
    if others:
        raise SchemaForeign(others)
    return sum(kind != "table" for kind, _name in own.keys() - found.keys())  # Alembic counts tables


@cache
def _own_things() -> Things:
    """Tell what the migrations make on SQLite, by running them."""
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as conn:
            migrate(conn)
            return things_of(conn)
    finally:
        engine.dispose()


def _differences(conn: Connection) -> int:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    context = MigrationContext.configure(
        conn, opts={"compare_server_default": True, "include_object": is_compared}
    )
    with reflecting():
        found = compare_metadata(context, metadata)
    # SQLite has no identity columns: its row numbers count by themselves.
    return sum(not (conn.dialect.name == "sqlite" and _is_identity(difference)) for difference in found)


def is_compared(_item: object, name: str | None, _kind: str, _reflected: bool, _other: object) -> bool:
    """Leave out of a comparison what the tables themselves don't say."""
    return name != LENGTHS_INDEX


@contextmanager
def reflecting() -> Iterator[None]:
    """Have SQLAlchemy not warn that it can't reflect the index of an expression on SQLite."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", f"Skipped .*{LENGTHS_INDEX}")
        yield


def _is_identity(difference: Any) -> bool:
    # Changes of one column come as a list of tuples that end with what the program wants.
    return isinstance(difference, list) and all(
        kind == "modify_default" and isinstance(wanted, Identity) for kind, *_, wanted in difference
    )
