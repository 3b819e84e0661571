"""Processes that are known by the folder they work in: started, frozen, killed, and none left over.

Patroni and PostgreSQL start processes of their own, which outlive the one that started them; all of them have their
working directory within the folder of their member.
"""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

_GLANCE = 0.02


def start(
    command: Sequence[str | Path], place: Path, environment: Mapping[str, str], owner: Mapping[str, Any]
) -> "subprocess.Popen[bytes]":
    """Start a program in its folder, with a log there; it is told to end when this process dies.

    Args:
        command: the program and its arguments.
        place: its folder.
        environment: its variables.
        owner: its user, as `subprocess.Popen` takes it; empty for our own user.
    """
    with (place / "log").open("ab") as log:
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", *command],
            cwd=place,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl+C is ours alone
            **owner,
        )


def within(place: Path) -> list[int]:
    """Find every process that works in a folder or below."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with suppress(OSError):  # it is gone, or a zombie
            if (entry / "cwd").readlink().is_relative_to(place):
                found.append(int(entry.name))
    return found


def signal_all(place: Path, number: signal.Signals) -> None:
    """Send a signal to every process of a folder, those that are started meanwhile, too."""
    seen: set[int] = set()
    while new := set(within(place)) - seen:
        for pid in new:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        seen |= new


def kill_all(place: Path) -> None:
    """Kill every process of a folder where it stands, and wait until none is left."""
    signal_all(place, signal.SIGSTOP)  # or one would see another die, and do something about it
    while left := within(place):
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(_GLANCE)
