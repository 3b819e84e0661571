"""A test's server loses no connection."""

import asyncio
import gc
import socket

from tests.helpers.listening import HERE, listening


async def test_who_comes_while_it_closes_is_not_left_behind() -> None:
    left = []

    async def come_in(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        left.append(await reader.read())
        writer.close()

    async with listening(come_in) as port:
        socket.create_connection((HERE, port)).close()
        await asyncio.sleep(0)  # told to the server
        await asyncio.sleep(0)  # accepted
    gc.collect()  # an open socket would be told now, and fail this test
    assert left == [b""]
