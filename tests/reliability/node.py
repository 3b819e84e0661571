"""A server that is killed, started again, copied and promoted."""

import asyncio
import os
import secrets
import select
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
from sqlalchemy.engine import URL

from tests.helpers import postgres as helper
from tests.helpers.cluster import HONEST, Cluster

_SETTINGS = {**HONEST, "shared_buffers": "32MB", "max_connections": "40", "wal_keep_size": "256MB"}
_TRY_AGAIN = 0.02
_PATIENCE = 60.0


@dataclass
class Node(Cluster):
    """One server with a port of its own for all its lives."""

    port: int = field(default_factory=helper.free_port)
    settings: dict[str, str] = field(default_factory=dict)
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> URL:
        password = (self.place / "password").read_text(encoding="utf-8")
        return URL.create("postgresql", "postgres", password, "127.0.0.1", self.port, "postgres")

    def url_of(self, database: str) -> str:
        return self.url.set(database=database).render_as_string(hide_password=False)

    def start(self) -> None:
        """Begin to start; nothing is waited for."""
        options = [f"--{name}={value}" for name, value in {**_SETTINGS, **self.settings}.items()]
        command = [*helper.ending_with_us(), self.programs / "postgres", "-D", self.data, *options]
        with (self.place / "log").open("ab") as log:
            self._process = helper.start([*command, f"--port={self.port}"], self.place, log, self._owner)

    async def answers(self) -> None:
        """Wait until it takes connections."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                try:
                    await (await self.connect()).close()
                except (OSError, asyncpg.PostgresError):
                    await asyncio.sleep(_TRY_AGAIN)
                else:
                    return

    async def connect(self, database: str = "postgres") -> "asyncpg.Connection[asyncpg.Record]":
        return await asyncpg.connect(self.url_of(database), timeout=_PATIENCE)

    async def ask(self, question: str) -> object:
        """Ask for one value as the administrator."""
        conn = await self.connect()
        try:
            answer: object = await conn.fetchval(question)
        finally:
            await conn.close()
        return answer

    async def wait_for(self, question: str) -> None:
        """Wait until a question is answered with true."""
        async with asyncio.timeout(_PATIENCE):
            while await self.ask(question) is not True:
                await asyncio.sleep(_TRY_AGAIN)

    def kill(self) -> None:
        """Kill every one of its processes where it stands (SIGKILL), as a machine that loses its power.

        All have ended afterwards: a server doesn't start while one of before has its shared memory.
        """
        process = self._process
        if process is None:
            return
        os.kill(process.pid, signal.SIGSTOP)  # or it would see its children die, and start new ones
        children = [os.pidfd_open(child) for child in _children(process.pid)]
        for child in children:
            signal.pidfd_send_signal(child, signal.SIGKILL)
        process.kill()
        process.wait()
        for child in children:
            select.select([child], [], [])
            os.close(child)
        self._process = None

    def forget(self) -> None:
        """Throw the data away."""
        shutil.rmtree(self.data, ignore_errors=True)

    async def follow(self, primary: "Node") -> None:
        """Become another's standby: take a base backup of it and start."""
        self.forget()
        for name in ("password", ".pgpass"):
            self._write(name, (primary.place / name).read_text(encoding="utf-8"))
        source = f"host=127.0.0.1 port={primary.port} user=postgres application_name=standby"
        await asyncio.to_thread(
            self.call,
            "pg_basebackup",
            "-D",
            self.data,
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
            "--no-sync",
            "-d",
            source,
        )
        self.start()
        await self.answers()


def _children(pid: int) -> list[int]:
    return [
        int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    ]


@contextmanager
def place_for(name: str) -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    place = Path("/var/tmp") / f"madoguchi-{name}-{secrets.token_hex(4)}"
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@asynccontextmanager
async def node(name: str, **settings: str) -> AsyncIterator[Node]:
    """Run a fresh server."""
    with place_for(name) as place:
        made = Node(place, settings=settings)
        made.make()
        made.start()
        try:
            await made.answers()
            yield made
        finally:
            made.kill()
