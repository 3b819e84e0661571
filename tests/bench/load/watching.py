"""What the server does meanwhile: what its connections wait for, what it takes of the machine, what it counts."""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

_EVERY = 0.1
_CLOCK = os.sysconf("SC_CLK_TCK")


@dataclass
class Watch:
    """What was seen of the server during one step.

    Attributes:
        samples: how often it was looked at.
        states: how many connections were seen in each state, over all samples: `running`, or what they waited for.
        processor: seconds of processor time of all the server's processes.
        deadlocks, commits, rollbacks: as the server counts them.
    """

    samples: int = 0
    states: Counter[str] = field(default_factory=Counter)
    processor: float = 0.0
    deadlocks: int = 0
    commits: int = 0
    rollbacks: int = 0

    def share(self, state: str) -> float:
        """Tell how many connections were in a state on average."""
        return self.states[state] / max(1, self.samples)


@asynccontextmanager
async def watching(conn: asyncpg.Connection, server: int) -> AsyncIterator[Watch]:
    """Watch the server while the block runs.

    Args:
        conn: an administrator's, to the measured library.
        server: the process id of the server's first process.
    """
    watch = Watch()
    before, used = await _counted(conn), _processor(server)
    over = asyncio.Event()
    sampling = asyncio.create_task(_sample(conn, watch, over))
    try:
        yield watch
    finally:
        over.set()
        await sampling
        watch.processor = _processor(server) - used
        after = await _counted(conn)
        watch.deadlocks = after["deadlocks"] - before["deadlocks"]
        watch.commits = after["xact_commit"] - before["xact_commit"]
        watch.rollbacks = after["xact_rollback"] - before["xact_rollback"]


async def _sample(conn: asyncpg.Connection, watch: Watch, over: asyncio.Event) -> None:
    while not over.is_set():
        for state, seen in await conn.fetch(_WAITS):
            watch.states[state] += seen
        watch.samples += 1
        await asyncio.sleep(_EVERY)


async def _counted(conn: asyncpg.Connection) -> Any:
    return await conn.fetchrow(
        "SELECT deadlocks, xact_commit, xact_rollback FROM pg_stat_database WHERE datname = current_database()"
    )


def _processor(server: int) -> float:
    """Add up the time of all processes of the server, of those that ended too."""
    total = 0.0
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            fields = (place / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:  # it ended just now
            continue
        if int(place.name) == server:
            total += sum(int(each) for each in fields[11:15])
        elif int(fields[1]) == server:
            total += sum(int(each) for each in fields[11:13])
    return total / _CLOCK


_WAITS = """
    SELECT CASE WHEN wait_event IS NULL THEN 'running' ELSE wait_event_type || ': ' || wait_event END, count(*)
    FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND state = 'active' AND pid <> pg_backend_pid()
    GROUP BY 1"""
