"""A restore that dies by its own hand: before or after the n-th thing that it does to a file or its name."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from services.own_schema.backup.restore import restore
from services.own_schema.backup.swapping import put_in_place
from services.own_schema.revision import REVISION
from services.own_schema.schema import upgrade
from tests.helpers.compiled import share_compiled_statements

_ROOT = Path(__file__).parents[4]
_NAMING = ("link", "rename", "replace", "unlink", "fsync", "mkdir", "rmdir")
_FEWEST, _MOST = 6, 200
_NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def deaths(*what: str | Path) -> Iterator[None]:
    """Let a restore die at each of its steps, one after the other, until one lives to its end.

    Args:
        what: a library's address and a backup for a whole restore; two files for the change of places alone.
    """
    command = [sys.executable, "-m", __name__, *map(str, what)]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for step in range(1, _MOST):
            process.stdin.write(b"%d\n" % step)
            process.stdin.flush()
            code = int(process.stdout.readline())
            assert code in {0, -signal.SIGKILL}, f"the restore failed by itself: {code}"
            yield
            if code == 0:
                break
        assert code == 0
        assert step > _FEWEST
        process.stdin.close()


def _mortal(done: Callable[..., Any], count: list[int]) -> Callable[..., Any]:
    def step(*args: Any, **kwargs: Any) -> Any:
        _count(count)
        answer = done(*args, **kwargs)
        _count(count)
        return answer

    return step


def _count(count: list[int]) -> None:
    count[0] -= 1
    if count[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def _in_a_fork(first: str, second: Path, step: int) -> int:
    child = os.fork()
    if not child:
        code = 1
        try:
            count = [step]
            for name in _NAMING:
                setattr(os, name, _mortal(getattr(os, name), count))
            if first.startswith("sqlite:"):
                asyncio.run(restore(first, second, _NOW))
            else:
                put_in_place(Path(first), second, _NOW)
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    share_compiled_statements()
    upgrade.is_known(REVISION)  # loads what each restore would load
    for line in sys.stdin:
        sys.stdout.write(f"{_in_a_fork(sys.argv[1], Path(sys.argv[2]), int(line))}\n")
        sys.stdout.flush()
