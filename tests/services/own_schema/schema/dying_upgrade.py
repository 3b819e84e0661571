"""An upgrade that dies by its own hand, before the n-th thing that it changes, commits, or puts in force."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from services.own_schema.schema import upgrade
from services.own_schema.schema.postgresql import guards
from tests.helpers.compiled import share_compiled_statements
from tests.helpers.next_revision import NEXT, next_program

_ROOT = Path(__file__).parents[4]
_FEWEST, _MOST = 10, 200
_EACH = 5
"""Of so many scripts of the guards it dies before one."""


def deaths(url: str, folder: Path) -> Iterator[None]:
    """Let an upgrade to the next revision die at each of its steps, one after the other, until one lives to its end.

    Args:
        url: the library's.
        folder: where the next revision may lie.
    """
    command = [sys.executable, "-m", __name__, url, str(folder)]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for step in range(1, _MOST):
            process.stdin.write(b"%d\n" % step)
            process.stdin.flush()
            code = int(process.stdout.readline())
            assert code in {0, -signal.SIGKILL}, f"the upgrade failed by itself: {code}"
            yield
            if code == 0:
                break
        assert code == 0
        assert step > _FEWEST
        process.stdin.close()


class _Steps:
    def __init__(self, left: int) -> None:
        self._left = left

    def statement(self, _conn: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.lstrip().startswith(("SELECT", "PRAGMA")):
            self.count()

    def count(self, *_: object) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def scripts(self) -> Iterator[str]:
        for number, script in enumerate(_SCRIPTS()):
            if number % _EACH == 0:
                self.count()
            yield script


_SCRIPTS = guards.scripts


def _in_a_fork(url: str, step: int) -> int:
    child = os.fork()
    if not child:
        code = 1
        try:
            steps = _Steps(step)
            event.listen(Engine, "before_cursor_execute", steps.statement)
            event.listen(Engine, "commit", steps.count)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(guards, "scripts", steps.scripts)
                asyncio.run(upgrade.upgrade(url))
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    share_compiled_statements()
    with next_program(Path(sys.argv[2])):
        upgrade.is_known(NEXT)  # loads what each upgrade would load
        for line in sys.stdin:
            sys.stdout.write(f"{_in_a_fork(sys.argv[1], int(line))}\n")
            sys.stdout.flush()
