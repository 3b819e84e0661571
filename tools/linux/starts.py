"""Measures how long the packaged program takes to its first window, beside the same program from its source."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

_PATIENCE: Final = 120
"""Seconds for what takes one where the machine has nothing else to do."""


def beside_source(packaged: Callable[..., list[str]], home: Path, count: int) -> str:
    """Start both in turn, so that the machine's other work meets them alike, and tell both and their ratio.

    Args:
        packaged: makes the command line of the packaged program from its arguments.
        home: a folder for both, of which nothing stays.
        count: how often each is started, after once that isn't measured.
    """
    library = f"sqlite:///{home / 'library.sqlite3'}"
    desk = ("desk", "--database", library)
    environment = packaged()[:-1]  # without the program
    from_source = [*environment, f"PYTHONPATH={Path(__file__).parents[2]}", sys.executable, "-m", "app"]
    commands = {"packaged": packaged(*desk), "source": [*from_source, *desk]}
    seconds: Mapping[str, list[float]] = {name: [] for name in commands}
    for turn in range(count + 1):
        for name, command in commands.items():
            taken = _first_window(command)
            if turn:
                seconds[name].append(taken)
    middle = {name: statistics.median(taken) for name, taken in seconds.items()}
    ratio = middle["packaged"] / middle["source"]
    told = ", ".join(f"{name} {taken * 1000:.0f} ms" for name, taken in middle.items())
    return f"start → first window, median of {count}: {told}, ratio {ratio:.2f}"


def _first_window(command: Sequence[str]) -> float:
    began = time.monotonic()
    desk = subprocess.Popen(command)
    try:
        subprocess.run(
            ["xdotool", "search", "--sync", "--onlyvisible", "--class", "madoguchi"],
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=_PATIENCE,
        )
        return time.monotonic() - began
    finally:
        desk.terminate()
        desk.wait(_PATIENCE)
