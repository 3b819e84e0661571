"""From starting the program to a sign-in that can be used, and its memory, beside a bare window."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.figures import Figure, ratio

TO_REACH = 2.5


def programs_on(path: Path) -> dict[str, list[str]]:
    """Give the words of what is started: a bare window, a desk on a library, and the demo."""
    return {
        "bare window": ["bare"],
        "desk": ["desk", "--database", f"sqlite:///{path}"],
        "desk --demo": ["desk", "--demo"],
    }


def in_turn(programs: dict[str, list[str]], count: int) -> dict[str, list[dict[str, float]]]:
    """Start programs in turn, each so often, in one home."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as home:
        for arguments in programs.values():  # once unmeasured: byte code and the system's file cache
            start(arguments, home)
        for _ in range(count):
            for name, arguments in programs.items():
                runs[name].append(start(arguments, home))
    return runs


def measure(path: Path, count: int) -> list[Figure]:
    """Start everything in turn, so that the machine's moods meet all alike."""
    programs = programs_on(path)
    runs = in_turn(programs, count)
    figures = {
        (name, what): Figure(f"{name}: {words}", unit, tuple(run[what] for run in runs[name]))
        for name in programs
        for what, words, unit in (
            ("usable", "start → usable", "ms"),
            ("open", "start → library open", "ms"),
            ("memory", "memory", "MB"),
        )
        if what in runs[name][0]
    }
    ratios = [
        ratio(f"{name} ÷ bare window: {words}", figures[name, what], figures["bare window", what], TO_REACH)
        for name in ("desk", "desk --demo")
        for what, words in (("usable", "start"), ("memory", "memory"))
    ]
    return [*figures.values(), *ratios]


def start(arguments: list[str], home: str) -> dict[str, float]:
    """Start a program on its own, with a home of its own.

    Returns:
        Its moments and its processor time until it could be used, in milliseconds, and its memory in MB.
    """
    kept = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"HOME": home, "QT_QPA_PLATFORM": "offscreen"}
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.starting", *arguments],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    no_moments = {"memory", "processor"}
    return {name: value if name in no_moments else (value - began) * 1000 for name, value in told.items()}
