"""A program of its own that opens a library whenever it is asked to, and says what came of it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.own_schema.database.cuts.desks import told_at_opening

_ROOT = Path(__file__).parents[5]


@contextmanager
def other_desk(path: Path) -> Iterator[Callable[[], str]]:
    """Start the program; calling what it gives asks it, and answers as `told_at_opening` does."""
    command = [sys.executable, "-m", __name__, str(path)]
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        questions, answers = process.stdin, process.stdout

        def ask() -> str:
            questions.write("\n")
            questions.flush()
            return answers.readline().strip()

        yield ask
        questions.close()


if __name__ == "__main__":
    for _ in sys.stdin:
        print(told_at_opening(Path(sys.argv[1])), flush=True)  # noqa: T201 - it answers
