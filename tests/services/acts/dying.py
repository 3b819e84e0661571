"""A program that dies in the middle of an act, by its own hand: at the n-th thing it does, without any goodbye.

Run as a program it takes jobs from its input, forks for each, and answers how the fork ended. It has one thread when
it forks, which the tests' own process has not. It opens a library once by itself, before the first fork: what that
loads and compiles, the forks then have.
"""

import asyncio
import base64
import io
import os
import pickle
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import event

from services.contract.act_requests import ActRequest
from services.own_schema.database.engine import Database
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import HashCost, PasswordHasher
from services.rules.secret import Secret
from tests.helpers.compiled import share_compiled_statements
from tests.services.acts.every_act import EVERY_ACT

_ROOT = Path(__file__).parents[3]
_DONE, _FAILED = 0, 1


@dataclass(frozen=True, slots=True)
class Death:
    """Where to die.

    Attributes:
        step: at the n-th step, 1 for the first: before and after each statement and COMMIT, after each packet that
            is sent, and when the connection is given back.
        file_size: at the byte of a file that is written past this size, in the middle of the write.
    """

    step: int | None = None
    file_size: int | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """An order to die over.

    Attributes:
        act: the act's name in the register.
    """

    url: str
    act: str
    order: ActRequest[Any]
    death: Death


class End(Enum):
    """How a job ended."""

    DEAD = "dead"
    DONE = "done"


class Mortals:
    """The program, as seen from the tests."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def perform(self, job: Job) -> End:
        """Have a job done by somebody who dies over it, unless it is done before."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(base64.b64encode(_openly(job)) + b"\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        assert code in {_DONE, -signal.SIGKILL, -signal.SIGXFSZ}, f"the act failed by itself: {code}"
        return End.DONE if code == _DONE else End.DEAD


@contextmanager
def mortals() -> Iterator[Mortals]:
    """Start the program, and end it after the block."""
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Mortals(process)
        assert process.stdin is not None
        process.stdin.close()


class _Open(pickle.Pickler):
    """Writes secrets, too: between two processes of a test nobody looks on."""

    def reducer_override(self, it: Any) -> Any:
        return (Secret, (it.reveal(),)) if isinstance(it, Secret) else NotImplemented


def _openly(job: Job) -> bytes:
    written = io.BytesIO()
    _Open(written).dump(job)
    return written.getvalue()


class _Countdown:
    """Counts steps, and dies at the last one."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def __call__(self, *_: Any, **__: Any) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _die_at(step: int, db: Database) -> None:
    countdown = _Countdown(step)
    engine = db.engines[0].sync_engine
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(engine, name, countdown)
    event.listen(engine.pool, "checkin", countdown)
    if db.dialect == "postgresql":
        _after_each_packet(countdown)


def _after_each_packet(countdown: _Countdown) -> None:
    send = socket.socket.send

    def sent(self: socket.socket, data: Any, flags: int = 0) -> int:
        done = send(self, data, flags)
        countdown()
        return done

    socket.socket.send = sent  # type: ignore[method-assign, assignment]


def _die_in_a_write(file_size: int) -> None:
    import resource  # not on Windows, where this file is only imported

    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, resource.RLIM_INFINITY))


def _opened(url: str) -> AbstractAsyncContextManager[Library]:
    return open_library(url, hasher=PasswordHasher(HashCost(passes=1, memory=8, lanes=1)))


async def _prepare(url: str) -> None:
    async with _opened(url):
        pass


async def _perform(job: Job) -> None:
    (act,) = (each for each in EVERY_ACT if each.name == job.act)
    async with _opened(job.url) as library:
        if job.death.step is not None:
            _die_at(job.death.step, library.db)
        if job.death.file_size is not None:
            _die_in_a_write(job.death.file_size)
        await act.done(library, job.order)
        os._exit(_DONE)


def _in_a_fork(job: Job) -> int:
    child = os.fork()
    if not child:
        try:
            asyncio.run(_perform(job))
        except BaseException:  # noqa: BLE001 - the fork must not go on as its parent
            traceback.print_exc()
        os._exit(_FAILED)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    share_compiled_statements()
    known = set[str]()
    for line in sys.stdin.buffer:
        the_job: Job = pickle.loads(base64.b64decode(line))
        if the_job.url not in known:
            asyncio.run(_prepare(the_job.url))
            known.add(the_job.url)
        sys.stdout.write(f"{_in_a_fork(the_job)}\n")
        sys.stdout.flush()
