"""Plays every scene of tools/screenshots before somebody who looks for faults, and prints them as JSON.

python -m tests.looks.audit --percent 100 --percent 200 --scheme dark --language en
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from tests.looks.asks import faults_in_asks
from tests.looks.bars import Places, faults_in_bars
from tests.looks.faults import Fault, window_in_front
from tests.looks.glosses import faults_in_glosses
from tests.looks.grid import faults_in_grid
from tests.looks.inks import faults_in_inks
from tests.looks.keys import faults_in_keys
from tests.looks.lists import faults_in_lists
from tests.looks.marks import Seen, faults_in_marks
from tests.looks.names import faults_in_names
from tests.looks.repeats import faults_in_repeats
from tests.looks.rings import faults_in_rings
from tests.looks.rooms import faults_in_rooms
from tests.looks.unknowns import faults_in_unknowns
from tools.screenshots.looks import Look, add_options, chosen
from tools.screenshots.playing import play
from views.bars.connection_banner import ConnectionBanner
from views.help.tour_strip import TourStrip
from views.panels.page import Page
from views.privacy.hidden_screen import Cover

INSIDE = (Page, Cover, TourStrip, ConnectionBanner)
"""What isn't a window of its own, but comes and goes in one."""


class Auditor:
    """Looks at what would be photographed, and at the whole window around it.

    Attributes:
        faults: what was found.
        seen: the classes of all windows that came by, and of what changes inside of them.
    """

    def __init__(self, *without: str) -> None:
        """Begin without having seen anything.

        Args:
            *without: the checks that aren't made.
        """
        self.faults: set[Fault] = set()
        self.seen: set[str] = set()
        self._is_high = False
        focused: set[str] = set()
        coloured: Seen = {}
        bars: Places = {}
        self._checks: dict[str, Callable[[QWidget], Iterator[str]]] = {
            "asks": faults_in_asks,
            "names": faults_in_names,
            "repeats": faults_in_repeats,
            "glosses": faults_in_glosses,
            "unknowns": faults_in_unknowns,
            "rooms": faults_in_rooms,
            "bars": partial(faults_in_bars, seen_before=bars),
            "grid": faults_in_grid,
            "lists": faults_in_lists,
            "inks": self._faults_in_inks,
            "keys": partial(faults_in_keys, seen_before=focused),
            "rings": faults_in_rings,
            "marks": partial(faults_in_marks, seen_before=coloured),
        }
        for name in without:
            del self._checks[name]

    def look(self, widget: QWidget, name: str) -> None:
        """Note every fault of a window."""
        window = window_in_front(widget)
        self.seen.add(type(window).__name__)
        inside = (it for kind in INSIDE for it in window.findChildren(kind) if it.isVisible())
        self.seen |= {type(it).__name__ for it in inside}
        self._is_high = "-high_contrast_" in name  # which ends with the scheme
        for kind, check in self._checks.items():
            self.faults |= {Fault(kind, name, what) for what in check(window)}

    def _faults_in_inks(self, window: QWidget) -> Iterator[str]:
        return faults_in_inks(window, 7.0 if self._is_high else 4.5)


def main() -> int:
    """Look, and print what was found by each look's options."""
    parser = argparse.ArgumentParser(prog="python -m tests.looks.audit")
    add_options(parser)
    auditors = {look: Auditor() for look in chosen(parser.parse_args())}
    play(tuple(auditors.items()))
    tell(auditors)
    return 0


def audited(program: str, *options: str) -> dict[str, dict[str, Any]]:
    """Have a program of this folder look, in a process of its own, and give what was seen and found in each look."""
    ran = subprocess.run(
        [sys.executable, "-m", f"tests.looks.{program}", *options],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    found: dict[str, dict[str, Any]] = json.loads(ran.stdout)
    return found


def tell(auditors: Mapping[Look, Auditor]) -> None:
    """Print what was found in each look."""
    found = {
        " ".join(look.options): {
            "faults": [asdict(fault) for fault in sorted(auditor.faults)],
            "seen": sorted(auditor.seen),
        }
        for look, auditor in auditors.items()
    }
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    sys.exit(main())
