"""Lets a screen reader work at the desk, over AT-SPI on a bus and a screen of its own (`make try-accessibility`).

Debian's packages at-spi2-core, python3-pyatspi, dbus-daemon, xvfb, openbox and xdotool are needed. The reader's side is
tools/by_ear.py.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tools.real_screen import NoScreen, real_screen, run_inside

_READER = "tools.by_ear"
_PYTHON = "/usr/bin/python3"
_NO_SETTINGS = "none.toml"
_MOMENT = "2026-11-24T10:00"


def _inside() -> int:
    """Open the desk on this bus and let the reader work at it."""
    command = [sys.executable, "-m", "app", "desk", "--demo", "--as", "counter", "--now", _MOMENT]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as desk:
        try:
            return subprocess.run([_PYTHON, "-m", _READER], check=False).returncode
        finally:
            desk.terminate()


def main() -> int:
    """Make the bus and the screen; 1 if the reader could not do its work, 2 if something is missing here."""
    if sys.argv[1:] == ["inside"]:
        return _inside()
    known = subprocess.run([_PYTHON, "-c", "import pyatspi"], check=False, capture_output=True)
    if known.returncode:
        print("not installed: python3-pyatspi", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as home:
        try:
            with real_screen("dbus-run-session") as screen:
                own = {
                    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                    "XDG_RUNTIME_DIR": home,
                    "MADOGUCHI_SETTINGS": str(Path(home) / _NO_SETTINGS),
                }
                bus = ("dbus-run-session", "--")
                return run_inside("tools.try_accessibility", {**screen, **own}, "inside", before=bus)
        except NoScreen as missing:
            print(missing, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
