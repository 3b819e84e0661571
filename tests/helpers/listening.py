"""Servers of tests that leave nobody behind when they close.

Python forgets a connection that a server has accepted and not set up yet when it closes (asyncio's `Server._attach`
refuses it, and nobody closes it); a client that gives up at the end of a test comes just then now and then.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

type ComeIn = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
HERE = "127.0.0.1"


@asynccontextmanager
async def listening(come_in: ComeIn) -> AsyncIterator[int]:
    """Serve on a free port of loopback, which is given, while the block runs."""
    server = await asyncio.start_server(come_in, HERE, 0)
    try:
        yield port_of(server)
    finally:
        await close(server)


def port_of(server: asyncio.Server) -> int:
    """Give the port of a server that listens."""
    port: int = server.sockets[0].getsockname()[1]
    return port


async def close(server: asyncio.Server) -> None:
    """Take nobody more, let those who were accepted come in, close, and wait until all have left."""
    loop = asyncio.get_running_loop()
    for each in server.sockets:
        with contextlib.suppress(NotImplementedError):  # Windows' loop has no readers to remove
            loop.remove_reader(each)
    await asyncio.sleep(0)
    server.close()
    await server.wait_closed()
