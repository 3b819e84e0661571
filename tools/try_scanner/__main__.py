"""`make try-scanner`; see the package."""

import argparse
import asyncio
import itertools
import json
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from functools import partial

from PySide6.QtWidgets import QApplication

from app.support.desk_loop import DeskLoop
from tools import try_scanner
from tools.real_screen import NoScreen, real_screen
from tools.try_scanner.count import Count, report
from tools.try_scanner.forms import KAWAGUCHIS
from tools.try_scanner.playing import play
from tools.wayland_screen import wayland_screen
from views.style.theme import ARGUMENTS

_NO_PRINTERS = {"CUPS_SERVER": "127.0.0.1:1"}
"""Show the trial's slips on screen, on machines with any printers: no user is there to choose one."""


def inside(asked_for: argparse.Namespace) -> None:
    """Play at one counter and print what was seen."""
    app = QApplication(list(ARGUMENTS))
    app.setQuitOnLastWindowClosed(False)
    trial = play(app, asked_for.scans, asked_for.seed, asked_for.only, asked_for.minutes, like=asked_for.like)
    count = asyncio.run(trial, loop_factory=lambda: DeskLoop(app))
    print(json.dumps(asdict(count), ensure_ascii=False))


def main() -> int:
    """Run the trial; 1 if anything was lost or ended up elsewhere."""
    told_first = str(try_scanner.__doc__).split("\n", maxsplit=1)[0]
    parser = argparse.ArgumentParser(prog="make try-scanner", description=told_first)
    parser.add_argument("--scans", type=int, default=10_000)
    parser.add_argument("--desks", type=int, default=3, help="how many stand side by side")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1_000, help="after which it ends with what was read")
    parser.add_argument(
        "--only", nargs="*", default=(), help="rounds of these kinds, by their functions' names"
    )
    parser.add_argument(
        "--wayland", action="store_true", help="under sway; without it, on an X server under openbox"
    )
    parser.add_argument(
        "--like", default=KAWAGUCHIS, metavar="NUMBER", help="a card number as the library's cards have it"
    )
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked_for = parser.parse_args()
    if asked_for.inside:
        inside(asked_for)
        return 0
    screen = wayland_screen if asked_for.wayland else real_screen
    try:
        with ExitStack() as stack:
            screens = [stack.enter_context(screen()) for _ in range(asked_for.desks)]
            with ThreadPoolExecutor(asked_for.desks) as counters:
                told = list(counters.map(partial(_counter, asked_for), range(asked_for.desks), screens))
    except NoScreen as error:
        print(error)
        return 1
    return report([count for count, _ in told]) or int(any(broke_off for _, broke_off in told))


def _counter(asked_for: argparse.Namespace, place: int, screen: Mapping[str, str]) -> tuple[Count, bool]:
    """Play at one counter, library after library; tell what was seen, and whether the last one broke off."""
    count, share = Count(), -(-asked_for.scans // asked_for.desks)
    for seed in itertools.count(asked_for.seed + place, asked_for.desks):
        spoiled = count.spoiled
        command = [
            *(sys.executable, "-m", "tools.try_scanner", "--inside"),
            *("--like", asked_for.like),
            *("--scans", str(share - count.scans), "--seed", str(seed)),
            *("--minutes", str(asked_for.minutes - count.seconds / 60), "--only", *asked_for.only),
        ]
        ended = subprocess.run(command, env={**screen, **_NO_PRINTERS}, stdout=subprocess.PIPE, check=False)
        if ended.stdout:
            count.add(Count(**json.loads(ended.stdout)))
        if ended.returncode or count.wrong or count.spoiled == spoiled or count.scans >= share:
            return count, bool(ended.returncode)
    raise AssertionError


if __name__ == "__main__":
    sys.exit(main())
