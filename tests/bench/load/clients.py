"""The processes in which the desks are, as the one that measures holds them."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.bench.load.city import City

_LIMIT = 64 * 1024 * 1024
"""A client's answer is one line."""


class Client:
    """One process of desks."""

    def __init__(self, process: asyncio.subprocess.Process, desks: int) -> None:
        self._process = process
        self.desks = desks
        self.signed_in: list[float] = []

    async def tell(self, what: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        await self._process.stdin.drain()

    async def answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        assert line, "a process of desks ended"
        answer: dict[str, Any] = json.loads(line)
        return answer

    async def work(self, desks: int, think: float, seconds: float, clients: "list[Client]") -> dict[str, Any]:
        share = desks // len(clients) + (clients.index(self) < desks % len(clients))
        await self.tell({"desks": share, "think": think, "seconds": seconds})
        return await self.answer()

    async def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


@asynccontextmanager
async def clients_of(city: City, desks: int, processes: int) -> AsyncIterator[list[Client]]:
    clients: list[Client] = []
    try:
        for place in range(processes):
            numbers = range(place, desks, processes)
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.bench.load.client"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=_LIMIT,
            )
            client = Client(process, len(numbers))
            clients.append(client)
            urls = [city.url_of(city.logins[number % len(city.logins)]) for number in numbers]
            await client.tell({"urls": urls, "cards": city.cards, "first": place * desks})
        for client in clients:
            told = await client.answer()
            assert not told["errors"], told["errors"]
            client.signed_in = told["signed_in"]
        yield clients
    finally:
        for client in clients:
            await client.close()
