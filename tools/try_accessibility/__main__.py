"""Lets a screen reader work at the desk, over AT-SPI on a bus and a screen of its own (`make try-accessibility`).

python -m tools.try_accessibility          a clerk's work by ear
python -m tools.try_accessibility acts     every act of every demo card, at 200 %, for counter staff and supervisors
python -m tools.try_accessibility today    a supervisor's day, and a clerk's own work and an act that is approved

Debian's packages at-spi2-core, python3-pyatspi, dbus-daemon, xvfb, openbox and xdotool are needed. What the reader does
stands in tables of steps: work.py, forms.py, hidden.py, today.py, own_work.py and acts.py. player.py plays them.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from services.own_schema.demo.named import CARDS
from tools.real_screen import NoScreen, real_screen, run_inside

_PYTHON = "/usr/bin/python3"
_SETTINGS = "settings.toml"
_LARGEST = "[appearance]\ntext_percent = 200\n"
_MOMENT = "2026-11-24T10:00"
_TRIALS = {
    "work": (("counter", "work"),),
    "acts": (("counter", "acts"), ("supervisor", "acts")),
    "today": (("supervisor", "today"), ("counter", "own_work")),
}


def _inside(trial: str, cards: Sequence[str]) -> int:
    """Open the desk on this bus and let the reader work at it."""
    worst = 0
    for role, table in _TRIALS[trial]:
        command = [sys.executable, "-m", "app", "desk", "--demo", "--as", role, "--now", _MOMENT]
        reader = [_PYTHON, "-m", "tools.try_accessibility.player", table, *cards]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL) as desk:
            try:
                worst = max(worst, subprocess.run(reader, check=False).returncode)
            finally:
                desk.terminate()
    return worst


def main() -> int:
    """Make the bus and the screen; 1 if the reader could not do its work, 2 if something is missing here."""
    if sys.argv[1:2] == ["inside"]:
        return _inside(sys.argv[2], sys.argv[3:])
    trial = sys.argv[1] if len(sys.argv) > 1 else "work"
    if trial not in _TRIALS:
        print(f"no such trial: {trial}", file=sys.stderr)
        return 2
    cards = sys.argv[2:] or [str(card) for card in CARDS] if trial == "acts" else []
    known = subprocess.run([_PYTHON, "-c", "import pyatspi"], check=False, capture_output=True)
    if known.returncode:
        print("not installed: python3-pyatspi", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home) / _SETTINGS
        settings.write_text(_LARGEST if trial == "acts" else "", encoding="utf-8")
        try:
            with real_screen("dbus-run-session") as screen:
                own = {
                    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                    "XDG_RUNTIME_DIR": home,
                    "MADOGUCHI_SETTINGS": str(settings),
                    "TMPDIR": home,  # the demo library is found there
                    "DESKS_PYTHON": sys.executable,
                }
                bus = ("dbus-run-session", "--")
                return run_inside(
                    "tools.try_accessibility", {**screen, **own}, "inside", trial, *cards, before=bus
                )
        except NoScreen as missing:
            print(missing, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
