"""An invented Koha for one run of the program: a server of its own, which is gone afterwards with all it held."""

import asyncio
import secrets
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from services.files.file_lock import lock
from services.rules.secret import Secret
from services.systems.koha.demo.hostile import hostile_rows
from services.systems.koha.demo.library import Inventions, fill, make_tables, run_script, settle
from services.systems.koha.demo.rows import write
from services.systems.koha.demo.server import ADMINISTRATOR, DemoServer, running_server
from services.systems.koha.script import ScriptNames, koha_script

FOLDER: Final = "madoguchi-demo-"
LOCKED: Final = "in-use"
"""As the demo library's own folders: whatever a killed program left is removed with theirs."""

_PATRONS: Final = 300
_SEED: Final = 1


@dataclass(frozen=True, slots=True)
class DemoKoha:
    """Where the views are, and the password for reading them."""

    address: str
    password: Secret = field(repr=False)


@asynccontextmanager
async def demo_koha(invent: Inventions, today: date, *, patrons: int = _PATRONS) -> AsyncIterator[DemoKoha]:
    """Make an invented Koha with ordinary and with hostile patrons; everything goes when the block ends.

    Args:
        invent: invents people and books.
        today: the day that all dates count from.
        patrons: how many ordinary ones; their cards count from `FIRST_CARD`.

    Raises:
        ProgramMissing: MariaDB isn't installed here.
        OSError: it doesn't start.
    """
    with ExitStack() as kept:
        folder = Path(
            kept.enter_context(tempfile.TemporaryDirectory(prefix=FOLDER, ignore_cleanup_errors=True))
        )
        lock(kept.enter_context((folder / LOCKED).open("xb")))
        running = ExitStack()
        try:
            server = await asyncio.to_thread(running.enter_context, running_server(folder))
            yield await _filled(server, invent, today, patrons)
        finally:
            await asyncio.to_thread(running.close)


async def _filled(server: DemoServer, invent: Inventions, today: date, patrons: int) -> DemoKoha:
    from asyncmy import connect

    names, password = ScriptNames("koha_demo"), Secret(secrets.token_urlsafe())
    connection: Any = await connect(user=ADMINISTRATOR, unix_socket=str(server.socket), autocommit=True)
    try:
        await make_tables(connection, names.koha_database)
        await fill(connection, invent, patrons=patrons, today=today, seed=_SEED)
        await write(connection, hostile_rows(today))
        await settle(connection)
        await run_script(connection, koha_script(names, password))
    finally:
        await connection.ensure_closed()
    socket = quote(str(server.socket), safe="/")
    return DemoKoha(f"mysql://{names.login}@localhost/{names.database}?unix_socket={socket}", password)
